"""A build may be killed at any moment: no file is half-written, no link is broken, and the next build is complete."""

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

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork() and SIGKILL")
CALLS = ("rename", "replace", "unlink", "rmdir", "mkdir")


@dataclass
class Change:
    """Two versions of a source, and the files that each publishes.  The first has been built in its folder."""

    folder: Path
    versions: tuple[Path, Path]
    published: tuple[dict[str, bytes], dict[str, bytes]]

    def begin(self):
        """A source with the content of the second version, and the cache and site of the first."""
        source = self.folder / "source"
        shutil.rmtree(source, ignore_errors=True)
        shutil.copytree(self.versions[0], source)
        self.switch(1)
        return source

    def switch(self, version):
        """Replace the content of the source by that of a version; cache and site stay."""
        source = self.folder / "source"
        for name in ("content", "static"):
            shutil.rmtree(source / name)
            shutil.copytree(self.versions[version] / name, source / name)
        shutil.copy(self.versions[version] / "site.yaml", source)

    def check(self, version):
        """Check the site that a killed build left, then the site after a build of `version`."""
        source = self.folder / "source"
        old, new = self.published
        for path, body in site.files(source / "public").items():
            complete = path == manifest.NAME or path.endswith("/") or body in (old.get(path), new.get(path))
            assert complete, f"{path} is half-written"
        assert site.broken_links(source / "public") == []
        self.switch(version)
        site.build(source)
        assert site.differences(self.published[version], site.files(source / "public")) == []
        assert sorted(os.listdir(source)) == [".gazette", "content", "public", "site.yaml", "static"]


def a_change(folder, days):
    """In the second version every page differs, some are new, some are gone, and a file becomes a folder."""
    listings = {
        f"content/2025-{month:02}-{day:02}.md": f"## Paper {month} {day}\n- tags: tides, lamps\n- votes: 1\n\nSo.\n"
        for month in range(1, 1 + days // 10)
        for day in range(1, 11)
    }
    old = {**listings, **site.LISTINGS, "static/deep": "a file", "static/a/b": "below a folder"}
    new = {**old, "content/2025-03-13.md": "## New\n- tags: lamps\n", "static/deep/er": "deeper", "static/a": "a file"}
    for removed in ("content/2025-03-12.md", "content/2025-01-02.md", "static/deep", "static/a/b"):
        new.pop(removed, None)
    new["static/style.css"] = "body {}\n"
    versions = (
        site.a_source(folder / "one", old),
        site.a_source(folder / "two", new, site.SETTINGS.replace("Small", "Grown")),
    )
    published = tuple(site.clean_build(version) for version in versions)
    site.build(versions[0])
    return Change(folder, versions, published)


# Killed by a signal.


def test_a_build_killed_at_any_moment_leaves_a_working_site(tmp_path, in_full):
    change = a_change(tmp_path, 60 if in_full else 5)
    rng = random.Random(7)
    started = time.perf_counter()
    assert site.start(change.begin()).wait() == 0
    duration = time.perf_counter() - started
    killed = 0
    for number in range(200 if in_full else 6):
        source = change.begin()
        build = site.start(source)
        WAITS[number % len(WAITS)](source, build, rng.uniform(0, duration))
        build.send_signal(signal.SIGKILL)
        killed += build.wait() == -signal.SIGKILL
        change.check(number // 3 % 2)
    assert killed > number / 2


def any_moment(source, build, pause):
    time.sleep(pause)


def while_drawing(source, build, pause):
    stage = source / ".public.gazette-stage"
    while build.poll() is None and not stage.exists():
        time.sleep(0.0005)
    time.sleep(pause / 3)


def while_publishing(source, build, pause):
    """The manifest is written first, and again at the end."""
    before = (source / "public" / manifest.NAME).stat().st_ino
    while build.poll() is None and (source / "public" / manifest.NAME).stat().st_ino == before:
        pass
    time.sleep(pause / 40)


WAITS = (any_moment, while_drawing, while_publishing)


# Exit before a step of publishing.


def test_a_build_that_exits_before_any_step_of_publishing_leaves_a_working_site(tmp_path, in_full):
    change = a_change(tmp_path, 10 if in_full else 0)
    steps = exit_before(change.begin(), 10_000)
    assert steps > 30
    for number in range(1, steps + 1, 1 if in_full else steps // 6):
        exit_before(change.begin(), number)
        change.check(number % 2)


def test_a_first_build_that_exits_early_leaves_the_complete_site_or_none(tmp_path):
    source = site.a_source(tmp_path / "source")
    expected = site.clean_build(source)
    number, steps = 1, 2
    while number <= steps:
        steps = exit_before(source, number)
        assert not (source / "public").exists() or site.differences(expected, site.files(source / "public")) == []
        number += 1
    site.build(source)
    assert site.differences(expected, site.files(source / "public")) == []


def exit_before(source, number):
    """Build in a child process that exits before its `number`-th change of the output.

    Returns how many changes it made or was about to make.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the tests start no threads
        child = os.fork()
    if not child:
        count = 0

        def counted(call):
            def step(*paths, **options):
                nonlocal count
                if any(str(each).startswith(f"{source}/public") for each in paths):
                    count += 1
                    os.write(writing, b".")
                    if count == number:
                        os._exit(0)
                return call(*paths, **options)

            return step

        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        try:
            site.build(source)
        except BaseException:
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        changes = len(pipe.read())
    assert os.waitpid(child, 0)[1] == 0
    return changes
