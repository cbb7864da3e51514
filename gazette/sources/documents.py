"""YAML and JSON as trees of text, in which every node has its line number.

Scalars stay as they were written: `2403.10000` and `no` are text, and JSON numbers keep their digits.
Repeated keys, aliases, second documents, and trees that are too deep or too large are errors. These are
detected while the text is read, before a tree is built from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]

import yaml

from gazette.core import errors, limits, text
from gazette.core.errors import Report

MAX_DEPTH, MAX_VALUES, MAX_TEXT = limits.DEPTH.most, limits.VALUES.most, limits.TEXT.most
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLANK = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")


@dataclass(frozen=True, slots=True)
class Node:
    """`value` is text, None (null), a list of nodes, or a mapping from text to nodes; `line` counts from 1."""

    value: str | None | list[Node] | dict[str, Node]
    line: int

    @property
    def items(self) -> dict[str, Node]:
        """The mapping, or an empty one if the node is not a mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def rows(self) -> list[Node]:
        """The list, or an empty one if the node is not a list."""
        return self.value if isinstance(self.value, list) else []

    @property
    def kind(self) -> str:
        """What messages call the value."""
        match self.value:
            case str():
                return "text"
            case list():
                return "a list"
            case dict():
                return "a mapping"
        return "empty"


def parse_yaml(source: str, report: Report) -> Node | None:
    """The tree of a YAML text; None, with an error in the report, if it cannot be parsed."""
    return _parse(_yaml, source, report)


def parse_json(source: str, report: Report) -> Node | None:
    """The tree of a JSON text; None, with an error in the report, if it cannot be parsed."""
    return _parse(_json, source, report)


def _parse(read: Callable[[str], Node], source: str, report: Report) -> Node | None:
    try:
        return read(source)
    except _Invalid as error:
        report.error(error.line, error.what, error.way_out)
    except RecursionError:
        report.error(1, *_TOO_DEEP)
    return None


_NEAR = "fix this line or the one before it"
_YAML_ADVICE = {  # by the start of libyaml's message
    "mapping values are not allowed": "put a text that contains a colon in quotes",
    "found character that cannot start any token": "put the text in quotes, and indent with spaces, not tabs",
}


class _Invalid(Exception):
    def __init__(self, line: int, what: str, way_out: str = _NEAR) -> None:
        super().__init__(what)
        self.line, self.what, self.way_out = line, what, way_out


_TOO_DEEP = f"nested more than {MAX_DEPTH} levels deep", "use fewer levels"
_TOO_LARGE = f"more than {MAX_VALUES:,} values", "split the file"
_TOO_LONG = f"a text of more than {MAX_TEXT:,} characters", "shorten it"


def _add_item(items: dict[str, Node], key: Node, value: Node) -> None:
    if not isinstance(key.value, str):
        raise _Invalid(key.line, f"the key is {key.kind}", "write it as text")
    if key.value in items:
        raise _Invalid(key.line, f"the key {key.value[:60]!r} is repeated", "keep one of them")
    items[key.value] = value


# YAML, from the events of libyaml: they are checked before any node is built.


def _yaml(source: str) -> Node:
    try:
        events = list(_checked(yaml.parse(source, Loader)))
        return _node(iter(events)) if events else Node(None, 1)
    except yaml.MarkedYAMLError as error:
        # If something was never closed, the line where it began is more useful than the end of the file.
        unclosed = re.search("end of stream|expected '[:,]'", error.problem or "")
        mark = (unclosed and error.context_mark) or error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = str(error.problem or error.context)
        way_out = next((way_out for start, way_out in _YAML_ADVICE.items() if what.startswith(start)), _NEAR)
        raise _Invalid(line, f"invalid YAML: {what}", way_out) from None
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        raise _Invalid(line, "invalid YAML: a character that YAML does not allow", "remove the character") from None


def _checked(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events of one document's nodes."""
    depth = documents = 0
    for number, event in enumerate(events):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise _Invalid(line, f"the alias *{str(event.anchor)[:60]} is not allowed", "write the value here")
        if (tag := getattr(event, "tag", None)) is not None:
            raise _Invalid(line, f"the tag {errors.shown(_short(tag))} is not allowed", "write the value itself here")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Invalid(line, "a second document begins here", "keep one document per file, and remove the ---")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _Invalid(line, *_TOO_DEEP)
        if number > MAX_VALUES:
            raise _Invalid(line, *_TOO_LARGE)
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _short(tag: str) -> str:
    """A tag as it is usually written."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _node(events: Iterator[yaml.Event], event: yaml.Event | None = None) -> Node:
    """The node that begins with `event`, or with the next of `events`."""
    event = event or next(events)
    line = _line(event)
    if isinstance(event, yaml.ScalarEvent):
        if len(event.value) > MAX_TEXT:
            raise _Invalid(line, *_TOO_LONG)
        null = event.implicit[0] and event.value in ("", "~", "null")
        return Node(None if null else text.clean(event.value), line)
    if isinstance(event, yaml.SequenceStartEvent):
        rows = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            rows.append(_node(events, event))
        return Node(rows, line)
    items: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        _add_item(items, _node(events, event), _node(events))
    return Node(items, line)


# JSON. The standard library's parser has no line numbers, and libyaml rejects surrogate escapes.


def _json(source: str) -> Node:
    return _JsonReader(source).document()


class _JsonReader:
    """Reads one JSON text from front to back; `at` is the position."""

    def __init__(self, source: str) -> None:
        self.source, self.at, self.values = source, 0, 0
        self._line, self._counted = 1, 0

    @property
    def line(self) -> int:
        """The line of the position. The position never moves back, so each line feed is counted once."""
        self._line += self.source.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def document(self) -> Node:
        node = self.value(0)
        if self.peek():
            raise self.invalid("unexpected text after the value")
        return node

    def value(self, depth: int) -> Node:
        self.values += 1
        char, line = self.peek(), self.line
        if depth > MAX_DEPTH:
            raise _Invalid(line, *_TOO_DEEP)
        if self.values > MAX_VALUES:
            raise _Invalid(line, *_TOO_LARGE)
        if char == '"':
            return Node(self.string(), line)
        if char == "{":
            return Node(self.mapping(depth), line)
        if char == "[":
            return Node(self.sequence(depth), line)
        scalar = _SCALAR.match(self.source, self.at)
        if not scalar:
            raise self.invalid(f"expected a value, found {char!r}" if char else "unexpected end")
        self.at = scalar.end()
        if len(scalar[0]) > MAX_TEXT:
            raise _Invalid(line, *_TOO_LONG)
        return Node(None if scalar[0] == "null" else scalar[0], line)

    def string(self) -> str:
        try:
            value, self.at = scanstring(self.source, self.at + 1, True)
        except json.JSONDecodeError as error:
            raise _Invalid(error.lineno, f"invalid JSON: {error.msg}") from None
        if len(value) > MAX_TEXT:
            raise _Invalid(self.line, *_TOO_LONG)
        return text.clean(value)

    def sequence(self, depth: int) -> list[Node]:
        self.at += 1
        rows: list[Node] = []
        while rows or self.peek() != "]":
            rows.append(self.value(depth + 1))
            if self.ends("]"):
                return rows
        self.at += 1
        return rows

    def mapping(self, depth: int) -> dict[str, Node]:
        self.at += 1
        items: dict[str, Node] = {}
        while items or self.peek() != "}":
            if self.peek() != '"':
                raise self.invalid("expected a key in double quotes")
            key = Node(self.string(), self.line)
            if self.peek() != ":":
                raise self.invalid(f"expected a colon after the key {str(key.value)[:60]!r}")
            self.at += 1
            _add_item(items, key, self.value(depth + 1))
            if self.ends("}"):
                return items
        self.at += 1
        return items

    def ends(self, bracket: str) -> bool:
        """Move past a comma (False) or past the closing bracket (True)."""
        end, char = self.at, self.peek()
        if char != "," and char != bracket:
            line = self.source.count("\n", 0, end) + 1  # of the value before, where the comma is missing
            raise _Invalid(line, "invalid JSON: " + (f"expected a comma or {bracket}" if char else "unexpected end"))
        self.at += 1
        return char == bracket

    def peek(self) -> str:
        """Skip white space, and return the next character; "" at the end."""
        if found := _BLANK.match(self.source, self.at):
            self.at = found.end()
        return self.source[self.at : self.at + 1]

    def invalid(self, what: str) -> _Invalid:
        return _Invalid(self.line, f"invalid JSON: {what}")
