"""A build that has nothing to do stops before it loads any package."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from gazette.cli import idle
from gazette.core import names
from tests import site


@pytest.fixture
def source(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-03-09.md": "##odd\n\n## Even\n"})
    assert site.command("--source", source) == 0
    return source


def again(source, *words):
    """Run the command again: its standard output, the packages that it loaded, its standard error."""
    script = (
        "import os, runpy, sys; sys.argv, os._exit = sys.argv[1:], sys.exit\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print('loaded', *sorted({'blake3', 'jinja2', 'yaml', 'msgspec'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", script, site.BUILD, "--source", source, *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    output, _, loaded = done.stdout.rpartition("loaded")
    return output, loaded.split(), done.stderr


def without_counts(summary):
    """The summary without the number of changed files and the time."""
    return re.sub(r"[0-9,]+ changed, 0 removed, in [0-9.]+ s", "…", summary)


def test_a_run_without_changes_loads_no_package_and_prints_the_same(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-03-09.md": "##odd\n\n## Even\n"})
    first = site.run("--source", source)
    output, loaded, errors = again(source)
    assert loaded == []
    assert ", 0 changed, 0 removed, in 0." in output
    assert without_counts(output) == without_counts(first.stdout)
    assert errors == first.stderr
    assert "content/2025-03-09.md:1: " in errors


@pytest.mark.parametrize(
    "edit",
    [
        {"content/2025-03-14.md": "## New\n"},
        {"content/pages/about.md": "Other.\n"},
        {"content/redirects.yaml": "old.html: {gone: removed}\n"},
        {"content/photo.png": b"x"},
        {"site.yaml": site.SETTINGS.replace("Small", "Large")},
        {"templates/_aside.html": "x"},
        {"static/notes.txt": "x"},
        {"content/2025-03-12.md": None},
    ],
)
def test_any_change_causes_a_build(edit, source):
    for name, body in edit.items():
        if body is None:
            (source / name).unlink()
        else:
            site.write(source, {name: body})
    assert again(source)[1] != []
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_without_the_manifest_a_build_is_refused(source):
    """It is then unknown which files are Gazette's."""
    (source / "public/.gazette-site").unlink()
    assert site.command("--source", source) == 2


def test_a_deleted_output_is_built_again(source):
    before = site.files(source / "public")
    shutil.rmtree(source / "public")
    assert again(source)[1] != []
    assert site.files(source / "public") == before


@pytest.mark.parametrize("word", ["--fresh", "-v"])
def test_fresh_and_verbose_always_build(word, source):
    assert site.command("--source", source, word) == 0
    for _ in range(2):
        output, loaded, _ = again(source, word)
        assert loaded != []
        assert "built 4 papers" in output


def test_a_changed_manifest_causes_a_build(source):
    path = source / "public/.gazette-site"
    *rows, last = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*rows, f"{'1' if last[0] == '0' else '0'}{last[1:]}\n"]), "utf-8")
    assert again(source)[1] != []
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []
    assert again(source)[1] == []


def test_a_cache_that_somebody_else_wrote_to_is_not_used(source):
    with closing(sqlite3.connect(source / names.CACHE_FOLDER / names.CACHE)) as base:
        base.execute("create table other (x)")
        base.commit()
    assert again(source)[1] != []
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []
    assert again(source)[1] == []


def test_an_edit_that_was_undone_is_no_change(source):
    listing = source / "content/2025-03-12.md"
    before = listing.read_bytes()
    listing.write_bytes(b"## A\n- votes: many\n")
    assert "votes" in again(source)[2]
    listing.write_bytes(before)
    output, loaded, _ = again(source)
    assert (loaded, ", 0 changed, 0 removed" in output) == ([], True)


@pytest.mark.parametrize("words", [["--jobs", "1"], ["--until", "2025-03-10"]])
def test_another_command_line_causes_a_build(words, source):
    assert again(source, *words)[1] != []


@pytest.mark.parametrize("words", [[], ["build"], ["--source"], ["--source=elsewhere"]])
def test_any_command_line_can_be_examined(words, tmp_path):
    assert idle.idle(tmp_path, words) is False


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("end", "status", "message"),
    [
        (">&-", 0, ""),
        (">&- 2>&-", 0, ""),
        ("| (exec <&-; sleep 1)", 2, ""),
        (">/dev/full", 2, "gazette: No space left on device. Fix this and run the command again.\n"),
    ],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_run_without_changes_that_cannot_print_ends_without_a_traceback(end, status, message, unbuffered, source):
    command = f"'{sys.executable}' '{site.BUILD}' --source '{source}'"
    subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    words = ["bash", "-c", f"(sleep 0.3; {command}) {end}; exit ${{PIPESTATUS[0]}}"]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    problems = [line for line in done.stderr.splitlines(True) if not line.startswith("warning: ")]
    assert (done.returncode, "".join(problems)) == (status, message)
