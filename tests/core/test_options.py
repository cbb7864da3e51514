"""How long the stages of a build took."""

import time

from gazette.cli.order import Stages

from tests import site


def test_a_stage_gives_what_it_made_and_counts_it():
    stages = Stages()
    assert stages.done("read", [1, 2, 3]) == [1, 2, 3]
    [(name, seconds, count)] = stages.rows
    assert (name, count) == ("read", 3)
    assert seconds >= 0
    assert str(stages).startswith("read ")


def test_stages_follow_one_another_and_are_told_a_line_each():
    stages = Stages()
    began = time.perf_counter()
    for name, count in (("read", 0), ("parse", 1_234)):
        time.sleep(0.01)
        stages.done(name, range(count))
    assert [(name, count) for name, _, count in stages.rows] == [("read", 0), ("parse", 1_234)]
    assert all(seconds >= 0.009 for _, seconds, _ in stages.rows)
    assert sum(seconds for _, seconds, _ in stages.rows) <= time.perf_counter() - began + 0.01
    assert [line.split()[::3] for line in str(stages).split("\n")] == [["read", "0"], ["parse", "1,234"]]


def test_a_build_that_tells_more_tells_its_stages(tmp_path, capsys):
    source = site.a_source(tmp_path / "source")
    for _ in ("the whole", "the day"):
        assert site.command("build", "--source", source, "-v") == 0
        told = capsys.readouterr().out.split("\n")
        names = [line.split()[0] for line in told if line.endswith(tuple("0123456789")) and " s " in line]
        assert names == ["read", "parse", "merge", "plan", "key", "draw", "write", "press", "publish", "remember"]
