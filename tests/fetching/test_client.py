"""Requests are polite, and an answer that is not whole is not used."""

import subprocess
import sys
import time
import tracemalloc
from contextlib import suppress
from datetime import date
from itertools import pairwise

import httpx
import pytest

from gazette.fetching import client as clients
from gazette.fetching.client import Client, FetchError
from gazette.fetching.state import State, Validators
from tests.fetching.conftest import rows
from tests.fetching.upstream import FAULTS, Upstream, fixed

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
    kinds = ("429", "503", "429", "cut", "drop", "500", "429 without a time")
    upstream.faults = [fault for number in range(20) for fault in [*[None] * 9, kinds[number % len(kinds)]]]
    while len(upstream.requests) < 200:
        client.get(upstream.url + DAY)
    assert upstream.faults == []
    assert upstream.too_early == []
    assert_pauses(upstream, kinds)


def assert_pauses(upstream, kinds, least=0.0):
    """Each request comes at least `least` seconds after the one before, and after a fault a second or more."""
    for number, ((before, _), (after, _)) in enumerate(pairwise(upstream.requests), 1):
        fault = kinds[(number // 10 - 1) % len(kinds)] if number % 10 == 0 and number <= 200 else None
        pause = 7 if fault == "429" else clients.FIRST_PAUSE if fault else 0
        assert after - before >= max(pause, least) - 1e-6, number


def test_with_the_pause_of_arxiv_none_is_too_early_either(upstream, clock, monkeypatch):
    monkeypatch.setattr(clients, "READ_TIMEOUT", 0.3)
    kinds = ("429", "503", "drop")
    upstream.faults = [fault for number in range(20) for fault in [*[None] * 9, kinds[number % len(kinds)]]]
    host = upstream.url.partition("//")[2]
    with State(None) as state, Client(state, "x", {host: 3.0}, clock=clock, sleep=clock.sleep) as client:
        while len(upstream.requests) < 200:
            client.get(upstream.url + DAY)
    assert upstream.too_early == []
    assert_pauses(upstream, kinds, 3.0)


REQUESTS = """
import sys
from pathlib import Path
from gazette.fetching.client import Client
from gazette.fetching.state import State
path, url, host, count = sys.argv[1:]
with State(Path(path)) as state, Client(state, "x", {host: 0.15}) as client:
    for _ in range(int(count)):
        client.get(url)
"""


def test_two_processes_that_share_the_state_share_the_pauses(upstream, tmp_path):
    upstream.clock = time.monotonic
    host, count = upstream.url.partition("//")[2], 12
    words = [str(tmp_path / ".gazette/fetch.sqlite"), upstream.url + DAY, host, str(count)]
    children = [subprocess.Popen([sys.executable, "-c", REQUESTS, *words]) for _ in range(2)]
    assert [child.wait(60) for child in children] == [0, 0]
    times = [when for when, _ in upstream.requests]
    assert len(times) == 2 * count
    assert min(after - before for before, after in pairwise(times)) >= 0.15 - 0.02


def test_a_host_that_asked_for_a_day_is_left_alone_by_later_runs(upstream, clock, tmp_path):
    upstream.faults = ["429 for a day"]
    for hours in (0, 1, 20, 24):
        clock.now = 1_750_000_000.0 + hours * 3600
        kept = State(tmp_path / ".gazette/fetch.sqlite")
        with kept as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
            if hours == 24:
                assert client.get(upstream.url + DAY).body
            else:
                with pytest.raises(FetchError, match=r"asks to wait 1,440 minutes|left alone for [0-9,]+ minutes more"):
                    client.get(upstream.url + DAY)
    assert len(upstream.requests) == 2


def test_a_wait_from_a_time_when_the_clock_was_wrong_does_not_count(client, upstream, clock):
    client.state.wait_until(upstream.url.partition("//")[2], clock.now + 100 * 365 * 86_400)
    assert client.get(upstream.url + DAY).body
    assert clock.slept == []


@pytest.mark.parametrize("written", ["7", "7.5", "Thu, 01 Jan 1970 00:00:07 GMT", "soon", "-7", "", "9" * 30, "\xb2"])
def test_retry_after_has_seconds_or_a_date_and_anything_else_does_not_count(written, client):
    client.clock = lambda: 0.0
    assert client._after(httpx.Headers({"retry-after": written.encode("latin-1")})) == {
        "7": 7.0,
        "7.5": 7.5,
        "Thu, 01 Jan 1970 00:00:07 GMT": 7.0,
    }.get(written, 0.0)


@pytest.mark.parametrize("etag", ['"\xe4"', '"' + "a" * 5000 + '"'])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(etag, client, upstream, monkeypatch):
    monkeypatch.setitem(FAULTS, "an odd ETag", fixed(b"[]", ETag=etag))
    upstream.faults = ["an odd ETag"]
    assert client.get(upstream.url + DAY).validators.etag == ""


def test_cookies_are_not_kept(client, upstream, monkeypatch):
    monkeypatch.setitem(FAULTS, "a cookie", fixed(b"[]", Set_Cookie="a=b"))
    upstream.faults = ["a cookie"]
    client.get(upstream.url + DAY)
    assert not client._http.cookies


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


@pytest.mark.slow
def test_every_fault_is_an_answer_or_an_error(client, clock):
    """No other exception reaches the caller, and memory and time are limited."""
    for name in FAULTS:
        days = {date(2025, 3, 11): rows(2, date(2025, 3, 11)), date(2025, 3, 12): rows(3)}
        with Upstream(days, [name] * 99, clock) as upstream:
            started = time.monotonic()
            tracemalloc.start()
            try:
                assert client.get(upstream.url + DAY).body is not None
            except FetchError as error:
                assert error.what
                assert error.way_out
            finally:
                peak = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
            assert peak < 5 * clients.MAX_BYTES, name
            assert time.monotonic() - started < 30, name


def test_a_post_may_wait_longer_for_an_answer_than_a_get(client, upstream, monkeypatch):
    monkeypatch.setattr(clients, "TOTAL_TIMEOUT", 5.0)

    def think(upstream, handler, body):
        time.sleep(0.5)  # longer than READ_TIMEOUT
        fixed(b"{}")(upstream, handler, body)

    monkeypatch.setitem(FAULTS, "think", think)
    upstream.files["/v1"] = b""
    upstream.faults = ["think"]
    assert client.post(f"{upstream.url}/v1", b"{}", {}).body == b"{}"
    assert len(upstream.requests) == 1
    upstream.faults = ["think"]
    client.get(upstream.url + DAY)
    assert len(upstream.requests) == 3  # it was asked again
