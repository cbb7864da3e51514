"""What Hugging Face's API answers to `/api/daily_papers?date=…`, in every year's shape.

A list of rows, most votes first.  The day is the one asked for, so the file's name:
the rows' own dates are the papers', hours off.  Whatever the API says of a paper's
pictures and of its readers' accounts is left behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gazette.core import errors, text, urls
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Listing, Trust
from gazette.listings import fields, links, markdown
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "Hugging Face's API"
SAVE_ANEW = "save the API's answer anew, as JSON, or let `build.py import` mend it"


def recognise(source: SourceFile) -> bool:
    """JSON that is no mapping: a list of rows, or what should have been one."""
    return source.path.lower().endswith(".json") and source.text.lstrip()[:1] != "{"


def parse(source: SourceFile, report: Report) -> Listing | None:
    root = documents.parse_json(source.text, report)
    if root is None:
        return None
    if isinstance(root.value, str | None):
        report.error(root.line, f"no list of papers but {errors.shown(root.value or 'null')}", SAVE_ANEW)
        return None
    if not root.value:
        report.error(
            root.line, "an empty answer is not an empty day", "remove it, or write a listing with `quiet: true`"
        )
        return None
    day = markdown.day_of(None, source.path, report)
    return Listing(
        day=day,
        entries=tuple(_once(root.rows, report)),
        source=f"Hugging Face Daily Papers{markdown.FROM_API}",
        url=f"https://huggingface.co/papers/date/{day}",
        curator="AK and the research community",
        order="votes",
        trust=Trust.STRUCTURED,
        path=source.path,
    )


def _once(rows: list[Node], report: Report) -> Iterator[Entry]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        entry = _entry(row, report)
        if entry and (entry.arxiv or entry.id, entry.title) in seen:
            report.warn(row.line, f"{errors.shown(entry.title)} a second time", "the first counts")
        elif entry:
            seen.add((entry.arxiv or entry.id, entry.title))
            yield entry


def _entry(row: Node, report: Report) -> Entry | None:
    paper = row.items.get("paper", Node(None, row.line))
    if not paper.items:
        what = (
            "a row that is text, as a Python program prints it"
            if row.kind == "text"
            else f"a row without a paper ({row.kind})"
        )
        report.error(row.line, what, SAVE_ANEW)
        return None
    read = _Reader(row, paper, report)
    title = text.line(read.words("title"))
    if not title:
        report.error(paper.line, "a paper without a title", SAVE_ANEW)
        return None
    return Entry(
        title=title,
        authors=tuple(read.authors()),
        keywords=tuple(filter(None, (text.line(word) for word in read.all("ai_keywords")))),
        by=read.person("submittedBy") or read.person("submittedOnDailyBy"),
        org=read.person("organization"),
        abstract=text.paragraphs(read.words("summary")),
        line=row.line,
        **_identity(text.line(read.words("id")), title, paper.line, report),
        **_numbers(read),
        **_links(read),
        **_summary(read),
    )


def _identity(name: str, title: str, line: int, report: Report) -> dict[str, Any]:
    if not name:
        report.warn(line, f"{errors.shown(title)} has no id", "it is known by its title")
    try:
        return {"arxiv": fields.arxiv(name)} if name else {}
    except BadValue:
        return {"id": name}


def _numbers(read: _Reader) -> dict[str, Any]:
    return {
        "published": read.told("publishedAt", lambda when: fields.day(when[:10])),
        "votes": read.told("upvotes", fields.count),
        "comments": read.told("numComments", fields.count),
        "stars": read.told("githubStars", fields.count),
    }


def _links(read: _Reader) -> dict[str, Any]:
    told = {
        "code": read.links("githubRepo"),
        "project": read.links("projectPage"),
        "media": read.links("mediaUrls") or read.links("mediaUrl"),
    }
    return links.find(read.words("summary")) | {name: held for name, held in told.items() if held}


def _summary(read: _Reader) -> dict[str, Any]:
    words, author = text.line(read.words("ai_summary")), text.line(read.words("ai_summary_model"))
    return {"summary": words, "summary_by": (author or "Hugging Face") if words else ""}


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a row says, in the paper or around it: some fields stand in one, some in both."""

    row: Node
    paper: Node
    report: Report

    def node(self, key: str) -> Node:
        nothing = Node(None, self.paper.line)
        found = self.paper.items.get(key, nothing)
        return found if found.value is not None else self.row.items.get(key, nothing)

    def words(self, key: str) -> str:
        node = self.node(key)
        if isinstance(node.value, str):
            return node.value
        if node.value is not None:
            self.report.error(node.line, f"{key}: {node.kind}", SAVE_ANEW)
        return ""

    def all(self, key: str) -> Iterator[str]:
        """The texts of a list, or a text by itself."""
        node = self.node(key)
        for each in node.rows or [node]:
            if isinstance(each.value, str):
                yield each.value

    def told(self, key: str, read: Callable[[str], Any]) -> Any:
        """A value that is read from text; None, and a warning, if the text will not do."""
        words = self.words(key)
        try:
            return read(words) if words else None
        except BadValue as bad:
            self.report.warn(self.node(key).line, f"{key}: {bad.what}", "it is left out")
            return None

    def links(self, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(_mended, self.all(key)))))

    def authors(self) -> Iterator[str]:
        for author in self.node("authors").rows:
            name, hidden = author.items.get("name"), author.items.get("hidden")
            shown = text.line(name.value) if name and isinstance(name.value, str) else ""
            if shown and not (hidden and hidden.value == "true"):
                yield shown

    def person(self, key: str) -> str:
        items = self.node(key).items
        for part in ("fullname", "name", "user"):
            node = items.get(part)
            if node and isinstance(node.value, str) and text.line(node.value):
                return text.line(node.value)
        return ""


def _mended(address: str) -> str:
    """A link without the white space and the slash at its end that some bear."""
    whole = text.clean(re.sub(r"\s+", "", address)).rstrip("/")
    return whole if urls.safe(whole) else text.line(address)
