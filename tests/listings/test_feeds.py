import re
from datetime import date
from html import unescape

import pytest

from gazette.core.errors import Report
from gazette.listings import feeds
from tests.foreign import ARXIV_RSS, ATOM, JSON_FEED, RSS
from tests.make import shared


def read(source):
    report = Report("a.xml")
    return feeds.read(source, report), list(map(str, [*report.errors, *report.warnings]))


def item(inside):
    feed, problems = read(f"<rss version='2.0'><channel><item>{inside}</item></channel></rss>")
    assert not problems
    return feed.entries[0]


def test_every_item_of_the_real_bridges_is_a_paper_with_its_id_votes_and_authors():
    count = 0
    for path in sorted(shared("fixtures/hf_rss").iterdir()):
        source = path.read_text("utf-8")
        feed, problems = read(source)
        assert not problems
        assert [each.arxiv for each in feed.entries] == re.findall(r"<link>https://arxiv.org/abs/(.*?)</link>", source)
        assert [each.votes for each in feed.entries] == list(map(int, re.findall(r"Upvotes:&lt;/b&gt; (\d+)", source)))
        names = re.findall(r"Authors:&lt;/b&gt; (.*?)&lt;/p&gt;", source)
        assert [len(each.authors) for each in feed.entries] == [len(set(unescape(each).split(", "))) for each in names]
        assert all(each.abstract and each.published for each in feed.entries)
        assert not any(re.search("</?[a-z]+>|&[a-z]+;|Upvotes", " ".join(each.abstract)) for each in feed.entries)
        count += len(feed.entries)
    assert count == 745


def test_a_feed_has_its_title_its_address_and_its_day():
    for source in (RSS, ATOM):
        feed, _ = read(source)
        assert (feed.title, feed.url, feed.day) == ("A Lab's Reading List", "https://example.org/", date(2025, 3, 12))
    feed, _ = read(JSON_FEED)
    assert (feed.title, feed.url, feed.day) == ("A Lab's Reading List", "https://example.org/", None)


def test_markup_becomes_text_and_paragraphs_stay():
    first, second, third = read(RSS)[0].entries
    assert first.title == "A Bandit & More"
    assert first.abstract == ("We bound it for $a < b$.", "Second. Line. Code")
    assert first.code == ("https://github.com/example/bandit",)
    assert (first.authors, first.tags, first.published) == (("Ada Example",), ("bandits",), date(2025, 3, 10))
    assert second.abstract == ("A plain text with a < b.",)
    assert (third.url, third.abstract) == (("https://example.org/third",), ())


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://arxiv.org/abs/2503.00001v2", {"arxiv": "2503.00001"}),
        ("http://arxiv.org/pdf/2503.00001v1.pdf", {"arxiv": "2503.00001"}),
        ("https://arxiv.org/html/2503.00001", {"arxiv": "2503.00001"}),
        ("https://huggingface.co/papers/2503.00001", {"arxiv": "2503.00001"}),
        ("https://www.alphaxiv.org/abs/2503.00001", {"arxiv": "2503.00001"}),
        ("https://doi.org/10.48550/arXiv.2503.00001", {"arxiv": "2503.00001"}),
        ("https://doi.org/10.1000/XYZ", {"doi": "10.1000/xyz"}),
        ("https://openreview.net/forum?id=rJl-b3RcF7", {"openreview": "rJl-b3RcF7"}),
        ("https://aclanthology.org/2024.acl-long.1/", {"acl": "2024.acl-long.1"}),
        ("https://arxiv.org/list/cs.LG/new", {"url": ("https://arxiv.org/list/cs.LG/new",)}),
        ("https://huggingface.co/blog/a", {"url": ("https://huggingface.co/blog/a",)}),
        ("javascript:alert(1)", {}),
    ],
)
def test_addresses_of_papers_become_ids(address, found):
    entry = item(f"<title>T</title><link>{address}</link>")
    names = ("arxiv", "doi", "openreview", "acl", "url")
    assert {name: value for name in names if (value := getattr(entry, name))} == found


def test_labels_in_a_description_become_fields_and_other_paragraphs_stay():
    entry = item(
        "<title>T</title><description>&lt;p&gt;&lt;b&gt;Authors:&lt;/b&gt; Ada Example, Bo Sample&lt;/p&gt;"
        "&lt;p&gt;Upvotes: 0&lt;/p&gt;&lt;p&gt;Summary: We bound it.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description>"
    )
    assert (entry.authors, entry.votes, entry.abstract) == (("Ada Example", "Bo Sample"), 0, ("We bound it.", "More."))


def test_a_label_that_cannot_be_read_stays_in_the_abstract():
    entry = item(
        "<title>T</title><description>&lt;p&gt;Upvotes: many&lt;/p&gt;&lt;p&gt;Summary: X.&lt;/p&gt;</description>"
    )
    assert (entry.votes, entry.abstract) == (None, ("Upvotes: many", "X."))


def test_a_feed_of_arxiv_is_read_as_one():
    feed, _ = read(ARXIV_RSS)
    assert feed.entries[0].categories == ("cs.LG", "stat.ML")
    assert feed.day == date(2025, 3, 12)


def test_an_item_without_a_title_is_reported():
    feed, problems = read(RSS.replace("<title>Another</title>", ""))
    assert len(feed.entries) == 2
    assert problems == ["a.xml:10: an item has no title; add one, or remove the item"]


def test_a_description_that_is_too_long_is_reported():
    feed, problems = read(RSS.replace("A plain text", "x" * (feeds.MAX_BODY + 1)))
    assert len(feed.entries) == 2
    assert problems == ["a.xml:10: a description has more than 200,000 characters; shorten it, or remove the item"]
