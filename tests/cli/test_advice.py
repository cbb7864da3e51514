"""The messages of a first run that fails, in real checkouts: see checkout.py."""

import os
import shutil
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.checkout import BUILD, LOCK, PYTHON, a_checkout, refused, run

OLD = sorted(Path("~/.pyenv/versions").expanduser().glob("3.[6-9].*/bin/python"))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return a_checkout(tmp_path / "fresh")


def test_packages_that_do_not_match_the_hashes_are_refused(fresh):
    lock = fresh / LOCK
    lock.write_text(lock.read_text()[:-2] + ("0\n" if lock.read_text()[-2] != "0" else "1\n"))
    ran = run(fresh)
    assert refused(ran, f"do not match the hashes in {LOCK}", "tiny==1.0", f"git checkout {LOCK}")
    assert not (fresh / ".venv").exists()


def test_a_missing_lock_file_is_restored_with_git(fresh):
    (fresh / LOCK).unlink()
    assert refused(run(fresh), f"git checkout {LOCK}")


def test_without_ensurepip_the_message_names_the_debian_package(fresh):
    python = a_python_without_ensurepip(fresh / "usr")
    package = "sudo apt install python{}.{}-venv".format(*sys.version_info)
    ran = run(fresh, by=(python,))
    assert refused(ran, "No module named ensurepip", package, f"{python} build.py")
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
def test_a_full_disk_is_reported_and_nothing_is_left_behind(fresh):
    ran = run(fresh, by=("prlimit", "--fsize=500", PYTHON))
    assert refused(ran, "The disk is full")
    assert not (fresh / ".venv").exists()


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv (util-linux)")
def test_a_read_only_folder_is_named(fresh):
    # root may write anywhere unless it drops these capabilities
    rights = "-dac_override,-dac_read_search"
    unprivileged = ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}")
    fresh.chmod(0o555)
    ran = run(fresh, by=(*(unprivileged if os.geteuid() == 0 else ()), PYTHON))
    fresh.chmod(0o755)
    assert refused(ran, "Permission denied", f"Copy {fresh} to a folder in which you may write")


def test_an_old_python_prints_which_newer_one_to_run(fresh):
    (fresh / "build.py").write_text("import sys\nsys.version_info = (3, 8, 18)\n" + BUILD)
    (fresh / "python3.14").write_text("#!/bin/sh\nexit 127\n")  # like pyenv without that version
    (fresh / "python3.14").chmod(0o755)
    (fresh / "python3.12").symlink_to(PYTHON)
    ran = run(fresh, "test", PATH=str(fresh))
    assert refused(ran, "needs Python 3.11 or newer; this is 3.8.18")
    assert "Run: python3.12 build.py test\n" in ran.err
    assert refused(run(fresh, PATH=""), "PATH has none")


@pytest.mark.parametrize("python", OLD, ids=lambda path: path.parts[-3])
def test_old_pythons_can_parse_the_check_of_the_version(fresh, python):
    assert refused(run(fresh, by=(str(python),)), "Gazette needs Python 3.11 or newer; this is 3.")
