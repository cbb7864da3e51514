"""arXiv's daily feeds; tests/listings/test_arxiv_rss.py has what is in them."""

import re
from datetime import date

from gazette.listings import markdown
from gazette.listings.importers import arxiv_daily
from tests.foreign import ARXIV_API, ARXIV_RSS, RSS
from tests.make import a_source, errors, read, shared


def test_the_real_feed_is_imported_with_its_own_day():
    source = next(shared("fixtures/arxiv_rss").iterdir()).read_text("utf-8")
    found, report = read(source, "feed.xml")
    assert len(found.entries) == source.count("<item>")
    assert (found.day, found.source, report.errors) == (date(2026, 9, 24), "arXiv", [])
    assert markdown.parse(markdown.dump(found), "") == found


def test_the_day_in_the_file_name_comes_first():
    assert read(ARXIV_RSS, "2025-03-14.rss")[0].day == date(2025, 3, 14)


def test_a_feed_without_papers_has_nothing_to_import():
    empty = re.sub("<item>.*</item>", "", ARXIV_RSS, flags=re.DOTALL)
    assert errors(empty, "feed.xml") == ["feed.xml:1: the file has no papers; save it again, or remove it"]


def test_other_feeds_are_not_recognised():
    assert arxiv_daily.recognise(a_source(ARXIV_RSS, "x.rss"))
    assert not any(arxiv_daily.recognise(a_source(source, "x.xml")) for source in (ARXIV_API, RSS))
