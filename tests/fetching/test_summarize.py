"""Summaries by a language model: only for papers without one, and only as many as were asked for."""

import json
from datetime import date

import pytest

from gazette.config import Site
from gazette.core.errors import Report
from gazette.fetching import summarize
from gazette.fetching.client import Client, FetchError
from gazette.fetching.listed import Listed
from gazette.fetching.state import State
from gazette.listings import markdown
from tests.fetching.upstream import FAULTS, fixed
from tests.make import a_listing, an_entry


@pytest.fixture
def archive(tmp_path, upstream, clock):
    """Summarises the listings in a folder, and returns the results."""
    content = tmp_path / "content"
    content.mkdir()
    for day in (11, 12):
        entries = [an_entry(f"P {each}", id=f"{day}-{each}", abstract=(f"Abstract {each}.",)) for each in range(3)]
        entries[1] = an_entry("Mine", id=f"{day}-mine", abstract=("A.",), summary="My words.")
        listing = a_listing(date(2025, 3, day), *entries, an_entry("No abstract", id=f"{day}-none"))
        (content / f"2025-03-{day}.md").write_text(markdown.dump(listing), "utf-8")

    def run(most=10, key="secret"):
        site = Site("T", "https://papers.example.org/", summarize_url=f"{upstream.url}/v1", summarize_model="small")
        run.report = Report()
        listed = Listed(content, run.report)
        with State(None, clock) as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
            return list(summarize.run(site, listed, client, listed.markdown(), key, most))

    run.content = content
    return run


def say(upstream, words):
    upstream.files["/v1/chat/completions"] = json.dumps({"choices": [{"message": {"content": words}}]}).encode()


def entries(archive, day):
    return markdown.parse((archive.content / f"2025-03-{day}.md").read_text("utf-8")).entries


def test_each_paper_with_an_abstract_and_without_a_summary_gets_one(archive, upstream):
    say(upstream, " One\nsentence. ")
    assert [result.summaries for result in archive()] == [2, 2]
    found = entries(archive, 12)
    assert [entry.summary for entry in found] == ["One sentence.", "My words.", "One sentence.", ""]
    assert found[0].summary_by == "small (machine-written)"
    assert (archive(), len(upstream.requests)) == ([], 4)


def test_the_latest_papers_are_first_and_a_second_run_goes_on(archive, upstream):
    say(upstream, "One.")
    assert [result.path for result in archive(most=3)] == ["content/2025-03-12.md", "content/2025-03-11.md"]
    assert [result.summaries for result in archive(most=3)] == [1]


def test_the_key_is_sent_and_the_text_of_the_paper(archive, upstream):
    say(upstream, "One.")
    archive(most=1)
    [(headers, body)] = upstream.posts
    assert headers["Authorization"] == "Bearer secret"
    assert json.loads(body)["model"] == "small"
    assert json.loads(body)["messages"][1]["content"] == "P 0\n\nAbstract 0."


@pytest.mark.parametrize("words", ["", "x" * 601, None, 7, ["a"]])
def test_an_answer_that_is_no_summary_is_not_used(words, archive, upstream):
    say(upstream, words)
    with pytest.raises(FetchError):
        archive()
    assert [entry.summary for entry in entries(archive, 12)] == ["", "My words.", "", ""]


def test_what_was_summarised_before_a_failure_stays(archive, upstream):
    say(upstream, "One.")
    upstream.faults = [None, "403"]
    with pytest.raises(FetchError, match="403"):
        archive()
    assert [entry.summary for entry in entries(archive, 12)] == ["One.", "My words.", "", ""]


def test_one_answer_that_is_no_summary_does_not_stop_the_others(archive, upstream):
    say(upstream, "One.")
    empty = json.dumps({"choices": [{"message": {"content": " "}}]}).encode()
    FAULTS["an empty summary"] = fixed(empty)
    upstream.faults = ["an empty summary"]
    try:
        assert [result.summaries for result in archive()] == [1, 2]
    finally:
        del FAULTS["an empty summary"]
    assert [entry.summary for entry in entries(archive, 12)] == ["", "My words.", "One.", ""]
    [warning] = map(str, archive.report.warnings)
    assert warning.startswith("content/2025-03-12.md:") and "'P 0' got no summary" in warning
    archive()
    assert entries(archive, 12)[0].summary == "One."


def test_what_changed_while_the_model_was_thinking_stays(archive, upstream):
    path = archive.content / "2025-03-12.md"
    said = json.dumps({"choices": [{"message": {"content": "One."}}]}).encode()

    def edit(upstream, handler, body):
        text = path.read_text("utf-8").replace("- id: 12-0\n", "- id: 12-0\n- votes: 500\n")
        path.write_text(text.replace("- id: 12-2\n", "- id: 12-2\n- summary: My own.\n"), "utf-8")
        fixed(said)(upstream, handler, body)

    FAULTS["an edit"] = edit
    upstream.files["/v1/chat/completions"] = said
    upstream.faults = [None, "an edit"]
    try:
        assert [(result.path, result.summaries) for result in archive()] == [
            ("content/2025-03-12.md", 1),
            ("content/2025-03-11.md", 2),
        ]
    finally:
        del FAULTS["an edit"]
    found = entries(archive, 12)
    assert [entry.summary for entry in found] == ["One.", "My words.", "My own.", ""]
    assert (found[0].votes, found[2].summary_by) == (500, "")


def test_a_paper_without_an_id_is_found_again_by_its_title(archive, upstream):
    say(upstream, "One.")
    path = archive.content / "2025-03-12.md"
    path.write_text("---\ndate: 2025-03-12\n---\n\n## A\n\nText.\n\n## B\n\nText.\n", "utf-8")
    assert [result.summaries for result in archive()] == [2, 2]
    assert [entry.summary for entry in entries(archive, 12)] == ["One.", "One."]
