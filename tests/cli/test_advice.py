"""What a first run that cannot work says, for real: see checkout.py."""

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


def test_packages_that_do_not_match_the_lock_are_refused(fresh):
    lock = fresh / LOCK
    lock.write_text(lock.read_text()[:-2] + ("0\n" if lock.read_text()[-2] != "0" else "1\n"))
    told = run(fresh)
    assert refused(told, f"do not match the hashes in {LOCK}", "tiny==1.0", f"git checkout {LOCK}")
    assert not (fresh / ".venv").exists()


def test_a_lock_that_is_not_there_is_to_be_checked_out(fresh):
    (fresh / LOCK).unlink()
    assert refused(run(fresh), f"git checkout {LOCK}")


def test_debians_python_without_ensurepip_is_told_the_package_to_install(fresh):
    python = a_python_without_ensurepip(fresh / "usr")
    package = "sudo apt install python{}.{}-venv".format(*sys.version_info)
    told = run(fresh, by=(python,))
    assert refused(told, "No module named ensurepip", package, f"{python} build.py")
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
    told = run(fresh, by=("prlimit", "--fsize=500", PYTHON))
    assert refused(told, "There is no room on the disk")
    assert not (fresh / ".venv").exists()


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv (util-linux)")
def test_a_folder_that_cannot_be_written_to_is_named(fresh):
    # Root may write anywhere, unless it gives up that right.
    rights = "-dac_override,-dac_read_search"
    meek = ("setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}")
    fresh.chmod(0o555)
    told = run(fresh, by=(*(meek if os.geteuid() == 0 else ()), PYTHON))
    fresh.chmod(0o755)
    assert refused(told, "Permission denied", f"Copy {fresh} to where you may write")


def test_a_python_that_is_too_old_is_told_which_to_type(fresh):
    (fresh / "build.py").write_text("import sys\nsys.version_info = (3, 8, 18)\n" + BUILD)
    (fresh / "python3.14").write_text("#!/bin/sh\nexit 127\n")  # as pyenv's stand-ins are
    (fresh / "python3.14").chmod(0o755)
    (fresh / "python3.12").symlink_to(PYTHON)
    told = run(fresh, "test", PATH=str(fresh))
    assert refused(told, "needs Python 3.11 or newer; this is 3.8.18")
    assert "Try: python3.12 build.py test\n" in told.err
    assert refused(run(fresh, PATH=""), "There is none on PATH")


@pytest.mark.parametrize("python", OLD, ids=lambda path: path.parts[-3])
def test_old_pythons_can_read_that_they_are_too_old(fresh, python):
    assert refused(run(fresh, by=(str(python),)), "Gazette needs Python 3.11 or newer; this is 3.")
