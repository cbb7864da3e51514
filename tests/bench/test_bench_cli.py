"""The command line of `build.py bench`: its help, and how wrong usage ends."""

import ast
from pathlib import Path

import pytest

from bench import arguments
from bench.speed import benchmark
from tests.bench.helpers import assert_refused, bench, bench_process

ROOT = Path(__file__).parents[2]


def test_help_lists_every_command_and_every_measure():
    process = bench_process("--help")
    assert (process.returncode, process.stderr) == (0, "")
    assert all(f"\n    {name} " in process.stdout for name in arguments.COMMANDS)
    assert all(f"\n  {name} " in process.stdout for name in benchmark.MEASURES)


@pytest.mark.parametrize("name", arguments.COMMANDS)
def test_each_command_has_help(name, capsys):
    assert bench(name, "--help") == 0
    assert f"usage: build.py bench {name} " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--only", "clean,dya"], "'dya' is not one of clean, full"),
        (["--sizes", "0"], "'0' is not a positive number; write 1 or more"),
        (["--corpus", "acl"], "'acl' is not NAME=FILE; write it as acl=FILE"),
        (["topisc"], "invalid choice: 'topisc'"),
        (["corpus"], "the following arguments are required: CORPUS.jsonl, DIR"),
        (["topics"], "pass a folder of listings, or a table with --judged"),
        (["maths"], "pass a corpus, or a folder with --listings"),
        (["formulas", "sheet.html"], "pass a corpus with --corpus, or a folder with --listings"),
        (["screens", "public"], "the following arguments are required: PICTURES"),
        (["screens", "public", "pictures", "--theme", "blue"], "invalid choice: 'blue'"),
    ],
)
def test_wrong_usage_ends_with_status_2_and_says_what_to_write(words, message, capsys):
    assert bench(*words) == 2
    usage, error = capsys.readouterr().err.split("build.py bench", 1)
    assert usage == "usage: "
    assert message in error


def test_a_corpus_that_is_missing_is_refused_in_one_line(tmp_path):
    process = bench_process("--sizes", "", "--corpus", f"acl={tmp_path / 'acl.jsonl'}", "--scratch", tmp_path)
    assert_refused(process, "acl.jsonl does not exist; ")


@pytest.mark.parametrize("path", sorted((ROOT / "bench").rglob("*.py")), ids=lambda path: path.name)
def test_files_and_functions_are_short(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert len(path.read_text("utf-8").splitlines()) <= 300
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if node.end_lineno - node.lineno >= 30] == []
