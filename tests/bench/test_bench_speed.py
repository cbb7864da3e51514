"""Programs are measured in alternation, and the report has every figure."""

import os
import re
import sys
from pathlib import Path

import pytest

from bench.generators import hugo, pelican
from bench.generators.registry import GENERATORS
from bench.speed import builds, comparison, process, rebuilds, tables
from gazette.core.errors import Refusal
from tests import site
from tests.bench.helpers import assert_refused, bench, bench_process


def test_the_error_output_of_a_program_that_fails_is_reported():
    with pytest.raises(Refusal, match="failed: some error"):
        process.run_program([sys.executable, "-c", "import sys; sys.exit('some error')"])


def test_the_memory_of_a_program_does_not_include_that_of_the_bench():
    memory = bytearray(os.urandom(1)) * 100_000_000
    run = process.run_program([sys.executable, "-ISc", "pass"])
    assert 0 < run.largest_process < len(memory)
    assert run.wall > 0


def test_the_order_of_programs_is_reversed_in_every_other_round():
    order = []
    programs = {name: lambda name=name: order.append(name) or process.Run(1, 1) for name in "ab"}
    runs = process.alternate(programs, 3)
    assert "".join(order) == "abbaab"
    assert {name: len(each) for name, each in runs.items()} == {"a": 3, "b": 3}


def test_a_generator_that_fails_is_left_out_and_the_others_are_measured(tmp_path, capsys):
    program = tmp_path / "hugo"
    program.write_text(
        "#!/bin/sh\ntest $1 = version && exit\ntest -e once && echo some error >&2 && exit 1\ntouch ../hugo/once\n"
    )
    program.chmod(0o755)
    words = ("--sizes", 25, "--runs", 2, "--only", "clean,memory", "--generators", "hugo", "--scratch", tmp_path)
    assert bench(*words, "--hugo", program) == 0
    out, err = capsys.readouterr()
    assert "\n- hugo failed; standard error has its messages\n" in out
    assert "failed: some error\n" in err
    assert err.count("clean build, hugo\n") == 1
    assert "\n| clean | Gazette | " in out
    assert "\n| memory | Gazette | " in out
    assert "| hugo |" not in out


def row(*walls, size=1_000_000):
    """A row of runs with these wall times; each has twice that CPU time."""
    return builds.Row([process.Run(wall, 2 * wall, 100 * tables.MIB, 0, 7) for wall in walls], 10, size)


def test_the_tables_show_medians_and_ratios_of_pairs():
    day = ("day", builds.GAZETTE)
    small = {("clean", builds.GAZETTE): row(1, 2, 4), ("clean", "hugo"): row(4, 4, 4), day: row(1)}
    results = [tables.Result("synthetic", 50, small, True), tables.Result("synthetic", 500, {day: row(3)}, True)]
    text = tables.section(results[0])
    assert "### synthetic: 50 papers\n" in text
    assert "| clean | Gazette | 2.00 | 4.00 | 100 | – | 10 | – | 1.0 |\n" in text
    assert "| day | Gazette | 1.00 | 2.00 | 100 | – | 10 | 7 | 1.0 |\n" in text
    assert "| clean: Gazette / hugo | 0.50 (0.25 to 1.00) | 0.50 (0.25 to 1.00) |\n" in text
    assert "| day, Gazette / clean, hugo (medians) | 0.25 | 0.25 |\n" in text
    assert tables.growth(results).endswith("\n| Gazette, 500 / 50 papers | 3.00 | 3.00 |\n")
    assert tables.growth(results[:1]) == ""


@pytest.mark.slow
def test_every_measure_is_printed_and_no_file_is_left(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(rebuilds, "PAUSE", 0)
    measures = ("io", "memory", "same", "day", "touched")
    words = ("--sizes", 50, "--runs", 1, "--only", ",".join(measures), "--generators", "", "--scratch", tmp_path)
    assert bench(*words) == 0
    text = capsys.readouterr().out
    for measure in measures[1:]:
        for name in (builds.GAZETTE, builds.GAZETTE_FULL):
            assert f"\n| {measure} | {name} | " in text
    for name in (builds.COPY, builds.WRITE):
        assert f"\n| io | {name} | " in text
        assert f"\n| clean: Gazette / {name} | " in text
    assert list(tmp_path.iterdir()) == []


def test_the_bench_runs_as_a_process(tmp_path):
    words = ("--sizes", 25, "--runs", 1, "--only", "clean", "--generators", "", "--scratch", tmp_path)
    run = bench_process(*words)
    assert run.returncode == 0
    assert "\n### synthetic: 25 papers\n" in run.stdout
    assert "\n| clean | Gazette | " in run.stdout
    assert all(line.startswith("bench: ") for line in run.stderr.splitlines())


# --against


def test_the_comparison_shows_ratios_of_medians_with_the_range_of_the_rounds():
    rows = {
        ("day", builds.GAZETTE): row(1, 2, 4),
        ("day", builds.OTHER): row(4, 4, 4),
        ("same", builds.GAZETTE): row(1),
        ("same", builds.OTHER): row(2),
        ("memory", builds.GAZETTE_FULL): builds.Row([process.Run(1, 1, 1, 30)]),
        ("memory", builds.OTHER_FULL): builds.Row([process.Run(1, 1, 1, 20)]),
        ("clean", "hugo"): row(1),
    }
    lines = comparison.section(rows).splitlines()
    assert lines[2:] == [
        "| measure | program | wall | CPU | memory |",
        "| --- | --- | --- | --- | --- |",
        "| day | Gazette | 0.50 (0.25 to 1.00) | 0.50 (0.25 to 1.00) | 1.00 (1.00 to 1.00) |",
        "| same | Gazette | 0.50 | 0.50 | 1.00 |",
        "| memory | Gazette, all pages | – | – | 1.50 |",
    ]


@pytest.fixture
def other_checkout(tmp_path):
    """A folder whose build.py logs its arguments and then runs the build of this checkout."""
    script = (
        "import pathlib, runpy, sys\n"
        f"with open({str(tmp_path / 'log')!r}, 'a') as log:\n    print(*sys.argv[1:], file=log)\n"
        f"sys.path[0] = {str(site.ROOT)!r}\n"
        "runpy.run_path(f'{sys.path[0]}/build.py', run_name='__main__')\n"
    )
    site.write(tmp_path / "other", {"build.py": script})
    return tmp_path / "other"


@pytest.mark.slow
def test_another_checkout_builds_the_same_papers_in_folders_of_its_own(other_checkout, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(rebuilds, "PAUSE", 0)
    measures = "clean,memory,day"
    words = ("--sizes", 50, "--runs", 2, "--only", measures, "--against", other_checkout, "--scratch", tmp_path / "in")
    assert bench(*words) == 0
    text, progress = capsys.readouterr()
    assert f"\n- other checkout: {other_checkout}\n" in text
    table = text.partition("#### This checkout / the other checkout\n")[2].partition("###")[0]
    for measure in ("memory", "day"):
        for name in (builds.GAZETTE, builds.GAZETTE_FULL):
            assert f"\n| {measure} | {name} | " in table
    assert "\n| clean | Gazette | " in table
    clean = re.findall("clean build, (.*)", progress)[:4]
    assert clean == [builds.GAZETTE, builds.OTHER, builds.OTHER, builds.GAZETTE]
    sources = re.findall(r"--source (\S+)", (tmp_path / "log").read_text())
    assert {Path(each).name for each in sources if "output" not in each} == {"source-1", "source-3"}
    assert "hugo" not in text


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_that_is_not_a_checkout_is_refused(name, tmp_path):
    (tmp_path / "empty").mkdir()
    process = bench_process("--sizes", "25", "--against", tmp_path / name)
    assert_refused(process, "does not exist; pass a checkout of Gazette to --against")


# The facts of a report


def test_a_generator_that_is_not_installed_is_reported(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for module in (hugo, pelican):
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert bench("--sizes", "", "--runs", 1, "--scratch", tmp_path) == 0
    text = capsys.readouterr().out
    for name, each in GENERATORS.items():
        advice = f"{each.install}, or pass its path: `--{name} PATH`"
        assert f"- {name} is not installed, so it was not measured; {advice}\n" in text


@pytest.mark.parametrize(
    ("name", "output", "line"),
    [
        ("hugo", "hugo v1.2 linux/amd64\n", "hugo v1.2 linux/amd64"),
        ("eleventy", "3.1.8\n", "eleventy 3.1.8"),
        ("pelican", "", "pelican"),
    ],
)
def test_a_generator_is_named_with_its_version(name, output, line, tmp_path, capsys):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntest $1 = {GENERATORS[name].version} && printf '{output}'\n")
    program.chmod(0o755)
    words = ("--sizes", "", "--runs", 1, "--generators", name, f"--{name}", program, "--scratch", tmp_path)
    assert bench(*words) == 0
    assert f"\n- {line}\n" in capsys.readouterr().out


def test_a_path_that_is_not_a_program_is_refused(tmp_path, capsys):
    assert bench("--hugo", tmp_path / "hugo") == 2
    assert "hugo is not a program; pass the path of hugo, or leave out --hugo" in capsys.readouterr().err


def test_a_bench_that_would_fill_the_disk_does_not_start(tmp_path, capsys):
    assert bench("--sizes", 99_000_000, "--generators", "", "--scratch", tmp_path) == 2
    assert "GB of disk space, and" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
