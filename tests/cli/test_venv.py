"""First and later runs in real checkouts: see checkout.py."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from gazette.cli import venv
from tests import site
from tests.checkout import (
    LOCK,
    PYTHON,
    ROOT,
    TEST_LOCK,
    Ran,
    a_checkout,
    an_environment,
    end,
    refused,
    run,
    start,
)


@pytest.fixture(scope="module")
def first_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Ran]]:
    """A checkout after two simultaneous first runs, and their results."""
    folder = a_checkout(tmp_path_factory.mktemp("first") / "checkout")
    runs = [start(folder, "a", "b c") for _ in range(2)]
    return folder, [end(run) for run in runs]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return a_checkout(tmp_path / "fresh")


@pytest.fixture
def used(tmp_path: Path, first_runs: tuple[Path, list[Ran]]) -> Path:
    """A copy of a checkout after its first run."""
    return Path(shutil.copytree(first_runs[0], tmp_path / "used", symlinks=True))


def test_two_simultaneous_first_runs_create_one_environment(first_runs):
    folder, runs = first_runs
    assert [(ran.code, ran.out) for ran in runs] == [(0, "built in .venv ['a', 'b c']\n")] * 2
    assert sorted("setting up .venv" in ran.err for ran in runs) == [False, True]
    assert not (folder / ".venv-old").exists()


def test_a_later_run_needs_no_environment_variables_and_few_imports(used):
    ran = run(used, by=("env", "-i", PYTHON, "-X", "importtime"))
    assert (ran.code, ran.out) == (0, "built in .venv []\n")
    command = [PYTHON, "-X", "importtime", "-c", ""]
    bare = subprocess.run(command, env={}, capture_output=True, text=True, check=True)
    few = {"importlib", "importlib.machinery", "warnings", "gazette", "gazette.cli", "gazette.cli.venv", "tiny"}
    assert imports(ran.err) - imports(bare.stderr) <= few


def imports(importtime: str) -> set[str]:
    return {line.split("|")[-1].strip() for line in importtime.splitlines()}


def test_a_run_inside_the_environment_changes_nothing(used):
    ran = run(used, by=(".venv/bin/python",))
    assert (ran.code, ran.out, ran.err) == (0, "built in .venv []\n", "")


def test_an_activated_environment_with_the_packages_is_used(fresh):
    python = an_environment(fresh / "mine", "tiny", "tinytest")
    assert run(fresh, "test", by=(python,)) == (0, "built in mine ['test']\n", "")
    assert not (fresh / ".venv").exists()


def test_an_environment_created_by_uv_is_used_if_it_has_the_packages(fresh):
    an_environment(fresh / ".venv", "tiny")
    assert run(fresh) == (0, "built in .venv []\n", "")


@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit (util-linux)")
def test_an_incomplete_environment_is_kept_if_set_up_fails(fresh):
    an_environment(fresh / ".venv", "other")
    ran = run(fresh, by=("prlimit", "--fsize=500", PYTHON))
    assert refused(ran, f"setting up .venv from {LOCK}", "The disk is full")
    assert len(list(fresh.glob(".venv/lib/*/site-packages/other.py"))) == 1


def test_an_interrupted_set_up_is_repeated_even_from_inside_the_environment(used):
    (used / ".venv" / venv.STAMP).write_text("")
    ran = run(used, "test", by=(".venv/bin/python",))
    assert (ran.code, ran.out) == (0, "built in .venv ['test']\n")
    assert f"setting up .venv from {TEST_LOCK}" in ran.err
    assert run(used) == (0, "built in .venv []\n", "")


def test_a_folder_that_is_not_an_environment_is_not_replaced(fresh):
    (fresh / ".venv").mkdir()
    (fresh / ".venv" / "diary.txt").write_text("dear")
    assert refused(run(fresh), ".venv exists, but Gazette did not create it")
    assert (fresh / ".venv" / "diary.txt").read_text() == "dear"


def test_a_restarted_run_does_not_restart_again(used):
    ran = run(used, **{venv.RESTARTED: "python3"})
    assert refused(ran, "does not offer all of tiny", "run: python3 build.py")


def test_without_a_network_the_message_says_what_to_do_and_the_old_environment_is_kept(used):
    original = (used / LOCK).read_text()
    (used / LOCK).write_text("# newer\n" + original)
    ran = run(used, "two words", PIP_FIND_LINKS="")
    again = f"PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels {PYTHON} build.py"
    assert refused(ran, "There is no network connection", "pip download", "activate an environment", again)
    assert "'two words'" in ran.err
    (used / LOCK).write_text(original)
    assert run(used) == (0, "built in .venv []\n", "")


def test_the_lock_files_pin_every_package_by_hash_and_name_no_host():
    for lock in venv.MODULES:
        text = (ROOT / lock).read_text()
        pins = [line for line in text.splitlines() if line[0] not in " #"]
        assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)? \\", pin)] == []
        assert len(re.findall(r"\\\n    --hash=sha256:[0-9a-f]{64}", text)) >= len(pins) > 5
        assert "//" not in text and "index" not in text


def test_the_lock_file_for_the_tests_includes_the_other():
    run_lock, test_lock = ((ROOT / lock).read_text() for lock in venv.MODULES)
    pins = [line.split()[0] for line in run_lock.splitlines() if "==" in line or "--hash" in line]
    assert [pin for pin in pins if pin not in test_lock] == []


@pytest.mark.parametrize(
    ("words", "for_tests"),
    [
        (["test"], True),
        (["test", "-x"], True),
        (["test", "tests/test_docs.py", "--help"], True),
        (["test", "--help"], False),
        (["test", "-h"], False),
        (["test", "--version"], False),
        (["build"], False),
    ],
)
def test_only_running_the_tests_needs_their_packages(words, for_tests, monkeypatch):
    asked = []

    def ensure(root, for_tests, **_):
        asked.append(for_tests)
        raise SystemExit

    monkeypatch.setattr(venv, "ensure", ensure)
    monkeypatch.setattr("sys.argv", [str(site.BUILD), *words])
    with pytest.raises(SystemExit):
        runpy.run_path(str(site.BUILD), run_name="__main__")
    assert asked == [for_tests]
