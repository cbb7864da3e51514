"""The commands `fetch`, `enrich` and `summarize`: which days, what they print, and how they end."""

import io
import json
import sys
from datetime import date

import pytest

from gazette.cli import fetch as fetching
from gazette.fetching import client as clients
from gazette.fetching import summarize
from gazette.publishing import rewrite
from tests import site
from tests.cli.archives import FRIDAY, MONDAY, TUESDAY, at, settings
from tests.fetching.arxiv_papers import ArxivPaper
from tests.fetching.conftest import rows
from tests.fetching.upstream import Upstream


@pytest.fixture
def upstream(monkeypatch):
    monkeypatch.setattr(clients, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(fetching, "ARXIV_PAUSE", 0.0)
    with Upstream({MONDAY: rows(3, MONDAY), TUESDAY: rows(4, TUESDAY), FRIDAY: rows(2, FRIDAY)}) as found:
        yield found


@pytest.fixture
def archive(tmp_path, upstream, monkeypatch):
    at(monkeypatch, FRIDAY)
    return site.a_source(tmp_path / "archive", {}, settings(upstream))


def with_arxiv(archive, upstream, more=""):
    """Let the archive enrich its papers from the local server."""
    written = settings(upstream, f"  arxiv: {{url: {upstream.url}}}\n{more}").replace("enrich: false", "enrich: true")
    site.write(archive, {"site.yaml": written})
    for paper in [row["paper"] for day in upstream.days.values() for row in day]:
        upstream.arxiv.add(ArxivPaper(paper["id"], paper["title"], paper["summary"] + " Of $x_1$."))
        paper["summary"] += " Of x_1."


def fetch(archive, *words):
    return site.command("fetch", "--source", archive, *words)


def names(archive):
    return sorted(path.name for path in (archive / "content").rglob("*.md"))


def days_asked(upstream):
    return [path.partition("date=")[2].partition("&")[0] for _, path in upstream.requests]


def test_the_first_fetch_gets_the_last_week_and_prints_a_line_for_each_day(archive, upstream, capsys):
    assert fetch(archive) == 0
    assert days_asked(upstream) == [f"2025-03-{day:02}" for day in range(8, 15)]
    printed = capsys.readouterr()
    assert printed.out == (
        "2025-03-10: 3 papers in content/2025/2025-03-10.md, 3 new\n"
        "2025-03-11: 4 papers in content/2025/2025-03-11.md, 4 new\n"
        "2025-03-14: 2 papers in content/2025/2025-03-14.md, 2 new\n"
    )
    assert printed.err == (
        "warning: 2025-03-12: Wednesday has no papers; if that is right, add content/2025/2025-03-12.md with "
        "the three lines `---`, `quiet: true` and `---`\n"
        "warning: 2025-03-13: Thursday has no papers; if that is right, add content/2025/2025-03-13.md with "
        "the three lines `---`, `quiet: true` and `---`\n"
    )


def test_a_later_fetch_begins_at_the_last_listing(archive, upstream, capsys):
    fetch(archive, "--date", "2025-03-11")
    upstream.requests.clear()
    capsys.readouterr()
    assert fetch(archive) == 0
    assert days_asked(upstream) == ["2025-03-11", "2025-03-12", "2025-03-13", "2025-03-14"]
    assert "2025-03-11: 4 papers in content/2025/2025-03-11.md, nothing new\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["--date", "2025-03-10"], ["2025-03-10"]),
        (["--from", "2025-03-13"], ["2025-03-13", "2025-03-14"]),
        (["--from", "2025-03-10", "--to", "2025-03-11"], ["2025-03-10", "2025-03-11"]),
        (["--to", "2025-03-14"], ["2025-03-14"]),
        (["--from", "2025-03-15"], ["2025-03-15"]),
    ],
)
def test_options_name_the_days(words, asked, archive, upstream):
    assert fetch(archive, *words) == 0
    assert days_asked(upstream) == asked


def test_a_day_without_papers_that_was_named_is_answered_with_a_line(archive, capsys):
    assert fetch(archive, "--date", "2025-03-09") == 0
    assert capsys.readouterr() == ("2025-03-09: no papers\n", "")
    assert fetch(archive, "-q", "--date", "2025-03-09") == 0
    assert capsys.readouterr() == ("", "")
    assert fetch(archive, "--date", "2025-03-10") == 0
    assert "no papers" not in capsys.readouterr().out


@pytest.mark.parametrize("terminal", [True, False])
def test_a_fetch_with_nothing_new_says_so_in_one_line(terminal, archive, upstream, monkeypatch, capsys):
    class Stream(io.StringIO):
        def isatty(self):
            return terminal

    upstream.days = {MONDAY: upstream.days[MONDAY]}
    for words, line in [
        (("--from", "2025-03-08", "--to", "2025-03-09"), "2025-03-08 to 2025-03-09: nothing new\n"),
        (("--date", "2025-03-10"), None),
        (("--date", "2025-03-10"), "2025-03-10: nothing new\n" if terminal else None),
        ((), "2025-03-10 to 2025-03-14: nothing new\n" if terminal else None),
    ]:
        monkeypatch.setattr(sys, "stderr", Stream())
        assert fetch(archive, *words) == 0
        printed = capsys.readouterr().out
        assert printed == line if line else "3 papers in content/2025/2025-03-10.md, " in printed or terminal
        assert printed.count("\n") <= 1
        assert fetch(archive, *words, "-q") == 0
        assert capsys.readouterr().out == ""


def test_a_day_that_no_source_answered_is_no_gap(archive, upstream, capsys):
    upstream.faults = ["an error", "403"]
    assert fetch(archive, "--from", "2025-03-11", "--to", "2025-03-13") == 1
    printed = capsys.readouterr()
    assert "has no papers" not in printed.err
    assert "no papers" not in printed.out
    upstream.faults = ["403"]
    assert fetch(archive, "--date", "2025-03-12") == 1
    assert "no papers" not in capsys.readouterr().out
    assert fetch(archive, "--from", "2025-03-11", "--to", "2025-03-13") == 0
    assert capsys.readouterr().err.count("has no papers") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--date", "2025-03-16"], "--date: 2025-03-16 is in the future; correct it"),
        (["--from", "1025-03-10"], "--from: 1025-03-10 is before there were preprints; correct it"),
        (["--to", "2025-03-10"], "--to 2025-03-10 is before the last listing, 2025-03-11; also give --from"),
        (["--from", "2025-03-12", "--to", "2025-03-11"], "--to 2025-03-11 is before --from 2025-03-12; exchange them"),
        (
            ["--date", "2025-03-10", "--to", "2025-03-11"],
            "--date names one day, --from and --to name several; leave out one of them",
        ),
    ],
)
def test_days_that_cannot_be_meant_are_refused(words, message, archive, upstream, capsys):
    site.write(archive, {"content/2025-03-11.md": "## A\n"})
    assert fetch(archive, *words) == 2
    assert capsys.readouterr().err == f"gazette: {message}\n"
    assert upstream.requests == []


def test_a_failed_source_is_an_error_and_the_other_source_is_fetched(archive, upstream, capsys):
    both = settings(upstream).replace("[huggingface]", f"[huggingface, feed: {upstream.url}/papers.xml]")
    site.write(archive, {"site.yaml": both})
    feed = "<rss version='2.0'><channel><title>F</title><item><title>One</title><link>https://a.example/1</link>"
    upstream.files["/papers.xml"] = (
        f"{feed}<pubDate>Fri, 14 Mar 2025 08:00:00 GMT</pubDate></item></channel></rss>".encode()
    )
    upstream.faults = ["403"]
    assert fetch(archive, "--date", "2025-03-14") == 1
    printed = capsys.readouterr()
    assert "2025-03-14: failed\n" in printed.out
    assert "2025-03-14: huggingface: " in printed.err
    assert [name.startswith("2025-03-14-feed-") for name in names(archive)] == [True]


def test_a_listing_with_an_error_is_reported_once(archive, upstream, capsys):
    with_arxiv(archive, upstream)
    site.write(archive, {"content/2025/2025-03-14.md": "## A\n- votes: many\n"})
    assert fetch(archive) == 1
    assert capsys.readouterr().err.count("2025-03-14.md:2: votes: 'many' is not a count") == 1


def test_without_sources_the_message_says_how_to_name_one(archive, capsys):
    site.write(archive, {"site.yaml": site.SETTINGS})
    assert fetch(archive) == 2
    assert "add `fetch: {sources: [huggingface]}` to it" in capsys.readouterr().err


def test_quiet_prints_only_warnings(archive, capsys):
    assert fetch(archive, "-q", "--date", "2025-03-10") == 0
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_is_a_progress_bar_and_a_line_for_each_change(archive, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert fetch(archive, "--from", "2025-03-10") == 0
    assert "2025-03-10: 3 papers in content/2025/2025-03-10.md, 3 new" in terminal.getvalue()


def test_fetched_papers_are_enriched(archive, upstream, capsys):
    with_arxiv(archive, upstream)
    assert fetch(archive, "--date", "2025-03-10") == 0
    assert "content/2025/2025-03-10.md: 3 papers enriched\n" in capsys.readouterr().out
    assert "Of $x_1$." in (archive / "content/2025/2025-03-10.md").read_text()


def test_what_could_not_be_enriched_is_enriched_by_a_later_fetch(archive, upstream, capsys):
    with_arxiv(archive, upstream)
    upstream.faults = [None] * 3 + ["403"]
    assert fetch(archive, "--from", "2025-03-10", "--to", "2025-03-12") == 1
    assert "arXiv: " in capsys.readouterr().err
    assert "enriched" not in (archive / "content/2025/2025-03-10.md").read_text()
    assert fetch(archive) == 0
    for day in (10, 11, 14):
        assert "enriched" in (archive / f"content/2025/2025-03-{day}.md").read_text()


def test_enrich_takes_all_listings_or_those_that_are_named(archive, upstream, capsys, monkeypatch):
    fetch(archive)
    with_arxiv(archive, upstream)
    capsys.readouterr()
    monkeypatch.chdir(archive)
    assert site.command("enrich", "--source", archive, "content/2025/2025-03-10.md") == 0
    assert capsys.readouterr().out == "content/2025/2025-03-10.md: 3 papers enriched\n"
    assert site.command("enrich", "--source", archive) == 0
    out = capsys.readouterr().out
    assert out == "content/2025/2025-03-14.md: 2 papers enriched\ncontent/2025/2025-03-11.md: 4 papers enriched\n"
    asked = len(upstream.requests)
    assert site.command("enrich", "--source", archive) == 0
    assert len(upstream.requests) == asked
    assert site.command("enrich", "--source", archive, "--again") == 0
    assert len(upstream.requests) > asked


@pytest.mark.parametrize("command", ["enrich", "summarize"])
def test_a_file_that_is_no_listing_is_reported(command, archive, upstream, capsys):
    with_arxiv(archive, upstream, f"summarize: {{url: {upstream.url}, model: m}}\n")
    site.write(archive, {"content/2025-03-10.json": "[]"})
    path = archive / "content/2025-03-10.json"
    assert site.command(command, "--source", archive, path, archive / "content/none.md") == 1
    assert capsys.readouterr().err == (
        "content/2025-03-10.json: is not a Markdown listing; name a listing in Markdown\n"
        "content/none.md: there is no such file; name a listing in Markdown\n"
    )


def test_a_new_withdrawal_is_a_warning(archive, upstream, capsys):
    with_arxiv(archive, upstream)
    first = next(iter(upstream.arxiv.papers))
    upstream.arxiv.papers[first].comment = "This paper has been withdrawn by the authors."
    assert fetch(archive, "--date", "2025-03-10") == 0
    warning = "warning: content/2025/2025-03-10.md: 'Paper 1 of 2025-03-10' was withdrawn; check its entry\n"
    assert warning in capsys.readouterr().err


def test_summaries_are_written_by_the_service_in_the_settings(archive, upstream, capsys, monkeypatch):
    fetch(archive)
    site.write(archive, {"site.yaml": settings(upstream, f"summarize: {{url: {upstream.url}/v1, model: small}}\n")})
    answer = {"choices": [{"message": {"content": "In short."}}]}
    upstream.files["/v1/chat/completions"] = json.dumps(answer).encode()
    monkeypatch.setenv(summarize.KEY, "secret")
    capsys.readouterr()
    assert site.command("summarize", "--source", archive, "--most", 3) == 0
    out = capsys.readouterr().out
    assert out == "content/2025/2025-03-14.md: 2 summaries\ncontent/2025/2025-03-11.md: 1 summary\n"
    assert {headers["Authorization"] for headers, _ in upstream.posts} == {"Bearer secret"}
    assert "secret" not in "".join(path.read_text() for path in (archive / "content").rglob("*.md"))
    upstream.faults = ["403"]
    assert site.command("summarize", "--source", archive) == 1
    assert "summarize: " in capsys.readouterr().err


@pytest.mark.parametrize(("given", "lacks"), [("", "url"), ("url: https://api.example.com/v1", "model")])
def test_summarize_needs_its_settings(given, lacks, archive, upstream, capsys):
    site.write(archive, {"site.yaml": settings(upstream, f"summarize: {{{given}}}\n" if given else "")})
    assert site.command("summarize", "--source", archive) == 2
    assert f"site.yaml has no summarize.{lacks}; add it" in capsys.readouterr().err


def test_fetching_waits_for_a_command_that_changes_the_same_listings(archive, monkeypatch, capsys):
    monkeypatch.setattr(rewrite, "LIMIT", 0.05)
    with rewrite.locked(archive / "content"):
        assert fetch(archive) == 2
    assert "another command has been changing the listings" in capsys.readouterr().err
    assert fetch(archive) == 0


def test_the_days_of_an_archive_in_the_future_do_not_count(archive, upstream):
    site.write(archive, {"content/2099-01-01.md": "## A\n"})
    assert fetch(archive, "--to", str(date(2025, 3, 14))) == 0
    assert days_asked(upstream) == ["2025-03-14"]
