"""What is neither a file nor a folder, or cannot be read, is an error that names it; the published site stays."""

import errno
import os
import socket
from pathlib import Path

import pytest

from gazette.sources import files, scan
from tests import site

FILES = {"templates/day.html": "mine", "static/notes.txt": "n", "content/2025/2025-03-14.md": "## In a folder\n"}
PLACES = [
    "content/2025-03-12.md",
    "content/2025/2025-03-14.md",
    "content/pages/about.md",
    "content/new.md",
    "static/notes.txt",
    "static/new",
    "templates/day.html",
    "templates/new.html",
    "site.yaml",
]
FOLDERS = ["content", "content/2025", "content/pages", "static", "templates"]


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as made:
        folder = Path.cwd()
        os.chdir(path.parent)  # the address of a socket may not be long
        made.bind(path.name)
        os.chdir(folder)


KINDS = {"a pipe": os.mkfifo, "a socket": make_socket}


@pytest.fixture
def source(built):
    site.write(built, FILES)
    site.build(built)
    return built


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("kind", ["a pipe", "a socket"])
def test_what_is_no_file_in_place_of_one_is_named_and_the_site_stays(kind, name, source, capsys):
    before = site.stamps(source / "public")
    (source / name).unlink(missing_ok=True)
    KINDS[kind](source / name)
    for _ in range(2):
        assert site.command("--source", source) == 1
        assert f"{name}: " in capsys.readouterr().err
    assert site.stamps(source / "public") == before


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO, errno.ESTALE])
def test_a_folder_that_cannot_be_listed_is_named_and_the_site_stays(code, name, source, capsys, monkeypatch):
    before = site.stamps(source / "public")
    scandir = os.scandir

    def fail(folder="."):
        if str(folder) == str(source / name):
            raise OSError(code, os.strerror(code), str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", fail)
    for _ in range(2):
        assert site.command("--source", source) == 1
        assert f"{name}: cannot read the folder: {os.strerror(code)}" in capsys.readouterr().err
    assert site.stamps(source / "public") == before


@pytest.mark.parametrize("name", ["static", "templates", "content", "content/pages"])
@pytest.mark.parametrize("other", ["a file", "a dangling link"])
def test_a_folder_that_became_something_else_is_named_and_the_site_stays(name, other, source, capsys):
    before = site.stamps(source / "public")
    (source / name).rename(source / "elsewhere")
    (source / name).write_text("a file") if other == "a file" else (source / name).symlink_to("nowhere")
    if (name, other) == ("content/pages", "a file"):  # this is a listing with an unknown suffix
        pytest.skip("a file in content/ without a suffix is skipped with a warning")
    assert site.command("--source", source) == 1
    assert name in capsys.readouterr().err
    assert site.stamps(source / "public") == before


@pytest.mark.parametrize("name", ["templates/day.html", "static/notes.txt", "content/2025-03-12.md"])
def test_a_file_that_cannot_be_opened_is_named_and_the_site_stays(name, source, capsys, monkeypatch):
    before = site.stamps(source / "public")
    (source / name).touch()
    (source / name).write_text((source / name).read_text() + "\n")
    opened = os.open

    def fail(path, *args, **options):
        if str(path) == str(source / name):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return opened(path, *args, **options)

    monkeypatch.setattr(files.os, "open", fail)
    assert site.command("--source", source) == 1
    assert f"{name}: cannot read the file: Input/output error" in capsys.readouterr().err
    assert site.stamps(source / "public") == before


def test_links_in_templates_are_followed(source, tmp_path):
    (tmp_path / "mine.html").write_text("linked")
    (source / "templates/day.html").unlink()
    (source / "templates/day.html").symlink_to(tmp_path / "mine.html")
    (source / "templates/folder").symlink_to("..")
    assert site.command("--source", source) == 0
    assert (source / "public/papers/date/2025-03-12.html").read_bytes() == b"linked\n"


def test_a_snapshot_has_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    assert [*scan.snapshot([tmp_path], [])] == [str(tmp_path / "pipe.md")]


@pytest.mark.parametrize("words", [[], ["--fresh"], ["build", "--until", "2025-03-11"]])
def test_a_mistyped_content_folder_is_an_error_before_the_cache_is_touched(words, source, capsys):
    before = site.stamps(source)
    assert site.command(*words, "--source", source, "--content", source / "contnet") == 1
    assert "contnet: cannot read the folder: No such file or directory; create it, or name" in capsys.readouterr().err
    assert site.stamps(source) == before
