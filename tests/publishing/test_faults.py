"""A system call of publishing may fail at any time: the site is the old one or the new one, and errors say which."""

import errno
import os
import shutil

import pytest

from gazette.core import names
from gazette.core.errors import Refusal
from gazette.publishing import disk, manifest
from tests import site
from tests.faults import CALLS, ERRORS, Faults
from tests.publishing.test_edition import publish

OLD = {"index.html": "old", "same": "1", "gone": "1", "a/gone": "1", "b/c/gone": "1", "d": "a file", "e/f": "a folder"}
NEW = {"index.html": "new", "same": "1", "new": "2", "g/h/new": "2", "d/e": "a folder", "e": "a file"}
FULL = ("write", "fsync", "close", "link", "mkdir")
"""Calls that fail for lack of space; a full disk does not prevent that files are renamed or removed."""


@pytest.fixture(params=["next to it", "inside"])
def output(request, tmp_path, monkeypatch):
    """An output whose staging folder is next to it, or inside as in a mount point."""
    if request.param == "inside":
        monkeypatch.setattr(disk, "is_separate", lambda output: output.exists())
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the injected errors stay
    return tmp_path / "made" / "public"


def visible(output):
    """The files of a site, with its manifest; a lock, a staging folder or an empty folder that stayed is none."""
    own = (names.STAGE, names.LOCK)
    return {path: body for path, body in site.files(output).items() if not path.startswith(own) and path[-1] != "/"}


def pages(output):
    return texts(visible(output))


def texts(files):
    return {path: body.decode() for path, body in files.items() if path != manifest.NAME}


def attempt(output, old, faults):
    """Publish NEW over `old`, or into an empty folder if it is None; returns the files before and the error, if any."""
    shutil.rmtree(output.parent, ignore_errors=True)
    if old is None:
        output.mkdir(parents=True)
    else:
        publish(output, old)
    before = visible(output)
    try:
        with faults.injected():
            publish(output, NEW)
    except (OSError, Refusal) as error:
        return before, error
    return before, None


def numbers(output, old, in_full, **options):
    """The numbers of the calls that publishing makes, and an error for each; without --slow only some of them."""
    faults = Faults(**options)
    attempt(output, old, faults)
    assert faults.count > 3
    return [(number, ERRORS[number % len(ERRORS)]) for number in range(1, faults.count + 1, 1 if in_full else 6)]


@pytest.mark.parametrize("old", [OLD, {}, None], ids=["a site", "an empty site", "an empty folder"])
def test_a_call_that_fails_once_leaves_the_old_site_or_the_new_one(output, old, in_full):
    outcomes = set()
    for number, first in numbers(output, old, in_full):
        for code in ERRORS if in_full else [first]:
            before, error = attempt(output, old, Faults(number, code))
            outcomes.add(type(error))
            if error is None:
                assert pages(output) == NEW, number
            else:
                assert isinstance(error, OSError), number
                assert error.errno == code
                assert visible(output) == before, number
            publish(output, NEW)
            assert pages(output) == NEW
            assert os.listdir(output.parent) == ["public"]
    assert {type(None), OSError} <= outcomes <= {type(None), OSError, PermissionError}


@pytest.mark.parametrize("old", [OLD, None], ids=["a site", "an empty folder"])
def test_a_disk_that_stays_full_leaves_the_old_site_or_the_new_one(output, old, in_full):
    for number, _ in numbers(output, old, in_full, calls=FULL):
        before, error = attempt(output, old, Faults(number, errno.ENOSPC, forever=True, calls=FULL))
        if error is None:
            assert pages(output) == NEW
        else:
            assert isinstance(error, OSError)
            assert visible(output) == before, number
        publish(output, NEW)
        assert pages(output) == NEW


def test_if_nothing_can_be_undone_the_message_says_so_and_the_next_build_completes_the_site(output, in_full):
    outcomes = set()
    for number, code in numbers(output, OLD, in_full):
        before, error = attempt(output, OLD, Faults(number, code, forever=True))
        outcomes.add(type(error) if isinstance(error, Refusal | None) else OSError)
        if isinstance(error, Refusal):
            assert "could not be undone; the site is between two editions: fix this and run" in str(error)
        elif error is None:
            assert pages(output) == NEW
        else:
            assert pages(output) == texts(before), number
        publish(output, NEW)
        assert pages(output) == NEW
    assert outcomes == {type(None), OSError, Refusal}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_of_one_kind_that_fails_from_some_moment_on_is_never_followed_by_a_false_message(output, name, in_full):
    for number in range(1, 40, 1 if in_full else 6):
        faults = Faults(number, errno.EACCES, forever=True, calls=(name,))
        before, error = attempt(output, OLD, faults)
        if isinstance(error, OSError):
            assert pages(output) == texts(before), number
        elif error is None:
            assert pages(output) == NEW, number
        publish(output, NEW)
        assert pages(output) == NEW
        if not faults.failed:
            break


def test_an_interrupted_publish_is_undone(output, monkeypatch):
    publish(output, OLD)
    before = visible(output)

    def interrupted(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(disk, "sync", interrupted)
        publish(output, NEW)
    assert visible(output) == before


def test_a_volume_with_lost_and_found_is_an_empty_output(output, monkeypatch):
    monkeypatch.setattr(disk, "is_separate", lambda output: output.exists())
    (output / "lost+found").mkdir(parents=True)
    publish(output, OLD)
    publish(output, NEW)
    assert pages(output) == NEW
    assert (output / "lost+found").is_dir()
    assert manifest.read(output).keys() == NEW.keys()
