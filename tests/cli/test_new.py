"""The command `new`: the archive that it starts builds, is checked without a warning, and fetches."""

import builtins
import shutil

import pytest

from gazette import config
from gazette.cli import new, requirement
from tests import site
from tests.cli.archives import FRIDAY, at
from tests.fetching.conftest import rows
from tests.fetching.upstream import Upstream

OPTIONS = ("--title", "My papers", "--url", "https://papers.example.org/", "--gazette", "gazette==9.9")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    at(monkeypatch, FRIDAY)
    return tmp_path / "my papers"


def start(folder, *words):
    return site.command("new", folder, *(words or OPTIONS))


def test_the_folder_has_what_an_archive_needs_and_nothing_else(folder, capsys):
    assert start(folder) == 0
    assert sorted(site.files(folder)) == [
        ".github/workflows/publish.yml",
        ".gitignore",
        "README.md",
        "content/2025/2025-03-08-sample.md",
        "requirements.txt",
        "site.yaml",
    ]
    assert (folder / "requirements.txt").read_text() == "gazette==9.9\n"
    printed = capsys.readouterr()
    way_out = f"next, run `gazette fetch --source '{folder}'`, or write a listing in {folder / 'content'}"
    assert printed.out == f"created {folder}; {way_out}\n"
    assert printed.err == ""


def test_a_new_archive_is_checked_without_warnings_and_builds(folder, capsys):
    start(folder)
    capsys.readouterr()
    assert site.command("check", "--source", folder) == 0
    assert capsys.readouterr() == ("2 papers, 1 day: no errors, 0 warnings\n", "")
    assert site.command("--source", folder) == 0
    assert capsys.readouterr().err == ""
    assert site.broken_links(folder / "public") == []
    assert site.command("format", "--source", folder) == 0


def test_the_first_fetch_gets_the_last_week(folder, capsys):
    start(folder)
    with Upstream({FRIDAY: rows(2, FRIDAY)}) as upstream:
        local = (
            (folder / "site.yaml")
            .read_text()
            .replace("fetch:\n", f"fetch:\n  huggingface: {{url: {upstream.url}}}\n  enrich: false\n")
        )
        (folder / "site.yaml").write_text(local)
        assert site.command("fetch", "--source", folder) == 0
        asked = [path.partition("date=")[2][:10] for _, path in upstream.requests]
    assert asked == [f"2025-03-{day:02}" for day in range(8, 15)]


@pytest.mark.parametrize(
    "title",
    [
        "Plain words",
        "Über Papiere",
        'A "quoted" title',
        "It's: complicated",
        "# Number one",
        "- dash",
        "null",
        "true",
        "12",
        "back\\slash",
        "{braces} and {title}",
        "'single'",
        "a #hash",
        "percent %s $x$",
        "日本語",
    ],
)
def test_any_title_is_the_title_of_the_site(title, folder):
    assert start(folder, "--title", title, "--url", "https://a.example/x") == 0
    assert config.load(folder).title == title
    assert (folder / "README.md").read_text("utf-8").startswith(f"# {title}\n")
    assert site.command("check", "--source", folder) == 0


@pytest.mark.parametrize("url", ["https://a.example", "http://localhost:8000/p/", "https://a-b.example:8443/papers"])
def test_the_address_ends_with_a_slash_and_its_host_is_the_authority(url, folder):
    assert start(folder, "--title", "T", "--url", url) == 0
    found = config.load(folder)
    assert found.url == url.rstrip("/") + "/"
    assert found.authority.endswith(",2025")
    assert found.authority.partition(",")[0] in url


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--title", "T", "--url", "papers"], "--url: 'papers' is not a web address; write it as https://"),
        (["--title", " ", "--url", "https://a.example"], "the title is empty; pass --title"),
        (["--title", "T"], "there is no terminal to ask for the address of the site; pass --url"),
        (["-q"], "there is no terminal to ask for the title and the address of the site; pass --title and --url"),
        (["--title", "T", "--url", "http://[::1]/"], "feed.authority: "),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(words, message, folder, capsys):
    assert start(folder, *words) == 2
    assert capsys.readouterr().err.startswith(f"gazette: {message}")
    assert not folder.exists()


def test_a_folder_with_files_is_refused_and_stays(folder, capsys):
    site.write(folder, {"mine.txt": "mine", "LICENSE": "MIT"})
    assert start(folder) == 2
    assert capsys.readouterr().err == (
        f"gazette: {folder} is not empty (it has mine.txt); name a folder that does not exist\n"
    )
    assert sorted(site.files(folder)) == ["LICENSE", "mine.txt"]
    assert site.command("new", folder / "mine.txt", *OPTIONS) == 2
    assert "is a file; name a folder that does not exist" in capsys.readouterr().err


def test_an_empty_clone_of_a_repository_is_a_place_for_an_archive(folder):
    site.write(folder, {".git/HEAD": "ref: refs/heads/main\n", "LICENSE": "MIT"})
    assert start(folder) == 0
    assert (folder / "LICENSE").read_text() == "MIT"
    assert start(folder) == 2


def test_on_a_terminal_it_asks_for_what_is_missing(folder, monkeypatch):
    questions = []

    def answer(question):
        questions.append(question)
        return "https://asked.example/" if "address" in question else ""

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", answer)
    assert start(folder, "-q") == 0
    assert questions == ["Title of the archive [My papers]: ", "Its address on the web [https://papers.example.org/]: "]
    assert (config.load(folder).title, config.load(folder).url) == ("My papers", "https://asked.example/")


def test_on_a_terminal_it_asks_again_after_what_is_no_address(folder, monkeypatch, capsys):
    answers = ["", "papers", "ftp://a.example/", "https://asked.example/"]
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", lambda question: answers.pop(0))
    assert start(folder, "-q") == 0
    assert (config.load(folder).url, answers) == ("https://asked.example/", [])
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" is not a web address; write it as ")[0] for line in lines[:2]] == [
        "'papers'",
        "'ftp://a.example/'",
    ]


def test_an_end_of_input_is_no_answer(folder, monkeypatch, capsys):
    def end(question):
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", end)
    assert start(folder, "-q") == 2
    assert "the question was not answered; run the command again" in capsys.readouterr().err
    assert not folder.exists()


def test_gazette_from_this_machine_is_a_warning(folder, monkeypatch, capsys):
    monkeypatch.setattr(requirement, "current", lambda: "gazette @ file:///srv/gazette")
    monkeypatch.chdir(folder.parent)
    assert start(folder, "--title", "T", "--url", "https://a.example/") == 0
    err = capsys.readouterr().err
    assert err.startswith("warning: my papers/requirements.txt:1: names a place that only this machine has; ")
    assert (folder / "requirements.txt").read_text() == "gazette @ file:///srv/gazette\n"


def test_all_starter_files_are_used():
    assert {path.name for path in new.STARTER.iterdir()} == set(new.FILES)


DAY = "# 2024-05-02\n\n## A Paper of Another Year\n- arxiv: 2405.00001\n"


@pytest.mark.parametrize("edited", [False, True])
def test_an_import_removes_the_sample_only_if_nobody_changed_it(folder, capsys, tmp_path, edited):
    start(folder)
    sample = folder / "content/2025/2025-03-08-sample.md"
    if edited:
        sample.write_text(sample.read_text("utf-8") + "\nAnother sentence.\n", "utf-8")
    site.write(tmp_path, {"2024-05-02.md": DAY})
    capsys.readouterr()
    assert site.command("import", "--source", folder, tmp_path / "2024-05-02.md") == 0
    assert sample.exists() is edited
    assert ("removed the sample day" in capsys.readouterr().out) is not edited
    assert site.command("-q", "--source", folder) == 0
    home = (folder / "public/index.html").read_text("utf-8")
    assert ("2 May 2024" in home.partition("<h1")[2].partition("</h1>")[0]) is not edited


def test_an_import_that_fails_keeps_the_sample(folder, tmp_path):
    start(folder)
    site.write(tmp_path, {"2024-05-02.md": DAY.replace("arxiv: 2405.00001", "arxiv: none")})
    assert site.command("import", "--source", folder, tmp_path / "2024-05-02.md") != 0
    assert (folder / "content/2025/2025-03-08-sample.md").exists()


def test_the_sample_can_be_deleted(folder):
    start(folder)
    shutil.rmtree(folder / "content")
    (folder / "content").mkdir()
    assert site.command("-q", "--source", folder) == 0
