"""Feeds are valid and complete for feed readers."""

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from gazette import tex
from gazette.listings import markdown

from .payloads import PAYLOADS, letters, seen
from .reading import Reader
from .sites import SAMPLE, Built
from .tools import need

LONGEST = 998  # the longest line that mail servers accept (RFC 5322)


def items(site: Built) -> Iterator[ElementTree.Element]:
    return ElementTree.parse(site.folder / "feed.xml").iter("item")


def body(item: ElementTree.Element) -> Reader:
    """The description of an item as a feed reader parses it."""
    return Reader(item.findtext("description", ""), "p", "a")


def test_every_xml_file_is_well_formed(site: Built):
    files = [path for path in site.folder.rglob("*") if path.suffix in (".xml", ".svg")]
    assert len(files) >= 4
    for path in files:
        ElementTree.parse(path)


def test_feedparser_reads_the_feed_without_repairs(site: Built):
    read = feedparser.parse((site.folder / "feed.xml").read_bytes())
    assert (read.bozo, read.version) == (0, "rss20")
    assert len(read.entries) == len(list(items(site)))
    assert all(entry.title and entry.link and entry.id and entry.published_parsed for entry in read.entries)


def feeds(site: Built, root: bytes = b"<rss") -> list[Path]:
    """Every feed of the site in RSS, or with another root element."""
    return [path for path in site.folder.rglob("*.xml") if root in path.read_bytes()[:300]]


def test_feedparser_reads_every_feed_without_repairs_and_none_is_over_a_megabyte(site: Built):
    names = {path.relative_to(site.folder).as_posix() for path in feeds(site)}
    assert {"feed.xml", "week.xml"} < names
    for path in feeds(site):
        read = feedparser.parse(path.read_bytes())
        assert (read.bozo, read.version) == (0, "rss20"), path
        assert len({entry.id for entry in read.entries}) == len(read.entries), path
        assert path.stat().st_size < 1_000_000, path


def test_the_short_opml_file_lists_the_main_feeds_and_those_of_subjects(site: Built):
    outlines = ElementTree.parse(site.folder / "feeds.opml").iter("outline")
    listed = [address for outline in outlines if (address := outline.get("xmlUrl"))]
    home = ElementTree.parse(site.folder / "feed.xml").findtext("channel/link").removesuffix("index.html")
    assert {address.removeprefix(home).rpartition("/")[0] for address in listed} <= {"", "tags"}


def schema_errors(path: Path) -> str:
    schema = Path(__file__).with_name("atom.rnc")
    return subprocess.run([need("jing"), "-c", schema, path], capture_output=True, text=True, check=False).stdout


def test_atom_feeds_match_the_schema_and_feedparser_reads_them(site: Built):
    [path] = feeds(site, b"<feed ")
    assert schema_errors(path) == ""
    read = feedparser.parse(path.read_bytes())
    assert (read.bozo, read.version) == (0, "atom10")
    tree = ElementTree.parse(path)
    assert [
        tuple(entry.findtext(f"{{http://www.w3.org/2005/Atom}}{name}") for name in ("id", "title", "content"))
        for entry in tree.iter("{http://www.w3.org/2005/Atom}entry")
    ] == [tuple(item.findtext(name) for name in ("guid", "title", "description")) for item in items(site)]
    rss = feedparser.parse((site.folder / "feed.xml").read_bytes())
    assert [entry.published_parsed for entry in read.entries] == [entry.published_parsed for entry in rss.entries]


@pytest.mark.parametrize("fault", [("<id>", "<ids>"), ("<updated>2", "<updated>x"), ('<link href="', '<link url="')])
def test_the_schema_finds_faults(fault: tuple[str, str], sample: Built, tmp_path: Path):
    text = (sample.folder / "atom.xml").read_text("utf-8")
    assert fault[0] in text
    text = text.replace(*fault).replace("</id>", "</ids>" if fault[0] == "<id>" else "</id>")
    (tmp_path / "atom.xml").write_text(text, "utf-8")
    assert "error" in schema_errors(tmp_path / "atom.xml")


def test_the_json_feed_has_what_the_others_have_in_the_form_of_version_1_1(site: Built):
    feed = json.loads((site.folder / "feed.json").read_text("utf-8"))
    kinds = {"version": str, "title": str, "home_page_url": str, "feed_url": str, "description": str, "language": str}
    assert {key: type(value) for key, value in feed.items()} == {**kinds, "authors": list, "items": list}
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    rss = feedparser.parse((site.folder / "feed.xml").read_bytes()).entries
    assert [(item["id"], item["title"], item["content_html"]) for item in feed["items"]] == [
        tuple(item.findtext(name) for name in ("guid", "title", "description")) for item in items(site)
    ]
    optional = {"url": str, "authors": list, "tags": list, "date_modified": str}
    for item, entry in zip(feed["items"], rss, strict=True):
        assert set(item) - set(optional) == {"id", "title", "content_html", "date_published"}
        assert all(isinstance(value, optional.get(key, str)) for key, value in item.items())
        assert all(set(author) == {"name"} and author["name"] for author in item.get("authors", []))
        published = datetime.fromisoformat(item["date_published"]).astimezone(UTC)
        assert published.timetuple()[:6] == entry.published_parsed[:6]


def test_archived_pages_lead_from_the_feed_back_to_its_first_item(site: Built):
    home = ElementTree.parse(site.folder / "feed.xml").findtext("channel/link").removesuffix("index.html")
    link, seen, path = "channel/{http://www.w3.org/2005/Atom}link", [], "feed.xml"
    while path:
        tree = ElementTree.parse(site.folder / path)
        links = {each.get("rel"): each.get("href").removeprefix(home) for each in tree.findall(link)}
        archived = tree.find("channel/{http://purl.org/syndication/history/1.0}archive") is not None
        assert (archived, links.get("current")) == ((False, None) if path == "feed.xml" else (True, "feed.xml"))
        seen += [item.findtext("guid") for item in tree.iter("item")]
        path = links.get("prev-archive", "")
    papers = {path.name for path in site.folder.glob("papers/*.html")} - {"trending.html"}
    assert len({*seen}) == len(papers)


def test_the_opml_file_lists_every_feed_but_copies_at_old_addresses(site: Built):
    home = ElementTree.parse(site.folder / "feed.xml").findtext("channel/link").removesuffix("index.html")
    outlines = ElementTree.parse(site.folder / "feeds-all.opml").iter("outline")
    listed = [outline.get("xmlUrl").removeprefix(home) for outline in outlines if outline.get("xmlUrl")]
    listed = [address for address in listed if address.endswith(".xml") and address != "atom.xml"]
    listed += [path.relative_to(site.folder).as_posix() for path in site.folder.glob("feed/*")]
    link = "channel/{http://www.w3.org/2005/Atom}link"
    own = {ElementTree.parse(path).find(link).get("href").removeprefix(home) for path in feeds(site)}
    assert sorted(listed) == sorted(own)
    copied = {path.relative_to(site.folder).as_posix() for path in feeds(site)} - own
    assert all(
        (site.folder / path).with_suffix(".html").read_text("utf-8").count('http-equiv="refresh"') for path in copied
    )


def test_items_have_unique_ids_and_the_newest_comes_first(site: Built):
    entries = feedparser.parse((site.folder / "feed.xml").read_bytes()).entries
    assert len({entry.id for entry in entries}) == len(entries) > 0
    assert all(newer.published_parsed >= older.published_parsed for newer, older in pairwise(entries))


def test_every_item_links_to_a_page_of_the_site(site: Built):
    channel = ElementTree.parse(site.folder / "feed.xml").find("channel")
    home = channel.findtext("link").removesuffix("index.html")
    for item in items(site):
        assert (site.folder / item.findtext("link").removeprefix(home)).is_file()


def test_no_line_is_too_long_for_a_mail_server(site: Built):
    for path in site.folder.rglob("*.xml"):
        assert max(map(len, path.read_bytes().split(b"\n"))) <= LONGEST


def test_items_are_escaped_html_with_only_harmless_elements(site: Built):
    for item in items(site):
        read = body(item)
        assert read.all("p")
        assert {tag for tag, _ in read.tags} <= {"p", "a", "strong"}
        assert {name for _, attributes in read.tags for name in attributes} <= {"href"}
        assert all(re.match("https?://", attributes["href"]) for tag, attributes in read.tags if tag == "a")


def test_an_item_has_the_facts_of_the_listing_without_votes(sample: Built):
    days = [markdown.parse(path.read_text("utf-8"), path.name) for path in SAMPLE.rglob("2*.md")]
    facts = {tex.plain_text(entry.title): entry for day in days for entry in day.entries}
    for item in items(sample):
        entry = facts[" ".join(item.findtext("title", "").split())]
        texts = [seen(text) for text in body(item).all("p")]
        links = [name for name in ("PDF", "Code", "Project") if name in texts[-1]]
        said = [
            *map(tex.plain_text, entry.abstract or [entry.summary]),
            " ".join(links),
        ]
        assert texts == [each for each in said if each]


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_is_shown_as_it_was_written(payload: str, hostile: Built):
    title = f"[Withdrawn] {payload} title"
    (item,) = (item for item in items(hostile) if _is_title(item.findtext("title", ""), title))
    said = [title] if item.findtext("title").endswith(" …") else []
    authors = f"{payload} author, Ada Example, {payload} last author"
    creator = item.findtext("{http://purl.org/dc/elements/1.1/}creator")
    said += [] if _unbroken(creator) == _unbroken(authors) else [authors]
    said += [f"Withdrawn on 2 March 2025: {payload} withdrawn", f"{payload} abstract", f"{payload} second"]
    found = [_unbroken(text) for text in body(item).all("p")]
    assert found[: len(said)] == [_unbroken(text) for text in said]


def _is_title(shown: str, title: str) -> bool:
    """Whether a title is shown, whole or cut."""
    if shown.endswith(" …"):
        return _unbroken(title).startswith(_unbroken(shown.removesuffix(" …")))
    return letters(shown) == letters(title)


def _unbroken(text: str) -> str:
    """`text` without spaces, because words longer than a line are split."""
    return "".join(seen(text).split())


def test_the_feed_that_pages_link_to_exists(site: Built):
    for page in ("index.html", "404.html"):
        links = [
            attributes for tag, attributes in Reader((site.folder / page).read_text("utf-8")).tags if tag == "link"
        ]
        (feed,) = (attributes["href"] for attributes in links if attributes.get("type") == "application/rss+xml")
        assert (site.folder / Path(feed).name).is_file()
