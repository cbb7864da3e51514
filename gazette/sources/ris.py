"""RIS as records: for each, the values of its tags, and the line on which it starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gazette.core import errors
from gazette.core.errors import Report

MAX_RECORDS = 20_000
_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: |$)")


@dataclass(frozen=True, slots=True)
class Record:
    """`tags` has the values of each tag, in the order of the file."""

    tags: dict[str, list[str]]
    line: int

    def first(self, *names: str) -> str:
        """The first value of the first of these tags that has one."""
        return next((value for name in names for value in self.tags.get(name, ()) if value), "")

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self.tags.get(name, ()) if value]


def parse(source: str, report: Report) -> Iterator[Record]:
    """The records; text outside of them and records without an end are reported."""
    from rispy import RisParser  # only few builds read RIS

    parser = RisParser(mapping=_SameNames(), list_tags=[], delimiter_tags_mapping={}, enforce_list_tags=False)
    for count, (line, rows) in enumerate(_records(source.split("\n"), report)):
        if count == MAX_RECORDS:
            report.error(line, f"the file has more than {MAX_RECORDS:,} records", "split it")
            return
        [found] = parser.parse("\n".join([*rows, "ER  - "]))
        yield Record({name: [value] if isinstance(value, str) else value for name, value in found.items()}, line)


class _SameNames(dict[str, str]):
    """The mapping of each tag to itself, even of tags that rispy does not know."""

    def __missing__(self, tag: str) -> str:
        return tag


def _records(lines: list[str], report: Report) -> Iterator[tuple[int, list[str]]]:
    """The number of the first line, and the lines up to the end, of each record."""
    start, rows = 0, list[list[str]]()  # a row is its first line and those that continue it
    for number, line in enumerate(lines, 1):
        tag = _TAG.match(line)
        name = tag[1] if tag else ""
        if start and name in ("TY", "ER"):
            yield start, list(map(" ".join, rows))
            if name == "TY":
                report.warn(start, "a record has no end", "add a line `ER  - ` after it")
            start = 0
        if name == "TY":
            start, rows = number, [[f"TY  - {line[tag.end() :]}"]] if tag else []
        elif start and tag:
            rows.append([f"{name}  - {line[tag.end() :].strip()}"])
        elif start:
            rows[-1].append(line.strip())
        elif line.strip() and name != "ER":
            report.error(number, f"{errors.shown(line.strip())} is not in a record", "start each record with `TY  - `")
    if start:
        report.warn(start, "a record has no end", "add a line `ER  - ` after it")
        yield start, list(map(" ".join, rows))
