"""YAML and JSON as trees of text, every node with its line; what could harm is refused early.

Nothing is retyped: `2403.10000` and `no` stay what was written.  Repeated keys, aliases,
second documents, deep or huge nests are errors.  JSON numbers keep their digits.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]

import yaml

from gazette import text
from gazette.errors import Report

DEEPEST = 20
MOST = 400_000
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Node:
    """`value` is text, None (null), a list of nodes, or a mapping of text to nodes."""

    value: str | None | list[Node] | dict[str, Node]
    line: int

    @property
    def items(self) -> dict[str, Node]:
        """The mapping, or an empty one if this is none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def rows(self) -> list[Node]:
        """The list, or an empty one if this is none."""
        return self.value if isinstance(self.value, list) else []

    @property
    def kind(self) -> str:
        return {str: "text", list: "a list", dict: "a mapping"}.get(type(self.value), "nothing")


class Unreadable(Exception):
    """The text is no such tree; `line` says where."""

    def __init__(self, line: int, what: str, way_out: str = "") -> None:
        super().__init__(what)
        self.line, self.what, self.way_out = line, what, way_out


def parse(source: str, report: Report, *, as_json: bool) -> Node | None:
    """The tree in `source`; None, and an error in the report, if there is none."""
    try:
        return _json(source) if as_json else _yaml(source)
    except Unreadable as trouble:
        report.error(trouble.line, trouble.what, trouble.way_out)
    except RecursionError:
        report.error(1, f"nested more than {DEEPEST} deep", "flatten it")
    return None


# YAML, from libyaml's events: they come before anything is built.


def _yaml(source: str) -> Node:
    try:
        events = list(_bounded(yaml.parse(source, Loader)))
        return _build(iter(events)) if events else Node(None, 1)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(line, f"not YAML: {trouble.problem or trouble.context}") from None
    except yaml.reader.ReaderError as trouble:
        line = source.count("\n", 0, trouble.position) + 1
        raise Unreadable(line, "not YAML: a character that YAML does not allow") from None


def _bounded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events of one document's nodes, or Unreadable as soon as there is too much."""
    depth = documents = 0
    for number, event in enumerate(events):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(line, f"an alias (*{event.anchor})", "write the value out")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Unreadable(line, "a second document", "keep one document a file; drop the ---")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or number > MOST:
            raise Unreadable(line, "nested too deep" if depth > DEEPEST else "too many values")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _build(events: Iterator[yaml.Event]) -> Node:
    return _node(next(events), events)


def _node(event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
    line = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        nothing = event.implicit[0] and event.value in ("", "~", "null")
        return Node(None if nothing else text.clean(event.value), line)
    if isinstance(event, yaml.SequenceStartEvent):
        rows = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            rows.append(_node(event, events))
        return Node(rows, line)
    items: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        _add(items, _node(event, events), _node(next(events), events))
    return Node(items, line)


def _add(items: dict[str, Node], key: Node, value: Node) -> None:
    if not isinstance(key.value, str):
        raise Unreadable(key.line, f"a key that is {key.kind}", "a key is text")
    if key.value in items:
        raise Unreadable(key.line, f"the key {key.value!r} a second time", "keep one of them")
    items[key.value] = value


# JSON, by a reader of our own, for the library's tells no lines.

_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")


def _json(source: str) -> Node:
    return _Json(source).whole()


class _Json:
    """A position in a JSON text."""

    def __init__(self, source: str) -> None:
        self.source, self.at, self.count = source, 0, 0
        self.ends = [end.start() for end in re.finditer("\n", source)]

    @property
    def line(self) -> int:
        return bisect_left(self.ends, self.at) + 1

    def whole(self) -> Node:
        node = self.value(0)
        if self.peek():
            raise self.trouble("more text after the end of the JSON value")
        return node

    def trouble(self, what: str) -> Unreadable:
        return Unreadable(self.line, f"not JSON: {what}")

    def peek(self) -> str:
        """The next character that is no white space; "" at the end."""
        if found := _BLANK.match(self.source, self.at):
            self.at = found.end()
        return self.source[self.at : self.at + 1]

    def value(self, depth: int) -> Node:
        self.count += 1
        if depth > DEEPEST or self.count > MOST:
            raise self.trouble("nested too deep" if depth > DEEPEST else "too many values")
        sign, line = self.peek(), self.line
        if sign == '"':
            return Node(self.string(), line)
        if sign == "{":
            return Node(self.mapping(depth), line)
        if sign == "[":
            return Node(self.sequence(depth), line)
        word = _WORD.match(self.source, self.at)
        if not word:
            raise self.trouble(f"{sign!r} where a value should be" if sign else "it ends too early")
        self.at = word.end()
        return Node(None if word[0] == "null" else word[0], line)

    def string(self) -> str:
        try:
            value, self.at = scanstring(self.source, self.at + 1, False)
        except json.JSONDecodeError as error:
            raise Unreadable(error.lineno, f"not JSON: {error.msg}") from None
        return text.clean(value)

    def sequence(self, depth: int) -> list[Node]:
        self.at += 1
        rows: list[Node] = []
        while rows or self.peek() != "]":
            rows.append(self.value(depth + 1))
            if self.closed("]"):
                return rows
        self.at += 1
        return rows

    def mapping(self, depth: int) -> dict[str, Node]:
        self.at += 1
        items: dict[str, Node] = {}
        while self.peek() != "}" or items:
            if self.peek() != '"':
                raise self.trouble("a key should be here, in double quotes")
            key = Node(self.string(), self.line)
            if self.peek() != ":":
                raise self.trouble(f"a colon should follow the key {key.value!r}")
            self.at += 1
            _add(items, key, self.value(depth + 1))
            if self.closed("}"):
                return items
        self.at += 1
        return items

    def closed(self, bracket: str) -> bool:
        """Past a comma (False) or past the closing bracket (True)."""
        sign = self.peek()
        if sign != "," and sign != bracket:
            raise self.trouble(f"a comma or {bracket} should be here" if sign else "it ends too early")
        self.at += 1
        return sign == bracket
