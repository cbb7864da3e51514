"""Merge listings into the archive: one paper, one record, all its appearances.

A field that several entries of a paper give comes from the one that is trusted most:
written by hand, then structured, then captured, then the newest.  Counts are the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import groupby
from typing import Any

from gazette import identity, topics, urls
from gazette.identity import Key, Mention
from gazette.model import Appearance, Archive, Author, Day, Entry, Listing, Origin, Paper, Subject, Tag
from gazette.topics import NO_TOPICS, Vocabulary

COUNTS = frozenset(["votes", "comments", "stars"])
FIELDS = tuple(each.name for each in fields(Entry) if each.name not in ("note", "line"))

Seats = Mapping[tuple[Key, date], int]
"""The rank of each paper on each day that lists it."""


def merge(
    listings: Iterable[Listing],
    authority: str = "",
    tags_minimum: int = 1,
    words: Vocabulary = NO_TOPICS,
    authors_minimum: int = 1,
) -> Archive:
    """The archive of all `listings`; tags and authors have pages from so many papers on.

    A paper's tags are those of its listing and then its topics, by the phrases in `words`.
    `authority` is whose name the papers' guids bear.
    """
    listings = sorted(listings, key=_order)
    mentions = [Mention(entry, each) for each in listings for entry in each.entries]
    groups = identity.identify(mentions)
    facts = {key: unite(group) for key, group in groups.items()}
    tags = {key: _slugs(entry, words) for key, entry in facts.items()}
    names = _spellings(mentions) | {slug: topic.name for slug, topic in words.topics.items()}
    subjects = _subjects(tags.values(), names, tags_minimum)
    seats = _seats(mentions, groups)
    slugs = list(identity.addresses(groups.values()))
    taken = frozenset(slugs)
    papers = tuple(
        Paper(
            slug=slug,
            guid=identity.guid(group, authority),
            facts=facts[key],
            subjects=tuple(subjects[each] for each in tags[key]),
            appearances=tuple(_appearances(key, group, seats)),
            former=identity.former(group, taken),
        )
        for (key, group), slug in zip(groups.items(), slugs, strict=True)
    )
    return Archive(
        papers=papers,
        days=link(_days(listings, papers)),
        tags=_tags(papers, subjects, words),
        authors=_authors(papers, authors_minimum),
    )


def _order(listing: Listing) -> tuple[date, str, int, str]:
    """By day; within one, the plain name before its suffixes, and the most trusted first."""
    stem = listing.path.rpartition("/")[2].rpartition(".")[0]
    return listing.day, stem.removeprefix(str(listing.day)), -listing.trust, listing.path


def unite(mentions: Sequence[Mention]) -> Entry:
    """What all the mentions of a paper say together; the note of a day stays with its day."""
    if len(mentions) == 1:
        return replace(mentions[0].entry, note="", line=0)
    newest = list(reversed(mentions))
    trusted = sorted(newest, key=lambda mention: -mention.listing.trust)
    found: dict[str, Any] = {}
    for name in FIELDS:
        for mention in newest if name in COUNTS else trusted:
            held = getattr(mention.entry, name)
            if held not in ("", (), None):
                found[name] = held
                break
    return Entry(**found)


def _seats(mentions: Iterable[Mention], groups: Mapping[Key, Sequence[Mention]]) -> Seats:
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


def _appearances(key: Key, mentions: Iterable[Mention], seats: Seats) -> Iterator[Appearance]:
    for day, same in groupby(mentions, key=lambda mention: mention.listing.day):
        entries = [mention.entry for mention in same]
        votes = next((entry.votes for entry in entries if entry.votes is not None), None)
        note = "\n\n".join(entry.note for entry in entries if entry.note)
        yield Appearance(day, seats[key, day], votes, note)


# Tags.


def _slugs(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*map(urls.slug, entry.tags), *topics.find(entry, words))))


def _spellings(mentions: Iterable[Mention]) -> dict[str, str]:
    """The name of each tag by its slug: as the oldest listing that bears it spells it."""
    names: dict[str, str] = {}
    for mention in mentions:
        for tag in mention.entry.tags:
            names.setdefault(urls.slug(tag), tag)
    return names


def _subjects(tags: Iterable[Sequence[str]], names: Mapping[str, str], minimum: int) -> dict[str, Subject]:
    """Each tag by its slug; those of too few papers have no page."""
    counts = Counter(slug for slugs in tags for slug in slugs)
    return {slug: Subject(names[slug], slug if count >= minimum else "") for slug, count in counts.items()}


def _tags(papers: Iterable[Paper], subjects: Mapping[str, Subject], words: Vocabulary) -> tuple[Tag, ...]:
    """The tags that have a page, in the order of their slugs."""
    bearers: dict[Subject, list[Paper]] = {}
    for paper in papers:
        for subject in paper.subjects:
            if subject.slug:
                bearers.setdefault(subject, []).append(paper)
    tags = []
    for subject, borne in bearers.items():
        tags.append(Tag(subject.slug, subject.name, tuple(borne), _parent(subject.slug, subjects, words)))
    return tuple(sorted(tags, key=lambda tag: tag.slug))


def _parent(slug: str, subjects: Mapping[str, Subject], words: Vocabulary) -> Subject | None:
    """The subject that a topic belongs to, whether or not any paper bears that one."""
    topic = words.topics.get(slug)
    parent = words.topics.get(topic.parent) if topic else None
    return subjects.get(parent.slug, Subject(parent.name)) if parent else None


# Authors.


def _authors(papers: Iterable[Paper], minimum: int) -> tuple[Author, ...]:
    """Those of at least `minimum` papers, in the order of their slugs; named as their oldest paper does."""
    names: dict[str, str] = {}
    wrote: dict[str, list[Paper]] = {}
    for paper in papers:
        for name in paper.facts.authors:
            slug = urls.person(name)
            theirs = wrote.setdefault(names.setdefault(slug, name), [])
            if not theirs or theirs[-1] is not paper:
                theirs.append(paper)
    many = ((slug, name) for slug, name in names.items() if len(wrote[name]) >= minimum)
    return tuple(Author(slug, name, tuple(wrote[name])) for slug, name in sorted(many))


# Days.


def _days(listings: Iterable[Listing], papers: Iterable[Paper]) -> Iterator[Day]:
    shown: dict[date, dict[int, Paper]] = {}
    for paper in papers:
        for appearance in paper.appearances:
            shown.setdefault(appearance.day, {})[appearance.rank] = paper
    for day, group in groupby(listings, key=lambda listing: listing.day):
        same = list(group)
        ranks = shown.get(day, {})
        origins = (Origin(each.source, each.url, each.curator) for each in same)
        yield Day(
            date=day,
            papers=tuple(ranks[rank] for rank in sorted(ranks)),
            notes=tuple(each.note for each in same if each.note),
            origins=tuple(dict.fromkeys(each for each in origins if each != Origin("", "", ""))),
            quiet=any(each.quiet for each in same),
        )


def link(days: Iterable[Day]) -> tuple[Day, ...]:
    """Join each day to the days before and after it."""
    days = list(days)
    dates = [None, *(day.date for day in days), None]
    neighbours = zip(days, dates, dates[2:], strict=False)
    return tuple(replace(day, previous=before, next=after) for day, before, after in neighbours)
