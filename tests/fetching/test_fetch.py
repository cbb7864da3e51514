"""Fetched listings grow and never shrink; a wrong answer changes nothing."""

import re
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from gazette.config import Site
from gazette.config.sources import Arxiv, Feed, HuggingFace
from gazette.core import urls
from gazette.core.errors import Report
from gazette.fetching import client as clients
from gazette.fetching.client import Client
from gazette.fetching.fetch import Fetcher
from gazette.fetching.listed import Listed
from gazette.fetching.state import State
from gazette.listings import markdown
from tests import site as sites
from tests.fetching.arxiv_papers import ArxivPaper
from tests.fetching.conftest import row, rows
from tests.fetching.test_feed import feed, item
from tests.fetching.upstream import FAULTS
from tests.make import some

DAY, NEXT = date(2025, 3, 12), date(2025, 3, 13)
NOW = datetime(2025, 3, 14, 8, 15, tzinfo=UTC)
FILE = "2025/2025-03-12.md"


class Archive:
    """A content folder, and the settings to fetch into it from one server."""

    def __init__(self, folder, upstream, clock):
        self.content, self.upstream, self.clock = folder / "content", upstream, clock
        self.sources = (HuggingFace(),)
        self.state = folder / ".gazette/fetch.sqlite"

    def fetch(self, *days, now=NOW):
        """The outcomes and the errors; without days, of those that are missing."""
        report = Report()
        with State(self.state) as state, Client(state, "x", clock=self.clock, sleep=self.clock.sleep) as client:
            fetcher = Fetcher(self.site, Listed(self.content, report), client, report, now)
            outcomes = list(fetcher.run(days or fetcher.missing(now.date())))
        self.answered, self.warnings = fetcher.answered, [str(warning) for warning in report.warnings]
        return outcomes, [str(error) for error in report.errors]

    @property
    def site(self):
        url = self.upstream.url
        return Site(
            "T",
            "https://papers.example.org/",
            fetch_sources=self.sources,
            fetch_huggingface_url=url,
            fetch_arxiv_url=url,
        )

    def listing(self, name=FILE):
        return markdown.parse((self.content / name).read_text("utf-8"), name)

    def files(self):
        return sites.files(self.content) if self.content.exists() else {}


@pytest.fixture
def archive(tmp_path, upstream, clock, monkeypatch):
    monkeypatch.setattr(clients, "READ_TIMEOUT", 0.3)
    monkeypatch.setattr(clients, "TOTAL_TIMEOUT", 0.4)
    upstream.days = {DAY: rows(5), NEXT: rows(4, NEXT)}
    return Archive(tmp_path, upstream, clock)


def test_a_day_is_written_as_a_canonical_listing(archive):
    [outcome], errors = archive.fetch(DAY)
    assert (outcome.path, outcome.papers, outcome.new, outcome.changed) == (f"content/{FILE}", 5, 5, True)
    assert errors == []
    text = (archive.content / FILE).read_text("utf-8")
    assert markdown.dump(markdown.parse(text)) == text
    assert [entry.arxiv for entry in archive.listing().entries] == [f"2503.{12_000 + number}" for number in range(1, 6)]


def test_a_second_fetch_of_an_unchanged_day_sends_nothing_and_writes_nothing(archive, upstream):
    archive.fetch(DAY)
    before = (archive.content / FILE).stat().st_mtime_ns
    [outcome], errors = archive.fetch(DAY)
    assert (outcome.papers, outcome.new, outcome.changed, errors) == (5, 0, False, [])
    assert upstream.conditional == 1
    assert (archive.content / FILE).stat().st_mtime_ns == before


def test_a_later_fetch_updates_counts_and_adds_late_papers_at_the_end(archive, upstream):
    archive.fetch(DAY)
    before = archive.listing()
    late = [row(9, upvotes=500), *rows(5)]
    late[1]["paper"]["upvotes"] = 700
    upstream.days[DAY] = late
    [outcome], _ = archive.fetch(DAY)
    assert (outcome.papers, outcome.new) == (6, 1)
    *old, new = archive.listing().entries
    assert [entry.votes for entry in old] == [700, *(entry.votes for entry in before.entries[1:])]
    assert [replace(entry, votes=None, line=0) for entry in old] == [
        replace(entry, votes=None, line=0) for entry in before.entries
    ]
    assert (new.arxiv, new.votes, new.added) == ("2503.12009", 500, "2025-03-14T08:15Z")


def test_a_paper_that_left_the_answer_and_a_lower_count_change_nothing(archive, upstream):
    archive.fetch(DAY)
    before = archive.files()
    upstream.days[DAY] = rows(4)
    upstream.days[DAY][0]["paper"]["upvotes"] = 1
    assert archive.fetch(DAY)[1] == []
    assert archive.files() == before


def test_an_edit_survives_ten_later_fetches_byte_for_byte(archive, upstream):
    archive.fetch(DAY)
    path = archive.content / FILE
    edited = path.read_text("utf-8").replace("Paper 2 of 2025-03-12", "A   Better Title")
    edited = edited.replace("- authors: Ada Example3\n", "- authors:   Bo Sample\n- mood: good\n")
    edited = edited.replace("Abstract 4", "My  own words on 4") + "\n> A note,\n>   indented.\n\n\n"
    path.write_text(edited, "utf-8")
    for number in range(10):
        upstream.days[DAY] = [row(each, upvotes=200 + number) for each in range(1, 6 + number)]
        assert archive.fetch(DAY)[1] == []
    text = path.read_text("utf-8")
    for line in ("## A   Better Title", "- authors:   Bo Sample", "- mood: good", "> A note,\n>   indented."):
        assert line in text
    assert "My  own words on 4" in text
    assert "Paper 2 of" not in text
    assert [entry.votes for entry in archive.listing().entries] == [209] * 14


def test_a_day_without_papers_writes_nothing(archive, upstream):
    for fault in ("empty", "nothing", "the stub", "null"):
        upstream.faults = [fault]
        assert archive.fetch(DAY) == ([], [])
    assert archive.files() == {}


def test_all_pages_of_an_answer_are_followed(archive, upstream):
    upstream.days[DAY] = rows(230)
    assert archive.fetch(DAY)[0][0].papers == 230
    assert [address.partition("&")[2] for _, address in upstream.requests] == [
        "limit=100",
        "limit=100&p=1",
        "limit=100&p=2",
    ]


def test_a_day_of_exactly_one_page_is_fetched_on(archive, upstream):
    upstream.days[DAY] = rows(100)
    assert archive.fetch(DAY)[0][0].papers == 100
    assert len(upstream.requests) == 2


def test_a_crash_between_two_days_leaves_whole_days_and_the_next_run_goes_on(archive, upstream):
    report = Report()
    with State(archive.state) as state, Client(state, "x", clock=archive.clock) as client:
        run = Fetcher(archive.site, Listed(archive.content, report), client, report, NOW).run([DAY, NEXT])
        next(run)
    assert sorted(archive.files()) == [FILE]
    archive.fetch(DAY, NEXT)
    assert sorted(archive.files()) == [FILE, "2025/2025-03-13.md"]


WITHOUT_PAPERS = {"empty", "nothing", "the stub", "null"}
UNNOTICED = WITHOUT_PAPERS | {"half"}
"""Answers that may be right for a new day."""


def test_there_are_many_faults():
    assert len(FAULTS) >= 51


@pytest.mark.parametrize("name", some(sorted(FAULTS), 4))
@pytest.mark.parametrize("times", [1, pytest.param(99, marks=pytest.mark.slow)])
def test_no_answer_replaces_good_data(name, times, archive, upstream):
    archive.fetch(DAY, NEXT)
    before = archive.files()
    upstream.faults = [name] * times
    outcomes, errors = archive.fetch(NEXT)
    assert archive.files() == before
    assert len(errors) == sum(outcome.failed for outcome in outcomes)
    assert errors or times == 1 or name.startswith("304")  # another attempt gave the right answer
    for error in errors:
        assert re.fullmatch(r"2025-03-13: huggingface: [^;\n]+; [^;\n]+", error)


@pytest.mark.parametrize("name", some(sorted(FAULTS), 2, start=1))
@pytest.mark.parametrize("times", [1, pytest.param(99, marks=pytest.mark.slow)])
def test_a_wrong_answer_for_a_new_day_writes_nothing(name, times, archive, upstream):
    archive.fetch(DAY)
    before = archive.files()
    upstream.faults = [name] * times
    _, errors = archive.fetch(NEXT)
    if name in UNNOTICED:
        assert errors == []
    elif errors:
        assert archive.files() == before
    else:
        assert times == 1
        assert len(archive.listing("2025/2025-03-13.md").entries) == 4
    upstream.faults = []
    archive.clock.now += 86_400  # one of the servers asked for that
    assert archive.fetch(NEXT)[1] == []
    assert len(archive.listing("2025/2025-03-13.md").entries) == 4


def test_a_source_that_cannot_be_reached_is_not_asked_for_every_day(archive, upstream):
    upstream.faults = ["503"] * 99
    outcomes, errors = archive.fetch(*(date(2025, 3, day) for day in range(1, 31)))
    assert (len(outcomes), len(errors), len(upstream.requests)) == (1, 1, clients.MAX_ATTEMPTS)


def test_a_listing_with_an_error_is_reported_and_stays(archive):
    sites.write(archive.content, {FILE: "## A\n- votes: many\n"})
    [outcome], errors = archive.fetch(DAY)
    assert outcome.failed
    assert errors == [f"content/{FILE}:2: votes: 'many' is not a count; write only digits, or leave it out"]
    assert archive.files() == {FILE: b"## A\n- votes: many\n"}


def test_a_day_in_another_format_is_left_alone(archive, upstream):
    sites.write(archive.content, {"2025-03-12.json": "[]"})
    assert archive.fetch(DAY) == ([], [])
    assert upstream.requests == []


# Several sources.


def cl(number, day=DAY, title="New", **known):
    return ArxivPaper(f"2503.{number:05}", f"{title} {number}", published=day, **known)


def test_each_source_has_its_own_listing_of_a_day(archive, upstream):
    upstream.files["/feed"] = feed(item("A", DAY))
    source = Feed(f"{upstream.url}/feed")
    archive.sources = (HuggingFace(), Arxiv(("cs.CL",)), Arxiv(("cs.LG",)), source)
    upstream.arxiv.add(cl(1), cl(2, categories=("cs.LG", "cs.CL")))
    assert archive.fetch(DAY)[1] == []
    names = ["", "-arxiv", "-arxiv-2", f"-feed-{urls.slug(source.url)}"]
    assert sorted(archive.files()) == sorted(f"2025/2025-03-12{name}.md" for name in names)
    found = [archive.listing(f"2025/2025-03-12{name}.md").entries for name in names[1:3]]
    assert [[(entry.arxiv, entry.announced) for entry in entries] for entries in found] == [
        [("2503.00001", "new"), ("2503.00002", "cross")],
        [("2503.00002", "new")],
    ]


def test_a_day_that_only_one_source_failed_to_give_is_asked_of_that_source_again(archive, upstream):
    archive.sources = (Arxiv(("cs.CL",)), HuggingFace())
    upstream.arxiv.add(cl(1), cl(2, NEXT))
    upstream.faults = [*[None] * 2, "an error"]
    _, errors = archive.fetch(DAY, NEXT)
    assert len(errors) == 1
    assert "2025/2025-03-12-huggingface.md" not in archive.files()
    archive.fetch(now=datetime(2025, 3, 15, 8, 15, tzinfo=UTC))
    assert "2025/2025-03-12-huggingface.md" not in archive.files()  # before the first listing of that source
    upstream.days[date(2025, 3, 11)] = rows(2, date(2025, 3, 11))
    archive.fetch(date(2025, 3, 11))
    archive.fetch(now=datetime(2025, 3, 15, 8, 15, tzinfo=UTC))
    assert "2025/2025-03-12-huggingface.md" in archive.files()


def test_a_source_that_cannot_be_reached_does_not_stop_the_others(archive, upstream):
    archive.sources = (HuggingFace(), Arxiv(("cs.CL",)))
    upstream.arxiv.add(cl(1))
    upstream.faults = ["403"]
    outcomes, errors = archive.fetch(DAY)
    assert ([outcome.failed for outcome in outcomes], len(errors)) == ([True, False], 1)
    assert [*archive.files()] == ["2025/2025-03-12-arxiv.md"]


def test_late_papers_of_arxiv_fill_a_listing_up_to_its_limit(archive, upstream):
    archive.sources = (Arxiv(("cs.CL",), most=3),)
    upstream.arxiv.add(cl(5), cl(6))
    archive.fetch(DAY)
    upstream.arxiv.add(cl(1), cl(2))
    archive.fetch(DAY)
    assert [entry.arxiv for entry in archive.listing().entries] == ["2503.00005", "2503.00006", "2503.00001"]
    before = archive.files()
    upstream.arxiv.add(cl(3))
    archive.fetch(DAY)
    assert archive.files() == before


def test_a_paper_that_arxiv_announces_days_later_is_added(archive, upstream):
    archive.sources = (Arxiv(("cs.CL",)),)
    upstream.arxiv.add(cl(1), cl(2, NEXT))
    archive.fetch(DAY, NEXT)
    upstream.arxiv.add(cl(3))
    archive.fetch(now=datetime(2025, 3, 17, 8, 15, tzinfo=UTC))
    assert [entry.arxiv for entry in archive.listing().entries] == ["2503.00001", "2503.00003"]
    assert archive.listing().entries[1].added == "2025-03-17T08:15Z"


def test_what_a_person_writes_during_a_fetch_stays(archive, upstream, monkeypatch):
    archive.fetch(DAY)
    path = archive.content / FILE

    def answer(query):
        path.write_text(path.read_text("utf-8").replace("Abstract 2", "My words on 2"), "utf-8")
        return [row(number, upvotes=500) for number in range(1, 7)]

    monkeypatch.setattr(upstream, "rows", answer)
    assert archive.fetch(DAY)[1] == []
    assert "My words on 2 of" in path.read_text("utf-8")
    assert [entry.votes for entry in archive.listing().entries] == [500] * 6


def test_the_listing_of_another_source_is_not_changed(archive, upstream):
    archive.fetch(DAY)
    before = archive.files()
    archive.sources = (Arxiv(("cs.CL",)), HuggingFace())
    upstream.arxiv.add(cl(1))
    outcomes, errors = archive.fetch(DAY)
    assert archive.files()[FILE] == before[FILE]
    assert [outcome.failed for outcome in outcomes] == [True, False]
    [error] = errors
    what = "content/2025/2025-03-12.md is from 'Hugging Face Daily Papers', not from 'arXiv cs.CL'"
    assert error.startswith(f"2025-03-12: arxiv: {what} (the first of fetch.sources has the plain file name), so ")


def test_a_source_whose_settings_changed_still_updates_its_listing(archive, upstream):
    archive.sources = (Arxiv(("cs.CL",)),)
    upstream.arxiv.add(cl(1), cl(2, categories=("cs.LG",)))
    archive.fetch(DAY)
    archive.sources = (Arxiv(("cs.CL", "cs.LG")),)
    assert archive.fetch(DAY)[1] == []
    assert [entry.arxiv for entry in archive.listing().entries] == ["2503.00001", "2503.00002"]


@pytest.mark.parametrize("head", ["", "source: My list\ntrust: written\n"])
def test_a_listing_that_a_person_wrote_takes_the_papers_of_any_source(head, archive):
    sites.write(archive.content, {FILE: f"---\ndate: 2025-03-12\n{head}---\n\n## Mine\n"})
    assert archive.fetch(DAY)[1] == []
    assert len(archive.listing().entries) == 6


def test_an_answer_that_was_not_written_in_full_is_asked_for_again(archive, upstream):
    archive.fetch(DAY)
    path = archive.content / FILE
    path.write_text(path.read_text("utf-8").replace("- votes: 99", "- votes: <!--\n-->", 1), "utf-8")
    upstream.days[DAY] = rows(6)
    for _ in range(2):
        assert archive.fetch(DAY)[1] == []
        assert ["cannot be updated" in warning for warning in archive.warnings] == [True]
    assert upstream.conditional == 0
    assert len(archive.listing().entries) == 6


def test_only_the_days_that_a_source_answered_count_as_answered(archive, upstream):
    upstream.faults = [None, "an error", "empty", *["503"] * 99]
    later = [date(2025, 3, day) for day in (14, 15)]
    archive.fetch(DAY, NEXT, *later, date(2025, 3, 16))
    assert archive.answered == {DAY, later[0]}
