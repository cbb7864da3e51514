"""Merge listings into the archive: one paper, one record, all its appearances.

A field that several entries of a paper give comes from the one that is trusted most:
written by hand, then structured, then captured, then the newest.  Counts are the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from msgspec.structs import replace

from gazette.archive import identity, registers
from gazette.archive.identity import Key, Mention
from gazette.config.topics import NO_TOPICS, Vocabulary
from gazette.core import urls
from gazette.core.model import Appearance, Archive, Day, Entry, Listing, Origin, Paper, Redirect, Subject, known
from gazette.tex import texts as shown

COUNTS = frozenset(["votes", "comments", "stars"])
FIELDS = tuple(name for name in Entry.__struct_fields__ if name not in ("note", "held", "line"))

Groups = Mapping[Key, Sequence[Mention]]
"""The mentions of each paper, the papers as they first came."""
Seats = Mapping[tuple[Key, date], int]
"""The rank of each paper on each day that lists it."""


def merge(
    listings: Iterable[Listing],
    authority: str = "",
    tags_minimum: int = 1,
    words: Vocabulary = NO_TOPICS,
    authors_minimum: int = 1,
) -> Archive:
    """The archive of all `listings`, for who wants nothing in between.

    Tags and authors have pages from so many papers on.  A paper's tags are those of its listing and then its
    topics, by the phrases in `words`.  `authority` is whose name the papers' guids bear.
    """
    return join(gather(listings), Rules(authority, tags_minimum, words, authors_minimum))


class Rules(NamedTuple):
    """What of the settings a merge depends on."""

    authority: str
    tags_minimum: int
    words: Vocabulary
    authors_minimum: int


class Gathered(NamedTuple):
    """Listings in the order of their days, what they mention, and which mentions are of one paper."""

    listings: list[Listing]
    mentions: list[Mention]
    groups: Groups


def gather(listings: Iterable[Listing]) -> Gathered:
    listings = sorted(listings, key=order)
    mentions = [Mention(entry, each) for each in listings for entry in each.entries]
    return Gathered(listings, mentions, identity.identify(mentions))


def join(gathered: Gathered, rules: Rules) -> Archive:
    """The archive of what was gathered; see `merge`."""
    authority, tags_minimum, words, authors_minimum = rules
    listings, mentions, groups = gathered
    facts = {key: unite(group) for key, group in groups.items()}
    tags = {key: registers.slugs(entry, words) for key, entry in facts.items()}
    names = registers.spellings(mentions) | {slug: topic.name for slug, topic in words.topics.items()}
    subjects = registers.subjects_of(tags.values(), names, tags_minimum)
    taken = seats(mentions, groups)
    borne = {key: tuple(subjects[slug] for slug in slugs) for key, slugs in tags.items()}
    papers = tuple(_papers(groups, facts, borne, taken, authority))
    return Archive(
        papers=papers,
        days=link(_days(listings, papers)),
        tags=registers.tags(papers, subjects, words),
        authors=registers.authors(papers, authors_minimum),
        moved=tuple(Redirect(urls.former(paper), urls.of(paper)) for paper in papers if paper.former),
    )


def _papers(
    groups: Groups,
    facts: Mapping[Key, Entry],
    subjects: Mapping[Key, tuple[Subject, ...]],
    seats: Seats,
    authority: str,
) -> Iterator[Paper]:
    slugs = list(identity.addresses(groups.values()))
    taken = frozenset(slugs)
    for (key, group), slug in zip(groups.items(), slugs, strict=True):
        yield Paper(
            slug=slug,
            guid=identity.guid(group, authority),
            facts=facts[key],
            subjects=subjects[key],
            appearances=tuple(appearances(key, group, seats)),
            former=identity.former(group, taken),
        )


def order(listing: Listing) -> tuple[date, str, int, str]:
    """By day; within one, the plain name before its suffixes, and the most trusted first."""
    stem = listing.path.rpartition("/")[2].rpartition(".")[0]
    return listing.day, stem.removeprefix(str(listing.day)), -listing.trust, listing.path


def unite(mentions: Sequence[Mention]) -> Entry:
    """What all the mentions of a paper say together; the note of a day stays with its day."""
    if len(mentions) == 1:
        entry = replace(mentions[0].entry, note="", line=0)
        return entry if entry.held is not None else shown.read(entry)
    newest = list(reversed(mentions))
    trusted = sorted(newest, key=lambda mention: -mention.listing.trust)
    found: dict[str, Any] = {}
    for name in FIELDS:
        for mention in newest if name in COUNTS else trusted:
            held = getattr(mention.entry, name)
            if known(held):
                found[name] = held
                break
    return shown.read(Entry(**found))


def seats(mentions: Iterable[Mention], groups: Groups) -> Seats:
    """A paper counts once on a day, at the first place that names it there."""
    papers = {id(mention): key for key, group in groups.items() for mention in group}
    places: dict[tuple[Key, date], int] = {}
    counts: Counter[date] = Counter()
    for mention in mentions:
        seat = (papers[id(mention)], mention.listing.day)
        if seat not in places:
            counts[seat[1]] += 1
            places[seat] = counts[seat[1]]
    return places


def appearances(key: Key, mentions: Iterable[Mention], seats: Seats) -> Iterator[Appearance]:
    for day, same in groupby(mentions, key=lambda mention: mention.listing.day):
        entries = [mention.entry for mention in same]
        votes = next((entry.votes for entry in entries if entry.votes is not None), None)
        note = "\n\n".join(entry.note for entry in entries if entry.note)
        yield Appearance(day, seats[key, day], votes, note)


# Days.


def _days(listings: Iterable[Listing], papers: Iterable[Paper]) -> Iterator[Day]:
    shown: dict[date, dict[int, Paper]] = {}
    for paper in papers:
        for appearance in paper.appearances:
            shown.setdefault(appearance.day, {})[appearance.rank] = paper
    for day, group in groupby(listings, key=lambda listing: listing.day):
        same = list(group)
        ranks = shown.get(day, {})
        yield Day(day, tuple(ranks[rank] for rank in sorted(ranks)), *told(same))


def told(listings: Sequence[Listing]) -> tuple[tuple[str, ...], tuple[Origin, ...], bool]:
    """What the listings of one day say of it: notes, origins, and whether it is quiet."""
    origins = (Origin(each.source, each.url, each.curator, each.license, each.path) for each in listings)
    notes = tuple(each.note for each in listings if each.note)
    return notes, tuple(origins), any(each.quiet for each in listings)


def link(days: Iterable[Day]) -> tuple[Day, ...]:
    """Join each day to the days before and after it."""
    days = list(days)
    dates = [None, *(day.date for day in days), None]
    neighbours = zip(days, dates, dates[2:], strict=False)
    return tuple(replace(day, previous=before, next=after) for day, before, after in neighbours)
