"""What `check` tells beyond what stops a build: days to come, and sources that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gazette.archive import identity, merge
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core import errors
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.core.noun import known

COMPARED = tuple(
    name for name in Entry.__struct_fields__ if name not in {*COUNTS, "note", "held", "line", "extra", "media"}
)


def tell(listings: Iterable[Listing], today: date, report: Report) -> None:
    """Warnings about the listings, as of `today`."""
    ordered = sorted(listings, key=merge.order)
    for listing in ordered:
        if listing.day > today:
            way_out = "correct its day, or build with --until"
            report.about(listing.path).warn(1, f"the day {listing.day} is yet to come", way_out)
    mentions = [Mention(entry, each) for each in ordered for entry in each.entries]
    for group in identity.identify(mentions).values():
        if len(group) > 1:
            _conflicts(group, report)


def _conflicts(group: Sequence[Mention], report: Report) -> None:
    """A warning for each field that a mention gives otherwise than the page will."""
    taken = merge.unite(group)
    for mention in group:
        for name in COMPARED:
            held, shown = getattr(mention.entry, name), getattr(taken, name)
            if known(held) and held != shown:
                here, there = errors.shown(str(held)), errors.shown(str(shown))
                what = f"{name.replace('_', '-')}: {here} here, the page shows {there}"
                report.about(mention.listing.path).warn(mention.entry.line, what, "correct one of them")
