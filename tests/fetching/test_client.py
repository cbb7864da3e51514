"""Requests are polite, and an answer that is not whole is not used."""

from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest

from gazette.fetching import client as clients
from gazette.fetching.client import Client, FetchError
from gazette.fetching.state import State, Validators
from tests.fetching.conftest import rows
from tests.fetching.upstream import FAULTS, Upstream

DAY = "/api/daily_papers?date=2025-03-12&limit=100"


@pytest.fixture
def client(clock, monkeypatch):
    monkeypatch.setattr(clients, "READ_TIMEOUT", 0.3)
    monkeypatch.setattr(clients, "TOTAL_TIMEOUT", 0.4)
    with State(None) as state, Client(state, "https://papers.example.org/", clock=clock, sleep=clock.sleep) as found:
        yield found


@pytest.fixture
def upstream(upstream):
    upstream.days = {date(2025, 3, 12): rows(3)}
    return upstream


def test_an_answer_has_its_body_and_its_kind(client, upstream):
    answer = client.get(upstream.url + DAY)
    assert answer.kind == "application/json"
    assert answer.body and answer.body.startswith(b'[{"paper"')


def test_the_user_agent_names_the_program_and_a_contact(client, upstream):
    assert client.get(upstream.url + DAY)
    assert client._http.headers["User-Agent"].startswith("gazette/")
    assert "https://papers.example.org/" in client._http.headers["User-Agent"]


def test_what_has_not_changed_is_not_sent_again(client, upstream):
    first = client.get(upstream.url + DAY)
    assert client.get(upstream.url + DAY, first.validators).body is None
    assert upstream.conditional == 1
    assert client.get(upstream.url + DAY, Validators('"other"')).body == first.body


@pytest.mark.parametrize("fault", ["429", "429 without a time", "500", "502", "503", "504", "cut", "drop", "hang"])
def test_a_temporary_failure_is_tried_again_after_a_pause(fault, client, upstream, clock):
    upstream.faults = [fault]
    assert client.get(upstream.url + DAY).body
    assert len(upstream.requests) == 2
    assert sum(clock.slept) >= (7 if fault == "429" else clients.FIRST_PAUSE)
    assert upstream.too_early == []


def test_pauses_double_and_the_number_of_attempts_is_limited(client, upstream, clock):
    upstream.faults = ["503"] * 99
    with pytest.raises(FetchError, match=r"503 .*, 5 times"):
        client.get(upstream.url + DAY)
    assert len(upstream.requests) == clients.MAX_ATTEMPTS
    times = [when for when, _ in upstream.requests]
    pauses = [after - before for before, after in pairwise(times)]
    for number, pause in enumerate(pauses):
        assert 2**number <= pause <= 2 ** (number + 1)


def test_a_server_that_asks_for_a_long_wait_is_left_alone(client, upstream, clock):
    upstream.faults = ["429 for a day"]
    with pytest.raises(FetchError, match=r"asks to wait 1,440 minutes"):
        client.get(upstream.url + DAY)
    assert (len(upstream.requests), clock.slept) == (1, [])


def test_a_wait_holds_for_the_next_run_too(upstream, clock, tmp_path):
    upstream.faults = ["429"] * clients.MAX_ATTEMPTS
    for _ in range(2):
        kept = State(tmp_path / ".gazette/fetch.sqlite")
        with kept as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client, suppress(FetchError):
            assert client.get(upstream.url + DAY).body
    assert len(upstream.requests) == clients.MAX_ATTEMPTS + 1
    assert upstream.too_early == []


def test_between_two_requests_to_a_host_is_the_pause_that_it_asks_for(upstream, clock):
    host = upstream.url.partition("//")[2]
    with State(None) as state, Client(state, "x", {host: 3.0}, clock=clock, sleep=clock.sleep) as client:
        for _ in range(4):
            client.get(upstream.url + DAY)
    times = [when for when, _ in upstream.requests]
    assert all(after - before >= 3 for before, after in pairwise(times))


def test_of_200_requests_with_20_faults_none_is_too_early(client, upstream):
    upstream.faults = [fault for number in range(20) for fault in [*[None] * 9, ("429", "503")[number % 2]]]
    while len(upstream.requests) < 200:
        client.get(upstream.url + DAY)
    assert upstream.too_early == []


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ("403", "answered 403"),
        ("404", "answered 404"),
        ("bomb", "larger than 20,000,000 bytes"),
        ("redirect elsewhere", "redirects to http://elsewhere.invalid/"),
        ("redirect to a file", "redirects to file:///etc/passwd"),
    ],
)
def test_a_permanent_failure_is_reported_at_once(fault, what, client, upstream):
    upstream.faults = [fault]
    with pytest.raises(FetchError, match=what):
        client.get(upstream.url + DAY)
    assert len(upstream.requests) == 1


def test_redirects_are_limited(client, upstream):
    upstream.faults = ["redirect in a loop"] * 99
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        client.get(upstream.url + DAY)


def test_a_redirect_on_the_same_host_is_followed(client, upstream):
    upstream.faults = ["redirect in a loop"]
    assert client.get(upstream.url + DAY).body


def test_an_answer_that_drips_is_given_up(client, upstream):
    upstream.faults = ["drip"] * 99
    with pytest.raises(FetchError, match=r"took more than|did not answer in time"):
        client.get(upstream.url + DAY)


def test_a_host_that_does_not_exist_is_reported(client):
    with pytest.raises(FetchError, match=r"connection to .* failed"):
        client.get("http://127.0.0.1:9/")


def test_every_fault_is_an_answer_or_an_error(client):
    """No other exception reaches the caller."""
    for name in FAULTS:
        days = {date(2025, 3, 11): rows(2, date(2025, 3, 11)), date(2025, 3, 12): rows(3)}
        with Upstream(days, [name] * 99, client.clock) as upstream:
            try:
                assert client.get(upstream.url + DAY).body is not None
            except FetchError as error:
                assert error.what
                assert error.way_out
