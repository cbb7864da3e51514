"""What the importers of other formats share: days, names, dates, addresses of papers, and papers that repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gazette.core import errors, text, urls
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Listing, Trust
from gazette.listings import fields, markdown

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ARXIV_PAGE = re.compile(r"/(?:papers|abs|html|pdf|overview|paper)/(.+?)/?", re.IGNORECASE)
ARXIV_MIRRORS = frozenset(["huggingface.co", "hf.co", "alphaxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org"])
"""Hosts with a page for each paper of arXiv, under its id."""
ARXIV_DOI = "10.48550/arxiv."
_HOSTS = (
    ("doi", ("doi.org", "dx.doi.org"), fields.BY_KEY["doi"].read),
    ("openreview", ("openreview.net",), fields.BY_KEY["openreview"].read),
    ("acl", ("aclanthology.org",), fields.BY_KEY["acl"].read),
)
_PARTS = re.compile(r"\s*([0-9]{4})(?:[/-]([0-9]{1,2})(?:[/-]([0-9]{1,2}))?)?")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|[IVX]{2,4}|[0-9](?:st|nd|rd|th)|ph\.?d\.?|m\.?d\.?", re.IGNORECASE)
_ET_AL = re.compile(r",?\s+(?:et\.?\s?al\b\.?|and others)\s*\.?$", re.IGNORECASE)


# Days.


def listings(
    rows: Iterable[tuple[date | None, Entry]], path: str, report: Report, own: date | None = None, **head: Any
) -> list[Listing]:
    """The listing of each day that the papers name, in the order of the file; papers without a day are of `own`.

    The day in the file name comes first. A paper of another day is an error, and so is a file without papers.
    """
    rows = once(rows, report)
    if not rows:
        report.error(1, "the file has no papers", "save it again, or remove it")
        return []
    day = _day(own, path, report, needed=any(each is None for each, _ in rows))
    if day == date.min:
        return []
    named = _day(None, path, Report(path), needed=False)
    days: dict[date, list[Entry]] = {}
    for written, entry in rows:
        if named and written and written != named:
            what = f"the paper is of {written}, but the file name or --date says {named}"
            way_out = "leave out --date, or name the column `published` if the date is the paper's own"
            report.error(entry.line, what, way_out)
        days.setdefault(written or day or date.min, []).append(entry)
    trust = head.pop("trust", Trust.STRUCTURED)
    return [Listing(day=each, entries=tuple(found), trust=trust, path=path, **head) for each, found in days.items()]


def single(found: Sequence[Listing], report: Report) -> Listing | None:
    """The only listing of a file; None, and an error, if it has several."""
    if len(found) > 1:
        days = sorted(listing.day for listing in found)
        what = f"the file has {len(days):,} days, from {days[0]} to {days[-1]}"
        report.error(1, what, "import it, which writes a listing for each day")
    return found[0] if len(found) == 1 else None


def references(rows: Sequence[tuple[Entry, str]], path: str, report: Report) -> Listing | None:
    """The listing of a file of references: its papers, each with its year or ""; None, with errors, if it has none.

    Papers with a year and without a date are reported, unless the year is in their venue or journal.
    """
    report_years(
        [each.line for each, year in rows if year and not (each.published or each.venue or each.journal)], report
    )
    if not rows and report.errors:
        return None
    return single(listings([(None, entry) for entry, _ in rows], path, report), report)


def _day(own: date | None, path: str, report: Report, needed: bool) -> date | None:
    """The day in the file name, or else `own`; if it is needed and unknown, or wrong, date.min and an error."""
    trial = Report(path)
    named = markdown.day_of(None, path, trial)
    if named != date.min:
        return named
    wrong = next((error for error in trial.errors if not error.line), None)
    if wrong:
        report.error(0, wrong.what, wrong.way_out)
        return date.min
    if needed and not own:
        report.error(1, "the listing has no day", "pass --date to `import`, or start the file name with it")
        return date.min
    return own


def once(rows: Iterable[tuple[date | None, Entry]], report: Report) -> list[tuple[date | None, Entry]]:
    """The papers, each once for each day; a repeated one is reported."""
    seen: set[Any] = set()
    found = []
    for day, entry in rows:
        key = (day, entry.arxiv or entry.doi or entry.id or entry.url, entry.title)
        if key in seen:
            report.warn(entry.line, f"{errors.shown(entry.title)} is listed twice", "remove the second")
        else:
            seen.add(key)
            found.append((day, entry))
    return found


# Dates.


def full_date(year: str, month: str, day: str) -> date | None:
    """The date, if all three are known; a month may be a number or an English name."""
    name = month.strip().lower()[:3]
    number = str(MONTHS.index(name) + 1) if name in MONTHS else month.strip()
    parts = (year.strip(), number, day.strip())
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def leading_date(written: str) -> date | None:
    """The date at the start of `2025-03-12T08:00Z`, `2025/03/12` or `2025.3.12`."""
    match = re.match(r"\s*([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])", written)
    return full_date(match[1], match[3], match[4]) if match else None


def date_parts(written: str) -> tuple[str, str, str]:
    """The year, month and day at the start of `2025`, `2025/03` or `2025-03-12`; what is not known is ""."""
    match = _PARTS.match(written)
    return (match[1], match[2] or "", match[3] or "") if match else ("", "", "")


def report_years(lines: Sequence[int], report: Report) -> None:
    """Warn about papers, each on one of `lines`, of which only the year is known, or the month."""
    if lines:
        papers = "1 paper has" if len(lines) == 1 else f"{len(lines):,} papers have"
        report.warn(lines[0], f"{papers} a year but no full date", "add `published: 2025-03-12` where you know it")


def with_year(venue: str, year: str) -> str:
    """A venue and its year, unless it names the year already."""
    return f"{venue} {year}" if venue and year and year not in venue else venue


def reference(journal: str, volume: str, number: str, pages: str, year: str) -> str:
    """A reference to a journal such as `Nature 600(3) (2025) 1–9`; "" without a journal."""
    issue = f"{volume}({number})" if volume and number else volume or number
    parts = [journal, issue, f"({year})" if year else "", re.sub("-+", "–", pages)]
    return " ".join(filter(None, parts)) if journal else ""


# Names.


def natural(name: str) -> str:
    """`Family, Given` as `Given Family`, and `Family, Given, Jr.` as `Given Family, Jr.`; others as they are."""
    parts = [part for each in name.split(",") if (part := text.line(each))]
    if len(parts) == 3:
        suffix = next((at for at in (1, 2) if _SUFFIX.fullmatch(parts[at])), 2)
        return f"{parts[3 - suffix]} {parts[0]}, {parts[suffix]}"
    if len(parts) == 2 and not _SUFFIX.fullmatch(parts[1]):
        return f"{parts[1]} {parts[0]}"
    return ", ".join(parts)


def split_names(written: str) -> tuple[str, ...]:
    """The names in `A. Author, B. Writer, Jr. and C. Editor`, or in a list with semicolons; "et al." is the last."""
    line = _ET_AL.sub("; et al.", text.line(written))
    if line.rstrip().removesuffix("; et al.").count(";"):
        parts = line.split(";")
    else:
        parts = re.split(r"\s*;\s*|,\s*(?:and\s+|&\s*)?|\s+and\s+", line)
    names: list[str] = []
    for part in filter(None, map(text.line, parts)):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        elif part not in names:
            names.append(part)
    return tuple(names)


def person(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """A name in its natural order."""
    name = text.line(f"{given} {particle} {family}")
    return f"{name}, {text.line(suffix)}" if text.line(suffix) else name


# Addresses.


def identify(addresses: Iterable[str]) -> dict[str, Any]:
    """The attributes of Entry that addresses of a paper give: its ids, or else its addresses as `url`."""
    found: dict[str, Any] = {}
    others: list[str] = []
    for address in addresses:
        name, value = _id(text.line(address))
        if name:
            found.setdefault(name, value)
        elif urls.safe(text.line(address)):
            others.append(text.line(address))
    return found or ({"url": tuple(dict.fromkeys(others))} if others else {})


def with_ids(ids: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """Ids in fields of their own, and what addresses give; an address as `url` is left out if there is an id."""
    return {**{name: value for name, value in others.items() if name != "url" or not ids}, **ids}


def _id(address: str) -> tuple[str, str]:
    """The attribute of Entry and the id in an address of a paper; two empty texts if it is another address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        if host in ARXIV_MIRRORS and (page := _ARXIV_PAGE.fullmatch(parts.path)):
            return "arxiv", fields.BY_KEY["arxiv"].read(page[1])
        if host == "arxiv.org" or host.endswith(".arxiv.org"):
            page = _ARXIV_PAGE.fullmatch(parts.path)
            return "arxiv", fields.BY_KEY["arxiv"].read(page[1] if page else address)
        for name, hosts, read in _HOSTS:
            if host in hosts:
                return _of_arxiv(name, str(read(address)))
    except ValueError:  # BadValue is one
        pass
    return "", ""


def read_id(name: str, written: str, line: int, report: Report) -> dict[str, Any]:
    """The attribute `name` of Entry with an id; empty, and a warning, if the text is not one."""
    if not text.line(written):
        return {}
    try:
        return dict([_of_arxiv(name, fields.BY_KEY[name].read(text.line(written)))])
    except BadValue as bad:
        report.warn(line, f"{name}: {bad.what}", "the value is left out")
        return {}


def _of_arxiv(name: str, value: str) -> tuple[str, str]:
    """The attribute and the id; those of arXiv for a DOI that arXiv gave."""
    if name == "doi" and value.startswith(ARXIV_DOI):
        try:
            return "arxiv", fields.BY_KEY["arxiv"].read(value.removeprefix(ARXIV_DOI))
        except BadValue:
            pass
    return name, value
