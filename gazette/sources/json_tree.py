"""JSON as a tree of text: a reader of our own, for the library's tells no lines."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]

from gazette.core import text
from gazette.sources.node import DEEPEST, MOST, Node, Unreadable, add

_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")


def parse(source: str) -> Node:
    """The tree in a JSON text; Unreadable, with the line, if there is none."""
    return _Json(source).whole()


class _Json:
    """A position in a JSON text."""

    def __init__(self, source: str) -> None:
        self.source, self.at, self.count = source, 0, 0
        self.lines, self.counted = 1, 0

    @property
    def line(self) -> int:
        """Of the position, which only ever moves on."""
        self.lines += self.source.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.lines

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
            value, self.at = scanstring(self.source, self.at + 1, True)
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
                raise self.trouble(f"a colon should follow the key {str(key.value)[:60]!r}")
            self.at += 1
            add(items, key, self.value(depth + 1))
            if self.closed("}"):
                return items
        self.at += 1
        return items

    def closed(self, bracket: str) -> bool:
        """Past a comma (False) or past the closing bracket (True)."""
        end, sign = self.at, self.peek()
        if sign != "," and sign != bracket:
            line = self.source.count("\n", 0, end) + 1  # of the value before, not of what follows it
            raise Unreadable(
                line, f"not JSON: a comma or {bracket} should be here" if sign else "not JSON: it ends too early"
            )
        self.at += 1
        return sign == bracket
