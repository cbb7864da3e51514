"""The warnings that only `check` gives: listings of future days, and listings that contradict each other.

`check` reads everything, so it can also compare all abstracts, and name the line of a hint about a tag.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Any

from gazette.archive import identity, merge
from gazette.archive.health import TagHint
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core import errors, text, urls
from gazette.core.errors import Problem, Report
from gazette.core.model import Entry, Listing, known
from gazette.listings import fields

NOT_COMPARED = frozenset(["note", "marked", "line", "extra", "media", "version", "added", "enriched"])
COMPARED = tuple(name for name in Entry.__struct_fields__ if name not in {*COUNTS, *NOT_COMPARED})
BEFORE_DIFFERENCE = 20
"""Of two long values, messages quote this many characters before the first difference."""


def warn(listings: Iterable[Listing], today: date, findings: Iterable[Problem], report: Report) -> None:
    """Add the warnings to `report`; its hints become the `findings`, with their lines as far as they are known."""
    ordered = sorted(listings, key=merge.order)
    for listing in ordered:
        if listing.day > today:
            way_out = "correct the date, or build with --until"
            report.about(listing.path).warn(1, f"the day {listing.day} is in the future", way_out, "future-day")
    report.hints[:] = [*_with_lines(findings, ordered), *_spellings(ordered)]
    mentions = [Mention(entry, each) for each in ordered for entry in each.entries]
    papers = identity.identify(mentions)
    report.hints += _same_abstracts(papers.values())
    for group in papers.values():
        if len(group) > 1:
            _compare(group, report)


def _with_lines(findings: Iterable[Problem], listings: Sequence[Listing]) -> Iterator[Problem]:
    """The hints; those about one tag get the file and the line of the first paper that has it."""
    places = {tag: (listing.path, entry.line) for listing, entry, tag in _tags(reversed(listings))}
    for each in findings:
        if isinstance(each, TagHint) and (place := places.get(each.tag)):
            yield replace(each, path=place[0], line=place[1])
        else:
            yield each


def _tags(listings: Iterable[Listing]) -> Iterator[tuple[Listing, Entry, str]]:
    return ((listing, entry, tag) for listing in listings for entry in listing.entries for tag in entry.tags)


def _spellings(listings: Sequence[Listing]) -> Iterator[Problem]:
    """A hint about each spelling of a tag that is not the most frequent one of its subject."""
    counts = Counter(tag for _, _, tag in _tags(listings))
    usual: dict[str, str] = {}
    for tag, _ in counts.most_common():
        usual.setdefault(urls.tag_slug(tag), tag)
    reported: set[str] = set()
    for listing, entry, tag in _tags(listings):
        if tag not in reported and (other := usual[urls.tag_slug(tag)]) != tag:
            reported.add(tag)
            what = f"tags: {errors.shown(tag)} is elsewhere written {errors.shown(other)}"
            yield Problem(listing.path, entry.line, what, "write both alike", "similar-tags")


def _same_abstracts(papers: Iterable[Sequence[Mention]]) -> Iterator[Problem]:
    """A hint about each paper whose abstract another paper with another title has."""
    first: dict[str, Mention] = {}
    for group in papers:
        for mention in group:
            words = text.fold(" ".join(mention.entry.abstract))
            if not words:
                continue
            other = first.setdefault(words, mention)
            if other not in group and identity.title(other.entry) != identity.title(mention.entry):
                what = f"the abstract is also that of {errors.shown(other.entry.title)} ({_place(other)})"
                way_out = "give one of them its own abstract, or give both the same id"
                yield Problem(mention.listing.path, mention.entry.line, what, way_out, "same-abstract")


def _compare(group: Sequence[Mention], report: Report) -> None:
    """Warn about each field in which a listing of a paper differs from the paper's page."""
    merged = merge.unite(group)
    title, names = identity.title(merged), {id(mention) for mention in merge.naming(group)}
    for mention in group:
        for name in COMPARED:
            here, on_page = getattr(mention.entry, name), getattr(merged, name)
            named = name == "title" and id(mention) in names and identity.title(mention.entry) == title
            if known(here) and here != on_page and not named and field_text(name, here) != field_text(name, on_page):
                quoted = _quoted(field_text(name, here), field_text(name, on_page))
                what = "{}: this listing has {}, but the page shows {}".format(name.replace("_", "-"), *quoted)
                where = [f" ({_place(each)})" for each in group if getattr(each.entry, name) == on_page]
                way_out = "correct one of them"
                report.about(mention.listing.path).warn(
                    mention.entry.line, what + "".join(where[:1]), way_out, "conflict"
                )


def _place(mention: Mention) -> str:
    path, line = mention.listing.path, mention.entry.line
    return f"{path}:{line}" if line else path


def field_text(name: str, value: Any) -> str:
    """The value of an attribute of Entry, on one line."""
    if name == "abstract":
        return " ".join(value)
    if isinstance(value, tuple):
        return "; ".join(": ".join(each) if isinstance(each, tuple) else each for each in value)
    field = fields.BY_KEY.get(name.replace("_", "-"))
    return field.write(value) if field else str(value)


def _quoted(one: str, other: str) -> tuple[str, str]:
    """Two different texts as messages show them; if they are long, from shortly before their first difference."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    start = same - BEFORE_DIFFERENCE if same > 2 * BEFORE_DIFFERENCE else 0
    cut = (f"…{each[start:]}" if start else each for each in (one, other))
    first, second = map(errors.shown, cut)
    return first, second
