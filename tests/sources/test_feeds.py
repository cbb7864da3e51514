import pytest

from gazette.core.errors import Report
from gazette.sources import feeds
from tests.foreign import ATOM, JSON_FEED, RSS


def parsed(source):
    report = Report("a.xml")
    return feeds.parse(source, report), list(map(str, report.errors))


@pytest.mark.parametrize(("source", "lines"), [(RSS, [5, 10, 12]), (ATOM, [4, 7]), (JSON_FEED, [5, 7])])
def test_items_have_their_lines(source, lines):
    feed, errors = parsed(source)
    assert ([item.line for item in feed.items], errors) == (lines, [])


def test_rss_1_is_read():
    feed, errors = parsed(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="x"><title>C</title></channel>\n<item rdf:about="x"><title>A</title>'
        "<link>https://arxiv.org/abs/2503.00001</link></item></rdf:RDF>"
    )
    assert ([(item.title, item.line) for item in feed.items], errors) == ([("A", 2)], [])


def test_the_declared_encoding_does_not_matter_because_the_text_is_decoded():
    feed, _ = parsed(RSS.replace('version="1.0"?', 'version="1.0" encoding="ISO-8859-1"?', 1).replace("Third", "Thürd"))
    assert feed.items[2].title == "A Thürd"


def test_a_bomb_is_refused_before_feedparser_sees_it():
    bomb = '<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    feed, errors = parsed(RSS.replace("<rss", f"{bomb}<rss", 1))
    assert feed is None
    assert "entities" in errors[0]


@pytest.mark.parametrize("source", [RSS[:300], "<html><body/></html>", "", "{", '{"version": 1}', '{"items": []}'])
def test_what_is_not_a_complete_feed_is_an_error(source):
    feed, errors = parsed(source)
    assert feed is None
    assert len(errors) == 1


def test_a_text_that_is_an_address_or_a_file_name_is_never_opened():
    for source in ("http://127.0.0.1:9/feed.xml", "/etc/hostname", "file:///etc/hostname"):
        feed, errors = parsed(source)
        assert feed is None and errors


def test_an_item_of_json_that_is_no_mapping_is_reported():
    feed, errors = parsed('{"version": "https://jsonfeed.org/version/1",\n"items": [\n"x", {"title": "A"}]}')
    assert [item.title for item in feed.items] == ["A"]
    assert errors == ["a.xml:3: an item is text, not a mapping; save the feed again"]
