"""A plain-text copy of Hugging Face's papers page, as people have them.

A header in varying words (an invitation to subscribe, the curator, "Mar 12"), then titles and
abstracts in turn, with blank lines between them or none.  The page's day is the listing's,
never a paper's.  The year of a day comes from the header or from the file's name, which
begins with the day (`2025-03-12-capture.txt`) or with the year; it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from gazette.core import errors, text
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Listing, Trust
from gazette.listings import fields, links, markdown
from gazette.sources.files import SourceFile

NAME = "a copy of the papers page"
LONGEST_TITLE = 250
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SIGN = re.compile(r"get trending papers in your email inbox|by ?AK and the research community", re.IGNORECASE)
_CURATOR = re.compile(r"by ?(AK and the research community)", re.IGNORECASE)
_DAY = re.compile(rf"({'|'.join(MONTHS)})[a-z]*\.? ([0-9]{{1,2}})(?:,? ([0-9]{{4}}))?", re.IGNORECASE)
_HEADER = re.compile(
    r"new|subscribe|get trending papers in your email inbox.*|(?:daily|trending|hugging ?face) papers|papers",
    re.IGNORECASE,
)
_GLUED = re.compile(r"Subscribe(?=[A-Z0-9])")
_FULL_STOP = re.compile(r"[.!?…。][\"'”’)\]}]*$|https?://\S+$")

Block = tuple[int, str]
"""A title or a paragraph, and its line."""


def recognise(source: SourceFile) -> bool:
    """A text whose first lines hold words of the page's header."""
    lines = [line for line in source.text[:5000].split("\n") if line.strip()]
    return source.path.lower().endswith(".txt") and bool(_SIGN.search("\n".join(lines[:12])))


def parse(source: SourceFile, report: Report) -> Listing | None:
    header, rest = _parted(text.clean(source.text).split("\n"))
    day = _day(header, source.path, report)
    entries = tuple(_entries(_blocks(rest), report))
    if not entries:
        report.error(1, "a page without papers", "copy the whole page anew")
    if day is None or not entries:
        return None
    curator = next((found[1] for _, line in header if (found := _CURATOR.fullmatch(line))), "")
    return Listing(
        day=day,
        entries=entries,
        source=f"Hugging Face Daily Papers{markdown.CAPTURED}",
        curator=curator,
        trust=Trust.CAPTURED,
        path=source.path,
    )


def _parted(lines: list[str]) -> tuple[list[Block], list[Block]]:
    """The header's lines, and the lines after it; a title that "Subscribe" is glued to is freed of it."""
    header: list[Block] = []
    rest = list(enumerate(lines, 1))
    while rest:
        number, line = rest[0][0], rest[0][1].strip()
        if line and not (_HEADER.fullmatch(line) or _CURATOR.fullmatch(line) or _DAY.fullmatch(line)):
            rest[0] = (number, _GLUED.sub("", line, count=1) if header else line)
            break
        header += [(number, line)] if line else []
        rest.pop(0)
    return header, rest


def _blocks(lines: Iterable[Block]) -> Iterator[Block]:
    """Runs of lines parted by blank ones, joined; but where one is as long as a paragraph, each line by itself."""
    for blank, group in groupby(lines, key=lambda block: not block[1].strip()):
        run = [(number, line.strip()) for number, line in group]
        if not blank and any(len(line) > LONGEST_TITLE for _, line in run):
            yield from run
        elif not blank:
            yield run[0][0], " ".join(line for _, line in run)


def _day(header: list[Block], path: str, report: Report) -> date | None:
    """The day that the header and the file's name give together."""
    name = path.rpartition("/")[2]
    told = next(((number, found) for number, line in header if (found := _DAY.fullmatch(line))), None)
    if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", name):
        named = markdown.day_of(None, path, report)
        if told and _written(told, str(named.year), report) not in (None, named):
            report.error(told[0], f"the page is of {told[1][0]}, and the name says {named}", "correct one of them")
        return named
    year = (told and told[1][3]) or (re.match("[0-9]{4}(?![0-9])", name) or [""])[0]
    if told and year:
        return _written(told, year, report)
    what = f"{told[1][0]!r} has no year" if told else "no day"
    report.error(told[0] if told else 1, what, "give it with --date or --year, or begin the file's name with it")
    return None


def _written(told: tuple[int, re.Match[str]], year: str, report: Report) -> date | None:
    number, found = told
    month = MONTHS.index(found[1].lower()) + 1
    try:
        return fields.day(f"{found[3] or year}-{month:02}-{int(found[2]):02}")
    except BadValue as bad:
        report.error(number, bad.what, bad.way_out)
        return None


# Titles and abstracts.


def _entries(blocks: Iterable[Block], report: Report) -> Iterator[Entry]:
    """Titles and abstracts in turn; what breaks the turn is told, and kept."""
    entry: Entry | None = None
    for number, line in blocks:
        if _SIGN.match(line):
            report.error(number, "a second page begins here", "keep one page a file")
        elif _is_title(line, bool(entry and not entry.abstract)):
            if entry:
                yield _finished(entry, report)
            entry = Entry(title=text.line(line), line=number)
        elif entry is None:
            report.error(number, "an abstract without a title", "put the title on the line before it")
        else:
            if entry.abstract:
                report.warn(number, "a second paragraph", f"it is taken for {errors.shown(entry.title)}")
            entry = replace(entry, abstract=(*entry.abstract, line))
    if entry:
        yield _finished(entry, report)


def _is_title(line: str, due: bool) -> bool:
    """Whether a block is a title; where an abstract is due, one that ends in a full stop is not."""
    return len(line) <= LONGEST_TITLE and not (due and line.endswith("."))


def _finished(entry: Entry, report: Report) -> Entry:
    """The entry with the links that its abstract holds; what seems to be missing is told."""
    if not entry.abstract:
        report.warn(entry.line, f"{errors.shown(entry.title)} has no abstract", "it is kept without")
    elif not _FULL_STOP.search(entry.abstract[-1]):
        report.warn(entry.line, f"the abstract of {errors.shown(entry.title)} may be cut off", "complete it")
    found: dict[str, Any] = dict(links.find("\n".join(entry.abstract)))
    return replace(entry, **found)
