"""Promises about feeds of built sites: ids that stay, and sizes that readers accept."""

import re
from xml.etree import ElementTree

import pytest

from tests import site
from tests.make import full_run

AUTHORITY = "feed: {authority: 'a.example,2025', formats: {site: [rss, atom, json, daily, daily-atom, daily-json]}}\n"
SETTINGS = site.SETTINGS + AUTHORITY
DAY = "content/2025-03-10.md"
FIRST = "## The Tides\n- arxiv: 2503.00001\n- tags: tides\n\nText.\n\n## Gaps\n\nText.\n"
NEXT = {"content/2025-03-20.md": "## Later\n\nText.\n"}


def ids(folder):
    """The ids of items and feeds, by file."""
    found = {}
    patterns = ("*.xml", "*.json", "feed/*", "tags/*.xml")
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        text = path.read_text("utf-8")
        found[path.relative_to(folder).as_posix()] = re.findall(r'(?:<guid[^>]*>|<id>|"id": ")(.*?)["<]', text)
    return {name: each for name, each in found.items() if each}


def built(folder, files, settings=SETTINGS, templates=None):
    source = site.a_source(folder, {DAY: FIRST, **NEXT, **files}, settings)
    site.write(source, templates or {})
    site.build(source)
    return ids(source / "public")


MOVED = SETTINGS.replace("A Small Site", "New").replace("small.example.org", "b.example/x")
EDITS = {
    "another title and address": ({}, MOVED),
    "another time zone": ({}, SETTINGS + "timezone: Asia/Tokyo\n"),
    "the paper learns an id in a later listing": (
        {"content/2025-03-20.md": "## Later\n\nText.\n\n## Gaps\n- arxiv: 2503.00009\n\nText.\n"},
        SETTINGS,
    ),
    "the paper is listed again": ({"content/2025-03-20.md": "## Later\n\nText.\n\n## The Tides\n"}, SETTINGS),
    "the title is corrected later": (
        {"content/2025-03-20.md": "## Later\n\nText.\n\n## The Tides Explained\n- arxiv: 2503.00001\n\nNew text.\n"},
        SETTINGS,
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_ids_stay(edit, tmp_path):
    files, settings = EDITS[edit]
    before, after = built(tmp_path / "before", {}), built(tmp_path / "after", files, settings)
    assert {"feed.xml", "atom.xml", "feed.json", "daily.xml", "daily.json", "feed/2025-W11.xml"} <= before.keys()
    assert {name: sorted(each) for name, each in after.items()} == {name: sorted(each) for name, each in before.items()}


def test_ids_stay_with_other_templates(tmp_path):
    changed = {"templates/_feed.xml": (site.ROOT / "templates/_feed.xml").read_text("utf-8").replace("<h3>", "<h4>")}
    assert built(tmp_path / "before", {}) == built(tmp_path / "after", {}, templates=changed)


def test_feeds_of_papers_with_3000_authors_are_below_a_megabyte_with_short_lines(tmp_path):
    paper = "## Paper {0}\n- arxiv: 25{1:02}.{0:05}\n- tags: physics\n- authors: {2}\n\n{3}\n\n"
    text = "We measure the mass of a particle with a detector that many people built. " * 25
    authors = lambda at: 3_000 if at == 0 or full_run() else 150  # noqa: E731 - feeds name 100 of either
    files = {
        f"content/2025-03-{day:02}.md": "".join(
            paper.format(day * 100 + at, 3, "; ".join(f"Ada Example{day}x{at}x{n}" for n in range(authors(at))), text)
            for at in range(15)
        )
        for day in range(1, 9)
    }
    settings = SETTINGS + "leave_out: [author, authors, paper, day, twin]\n"
    source = site.a_source(tmp_path / "source", files, settings)
    site.build(source)
    public = source / "public"
    feeds = [*public.glob("*.xml"), *public.glob("*.json"), *public.glob("*/*.xml")]
    assert len(feeds) > 11
    for path in feeds:
        assert path.stat().st_size < 1_000_000, path
        if path.suffix == ".xml":
            ElementTree.parse(path)
            assert max(map(len, path.read_bytes().split(b"\n"))) <= 998, path
    assert "and 2,900 others" in (source / "public/feed.xml").read_text("utf-8")
