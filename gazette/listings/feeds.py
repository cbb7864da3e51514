"""Feeds of other sites: each item is a paper.

Addresses of papers become ids. Descriptions become abstracts: their markup is removed. Bridges of Hugging Face's
papers write "Authors:", "Upvotes:" and "Summary:" into the description; these become the fields that they name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from gazette.core import text
from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.listings import arxiv_rss, foreign, html, links
from gazette.sources import feeds
from gazette.sources.feeds import Item

MAX_BODY = 200_000
_LABEL = re.compile(r"(authors?|upvotes|votes|summary|abstract|published|date)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_FIELDS = {"author": "authors", "upvotes": "votes", "summary": "abstract", "date": "published"}
_NO_NAME = re.compile(r"[^\s@]+@[^\s@]+\.[A-Za-z]+(?:\s*\((.*)\))?")
"""An e-mail address, which RSS wants as an author, perhaps with a name."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The papers of a feed, in its order, and its own title, address and day."""

    entries: tuple[Entry, ...]
    title: str = ""
    url: str = ""
    day: date | None = None


def read(source: str, report: Report) -> Feed | None:
    """The feed in a text, RSS, Atom or JSON Feed; None, with an error in the report, if it is not a complete one."""
    if arxiv_rss.recognise(source):
        announced = arxiv_rss.read(source, report)
        return Feed(announced.entries, announced.title, announced.url, announced.day) if announced else None
    feed = feeds.parse(source, report)
    if feed is None:
        return None
    entries = tuple(entry for item in feed.items if (entry := _entry(item, report)))
    return Feed(entries, html.line(feed.title), text.line(text.clean(feed.link)), feed.updated)


def _entry(item: Item, report: Report) -> Entry | None:
    title = html.line(item.title)
    if not title:
        report.error(item.line, "an item has no title", "add one, or remove the item")
        return None
    if len(item.body) > MAX_BODY:
        report.error(
            item.line, f"a description has more than {MAX_BODY:,} characters", "shorten it, or remove the item"
        )
        return None
    labelled, abstract = _labelled(html.paragraphs(item.body))
    found: dict[str, Any] = foreign.identify(map(text.clean, item.links))
    pages = [each for each in html.addresses(item.body) if each not in item.links]
    linked = links.find("\n\n".join([*abstract, *(each for each in pages if _is_telling(each))]))
    return Entry(
        title=title,
        authors=labelled.get("authors") or _authors(item.authors),
        published=labelled.get("published") or item.published,
        votes=labelled.get("votes"),
        tags=tuple(dict.fromkeys(filter(None, map(html.line, item.tags)))),
        abstract=abstract,
        line=item.line,
        **{**linked, **found},
    )


def _labelled(paragraphs: tuple[str, ...]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields that paragraphs such as "Upvotes: 9" name, and the paragraphs of the abstract."""
    labels = {match[1].lower() for each in paragraphs if (match := _LABEL.match(each))}
    if not labels & {"summary", "abstract"} or len(labels) == 1:
        return {}, paragraphs
    found: dict[str, Any] = {}
    abstract: list[str] = []
    for paragraph in paragraphs:
        match = _LABEL.match(paragraph)
        name = _FIELDS.get(match[1].lower(), match[1].lower()) if match else "abstract"
        words = match[2].strip() if match else paragraph
        value = _READERS[name](words) if name in _READERS else None
        if value not in (None, ()):
            found.setdefault(name, value)
        elif words and not (name in _READERS and words.lower() in ("", "none", "null", "n/a")):
            abstract.append(words if name == "abstract" else paragraph)
    return found, tuple(abstract)


def _authors(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, of which one text may have several."""
    found: list[str] = []
    for each in names:
        line = html.line(each)
        mail = _NO_NAME.fullmatch(line)
        found += foreign.split_names((mail[1] or "") if mail else line)
    return tuple(dict.fromkeys(found))


def _votes(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= 12 else None


_READERS = {"authors": foreign.split_names, "votes": _votes, "published": foreign.leading_date}


def _is_telling(address: str) -> bool:
    """Whether the host alone says what an address is: code, a film or a project."""
    return "see" not in links.find(address)
