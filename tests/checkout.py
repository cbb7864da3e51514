"""A tiny checkout for tests of set-up, with wheels made here, the real venv and pip, and no network."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from gazette.cli import venv

ROOT = Path(__file__).parents[1]
PYTHON = os.path.realpath(sys.executable)  # the Python from which the tests' environment was created
LOCK, TEST_LOCK = venv.MODULES
Running = subprocess.Popen[str]
BUILD = f"""
import os, sys
from gazette.cli import venv
root = os.path.dirname(os.path.realpath(__file__))
venv.ensure(root, "test" in sys.argv, {{"{LOCK}": ("tiny",), "{TEST_LOCK}": ("tinytest",)}})
print("built in", os.path.relpath(sys.prefix, root), sys.argv[1:])
import tiny
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def a_checkout(folder: Path) -> Path:
    (folder / "gazette/cli").mkdir(parents=True)
    (folder / "wheels").mkdir()
    for name in ("__init__.py", "cli/__init__.py", "cli/advice.py", "cli/venv.py"):
        shutil.copy(ROOT / "gazette" / name, folder / "gazette" / name)
    (folder / "build.py").write_text(BUILD)
    names = ("tiny", "tinytest")
    lines = [f"{name}==1.0 --hash=sha256:{a_wheel(folder, name)}\n" for name in names]
    (folder / LOCK).write_text(lines[0])
    (folder / TEST_LOCK).write_text("".join(lines))
    return folder


def a_wheel(folder: Path, name: str) -> str:
    """Write a minimal wheel and return its digest."""
    path, info = folder / "wheels" / f"{name}-1.0-py3-none-any.whl", f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", f"{name}.py,,\n")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def an_environment(path: Path, *modules: str) -> str:
    """Create an environment without pip, as uv does; return its Python."""
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", path], check=True)
    (site_packages,) = path.glob("lib/python*/site-packages")
    for module in modules:
        (site_packages / f"{module}.py").touch()
    return str(path / "bin" / "python")


def start(folder: Path, *words: str, by: tuple[str, ...] = (PYTHON,), **env: str) -> Running:
    """Start `python build.py words` with few environment variables."""
    env = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheels", "PIP_CONFIG_FILE": os.devnull, **env}
    command, pipe = [*by, "build.py", *words], subprocess.PIPE
    return subprocess.Popen(command, cwd=folder, env=env, text=True, stdout=pipe, stderr=pipe)


def end(run: Running) -> Ran:
    out, err = run.communicate(timeout=100)
    assert "Traceback" not in err
    return Ran(run.returncode, out, err)


def run(folder: Path, *words: str, by: tuple[str, ...] = (PYTHON,), **env: str) -> Ran:
    return end(start(folder, *words, by=by, **env))


def refused(ran: Ran, *messages: str) -> bool:
    """Whether the run exited with status 2 and printed all `messages`."""
    assert (ran.code, ran.out) == (2, "")
    assert [message for message in messages if message not in ran.err] == []
    return True
