"""The keys of listings and of their entries: for each, the text in the file ↔ the value in the model.

`read` takes the text after `key:` and raises BadValue on text that the key cannot have; `write` is its inverse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gazette.config.sources import ARXIV_TYPES
from gazette.core import errors, limits, lists, urls
from gazette.core.errors import BadValue, Report
from gazette.core.model import Notice, Trust
from gazette.listings import ids

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MAX_SUGGESTIONS = 100
"""After this number of warnings about a file, no more known names are looked for that resemble unknown ones."""
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]Z")
_DIGEST = re.compile("[0-9a-f]{16}")
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
        raise BadValue(f"{errors.shown(value)} is not a count", "write only digits, or leave it out")
    return int(value)


def announced(value: str) -> str:
    if value not in ARXIV_TYPES:
        raise BadValue(f"{errors.shown(value)} is not how arXiv announces papers", f"write {', '.join(ARXIV_TYPES)}")
    return value


def moment(value: str) -> str:
    """A minute in UTC, such as 2025-03-13T08:15Z."""
    if not _MOMENT.fullmatch(value):
        raise BadValue(f"{errors.shown(value)} is not a time", "write it as 2025-03-13T08:15Z, or remove the line")
    day(value[:10])
    return value


def enriched(value: str) -> str:
    """The digest of a title and an abstract, as `enrich` writes it."""
    if not _DIGEST.fullmatch(value):
        raise BadValue(f"{errors.shown(value)} is not a digest", "remove the line")
    return value


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


# In the order in which entries are written.
FIELDS = tuple(
    Field(*row)
    for row in (
        ("id", str),
        ("arxiv", ids.arxiv),
        ("doi", ids.doi),
        ("openreview", ids.openreview),
        ("acl", ids.acl),
        ("url", str, str, True),
        ("authors", lists.split_names, lists.join_names),
        ("published", day),
        ("venue", str),
        ("tags", lists.split_tags, lists.join_tags),
        ("keywords", lists.split_tags, lists.join_tags),
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
        ("categories", lists.split_tags, lists.join_tags),
        ("journal", str),
        ("version", count),
        ("author-note", str),
        ("announced", announced),
        ("added", moment),
        ("enriched", enriched),
    )
)
BY_KEY = {field.key: field for field in FIELDS}
LISTING_KEYS = ("date", "source", "url", "curator", "license", "order", "quiet", "trust")
LISTS = {
    "authors": lists.names_problem,
    "tags": lists.tags_problem,
    "keywords": lists.tags_problem,
    "categories": lists.tags_problem,
}
LINKS = frozenset(["url", "pdf", "code", "project", "media", "see"])
_READERS = {field.key: field.read for field in FIELDS} | {"date": day, "quiet": boolean, "trust": trust}


def values(rows: Sequence[Row], report: Report) -> dict[str, Any]:
    """The attributes of an Entry that its fields give."""
    found: dict[str, Any] = {}
    extra: dict[str, str] = {}
    for key, written, line in rows:
        field = BY_KEY.get(key)
        if key in extra or (field and field.name in found and not field.many):
            report.error(line, f"the key {errors.shown(key)} is repeated", "keep one of them")
        elif not field:
            if len(extra) <= limits.EXTRA.most and check_unknown(key, BY_KEY, line, report):
                limits.exceeded(len(written), limits.VALUE, key, line, report)
                extra[key] = written
                limits.exceeded(len(extra), limits.EXTRA, "the paper", line, report)
        elif written:
            read = value(key, written, line, report)
            found[field.name] = _one_more(found.get(field.name, ()), read, key, line, report) if field.many else read
    given = {name: each for name, each in found.items() if each is not None}
    if "doi" in given or "url" in given:
        ids.complete(given, rows, report)
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
    long = len(written) > limits.NAME.most  # nothing that is shorter exceeds a limit
    if long and limits.exceeded(len(written), limits.TEXT if key in LISTS else limits.VALUE, key, line, report):
        return None
    try:
        found = _READERS.get(key, str)(written)
    except BadValue as bad:
        report.error(line, f"{key}: {bad.what}", bad.way_out)
        return None
    if key in LISTS:
        if long and _too_many(key, found, line, report):
            return None
        if problem := LISTS[key](written):
            way_out = "separate them by `;`, or end the line with `;` if there is only one"
            report.warn(line, f"{key}: {problem}", way_out)
    if key in LINKS and not urls.safe(written):
        what, way_out = urls.fault(written)
        instead = ", so pages link to the PDF of the paper's id, if it has one" if key == "pdf" else ""
        report.warn(line, f"{key}: {errors.shown(written)} {what}{instead}", way_out)
    return found


def _one_more(values: tuple[Any, ...], read: Any, key: str, line: int, report: Report) -> tuple[Any, ...]:
    """The values of a key that may be repeated, with one more unless there are too many."""
    if read is None or len(values) > limits.LINKS.most:
        return values
    limits.exceeded(len(values) + 1, limits.LINKS, key, line, report)
    return (*values, read)


def _too_many(key: str, items: tuple[str, ...], line: int, report: Report) -> bool:
    """Whether a list has too many items, or an item that is too long; if so, an error in the report says it."""
    if limits.exceeded(len(items), limits.AUTHORS if key == "authors" else limits.TAGS, key, line, report):
        return True
    longest = max(map(len, items), default=0)
    return limits.exceeded(longest, limits.NAME, f"an item of {key}", line, report)
