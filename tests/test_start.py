"""The commands and files in the documents about starting, fetching and hosting work as they are written."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta

import pytest
import yaml

from gazette import config
from gazette.cli import arguments, daily
from gazette.core.errors import Report
from gazette.listings import markdown
from tests import site
from tests.fetching.arxiv_papers import ArxivPaper
from tests.fetching.conftest import rows
from tests.fetching.upstream import Upstream

DOCS = site.ROOT / "docs"
if not (DOCS / "start.md").is_file():
    pytest.skip("this copy of Gazette has no docs", allow_module_level=True)
GAZETTE = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(site.ROOT)!r})
from gazette.cli import program
program.main()
"""
NEEDS_MORE = ("pipx ", "git remote", "git push", "gazette serve", "systemctl ", "rsync ")
"""Commands that need an account, another machine or a service, or that do not end."""


def doc(name):
    return (DOCS / f"{name}.md").read_text("utf-8")


def commands(name):
    """The commands in a document, in their order."""
    lines = re.findall(r"^ {4,}(\w\S* \S.*)$", re.sub(r"```.*?```", "", doc(name), flags=re.DOTALL), re.MULTILINE)
    lines = [line for line in lines if not re.match("[0-9]{4}-", line) and not line.startswith(NEEDS_MORE)]
    return [line.replace("…", "secret") for line in lines]


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```", doc(name), re.DOTALL | re.MULTILINE)


@pytest.fixture
def shell(tmp_path):
    """Runs commands one after the other in one shell session's folder, with the command `gazette`."""
    site.write(tmp_path / "bin", {"gazette": GAZETTE})
    (tmp_path / "bin/gazette").chmod(0o755)
    identity = {f"GIT_{role}_{key}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    env = {**os.environ, **identity, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}

    def run(command, folder):
        if command.startswith("cd "):
            return folder / command[3:], ""
        done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return folder, done.stdout

    return run


@pytest.fixture
def upstream():
    last = date.today() + timedelta(1)  # it may be midnight while the test runs
    days = [last - timedelta(number) for number in range(32)]
    with Upstream({day: rows(3, day) for day in days}) as found:
        papers = [row["paper"] for each in found.days.values() for row in each]
        found.arxiv.add(*(ArxivPaper(each["id"], each["title"], each["summary"]) for each in papers))
        yield found


def use(upstream, archive):
    """Let an archive fetch from the local server; it names this machine in two ways, so that only arXiv has pauses."""
    path = archive / "site.yaml"
    arxiv = upstream.url.replace("127.0.0.1", "localhost")
    local = f"fetch:\n  huggingface: {{url: {upstream.url}}}\n  arxiv: {{url: {arxiv}}}\n"
    path.write_text(path.read_text("utf-8").replace("fetch:\n", local), "utf-8")


def test_the_commands_of_start_md_make_a_site_of_30_days(shell, upstream, tmp_path):
    folder, month_ago = tmp_path / "empty", str(date.today() - timedelta(29))
    folder.mkdir()
    ran = commands("start")
    assert [line.split()[1] for line in ran[:3]] == ["new", "fetch", "build"]
    for line in ran:
        folder, _ = shell(line.replace("2025-03-01", month_ago), folder)
        if line.startswith("gazette new my-papers"):
            use(upstream, folder / "my-papers")
    archive = tmp_path / "empty/my-papers"
    assert len(list((archive / "content").rglob("20??-??-??.md"))) == 30
    assert (archive / "public/index.html").is_file()
    shell(ran[2], archive.parent)
    assert len(list((archive / "public/papers/date").glob("*.html"))) == 30
    assert site.broken_links(archive / "public") == []


def test_start_md_names_the_files_of_a_new_archive(tmp_path):
    assert (
        site.command(
            "new", tmp_path / "a", "-q", "--title", "T", "--url", "https://a.example/", "--gazette", "gazette==1"
        )
        == 0
    )
    table = doc("start").partition("## What the folder has")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))
    found = {re.sub(r"\d{4}/[\d-]{10}", "YEAR/DAY", name) for name in site.files(tmp_path / "a")}
    assert found | {"content/"} == named


def test_the_commands_of_fetch_md_run(shell, upstream, tmp_path):
    """In their order: the first fetch gets the last week, so the old days of the next ones do not begin a long gap."""
    shell("gazette new archive --title T --url https://a.example/ --gazette gazette==1", tmp_path)
    archive = tmp_path / "archive"
    use(upstream, archive)
    with (archive / "site.yaml").open("a") as settings:
        settings.write(f"summarize: {{url: {upstream.url}/v1, model: small}}\n")
    upstream.days |= {day: rows(2, day) for day in (date(2025, 3, each) for each in range(1, 13))}
    upstream.files["/v1/chat/completions"] = b'{"choices": [{"message": {"content": "In short."}}]}'
    ran = commands("fetch")
    assert {line.partition("gazette ")[2].split()[0] for line in ran} == {"fetch", "enrich", "summarize", "daily"}
    for line in ran:
        shell(line, archive)
    assert (archive / "content/2025/2025-03-12.md").is_file()
    assert (archive / "public/index.html").is_file()
    assert len(upstream.posts) == 20
    assert upstream.posts[0][0]["Authorization"] == "Bearer secret"


def test_the_warning_about_a_day_without_papers_is_as_fetch_md_says(upstream, tmp_path, capsys):
    site.a_source(
        tmp_path,
        {"content/2025-04-17.md": "## A\n"},
        "title: T\nurl: https://a.example/\nfetch:\n  sources: [huggingface]\n",
    )
    use(upstream, tmp_path)
    assert site.command("fetch", "--source", tmp_path, "--date", "2025-04-18") == 0
    (said,) = re.findall(r"^    (2025-04-18: .*)$", doc("fetch"), re.MULTILINE)
    assert capsys.readouterr().err == f"warning: {said}\n"


def test_the_quiet_listing_of_fetch_md_is_valid():
    (written,) = blocks("fetch", "markdown")
    report = Report("2025-04-18.md")
    listing = markdown.parse(written, "2025-04-18.md", report)
    assert (listing.quiet, report.errors + report.warnings) == (True, [])


@pytest.mark.parametrize("name", ["fetch", "hosting"])
def test_settings_in_the_documents_are_valid(name):
    found = [written for written in blocks(name, "yaml") if not re.match("on:|pages:", written)]
    assert len(found) == 2
    for written in found:
        report = Report("site.yaml")
        config.parse(f"title: T\nurl: https://a.example/\n{written}", report)
        assert report.errors == []


def test_actions_in_hosting_md_are_those_of_the_workflow():
    workflow = (site.ROOT / "gazette/cli/starter/publish.yml").read_text("utf-8")
    uses = re.findall(r"uses: (.*)", doc("hosting"))
    assert len(uses) == 3
    assert [each for each in uses if each not in workflow] == []


def test_the_script_for_gitlab_runs(shell, upstream, tmp_path):
    (written,) = [each for each in blocks("hosting", "yaml") if each.startswith("pages:")]
    job = yaml.safe_load(written)["pages"]
    assert job["artifacts"]["paths"] == ["public"]
    shell("gazette new archive --title T --url https://a.example/ --gazette gazette==1", tmp_path)
    use(upstream, tmp_path / "archive")
    assert "pip install" in job["script"][0]
    for line in job["script"][1:]:
        shell(line, tmp_path / "archive")
    assert (tmp_path / "archive/public/index.html").is_file()


def units():
    return blocks("hosting", "ini")


def test_the_units_are_complete(tmp_path):
    service, timer = (configparser.RawConfigParser(strict=True) for _ in units())
    for parser, written in zip((service, timer), units(), strict=True):
        parser.read_string(written)
    assert service["Service"]["Type"] == "oneshot"
    words = service["Service"]["ExecStart"].split()
    assert arguments.parse(words[1:]).command == "daily"
    assert words[0].startswith(service["Service"]["WorkingDirectory"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_accepts_the_time_and_the_units(tmp_path):
    (when,) = re.findall("OnCalendar=(.*)", units()[1])
    subprocess.run(["systemd-analyze", "calendar", when], check=True, capture_output=True)
    service = units()[0].replace("/srv/my-papers/.venv/bin/gazette", "/bin/true").replace("/srv/my-papers", "/")
    site.write(tmp_path, {"gazette.service": service.replace("User=gazette", "User=root"), "gazette.timer": units()[1]})
    for name in ("gazette.service", "gazette.timer"):
        done = subprocess.run(
            ["systemd-analyze", "verify", tmp_path / name], capture_output=True, text=True, check=False
        )
        assert "gazette" not in done.stderr


def test_the_line_for_cron_runs_daily():
    (line,) = blocks("hosting", "cron")
    found = re.fullmatch(r"23 6 \* \* \* cd \S+ && \S+/gazette (.*)\n", line)
    assert arguments.parse(found[1].split()).quiet


def test_the_settings_that_hosting_md_names_in_a_line_are_valid():
    named = re.findall(r"`(daily: \{[^`]*\})`", doc("hosting"))
    assert len(named) == 2
    for written in named:
        report = Report("site.yaml")
        assert config.parse(f"title: T\nurl: https://a.example/\n{written}\n", report).daily_deploy == "git push"
        assert report.errors == []


def test_fetch_md_says_after_how_many_weekdays_daily_complains():
    assert daily.MAX_QUIET_WEEKDAYS == 3
    assert "for three weekdays" in doc("fetch")
