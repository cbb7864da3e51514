"""Commands that change listings wait for each other, and a failure leaves all listings as they were."""

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from gazette.cli import edit
from gazette.core.errors import Refusal, Report
from gazette.publishing import rewrite
from tests import site
from tests.faults import ERRORS, Faults

OLD = {"2025/2025-03-12.md": "old\n", "2025-03-13.md": "old\n"}
NEW = {**OLD, "2025/2025-03-12.md": "new\n", "2024/2024-01-01.md": "new\n", "2025-03-14.md": "new\n"}


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)  # the injected errors stay
    site.write(tmp_path / "content", OLD)
    return tmp_path / "content"


def replace_all(content):
    rewrite.replace_all(content, {content / name: text for name, text in NEW.items()})


def texts(content):
    return {path: body.decode() for path, body in site.files(content).items() if path[-1] != "/"}


def test_all_files_are_replaced_and_keep_their_modes(content):
    (content / "2025-03-13.md").chmod(0o640)
    replace_all(content)
    assert texts(content) == NEW
    assert (content / "2025-03-13.md").stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(content)) == ["2024", "2025", "2025-03-13.md", "2025-03-14.md"]


def test_a_call_that_fails_leaves_all_listings_old_or_all_new(content):
    faults = Faults()
    with faults.injected():
        replace_all(content)
    for number in range(1, faults.count + 1):
        shutil.rmtree(content)
        site.write(content, OLD)
        expected = NEW
        try:
            with Faults(number, ERRORS[number % len(ERRORS)]).injected():
                replace_all(content)
        except OSError:
            expected = OLD
        found = {path: text for path, text in texts(content).items() if not path.startswith(".gazette-stage/")}
        assert found == expected, number
        replace_all(content)
        assert texts(content) == NEW


def test_a_full_disk_leaves_no_draft(content):
    with pytest.raises(OSError, match="No space"), Faults(1, forever=True, calls=("write",)).injected():
        replace_all(content)
    with pytest.raises(OSError, match="No space"), Faults(1, forever=True, calls=("write",)).injected():
        rewrite.replace(content / "2025-03-13.md", "new")
    assert site.files(content) == {path: body.encode() for path, body in OLD.items()}


def test_if_some_listings_stay_written_the_message_says_so(content, monkeypatch):
    monkeypatch.setattr(rewrite.Swap, "undo", lambda self: 1)
    replaced = []
    replace = os.replace

    def fail_second(*paths):
        if replaced:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        replaced.append(paths)
        replace(*paths)

    monkeypatch.setattr(os, "replace", fail_second)
    with pytest.raises(Refusal, match="Read-only file system, after some listings were written; fix this and run"):
        replace_all(content)


def test_imports_into_one_day_at_once_lose_no_paper(tmp_path):
    names = [str(tmp_path / f"{number}.md") for number in range(8)]
    for number, name in enumerate(names):
        site.write(tmp_path, {name: f"## Paper {number}\n- votes: {number}\n"})

    def import_one(name):
        return edit.import_files([name], tmp_path / "content", date(2025, 5, 5), None, Report())

    with ThreadPoolExecutor(8) as threads:
        imported = [each for result in threads.map(import_one, names) for each in result]
    assert [each.new for each in imported] == [1] * 8
    assert (tmp_path / "content/2025/2025-05-05.md").read_text().count("\n## Paper ") == 8
    assert os.listdir(tmp_path / "content") == ["2025"]


def test_a_lock_that_another_command_keeps_is_a_clear_error(content, monkeypatch):
    monkeypatch.setattr(rewrite, "LIMIT", 0.05)
    (content / "2025-03-13.md").write_text("##   One\n")
    with rewrite.locked(content), pytest.raises(Refusal, match="wait until it ends, and run this one again"):
        edit.format_files([content / "2025-03-13.md"], Report(), content=content)
    assert edit.format_files([content / "2025-03-13.md"], Report(), content=content)


# The commands.


@pytest.fixture
def source(built):
    site.write(built, {"given.md": "---\ndate: 2025-03-10\n---\n\n## B\n"})
    return built


def test_an_import_on_a_full_disk_changes_nothing_and_says_so(source, capsys, monkeypatch):
    before = site.files(source / "content")
    with Faults(1, forever=True, calls=("write",)).injected():
        assert site.command("import", source / "given.md", "--source", source) == 2
    err = capsys.readouterr().err
    assert "No space left on device" in err
    assert err.endswith("Nothing was imported.\n")
    assert err.count("\n") == 1
    assert site.files(source / "content") == before


def test_an_import_with_a_mistake_says_that_nothing_was_imported(source, capsys):
    before = site.files(source / "content")
    (source / "bad.txt").write_text("something else")
    assert site.command("import", source / "given.md", source / "bad.txt", "--source", source) == 1
    assert "nothing was imported; correct these mistakes and run the command again\n" in capsys.readouterr().err
    assert site.files(source / "content") == before


@pytest.mark.parametrize("words", [["import", "--date", "2025-03-10"], ["repair"]])
def test_endless_input_is_refused(words, source, capsys, monkeypatch):
    with open("/dev/zero", encoding="utf-8") as zero:
        monkeypatch.setattr("sys.stdin", zero)
        for name in ("-", "/dev/zero"):
            assert site.command(*words, name, "--source", source) == 1
            shown = "standard input" if name == "-" else name
            assert f"{shown}: larger than 20,000,000 bytes; split the file" in capsys.readouterr().err


def test_a_pipe_can_be_imported(source):
    reading, writing = os.pipe()
    os.write(writing, b"## From a Pipe\n")
    os.close(writing)
    assert site.command("import", f"/dev/fd/{reading}", "--date", "2025-04-01", "--source", source) == 0
    os.close(reading)
    assert "## From a Pipe" in (source / "content/2025/2025-04-01.md").read_text()
