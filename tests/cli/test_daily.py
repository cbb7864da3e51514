"""The command `daily` in a real Git repository, with a local server as the source."""

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest

from gazette.cli import daily
from gazette.fetching import client as clients
from gazette.fetching import days
from tests import site
from tests.cli.archives import FRIDAY, MONDAY, TUESDAY, at, commits, git, repository, settings
from tests.fetching.conftest import rows
from tests.fetching.upstream import Upstream


@pytest.fixture
def upstream(monkeypatch):
    monkeypatch.setattr(clients, "FIRST_PAUSE", 0.001)
    with Upstream({MONDAY: rows(3, MONDAY), TUESDAY: rows(4, TUESDAY)}) as found:
        yield found


@pytest.fixture
def archive(tmp_path, upstream):
    return repository(tmp_path / "archive", upstream, "daily: {deploy: 'cp -r public deployed'}\n")


def run(archive, monkeypatch, today, *words):
    at(monkeypatch, today)
    return site.command("daily", "--source", archive, *words)


def test_a_morning_fetches_checks_commits_builds_and_deploys(archive, monkeypatch, capsys):
    assert run(archive, monkeypatch, TUESDAY) == 0
    out = capsys.readouterr().out
    steps = [line for line in out.splitlines() if line.startswith("# ")]
    assert steps == ["# fetch", "# check", "# commit", "# build", "# deploy"]
    assert commits(archive) == ["Listings of 2025-03-10 to 2025-03-11", "Start"]
    assert git(archive, "status", "--porcelain", "--", "content") == ""
    assert (archive / "deployed/papers/date/2025-03-11.html").is_file()


def test_the_next_morning_adds_one_commit_and_a_morning_without_news_none(archive, upstream, monkeypatch, capsys):
    assert run(archive, monkeypatch, MONDAY) == 0
    assert run(archive, monkeypatch, TUESDAY) == 0
    assert commits(archive) == ["Listings of 2025-03-11", "Listings of 2025-03-10", "Start"]
    asked = len(upstream.requests)
    assert run(archive, monkeypatch, TUESDAY) == 0
    assert len(upstream.requests) > asked
    assert len(commits(archive)) == 3
    assert "0 changed, 0 removed" in capsys.readouterr().out


def test_a_build_does_not_answer_for_the_next_daily(archive, upstream, monkeypatch):
    """`stop_if_idle` ends a command that was a build before, and has nothing to do."""
    upstream.days[date.today()] = rows(2, date.today())
    words = [sys.executable, site.BUILD, "daily", "--no-commit", "--source", archive]
    for _ in range(3):
        asked = len(upstream.requests)
        ended = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (ended.returncode, "# fetch" in ended.stdout) == (0, True)
        assert len(upstream.requests) > asked


def test_a_source_that_is_down_stops_nothing_else(archive, upstream, monkeypatch, capsys):
    run(archive, monkeypatch, MONDAY)
    site.write(archive, {"content/2025/2025-03-10-b.md": "## Mine\n"})
    upstream.faults = ["403"] * 99
    capsys.readouterr()
    assert run(archive, monkeypatch, TUESDAY) == 1
    printed = capsys.readouterr()
    assert "# deploy" in printed.out
    assert printed.err == (
        f"2025-03-10: huggingface: {upstream.url.partition('//')[2]} answered 403 Forbidden; "
        "wait a day, or ask the service why\n"
    )
    assert commits(archive)[0] == "Listings of 2025-03-10"
    assert "Mine" in (archive / "public/papers/date/2025-03-10.html").read_text()


def test_a_listing_with_an_error_stops_before_anything_is_committed_or_published(archive, monkeypatch, capsys):
    run(archive, monkeypatch, MONDAY)
    before, head = site.files(archive / "public"), commits(archive)
    site.write(archive, {"content/2025/2025-03-11.md": "## A\n- votes: many\n"})
    capsys.readouterr()
    assert run(archive, monkeypatch, TUESDAY) == 1
    printed = capsys.readouterr()
    problem = "content/2025/2025-03-11.md:2: votes: 'many' is not a count; write only digits, or leave it out\n"
    note = "nothing was committed or published; correct these mistakes and run the command again\n"
    assert printed.err == problem + note
    assert "# commit" not in printed.out
    assert (site.files(archive / "public"), commits(archive)) == (before, head)


@pytest.mark.parametrize(("until", "after"), [(FRIDAY, 2), (FRIDAY + timedelta(3), 3), (FRIDAY + timedelta(4), 4)])
def test_three_weekdays_without_a_listing_are_reported(until, after, archive, monkeypatch, capsys):
    run(archive, monkeypatch, TUESDAY)
    git(archive, "commit", "--allow-empty", "--quiet", "-m", "mark")
    capsys.readouterr()
    assert run(archive, monkeypatch, until) == (after >= 3)
    what = f"content: no listing has come since 2025-03-11, for {after} weekdays; "
    assert (f"{what}look at the source, or add quiet listings\n" in capsys.readouterr().err) == (after >= 3)
    assert commits(archive)[0] == "mark"


def test_weekdays_between_two_days_are_counted():
    for first in days.between(MONDAY, MONDAY + timedelta(7)):
        for number in range(1, 20):
            last = first + timedelta(number)
            inner = [day for day in days.between(first, last) if first < day < last]
            assert daily.weekdays_between(first, last) == sum(day.weekday() < 5 for day in inner)


def test_a_quiet_listing_acknowledges_days_without_papers(archive, monkeypatch, capsys):
    run(archive, monkeypatch, TUESDAY)
    listing = "---\ndate: 2025-03-14\nquiet: true\n---\n\nA holiday.\n"
    site.write(archive, {"content/2025/2025-03-14.md": listing})
    assert run(archive, monkeypatch, FRIDAY + timedelta(4)) == 0
    assert "no listing has come" not in capsys.readouterr().err


def test_an_archive_without_listings_is_reported(archive, upstream, monkeypatch, capsys):
    upstream.days = {}
    assert run(archive, monkeypatch, TUESDAY) == 1
    assert "content: there are no listings; add one, or set fetch.sources\n" in capsys.readouterr().err


def test_a_morning_says_what_it_committed(archive, monkeypatch, capsys):
    run(archive, monkeypatch, TUESDAY)
    assert "\n# commit\ncommitted 2 files: Listings of 2025-03-10 to 2025-03-11\n# build\n" in capsys.readouterr().out
    run(archive, monkeypatch, TUESDAY)
    assert "\n# commit\nnothing to commit\n# build\n" in capsys.readouterr().out
    run(archive, monkeypatch, TUESDAY, "-q")
    assert capsys.readouterr().out == ""


def test_a_mistake_that_only_the_build_finds_does_not_say_that_nothing_was_committed(archive, monkeypatch, capsys):
    site.write(archive, {"templates/day.html": "{% nothing %}"})
    assert run(archive, monkeypatch, TUESDAY) == 1
    assert commits(archive)[0] == "Listings of 2025-03-10 to 2025-03-11"
    assert "nothing was committed" not in capsys.readouterr().err


def test_hints_are_printed_unless_only_problems_are_wanted(archive, monkeypatch, capsys):
    site.write(archive, {"content/2025/2025-03-08.md": "## A\n\nToo short.\n"})
    run(archive, monkeypatch, TUESDAY)
    hint = "content/2025/2025-03-08.md:3: warning: 'A': the abstract has only 10 characters"
    assert hint in capsys.readouterr().err
    run(archive, monkeypatch, TUESDAY, "-q")
    assert hint not in capsys.readouterr().err


def test_a_failed_deploy_is_a_failure_without_a_ping(archive, upstream, monkeypatch, capsys):
    site.write(archive, {"site.yaml": settings(upstream, f"daily: {{deploy: exit 7, ping: {upstream.url}/ping}}\n")})
    assert run(archive, monkeypatch, TUESDAY) == 2
    message = "gazette: daily.deploy failed with status 7; correct that and run `daily` again\n"
    assert capsys.readouterr().err.endswith(message)
    assert commits(archive)[0] == "Listings of 2025-03-10 to 2025-03-11"
    assert not [path for _, path in upstream.requests if path == "/ping"]


def test_a_failed_deploy_does_not_hide_a_failed_source(archive, upstream, monkeypatch, capsys):
    run(archive, monkeypatch, MONDAY)
    site.write(archive, {"site.yaml": settings(upstream, "daily: {deploy: exit 7}\n")})
    upstream.faults = ["403"] * 99
    capsys.readouterr()
    assert run(archive, monkeypatch, TUESDAY) == 2
    printed = capsys.readouterr().err
    assert "answered 403" in printed
    assert "daily.deploy failed" in printed


@pytest.mark.parametrize("fails", [False, True])
def test_the_ping_follows_only_success(fails, archive, upstream, monkeypatch):
    site.write(archive, {"site.yaml": settings(upstream, f"daily: {{ping: {upstream.url}/ping}}\n")})
    upstream.files["/ping"] = b"OK"
    run(archive, monkeypatch, MONDAY)
    upstream.requests.clear()
    upstream.faults = ["403"] * fails
    assert run(archive, monkeypatch, TUESDAY) == fails
    assert [path for _, path in upstream.requests].count("/ping") == (not fails)
    assert fails or upstream.requests[-1][1] == "/ping"


def test_a_ping_that_fails_is_a_warning(archive, upstream, monkeypatch, capsys):
    site.write(archive, {"site.yaml": settings(upstream, "daily: {ping: 'http://127.0.0.1:9/'}\n")})
    assert run(archive, monkeypatch, TUESDAY) == 0
    assert "warning: site.yaml: daily.ping: the connection to 127.0.0.1:9 failed" in capsys.readouterr().err


@pytest.mark.parametrize("fails", [False, True])
def test_the_hub_is_told_about_the_feeds_after_the_site_is_published(fails, archive, upstream, monkeypatch):
    site.write(archive, {"site.yaml": settings(upstream, f"hub: {upstream.url}/hub\n")})
    upstream.files["/hub"] = b""
    upstream.faults = ["403"] * fails
    assert run(archive, monkeypatch, TUESDAY) == fails
    told = [parse_qs(body.decode())["hub.url"][0].rpartition("/")[2] for _, body in upstream.posts]
    assert told == ["feed.xml", "atom.xml", "feed.json", "daily.xml", "week.xml", "changes.xml"]
    assert f'<atom:link href="{upstream.url}/hub" rel="hub"/>' in (archive / "public/feed.xml").read_text("utf-8")


def test_a_hub_that_fails_is_a_warning(archive, upstream, monkeypatch, capsys):
    site.write(archive, {"site.yaml": settings(upstream, "hub: 'http://127.0.0.1:9/'\n")})
    assert run(archive, monkeypatch, TUESDAY) == 0
    assert "warning: site.yaml: hub: the connection to 127.0.0.1:9 failed" in capsys.readouterr().err


def test_a_ping_that_is_answered_without_content_is_a_success(archive, upstream, monkeypatch, capsys):
    site.write(archive, {"site.yaml": settings(upstream, f"daily: {{ping: {upstream.url}/ping}}\n")})
    upstream.files["/ping"] = b""
    run(archive, monkeypatch, MONDAY)
    before = len(upstream.requests)
    run(archive, monkeypatch, MONDAY)
    asked = len(upstream.requests) - before - 1
    upstream.faults = [*[None] * asked, "204"]
    capsys.readouterr()
    assert run(archive, monkeypatch, MONDAY) == 0
    assert (upstream.requests[-1][1], upstream.faults) == ("/ping", [])
    assert "daily.ping" not in capsys.readouterr().err


def test_no_commit_leaves_the_repository_alone(archive, monkeypatch):
    assert run(archive, monkeypatch, TUESDAY, "--no-commit") == 0
    assert commits(archive) == ["Start"]
    assert git(archive, "diff", "--cached", "--name-only") == ""
    assert (archive / "public/index.html").is_file()


def test_a_folder_without_git_is_built_all_the_same(tmp_path, upstream, monkeypatch, capsys):
    site.write(tmp_path, {"site.yaml": settings(upstream)})
    assert run(tmp_path, monkeypatch, TUESDAY) == 0
    assert "# commit" not in capsys.readouterr().out
    assert (tmp_path / "public/index.html").is_file()


def test_a_repository_that_git_cannot_use_is_not_taken_for_none(tmp_path, upstream, monkeypatch, capsys):
    site.write(tmp_path, {"site.yaml": settings(upstream), ".git": "gitdir: /nowhere\n"})
    assert run(tmp_path, monkeypatch, TUESDAY) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("gazette: git: fatal: not a git repository")
    assert last.endswith("; correct that, or pass --no-commit")
    assert not (tmp_path / "public").exists()
    assert run(tmp_path, monkeypatch, TUESDAY, "--no-commit") == 0


def test_only_content_is_committed(archive, monkeypatch):
    site.write(archive, {"notes.txt": "mine", "staged.txt": "staged", "content/.gazette-lock": ""})
    git(archive, "add", "staged.txt")
    run(archive, monkeypatch, MONDAY)
    assert git(archive, "show", "--name-only", "--format=").split() == ["content/2025/2025-03-10.md"]
    assert git(archive, "diff", "--cached", "--name-only").split() == ["staged.txt"]


def test_a_deleted_listing_and_a_name_with_spaces_are_committed(archive, monkeypatch):
    run(archive, monkeypatch, TUESDAY)
    (archive / "content/2025/2025-03-10.md").unlink()
    site.write(archive, {"content/2025/2025-03-09 of mine ä.md": "## Mine\n"})
    run(archive, monkeypatch, TUESDAY, "-q")
    assert commits(archive)[0] == "Listings of 2025-03-09 to 2025-03-10"
    assert git(archive, "status", "--porcelain", "--", "content") == ""


def test_git_that_refuses_to_commit_stops_the_run(archive, monkeypatch, capsys):
    hook = archive / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert run(archive, monkeypatch, TUESDAY) == 2
    assert "gazette: git commit failed with status 1; correct that and run `daily` again\n" in capsys.readouterr().err
    assert not (archive / "public").exists()


def test_warnings_are_printed_once(archive, monkeypatch, capsys):
    site.write(archive, {"content/2025/2025-03-08.md": "## A\n- vots: 1\n"})
    run(archive, monkeypatch, TUESDAY)
    assert capsys.readouterr().err.count("unknown key 'vots'") == 1


def test_of_two_runs_at_once_one_refuses(archive, upstream):
    site.write(archive, {"site.yaml": settings(upstream, "daily: {deploy: 'touch deploying; sleep 20'}\n")})
    upstream.days[date.today()] = rows(2, date.today())
    words = [sys.executable, site.BUILD, "daily", "--source", archive]
    first = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        ends = time.monotonic() + 60
        while not (archive / "deploying").exists():
            assert time.monotonic() < ends
            time.sleep(0.05)
        second = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (second.returncode, second.stdout) == (2, "")
        message = f"gazette: another `daily` is at work in {archive}; wait until it ends\n"
        assert second.stderr == message
    finally:
        os.killpg(first.pid, 9)
        first.wait()
    site.write(archive, {"site.yaml": settings(upstream)})
    after = subprocess.run(words, capture_output=True, text=True, check=False)
    assert after.returncode == 0, after.stderr  # the lock ended with its process


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        (["content/2025/2025-03-10.md"], "Listings of 2025-03-10"),
        (["content/2025-03-12-arxiv.md", "content/2025/2025-03-10.md"], "Listings of 2025-03-10 to 2025-03-12"),
        (["content/pages/about.md", "content/2025-03-10.md"], "Listings of 2025-03-10"),
        (["content/pages/about.md"], "Update content"),
    ],
)
def test_a_commit_names_the_days(paths, words):
    assert daily.message(paths) == words
