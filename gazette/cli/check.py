"""The warnings that only `check` gives: listings of future days, and listings that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gazette.archive import identity, merge
from gazette.archive.identity import Mention
from gazette.archive.merge import COUNTS
from gazette.core import errors
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, known

COMPARED = tuple(
    name for name in Entry.__struct_fields__ if name not in {*COUNTS, "note", "marked", "line", "extra", "media"}
)


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
            if known(here) and here != on_page and not named:
                quoted = errors.shown(str(here)), errors.shown(str(on_page))
                what = "{}: {} here, the page shows {}".format(name.replace("_", "-"), *quoted)
                report.about(mention.listing.path).warn(mention.entry.line, what, "correct one of them")
