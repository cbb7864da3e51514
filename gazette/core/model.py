"""The nouns of the archive.  Every one is immutable; none knows of files or of HTML.

Text in them has passed `text.clean`.  Unknown is "", None or (), never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from enum import IntEnum
from typing import NamedTuple

from gazette.core.noun import Noun, Placed


class Ref(NamedTuple):
    """Names one thing that has pages of its own, such as ("day", "2025-03-12")."""

    kind: str
    name: str


class Trust(IntEnum):
    """How far a listing is believed where sources disagree; the greater wins."""

    CAPTURED = 0
    STRUCTURED = 1
    WRITTEN = 2

    @property
    def suffix(self) -> str:
        """What pages append to the name of a source."""
        return (", captured", ", by its API", "")[self]


class Notice(Noun, frozen=True):
    """What was said of a paper on a day after its listing: a correction, a withdrawal."""

    day: Date
    text: str


class Entry(Placed, frozen=True):
    """One paper as one listing describes it."""

    ASIDE = 2

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
    # A new field goes above: the last two say nothing of the paper.
    held: tuple[str, ...] | None = None
    """Title, abstract and summary as `tex.texts.mark` leaves them: None before it ran, () if all are plain."""
    line: int = 0


class Listing(Placed, frozen=True):
    """One day's entries, best first, as one file gives them."""

    ASIDE = 1

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
        """The source as pages name it."""
        return self.source and self.source + self.trust.suffix


class Appearance(Noun, frozen=True):
    """A paper's showing on one day; `note` is the editor's word about it, in Markdown."""

    day: Date
    rank: int
    votes: int | None = None
    note: str = ""


class Topic(Noun, frozen=True):
    """A subject that papers are matched against: phrases that earn it, and longer ones that do not."""

    slug: str
    name: str
    phrases: tuple[str, ...]
    forbids: tuple[str, ...] = ()
    parent: str = ""


class Subject(Noun, frozen=True):
    """A tag as a paper bears it; `slug` is empty where the tag has no page."""

    name: str
    slug: str = ""

    def __hash__(self) -> int:
        return hash(self.name)


class Paper(Noun, frozen=True):
    """Everything known of one paper, merged over its appearances: one page, for ever."""

    slug: str
    guid: str
    facts: Entry
    subjects: tuple[Subject, ...]
    appearances: tuple[Appearance, ...]
    former: str = ""
    """The slug it had while only its title was known; "" if it never changed."""

    def __hash__(self) -> int:
        """By the slug alone, which no other paper of an archive bears."""
        return hash(self.slug)

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
        """The appearance on `day`, which must be one of the paper's."""
        return next(each for each in self.appearances if each.day == day)


class Origin(Noun, frozen=True):
    """Where a day's listing came from, under what terms, and the file it is in."""

    source: str = ""
    url: str = ""
    curator: str = ""
    license: str = ""
    path: str = ""


class Day(Noun, frozen=True):
    """One day of the archive, its papers in rank order, and its neighbours across any gap."""

    date: Date
    papers: Sequence[Paper]
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    quiet: bool = False
    previous: Date | None = None
    next: Date | None = None

    @property
    def ref(self) -> Ref:
        return Ref("day", str(self.date))


class Tag(Noun, frozen=True):
    """A subject and its papers, in the order they first came: its pages are numbered so."""

    slug: str
    name: str
    papers: Sequence[Paper]
    parent: Subject | None = None
    months: Mapping[int, int] = {}
    """How many papers first came in each month; a month is a number, as `store.month` gives it."""

    def full(self, length: int) -> int:
        """How many numbered pages of `length` papers there are beside the head page.

        Page k holds the k-th `length` papers and never changes hands again; the head
        page holds the rest, between one page's worth and two.
        """
        return max(0, len(self.papers) // length - 1)

    @property
    def ref(self) -> Ref:
        return Ref("tag", self.slug)


class Author(Noun, frozen=True):
    """A person, as papers name them, and their papers in the order they first came."""

    slug: str
    name: str
    papers: Sequence[Paper]

    @property
    def ref(self) -> Ref:
        return Ref("author", self.slug)


class Org(Noun, frozen=True):
    """An organisation, as papers name it, and its papers in the order of their first appearance."""

    slug: str
    name: str
    papers: Sequence[Paper]

    @property
    def ref(self) -> Ref:
        return Ref("org", self.slug)


class Period(Noun, frozen=True):
    """A week, a month or a year with listings, and the names of those before and after it."""

    kind: str
    name: str
    days: tuple[Day, ...]
    previous: str = ""
    next: str = ""

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.name)


class Standing(Noun, frozen=True):
    """A page that a person wrote in content/pages: `body` is Markdown, `path` its file."""

    name: str
    title: str
    body: str
    description: str = ""
    path: str = ""


class Redirect(Placed, frozen=True):
    """An old address, and the new one, or why there is none; `path` and `line` are where it was written.

    Of one that follows from the listings they are "" and 0.
    """

    ASIDE = 2

    old: str
    new: str
    gone: str = ""
    path: str = ""
    line: int = 0


class Asset(Noun, frozen=True):
    """A file of static/, by its path in there."""

    name: str
    body: bytes

    @property
    def ref(self) -> Ref:
        return Ref("asset", self.name)


class Archive(Noun, frozen=True):
    """Papers in the order they first came, days and tags in the order a reader meets them."""

    papers: Sequence[Paper] = ()
    days: tuple[Day, ...] = ()
    tags: tuple[Tag, ...] = ()
    authors: tuple[Author, ...] = ()
    orgs: tuple[Org, ...] = ()
    standing: tuple[Standing, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    assets: tuple[Asset, ...] = ()
    moved: tuple[Redirect, ...] = ()
    """From where papers were while only their titles were known."""


class Page(Noun, frozen=True):
    """A file the site will hold.

    `template` draws it from `shows`, and nothing else decides its bytes but the
    settings and the code.  A page without a template is the bytes in `shows["body"]`.
    `about` names the thing whose page it is; None for a page of the whole archive.
    `updated` is the latest day it has to do with.
    """

    path: str
    template: str
    shows: Mapping[str, object]
    about: Ref | None = None
    updated: Date | None = None


class UnchangedPage(NamedTuple):
    """A page that is sure to be as it was at the last build."""

    path: str
    about: Ref
