"""Authors' own titles and abstracts replace mangled ones, and never what a person wrote."""

from datetime import date

import pytest
from msgspec.structs import replace

from gazette.config import Site
from gazette.core.errors import Report
from gazette.core.model import Notice, Trust
from gazette.fetching import enrich
from gazette.fetching.client import Client
from gazette.fetching.listed import Listed
from gazette.fetching.state import State
from gazette.listings import markdown
from tests.fetching.arxiv_papers import ArxivPaper
from tests.fetching.upstream import FAULTS, send
from tests.make import AUG_20, a_listing, an_entry

ID = "2503.00001"
MANGLED = "We show a regret of tilde{O}(d^2varepsilon^{-2}) for all arms that a learner can pull in any order."
CLEAN = r"We show a regret of $\tilde{O}(d^2\varepsilon^{-2})$ for all arms that a learner can pull in any order."
THEIRS = an_entry("On $f$-Divergence", arxiv=ID, abstract=(CLEAN,), categories=("cs.LG", "stat.ML"), version=2)


def enriched(ours, theirs=THEIRS, trust=Trust.STRUCTURED, **options):
    listing = replace(a_listing(AUG_20, ours), trust=trust)
    return enrich.enrich(listing, {ID: theirs}, **options).listing.entries[0]


def test_a_mangled_text_is_replaced_by_the_authors_own():
    found = enriched(an_entry("On f-Divergence", arxiv=ID, abstract=(MANGLED,)))
    assert (found.title, found.abstract) == (THEIRS.title, THEIRS.abstract)
    assert found.enriched == enrich.text_digest(THEIRS.title, THEIRS.abstract)


def test_a_text_that_was_edited_afterwards_stays():
    first = enriched(an_entry("On f-Divergence", arxiv=ID, abstract=(MANGLED,)))
    edited = replace(first, title="A Better Title")
    later = replace(THEIRS, abstract=("A new version.",), version=3)
    found = enriched(edited, later)
    assert (found.title, found.abstract, found.version) == ("A Better Title", THEIRS.abstract, 3)
    assert enriched(first, later).abstract == ("A new version.",)


@pytest.mark.parametrize("trust", list(Trust))
def test_a_text_in_other_words_stays(trust):
    ours = an_entry("On f-Divergence", arxiv=ID, abstract=("My own words on this paper.",))
    found = enriched(ours, trust=trust)
    assert (found.title, found.abstract, found.enriched) == (ours.title, ours.abstract, "")


def test_a_text_that_a_person_wrote_stays_even_if_it_looks_mangled():
    ours = an_entry("On f-Divergence", arxiv=ID, abstract=(MANGLED,))
    assert enriched(ours, trust=Trust.WRITTEN).abstract == (MANGLED,)


def test_an_absent_abstract_is_filled():
    assert enriched(an_entry("On f-Divergence", arxiv=ID)).abstract == (CLEAN,)


def test_absent_fields_are_filled_and_present_ones_stay():
    ours = an_entry("T", arxiv=ID, authors=("Ada",), tags=("mine",), author_note="ours")
    theirs = replace(THEIRS, authors=("Bo",), journal="J 1", doi="10.1000/1", author_note="theirs")
    found = enriched(ours, theirs, tags=True)
    assert (found.authors, found.tags, found.author_note) == (("Ada",), ("mine",), "ours")
    assert (found.journal, found.doi, found.categories) == ("J 1", "10.1000/1", ("cs.LG", "stat.ML"))


@pytest.mark.parametrize(("tags", "expected"), [(False, ()), (True, ("cs.LG", "stat.ML"))])
def test_categories_become_tags_only_if_the_setting_says_so(tags, expected):
    assert enriched(an_entry("T", arxiv=ID), tags=tags).tags == expected


def test_enriching_twice_changes_nothing_more():
    once = enriched(an_entry("On f-Divergence", arxiv=ID, abstract=(MANGLED,)))
    assert enriched(once) == once


def test_an_answer_without_an_abstract_or_about_a_withdrawal_replaces_nothing():
    ours = an_entry("On f-Divergence", arxiv=ID, abstract=(MANGLED,))
    assert enriched(ours, replace(THEIRS, abstract=())).abstract == (MANGLED,)
    once = enriched(ours)
    notice = Notice(AUG_20, "This paper has been withdrawn.")
    found = enriched(once, replace(THEIRS, abstract=("This paper has been withdrawn.",), withdrawn=notice))
    assert (found.abstract, found.withdrawn) == ((CLEAN,), notice)


@pytest.mark.parametrize("trust", list(Trust))
def test_a_title_that_a_person_wrote_stays_if_the_abstract_is_filled(trust):
    found = enriched(an_entry("My Title", arxiv=ID), trust=trust)
    assert (found.title, found.abstract, found.enriched) == ("My Title", (CLEAN,), "")


# Files.


@pytest.fixture
def archive(tmp_path, upstream, clock):
    """Enriches the listings in a folder, and returns the results."""
    content = tmp_path / "content"

    def run(again=False):
        site = Site("T", "https://papers.example.org/", fetch_arxiv_url=upstream.url)
        listed = Listed(content, Report())
        state = State(tmp_path / "state.sqlite", clock)
        with state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
            return list(enrich.run(site, listed, client, listed.markdown(), again))

    run.content = content
    return run


def write(content, count):
    """Listings of two papers each."""
    content.mkdir()
    for number in range(count):
        day = date.fromordinal(date(2025, 1, 1).toordinal() + number)
        entries = [an_entry(f"P {number} {each}", arxiv=f"2501.{number * 2 + each:05}") for each in (0, 1)]
        listing = replace(a_listing(day, *entries), trust=Trust.STRUCTURED)
        (content / f"{day}.md").write_text(markdown.dump(listing), "utf-8")


def test_papers_are_asked_for_by_the_hundred_and_only_once(archive, upstream):
    write(archive.content, 120)
    upstream.arxiv.add(*(ArxivPaper(f"2501.{number:05}", f"$P$ {number}") for number in range(240)))
    assert sum(result.changed for result in archive()) == 240
    assert len(upstream.requests) == 3
    assert archive() == []
    assert len(upstream.requests) == 3


def test_what_arxiv_does_not_know_is_not_asked_for_at_every_run(archive, upstream):
    write(archive.content, 1)
    assert archive() == archive() == []
    assert len(upstream.requests) == 1


def test_a_withdrawal_is_noticed_when_papers_are_asked_for_again(archive, upstream):
    write(archive.content, 1)
    upstream.arxiv.add(ArxivPaper("2501.00000", "P 0 0"), ArxivPaper("2501.00001", "P 0 1"))
    archive()
    upstream.arxiv.add(ArxivPaper("2501.00001", "P 0 1", comment="This paper has been withdrawn by Ada", version=2))
    [result] = archive(again=True)
    assert result.withdrawn == ("P 0 1",)
    (path,) = archive.content.iterdir()
    assert "- withdrawn: 2025-03-12: This paper has been withdrawn by Ada\n" in path.read_text("utf-8")


def test_an_answer_that_lacks_papers_is_asked_for_again_the_next_day(archive, upstream, clock):
    write(archive.content, 1)
    assert archive() == []
    upstream.arxiv.add(ArxivPaper("2501.00000", "P 0 0"), ArxivPaper("2501.00001", "P 0 1"))
    assert archive() == []
    clock.now += 25 * 3600
    assert [result.changed for result in archive()] == [2]


def test_one_id_that_arxiv_refuses_does_not_stop_the_others(archive, upstream):
    write(archive.content, 20)
    upstream.arxiv.add(*(ArxivPaper(f"2501.{number:05}", f"P {number}") for number in range(40)))
    FAULTS["400 for an id"] = lambda upstream, handler, body: (
        send(handler, b"<feed/>", 400) if "2501.00007" in handler.path else send(handler, body)
    )
    upstream.faults = ["400 for an id"] * 99
    try:
        assert sum(result.changed for result in archive()) == 39
    finally:
        del FAULTS["400 for an id"]
    assert len(upstream.requests) < 16


def test_a_listing_that_is_edited_meanwhile_keeps_the_edit(archive, upstream, monkeypatch):
    write(archive.content, 1)
    (path,) = archive.content.iterdir()
    upstream.arxiv.add(ArxivPaper("2501.00000", "P 0 0", "Theirs."), ArxivPaper("2501.00001", "P 0 1", "Theirs."))
    real = upstream.arxiv.answer

    def answer(query):
        path.write_text(
            path.read_text("utf-8").replace("- arxiv: 2501.00000\n", "- arxiv: 2501.00000\n\nMine.\n"), "utf-8"
        )
        return real(query)

    monkeypatch.setattr(upstream.arxiv, "answer", answer)
    archive()
    found = markdown.parse(path.read_text("utf-8"), path.name).entries
    assert [entry.abstract for entry in found] == [("Mine.",), ("Theirs.",)]


def test_a_stored_answer_with_other_fields_is_not_used(archive, upstream, monkeypatch):
    write(archive.content, 1)
    archive()
    monkeypatch.setattr(enrich, "_FORM", "other:")
    archive()
    assert len(upstream.requests) == 2
