"""A response of Hugging Face's API to `/api/daily_papers?date=…`, in any of the shapes it has had.

It is a list of rows, most votes first. The day is that of the request, so the file name gives it; the dates in the
rows are the papers' and may differ. Pictures of papers and accounts of readers are not imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from gazette.core import errors, limits, text, urls
from gazette.core.errors import BadValue, Report
from gazette.core.model import Entry, Listing, Trust
from gazette.listings import fields, ids, links, markdown
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "Hugging Face's API"
LIMITS = {"title": limits.TITLE, "summary": limits.ABSTRACT}
SAVE_AGAIN = "save the API's response again as JSON, or repair it with the command `import`"


def recognise(source: SourceFile) -> bool:
    """JSON that does not start as a mapping."""
    return source.path.lower().endswith(".json") and source.text.lstrip()[:1] != "{"


def parse(source: SourceFile, report: Report) -> Listing | None:
    root = documents.parse_json(source.text, report)
    if root is None:
        return None
    if isinstance(root.value, str | None):
        what = f"the response is {errors.shown(root.value or 'null')}, not a list of papers"
        report.error(root.line, what, SAVE_AGAIN)
        return None
    if not root.value:
        report.error(root.line, "the response is empty", "remove the file, or write a listing with `quiet: true`")
        return None
    day = markdown.day_of(None, source.path, report)
    return Listing(
        day=day,
        entries=tuple(_entries(root.rows, report)),
        source="Hugging Face Daily Papers",
        url=f"https://huggingface.co/papers/date/{day}",
        curator="AK and the research community",
        order="votes",
        trust=Trust.STRUCTURED,
        path=source.path,
    )


def _entries(rows: list[Node], report: Report) -> Iterator[Entry]:
    """The papers, each once."""
    seen: set[tuple[str, str]] = set()
    limits.exceeded(len(rows), limits.PAPERS, "the response", rows[0].line if rows else 1, report)
    for row in rows:
        entry = _entry(row, report)
        if entry and (entry.arxiv or entry.id, entry.title) in seen:
            report.warn(row.line, f"{errors.shown(entry.title)} is listed twice", "remove the second")
        elif entry:
            seen.add((entry.arxiv or entry.id, entry.title))
            yield entry


def _entry(node: Node, report: Report) -> Entry | None:
    paper = node.items.get("paper", Node(None, node.line))
    if not paper.items:
        report.error(node.line, _without_paper(node), SAVE_AGAIN)
        return None
    row = _Row(node, paper, report)
    title = text.line(row.text("title"))
    if not title:
        report.error(paper.line, "a paper has no title", SAVE_AGAIN)
        return None
    return Entry(
        title=title,
        authors=tuple(row.authors()),
        keywords=tuple(filter(None, (text.line(word) for word in row.texts("ai_keywords")))),
        by=row.person("submittedBy") or row.person("submittedOnDailyBy"),
        org=row.person("organization"),
        abstract=text.paragraphs(row.text("summary")),
        line=node.line,
        **_id(text.line(row.text("id")), title, paper.line, report),
        **_numbers(row),
        **_links(row),
        **_summary(row),
    )


def _without_paper(row: Node) -> str:
    """What is wrong with a row that has no paper."""
    if isinstance(row.value, str):
        return "a row is text, as a Python program prints it"
    return "a row has no `paper`" if isinstance(row.value, dict) else f"a row is {row.kind}, not a mapping"


def _id(value: str, title: str, line: int, report: Report) -> dict[str, Any]:
    if not value:
        report.warn(line, f"{errors.shown(title)} has no id", "add one, or keep its title unchanged")
        return {}
    try:
        return {"arxiv": ids.arxiv(value)}
    except BadValue:
        return {"id": value}


def _numbers(row: _Row) -> dict[str, Any]:
    return {
        "published": row.value("publishedAt", lambda when: fields.day(when[:10])),
        "votes": row.value("upvotes", fields.count),
        "comments": row.value("numComments", fields.count),
        "stars": row.value("githubStars", fields.count),
    }


def _links(row: _Row) -> dict[str, Any]:
    """The links in the abstract; those that the row names take precedence."""
    named = {
        "code": row.links("githubRepo"),
        "project": row.links("projectPage"),
        "media": row.links("mediaUrls") or row.links("mediaUrl"),
    }
    return links.find(row.text("summary")) | {field: found for field, found in named.items() if found}


def _summary(row: _Row) -> dict[str, Any]:
    summary, model = text.line(row.text("ai_summary")), text.line(row.text("ai_summary_model"))
    return {"summary": summary, "summary_by": (model or "Hugging Face") if summary else ""}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the response; a key may be in its paper or in the row around it."""

    row: Node
    paper: Node
    report: Report

    def text(self, key: str) -> str:
        """The text of `key`; "", and an error in the report, if it is something else."""
        node = self._node(key)
        if isinstance(node.value, str):
            too_long = limits.exceeded(len(node.value), LIMITS.get(key, limits.VALUE), key, node.line, self.report)
            return "" if too_long else node.value
        if node.value is not None:
            self.report.error(node.line, f"{key} is {node.kind}", SAVE_AGAIN)
        return ""

    def texts(self, key: str) -> Iterator[str]:
        """The texts in a list, or a text that stands alone."""
        node = self._node(key)
        limit = limits.TAGS if key == "ai_keywords" else limits.LINKS
        limits.exceeded(len(node.rows), limit, key, node.line, self.report)
        for each in node.rows or ([node] if node.value else []):
            if isinstance(each.value, str):
                if not limits.exceeded(len(each.value), limits.NAME, f"an item of {key}", each.line, self.report):
                    yield each.value
            else:
                self._left_out(each, f"an item of {key} is {each.kind}")

    def value(self, key: str, read: Callable[[str], Any]) -> Any:
        """The text of `key` as `read` reads it; None, and a warning, if it cannot."""
        written = self.text(key)
        try:
            return read(written) if written else None
        except BadValue as bad:
            self.report.warn(self._node(key).line, f"{key}: {bad.what}", "the value is left out")
            return None

    def links(self, key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, map(_link, self.texts(key)))))

    def authors(self) -> Iterator[str]:
        """The names that are not hidden."""
        node = self._node("authors")
        if node.value is not None and not isinstance(node.value, list):
            self._left_out(node, f"authors is {node.kind}")
        limits.exceeded(len(node.rows), limits.AUTHORS, "authors", node.line, self.report)
        for author in node.rows:
            name, hidden = author.items.get("name"), author.items.get("hidden")
            shown = text.line(name.value) if name and isinstance(name.value, str) else ""
            if hidden and hidden.value == "true":
                continue
            limits.exceeded(len(shown), limits.NAME, "an author", author.line, self.report)
            if shown:
                yield shown
            else:
                self._left_out(author, "an author has no name")

    def _left_out(self, node: Node, what: str) -> None:
        self.report.warn(node.line, f"{what} and is left out", SAVE_AGAIN)

    def person(self, key: str) -> str:
        """The name of a person or an organisation: the full name if there is one."""
        items = self._node(key).items
        names = (items.get(part, Node(None, 0)).value for part in ("fullname", "name", "user"))
        return next((line for name in names if isinstance(name, str) and (line := text.line(name))), "")

    def _node(self, key: str) -> Node:
        absent = Node(None, self.paper.line)
        found = self.paper.items.get(key, absent)
        return found if found.value is not None else self.row.items.get(key, absent)


def _link(address: str) -> str:
    """An address without white space and a slash at its end; the text as it is if that is not an address."""
    joined = text.clean(re.sub(r"\s+", "", address)).rstrip("/")
    return joined if urls.safe(joined) else text.line(address)
