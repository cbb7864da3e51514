import re
from datetime import date

import pytest

from gazette.core.errors import Report
from gazette.listings import arxiv_rss
from tests.foreign import ARXIV_RSS
from tests.make import shared


def read(source):
    report = Report("a.xml")
    return arxiv_rss.read(source, report), list(map(str, [*report.errors, *report.warnings]))


def test_every_paper_of_the_real_feed_is_read_with_its_kind():
    source = next(shared("fixtures/arxiv_rss").iterdir()).read_text("utf-8")
    feed, problems = read(source)
    assert [each.arxiv for each in feed.entries] == re.findall(r"<guid[^>]*>oai:arXiv.org:(.*?)v\d+<", source)
    assert (
        [entry.announced for entry in feed.entries]
        == re.findall(r"announce_type>([a-z-]+)<", source)
        == ["new", "new", "cross", "replace"]
    )
    assert feed.day == date(2026, 9, 24)
    assert not any("Announce Type" in paragraph for each in feed.entries for paragraph in each.abstract)
    assert not problems


def test_every_part_of_an_item_is_read():
    feed, problems = read(ARXIV_RSS)
    first, second = feed.entries
    assert first.authors == ("Ada Example", "Bo Sample, Jr.", "Cy Reader")
    assert first.abstract == ("We bound it for $a<b$. Code: https://github.com/example/bandit",)
    assert (first.categories, first.license, first.version) == (("cs.LG", "stat.ML"), "CC BY 4.0", 1)
    assert first.code == ("https://github.com/example/bandit",)
    assert (second.doi, second.journal, second.version) == ("10.1000/xyz", "Nature 600 (2025) 1", 3)
    assert [entry.announced for entry in feed.entries] == ["new", "replace"]
    assert first.published is None  # the feed has no date of submission
    assert not problems


def test_the_atom_form_is_read():
    feed, problems = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><id>http://rss.arxiv.org/atom/cs.XX</id>'
        "<updated>2025-03-12T00:00:00-04:00</updated><entry><id>oai:arXiv.org:2503.00001v2</id><title>A Title</title>"
        '<summary>arXiv:2503.00001v2 Announce Type: cross\nAbstract: Text.</summary><category term="cs.LG"/>'
        "<arxiv:announce_type>cross</arxiv:announce_type><dc:creator>Ada Example, Bo Sample</dc:creator></entry></feed>"
    )
    assert feed.day == date(2025, 3, 12)
    assert (feed.entries[0].arxiv, feed.entries[0].abstract, feed.entries[0].announced) == (
        "2503.00001",
        ("Text.",),
        "cross",
    )
    assert feed.entries[0].authors == ("Ada Example", "Bo Sample")
    assert not problems


def test_a_feed_of_a_weekend_has_no_papers_and_no_problems():
    empty = re.sub("<item>.*</item>", "", ARXIV_RSS, flags=re.DOTALL)
    assert arxiv_rss.recognise(empty)
    feed, problems = read(empty)
    assert (feed.entries, feed.day, problems) == ((), date(2025, 3, 12), [])


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("<title>Another</title>", "", "a paper has no title"),
        ("oai:arXiv.org:2402.00002v3", "x", None),
        ("2402.00002", "x", "'xv3' is not an arXiv id"),
    ],
)
def test_an_item_that_is_no_paper_is_reported(old, new, what):
    feed, problems = read(ARXIV_RSS.replace(old, new))
    assert len(feed.entries) == (1 if what else 2)
    assert problems == ([f"a.xml:19: {what}; save arXiv's feed again"] if what else [])


def test_other_feeds_are_not_recognised():
    assert arxiv_rss.recognise(ARXIV_RSS)
    assert not arxiv_rss.recognise(ARXIV_RSS.replace("schemas/atom", "schemas"))
    assert read("<html/>") == (None, ["a.xml:1: <html> is not a feed of arXiv; save arXiv's feed again"])


def test_licences_of_creative_commons_have_their_usual_names():
    base = "http://creativecommons.org/"
    assert arxiv_rss.license_name(f"{base}licenses/by-nc-sa/4.0/") == "CC BY-NC-SA 4.0"
    assert arxiv_rss.license_name(f"{base}publicdomain/zero/1.0/") == "CC0 1.0"
    assert arxiv_rss.license_name("http://arxiv.org/licenses/x") == "http://arxiv.org/licenses/x"
