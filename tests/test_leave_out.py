"""A site without one of its kinds of pages is a whole site: nothing leads to what is not there."""

import json
import posixpath
import re

import pytest

from gazette import pages
from tests import site

URL = "https://small.example.org/"
SETTINGS = f"title: A Small Site\nurl: {URL}\nrepository: https://git.example.org/a\nauthors: {{minimum: 1}}\n"
TWINS = "twins: [md, bib, json]\n"
FILES = {
    **site.LISTINGS,
    "content/2025-03-09.md": "## On Gaps, Early\n- authors: Ada Example\n",
    "content/2025-03-13.md": "## On Gaps, Early\n- doi: 10.1000/1\n- tags: theory\n- votes: 2\n",
    "content/2025-03-17.md": "---\nquiet: true\n---\n\nNobody listed anything.\n",
    "content/redirects.yaml": "old.html: index.html\nlost.html: {gone: lost}\n",
}
KINDS = sorted({kind.__name__.rpartition(".")[2] for kind in pages.kinds()} - pages.ALWAYS)


def broken(output) -> set[str]:
    """The addresses within the site, relative or whole, that some file of it leads to and no file is at."""
    found = site.files(output)
    return {
        f"{path} -> {address}"
        for path, body in found.items()
        if path.endswith((".html", ".xml", ".opml", ".txt", ".json"))
        for address in addresses(path, body.decode())
        if address not in found
    }


def addresses(path: str, text: str) -> set[str]:
    """The files that a file of the site leads to."""
    links = re.findall(r'(?:href|src)="([^"#:]+)[^":]*"', text) + re.findall(r"url=([^\":]+)\"", text)
    here = {posixpath.normpath(posixpath.join("/", posixpath.dirname(path), link)).lstrip("/") for link in links}
    return here | {link or "index.html" for link in re.findall(rf"{re.escape(URL)}([^\s\"<&#]*)", text)}


def output(folder, settings: str):
    source = site.a_source(folder / "source", FILES, SETTINGS + settings)
    site.build(source)
    return source / "public"


def test_the_whole_site_leads_only_to_what_is_there(tmp_path):
    whole = output(tmp_path, TWINS)
    assert broken(whole) == set()
    (whole / "papers/gaps.html").unlink()
    assert {said.partition(" -> ")[0] for said in broken(whole)} >= {
        *("papers/date/2025-03-12.html", "tags/bandits.html", "sitemap-2025-03.xml", "feed.xml", "papers/gaps.json")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_pages_that_is_left_out_is_missed_by_no_link(kind, tmp_path):
    assert broken(output(tmp_path, TWINS + f"leave_out: [{kind}]\n")) == set()


@pytest.mark.parametrize("settings", ["", "twins: []\n"])
def test_without_twins_no_page_leads_to_one(settings, tmp_path):
    without = output(tmp_path, settings)
    assert broken(without) == set()
    assert not [path for path in site.files(without) if path.endswith((".bib", ".md", ".json"))]


def test_with_all_kinds_left_out_a_home_page_is_left(tmp_path):
    bare = output(tmp_path, TWINS + f"leave_out: {json.dumps(KINDS)}\n")
    assert broken(bare) == set()
    assert sorted(path for path in site.files(bare) if path.endswith(".html")) == ["index.html"]
