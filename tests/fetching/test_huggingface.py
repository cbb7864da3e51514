"""A day of Hugging Face is read to its last page."""

import json
from datetime import date

import pytest

from gazette.fetching import huggingface
from gazette.fetching.answers import BadAnswer
from gazette.fetching.client import NOT_KNOWN, Client, FetchError
from gazette.fetching.state import State
from tests.fetching.conftest import rows

DAY = date(2025, 3, 12)


@pytest.fixture
def fetch(clock, upstream):
    with State(None) as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
        yield lambda known=NOT_KNOWN: huggingface.fetch(client, upstream.url, DAY, known)


def ids(listing):
    return [entry.arxiv for entry in listing.entries]


@pytest.mark.parametrize(("count", "requests"), [(1, 1), (50, 1), (99, 1), (100, 2), (101, 2), (200, 3), (250, 3)])
def test_all_pages_are_read(count, requests, fetch, upstream):
    upstream.days[DAY] = rows(count)
    listing, _ = fetch()
    assert ids(listing) == [row["paper"]["id"] for row in rows(count)]
    assert len(upstream.requests) == requests


def test_a_page_with_a_row_twice_is_full_all_the_same(fetch, upstream):
    upstream.days[DAY] = [rows(1)[0], *rows(130)]
    listing, _ = fetch()
    assert len(ids(listing)) == len({*ids(listing)}) == 130


def test_a_paper_that_moves_to_the_next_page_meanwhile_is_there_once(fetch, upstream):
    upstream.days[DAY] = [*rows(100), rows(100)[99], *rows(120)[100:]]
    assert len(ids(fetch()[0])) == 120


def test_only_an_answer_of_one_page_can_be_known_again(fetch, upstream):
    upstream.days[DAY] = rows(3)
    _, validators = fetch()
    assert validators.etag
    assert fetch(validators) is None
    upstream.days[DAY] = rows(100)
    assert fetch(validators)[1] == NOT_KNOWN


def test_a_day_without_papers_has_no_listing(fetch):
    assert fetch()[0] is None


def test_a_plain_file_with_more_rows_than_a_page_is_complete(fetch, upstream):
    upstream.files["/api/daily_papers"] = json.dumps(rows(130)).encode()
    assert len(ids(fetch()[0])) == 130
    assert len(upstream.requests) == 1


def test_a_server_that_gives_the_same_page_again_and_again_is_an_error(fetch, upstream):
    upstream.files["/api/daily_papers"] = json.dumps(rows(100)).encode()
    with pytest.raises(BadAnswer, match="page 2 of the answer repeats"):
        fetch()
    assert len(upstream.requests) == 2


@pytest.mark.parametrize("fault", ["403", "an error", "304 that was not asked for", "a page", "rows as text"])
def test_a_later_page_that_is_wrong_is_an_error(fault, fetch, upstream):
    upstream.days[DAY] = rows(150)
    upstream.faults = [None, fault]
    with pytest.raises((BadAnswer, FetchError)):
        fetch()


def test_the_number_of_pages_is_limited(fetch, upstream):
    upstream.days[DAY] = rows(2_500)
    with pytest.raises(BadAnswer, match="more than 2,000 papers"):
        fetch()
