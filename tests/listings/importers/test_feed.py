"""Feeds of other sites; tests/listings/test_feeds.py has what is in them."""

from datetime import date

import pytest

from gazette.listings import markdown
from gazette.listings.importers import feed
from tests.foreign import ATOM, BIBTEX, CSL, JSON_FEED, OAI, RSS
from tests.forms import OWN_JSON, RESPONSE
from tests.make import a_source, errors, read, shared


def test_every_item_of_the_real_feeds_is_imported_or_reported_as_a_repetition():
    repeated = 0
    for path in sorted(shared("fixtures/hf_rss").iterdir()):
        source = path.read_text("utf-8")
        found, report = read(source, f"content/{path.name}")
        assert len(found.entries) + len(report.warnings) == source.count("<item>")
        assert all("is listed twice" in each.what for each in report.warnings)
        repeated += len(report.warnings)
        assert str(found.day) == path.name[:10]
        assert not report.errors
        assert markdown.parse(markdown.dump(found), found.path) == found
    assert repeated == 1


@pytest.mark.parametrize(("source", "path"), [(RSS, "a.rss"), (ATOM, "a.atom"), (RSS, "a.xml")])
def test_the_day_of_the_feed_is_taken_if_the_file_name_has_none(source, path):
    found, _ = read(source, path)
    assert (found.day, found.source, found.url) == (date(2025, 3, 12), "A Lab's Reading List", "https://example.org/")


def test_a_json_feed_needs_a_day():
    assert errors(JSON_FEED, "feed.json") == [
        "feed.json:1: the listing has no day; pass --date to `import`, or start the file name with it"
    ]
    assert len(read(JSON_FEED, "2025-03-12.json")[0].entries) == 2


def test_only_feeds_are_recognised():
    assert all(feed.recognise(a_source(source, "x.xml")) for source in (RSS, ATOM))
    assert feed.recognise(a_source(JSON_FEED, "x.json"))
    assert not any(feed.recognise(a_source(source, "x.json")) for source in (OWN_JSON, RESPONSE, CSL, RSS))
    assert not any(feed.recognise(a_source(source, "x.xml")) for source in (OAI, BIBTEX, "<html></html>", JSON_FEED))
