"""YAML and JSON as trees of text, every node with its line; what could harm is refused early.

Nothing is retyped: `2403.10000` and `no` stay what was written.  Repeated keys, aliases,
second documents, deep or huge nests are errors.  JSON numbers keep their digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from gazette.core import text
from gazette.core.errors import Report
from gazette.sources import json_tree
from gazette.sources.node import DEEPEST, MOST, Node, Unreadable, add

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse(source: str, report: Report, *, as_json: bool) -> Node | None:
    """The tree in `source`; None, and an error in the report, if there is none."""
    try:
        return json_tree.parse(source) if as_json else _yaml(source)
    except Unreadable as trouble:
        report.error(trouble.line, trouble.what, trouble.way_out or "mend it there, or on the line before")
    except RecursionError:
        report.error(1, f"nested more than {DEEPEST} deep", "flatten it")
    return None


# YAML, from libyaml's events: they come before anything is built.


def _yaml(source: str) -> Node:
    try:
        events = list(_bounded(yaml.parse(source, Loader)))
        return _build(iter(events)) if events else Node(None, 1)
    except yaml.MarkedYAMLError as trouble:
        beyond = re.search("end of stream|expected '[:,]'", trouble.problem or "")  # then where it began tells more
        mark = (beyond and trouble.context_mark) or trouble.problem_mark or trouble.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(line, f"not YAML: {trouble.problem or trouble.context}") from None
    except yaml.reader.ReaderError as trouble:
        line = source.count("\n", 0, trouble.position) + 1
        raise Unreadable(line, "not YAML: a character that YAML does not allow") from None


def _bounded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events of one document's nodes, or Unreadable as soon as there is too much."""
    depth = documents = 0
    for number, event in enumerate(events):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(line, f"an alias (*{str(event.anchor)[:60]})", "write the value out")
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


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _build(events: Iterator[yaml.Event]) -> Node:
    return _node(next(events), events)


def _node(event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
    line = _line(event)
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
        add(items, _node(event, events), _node(next(events), events))
    return Node(items, line)
