"""A site without one of its kinds of pages has no broken links."""

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


def broken_links(output) -> set[str]:
    """The links from a file of the site to an address of the site, relative or absolute, that has no file."""
    files = site.files(output)
    return {
        f"{path} -> {address}"
        for path, body in files.items()
        if path.endswith((".html", ".xml", ".opml", ".txt", ".json"))
        for address in addresses(path, body.decode())
        if address not in files
    }


def addresses(path: str, text: str) -> set[str]:
    """The paths that a file of the site links to."""
    links = re.findall(r'(?:href|src)="([^"#:?]+)[^":]*"', text) + re.findall(r"url=([^\":]+)\"", text)
    here = {posixpath.normpath(posixpath.join("/", posixpath.dirname(path), link)).lstrip("/") for link in links}
    return here | {link or "index.html" for link in re.findall(rf"{re.escape(URL)}([^\s\"<&#?]*)", text)}


def output(folder, settings: str):
    source = site.a_source(folder / "source", FILES, SETTINGS + settings)
    site.build(source)
    return source / "public"


def test_the_complete_site_has_no_broken_links(tmp_path):
    complete = output(tmp_path, TWINS)
    assert broken_links(complete) == set()
    (complete / "papers/gaps.html").unlink()
    assert {link.partition(" -> ")[0] for link in broken_links(complete)} >= {
        *("papers/date/2025-03-12.html", "tags/bandits.html", "sitemap-2025-03.xml", "feed.xml", "papers/gaps.json")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_kind_of_pages_no_link_is_broken(kind, tmp_path):
    assert broken_links(output(tmp_path, TWINS + f"leave_out: [{kind}]\n")) == set()


@pytest.mark.parametrize("settings", ["", "twins: []\n"])
def test_without_twins_no_page_links_to_one(settings, tmp_path):
    without = output(tmp_path, settings)
    assert broken_links(without) == set()
    assert not [
        path for path in site.files(without) if path.startswith("papers/") and path.endswith((".bib", ".md", ".json"))
    ]


def test_without_any_kind_of_pages_the_home_page_remains(tmp_path):
    bare = output(tmp_path, TWINS + f"leave_out: {json.dumps(KINDS)}\n")
    assert broken_links(bare) == set()
    assert sorted(path for path in site.files(bare) if path.endswith(".html")) == ["index.html"]
