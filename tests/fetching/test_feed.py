"""Listings from the items of a feed."""

from datetime import date

import pytest

from gazette.core.errors import Report
from gazette.core.model import Trust
from gazette.fetching.client import Client, FetchError
from gazette.fetching.feed import FeedReader
from gazette.fetching.state import State
from tests.fetching.upstream import FAULTS
from tests.foreign import ARXIV_RSS

MONDAY, TUESDAY = date(2025, 3, 10), date(2025, 3, 11)
FEED = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>Papiere für alle</title><link>https://papers.example.org/</link>
<description>x</description>{items}</channel></rss>"""


def item(title, day):
    return (
        f"<item><title>{title}</title><link>https://papers.example.org/{title}</link>"
        f"<description>An abstract of {title}.</description><pubDate>{day:%a, %d %b %Y} 08:00:00 GMT</pubDate></item>"
    )


def feed(*items, encoding="utf-8"):
    return FEED.format(encoding=encoding, items="".join(items)).encode(encoding)


@pytest.fixture
def reader(clock, upstream):
    upstream.files["/feed"] = feed(item("A", MONDAY), item("B", TUESDAY), item("C", MONDAY))
    with State(None) as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
        found = FeedReader(client, report := Report())
        found.warnings = report.warnings
        yield found


def titles(listing):
    return [entry.title for entry in listing.entries]


def test_each_day_has_its_items_and_the_feed_is_read_once(reader, upstream):
    monday = reader.fetch(f"{upstream.url}/feed", MONDAY)
    assert titles(monday) == ["A", "C"]
    assert titles(reader.fetch(f"{upstream.url}/feed", TUESDAY)) == ["B"]
    assert reader.fetch(f"{upstream.url}/feed", date(2025, 3, 12)) is None
    assert len(upstream.requests) == 1
    assert (monday.source, monday.trust, monday.day) == ("Papiere für alle", Trust.STRUCTURED, MONDAY)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_a_feed_is_read_in_the_encoding_that_it_declares(encoding, reader, upstream):
    upstream.files["/feed"] = feed(item("Öl", MONDAY), encoding=encoding)
    listing = reader.fetch(f"{upstream.url}/feed", MONDAY)
    assert (listing.source, titles(listing)) == ("Papiere für alle", ["Öl"])


@pytest.mark.parametrize("body", [b"", b"<html>", feed()[:-30], feed("ü").replace(b"utf-8", b"none"), b"\xff\x00"])
def test_what_is_no_feed_is_an_error(body, reader, upstream):
    upstream.files["/feed"] = body
    with pytest.raises(FetchError):
        reader.fetch(f"{upstream.url}/feed", MONDAY)


@pytest.mark.parametrize("fault", ["404", "a page", "an error", "the stub", "deep", "many cookies"])
def test_a_wrong_answer_is_an_error(fault, reader, upstream, monkeypatch):
    monkeypatch.setattr("gazette.fetching.client.READ_TIMEOUT", 0.3)
    assert fault in FAULTS
    upstream.faults = [fault] * 9
    with pytest.raises(FetchError):
        reader.fetch(f"{upstream.url}/feed", MONDAY)


def test_items_without_a_date_are_reported_once(reader, upstream):
    undated = "<item><title>D</title><link>https://papers.example.org/D</link></item>"
    body = feed(item("A", MONDAY), undated, undated.replace("D<", "E<").replace("/D", "/E"))
    updated = b"<pubDate>Tue, 11 Mar 2025 08:00:00 GMT</pubDate><description>x"  # the day of the feed, not of its items
    upstream.files["/feed"] = body.replace(b"<description>x", updated)
    url = f"{upstream.url}/feed"
    assert titles(reader.fetch(url, MONDAY)) == ["A"]
    assert reader.fetch(url, TUESDAY) is None
    assert [str(warning) for warning in reader.warnings] == [
        f"{url}: 2 items without a date cannot be fetched; import the feed with the command `import`"
    ]


def test_a_feed_of_arxiv_gives_its_papers_on_the_day_of_the_feed(reader, upstream):
    upstream.files["/feed"] = ARXIV_RSS.encode()
    listing = reader.fetch(f"{upstream.url}/feed", date(2025, 3, 12))
    assert [(entry.arxiv, entry.announced) for entry in listing.entries] == [
        ("2503.00001", "new"),
        ("2402.00002", "replace"),
    ]
    assert listing.entries[0].authors == ("Ada Example", "Bo Sample, Jr.", "Cy Reader")
    assert reader.fetch(f"{upstream.url}/feed", TUESDAY) is None
    assert reader.warnings == []
