"""The first run for real: a tiny checkout, wheels made here, the real venv and pip, no network."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from gazette import setup

ROOT = Path(__file__).parents[1]
PYTHON = os.path.realpath(sys.executable)  # the one that the tests' own environment was made from
OLD = sorted(Path("/root/.pyenv/versions").glob("3.[6-9].*/bin/python"))
LOCK, TEST_LOCK = setup.NEEDS
BUILD = f"""
import os, sys
from gazette import setup
root = os.path.dirname(os.path.realpath(__file__))
setup.ready(root, "test" in sys.argv, {{"{LOCK}": ("tiny",), "{TEST_LOCK}": ("tinytest",)}})
print("built in", os.path.relpath(sys.prefix, root), sys.argv[1:])
import tiny
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def first_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Ran]]:
    """A checkout after two first runs at once, and how they went."""
    folder = a_checkout(tmp_path_factory.mktemp("first") / "checkout")
    runs = [start(folder, "a", "b c") for _ in range(2)]
    return folder, [end(run) for run in runs]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return a_checkout(tmp_path / "fresh")


@pytest.fixture
def used(tmp_path: Path, first_runs: tuple[Path, list[Ran]]) -> Path:
    """A checkout after its first run."""
    return Path(shutil.copytree(first_runs[0], tmp_path / "used", symlinks=True))


def a_checkout(folder: Path) -> Path:
    (folder / "gazette").mkdir(parents=True)
    (folder / "wheels").mkdir()
    for name in ("__init__.py", "advice.py", "setup.py"):
        shutil.copy(ROOT / "gazette" / name, folder / "gazette" / name)
    (folder / "build.py").write_text(BUILD)
    lines = [f"{name}==1.0 --hash=sha256:{a_wheel(folder, name)}\n" for name in ("tiny", "tinytest")]
    (folder / LOCK).write_text(lines[0])
    (folder / TEST_LOCK).write_text("".join(lines))
    return folder


def a_wheel(folder: Path, name: str) -> str:
    """The least that pip takes for a wheel, written to disk; its digest."""
    path, info = folder / "wheels" / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", f"{name}.py,,\n")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def an_environment(path: Path, *modules: str) -> str:
    """As uv makes them, without pip; its Python."""
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", path], check=True)
    (site_packages,) = path.glob("lib/python*/site-packages")
    for module in modules:
        (site_packages / f"{module}.py").touch()
    return str(path / "bin" / "python")


def start(folder: Path, *words: str, by: tuple[str, ...] = (PYTHON,), **env: str) -> "subprocess.Popen[str]":
    """`python build.py words`, with next to nothing in the environment."""
    env = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheels", "PIP_CONFIG_FILE": os.devnull, **env}
    command, pipe = [*by, "build.py", *words], subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=env, text=True, stdout=pipe, stderr=pipe)


def end(run: "subprocess.Popen[str]") -> Ran:
    out, err = run.communicate(timeout=100)
    assert "Traceback" not in err
    return Ran(run.returncode, out, err)


def run(folder: Path, *words: str, by: tuple[str, ...] = (PYTHON,), **env: str) -> Ran:
    return end(start(folder, *words, by=by, **env))


def refused(ran: Ran, *said: str) -> bool:
    """Whether the run ended in status 2, and each of `said` was told."""
    assert (ran.code, ran.out) == (2, "")
    assert [words for words in said if words not in ran.err] == []
    return True


def test_two_first_runs_at_once_make_one_environment_and_go_on(first_runs):
    folder, runs = first_runs
    assert [(ran.code, ran.out) for ran in runs] == [(0, "built in .venv ['a', 'b c']\n")] * 2
    assert sorted("setting up .venv" in ran.err for ran in runs) == [False, True]
    assert not (folder / ".venv-old").exists()


def test_a_later_run_starts_at_once_and_needs_no_environment_variable(used):
    empty = ("env", "-i", PYTHON, "-X", "importtime")
    ran = run(used, by=empty)
    assert (ran.code, ran.out) == (0, "built in .venv []\n")
    imported = {line.split("|")[-1].strip() for line in ran.err.splitlines()}
    assert "tiny" in imported
    assert not imported & {"venv", "ensurepip", "subprocess", "shutil", "hashlib", "pathlib", "typing"}


def test_inside_the_environment_of_an_earlier_run_nothing_is_done(used):
    ran = run(used, by=(".venv/bin/python",))
    assert (ran.code, ran.out, ran.err) == (0, "built in .venv []\n", "")


def test_an_activated_environment_with_the_packages_is_used_as_it_is(fresh):
    python = an_environment(fresh / "mine", "tiny", "tinytest")
    assert run(fresh, "test", by=(python,)) == (0, "built in mine ['test']\n", "")
    assert not (fresh / ".venv").exists()


def test_an_environment_that_uv_made_is_used_if_it_has_the_packages(fresh):
    an_environment(fresh / ".venv", "tiny")
    assert run(fresh) == (0, "built in .venv []\n", "")


def test_an_environment_that_uv_made_without_the_packages_is_made_anew(fresh):
    python = an_environment(fresh / ".venv", "other")
    ran = run(fresh, by=(python,))
    assert (ran.code, ran.out) == (0, "built in .venv []\n")
    assert not list(fresh.glob(".venv*/lib/*/site-packages/other.py"))


def test_a_half_made_environment_is_made_anew_for_the_tests_too(used):
    (used / ".venv" / setup.STAMP).write_text("")
    ran = run(used, "test")
    assert (ran.code, ran.out) == (0, "built in .venv ['test']\n")
    assert f"setting up .venv from {TEST_LOCK}" in ran.err
    assert run(used) == (0, "built in .venv []\n", "")


def test_a_folder_that_is_no_environment_is_left_alone(fresh):
    (fresh / ".venv").mkdir()
    (fresh / ".venv" / "diary.txt").write_text("dear")
    assert refused(run(fresh), ".venv is there, but is not Gazette's to replace")
    assert (fresh / ".venv" / "diary.txt").read_text() == "dear"


def test_a_start_in_the_environment_does_not_start_itself_again(used):
    assert refused(run(used, **{setup.AGAIN: "python3"}), "python3 build.py", "does not offer all of tiny")


def test_packages_that_do_not_match_the_lock_are_refused(fresh):
    lock = fresh / LOCK
    lock.write_text(lock.read_text()[:-2] + ("0\n" if lock.read_text()[-2] != "0" else "1\n"))
    assert refused(run(fresh), "do not match the hashes in requirements.txt", f"git checkout {LOCK}", "tiny==1.0")
    assert not (fresh / ".venv").exists()


def test_without_a_network_it_says_what_to_type_and_the_old_environment_stays(used):
    was = (used / LOCK).read_text()
    (used / LOCK).write_text("# newer\n" + was)
    told = run(used, "it's", PIP_FIND_LINKS="")
    again = f"PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels {PYTHON} build.py"
    assert refused(told, "There is no network", "pip download", again, """'it'"'"'s'""", "activate an environment")
    (used / LOCK).write_text(was)
    assert run(used) == (0, "built in .venv []\n", "")


def test_a_lock_that_is_not_there_is_to_be_checked_out(fresh):
    (fresh / LOCK).unlink()
    assert refused(run(fresh), f"git checkout {LOCK}")


def test_debians_python_without_ensurepip_is_told_the_package_to_install(fresh):
    python = a_python_without_ensurepip(fresh / "usr")
    package = "sudo apt install python{}.{}-venv".format(*sys.version_info)
    assert refused(run(fresh, by=(python,)), "No module named ensurepip", package, f"{python} build.py")
    assert not (fresh / ".venv").exists()


def a_python_without_ensurepip(folder: Path) -> str:
    standard = Path(sysconfig.get_path("stdlib"))
    (folder / "bin").mkdir(parents=True)
    (folder / "lib" / standard.name).mkdir(parents=True)
    for part in standard.iterdir():
        if part.name not in ("ensurepip", "site-packages"):
            (folder / "lib" / standard.name / part.name).symlink_to(part)
    return str(shutil.copy(PYTHON, folder / "bin" / "python3"))


@pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit (util-linux)")
def test_a_full_disk_is_told_and_leaves_nothing_behind(fresh):
    assert refused(run(fresh, by=("prlimit", "--fsize=500", PYTHON)), "There is no room on the disk")
    assert not (fresh / ".venv").exists()


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv (util-linux)")
def test_a_folder_that_cannot_be_written_to_is_named(fresh):
    # Root may write anywhere, unless it gives up that right.
    rights = "-dac_override,-dac_read_search"
    mortal = ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}") if os.geteuid() == 0 else ()
    fresh.chmod(0o555)
    ran = run(fresh, by=(*mortal, PYTHON))
    fresh.chmod(0o755)
    assert refused(ran, "Permission denied", f"Copy {fresh} to where you may write")


def test_a_python_that_is_too_old_is_told_which_to_type(fresh):
    (fresh / "build.py").write_text("import sys\nsys.version_info = (3, 8, 18)\n" + BUILD)
    (fresh / "python3.14").write_text("#!/bin/sh\nexit 127\n")  # as pyenv's stand-ins are
    (fresh / "python3.14").chmod(0o755)
    (fresh / "python3.12").symlink_to(PYTHON)
    told = run(fresh, "test", PATH=str(fresh))
    assert refused(told, "needs Python 3.11 or newer; this is 3.8.18", "Try: python3.12 build.py test")
    assert refused(run(fresh, PATH=""), "None is on PATH")


@pytest.mark.parametrize("python", OLD, ids=lambda path: path.parts[-3])
def test_old_pythons_can_read_that_they_are_too_old(fresh, python):
    assert refused(run(fresh, by=(str(python),)), "Gazette needs Python 3.11 or newer; this is 3.")


def test_the_locks_name_no_host_and_pin_every_package_by_hash():
    for lock in setup.NEEDS:
        text = (ROOT / lock).read_text()
        packages = [line for line in text.splitlines() if "==" in line]
        assert "//" not in text and "index" not in text
        assert packages and text.count("==") == len(packages)
        assert text.replace("\\\n    --hash=sha256:", "").count("--hash") >= 0


def test_the_lock_for_the_tests_holds_all_that_the_other_does():
    run_lock, test_lock = ((ROOT / lock).read_text() for lock in setup.NEEDS)
    pins = [line for line in run_lock.splitlines() if "==" in line or "--hash" in line]
    assert [pin for pin in pins if pin not in test_lock] == []
