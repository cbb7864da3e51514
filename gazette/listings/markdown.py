"""A day's listing as Markdown ↔ Listing: the canonical format.

    ---
    date: 2025-03-12                 front matter: `key: value`, verbatim; not YAML
    ---

    A word about the day.            Markdown

    ## A Title                       an entry; the order in the file is the rank
    - arxiv: 2503.00001              fields: `- key: value`, two spaces continue a value

    An abstract.                     text with TeX; blank lines part paragraphs

    > Why it is here.                the editor's note, Markdown

`parse` and `dump` are inverses: `parse(dump(listing)) == listing` for every listing
whose text is in the form that `parse` gives it, and `dump(parse(text))` is canonical.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from gazette.core import errors, text
from gazette.core.errors import BadValue, Report
from gazette.core.model import Listing, Trust
from gazette.listings import entry, fields

_HEAD = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?: (.*))?$")
# A line of the day's word that would begin an entry bears a backslash.
_TAKEN = re.compile(r"\\*## ")
CAPTURED, FROM_API = ", captured", ", by its API"
"""The ends of the `source` of listings that were imported, and are trusted less than what people wrote."""
LONGEST = 100_000
_DAY_IN_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_. ].*)?\Z")


def parse(source: str, path: str = "", report: Report | None = None) -> Listing:
    """The listing in `source`; `path` names it in messages and may name its day.

    With a report, problems go there, and what is wrong is left out of the listing;
    without, errors are raised as Mistakes.
    """
    report, strict = report or Report(path), report is None
    lines = text.clean(source).split("\n")
    if len(lines) > LONGEST:
        report.error(LONGEST, f"more than {LONGEST:,} lines", "part it; a listing is a day's")
        lines = lines[:LONGEST]
    head, start = _head(lines, report)
    starts = _starts(lines, start, report)
    entries = (entry.parse(lines[at:end], at + 1, report) for at, end in pairwise([*starts, len(lines)]))
    word = lines[start : starts[0] if starts else len(lines)]
    dated = next((n for n in range(start) if lines[n].startswith("date:")), 0)
    listing = Listing(
        day=day_of(head.pop("date", None), path, report, dated + 1),
        entries=tuple(each for each in entries if each),
        note=text.lines("\n".join(entry.loosen(_TAKEN, line) for line in word)),
        path=path,
        trust=trust(head.get("source", "")),
        **head,
    )
    if strict:
        report.raise_errors()
    return listing


def dump(listing: Listing) -> str:
    """The listing in canonical form."""
    word = "\n".join(entry.fasten(_TAKEN, line) for line in listing.note.split("\n"))
    parts = ["\n".join(["---", *_dump_head(listing), "---"])]
    parts += [word] if word else []
    parts += map(entry.dump, listing.entries)
    return "\n\n".join(parts) + "\n"


def _dump_head(listing: Listing) -> list[str]:
    plain = [(key, getattr(listing, key)) for key in ("source", "url", "curator", "license", "order")]
    rows = [("date", str(listing.day)), *plain, ("quiet", "true" if listing.quiet else "")]
    rows = [(key, kept) for key, kept in rows if kept] + list(listing.extra)
    return [f"{key}: {written}".rstrip() for key, written in rows]


def day_of(written: date | None, path: str, report: Report, line: int = 1) -> date:
    """The day a listing speaks of: as written in it, else as its file's name begins."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    found = _DAY_IN_NAME.match(stem)
    named = None
    if found:
        try:
            named = fields.day(found[1])
        except BadValue as bad:
            report.error(0, f"in the name of the file, {bad.what}", bad.way_out)
            return written or date.min
    if written and named and written != named:
        report.error(line, f"the date {written} is not the day of the name", f"it should be {named}")
    if not written and not named and all(problem.path != path for problem in report.errors):
        report.error(line, "no day", "begin the file's name with it, or add `date: 2025-03-12` on top")
    return written or named or date.min


def trust(source: str) -> Trust:
    """How far a listing is believed that says where it came from."""
    if source.endswith(CAPTURED):
        return Trust.CAPTURED
    return Trust.STRUCTURED if source.endswith(FROM_API) else Trust.WRITTEN


def _head(lines: list[str], report: Report) -> tuple[dict[str, Any], int]:
    """The front matter's values by their names in a Listing, and the index of the line after it."""
    rows, start = front(lines, report)
    seen: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for key, written, number in rows:
        if key in fields.HEAD:
            seen[key] = fields.value(key, written, number, report) if written else None
        else:
            fields.unknown(key, fields.HEAD, number, report)
            extra[key] = written
    known = {key: kept for key, kept in seen.items() if kept is not None}
    return known | {"extra": tuple(extra.items())}, start


def front(lines: list[str], report: Report) -> tuple[list[tuple[str, str, int]], int]:
    """The (key, text, line) rows of the front matter, each key once, and the index of the line after it."""
    if lines[0].rstrip() != "---":
        return [], 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        report.error(1, "the front matter is not closed", "end it with a line `---`")
        return [], len(lines)
    rows: dict[str, tuple[str, str, int]] = {}
    for number, line in enumerate(lines[1:end], 2):
        found = _HEAD.match(line.rstrip())
        if not found and line.strip():
            report.error(number, f"{errors.shown(line)} is no front matter", "write `key: value`")
        elif found and found[1] in rows:
            report.error(number, f"the key {errors.shown(found[1])} a second time", "keep one of them")
        elif found:
            rows[found[1]] = (found[1], (found[2] or "").strip(), number)
    return list(rows.values()), end + 1


def _starts(lines: list[str], start: int, report: Report) -> list[int]:
    """The indices of the lines that begin an entry."""
    headings = [n for n, line in enumerate(lines) if line[:2] == "##" and n >= start]
    for n in headings:
        if lines[n][2:3] not in ("", "#", " "):
            report.warn(n + 1, "`##` without a space begins no entry", "write `## ` if it should")
    return [n for n in headings if lines[n].startswith("## ")]
