"""The options of a build, and the timings of its stages."""

import time
from datetime import date
from pathlib import Path

from gazette.core.model import Listing
from gazette.core.options import Options, Timings
from tests import site


def test_until_leaves_out_later_listings():
    listings = [Listing(date(2025, 3, day)) for day in (10, 11, 12)]
    assert Options(Path(), Path(), Path(), until=date(2025, 3, 11)).until_day(listings) == tuple(listings[:2])
    assert Options(Path(), Path(), Path()).until_day(listings) == tuple(listings)


def test_a_check_has_no_cache_and_a_preview_one_of_its_own():
    source = Path("/source")
    assert Options(source, source, source, checked_on=date(2025, 3, 11)).cache is None
    caches = {Options(source, source, source, preview=each).cache for each in (None, lambda *_: None)}
    assert len(caches) == 2
    assert {path.parent for path in caches} == {source / ".gazette"}


def test_a_stage_has_a_name_a_time_and_a_count():
    timings = Timings()
    timings.done("parse", 3)
    [(name, seconds, count)] = timings.rows
    assert (name, count) == ("parse", 3)
    assert seconds >= 0
    assert str(timings).startswith("parse ")


def test_each_stage_begins_when_the_last_one_ends_and_has_a_line():
    timings = Timings()
    began = time.perf_counter()
    for name, count in (("compare", 0), ("parse", 1_234)):
        time.sleep(0.01)
        timings.done(name, count)
    assert [(name, count) for name, _, count in timings.rows] == [("compare", 0), ("parse", 1_234)]
    assert all(seconds >= 0.009 for _, seconds, _ in timings.rows)
    assert sum(seconds for _, seconds, _ in timings.rows) <= time.perf_counter() - began + 0.01
    assert [line.split()[::3] for line in str(timings).split("\n")] == [["compare", "0"], ["parse", "1,234"]]


def test_a_verbose_build_prints_its_stages(tmp_path, capsys):
    source = site.a_source(tmp_path / "source")
    for _ in ("full build", "nothing changed"):
        assert site.command("build", "--source", source, "-v") == 0
        lines = capsys.readouterr().out.split("\n")
        names = [line.split()[0] for line in lines if line.endswith(tuple("0123456789")) and " s " in line]
        assert names == ["compare", "parse", "merge", "plan", "key", "draw", "write", "draw", "publish", "commit"]
