import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gazette
from gazette.cli import arguments
from tests import site


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source")


LINE = r"built \d+ papers, \d+ days, \d+ tags: \d+ files, \d+ changed, \d+ removed, in \d+\.\d s\n"


def test_build_is_the_default_command(source, capsys):
    assert site.command("--source", source) == 0
    assert site.command("build", "--source", source) == 0
    printed = capsys.readouterr()
    assert (re.fullmatch(LINE * 2, printed.out) is not None, printed.err) == (True, "")


def test_a_build_prints_one_line_that_sums_it_up(source, capsys):
    site.command("--source", source)
    assert capsys.readouterr().out.startswith("built 3 papers, 2 days, 2 tags: ")
    (source / "content/pages/about.md").unlink()
    site.command("--source", source)
    assert " 1 removed, in " in capsys.readouterr().out


def test_quiet_prints_only_warnings_and_errors(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- vots: 1\n"})
    assert site.command("-q", "--source", source) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "warning: content/2025-03-14.md:2: unknown key 'vots'; did you mean 'votes'?\n"


def test_verbose_prints_the_files(source, capsys):
    site.command("--source", source)
    (source / "content/pages/about.md").unlink()
    site.write(source, {"static/new.txt": ""})
    capsys.readouterr()
    site.command("-v", "--source", source)
    printed = capsys.readouterr().out.splitlines()
    assert {"changed new.txt", "removed about.html"} <= set(printed)


def test_content_and_output_select_the_folders(source, tmp_path):
    (source / "content").rename(tmp_path / "listings")
    assert site.command("--source", source, "--content", tmp_path / "listings", "--output", tmp_path / "to/here") == 0
    assert (tmp_path / "to/here/papers/2503.00001.html").exists()
    assert not (source / "public").exists()


def test_fresh_writes_every_page(source, capsys):
    site.command("-q", "--source", source)
    before = site.stamps(source / "public")
    site.command("--fresh", "--source", source)
    assert " 0 removed" in capsys.readouterr().out
    after = site.stamps(source / "public")
    assert not [path for path in after if path.endswith(".html") and after[path] == before[path]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["biuld"], "invalid choice: 'biuld'"),
        (["build", "--frsh"], "unrecognized arguments: --frsh"),
        (["--until", "12 March"], "is not a date; write it as 2025-03-12"),
        (["--until", "2025-02-30"], "there is no day 2025-02-30"),
        (["--source"], "expected one argument"),
        (["check", "--fresh"], "unrecognized arguments: --fresh"),
    ],
)
def test_wrong_usage_exits_with_two_and_says_what_is_wrong(words, message, capsys):
    assert site.command(*words) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["-h"]])
def test_help_lists_commands_and_options(words, capsys):
    assert site.command(*words) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in (arguments.COMMANDS if len(words) == 1 else ["--until", "--fresh", "--output"]))


@pytest.mark.parametrize("command", ["", *arguments.COMMANDS])
def test_every_command_takes_version_and_the_common_options(command, capsys):
    before, after = ([command], ["--version"]) if command else ([], ["--version"])
    assert site.command(*before, *after) == 0
    assert capsys.readouterr().out == f"gazette {gazette.__version__}\n"


USED = {
    "build": "source content output quiet verbose",
    "test": "quiet verbose",
    "repair": "",
    "new": "quiet",
    "daily": "source content output quiet",
    **dict.fromkeys(["serve", "check", "import", "format", "fetch", "enrich", "summarize"], "source content quiet"),
}


@pytest.mark.parametrize("command", USED)
def test_help_lists_the_general_options_that_a_command_uses(command, capsys):
    assert site.command(command, "--help") == 0
    out = capsys.readouterr().out
    for option in ("source", "content", "output", "quiet", "verbose"):
        assert (f"--{option}" in out) == (option in USED[command].split())


@pytest.mark.parametrize("command", [*USED, ""])
def test_quiet_and_verbose_exclude_each_other(command, capsys):
    assert site.command(*filter(None, [command]), "-q", "-v") == 2
    printed = capsys.readouterr().err
    assert printed.startswith(f"usage: gazette {command or 'build'} ")
    assert "not allowed with argument -q/--quiet" in printed


@pytest.mark.parametrize("command", [command for command in arguments.COMMANDS if command not in ("test", "bench")])
def test_an_unknown_option_is_answered_with_the_usage_of_the_command(command, capsys):
    words = ["a.md"] if command in ("import", "new", "search") else []
    assert site.command(command, *words, "--nothing") == 2
    printed = capsys.readouterr().err
    assert printed.startswith(f"usage: gazette {command} ")
    assert printed.endswith(f"gazette {command}: error: unrecognized arguments: --nothing\n")


def test_the_help_names_the_program_that_was_started(capsys, monkeypatch):
    for started, name, default in (
        ("/usr/bin/gazette", "gazette", "the current folder"),
        (str(site.BUILD), "build.py", "the folder of build.py"),
    ):
        monkeypatch.setattr("sys.argv", [started])
        assert site.command("build", "--help") == 0
        out = " ".join(capsys.readouterr().out.split())
        assert f"usage: {name} build [--fresh]" in out
        assert f"(default: {default})" in out


def test_help_can_be_printed_in_ascii():
    command = [sys.executable, site.BUILD, "repair", "--help"]
    ended = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_exits_with_two(source):
    with open("/dev/full", "w") as full:
        ended = subprocess.run([sys.executable, site.BUILD, "--source", source], stdout=full, check=False)
    assert ended.returncode == 2
    assert (source / "public" / "index.html").exists()


def test_a_reader_that_closes_the_pipe_ends_the_command_without_a_traceback(source):
    for words in (["--help"], ["build", "-v", "--source", source]):
        read, write = os.pipe()
        os.close(read)
        command = [sys.executable, site.BUILD, *words]
        buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
        ended = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=buffered, check=False)
        os.close(write)
        assert (ended.returncode, ended.stderr) == (2, b"")
    assert (source / "public" / "index.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("words", ["--help", "check", "build", "build -v"])
def test_a_closed_standard_output_is_no_error(words, source):
    command = f"exec '{sys.executable}' '{site.BUILD}' {words} --source '{source}' >&-"
    ended = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not delete the current folder")
@pytest.mark.parametrize("words", ["--help", "check", "build"])
def test_a_deleted_current_folder_is_refused(words, source, tmp_path):
    command = f"mkdir gone && cd gone && rmdir ../gone && exec '{sys.executable}' '{site.BUILD}' {words}"
    ended = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(r"gazette: the current folder cannot be read \(.*\); change to another folder\n", ended.stderr)


def test_all_output_is_flushed_before_the_process_exits(source):
    command = [sys.executable, site.BUILD, "build", "-v", "--source", source]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.startswith("changed ")
    assert printed.splitlines()[-1].startswith("built ")


def test_a_refusal_exits_with_two(source, tmp_path, capsys):
    site.write(tmp_path / "full", {"thesis.tex": ""})
    assert site.command("--source", source, "--output", tmp_path / "full") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(r"gazette: .* contains thesis\.tex .*; empty it, or choose another folder .*\n", printed.err)


def test_a_system_error_exits_with_two_and_says_what_to_do(source, tmp_path, capsys):
    site.write(tmp_path, {"file": ""})
    assert site.command("--source", source, "--output", tmp_path / "file/public") == 2
    printed = capsys.readouterr().err
    assert printed.startswith("gazette: ")
    assert printed.endswith(". Fix this and run the command again. The published site was not changed.\n")


def test_the_root_folder_is_refused_as_output(source, capsys):
    assert site.command("--source", source, "--output", "/") == 2
    assert "cannot be the output" in capsys.readouterr().err


# A build with errors changes nothing, and reports all of them at once.

GOOD = "## A Paper\n"
REJECTED = {
    "front matter": {"content/2025-03-14.md": "---\nsource: x\n## A\n"},
    "no day": {"content/listing.md": GOOD},
    "another day": {"content/2025-03-14.md": "---\ndate: 2025-03-15\n---\n" + GOOD},
    "no such day": {"content/2025-02-30.md": GOOD},
    "empty": {"content/2025-03-14.md": "\n"},
    "no title": {"content/2025-03-14.md": "##  \n"},
    "field twice": {"content/2025-03-14.md": "## A\n- votes: 1\n- votes: 2\n"},
    "no count": {"content/2025-03-14.md": "## A\n- votes: many\n"},
    "no field": {"content/2025-03-14.md": "## A\n- votes: 1\nan abstract\n"},
    "after the note": {"content/2025-03-14.md": "## A\n\n> a note\n\nmore\n"},
    "not UTF-8": {"content/2025-03-14.md": b"## \xff\n"},
    "yaml": {"content/2025-03-14.yaml": "papers: [\n"},
    "alias": {"content/2025-03-14.yaml": "papers:\n- &a {title: A}\n- *a\n"},
    "second document": {"content/2025-03-14.yaml": "papers: []\n---\npapers: []\n"},
    "json": {"content/2025-03-14.json": '{"papers": [}'},
    "answer": {"content/2025-03-14.json": "[1, 2]"},
    "empty answer": {"content/2025-03-14.json": "[]"},
    "error answer": {"content/2025-03-14.json": '{"error": "too many requests"}'},
    "unknown": {"content/2025-03-14.txt": "milk, bread\n"},
    "deep": {"content/2025-03-14.json": "[" * 99_999},
    "page": {"content/pages/Two Words.md": "x"},
    "page twice": {"content/pages/404.md": "x"},
    "page of yaml": {"content/pages/about.yaml": "x: y"},
    "no settings": {"site.yaml": ""},
    "odd settings": {"site.yaml": "- a\n"},
    "misspelt": {"site.yaml": "titel: x\nurl: https://example.org/\n"},
    "no address": {"site.yaml": "title: x\nurl: example\n"},
    "kind": {"site.yaml": site.SETTINGS + "leave_out: tgs\n"},
    "navigation": {"site.yaml": site.SETTINGS + "navigation:\n  Home: home.html\n"},
    "template": {"templates/day.html": "{% if %}"},
    "part": {"templates/_day.html": "{% macro papers_of(day) %}{{ no.no }}{% endmacro %}"},
    "loop": {"templates/_paper.html": "{% include '_paper.html' %}"},
    "binary template": {"templates/day.html": b"\xff"},
    "asset": {"static/index.html": "mine"},
    "file and folder": {"static/tags": "mine"},
    "letters": {"static/TAGS/index.html": "mine"},
    "odd name": {"static/a\nb.txt": "mine"},
    "no unicode": {b"static/\xff.txt": "mine"},
    "no unicode there": {b"content/\xff.md": GOOD},
    "backslash": {"static/a\\b": "mine"},
}
MESSAGE = re.compile(r"(?:(?:content|templates|static|site\.yaml)[^:]*(?::\d+)?: |[^:]+ is wanted )[^\n]+; [^\n]+")


@pytest.mark.parametrize("kind", REJECTED)
def test_an_error_leaves_the_site_unchanged_and_says_what_to_do(kind, built, capsys):
    source = built
    before = site.stamps(source / "public")
    for name, body in REJECTED[kind].items():
        path = source / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode() if isinstance(body, str) else body)
    assert site.command("--source", source) == 1
    printed = capsys.readouterr()
    problems = printed.err.rstrip("\n").split("\n")
    assert (printed.out, site.stamps(source / "public")) == ("", before)
    assert [line for line in problems if not MESSAGE.fullmatch(line)] == []


def test_all_errors_are_reported_at_once(source, capsys):
    wrong = [path for kind in ("no title", "no count") for path in REJECTED[kind]]
    site.write(source, {"content/2025-03-15.md": "##  \n\n## A\n- votes: x\n- votes: 2\n", wrong[0]: "##  \n"})
    site.write(source, {"content/pages/Two Words.md": "x", "static/index.html": "mine"})
    assert site.command("--source", source) == 1
    printed = capsys.readouterr().err
    for start in (
        f"{wrong[0]}:1: ",
        "content/2025-03-15.md:1: ",
        "content/2025-03-15.md:4: ",
        "content/2025-03-15.md:5: ",
    ):
        assert start in printed
    assert "Two Words.md" in printed
    assert "static/index.html: the home page has this address, index.html; rename the file" in printed


def test_a_first_build_with_an_error_creates_no_site(source):
    site.write(source, {"templates/day.html": "{{ nothing }}"})
    assert site.command("--source", source) == 1
    assert not (source / "public").exists()
    assert not list(source.glob(".public*"))


def test_a_cache_with_damage_that_nobody_can_see_ends_with_what_to_do(source, capsys):
    """As after a fault of the disk: the file has the time that it had."""
    assert site.command("-q", "--source", source) == 0
    cache = source / ".gazette/cache.sqlite"
    stat, body = cache.stat(), bytearray(cache.read_bytes())
    body[4096:] = bytes(len(body) - 4096)
    cache.write_bytes(body)
    os.utime(cache, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    site.write(source, {"content/2025-03-14.md": "## New\n"})
    before = site.files(source / "public")
    assert site.command("-q", "--source", source) in (0, 2)
    printed = capsys.readouterr().err
    assert printed == "" or "Delete the folder .gazette and run the command again." in printed
    assert printed == "" or site.files(source / "public") == before
