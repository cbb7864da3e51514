"""Feeds (RSS, Atom, JSON Feed) as items with line numbers, without interpreting what the items are about.

XML is checked before feedparser reads it: what is not complete, or declares entities, is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from gazette.core.errors import Report
from gazette.sources import documents, xml
from gazette.sources.documents import Node

ITEMS = ("item", "entry", "atom:entry")
JSON_FEED = "https://jsonfeed.org/version/"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed; `title` and `body` may be HTML, `links` are the item's own address and its id."""

    title: str
    body: str
    links: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: date | None
    line: int


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    link: str
    updated: date | None
    items: tuple[Item, ...]


def parse(source: str, report: Report) -> Feed | None:
    """The feed in a text; None, with an error in the report, if it is not a complete feed."""
    return _json(source, report) if source.lstrip()[:1] == "{" else _xml(source, report)


# RSS and Atom.


def _xml(source: str, report: Report) -> Feed | None:
    root = xml.parse(source, report)
    if root is None:
        return None
    import feedparser  # only few builds read feeds

    body = BytesIO(source.lstrip().encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    lines = [element.line for element in root.below() if element.name in ITEMS]
    if not found.version or len(found.entries) != len(lines):
        no_feed = f"<{root.name[:60]}> is not a feed"
        what = "the items of the feed do not match its elements" if found.version else no_feed
        report.error(root.line, what, "save the feed again, as RSS 2.0, Atom or JSON Feed")
        return None
    head = found.feed
    updated = _day(head, "updated_parsed", "published_parsed")
    items = tuple(_item(entry, line) for entry, line in zip(found.entries, lines, strict=True))
    return Feed(head.get("title", ""), head.get("link", ""), updated, items)


def _item(entry: Any, line: int) -> Item:
    bodies = [entry.get("summary", ""), *(each.get("value", "") for each in entry.get("content", ()))]
    names = [each.get("name", "") for each in entry.get("authors", ())] or [entry.get("author", "")]
    links = [entry.get("link", ""), entry.get("id", "")]
    return Item(
        title=entry.get("title", ""),
        body=max(bodies, key=len),
        links=tuple(dict.fromkeys(filter(None, links))),
        authors=tuple(filter(None, names)),
        tags=tuple(filter(None, (each.get("term") or "" for each in entry.get("tags", ())))),
        published=_day(entry, "published_parsed", "updated_parsed"),
        line=line,
    )


def _day(found: Any, *names: str) -> date | None:
    """The day, in UTC, of the first of these times that is known."""
    for name in names:
        if moment := dict.get(found, name):  # feedparser's own `get` warns about times that only the other has
            try:
                return date(*moment[:3])
            except ValueError:
                return None
    return None


# JSON Feed.


def _json(source: str, report: Report) -> Feed | None:
    root = documents.parse_json(source, report)
    if root is None:
        return None
    items = root.items.get("items")
    if not _text(root, "version").startswith(JSON_FEED) or items is None or not isinstance(items.value, list):
        report.error(root.line, "this is not a JSON Feed", f"it needs `version`, {JSON_FEED}…, and a list of `items`")
        return None
    found = []
    for node in items.rows:
        if node.items:
            found.append(_json_item(node))
        else:
            report.error(node.line, f"an item is {node.kind}, not a mapping", "save the feed again")
    return Feed(_text(root, "title"), _text(root, "home_page_url"), None, tuple(found))


def _json_item(node: Node) -> Item:
    people = node.items.get("authors", Node(None, node.line)).rows or [node.items.get("author", Node(None, node.line))]
    links = [_text(node, "external_url"), _text(node, "url"), _text(node, "id")]
    bodies = [_text(node, key) for key in ("content_html", "content_text", "summary")]
    return Item(
        title=_text(node, "title"),
        body=next(filter(None, bodies), ""),
        links=tuple(dict.fromkeys(filter(None, links))),
        authors=tuple(filter(None, (_text(each, "name") for each in people))),
        tags=tuple(str(tag.value) for tag in node.items.get("tags", Node(None, 0)).rows if isinstance(tag.value, str)),
        published=_iso_day(_text(node, "date_published")),
        line=node.line,
    )


def _iso_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _text(node: Node, key: str) -> str:
    value = node.items.get(key, Node(None, 0)).value
    return value if isinstance(value, str) else ""
