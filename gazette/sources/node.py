"""A tree of text, every node with its line: what YAML and JSON are read as."""

from __future__ import annotations

from dataclasses import dataclass

DEEPEST = 20
MOST = 100_000


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
        match self.value:
            case str():
                return "text"
            case list():
                return "a list"
            case dict():
                return "a mapping"
        return "nothing"


class Unreadable(Exception):
    """The text is no such tree; `line` says where."""

    def __init__(self, line: int, what: str, way_out: str = "") -> None:
        super().__init__(what)
        self.line, self.what, self.way_out = line, what, way_out


def add(items: dict[str, Node], key: Node, value: Node) -> None:
    """`key: value` into a mapping; a key that is there already is Unreadable."""
    if not isinstance(key.value, str):
        raise Unreadable(key.line, f"a key that is {key.kind}", "a key is text")
    if key.value in items:
        raise Unreadable(key.line, f"the key {key.value[:60]!r} a second time", "keep one of them")
    items[key.value] = value
