"""What the cache knows of input files and of the last run, and when it can be trusted."""

import os
import sqlite3
import time

import pytest

from gazette.cache import files
from gazette.cache.files import Files, State
from gazette.sources.changes import compare

CONDITIONS = {"the source folder": "/source", "--until": ""}
CALLED = {"words": ["build"], "folder": "/", "prefix": "/venv"}


@pytest.fixture
def base():
    found = sqlite3.connect(":memory:", isolation_level=None)
    found.executescript(files.SCHEMA)
    yield found
    found.close()


@pytest.fixture
def inputs(tmp_path):
    """A folder that a cache can know."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("one")
    return {"folders": [str(tmp_path / "in")], "files": []}


@pytest.fixture
def path(tmp_path, inputs):
    """The file of a cache that knows its inputs and a run."""
    found = tmp_path / "cache.sqlite"
    base = sqlite3.connect(found, isolation_level=None)
    base.executescript(f"{files.SCHEMA} pragma user_version = {files.VERSION}")
    base.execute("begin")
    Files(base).put(compare(inputs["folders"], [], {}).files, inputs, CONDITIONS, 1)
    State(base).put("run", {**CALLED, "lines": [], "summary": "built"})
    files.commit(found, base)
    base.close()
    return found


def test_a_value_is_returned_as_it_was_put(base):
    state = State(base)
    state.put_all({"size": 3, "navigation": [["Home", "index.html"]], "name": "π"})
    state.put("size", 4)
    assert [state.get(name) for name in ("size", "navigation", "name", "nothing")] == [
        4,
        [["Home", "index.html"]],
        "π",
        None,
    ]


def test_files_are_returned_as_they_were_put(base, inputs):
    known = Files(base)
    rows = compare(inputs["folders"], [], {}).files
    known.put(rows | {"/gone": next(iter(rows.values()))}, inputs, CONDITIONS, 1)
    known.put(rows, inputs, CONDITIONS, 1)
    assert known.known() == rows
    known.forget()
    assert known.known() == {}


def test_files_are_compared_with_those_of_the_last_build(base, inputs, tmp_path):
    known = Files(base)
    assert known.compare(inputs["folders"], [], CONDITIONS).reason == "no earlier build is known"
    known.put(compare(inputs["folders"], [], {}).files, inputs, CONDITIONS, 1)
    assert known.compare(inputs["folders"], [], CONDITIONS)[1:] == ([], "")
    (tmp_path / "in/b.md").write_text("two")
    assert known.compare(inputs["folders"], [], CONDITIONS)[1:] == ([str(tmp_path / "in/b.md")], "")


def test_if_a_condition_changed_the_reason_says_which(base, inputs):
    known = Files(base)
    known.put(compare(inputs["folders"], [], {}).files, inputs, CONDITIONS, 1)
    found = known.compare(inputs["folders"], [], CONDITIONS | {"--until": "2025-03-12"})
    assert (found.reason, len(found.changed)) == ("--until changed", 1)


def test_a_committed_cache_is_trusted_until_somebody_writes_to_it(path):
    base = sqlite3.connect(path)
    assert files.trusted(path, base)
    base.execute("update state set body = '7' where name = 'run'")
    base.commit()
    assert not files.trusted(path, base)
    base.close()


def test_a_cache_of_another_version_is_not_trusted(path):
    stat = path.stat()
    base = sqlite3.connect(path)
    base.execute("pragma user_version = 99")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert not files.trusted(path, base)
    base.close()


def test_no_write_by_others_can_give_the_file_the_same_time(path):
    assert path.stat().st_mtime_ns <= time.time_ns() - files.CLOCK_STEP
    assert path.stat().st_mtime_ns % files.CLOCK_STEP == 0


# The last run.


def test_the_last_run_is_returned_if_nothing_changed(path):
    assert files.last_run(path, CALLED)["summary"] == "built"


@pytest.mark.parametrize("other", [{"words": ["build", "-q"]}, {"folder": "/tmp"}, {"prefix": "/other"}])
def test_a_run_that_was_called_differently_does_not_count(other, path):
    assert files.last_run(path, CALLED | other) is None


def test_no_run_counts_after_a_change(path, tmp_path):
    (tmp_path / "in/a.md").write_text("other")
    assert files.last_run(path, CALLED) is None


def test_files_with_new_times_are_noted_so_that_they_need_not_be_read_again(path, tmp_path, monkeypatch):
    now = time.time_ns
    monkeypatch.setattr("gazette.sources.changes.time.time_ns", lambda: now() + 10 * files.CLOCK_STEP)
    os.utime(tmp_path / "in/a.md")
    assert files.last_run(path, CALLED)
    monkeypatch.setattr("gazette.sources.changes._digest", lambda *_, **__: 1 / 0)
    assert files.last_run(path, CALLED)


@pytest.mark.parametrize("body", [b"", b"garbage", b"SQLite format 3\0" + bytes(100)])
def test_a_damaged_cache_has_no_last_run(body, path):
    path.write_bytes(body)
    assert files.last_run(path, CALLED) is None


def test_a_cache_that_does_not_exist_is_not_made(tmp_path):
    path = tmp_path / "none.sqlite"
    assert files.last_run(path, CALLED) is None
    files.note_run(path, 1, CALLED)
    assert not path.exists()


def test_a_run_is_noted(path):
    files.note_run(path, 1, {**CALLED, "words": ["build", "-q"], "lines": ["a warning"], "summary": ""})
    assert files.last_run(path, CALLED | {"words": ["build", "-q"]})["lines"] == ["a warning"]
    assert files.last_run(path, CALLED) is None


def test_a_cache_that_another_build_uses_is_left_alone(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    files.note_run(path, 1, {**CALLED, "summary": "other"})
    assert files.last_run(path, CALLED) is None
    other.execute("rollback")
    other.close()
    assert files.last_run(path, CALLED)["summary"] == "built"
