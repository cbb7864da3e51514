"""Merge the entries of one paper into one entry, and the listings of one day into one list.

If several entries have a field, its value comes from the most trusted listing: hand-written before structured before
captured, then the newest.  Votes, comments and stars always come from the newest.  A title that only names a paper
which was listed before does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec.structs import replace

from gazette.archive import identity
from gazette.archive.identity import Key, Mention
from gazette.config import Site
from gazette.config.topics import NO_TOPICS, Vocabulary, vocabulary
from gazette.core.model import BY_VOTES, Appearance, Day, Entry, Listing, Origin, known
from gazette.tex import texts

COUNTS = frozenset(["votes", "comments", "stars"])
FIELDS = tuple(name for name in Entry.__struct_fields__ if name not in ("note", "marked", "line"))
_says = attrgetter(*(name for name in FIELDS if name not in {"title", *identity.IDS, *COUNTS, "by", "withdrawn"}))
"""What an entry says about its paper, besides what names it and what belongs to the day."""

Groups = Mapping[Key, Sequence[Mention]]
"""The mentions of each paper, by a key of the paper, in the order in which papers first appeared."""
Ranks = Mapping[tuple[Key, date], int]
"""The rank of each paper on each day that lists it."""


class Rules(NamedTuple):
    """The settings that a merge depends on.

    `authority` is part of every guid.  A tag, an author or an organisation with at least the minimum of papers has a
    page.  The tags of a paper are those of its listings, then the topics of `words` whose phrases its text has.  With
    `related`, papers have related papers.
    """

    authority: str = ""
    words: Vocabulary = NO_TOPICS
    tags_minimum: int = 1
    authors_minimum: int = 1
    orgs_minimum: int = 1
    related: bool = False

    @classmethod
    def of(cls, site: Site) -> Rules:
        words = vocabulary(site.topics)
        return cls(site.authority, words, site.tags_minimum, site.authors_minimum, site.orgs_minimum, site.search)


def order(listing: Listing) -> tuple[date, str, int, str]:
    """The sort key of a listing: its day, the plain file name before suffixed ones, the most trusted first."""
    stem = listing.path.rpartition("/")[2].rpartition(".")[0]
    return listing.day, stem.removeprefix(str(listing.day)), -listing.trust, listing.path


def unite(mentions: Sequence[Mention]) -> Entry:
    """Merge all mentions of a paper into one entry, without notes, which belong to one day each."""
    if len(mentions) == 1:
        entry = replace(mentions[0].entry, note="", line=0)
        return entry if entry.marked is not None else texts.mark(entry)
    found: dict[str, Any] = {name: getattr(mention.entry, name) for name, mention in chosen(mentions)}
    return texts.mark(Entry(**found))


def chosen(mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """The fields that the mentions of a paper have, each with the mention whose value counts."""
    newest = list(reversed(mentions))
    trusted = sorted(newest, key=lambda mention: -mention.listing.trust)
    yield "title", _with_title(mentions, trusted)
    for name in FIELDS[1:]:
        for mention in newest if name in COUNTS else trusted:
            if known(getattr(mention.entry, name)):
                yield name, mention
                break


def _with_title(mentions: Sequence[Mention], trusted: Iterable[Mention]) -> Mention:
    """The first of the `trusted` mentions that does not only name the paper."""
    names = {id(mention) for mention in naming(mentions)}
    return next(mention for mention in trusted if id(mention) not in names)


def naming(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions whose title only names a paper that was listed before, and is no new title.

    They have neither an abstract nor a correction.  Their title differs from an earlier one in case and punctuation at
    most, or they are of a later day and say nothing else about the paper.
    """
    titles = {identity.title(mentions[0].entry)}
    for mention in mentions[1:]:
        entry, title = mention.entry, identity.title(mention.entry)
        only_named = mention.listing.day > mentions[0].listing.day and not any(map(known, _says(entry)))
        if not entry.abstract and not entry.changed and (title in titles or only_named):
            yield mention
        else:
            titles.add(title)


def ranks(mentions: Iterable[Mention], groups: Groups) -> Ranks:
    """Number the papers of each day in the order of their first mentions, without announcements of withdrawals."""
    papers = {id(mention): key for key, group in groups.items() for mention in group}
    found: dict[tuple[Key, date], int] = {}
    counts: Counter[date] = Counter()
    for mention in mentions:
        place = (papers[id(mention)], mention.listing.day)
        if place not in found and not (mention.entry.withdrawn and is_announcement(mention, groups[place[0]])):
            counts[place[1]] += 1
            found[place] = counts[place[1]]
    return found


def is_announcement(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether this one of a paper's mentions announces a withdrawal, so that it does not list the paper again.

    The first day that mentions a paper lists it, and so does a day before the day of the withdrawal.
    """
    notice, day = mention.entry.withdrawn, mention.listing.day
    return notice is not None and notice.day <= day and mentions[0].listing.day < day


def appearances(key: Key, mentions: Iterable[Mention], ranks: Ranks) -> Iterator[Appearance]:
    """One for each day that mentions a paper; its rank is 0 if the day only announces a withdrawal."""
    for day, group in groupby(mentions, key=lambda mention: mention.listing.day):
        same = [*group]
        entries = [mention.entry for mention in same]
        votes = next((entry.votes for entry in entries if entry.votes is not None), None)
        note = "\n\n".join(entry.note for entry in entries if entry.note)
        added = min([entry.added for entry in entries])  # "" if one of them was there from the start
        by_votes = same[0].listing.order == BY_VOTES
        yield Appearance(day, ranks.get((key, day), 0), votes, note, added, by_votes)


def day_facts(listings: Sequence[Listing]) -> tuple[tuple[str, ...], tuple[Origin, ...], bool]:
    """The notes and origins of the listings of one day, and whether one of them says that the day is quiet."""
    origins = (Origin(each.credit, each.url, each.curator, each.license, each.path) for each in listings)
    notes = tuple(each.note for each in listings if each.note)
    return notes, tuple(origins), any(each.quiet for each in listings)


def link(days: Iterable[Day]) -> tuple[Day, ...]:
    """Give each day the dates of the days before and after it."""
    days = list(days)
    dates = [None, *(day.date for day in days), None]
    neighbours = zip(days, dates, dates[2:], strict=False)
    return tuple(replace(day, previous=before, next=after) for day, before, after in neighbours)
