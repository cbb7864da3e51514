"""A hub gets a request for each feed."""

from urllib.parse import parse_qs

import pytest

from gazette.fetching import hub
from gazette.fetching.client import Client, FetchError
from gazette.fetching.state import State

FEEDS = ["https://papers.example.org/feed.xml", "https://papers.example.org/a?b&c.xml"]


@pytest.fixture
def client(clock, upstream):
    with State(None) as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
        yield client


def forms(upstream):
    """The form of each requests that the hub received."""
    assert all(headers["Content-Type"] == "application/x-www-form-urlencoded" for headers, _ in upstream.posts)
    return [parse_qs(body.decode()) for _, body in upstream.posts]


@pytest.mark.parametrize("status", [None, "204"])
def test_a_hub_gets_a_request_for_each_feed(status, client, upstream):
    upstream.files["/hub"] = b"ok"
    upstream.faults = [status, status]
    hub.publish(client, f"{upstream.url}/hub", FEEDS)
    assert forms(upstream) == [{"hub.mode": ["publish"], "hub.url": [feed]} for feed in FEEDS]


def test_a_hub_that_refuses_is_an_error(client, upstream):
    upstream.files["/hub"] = b""
    upstream.faults = ["403"]
    with pytest.raises(FetchError, match="answered 403"):
        hub.publish(client, f"{upstream.url}/hub", FEEDS)
