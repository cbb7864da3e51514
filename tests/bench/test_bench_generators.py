"""Other generators get every paper, show its text unchanged, and build the same pages as Gazette."""

import json
import re
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from bench.corpora import papers, synthetic
from bench.generators import hugo, paper, pelican
from bench.generators.registry import GENERATORS
from bench.speed import builds, process
from tests import site
from tests.bench.helpers import ACL, bench

MARKUP = {
    "id": "1501.00001",
    "date": "2015-01-01",
    "title": 'A <b>bold</b> {{ 7 * 7 }} {% raw %} {{< ref >}} of *x* < "y" & \\z_1 &amp; `w`',
    "authors": ["Doe, Jane", "R & <i>D</i>"],
    "tags": ["graph search"],
    "upvotes": 1,
    "abstract": "See {{ 7 * 7 }} {% raw %} {{< ref >}} {{% x %}} <b>&amp;</b> a_b_c *d* [e](f) ~~h~~ $i$ "
    "{filename}j \\k < l & m."
    "\n\n# Not a heading\n\n1. Not a list\n\n- Not a list\n\n> Not a quotation",
}


def build_site(name, corpus, folder):
    """Build a site with a generator, and return its folder; skip the test if the generator is not installed."""
    program = GENERATORS[name].find() or pytest.skip(f"{name} is not installed")
    source, output = folder / name, folder / f"{name}-site"
    GENERATORS[name].write_source(papers.read(corpus), source)
    process.run_program([*program, *GENERATORS[name].build(output)], folder=source)
    return output


def visible_text(html):
    parts = []
    reader = HTMLParser()
    reader.handle_data = parts.append
    reader.feed(html)
    return " ".join("".join(parts).split())


@pytest.mark.parametrize(
    ("name", "folder", "settings", "date"),
    [
        ("hugo", "content/papers", "hugo.toml", 'date: "2015-01-01T23:59:5{}+00:00"'),
        ("eleventy", "papers", "package.json", 'date: "2015-01-01T23:59:5{}+00:00"'),
        ("pelican", "content", "pelicanconf.py", "Date: 2015-01-01 23:59:5{}"),
    ],
)
def test_a_source_folder_has_a_file_for_each_paper_in_the_order_of_the_day(
    name, folder, settings, date, corpus, tmp_path
):
    GENERATORS[name].write_source(papers.read(corpus), tmp_path / name)
    files = site.files(tmp_path / name)
    pages = sorted(path for path in files if path.startswith(f"{folder}/1501-"))
    assert len(pages) == 60
    assert settings in files
    assert f"\n{date.format(9)}\n" in files[pages[0]].decode()
    assert f"\n{date.format(8)}\n" in files[pages[1]].decode()


def test_an_abstract_is_escaped_for_every_dialect_of_markdown(tmp_path):
    path = tmp_path / "acl.jsonl"
    path.write_text(json.dumps(ACL[0] | {"abstract": "See {{< x >}} & 3 - 2.\n\n1. y"}))
    (found,) = paper.papers(papers.read(path))
    assert found.name == "1952-earlymt-1-1"
    assert found.body == "See &#123;&#123;&#60; x &#62;&#125;&#125; &#38; 3 - 2.\n\n&#49;. y"


@pytest.mark.parametrize("name", GENERATORS)
def test_markup_in_a_paper_is_shown_as_text(name, tmp_path):
    path = tmp_path / "markup.jsonl"
    path.write_text(json.dumps(MARKUP) + "\n")
    ((_, entry),) = papers.read(path)
    output = build_site(name, path, tmp_path)
    for page in ("papers/1501-00001.html", "days/2015-01-01.html", "tags/graph-search.html", "index.html"):
        text = visible_text((output / page).read_text("utf-8"))
        for expected in (entry.title, ", ".join(entry.authors), *entry.abstract):
            assert expected in text
    for feed in ("index.xml", "tags/graph-search/index.xml"):
        (item,) = ElementTree.parse(output / feed).iter("item")
        assert item.findtext("title") == entry.title
        assert visible_text(item.findtext("description")) == " ".join(entry.abstract)


@pytest.mark.parametrize("name", GENERATORS)
def test_a_site_has_as_many_files_as_gazettes_and_no_broken_link(name, tmp_path):
    synthetic.write(tmp_path / "papers.jsonl", 500)
    output = build_site(name, tmp_path / "papers.jsonl", tmp_path)
    assert bench("corpus", tmp_path / "papers.jsonl", tmp_path / "gazette") == 0
    assert site.command("build", "--quiet", "--source", tmp_path / "gazette") == 0
    ours, theirs = builds.tree_size(tmp_path / "gazette" / "public")[0], builds.tree_size(output)[0]
    assert abs(ours - theirs) <= ours / 100
    pages = {f"{path.relative_to(output)}" for path in output.rglob("*.html") if path.parent.name != "page"}
    addresses = [each.text for each in ElementTree.parse(output / "sitemap.xml").findall(".//{*}loc")]
    assert len(addresses) == len(pages)
    assert {each.removeprefix("https://papers.example/") or "index.html" for each in addresses} == pages
    feeds = {path.parent.name: len(list(ElementTree.parse(path).iter("item"))) for path in output.rglob("index.xml")}
    assert feeds[output.name] == max(feeds.values()) == 50
    assert len(feeds) == len(list(output.glob("tags/*.html")))
    links = {link for page in output.rglob("*.html") for link in re.findall('href="/([^"]*)"', page.read_text("utf-8"))}
    assert {link for link in links if link and not (output / link).is_file()} == set()


def test_programs_are_found_on_the_path_in_npm_s_folder_and_in_this_python(tmp_path, monkeypatch):
    programs = {name: tmp_path / name for name in ("hugo", "pelican", "node_modules/.bin/eleventy")}
    for program in programs.values():
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(hugo, "find_spec", lambda name: None)
    assert hugo.find() == [f"{programs['hugo']}"]
    assert pelican.find() == [f"{programs['pelican']}"]
    assert GENERATORS["eleventy"].find() == [f"{programs['node_modules/.bin/eleventy']}"]
    programs["pelican"].unlink()
    monkeypatch.setattr(pelican, "find_spec", lambda name: name)
    assert pelican.find() == [sys.executable, "-m", "pelican"]
