"""A plain-text copy of Hugging Face's papers page.

It begins with a header in varying words: an invitation to subscribe, the curator, "Mar 12". Titles and abstracts
follow in turn, with or without blank lines between them; in a copy of the whole page, cards follow (see `cards`).
The day in the header is the listing's, not a paper's.
Its year comes from the header or from the start of the file name (`2025-03-12-capture.txt`, `2025 capture.txt`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from gazette.core import errors, limits, text
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Listing, Trust
from gazette.listings import cards, fields, links, markdown
from gazette.sources.files import SourceFile

NAME = "a copy of the papers page"
MAX_TITLE = 250
MAX_ABOVE = 60
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_INVITATION = re.compile(r"get trending papers in your email inbox|by ?AK and the research community", re.IGNORECASE)
_CURATOR = re.compile(r"by ?(AK and the research community)", re.IGNORECASE)
_DAY = re.compile(rf"({'|'.join(MONTHS)})[a-z]*\.? ([0-9]{{1,2}})(?:,? ([0-9]{{4}}))?", re.IGNORECASE)
_HEADER = re.compile(
    r"new|subscribe|get trending papers in your email inbox.*|(?:daily|trending|hugging ?face) papers|papers",
    re.IGNORECASE,
)
_SUBSCRIBE_PREFIX = re.compile(r"Subscribe(?=[A-Z0-9])")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’)\]}]*$|https?://\S+$")

Block = tuple[int, str]
"""The number of the first line, and the text, of a line, a title or a paragraph."""


def recognise(source: SourceFile) -> bool:
    """A `.txt` file with words of the page's header among its first lines."""
    lines = [line for line in source.text[:5000].split("\n") if line.strip()]
    return source.path.lower().endswith(".txt") and bool(_INVITATION.search("\n".join(lines[:12])))


def parse(source: SourceFile, report: Report) -> Listing | None:
    header, lines = _split_header(text.clean(source.text).split("\n"), report)
    day = _day(header, source.path, report)
    entries = tuple(cards.entries(lines, report) if cards.are_in(lines) else _entries(_blocks(lines), report))
    if not entries:
        report.error(1, "the page has no papers", "copy the whole page again")
    limits.exceeded(len(entries), limits.PAPERS, "the page", 1, report)
    if day is None or not entries:
        return None
    return Listing(
        day=day,
        entries=entries,
        source="Hugging Face Daily Papers",
        curator=next((match[1] for _, line in header if (match := _CURATOR.fullmatch(line))), ""),
        trust=Trust.CAPTURED,
        path=source.path,
    )


def _split_header(lines: list[str], report: Report) -> tuple[list[Block], list[Block]]:
    """The lines of the header that are not blank, and the lines after it, the first without a glued "Subscribe"."""
    header: list[Block] = []
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or (not header and _is_above(number, line, lines, report)):
            continue
        if not _is_header(line):
            first = _SUBSCRIBE_PREFIX.sub("", line, count=1) if header else line
            return header, [(number, first), *enumerate(lines[number:], number + 1)]
        header.append((number, line))
    return header, []


def _is_header(line: str) -> bool:
    return bool(_HEADER.fullmatch(line) or _CURATOR.fullmatch(line) or _DAY.fullmatch(line))


def _is_above(number: int, line: str, lines: list[str], report: Report) -> bool:
    """Whether a line is above the page's header, where a copy of the whole page has links to other pages."""
    if _is_header(line) or not any(_is_header(each.strip()) for each in lines[number : number + MAX_ABOVE]):
        return False
    if not cards.FURNITURE.fullmatch(line):
        report.warn(number, f"{errors.shown(line)} is above the page's header and is left out", "remove the line")
    return True


def _blocks(lines: Iterable[Block]) -> Iterator[Block]:
    """Lines between blank lines, joined; if one is as long as a paragraph, each line is a block."""
    for blank, group in groupby(lines, key=lambda block: not block[1].strip()):
        run = [(number, line.strip()) for number, line in group]
        if not blank and any(len(line) > MAX_TITLE for _, line in run):
            yield from run
        elif not blank:
            yield run[0][0], " ".join(line for _, line in run)


# The day.


def _day(header: list[Block], path: str, report: Report) -> date | None:
    """The day that the header and the file name give together; None, and an error, if they give none."""
    name = path.rpartition("/")[2]
    number, match = next(((at, match) for at, line in header if (match := _DAY.fullmatch(line))), (1, None))
    if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        named = markdown.day_of(None, path, report)
        if match and _date(match, str(named.year), number, report) not in (None, named):
            what = f"the page is for {match[0]}, but {markdown.FILE_NAME} says {named}"
            report.error(number, what, "correct one of them")
        return named
    year_in_name = re.match("[0-9]{4}(?![0-9])", name)
    year = (match and match[3]) or (year_in_name and year_in_name[0])
    if match and year:
        return _date(match, year, number, report)
    what = f"{match[0]!r} has no year" if match else "the page has no day"
    report.error(number, what, "pass --date or --year, or start the file name with it")
    return None


def _date(match: re.Match[str], year: str, number: int, report: Report) -> date | None:
    """The date in a match of `_DAY`, with `year` if it has none; None, and an error, if it does not exist."""
    month = MONTHS.index(match[1].lower()) + 1
    try:
        return fields.day(f"{match[3] or year}-{month:02}-{int(match[2]):02}")
    except BadValue as bad:
        report.error(number, bad.what, bad.way_out)
        return None


# Titles and abstracts.


def _entries(blocks: Iterable[Block], report: Report) -> Iterator[Entry]:
    """The papers; blocks out of turn are reported, and kept where possible."""
    entry: Entry | None = None
    abstract: list[str] = []
    for number, line in blocks:
        if _INVITATION.match(line):
            report.error(number, "a second page starts here", "save one page per file")
        elif _is_title(line, abstract_expected=bool(entry and not abstract)):
            if entry:
                yield _finished(entry, abstract, report)
            if cards.FURNITURE.fullmatch(line):
                report.error(number, f"{errors.shown(line)} is not a title", "remove the line")
            entry, abstract = Entry(title=text.line(line), line=number), []
        elif entry is None:
            report.error(number, "an abstract has no title", "put the title on the line above it")
        else:
            if abstract:
                what = f"{errors.shown(entry.title)} has a second paragraph"
                report.warn(number, what, "if it belongs to another paper, put its title on the line above it")
            abstract.append(line)
    if entry:
        yield _finished(entry, abstract, report)


def _is_title(line: str, abstract_expected: bool) -> bool:
    """Whether a block is a title: it is short, and not a sentence where an abstract is expected."""
    return len(line) <= MAX_TITLE and not (abstract_expected and line.endswith("."))


def _finished(entry: Entry, abstract: list[str], report: Report) -> Entry:
    """The entry with its abstract and the links in it; warns about what seems to be missing."""
    if not abstract:
        report.warn(entry.line, f"{errors.shown(entry.title)} has no abstract", "add one below the title")
    elif not _SENTENCE_END.search(abstract[-1].rpartition(" ")[2]):
        report.warn(entry.line, f"the abstract of {errors.shown(entry.title)} may be cut off", "complete it")
    if limits.exceeded(sum(map(len, abstract)), limits.ABSTRACT, "the abstract", entry.line, report):
        return entry
    found: dict[str, Any] = dict(links.find("\n".join(abstract)))
    return replace(entry, abstract=tuple(abstract), **found)
