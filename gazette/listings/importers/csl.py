"""CSL-JSON, the format of citation processors: a list of items, each a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gazette.core import lists, text
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import foreign, html, links
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "CSL-JSON"
_TYPES = (
    "article|article-journal|article-magazine|article-newspaper|book|chapter|dataset|document|entry|manuscript|"
    "motion_picture|paper-conference|post|post-weblog|report|review|software|speech|thesis|webpage"
)
_ITEM = re.compile(rf'"type"\s*:\s*"(?:{_TYPES})"')
_JOURNALS = frozenset(["article-journal", "article-magazine", "article-newspaper", "review", "article"])


def recognise(source: SourceFile) -> bool:
    """A JSON list with one of CSL's types near its start."""
    start = source.text[:20_000]
    return source.path.lower().endswith(".json") and start.lstrip()[:1] == "[" and bool(_ITEM.search(start))


def parse(source: SourceFile, report: Report) -> Listing | None:
    root = documents.parse_json(source.text, report)
    if root is None:
        return None
    return foreign.references([*_entries(root, report)], source.path, report)


def _entries(root: Node, report: Report) -> Iterator[tuple[Entry, str]]:
    """The entry of each item, and its year."""
    for node in root.rows:
        title = html.line(_text(node, "title"))
        if not title:
            what = f"an item is {node.kind}" if not isinstance(node.value, dict) else "an item has no title"
            report.error(node.line, what, "correct it, or remove it")
            continue
        yield _entry(node, title, report), _date(node)[0]


def _entry(node: Node, title: str, report: Report) -> Entry:
    year, month, day = _date(node)
    abstract = html.paragraphs(_text(node, "abstract"))
    where = html.line(_text(node, "container-title"))
    is_journal = _text(node, "type") in _JOURNALS
    volume, number, pages = (text.line(_text(node, key)) for key in ("volume", "issue", "page"))
    venue = where or text.line(_text(node, "event-title") or _text(node, "event") or _text(node, "publisher"))
    return Entry(
        title=title,
        authors=tuple(dict.fromkeys(filter(None, map(_person, _node(node, "author").rows)))),
        published=foreign.full_date(year, month, day),
        venue="" if is_journal and where else foreign.with_year(venue, year),
        journal=foreign.reference(where, volume, number, pages, year) if is_journal else "",
        keywords=tuple(filter(None, map(text.line, lists.split_tags(text.line(_text(node, "keyword")))))),
        author_note=text.line(_text(node, "note")),
        license=text.line(_text(node, "license")),
        abstract=abstract,
        line=node.line,
        **{**links.find("\n".join(abstract)), **_ids(node, report)},
    )


def _person(node: Node) -> str:
    if isinstance(node.value, str):
        return foreign.natural(node.value)
    literal, family, given, suffix = (text.line(_text(node, key)) for key in ("literal", "family", "given", "suffix"))
    particles = text.line(f"{_text(node, 'dropping-particle')} {_text(node, 'non-dropping-particle')}")
    return literal or foreign.person(family, given, particles, suffix)


def _ids(node: Node, report: Report) -> dict[str, Any]:
    found = foreign.read_id("doi", _text(node, "DOI"), node.line, report)
    others = foreign.identify([_text(node, "URL")])
    number = text.line(_text(node, "number"))
    if re.match("arxiv:", number, re.IGNORECASE):
        found |= foreign.read_id("arxiv", number, node.line, report)
    return foreign.with_ids(found, others)


def _date(node: Node) -> tuple[str, str, str]:
    """The year, month and day, as far as they are known; each is "" otherwise."""
    issued = _node(node, "issued")
    rows = _node(issued, "date-parts").rows
    parts = [str(part.value) for part in (rows[0].rows if rows else []) if isinstance(part.value, str)]
    raw = _text(issued, "raw") or _text(issued, "literal") or (issued.value if isinstance(issued.value, str) else "")
    if not parts:
        return foreign.date_parts(raw)
    year, month, day = [*map(text.line, parts), "", ""][:3]
    return year, month, day


def _node(node: Node, key: str) -> Node:
    return node.items.get(key, Node(None, node.line))


def _text(node: Node, key: str) -> str:
    value = _node(node, key).value
    return value if isinstance(value, str) else ""
