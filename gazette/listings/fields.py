"""The keys of listings and of their entries: for each, the text in the file ↔ the value in the model.

`read` takes the text after `key:` and raises BadValue on text that the key cannot have; `write` is its inverse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gazette.core import errors, text, urls
from gazette.core.errors import BadValue, Report
from gazette.core.model import Notice, Trust

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MAX_SUGGESTIONS = 100
"""After this number of warnings about a file, no more known names are looked for that resemble unknown ones."""
_KEY = re.compile("[A-Za-z][A-Za-z0-9_-]*")
_TRUST = {"written": Trust.WRITTEN, "structured": Trust.STRUCTURED, "captured": Trust.CAPTURED}

Row = tuple[str, str, int]
"""A key, its text, and the line it is on."""


@dataclass(frozen=True)
class Field:
    """A key of an entry. One that takes `many` values may be repeated; its values make a tuple."""

    key: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    many: bool = False

    @cached_property
    def name(self) -> str:
        """The name of the attribute of Entry."""
        return self.key.replace("-", "_")


def day(value: str) -> date:
    """The date in ASCII YYYY-MM-DD; other ISO forms are refused."""
    if not _DATE.fullmatch(value):
        raise BadValue(f"{errors.shown(value)} is not a date", "write it as 2025-03-12")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadValue(f"there is no day {value}", "correct the date") from None


def count(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= 12):
        raise BadValue(f"{errors.shown(value)} is not a count", "write only digits, or remove the line")
    return int(value)


def boolean(value: str) -> bool:
    if value not in ("true", "false"):
        raise BadValue(f"{errors.shown(value)} is neither true nor false", "write true, or remove the line")
    return value == "true"


def trust(value: str) -> Trust:
    if value not in _TRUST:
        raise BadValue(f"{errors.shown(value)} is not a level of trust", "write written, structured or captured")
    return _TRUST[value]


def write_trust(value: Trust) -> str:
    return value.name.lower()


def notice(value: str) -> Notice:
    when, _, words = value.partition(":")
    return Notice(day(when.strip()), words.strip())


def write_notice(value: Notice) -> str:
    return f"{value.day}: {value.text}" if value.text else str(value.day)


def _id_reader(pattern: str, name: str, example: str) -> Callable[[str], str]:
    """A reader of ids and of their web addresses; group 1 of `pattern` is the id."""
    compiled = re.compile(pattern, re.IGNORECASE | re.ASCII)

    def read(value: str) -> str:
        if match := compiled.fullmatch(value):
            return match[1]
        raise BadValue(f"{errors.shown(value)} is not {name}", f"write it as {example}")

    return read


_arxiv = _id_reader(
    r"(?:https?://(?:[a-z.]+\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?"
    r"([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?(?:\.pdf)?",
    "an arXiv id",
    "2503.00001",
)
_doi = _id_reader(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/(?u:\S)+)", "a DOI", "10.1000/182")
_openreview = _id_reader(
    r"(?:https?://openreview\.net/(?:forum|pdf)\?id=)?([a-z0-9_-]+)(?:[&#].*)?", "an OpenReview id", "rJl-b3RcF7"
)
_acl = _id_reader(
    r"(?:https?://(?:www\.)?aclanthology\.org/)?([a-z0-9]+(?:[.-][a-z0-9]+)+?)(?:/|\.pdf)?",
    "an ACL Anthology id",
    "2024.acl-long.1",
)


def arxiv(value: str) -> str:
    """The id in lower case, without its version and, if it is an old one, without its subject class."""
    found = _arxiv(value).lower()
    return re.sub(r"\.[a-z]{2}(?=/)", "", found) if "/" in found else found


def doi(value: str) -> str:
    """The DOI in lower case: DOIs are case-insensitive."""
    return _doi(value).lower()


# In the order in which entries are written.
FIELDS = tuple(
    Field(*row)
    for row in (
        ("id", str),
        ("arxiv", arxiv),
        ("doi", doi),
        ("openreview", _openreview),
        ("acl", _acl),
        ("url", str, str, True),
        ("authors", text.split_names, text.join_names),
        ("published", day),
        ("venue", str),
        ("tags", text.split_tags, text.join_tags),
        ("keywords", text.split_tags, text.join_tags),
        ("votes", count),
        ("comments", count),
        ("stars", count),
        ("pdf", str),
        ("code", str, str, True),
        ("project", str, str, True),
        ("media", str, str, True),
        ("see", str, str, True),
        ("by", str),
        ("org", str),
        ("license", str),
        ("summary", str),
        ("summary-by", str),
        ("changed", notice, write_notice),
        ("withdrawn", notice, write_notice),
    )
)
BY_KEY = {field.key: field for field in FIELDS}
LISTING_KEYS = ("date", "source", "url", "curator", "license", "order", "quiet", "trust")
LINKS = frozenset(["url", "pdf", "code", "project", "media", "see"])
_READERS = {field.key: field.read for field in FIELDS} | {"date": day, "quiet": boolean, "trust": trust}


def values(rows: Iterable[Row], report: Report) -> dict[str, Any]:
    """The attributes of an Entry that its fields give."""
    found: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for key, written, line in rows:
        field = BY_KEY.get(key)
        if key in extra or (field and field.name in found and not field.many):
            report.error(line, f"the key {errors.shown(key)} is repeated", "keep one of them")
        elif not field:
            extra |= {key: written} if check_unknown(key, BY_KEY, line, report) else {}
        elif written:
            read = value(key, written, line, report)
            if field.many:
                found.setdefault(field.name, []).append(read)
            else:
                found[field.name] = read
    lists = {name: tuple(each) for name, each in found.items() if isinstance(each, list)}
    given = {name: each for name, each in (found | lists).items() if each is not None}
    return given | {"extra": tuple(extra.items())} if extra else given


def check_unknown(key: str, known: Iterable[str], line: int, report: Report) -> bool:
    """Warn about an unknown key, or report an error if no listing could have it; whether to keep it."""
    if not _KEY.fullmatch(key):
        way_out = "start it with a letter, then use letters, digits, - and _"
        report.error(line, f"{errors.shown(key)} is not a valid key", way_out)
        return False
    way_out = errors.nearest(key, known) if len(report.warnings) < MAX_SUGGESTIONS else "use one that exists"
    report.warn(line, f"unknown key {errors.shown(key)}", way_out)
    return True


def value(key: str, written: str, line: int, report: Report) -> Any:
    """The value of a known key; None, and an error in the report, if it cannot have this text."""
    try:
        found = _READERS.get(key, str)(written)
    except BadValue as bad:
        report.error(line, f"{key}: {bad.what}", bad.way_out)
        return None
    if key in LINKS and not urls.safe(written):
        report.warn(line, f"{key}: {errors.shown(written)} is not a web address", "start it with https://")
    return found
