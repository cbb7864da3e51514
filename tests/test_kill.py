"""A build may die at any moment: no file of the site is torn, no link leads nowhere, and the next build mends all."""

import os
import random
import shutil
import signal
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest

from gazette.publishing import manifest
from tests import site

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork and kill")
CALLS = ("rename", "replace", "unlink", "rmdir", "mkdir")


@dataclass
class Change:
    """Two states of a source, what each publishes, and a site as the first left it."""

    folder: Path
    states: tuple[Path, Path]
    editions: tuple[dict[str, bytes], dict[str, bytes]]

    def begin(self):
        """The second state, over the memory and the site of the first."""
        source = self.folder / "source"
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(self.states[0], source)
        self.take(1)
        return source

    def take(self, state):
        """The source as it is in that state; memory and site stay."""
        source = self.folder / "source"
        for name in ("content", "static"):
            shutil.rmtree(source / name)
            shutil.copytree(self.states[state] / name, source / name)
        shutil.copy(self.states[state] / "site.yaml", source)

    def judge(self, state):
        """What must hold of a site whose build was killed, and after the next build, of this state."""
        source = self.folder / "source"
        old, new = self.editions
        for path, body in site.files(source / "public").items():
            whole = path == manifest.NAME or path.endswith("/") or body in (old.get(path), new.get(path))
            assert whole, f"{path} is torn"
        assert site.dangling(source / "public") == []
        self.take(state)
        site.build(source)
        assert site.differing(self.editions[state], site.files(source / "public")) == []
        assert sorted(os.listdir(source)) == [".gazette", "content", "public", "site.yaml", "static"]


def a_change(folder, days):
    """One edition, and another in which every page is new, some come, some go, a file becomes a folder."""
    listings = {
        f"content/2025-{month:02}-{day:02}.md": f"## Paper {month} {day}\n- tags: tides, lamps\n- votes: 1\n\nSo.\n"
        for month in range(1, 1 + days // 10)
        for day in range(1, 11)
    }
    old = {**listings, **site.LISTINGS, "static/deep": "a file", "static/a/b": "below a folder"}
    new = {**old, "content/2025-03-13.md": "## New\n- tags: lamps\n", "static/deep/er": "deeper", "static/a": "a file"}
    for gone in ("content/2025-03-12.md", "content/2025-01-02.md", "static/deep", "static/a/b"):
        new.pop(gone, None)
    new["static/style.css"] = "body {}\n"
    states = (
        site.a_source(folder / "one", old),
        site.a_source(folder / "two", new, site.SETTINGS.replace("Small", "Grown")),
    )
    editions = tuple(site.clean(state) for state in states)
    site.build(states[0])
    return Change(folder, states, editions)


# Killed from without.


def test_a_build_killed_at_any_moment_harms_nothing(tmp_path, in_full):
    change = a_change(tmp_path, 60 if in_full else 10)
    chance = random.Random(7)
    started = time.perf_counter()
    assert site.start(change.begin()).wait() == 0
    whole = time.perf_counter() - started
    died = 0
    for number in range(200 if in_full else 12):
        source = change.begin()
        build = site.start(source)
        WAITS[number % len(WAITS)](source, build, chance.uniform(0, whole))
        build.send_signal(signal.SIGKILL)
        died += build.wait() == -signal.SIGKILL
        change.judge(number // 3 % 2)
    assert died > number / 2


def any_moment(source, build, pause):
    time.sleep(pause)


def while_drawing(source, build, pause):
    stage = source / ".public.gazette-stage"
    while build.poll() is None and not stage.exists():
        time.sleep(0.0005)
    time.sleep(pause / 3)


def while_publishing(source, build, pause):
    """The record is written first, and once more when all is done."""
    before = (source / "public" / manifest.NAME).stat().st_ino
    while build.poll() is None and (source / "public" / manifest.NAME).stat().st_ino == before:
        pass
    time.sleep(pause / 40)


WAITS = (any_moment, while_drawing, while_publishing)


# Dying from within, at every step that publishing takes.


def test_a_build_that_dies_before_any_step_of_publishing_harms_nothing(tmp_path, in_full):
    change = a_change(tmp_path, 10 if in_full else 0)
    steps = dies_at(change.begin(), 10_000)
    assert steps > 30
    for number in range(1, steps + 1, 1 if in_full else steps // 10):
        dies_at(change.begin(), number)
        change.judge(number % 2)


def test_a_first_build_that_dies_leaves_the_whole_site_or_none(tmp_path):
    source = site.a_source(tmp_path / "source")
    wanted = site.clean(source)
    number, steps = 1, 2
    while number <= steps:
        steps = dies_at(source, number)
        assert not (source / "public").exists() or site.differing(wanted, site.files(source / "public")) == []
        number += 1
    site.build(source)
    assert site.differing(wanted, site.files(source / "public")) == []


def dies_at(source, number):
    """Build in a child that is gone before its `number`-th change in the output; gives how many it made."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # no thread of ours holds a lock
        child = os.fork()
    if not child:
        count = 0

        def counted(act):
            def step(*where, **asked):
                nonlocal count
                if any(str(each).startswith(f"{source}/public") for each in where):
                    count += 1
                    os.write(writing, b".")
                    if count == number:
                        os._exit(0)
                return act(*where, **asked)

            return step

        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        try:
            site.build(source)
        except BaseException:
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        made = len(told.read())
    assert os.waitpid(child, 0)[1] == 0
    return made
