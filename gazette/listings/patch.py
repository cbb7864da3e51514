"""Change some fields of a Markdown listing in its text, so that all that is not changed stays as it was written.

Fields are changed or added line by line, titles and abstracts are replaced, and new entries are appended.  Comments and
line ends stay.  An entry whose text cannot be changed so that it means what it should stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from gazette.core import text as texts
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, known
from gazette.listings import comments, fields, markdown, prose
from gazette.listings import entry as entries
from gazette.listings.comments import DROPPED
from gazette.listings.fields import Field

_FIELD = re.compile(r"- ([A-Za-z][A-Za-z0-9_-]*):(?:\s|$)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_COUNT = re.compile(r"(?s)(-\s(?:\s|<!--.*?-->)*[a-z]+:(?:\s|<!--.*?-->)+)[0-9][0-9,_]*(?=\s*(?:<!--.*)?\Z)")
_QUIET = re.compile(r"quiet:\s*true\s*\Z")
WAY_OUT = "write it in canonical form with the command `format`, and run this command again"
_ORDER = {field.key: number for number, field in enumerate(fields.FIELDS)}


def update(source: str, before: Listing, after: Listing, report: Report | None = None) -> str:
    """`source`, which is the text of `before`, changed to that of `after`.

    `after` has the entries of `before`, in their order, and then new ones, and may end a quiet day.  The report gets a
    warning for each entry that stays as it is although it should change.
    """
    document = _Document(source)
    changed = [at for at, (old, new) in enumerate(zip(before.entries, after.entries, strict=False)) if old != new]
    text = document.changed(before, after, changed)
    if _is(text, after):
        return text
    possible = [at for at in changed if _is(document.changed(before, only := _only(before, after, [at]), [at]), only)]
    for at in changed:
        if report and at not in possible:
            report.warn(before.entries[at].line, "this entry cannot be updated as it is written", WAY_OUT)
    partly = _only(before, after, possible)
    partly = replace(partly, entries=(*partly.entries, *after.entries[len(before.entries) :]), quiet=after.quiet)
    text = document.changed(before, partly, possible)
    if _is(text, partly):
        return text
    if report:
        report.warn(0, "the listing cannot be updated as it is written", WAY_OUT)
    return source


def _only(before: Listing, after: Listing, places: Sequence[int]) -> Listing:
    """The listing before, with only the entries at some places changed."""
    found = [after.entries[at] if at in places else old for at, old in enumerate(before.entries)]
    return replace(before, entries=tuple(found))


def _is(text: str, listing: Listing) -> bool:
    report = Report(listing.path)
    return markdown.parse(text, listing.path, report) == listing and not report.errors


class _Document:
    """The lines of a listing as they were written, each with its line end, and as they are read: without comments."""

    def __init__(self, source: str) -> None:
        self.lines: list[str] = _LINE.findall(source)
        self.end = "\r\n" if "\r\n" in source else "\n"
        read = comments.strip(texts.clean(source), Report()).split("\n")
        self.read = [line.rstrip() if DROPPED not in line else line for line in read][: len(self.lines)]

    def changed(self, before: Listing, after: Listing, places: Sequence[int]) -> str:
        """The text with the entries at some places changed, the new ones at the end, and the day quiet or not."""
        starts = [entry.line - 1 for entry in before.entries] + [len(self.lines)]
        lines = list(self.lines)
        for at in sorted(places, reverse=True):
            start, stop = starts[at], starts[at + 1]
            part = _Part(lines[start:stop], self.read[start:stop], self.end)
            lines[start:stop] = part.changed(before.entries[at], after.entries[at])
        if before.quiet and not after.quiet:
            head = zip(lines[: starts[0]], self.read[: starts[0]], strict=True)
            lines[: starts[0]] = [line for line, read in head if not _QUIET.match(read)]
        text = "".join(lines)
        for each in after.entries[len(before.entries) :]:
            blank = "" if text.endswith(self.end * 2) else self.end if text.endswith(("\r", "\n")) else self.end * 2
            text += blank + f"{_dump(each)}\n".replace("\n", self.end)
        return text


class _Part:
    """The lines of one entry."""

    def __init__(self, lines: list[str], read: list[str], end: str) -> None:
        self.lines, self.read, self.end = lines, read, end

    def changed(self, old: Entry, new: Entry) -> list[str]:
        """The lines, changed from `old` to `new`."""
        written = "".join(self.lines)
        canonical = _dump(old).replace("\n", self.end)
        if written.startswith(canonical) and not written[len(canonical) :].strip():
            return [_dump(new).replace("\n", self.end), written[len(canonical) :]]
        start, stop = self._fields()
        lines = self.lines
        texts = [0] * (old.title != new.title) + [*range(stop, self._note(stop))] * (old.abstract != new.abstract)
        if any(comments.OPEN in lines[at] and self.read[at] != DROPPED for at in texts):
            return lines  # a comment inside a text would be lost with it
        title = lines[:1] if old.title == new.title else self._ended([f"## {new.title}"])
        block = self._changed_fields(start, stop, old, new)
        if old.abstract != new.abstract:
            rest = self._changed_abstract(stop, new)
        elif (
            start == stop and block and self.read[stop : stop + 1] not in ([], [""])
        ):  # the abstract followed the title
            rest = [self.end, *lines[stop:]]
        else:
            rest = lines[stop:]
        if block and not block[-1].endswith(("\r", "\n")) and rest:
            block[-1] += self.end
        if (block or rest) and not title[-1].endswith(("\r", "\n")):
            title = [title[0] + self.end]
        return [*title, *lines[1:start], *block, *rest]

    def _ended(self, lines: Sequence[str]) -> list[str]:
        return [comments.escape(line) + self.end for line in lines]

    def _fields(self) -> tuple[int, int]:
        """Where the fields are; an empty place after the title if the entry has no fields."""
        blocks = _blocks(self.read)
        first = next(blocks, None)
        if not first:
            return 1, 1
        start, stop = first
        direct = not any(not line.strip() and DROPPED not in line for line in self.read[1:start])
        rows = self.read[start:stop]
        is_fields = rows[0].startswith("- ") and (direct or any(_known(line) for line in rows))
        return (start, stop) if is_fields else (1, 1)

    def _changed_fields(self, start: int, stop: int, old: Entry, new: Entry) -> list[str]:
        rows = self._rows(start, stop)
        for field in fields.FIELDS:
            value = getattr(new, field.name)
            if value == getattr(old, field.name):
                continue
            if not known(value):
                rows = self._without(rows, field.key)
                continue
            at = next((number for number, (key, _) in enumerate(rows) if key == field.key), None)
            if at is None:
                at = sum(_ORDER.get(key, len(_ORDER)) < _ORDER[field.key] for key, _ in rows)
                rows.insert(at, (field.key, self._written(field, value)))
                continue
            same = len(rows[at][1]) == 1 and isinstance(value, int) and _COUNT.match(rows[at][1][0])
            lines = (
                [same[1] + field.write(value) + rows[at][1][0][same.end() :]]
                if same
                else self._written(field, value) + self._comments(rows[at][1])
            )
            rows = [*rows[:at], (field.key, lines), *self._without(rows[at + 1 :], field.key)]
        for number, (_, lines) in enumerate(rows[:-1]):
            if lines and not lines[-1].endswith(("\r", "\n")):
                rows[number] = ("", [*lines[:-1], lines[-1] + self.end])
        return [line for _, lines in rows for line in lines]

    def _without(self, rows: Sequence[tuple[str, list[str]]], key: str) -> list[tuple[str, list[str]]]:
        """The rows without a field, whose comments stay."""
        return [row if row[0] != key else ("", self._comments(row[1])) for row in rows]

    def _comments(self, lines: Sequence[str]) -> list[str]:
        """The comments in some lines, as lines of their own."""
        return [each + self.end for each in comments.found("".join(lines))]

    def _written(self, field: Field, value: object) -> list[str]:
        values = value if field.many and isinstance(value, tuple) else (value,)
        return self._ended([f"- {field.key}: {field.write(each)}" for each in values])

    def _rows(self, start: int, stop: int) -> list[tuple[str, list[str]]]:
        """The fields: the key of each, and its lines."""
        rows: list[tuple[str, list[str]]] = []
        for line, read in zip(self.lines[start:stop], self.read[start:stop], strict=True):
            match = _FIELD.match(read)
            if match or not rows or read == DROPPED:
                rows.append((match[1] if match else "", [line]))
            else:
                rows[-1][1].append(line)
        return rows

    def _note(self, stop: int) -> int:
        """Where the editor's note begins, or else the blank lines at the end."""
        note = next((at for at in range(stop, len(self.read)) if self.read[at].startswith(">")), None)
        if note is None:
            note = len(self.read)
            while note > stop and not self.read[note - 1].strip():
                note -= 1
        return note

    def _changed_abstract(self, stop: int, new: Entry) -> list[str]:
        """What follows the fields, with another abstract; the editor's note and blank lines at the end stay."""
        note = self._note(stop)
        tail = self.lines[note:]
        blank = [self.end] if any(line.strip() for line in tail) else []
        kept = [line for line, read in zip(self.lines[stop:note], self.read[stop:note], strict=True) if DROPPED in read]
        written = [line for each in entries.dump_abstract(new) for line in (self.end, comments.escape(each) + self.end)]
        return [*kept, *written, *blank, *tail]


def _dump(entry: Entry) -> str:
    return comments.escape(entries.dump(entry))


def _blocks(read: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the blocks after a title; blank lines and rules are between them."""
    start = None
    for at in range(1, len(read) + 1):
        bare = read[at].strip() if at < len(read) else ""
        comment = at < len(read) and DROPPED in read[at]
        ends = not comment and (not bare or (bare[:3] in prose.RULE_STARTS and prose.is_rule(bare)))
        if ends and start is not None:
            yield start, at
            start = None
        elif not ends and not comment and start is None:
            start = at


def _known(line: str) -> bool:
    match = _FIELD.match(line)
    return bool(match and match[1].lower() in fields.BY_KEY)
