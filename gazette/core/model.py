"""The data of the archive: immutable values. Text has passed `text.clean`; what is unknown is "", None or (), not 0."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from enum import IntEnum
from typing import Any, NamedTuple

from gazette.core.errors import Problem
from gazette.core.nouns import Noun as Noun
from gazette.core.nouns import Placed as Placed
from gazette.core.nouns import known as known

BY_VOTES = "votes"
"""The `order` of a listing whose entries are sorted by votes; all other orders are the editor's."""


class Ref(NamedTuple):
    """The name of one thing that has pages, such as ("day", "2025-03-12")."""

    kind: str
    name: str


class Trust(IntEnum):
    """Which listing's values are taken if sources disagree: those of the highest."""

    CAPTURED = 0
    STRUCTURED = 1
    WRITTEN = 2

    @property
    def suffix(self) -> str:
        """What pages append to the name of a source."""
        return (", captured", ", from its API", "")[self]


class Notice(Noun, frozen=True):
    """A correction or a withdrawal of a paper, and the day it was announced."""

    day: Date
    text: str


class Entry(Placed, frozen=True):
    """One paper as one listing describes it."""

    title: str
    id: str = ""
    arxiv: str = ""
    doi: str = ""
    openreview: str = ""
    acl: str = ""
    url: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: Date | None = None
    venue: str = ""
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    votes: int | None = None
    comments: int | None = None
    stars: int | None = None
    pdf: str = ""
    code: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    by: str = ""
    org: str = ""
    license: str = ""
    summary: str = ""
    summary_by: str = ""
    changed: Notice | None = None
    withdrawn: Notice | None = None
    categories: tuple[str, ...] = ()
    journal: str = ""
    version: int | None = None
    author_note: str = ""
    announced: str = ""
    added: str = ""
    enriched: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    abstract: tuple[str, ...] = ()
    note: str = ""
    # Add new fields above this line: the last two are not compared.
    marked: tuple[str, ...] | None = None  # the result of tex.texts.mark; () if the texts stay as they are
    line: int = 0


class Listing(Placed, frozen=True):
    """One file's entries for one day, best first."""

    NOT_COMPARED = 1

    day: Date
    entries: tuple[Entry, ...] = ()
    source: str = ""
    url: str = ""
    curator: str = ""
    license: str = ""
    order: str = ""
    quiet: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    note: str = ""
    trust: Trust = Trust.WRITTEN
    path: str = ""

    @property
    def credit(self) -> str:
        """The source as pages name it, and how it was read unless a person wrote the listing."""
        return self.source and self.source + self.trust.suffix


class Appearance(Noun, frozen=True):
    """A paper on one day; `rank` counts from 1, `note` is the editor's note in Markdown."""

    day: Date
    rank: int
    votes: int | None = None
    note: str = ""
    added: str = ""  # the minute in UTC at which a later fetch added the paper, such as 2025-03-13T08:15Z
    by_votes: bool = False  # whether the listing is sorted by votes, so that its ranks change


class Subject(Noun, frozen=True):
    """A tag of a paper; `slug` is empty if the tag has no page."""

    name: str
    slug: str = ""

    def __hash__(self) -> int:
        return hash(self.name)


class Paper(Noun, frozen=True):
    """One paper, merged from all its entries; `guid` identifies it in feeds."""

    slug: str
    guid: str
    facts: Entry
    subjects: tuple[Subject, ...]
    appearances: tuple[Appearance, ...]
    former: tuple[str, ...] = ()  # the slugs it had before later listings gave it its strongest id
    withdrawals: tuple[Appearance, ...] = ()  # the days that only announce its withdrawal; their rank is 0

    def __hash__(self) -> int:
        return hash(self.slug)  # which is unique in an archive

    @property
    def ref(self) -> Ref:
        return Ref("paper", self.slug)

    @property
    def first(self) -> Appearance:
        return self.appearances[0]

    @property
    def latest(self) -> Appearance:
        return self.appearances[-1]

    def on(self, day: Date) -> Appearance:
        """The appearance on `day`; StopIteration if the paper was not listed on that day."""
        return next(each for each in self.appearances if each.day == day)


class Origin(Noun, frozen=True):
    """The source and license of a listing, and the path of its file."""

    source: str = ""
    url: str = ""
    curator: str = ""
    license: str = ""
    path: str = ""


class Day(Noun, frozen=True):
    """One day of the archive, its papers in rank order, and the nearest days with listings before and after it."""

    date: Date
    papers: Sequence[Paper]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    quiet: bool = False
    previous: Date | None = None
    next: Date | None = None
    withdrawn: Sequence[Paper] = ()  # the papers of earlier days whose withdrawal this day announces

    @property
    def ref(self) -> Ref:
        return Ref("day", str(self.date))


class PaperGroup(Noun, frozen=True):
    """Papers that have a tag, an author or an organisation in common, in the order of their first days."""

    slug: str
    name: str
    papers: Sequence[Paper]

    @property
    def ref(self) -> Ref:
        return Ref(type(self).__name__.lower(), self.slug)


class Tag(PaperGroup, frozen=True):
    parent: Subject | None = None
    months: Mapping[int, int] = {}  # how many papers were first listed in each month, by 12 * year + month - 1


class Author(PaperGroup, frozen=True): ...


class Org(PaperGroup, frozen=True): ...


class Period(Noun, frozen=True):
    """A week, month or year with listings, and the names of the nearest ones before and after it."""

    kind: str
    name: str
    days: tuple[Day, ...]
    previous: str = ""
    next: str = ""

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.name)


class StandalonePage(Noun, frozen=True):
    """A page from content/pages; `body` is Markdown, `path` is its file."""

    name: str
    title: str
    body: str
    description: str = ""
    path: str = ""


class Redirect(Placed, frozen=True):
    """An old address, and its new one or the reason it is gone; `path` is "" if no person wrote the redirect."""

    old: str
    new: str
    gone: str = ""
    path: str = ""
    line: int = 0


class Asset(Noun, frozen=True):
    """A file of static/; `name` is its path in that folder."""

    name: str
    body: bytes

    @property
    def ref(self) -> Ref:
        return Ref("asset", self.name)


class Archive(Placed, frozen=True, eq=False):
    """All data of a site; papers are in the order of their first days, days from the oldest."""

    NOT_COMPARED = 3

    papers: Sequence[Paper] = ()
    days: tuple[Day, ...] = ()
    tags: tuple[Tag, ...] = ()
    authors: tuple[Author, ...] = ()
    orgs: tuple[Org, ...] = ()
    standalone: tuple[StandalonePage, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    assets: tuple[Asset, ...] = ()
    moved: tuple[Redirect, ...] = ()  # from old addresses that follow from the listings
    corrected: Sequence[Paper] = ()  # the papers of the latest months with corrections, withdrawals or late additions
    findings: tuple[Problem, ...] = ()  # what is probably wrong with the listings, oldest file first
    # Add new fields above this line: the functions are not compared.
    segment_of: Callable[[Day], Any] | None = None  # returns what the search index needs of a day
    related_to: Callable[[Paper], Sequence[Any]] | None = None  # returns the papers that are related to one
    phrases_of: Callable[[Day], list[list[str]]] | None = None  # returns the phrases in the titles of a day


class Page(Noun, frozen=True):
    """A file of the site: `template` with the values of `shows`, or without a template the bytes in `shows["body"]`."""

    path: str
    template: str
    shows: Mapping[str, object]
    about: Ref | None = None  # None for a page of the whole archive
    updated: Date | None = None  # the latest day that the page shows


class UnchangedPage(NamedTuple):
    """A page that is certainly the same as at the last build."""

    path: str
    about: Ref
