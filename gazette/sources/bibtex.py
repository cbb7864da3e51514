"""BibTeX as entries: the fields of each by their names, with strings (`@string`) replaced and parts joined with `#`."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.core import errors, text
from gazette.core.errors import Report

if TYPE_CHECKING:
    from bibtexparser.model import Block

MAX_ENTRIES = 20_000
MAX_LENGTH = 100_000
"""The number of characters that a field has at most after strings are replaced."""
_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_WORD = re.compile(r"[^#]*")
_NOT_ENTRIES = ("comment", "string", "preamble")


@dataclass(frozen=True, slots=True)
class BibEntry:
    """`fields` have names in lower case; `line` is where the entry starts."""

    fields: dict[str, str]
    line: int


def parse(source: str, report: Report) -> Iterator[BibEntry]:
    """The entries, even those with the key of another; what cannot be read is an error in the report."""
    from bibtexparser.entrypoint import parse_string  # only few builds read BibTeX
    from bibtexparser.model import Entry

    if sum(1 for _ in _ENTRY.finditer(source)) > MAX_ENTRIES:
        report.error(1, f"the file has more than {MAX_ENTRIES:,} entries", "split it")
        return
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it logs is in the report
    library = parse_string(source, parse_stack=[])
    strings: dict[str, str] = {}
    for string in library.strings:
        strings[string.key.lower()] = value(str(string.value), strings)
    for block in library.blocks:
        entry = _checked(block, report)
        if isinstance(entry, Entry):
            fields: dict[str, str] = {}
            for field in entry.fields:
                fields.setdefault(field.key.lower(), value(str(field.value), strings))
            yield BibEntry(fields, _line(block))


def _checked(block: Block, report: Report) -> Block | None:
    """The block, or the entry in a faulty block; a fault is in the report."""
    from bibtexparser import model

    line = _line(block)
    if isinstance(block, model.DuplicateBlockKeyBlock):
        return block.ignore_error_block
    if isinstance(block, model.DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        report.warn(line, f"an entry repeats {errors.shown(names)}", "keep one of them, because only the first is read")
        return block.ignore_error_block
    raw = text.line(text.clean(block.raw or ""))
    if isinstance(block, model.ParsingFailedBlock):
        report.error(
            line, f"{errors.shown(raw)} cannot be read", "balance its braces and quotes, and separate fields by commas"
        )
    elif isinstance(block, model.ImplicitComment) and _ENTRY.search(block.comment):
        report.error(line, f"{errors.shown(raw)} is not an entry", "start each entry on a line of its own")
    return block


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def value(written: str, strings: Mapping[str, str]) -> str:
    """The text of a field: what is in braces or quotes, or the text of a string, or several of these with `#`."""
    found, at = "", 0
    while at < len(written) and len(found) <= MAX_LENGTH:
        if written[at] in '{"':
            end = _end(written, at)
            found += written[at + 1 : end]
            at = end + 1
        elif written[at] == "#" or written[at].isspace():
            at += 1
        else:
            word = _WORD.match(written, at)[0].rstrip()  # type: ignore[index]
            found += strings.get(word.lower(), word)
            at += len(word)
    return found[:MAX_LENGTH]


def _end(written: str, start: int) -> int:
    """Where the brace or quote at `start` closes."""
    depth, quoted = 0, written[start] == '"'
    at = start
    while (at := at + 1) < len(written):
        if written[at] == "\\":
            at += 1
        elif written[at] == "{":
            depth += 1
        elif written[at] == "}" and depth:
            depth -= 1
        elif not depth and written[at] == ('"' if quoted else "}"):
            return at
    return len(written)
