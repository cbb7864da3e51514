"""What changed is told by a glance; and a build with nothing to do ends before it loads anything."""

import json
import os
import re
import shutil
import subprocess
import sys
import time

import pytest

from gazette.sources import changes
from gazette.sources.changes import Glance
from tests import site

OLD = time.time() - 60


@pytest.fixture
def folder(tmp_path):
    """A folder of two files that have rested for a minute, by their times of change at least."""
    site.write(tmp_path / "in", {"a.md": "one", "deep/b.md": "two"})
    for path in (tmp_path / "in").rglob("*.md"):
        os.utime(path, (OLD, OLD))
    return tmp_path / "in"


def look(folder, asked=("x",)):
    return Glance(folder.parent / ".gazette", [folder], [folder.parent / "single"], asked)


def noted(folder, monkeypatch=None):
    """A ledger of the folder as it is."""
    if monkeypatch:
        rest(monkeypatch)
    look(folder).keep(7, [1, 2, 3, 4], folder.parent / "single")


def rest(monkeypatch):
    """The clock is ahead, so that every file counts as rested."""
    now = time.time_ns
    monkeypatch.setattr(changes.time, "time_ns", lambda: now() + 10 * changes.SETTLED)


def changed(folder):
    found = look(folder).changed
    return None if found is None else {path.removeprefix(f"{folder}/") for path in found}


def test_without_a_ledger_nothing_is_known(folder):
    assert changed(folder) is None


def test_what_was_noted_has_not_changed(folder):
    noted(folder)
    assert changed(folder) == set()
    assert (look(folder).number, look(folder).memory) == (7, [1, 2, 3, 4])


@pytest.mark.parametrize("damage", [b"", b"{", b'{"files": 3}\n00', b"\xff"])
def test_a_damaged_ledger_is_none(folder, damage):
    noted(folder)
    (folder.parent / ".gazette/glance.json").write_bytes(damage)
    assert changed(folder) is None


def test_the_ledger_of_another_order_is_none(folder):
    noted(folder)
    assert look(folder, asked=("y",)).changed is None


@pytest.mark.parametrize("rested", [True, False])
def test_a_touched_file_has_not_changed(folder, rested, monkeypatch):
    noted(folder, monkeypatch if rested else None)
    os.utime(folder / "a.md")
    assert changed(folder) == set()


def test_an_edit_of_the_same_size_a_moment_later_has(folder):
    noted(folder)
    (folder / "a.md").write_text("eno")
    assert changed(folder) == {"a.md"}


def test_a_young_file_is_read_though_its_times_are_what_they_were(folder, monkeypatch):
    """As where a clock is coarse: the same size, times and inode, and other bytes."""
    noted(folder)
    rows = json.loads((folder.parent / ".gazette/glance.json").read_text().rpartition("\n")[0])["files"]
    assert [row[-1] for row in rows.values()] == [False, False]
    marks = {path: tuple(row[: changes.MARKS]) for path, row in rows.items()}
    (folder / "a.md").write_text("eno")
    monkeypatch.setattr(changes.scan, "look", lambda *_: marks)
    assert changed(folder) == {"a.md"}


def test_an_edit_whose_time_is_set_back_is_told_by_its_inodes_change(folder, monkeypatch):
    noted(folder, monkeypatch)
    before = (folder / "a.md").stat()
    (folder / "a.md").write_text("eno")
    os.utime(folder / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert changed(folder) == {"a.md"}


def test_what_rested_is_not_read_again(folder, monkeypatch):
    noted(folder, monkeypatch)
    monkeypatch.setattr(changes, "_digest", lambda path, follow: 1 / 0)
    assert changed(folder) == set()


def test_files_that_come_and_go_have_changed(folder):
    noted(folder)
    (folder / "deep/b.md").rename(folder / "c.md")
    assert changed(folder) == {"deep/b.md", "c.md"}


def test_a_link_counts_as_changed_for_what_it_leads_to_changes_without_it(folder, monkeypatch):
    (folder / "link.md").symlink_to("a.md")
    noted(folder, monkeypatch)
    assert changed(folder) == {"link.md"}


def test_a_file_that_is_named_may_be_a_link_and_is_told_by_what_it_leads_to(folder, monkeypatch):
    (folder.parent / "single").symlink_to("in/a.md")
    noted(folder, monkeypatch)
    assert changed(folder) == set()
    (folder / "a.md").write_text("other")
    assert changed(folder) == {"a.md", str(folder.parent / "single")}


def test_nobody_waits_for_a_pipe(folder, monkeypatch):
    os.mkfifo(folder / "pipe")
    noted(folder, monkeypatch)
    assert changed(folder) == {"pipe"}


def test_an_edit_behind_a_linked_template_is_seen(tmp_path, monkeypatch):
    rest(monkeypatch)
    template = (site.ROOT / "templates/_paper.html").read_text("utf-8")
    site.write(tmp_path, {"shared.html": template})
    source = site.a_source(tmp_path / "source")
    (source / "templates").mkdir()
    (source / "templates/_paper.html").symlink_to(tmp_path / "shared.html")
    site.build(source)
    site.write(tmp_path, {"shared.html": template.replace("PDF", "The PDF")})
    assert "papers/date/2025-03-10.html" in site.build(source).changed
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


# A build that has nothing to do.


@pytest.fixture
def source(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-03-09.md": "##odd\n\n## Even\n"})
    assert site.command("--source", source) == 0
    return source


def again(source, *words):
    """What the same command tells, and which packages it loads."""
    script = (
        "import os, runpy, sys; sys.argv, os._exit = sys.argv[1:], sys.exit\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print('loaded', *sorted({'jinja2', 'yaml', 'msgspec', 'sqlite3'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", script, site.BUILD, "--source", source, *words]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    told, _, loaded = done.stdout.rpartition("loaded")
    return told, loaded.split(), done.stderr


def counted(told):
    """A summary without how many files changed and how long that took."""
    return re.sub(r"[0-9,]+ changed, 0 removed, in [0-9.]+ s", "…", told)


def test_it_loads_nothing_and_tells_the_same(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-03-09.md": "##odd\n\n## Even\n"})
    first = site.run("--source", source)
    told, loaded, problems = again(source)
    assert loaded == []
    assert ", 0 changed, 0 removed, in 0." in told
    assert told != first.stdout
    assert counted(told) == counted(first.stdout)
    assert problems == first.stderr
    assert "content/2025-03-09.md:1: `##` without a space begins no entry" in problems


@pytest.mark.parametrize(
    "edit",
    [
        {"content/2025-03-14.md": "## New\n"},
        {"content/pages/about.md": "Other.\n"},
        {"content/redirects.yaml": "old.html: {gone: for ever}\n"},
        {"content/photo.png": b"x"},
        {"site.yaml": site.SETTINGS.replace("Small", "Large")},
        {"templates/_aside.html": "x"},
        {"static/notes.txt": "x"},
        {"content/2025-03-12.md": None},
    ],
)
def test_any_change_makes_a_build(edit, source):
    for name, body in edit.items():
        if body is None:
            (source / name).unlink()
        else:
            site.write(source, {name: body})
    assert again(source)[1] != []
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_without_the_outputs_record_a_build_refuses(source):
    """Whose the files are is not known any more."""
    (source / "public/.gazette-site").unlink()
    assert site.command("--source", source) == 2


def test_without_an_output_a_build_makes_it_again(source):
    before = site.files(source / "public")
    shutil.rmtree(source / "public")
    assert again(source)[1] != []
    assert site.files(source / "public") == before


@pytest.mark.parametrize("word", ["--fresh", "-v"])
def test_what_asks_for_more_is_never_idle(word, source):
    assert site.command("--source", source, word) == 0
    for _ in range(2):
        told, loaded, _ = again(source, word)
        assert loaded != []
        assert "built 4 papers" in told


@pytest.mark.parametrize("name", [".gazette/glance.json", ".gazette/told.json", "public/.gazette-site"])
def test_what_it_goes_by_is_not_believed_when_it_was_altered(name, source):
    path = source / name
    body, _, end = path.read_text("utf-8").rstrip("\n").rpartition("\n")  # a digest stands there, or a mark
    path.write_text(f"{body}\n{'1' if end[0] == '0' else '0'}{end[1:]}\n", "utf-8")
    assert again(source)[1] != []
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []
    assert again(source)[1] == []


def test_an_edit_taken_back_is_none(source):
    listing = source / "content/2025-03-12.md"
    before = listing.read_bytes()
    listing.write_bytes(b"## A\n- votes: many\n")
    assert "votes" in again(source)[2]
    listing.write_bytes(before)
    told, loaded, _ = again(source)
    assert (loaded, ", 0 changed, 0 removed" in told) == ([], True)


@pytest.mark.parametrize("words", [["--jobs", "1"], ["--until", "2025-03-10"]])
def test_another_command_is_not_taken_for_the_same(words, source):
    assert again(source, *words)[1] != []


@pytest.mark.parametrize("typed", [[], ["build"], ["--source"], ["--source=elsewhere"]])
def test_any_command_line_is_looked_at_without_a_fault(typed, tmp_path):
    assert changes.idle(tmp_path, typed) is False
