"""The warnings that only `check` gives: listings of future days, and listings that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from gazette.archive import identity, merge
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core import errors
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, known
from gazette.listings import fields

NOT_COMPARED = frozenset(["note", "marked", "line", "extra", "media", "version", "added", "enriched"])
COMPARED = tuple(name for name in Entry.__struct_fields__ if name not in {*COUNTS, *NOT_COMPARED})
BEFORE_DIFFERENCE = 20
"""Of two long values, messages quote this many characters before the first difference."""


def warn(listings: Iterable[Listing], today: date, report: Report) -> None:
    """Add the warnings to `report`."""
    ordered = sorted(listings, key=merge.order)
    for listing in ordered:
        if listing.day > today:
            way_out = "correct the date, or build with --until"
            report.about(listing.path).warn(1, f"the day {listing.day} is in the future", way_out)
    mentions = [Mention(entry, each) for each in ordered for entry in each.entries]
    for group in identity.identify(mentions).values():
        if len(group) > 1:
            _compare(group, report)


def _compare(group: Sequence[Mention], report: Report) -> None:
    """Warn about each field in which a listing of a paper differs from the paper's page."""
    merged = merge.unite(group)
    title, names = identity.title(merged), {id(mention) for mention in merge.naming(group)}
    for mention in group:
        for name in COMPARED:
            here, on_page = getattr(mention.entry, name), getattr(merged, name)
            named = name == "title" and id(mention) in names and identity.title(mention.entry) == title
            if known(here) and here != on_page and not named and _text(name, here) != _text(name, on_page):
                quoted = _quoted(_text(name, here), _text(name, on_page))
                what = "{}: this listing has {}, but the page shows {}".format(name.replace("_", "-"), *quoted)
                where = [f" ({_place(each)})" for each in group if getattr(each.entry, name) == on_page]
                way_out = "correct one of them"
                report.about(mention.listing.path).warn(mention.entry.line, what + "".join(where[:1]), way_out)


def _place(mention: Mention) -> str:
    path, line = mention.listing.path, mention.entry.line
    return f"{path}:{line}" if line else path


def _text(name: str, value: Any) -> str:
    """The value of an attribute of Entry, on one line."""
    if name == "abstract":
        return " ".join(value)
    if isinstance(value, tuple):
        return "; ".join(value)
    field = fields.BY_KEY.get(name.replace("_", "-"))
    return field.write(value) if field else str(value)


def _quoted(one: str, other: str) -> tuple[str, str]:
    """Two different texts as messages show them; if they are long, from shortly before their first difference."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    start = same - BEFORE_DIFFERENCE if same > 2 * BEFORE_DIFFERENCE else 0
    cut = (f"…{each[start:]}" if start else each for each in (one, other))
    first, second = map(errors.shown, cut)
    return first, second
