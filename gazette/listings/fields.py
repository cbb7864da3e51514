"""What a listing's keys hold: for each, the text in the file ↔ the value in an Entry.

`read` takes the text after `key:` and raises BadValue on text that the key cannot have; `write` is its
inverse.  The order here is the canonical order.
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

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUST = {level.name.lower(): level for level in sorted(Trust, reverse=True)}


@dataclass(frozen=True)
class Field:
    """A key; `many` keys may be repeated, and then make a tuple."""

    key: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    many: bool = False

    @cached_property
    def name(self) -> str:
        return self.key.replace("-", "_")


def day(value: str) -> date:
    """ASCII YYYY-MM-DD and nothing else."""
    if not _DAY.fullmatch(value):
        raise BadValue(f"{errors.shown(value)} is not a date", "write it as 2025-03-12")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadValue(f"there is no day {value}", "correct the date") from None


def count(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= 12):
        raise BadValue(f"{errors.shown(value)} is not a count", "write digits alone, or leave the line out")
    return int(value)


def yes(value: str) -> bool:
    if value not in ("true", "false"):
        raise BadValue(f"{errors.shown(value)} is neither true nor false", "write true, or leave the line out")
    return value == "true"


def trust(value: str) -> Trust:
    if value not in _TRUST:
        raise BadValue(f"{errors.shown(value)} is not a level of trust", f"write {' or '.join(_TRUST)}")
    return _TRUST[value]


def notice(value: str) -> Notice:
    when, _, words = value.partition(":")
    return Notice(day(when.strip()), words.strip())


def write_notice(value: Notice) -> str:
    return f"{value.day}: {value.text}".rstrip() if value.text else f"{value.day}"


def matcher(pattern: str, name: str, example: str) -> Callable[[str], str]:
    """A reader of ids: `pattern`'s group 1 is the canonical id."""
    compiled = re.compile(pattern, re.IGNORECASE | re.ASCII)

    def read(value: str) -> str:
        if found := compiled.fullmatch(value):
            return found[1]
        raise BadValue(f"{errors.shown(value)} is not {name}", f"write it as {example}")

    return read


_arxiv = matcher(
    r"(?:https?://(?:[a-z.]+\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?"
    r"([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?(?:\.pdf)?",
    "an arXiv id",
    "2503.00001",
)
_doi = matcher(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/(?u:\S)+)", "a DOI", "10.1000/182")
_acl = matcher(
    r"(?:https?://(?:www\.)?aclanthology\.org/)?([a-z0-9]+(?:[.-][a-z0-9]+)+?)(?:/|\.pdf)?",
    "an ACL Anthology id",
    "2024.acl-long.1",
)
openreview = matcher(
    r"(?:https?://openreview\.net/(?:forum|pdf)\?id=)?([a-z0-9_-]+)(?:[&#].*)?", "an OpenReview id", "rJl-b3RcF7"
)


def arxiv(value: str) -> str:
    """Without its version; an old id without its subject class, in small letters."""
    found = _arxiv(value).lower()
    return re.sub(r"\.[a-z]{2}(?=/)", "", found) if "/" in found else found


def doi(value: str) -> str:
    """In small letters: a DOI knows no case."""
    return _doi(value).lower()


FIELDS = tuple(
    Field(*row)
    for row in (
        ("id", str),
        ("arxiv", arxiv),
        ("doi", doi),
        ("openreview", openreview),
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
HEAD = ("date", "source", "url", "curator", "license", "order", "quiet", "trust")
_READ = {field.key: field.read for field in FIELDS} | {"date": day, "quiet": yes, "trust": trust}
LINKS = frozenset(["url", "pdf", "code", "project", "media", "see"])


def unknown(key: str, known: Iterable[str], line: int, report: Report) -> bool:
    """Tell of a key that nobody knows; whether it can be kept, for a listing could not hold any key."""
    if not re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", key):
        report.error(line, f"{errors.shown(key)} is no key", "begin it with a letter; then letters, digits, - and _")
        return False
    report.warn(line, f"there is no key {errors.shown(key)}", errors.nearest(key, known))
    return True


def gather(rows: list[tuple[str, str, int]], report: Report) -> dict[str, Any]:
    """Values by their names in an Entry, from (key, text, line) rows."""
    found: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for key, written, line in rows:
        field = BY_KEY.get(key)
        if key in extra or (field and field.name in found and not field.many):
            report.error(line, f"the key {errors.shown(key)} a second time", "keep one of them")
        elif not field:
            extra |= {key: written} if unknown(key, BY_KEY, line, report) else {}
        elif written:
            read = value(key, written, line, report)
            found[field.name] = (*found.get(field.name, ()), read) if field.many else read
    kept = {name: each for name, each in found.items() if each is not None}
    return kept | {"extra": tuple(extra.items())} if extra else kept


def value(key: str, written: str, line: int, report: Report) -> Any:
    """What `key` holds, or None, with an error in the report, if it cannot hold `written`."""
    try:
        found = _READ.get(key, str)(written)
    except BadValue as bad:
        report.error(line, f"{key}: {bad.what}", bad.way_out)
        return None
    if key in LINKS and not urls.safe(written):
        report.warn(line, f"{key}: {errors.shown(written)} is no web address", "begin it with https://")
    return found
