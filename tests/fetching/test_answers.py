"""An answer of Hugging Face's API is used only if it can be right."""

import json
from datetime import date

import pytest
from msgspec.structs import replace

from gazette.core.model import Trust
from gazette.fetching import answers
from gazette.fetching.answers import BadAnswer
from tests.fetching.conftest import row, rows
from tests.make import an_entry

DAY, BEFORE = date(2025, 3, 12), date(2025, 3, 11)


def read(found, kind="application/json", day=DAY):
    body = found if isinstance(found, bytes) else json.dumps(found).encode()
    return answers.read(body, kind, day)


def test_a_list_of_rows_is_the_listing_of_the_day_that_was_asked_for():
    listing = read(rows(3))
    assert (listing.day, len(listing.entries), listing.trust) == (DAY, 3, Trust.STRUCTURED)


def test_a_byte_order_mark_does_no_harm():
    assert read(b"\xef\xbb\xbf" + json.dumps(rows(3)).encode()) == read(rows(3))
    assert read(b"\xef\xbb\xbf[]") is None


@pytest.mark.parametrize("body", [b"", b" \n", b"[]", b" [] ", b"1", b"null"])
def test_a_day_without_papers_has_no_listing(body):
    assert read(body) is None


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"<html>", "a web page"),
        (b"[\xff]", "not UTF-8"),
        (json.dumps(rows(2)).encode("utf-16"), "not UTF-8"),
        (b'{"error": "x"}', r"not a list of papers, but '\{\"error\": \"x\"\}'"),
        (b"2", "errors"),
        (b"[" * 100_000, "errors"),
        (b"[NaN]", "errors"),
        (json.dumps(rows(2)).encode()[:-5], "errors"),
        (json.dumps(rows(2)).encode() + b"]", "errors"),
    ],
)
def test_something_else_is_an_error(body, what):
    with pytest.raises(BadAnswer, match=what):
        read(body)


def test_a_web_page_is_known_by_its_type_too():
    with pytest.raises(BadAnswer, match="a web page"):
        read(rows(2), "text/html")


@pytest.mark.parametrize("published", [2, 9, 100])
def test_nothing_or_half_does_not_replace_a_listing(published):
    listing = read(rows(published))
    for count in (0, published // 2):
        with pytest.raises(BadAnswer, match=f"but the listing has {published}"):
            answers.check(read(rows(count)), listing, None)
    answers.check(read(rows(published // 2 + 1)), listing, None)


def test_papers_that_a_person_added_do_not_count():
    listing = read(rows(2))
    listing = replace(listing, entries=(*listing.entries, *(an_entry(f"Mine {number}") for number in range(9))))
    answers.check(read(rows(2)), listing, None)
    answers.check(None, replace(listing, trust=Trust.WRITTEN), None)


def test_the_papers_of_another_day_are_an_error():
    with pytest.raises(BadAnswer, match="repeats 4 papers of 2025-03-11"):
        answers.check(read(rows(4, BEFORE)), None, read(rows(5, BEFORE), day=BEFORE))
    with pytest.raises(BadAnswer, match="none of the 4 papers of the listing"):
        answers.check(read(rows(4, BEFORE)), read(rows(4)), None)
    answers.check(read([*rows(4), row(1, BEFORE)]), None, read(rows(5, BEFORE), day=BEFORE))


@pytest.mark.parametrize("name", ["id", "summary", "authors", "publishedAt", "upvotes"])
def test_a_field_that_most_papers_lack_was_renamed(name):
    found = rows(5)
    for number in range(2):
        del found[number]["paper"][name]
    answers.check(read(found), None, None)
    del found[2]["paper"][name]
    with pytest.raises(BadAnswer, match=r"3 of 5 papers have no (id|abstract|authors|date|votes)"):
        answers.check(read(found), None, None)
