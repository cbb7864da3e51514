"""Where each field of a paper comes from: `check --explain ID`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from gazette.archive import identity, merge
from gazette.archive.contradictions import field_text
from gazette.archive.identity import Mention
from gazette.core import urls
from gazette.core.errors import counted
from gazette.core.model import Listing, known
from gazette.listings import fields, ids

MAX_VALUE = 300
"""Longer values are cut."""

Lines = Callable[[str], Sequence[str]]
"""Returns the lines of a Markdown listing; none for another file."""


def find(name: str, listings: Iterable[Listing]) -> tuple[str, Sequence[Mention]] | None:
    """The slug and the mentions of the paper with this id, slug or address; None if no paper has it."""
    ordered = sorted(listings, key=merge.order)
    papers = identity.identify(Mention(entry, each) for each in ordered for entry in each.entries)
    found = dict(zip(identity.slugs(papers.values()), papers.values(), strict=True))
    wanted = re.sub(r"[?#].*", "", name).rpartition("/")[2].removesuffix(".html")
    for slug in (wanted, *_as_ids(name)):
        if slug in found:
            return slug, found[slug]
    keys = {value.casefold() for _, value in _ids(name)} | {name.casefold()}
    for slug, group in found.items():
        if any(value.casefold() in keys for mention in group for _, value in mention.ids):
            return slug, group
    return None


def _ids(name: str) -> Iterator[tuple[str, str]]:
    for kind, read in ids.READERS.items():
        try:
            yield kind, read(name)
        except ValueError:
            continue


def _as_ids(name: str) -> Iterator[str]:
    return (urls.paper_slug(*each) for each in _ids(name))


def report(slug: str, mentions: Sequence[Mention], lines: Lines) -> Iterator[str]:
    """A line for each field of a paper, and below it the place it comes from, why, and the places that differ."""
    yield f"{urls.paper(slug)}: {counted(len(mentions), 'entry', 'entries')}"
    merged = merge.unite(mentions)
    for name, mention in merge.chosen(mentions):
        value = getattr(merged, name)
        yield f"{_key(name)}: {_cut(field_text(name, value))}"
        yield f"  from {_place(name, mention, lines)}, {_about(mention)}: {_why(name, mention, mentions)}"
        for other in mentions:
            there = getattr(other.entry, name)
            if other is not mention and known(there) and there != value:
                yield f"  not  {_place(name, other, lines)}, {_about(other)}: {_cut(field_text(name, there))}"


def _key(name: str) -> str:
    return name.replace("_", "-")


def _cut(value: str) -> str:
    return value if len(value) <= MAX_VALUE else value[: MAX_VALUE - 1] + "…"


def _about(mention: Mention) -> str:
    return f"{fields.write_trust(mention.listing.trust)}, {mention.listing.day}"


def _why(name: str, mention: Mention, mentions: Sequence[Mention]) -> str:
    having = [each for each in mentions if known(getattr(each.entry, name))]
    if len(having) == 1:
        return "the only entry that has it"
    if name in merge.COUNTS:
        return "the newest"
    if name == "title" and mentions[-1] is not mention and len({*_trusts(having)}) == 1:
        return "the newest that does not only name the paper"
    return "the newest" if len({*_trusts(having)}) == 1 else "the newest of the most trusted"


def _trusts(mentions: Iterable[Mention]) -> Iterator[Any]:
    return (each.listing.trust for each in mentions)


def _place(name: str, mention: Mention, lines: Lines) -> str:
    path, line = mention.listing.path, mention.entry.line
    found = _line(name, mention, lines(path)) if line else 0
    return f"{path}:{found}" if found else path


def _line(name: str, mention: Mention, lines: Sequence[str]) -> int:
    """The line of a field in a Markdown listing; that of the entry in other files, and if the line is not found."""
    start = mention.entry.line
    words = mention.entry.abstract[0][:40] if name == "abstract" else ""
    for number in range(start + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.startswith("## "):
            break
        if line.startswith(f"- {_key(name)}:") or (words and line.strip().startswith(words)):
            return number
    return start
