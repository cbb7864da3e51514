"""The filters of templates that know nothing about the site.  None of them marks a text as safe."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from gazette import figures, periods, shown, tex, urls

T = TypeVar("T", str, tex.Held)
_MORE = " …"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
_LINE = re.compile(r"(?=\S)(?:.{1,100}(?!\S)|\S{100})", re.DOTALL)  # ten times as fast as textwrap
_GAP = re.compile(r"[.!?](\s+)(?=[A-Z(])")
"""Between sentences."""


def long_date(day: date) -> str:
    """Wednesday 12 March 2025."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """12 March 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_name(month: date | str) -> str:
    """March 2025, from a day of it or from `2025-03`."""
    year, number = str(month).split("-")[:2]
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def stretch(name: str) -> str:
    """March 2025, from `2025-03`; a year as it is."""
    return month_name(name) if "-" in name else str(int(name))


def week_name(name: str) -> str:
    """Week 11 of 2025, from `2025-W11`."""
    year, _, week = name.partition("-W")
    return f"Week {int(week)} of {year}"


def period_path(day: date, kind: str) -> str:
    """The address of the week, month or year that contains the day."""
    return urls.during(kind, periods.NAMES[kind](day))


def in_period(name: str, kind: str) -> str:
    """The address of the week, month or year with this name; "" for ""."""
    return urls.during(kind, name) if name else ""


def number(count: int) -> str:
    """12 345, with a narrow no-break space."""
    return f"{count:,}".replace(",", "\u202f")


def counted(count: int, noun: str) -> str:
    """1 paper, 2 papers."""
    return f"{number(count)}\u00a0{noun}" if count == 1 else f"{number(count)}\u00a0{noun}s"


def opening(text: T, length: int = 300, longest: int = 0) -> T:
    """The first sentences of a text that fit into `length` characters, or one sentence, cut if it is over `longest`.

    A formula is never cut.
    """
    whole = text.lstrip()
    kept = _begun(whole, length, longest)
    end = len(kept.removesuffix(_MORE))
    for start, past in tex.spans(whole) if end < len(whole) else ():
        if start < end < past:
            kept = (whole[:start].rstrip() or whole[:past]) + _MORE
    return type(text)(kept)


def _begun(text: str, length: int, longest: int) -> str:
    if len(text) <= length:
        return text
    if whole := _sentences(length).match(text):
        return whole[0]
    gap = _GAP.search(text)
    sentence = text[: gap.start(1)] if gap else text
    return sentence if len(sentence) <= longest else _shortened(sentence, length)


def after(text: T, shown: str) -> T:
    """The rest of `text` after its `opening`; "" if the opening is everything."""
    kept = shown if text.startswith(shown) else shown.removesuffix(_MORE.lstrip()).rstrip()
    return type(text)(text[len(kept) :].lstrip())


@cache
def _sentences(length: int) -> re.Pattern[str]:
    """As many whole sentences as fit.  The search starts from the end, because an abstract has many."""
    return re.compile(rf".{{0,{length - 1}}}[.!?](?=\s+[A-Z(])", re.DOTALL)


def _shortened(text: str, length: int) -> str:
    """What textwrap.shorten gives, which is slow and needed only if the text may be cut inside a word with hyphens."""
    line = " ".join(text.split())
    end = line.rfind(" ", 0, length - len(_MORE) + 1)
    parted, *_ = line[end + 1 : end + 1 + length].split(" ", 1)
    if len(line) <= length or end < 1 or "-" in parted:
        return textwrap.shorten(line, length, placeholder=_MORE)
    return line[:end] + _MORE


def some(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The first names of a long list; all of it if only one more would be left out."""
    return tuple(names if len(names) <= most + 1 else names[:most])


def wrapped(text: str) -> str:
    """The text in short lines: a character that is escaped twice takes up to 9 bytes, and a line of mail up to 998."""
    return "\n".join(map(str.rstrip, _LINE.findall(text)))


def creators(names: Sequence[str], most: int = 400) -> str:
    """All names on one line, or as many as fit into `most` bytes, because mail programs turn the line into a header."""
    kept = list(names)
    while len(html.escape(", ".join(kept)).encode()) > most and len(kept) > 1:
        kept = kept[: min(len(kept) - 1, most // 4)]
    shown = ", ".join(kept)
    while len(html.escape(shown).encode()) > most:
        shown = shown[:-9]
    return shown if len(kept) == len(names) else f"{shown} and {len(names) - len(kept)} others"


def feed_link(address: str) -> str:
    """`address` if it is a safe link that, escaped twice, fits into a line of mail; otherwise ""."""
    short = len(address) < 90 or len(html.escape(html.escape(address)).encode()) < 900  # up to 10 bytes each
    return urls.safe(address) if short else ""


ALL: dict[str, Callable[..., object]] = {
    "long_date": long_date,
    "short_date": short_date,
    "month_name": month_name,
    "week_name": week_name,
    "stretch": stretch,
    "period_path": period_path,
    "in_period": in_period,
    "month_letters": lambda number: MONTHS[number - 1][:3],
    "spark": figures.line,
    "spark_width": figures.width,
    "spark_words": figures.told,
    "bars": figures.bars,
    "number": number,
    "counted": counted,
    "opening": opening,
    "after": after,
    "title_of": shown.title,
    "abstract_of": shown.abstract,
    "summary_of": shown.summary,
    "gist": shown.gist,
    "held": tex.Held,
    "plain": tex.plain,
    "restored": shown.restored,
    "some": some,
    "wrapped": wrapped,
    "creators": creators,
    "feed_link": feed_link,
    "safe_link": urls.safe,
    "arxiv": urls.arxiv,
    "doi": urls.doi,
    "openreview": urls.openreview,
    "acl": urls.acl,
    "pdf": urls.pdf,
    "in_repository": urls.in_repository,
}
