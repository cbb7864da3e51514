"""arXiv's daily feeds of a category (RSS or Atom): its papers, and whether each is new, cross-listed or replaced.

The feed has no dates of submission, so `published` stays unknown. Its own date is the day of the announcement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazette.config.sources import ARXIV_TYPES
from gazette.core import errors, text
from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.listings import arxiv_atom, foreign, links
from gazette.sources import xml
from gazette.sources.xml import Element

SAVE_AGAIN = "save arXiv's feed again"
_HEAD = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*\S+\s*(?:Abstract:)?", re.IGNORECASE)
_RFC_822 = re.compile(r"(?:[A-Za-z]{3},\s*)?([0-9]{1,2})\s+([A-Za-z]{3})[a-z]*\s+([0-9]{4})\b")
_AFFILIATION = re.compile(r"\s*\([^()]*\)")
_LICENSES = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/([0-9.]+)/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feed:
    entries: tuple[Entry, ...]
    title: str = ""
    url: str = ""
    day: date | None = None


def recognise(source: str) -> bool:
    """Whether a text is such a feed, even one without papers."""
    start = source[:3000]
    return "http://arxiv.org/schemas/atom" in start and ("rss.arxiv.org/" in start or "announce_type" in source)


def read(source: str, report: Report) -> Feed | None:
    """The feed in a text; None, with an error in the report, if it is not a complete one."""
    root = xml.parse(source, report)
    if root is None:
        return None
    channel = next(iter(root.all("channel")), root)
    if root.name not in ("rss", "atom:feed"):
        report.error(root.line, f"<{root.name[:60]}> is not a feed of arXiv", SAVE_AGAIN)
        return None
    rows = [*channel.all("item"), *channel.all("atom:entry")]
    return Feed(
        entries=tuple(entry for row in rows if (entry := _entry(row, report))),
        title=text.line(_first(channel, "title", "atom:title")),
        url=text.line(channel.text("link")),
        day=_day(_first(channel, "pubDate", "atom:updated")),
    )


def _entry(row: Element, report: Report) -> Entry | None:
    title = text.line(_first(row, "title", "atom:title"))
    id = _first(row, "guid", "atom:id").removeprefix("oai:arXiv.org:")
    found = arxiv_atom.arxiv_id(id) or arxiv_atom.arxiv_id(row.text("link"))
    if not title or not found:
        what = "a paper has no title" if found else f"{errors.shown(id)} is not an arXiv id"
        report.error(row.line, what, SAVE_AGAIN)
        return None
    abstract = _HEAD.sub("", _first(row, "description", "atom:summary"), count=1)
    terms = [each.attributes.get("term", "") for each in row.all("atom:category")]
    attributes: dict[str, Any] = dict(links.find(abstract))
    announced = row.text("arxiv:announce_type").lower().partition("-")[0]  # replace-cross is a replacement too
    return Entry(
        title=title,
        authors=authors(row.texts("dc:creator")),
        categories=tuple(dict.fromkeys(filter(None, map(text.line, [*row.texts("category"), *terms])))),
        license=license_name(_first(row, "dc:rights", "atom:rights")),
        journal=text.line(row.text("arxiv:journal_reference")),
        abstract=arxiv_atom.paragraphs(abstract),
        announced=announced if announced in ARXIV_TYPES else "",
        line=row.line,
        **found,
        **arxiv_atom.with_dois(attributes, row.text("arxiv:DOI"), row.line, report),
    )


def _first(row: Element, *names: str) -> str:
    return next(filter(None, map(row.text, names)), "")


def authors(written: list[str]) -> tuple[str, ...]:
    """The names in `Ada Example (A Lab), Bo Sample, Jr.`, without affiliations."""
    joined = ", ".join(written)
    for _ in range(3):
        joined = _AFFILIATION.sub("", joined)
    return foreign.split_names(joined)


def license_name(address: str) -> str:
    """A licence as people write it: `CC BY 4.0` for its address at Creative Commons; others as they are."""
    match = _LICENSES.fullmatch(address.strip())
    if not match:
        return text.line(address)
    name, version = match[1].upper(), match[2]
    return f"CC0 {version}" if name == "ZERO" else f"CC {name} {version}"


def _day(written: str) -> date | None:
    match = _RFC_822.match(written)
    return foreign.full_date(match[3], match[2], match[1]) if match else foreign.leading_date(written)
