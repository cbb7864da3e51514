"""What fetching keeps can be lost, damaged or shared at any time."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from gazette.fetching.state import State, Validators

ETAG = Validators('"a"', "Mon, 10 Mar 2025 08:00:00 GMT")


@pytest.fixture
def path(tmp_path):
    return tmp_path / ".gazette/fetch.sqlite"


def test_what_was_kept_is_there_in_the_next_run(path):
    with State(path, lambda: 5.0) as state:
        state.wait_until("a.example", 7.0)
        state.keep("https://a.example/", ETAG, "digest")
        state.keep_papers([("2503.00001", b"x"), ("2503.00002", b"")])
    with State(path) as state:
        assert (state.free("a.example"), state.free("b.example")) == (7.0, 0.0)
        assert state.validators("https://a.example/", "digest") == ETAG
        assert state.validators("https://a.example/", "another") == Validators()
        assert (state.paper("2503.00001", 5.0), state.paper("2503.00001", 6.0)) == (b"x", None)
        assert (state.paper("2503.00002", 0.0), state.paper("2503.00003", 0.0)) == (b"", None)


def test_a_wait_is_never_shortened(path):
    with State(path) as state, State(path) as other:
        state.wait_until("a.example", 7.0)
        other.wait_until("a.example", 5.0)
        assert state.free("a.example") == other.free("a.example") == 7.0


def test_an_answer_is_known_after_its_listing_was_enriched(path):
    with State(path) as state:
        state.keep("u", ETAG, "before")
        state.keep("v", ETAG, "")
        state.changed("before", "after")
        state.changed("", "new")
        assert state.validators("u", "after") == ETAG
        assert state.validators("v", "new") == Validators()


@pytest.mark.parametrize("body", [b"", b"no database" * 99, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_replaced(body, path):
    path.parent.mkdir()
    path.write_bytes(body)
    with State(path) as state:
        state.wait_until("a.example", 7.0)
    with State(path) as state:
        assert state.free("a.example") == 7.0


def test_a_file_of_another_version_is_replaced(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as base:
        base.execute("pragma user_version = 99")
    base.close()
    with State(path) as state:
        state.wait_until("a.example", 7.0)
        assert state.free("a.example") == 7.0


def test_a_file_that_is_damaged_during_a_run_is_no_error(path):
    with State(path) as state:
        state.keep_papers([(f"2503.{number:05}", b"x" * 500) for number in range(999)])
        state.wait_until("a.example", 7.0)
        path.write_bytes(os.urandom(path.stat().st_size))
        state._base.execute("pragma cache_size = 0")
        for number in range(999):
            state.paper(f"2503.{number:05}", 0.0)
        state.keep("u", ETAG, "x")
        state.wait_until("b.example", 9.0)
        assert (state.free("a.example"), state.free("b.example")) == (7.0, 9.0)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    with State(tmp_path / "file/fetch.sqlite") as state, state.turn():
        state.wait_until("a.example", 7.0)
        assert state.free("a.example") == 7.0


def test_a_file_that_another_process_has_locked_is_not_removed(path, monkeypatch):
    with State(path) as state:
        state.wait_until("a.example", 7.0)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *words, **named: connect(*words, **(named | {"timeout": 0.1})))
    holder = connect(path, isolation_level=None)
    holder.execute("begin exclusive")
    with State(path) as state:
        state.wait_until("b.example", 9.0)
        assert state.free("b.example") == 9.0
    holder.execute("commit")
    holder.close()
    with State(path) as state:
        assert state.free("a.example") == 7.0


def test_turns_do_not_overlap(path):
    running, most = [], []

    def take(_):
        with State(path) as state, state.turn():
            running.append(1)
            most.append(len(running))
            running.pop()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(take, range(40)))
    assert most == [1] * 40
    assert sorted(os.listdir(path.parent)) == ["fetch.sqlite"]
