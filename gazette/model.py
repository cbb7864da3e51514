"""The nouns of the archive.  Every one is immutable; none knows of files or of HTML.

Text in them has passed `text.clean`.  Unknown is "", None or (), never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from enum import IntEnum


class Trust(IntEnum):
    """How far a listing is believed where sources disagree; the greater wins."""

    CAPTURED = 0
    STRUCTURED = 1
    WRITTEN = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """What was said of a paper on a day after its listing: a correction, a withdrawal."""

    day: Date
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
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
    extra: tuple[tuple[str, str], ...] = ()
    abstract: tuple[str, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """One day's entries, best first, as one file gives them."""

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
    trust: Trust = field(default=Trust.WRITTEN, compare=False)
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A paper's showing on one day; `note` is the editor's word about it, in Markdown."""

    day: Date
    rank: int
    votes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that papers are matched against: phrases that earn it, and longer ones that do not."""

    slug: str
    name: str
    phrases: tuple[str, ...]
    forbids: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A tag as a paper bears it; `slug` is empty where the tag has no page."""

    name: str
    slug: str = ""

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything known of one paper, merged over its appearances: one page, for ever."""

    slug: str
    guid: str
    facts: Entry
    subjects: tuple[Subject, ...]
    appearances: tuple[Appearance, ...]
    former: str = ""
    """The slug it had while only its title was known; "" if it never changed."""

    def __hash__(self) -> int:
        """Of the slug alone: it is the paper's own, and to walk all fields takes a hundred times as long."""
        return hash(self.slug)

    @property
    def first(self) -> Appearance:
        return self.appearances[0]

    @property
    def latest(self) -> Appearance:
        return self.appearances[-1]

    def on(self, day: Date) -> Appearance:
        """The appearance on `day`, which must be one of the paper's."""
        return next(each for each in self.appearances if each.day == day)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a day's listing came from, under what terms, and the file it is in."""

    source: str = ""
    url: str = ""
    curator: str = ""
    license: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the archive, its papers in rank order, and its neighbours across any gap."""

    date: Date
    papers: tuple[Paper, ...]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    quiet: bool = False
    previous: Date | None = None
    next: Date | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A subject and its papers, in the order they first came: its pages are numbered so."""

    slug: str
    name: str
    papers: tuple[Paper, ...]
    parent: Subject | None = None

    def full(self, length: int) -> int:
        """How many numbered pages of `length` papers there are beside the head page.

        Page k holds the k-th `length` papers and never changes hands again; the head
        page holds the rest, between one page's worth and two.
        """
        return max(0, len(self.papers) // length - 1)


@dataclass(frozen=True, slots=True)
class Author:
    """A person, as papers name them, and their papers in the order they first came."""

    slug: str
    name: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A week, a month or a year with listings, and the names of those before and after it."""

    kind: str
    name: str
    days: tuple[Day, ...]
    previous: str = ""
    next: str = ""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers that first came then."""
        return tuple(paper for day in self.days for paper in day.papers if paper.first.day == day.date)


@dataclass(frozen=True, slots=True)
class Standing:
    """A page that a person wrote in content/pages: `body` is Markdown, `path` its file."""

    name: str
    title: str
    body: str
    description: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, and the new one, or why there is none; `line` is where it was written (0: it follows)."""

    old: str
    new: str
    gone: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of static/, by its path in there."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Archive:
    """Papers in the order they first came, days and tags in the order a reader meets them."""

    papers: tuple[Paper, ...] = ()
    days: tuple[Day, ...] = ()
    tags: tuple[Tag, ...] = ()
    authors: tuple[Author, ...] = ()
    standing: tuple[Standing, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A file the site will hold.

    `template` draws it from `shows`, and nothing else decides its bytes but the
    settings and the code.  A page without a template is the bytes in `shows["body"]`.
    """

    path: str
    template: str
    shows: Mapping[str, object]
