"""One day's listing as Markdown ↔ Listing.

    ---
    date: 2025-03-12                 front matter: `key: value`, verbatim; it is not YAML
    ---

    An introduction to the day.      Markdown

    ## A Title                       an entry; the order in the file is the rank
    - arxiv: 2503.00001              fields: `- key: value`; two spaces continue a value

    An abstract.                     text with TeX; blank lines separate paragraphs

    > Why it is here.                the editor's note, Markdown

`parse(dump(listing)) == listing` for every listing whose text is cleaned as `parse` cleans it,
and `dump(parse(text))` is the canonical form of `text`.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from gazette.core import complexity, errors, limits, text
from gazette.core.errors import BadValue, Report
from gazette.core.model import Listing, Trust
from gazette.listings import comments, entry, fields, introduction
from gazette.listings.fields import Row
from gazette.sources import conflicts

MAX_LINES = limits.LINES.most
NO_DAY, FILE_NAME = "the listing has no day", "the file name"
"""Parts of messages, by which `import` finds those that an option can answer."""
_KEY_VALUE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?: (.*))?$")
_OTHER_HEADING = re.compile(r"##+|#(?= )")
_DAY_IN_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_. ].*)?\Z")


def parse(source: str, path: str = "", report: Report | None = None) -> Listing:
    """The listing in `source`. Its day may come from the file name in `path`, which messages show too.

    With a report, problems are added to it and what they concern is left out of the listing.
    Without, errors are raised as Mistakes.
    """
    report, strict = report or Report(path), report is None
    lines = _lines(source, report)
    head, start = _head(lines, report)
    starts = _entry_starts(lines, start, report)
    limits.exceeded(len(starts), limits.PAPERS, "the listing", starts[-1] + 1 if starts else 1, report)
    entries = (entry.parse(lines[at:end], at + 1, report) for at, end in pairwise([*starts, len(lines)]))
    before = lines[start : starts[0] if starts else len(lines)]
    introduction.check(before, start + 1, report)
    limits.exceeded(sum(map(len, before)), limits.NOTE, "the introduction", start + 1, report)
    note = text.lines(introduction.unescape(line for line in before if line != comments.DROPPED))
    complexity.warn(note, start + 1, report)
    date_line = next((number for number, line in enumerate(lines[:start], 1) if line.startswith("date:")), 1)
    listing = Listing(
        day=day_of(head.pop("date", None), path, report, date_line),
        entries=tuple(each for each in entries if each),
        note=note,
        path=path,
        **head,
    )
    if strict:
        report.raise_errors()
    return listing


def _lines(source: str, report: Report) -> list[str]:
    """The lines of a listing without its comments; none if it has conflict markers, for then nothing is certain."""
    source = text.clean(source)
    if conflicts.report_markers(source, report):
        return [""]
    if comments.OPEN in source:
        source = comments.strip(source, report)
    lines = source.split("\n")
    if len(lines) > MAX_LINES:
        report.error(MAX_LINES, f"the listing has more than {MAX_LINES:,} lines", "split it by day")
        lines = lines[:MAX_LINES]
    if len(source) > limits.TEXT.most:
        for number, line in enumerate(lines, 1):
            if limits.exceeded(len(line), limits.TEXT, "the line", number, report):
                lines[number - 1] = "## …" if line.startswith("## ") else ""
    return lines


def _head(lines: list[str], report: Report) -> tuple[dict[str, Any], int]:
    """The attributes of a Listing that the front matter gives, and the index of the line after it."""
    rows, start = front_matter(lines, report)
    found: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for key, written, number in rows:
        if key not in fields.LISTING_KEYS:
            fields.check_unknown(key, fields.LISTING_KEYS, number, report)
            limits.exceeded(len(written), limits.VALUE, key, number, report)
            extra[key] = written
        elif written:
            found[key] = fields.value(key, written, number, report)
    found = {key: value for key, value in found.items() if value is not None}
    if "source" in found and "trust" not in found:
        found["source"], found["trust"] = _trust_in_source(found["source"])
    return found | {"extra": tuple(extra.items())}, start


def front_matter(lines: list[str], report: Report) -> tuple[list[Row], int]:
    """The rows of the front matter, one per key, and the index of the line after it."""
    if lines[0].rstrip() != "---":
        return [], 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        report.error(1, "the front matter is not closed", "end it with a line `---`")
        return [], len(lines)
    rows: dict[str, Row] = {}
    for number, line in enumerate(lines[1:end], 2):
        match = _KEY_VALUE.match(line.rstrip())
        if not match and line.strip():
            report.error(number, f"{errors.shown(line)} is not front matter", "write `key: value`")
        elif match and match[1] in rows:
            report.error(number, f"the key {errors.shown(match[1])} is repeated", "keep one of them")
        elif match:
            rows[match[1]] = (match[1], (match[2] or "").strip(), number)
    return list(rows.values()), end + 1


def _trust_in_source(source: str) -> tuple[str, Trust]:
    """The source and trust of a listing without the key `trust`: older listings have it at the end of the source."""
    for suffix, trust in ((", captured", Trust.CAPTURED), (", by its API", Trust.STRUCTURED)):
        if source.endswith(suffix) and source != suffix:
            return source.removesuffix(suffix).rstrip(), trust
    return source, Trust.WRITTEN


def _entry_starts(lines: list[str], start: int, report: Report) -> list[int]:
    """The indices of the lines that start an entry, from `start` on."""
    headings = [at for at, line in enumerate(lines) if line[:1] == "#" and at >= start]
    for at in headings:
        if (found := _OTHER_HEADING.match(lines[at])) and not lines[at].startswith("## "):
            report.warn(at + 1, f"`{found[0]}` does not start an entry", "write `## ` if it should")
    return [at for at in headings if lines[at].startswith("## ")]


def what_there_is(source: str) -> tuple[int, str]:
    """The first line, and the names, of what a listing without papers has instead."""
    return introduction.what_there_is(_lines(source, Report()))


def day_of(written: date | None, path: str, report: Report, line: int = 1) -> date:
    """The day of a listing: `written` on a line of it, or at the start of its file name; date.min if it has none."""
    match = _DAY_IN_NAME.match(path.rpartition("/")[2].rpartition(".")[0])
    named = None
    if match:
        try:
            named = fields.day(match[1])
        except BadValue as bad:
            report.error(0, f"in {FILE_NAME}, {bad.what}", bad.way_out)
            return written or date.min
    if written and named and written != named:
        report.error(line, f"the date {written} differs from {FILE_NAME}", f"write {named}, or rename the file")
    if not written and not named and all(problem.path != path for problem in report.errors):
        way_out = "start the file name with it, or add `date: 2025-03-12` to the front matter"
        report.error(line, NO_DAY, way_out)
    return written or named or date.min


def dump(listing: Listing) -> str:
    """The listing in canonical form."""
    blocks = ["\n".join(["---", *_dump_head(listing), "---"])]
    blocks += [introduction.escape(listing.note)] if listing.note else []
    blocks += map(entry.dump, listing.entries)
    return comments.escape("\n\n".join(blocks)) + "\n"


def _dump_head(listing: Listing) -> list[str]:
    """The lines of the front matter."""
    default = _trust_in_source(listing.source) == (listing.source, listing.trust)
    rows = [
        ("date", str(listing.day)),
        *((key, getattr(listing, key)) for key in ("source", "url", "curator", "license", "order")),
        ("quiet", "true" if listing.quiet else ""),
        ("trust", "" if default else fields.write_trust(listing.trust)),
    ]
    rows = [(key, value) for key, value in rows if value]
    return [f"{key}: {value}".rstrip() for key, value in [*rows, *listing.extra]]
