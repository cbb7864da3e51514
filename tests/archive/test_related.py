"""The related papers in the store are those that a clean build finds, after any changes."""

import random
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from gazette.archive import related, related_tables
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.core.errors import DamagedCache
from gazette.core.model import Ref
from gazette.search import shared_words, similarity
from tests.make import a_listing, an_entry, times

RULES = Rules("example.org,2025", related=True)
DAYS = [date(2025, 7, 30) + timedelta(days=each) for each in (0, 1, 2, 3, 9, 33, 34, 60, 70)]
WORDS = [
    f"{first}{last}" for first in ("kelp", "reef", "surge", "moon", "gull") for last in ("wort", "line", "ward", "ly")
]


@pytest.fixture
def everything_is_related():
    """Any word that two papers share makes them related."""
    with patch.object(similarity, "LEAST_SCORE", 0), patch.object(shared_words, "LEAST_WEIGHT", 0):
        yield


def entry(name, rng, **known):
    return an_entry(f"Paper {name}", id=name, abstract=(" ".join(rng.choices(WORDS, k=rng.randrange(7))),), **known)


def a_day(day, rng):
    return a_listing(day, *(entry(f"p{day:%m%d}-{at}", rng) for at in range(rng.randrange(4))))


def edited(listing, rng):
    """A listing with another order, text, author or number of papers."""
    entries = [*listing.entries]
    kind = rng.choice(["order", "votes", "text", "case", "author", "more", "fewer"])
    if kind == "order":
        rng.shuffle(entries)
    elif kind == "more":
        entries.insert(0, entry(f"n{rng.randrange(10**9)}", rng))
    elif entries:
        at = rng.randrange(len(entries))
        abstract = entry("x", rng).abstract if kind == "text" else tuple(each.upper() for each in entries[at].abstract)
        changes = {
            "votes": {"votes": rng.randrange(9)},
            "author": {"authors": (f"Ada {rng.choice('ABC')}",)},
        }.get(kind, {"abstract": abstract, "marked": None})
        entries[at : at + 1] = [] if kind == "fewer" else [replace(entries[at], **changes)]
    return replace(listing, entries=tuple(entries))


def update_store(store, before, after):
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    one, other = ([folder[path] for path in changed if path in folder] for folder in (before, after))
    return update(store, ListingChanges(one, other, before.__getitem__, lambda: [*after.values()]), RULES)


def shown(archive):
    """What the page of each paper shows of its related papers."""
    return {
        paper.ref: [(other.slug, other.facts.title, other.facts.authors, words) for other, words in found]
        for paper in archive.papers
        if (found := archive.related_to(paper))
    }


def tables(store):
    store.flush()
    return [sorted(store._base.execute(f"select * from {table}")) for table in related_tables.TABLES]


@pytest.mark.parametrize("seed", range(times(25, 400)))
def test_after_any_changes_related_papers_and_their_tables_are_those_of_a_clean_build(everything_is_related, seed):
    rng = random.Random(seed)
    folder: dict = {}
    store, earlier, found_any = Store.in_memory(), {}, 0
    for step in range(14):
        before = dict(folder)
        day = DAYS[step] if step < len(DAYS) and rng.random() < 0.8 else rng.choice(DAYS)
        path = f"content/{day.year}/{day}.md"
        if path in folder and rng.random() < 0.15:
            del folder[path]
        else:
            folder[path] = edited(folder[path], rng) if path in folder else a_day(day, rng)
        found = update_store(store, before, folder)
        clean = Store.in_memory()
        now = shown(update_store(clean, {}, folder).archive)
        assert shown(found.archive) == now
        changed = {ref for ref in earlier.keys() | now.keys() if earlier.get(ref) != now.get(ref)}
        gone = {ref for ref in changed if ref not in {paper.ref for paper in found.archive.papers}}
        assert found.affected.refs is None or changed - gone <= {paper.ref for paper in found.affected.papers}
        assert tables(store) == tables(clean)
        earlier, found_any = now, found_any + len(now)
    assert found_any


def a_store(*listings):
    store = Store.in_memory()
    folder = {each.path: each for each in listings}
    return store, folder, update_store(store, {}, folder).archive


def papers(day, *abstracts, start=0):
    entries = (
        an_entry(f"{day:%d}-{at}", id=f"p{day:%m%d}-{at}", abstract=(each,)) for at, each in enumerate(abstracts, start)
    )
    return a_listing(day, *entries)


def test_a_paper_and_a_later_one_with_the_same_words_are_related_to_each_other(everything_is_related):
    one, two = papers(DAYS[0], "Kelp reef", "gull"), papers(DAYS[1], "the Kelp Reef", "moon")
    _, _, archive = a_store(one, two)
    assert {ref.name: [(each[0], each[3]) for each in found] for ref, found in shown(archive).items()} == {
        "p0730-0": [("p0731-0", ("Kelp Reef",))],
        "p0731-0": [("p0730-0", ("Kelp Reef",))],
    }


def test_papers_of_one_day_are_not_related(everything_is_related):
    assert shown(a_store(papers(DAYS[0], "kelp reef", "kelp reef"))[2]) == {}


def test_without_the_rule_no_paper_is_related(everything_is_related):
    store = Store.in_memory()
    listings = [papers(DAYS[0], "kelp reef"), papers(DAYS[1], "kelp reef")]
    found = update(store, ListingChanges((), listings, {}.__getitem__, lambda: listings), RULES._replace(related=False))
    assert shown(found.archive) == {}


def test_votes_and_ranks_alone_affect_no_other_paper(everything_is_related):
    listings = [papers(DAYS[0], "kelp reef", "gull"), papers(DAYS[1], "kelp reef"), papers(DAYS[5], "kelp reef")]
    store, before, archive = a_store(*listings)
    store.flush()
    first = replace(listings[0], entries=tuple(replace(each, votes=3) for each in reversed(listings[0].entries)))
    found = update_store(store, before, before | {first.path: first})
    assert {paper.slug for paper in found.affected.papers} == {"p0730-0", "p0730-1"}
    assert shown(found.archive) == shown(archive)


def test_a_new_day_affects_only_the_papers_that_it_is_related_to(everything_is_related):
    store, before, _ = a_store(papers(DAYS[0], "kelp reef", "gull", "moon"), papers(DAYS[1], "kelp reef"))
    store.flush()
    new = papers(DAYS[2], "gull", "surge")
    found = update_store(store, before, before | {new.path: new})
    assert {paper.slug for paper in found.affected.papers} == {"p0801-0", "p0801-1", "p0730-1"}
    assert Ref("paper", "p0730-1") in found.affected.refs


@pytest.mark.parametrize(
    "statement", ["delete from related where place = 0", "update related set later = x'00' where place = 0"]
)
def test_damaged_tables_are_reported(statement, everything_is_related):
    store, before, _ = a_store(papers(DAYS[0], "kelp reef"), papers(DAYS[1], "kelp reef"), papers(DAYS[2], "reef"))
    store.flush()
    store._base.execute(statement)
    new = papers(DAYS[3], "kelp reef")
    with pytest.raises(DamagedCache):
        update_store(Store(store._base), before, before | {new.path: new})


def test_several_processes_find_what_one_finds(everything_is_related):
    rng = random.Random(3)
    listings = [a_day(day, rng) for day in DAYS] + [
        a_day(DAYS[-1] + timedelta(days=each), rng) for each in range(1, 90)
    ]
    stores = Store.in_memory(), Store.in_memory()
    changes = ListingChanges((), listings, {}.__getitem__, lambda: listings)
    with patch.object(related, "MIN_PAPERS", 2):
        one, several = (update(store, changes, RULES, jobs).archive for store, jobs in zip(stores, (1, 3), strict=True))
    assert shown(several) == shown(one) != {}
    assert tables(stores[0]) == tables(stores[1])
