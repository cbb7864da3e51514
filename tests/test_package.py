"""The installed package: the command `gazette` builds the same site as build.py in a clone."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import gazette
from tests import site
from tests.serving import Server

pytestmark = pytest.mark.skipif(not (site.ROOT / "README.md").is_file(), reason="the package needs README.md")
LISTING = "content/2025/2025-03-10.md"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(site.ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder with the installed package and its script."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder]
    subprocess.run([*pip, wheel], check=True)
    return folder


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source", {LISTING: site.LISTINGS["content/2025-03-10.md"]})


def build(project: Path, folder: Path, target: str) -> Path:
    """Build a wheel or an sdist with the backend of pyproject.toml, which needs no network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (path,) = folder.iterdir()
    return path


def run(installed: Path, source: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [installed / "bin" / "gazette", *words]
    return subprocess.run(command, cwd=source, env=env, capture_output=True, text=True, check=False)


def test_the_wheel_has_everything_that_a_build_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("gazette", "templates", "static"):
        files = [path for path in (site.ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        inside = (path.relative_to(site.ROOT).as_posix() for path in files)
        assert {name if folder == "gazette" else f"gazette/{name}" for name in inside} <= names
    assert "gazette/build.py" in names
    folders = ("gazette/", f"gazette-{gazette.__version__}.dist-info/")
    assert not [name for name in names if not name.startswith(folders)]


def test_a_wheel_built_from_the_sdist_has_the_same_files(wheel, tmp_path):
    sdist = build(site.ROOT, tmp_path / "sdist", "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = build(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "wheel", "wheel")
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_gazette_builds_the_current_folder_as_build_py_does(installed, source, tmp_path):
    clone = Path(shutil.copytree(source, tmp_path / "clone"))
    assert site.run("--source", clone).returncode == 0
    for changed in (True, False):
        ended = run(installed, source)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.startswith("built 2 papers, 1 day, ")
        assert (" 0 changed, 0 removed" in ended.stdout) != changed
    assert site.files(source / "public") == site.files(clone / "public")
    assert sorted(path.name for path in source.iterdir() if not path.name.startswith(".public")) == [
        ".gazette",
        "content",
        "public",
        "site.yaml",
    ]
    assert not (installed / ".venv").exists()


def test_gazette_names_itself_in_messages(installed, source):
    assert run(installed, source, "--version").stdout == f"gazette {gazette.__version__}\n"
    assert run(installed, source, "--help").stdout.startswith("usage: gazette ")
    site.write(source, {"content/2025-03-11.txt": "milk"})
    ended = run(installed, source, "format", "content/2025-03-11.txt")
    assert (ended.returncode, "run `gazette import`" in ended.stderr) == (1, True)


@pytest.mark.parametrize("command", ["test", "bench"])
def test_tests_and_benchmarks_need_a_clone(command, installed, source):
    ended = run(installed, source, command)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"gazette: `{command}` needs Gazette's folder ")
    assert f"clone Gazette's repository and run `python3 build.py {command}` there" in ended.stderr


def test_a_folder_without_settings_is_an_error(installed, tmp_path):
    ended = run(installed, tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("site.yaml: ")


def test_gazette_serves_the_current_folder(installed, source, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(installed))
    with Server(source, build=installed / "bin" / "gazette") as server:
        assert server.shows("A Small Site")
        site.write(source, {LISTING: "## Another\n"})
        assert server.shows("Another")
