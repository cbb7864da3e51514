"""The Jinja filters that do not depend on the site. None of them marks a value as safe."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date, datetime
from email.utils import format_datetime
from functools import cache, lru_cache
from typing import TypeVar

from gazette import tex
from gazette.archive import periods
from gazette.core import charts, dates, names, numbers, people, urls
from gazette.core.model import Entry, Notice
from gazette.tex import texts

T = TypeVar("T", str, tex.MarkedText)
_ELLIPSIS = " …"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
_LINE = re.compile(r"(?=\S)(?:.{1,100}(?!\S)|\S{100})", re.DOTALL)  # ten times as fast as textwrap
_ENDS = r"(?<!\.[a-z])[.!?]"  # not the last full stop of "e.g." or "a.k.a."
_MODEL = re.compile(r"^Hugging Face$|/|[0-9]|^[^\s-]+-[^\s]+$")
"""Names of language models have a digit, a slash, or a hyphen without a space; so have few names of people."""
_SENTENCE_END = re.compile(rf"{_ENDS}(\s+)(?=[A-Z(])")


def long_date(day: date) -> str:
    """Wednesday 12 March 2025."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """12 March 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def withdrawal(notice: Notice) -> str:
    """Withdrawn on 12 March 2025: an error in the proof."""
    return f"Withdrawn on {short_date(notice.day)}" + (f": {notice.text}" if notice.text else "")


def month_name(month: date | str) -> str:
    """March 2025, from a day of it or from `2025-03`."""
    year, number = str(month).split("-")[:2]
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def period_name(name: str) -> str:
    """March 2025, from `2025-03`; 2025, from `2025`."""
    return month_name(name) if "-" in name else str(int(name))


def week_name(name: str) -> str:
    """Week 11 of 2025, from `2025-W11`."""
    year, _, week = name.partition("-W")
    return f"Week {int(week)} of {year}"


def period_path(day: date, kind: str) -> str:
    """The address of the week, month or year (`kind`) of a day."""
    return urls.period(kind, periods.NAMES[kind](day))


def in_period(name: str, kind: str) -> str:
    """The address of the week, month or year (`kind`) of this name; "" if the name is empty."""
    return urls.period(kind, name) if name else ""


def percent(permille: int) -> str:
    """12.3 %, from 123."""
    return f"{permille // 10}.{permille % 10}\u00a0%"


def date_range(first: date, last: date) -> str:
    """10 to 14 March 2025; 31 March to 4 April 2025; 30 December 2024 to 3 January 2025; 12 March 2025."""
    if first == last:
        return short_date(first)
    start = short_date(first)
    if first.year == last.year:
        start = str(first.day) if first.month == last.month else start.rpartition(" ")[0]
    return f"{start} to {short_date(last)}"


def of_language(language: str) -> dict[str, Callable[..., str]]:
    """The filters that write numbers, in a language: `number` and `counted` (1 paper, 2 papers)."""
    number = numbers.formatter(language)

    def counted(count: int, noun: str) -> str:
        return f"{number(count)}\u00a0{noun}" if count == 1 else f"{number(count)}\u00a0{noun}s"

    return {"number": number, "counted": counted}


def opening(text: T, length: int = 300, longest: int = 0) -> T:
    """The first sentences of a text that fit into `length` characters.

    It has at least one sentence, which is cut if it does not fit and is longer than `longest`. A formula is never cut.
    """
    whole = text.lstrip()
    kept = _first_sentences(whole, length, longest)
    end = len(kept.removesuffix(_ELLIPSIS))
    for start, past in tex.formula_spans(whole) if end < len(whole) else ():
        if start < end < past:
            kept = (whole[:start].rstrip() or whole[:past]) + _ELLIPSIS
    return type(text)(kept)


def _first_sentences(text: str, length: int, longest: int) -> str:
    if len(text) <= length:
        return text
    if whole := _whole_sentences(length).match(text):
        return whole[0]
    end = _SENTENCE_END.search(text)
    sentence = text[: end.start(1)] if end else text
    return sentence if len(sentence) <= longest else _shorten(sentence, length)


@cache
def _whole_sentences(length: int) -> re.Pattern[str]:
    """A pattern of as many whole sentences as fit. It is greedy, because an abstract has many."""
    return re.compile(rf".{{0,{length - 1}}}{_ENDS}(?=\s+[A-Z(])", re.DOTALL)


def _shorten(text: str, length: int) -> str:
    """The same as `textwrap.shorten`, which is slow and only needed where it may break a word at a hyphen."""
    line = " ".join(text.split())
    end = line.rfind(" ", 0, length - len(_ELLIPSIS) + 1)
    next_word, *_ = line[end + 1 : end + 1 + length].split(" ", 1)
    if len(line) <= length or end < 1 or "-" in next_word:
        start = line[: 2 * length + 2]  # a word of which so much is left is as long as the whole for textwrap
        return textwrap.shorten(start, length, placeholder=_ELLIPSIS)
    return line[:end] + _ELLIPSIS


def after(text: T, opening: str) -> T:
    """The part of `text` after its `opening`; "" if there is no more."""
    kept = opening if text.startswith(opening) else opening.removesuffix(_ELLIPSIS.lstrip()).rstrip()
    return type(text)(text[len(kept) :].lstrip())


def some(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The first `most` names; all names if only one would be left out."""
    return tuple(names if len(names) <= most + 1 else names[:most])


def wrapped(text: str) -> str:
    """The text in lines of up to 100 characters: a line of mail has at most 998 bytes.

    A character that is escaped twice takes up to 9 bytes.
    """
    return "\n".join(map(str.rstrip, _LINE.findall(text)))


def creators(names: Sequence[str], most: int = 400) -> str:
    """The names on one line of at most `most` bytes (then "and 12 others"): mail programs put it into a header."""
    line = ", ".join(names)
    if _fits(line, most):
        return line
    kept = [name[:most] for name in names[: min(len(names) - 1, most // 4) or 1]]
    while len(kept) > 1 and not _fits(", ".join(kept), most):
        kept.pop()
    line = ", ".join(kept)
    while not _fits(line, most):
        line = line[:-9]
    return line if len(kept) == len(names) else f"{line} and {len(names) - len(kept)} others"


def _fits(line: str, most: int) -> bool:
    if len(line) * 6 <= most:  # a character takes at most six bytes
        return True
    return len(line) <= most and len(html.escape(line).encode()) <= most


def feed_title(facts: Entry) -> str:
    """The title of a paper in feeds; it says that the paper was withdrawn, because readers often see only the title."""
    return ("[Withdrawn] " if facts.withdrawn else "") + tex.plain_text(texts.title(facts))


def summary_label(author: str) -> str:
    """The heading of a summary: whether a machine or a person wrote it, and which."""
    if not author:
        return "Summary"
    name = author.removesuffix(f" ({names.MACHINE})")
    return f"Machine summary by {name}" if name != author or _MODEL.search(author) else f"Summary by {author}"


def headline(text: str, most: int = 900) -> str:
    """The text on one line of at most `most` bytes when it is escaped; cut with an ellipsis."""
    line = " ".join(text.split())
    if _fits(line, most):
        return line
    line = line[:most]
    while not _fits(line, most - 4):
        line = line[:-9]
    return line.rstrip() + _ELLIPSIS


@lru_cache(maxsize=1 << 12)
def rss_date(stamp: str) -> str:
    """A date in ISO 8601 as RSS writes it: Wed, 12 Mar 2025 01:00:00 +0100."""
    return format_datetime(datetime.fromisoformat(stamp))


def feed_link(address: str) -> str:
    """`address` if it is a safe link and fits into a line of mail when it is escaped twice; else ""."""
    short = len(address) < 90 or len(html.escape(html.escape(address)).encode()) < 900  # up to 10 bytes a character
    return urls.safe(address) if short else ""


ALL: dict[str, Callable[..., object]] = {
    "long_date": long_date,
    "short_date": short_date,
    "withdrawal": withdrawal,
    "published": dates.published,
    "month_name": month_name,
    "week_name": week_name,
    "period_name": period_name,
    "period_path": period_path,
    "in_period": in_period,
    "date_range": date_range,
    "month_letters": lambda number: MONTHS[number - 1][:3],
    "spark": charts.sparkline,
    "spark_width": charts.sparkline_width,
    "spark_words": charts.describe,
    "bars": charts.bars,
    "area": charts.area,
    "area_width": charts.area_width,
    "percent": percent,
    "newest": periods.newest,
    "opening": opening,
    "after": after,
    "title_of": texts.title,
    "abstract_of": texts.abstract,
    "summary_of": texts.summary,
    "gist": texts.gist,
    "mark": tex.mark,
    "marked": tex.MarkedText,
    "plain": tex.plain_text,
    "restored": texts.has_restored_formula,
    "persons": people.listed,
    "others": people.others,
    "some": some,
    "wrapped": wrapped,
    "creators": creators,
    "feed_title": feed_title,
    "summary_label": summary_label,
    "alphaxiv": urls.alphaxiv,
    "discussion": urls.discussion,
    "headline": headline,
    "rss_date": rss_date,
    "iso_date": date.fromisoformat,
    "unescaped": html.unescape,
    "feed_link": feed_link,
    "safe_link": urls.safe,
    "arxiv": urls.arxiv,
    "doi": urls.doi,
    "openreview": urls.openreview,
    "acl": urls.acl,
    "pdf": urls.pdf,
    "in_repository": urls.in_repository,
}
