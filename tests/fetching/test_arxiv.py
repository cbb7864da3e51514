"""Listings from arXiv's categories."""

from datetime import date

import pytest

from gazette.config.sources import Arxiv
from gazette.fetching import arxiv
from gazette.fetching.answers import BadAnswer
from gazette.fetching.client import Client, FetchError
from gazette.fetching.state import State
from tests.fetching.arxiv_papers import ArxivPaper

DAY, BEFORE = date(2025, 3, 12), date(2025, 3, 1)


@pytest.fixture
def client(clock):
    with State(None) as state, Client(state, "x", clock=clock, sleep=clock.sleep) as found:
        yield found


def fetched(client, upstream, **options):
    source = Arxiv(options.pop("categories", ("cs.CL", "cs.LG")), **options)
    return arxiv.fetch(client, upstream.url, source, DAY)


def ids(listing):
    return [entry.arxiv for entry in listing.entries] if listing else []


def test_new_cross_listed_and_replaced_papers_are_told_apart(client, upstream):
    upstream.arxiv.add(
        ArxivPaper("2503.00001", "New", categories=("cs.CL",)),
        ArxivPaper("2503.00002", "Cross", categories=("math.ST", "cs.LG")),
        ArxivPaper("2503.00003", "Replaced", published=BEFORE, updated=DAY, version=2),
        ArxivPaper("2503.00004", "Other category", categories=("hep-th",)),
        ArxivPaper("2503.00005", "Other day", published=BEFORE),
    )
    assert ids(fetched(client, upstream)) == ["2503.00001", "2503.00002"]
    listing = fetched(client, upstream, types=("new", "cross", "replace"))
    assert [entry.announced for entry in listing.entries] == ["new", "cross", "replace"]
    assert listing.entries[2].version == 2
    assert ids(fetched(client, upstream, types=("replace",))) == ["2503.00003"]
    assert ids(fetched(client, upstream, types=("new",))) == ["2503.00001"]


def test_most_matching_keywords_come_first_then_ids(client, upstream):
    upstream.arxiv.add(
        ArxivPaper("2503.00001", "Diffusion", "On rivers."),
        ArxivPaper("2503.00002", "Rivers", "A state space model of diffusions."),
        ArxivPaper("2503.00003", "Rivers", "Nothing else."),
        ArxivPaper("2503.00004", "A State-Space", "Model."),
    )
    found = fetched(client, upstream, keywords=("diffusion", "state space"))
    assert ids(found) == ["2503.00002", "2503.00001", "2503.00004"]
    assert ids(fetched(client, upstream, keywords=("diffusion", "state space"), most=1)) == ["2503.00002"]
    assert all(entry.votes is None for entry in found.entries)


def test_all_pages_are_read(client, upstream):
    upstream.arxiv.add(*(ArxivPaper(f"2503.{number:05}", f"Paper {number}") for number in range(1, 251)))
    assert len(ids(fetched(client, upstream, most=999))) == 250
    assert len(upstream.requests) == 3


def test_a_day_without_papers_has_no_listing(client, upstream):
    assert fetched(client, upstream) is None


def test_a_page_that_stays_empty_is_an_error(client, upstream, monkeypatch):
    upstream.arxiv.add(*(ArxivPaper(f"2503.{number:05}", f"Paper {number}") for number in range(1, 150)))
    real = upstream.arxiv.answer

    def answer(path):
        return real(path) if "start=0" in path else real(path).partition(b"<entry>")[0] + b"</feed>"

    upstream.arxiv.answer = answer
    with pytest.raises(BadAnswer, match="100 of 149 papers"):
        fetched(client, upstream)


@pytest.mark.parametrize("fault", ["a page", "an error", "without its end", "not UTF-8"])
def test_an_answer_that_is_no_feed_is_an_error(fault, client, upstream):
    upstream.arxiv.add(ArxivPaper("2503.00001", "New"))
    upstream.faults = [fault]
    with pytest.raises(FetchError):
        fetched(client, upstream)
