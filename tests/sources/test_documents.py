"""YAML and JSON are read as trees of text, and mistakes are reported with their lines."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import text
from gazette.core.errors import Report
from gazette.sources.documents import MAX_DEPTH, MAX_VALUES, Node, parse_json, parse_yaml

MERGE_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 9)}]}}\n"
    for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
YAML_BOMBS = {
    "aliases": "a: &a [x, x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50)),
    "merge keys in 600 bytes": MERGE_BOMB[:600],
    "lists": "[" * 100_000,
    "block lists": "- " * 100_000,
    "mappings": "{a: " * 100_000,
    "explicit keys": "? " * 100_000,
    "too many values": "[" + "a," * (MAX_VALUES + 1) + "]",
    "an anchor that contains itself": "&a [*a]",
}
JSON_BOMBS = {
    "lists": "[" * 100_000,
    "mappings": '{"a":' * 100_000,
    "too many values": "[" + "1," * 1_000_000 + "1]",
    "empty mappings": "[" + "{}," * 1_000_000 + "{}]",
    "an endless number": "1" * 10_000_000 + "x",
    "blank lines up to the limit": "[" + "\n" * 19_000_000,
}


def plain(node: Node | None):
    """The tree without line numbers."""
    if node is None or isinstance(node.value, str | None):
        return node and node.value
    return [plain(row) for row in node.rows] if node.rows else {key: plain(each) for key, each in node.items.items()}


def tree(parse, source: str) -> Node:
    report = Report("a")
    root = parse(source, report)
    assert not report.errors
    return root


def yaml(source: str):
    return plain(tree(parse_yaml, source))


def errors(parse, source: str) -> list[str]:
    """The messages about a text that must be rejected within a second."""
    report = Report("a")
    started = time.process_time()
    root = parse(source, report)
    assert time.process_time() - started < 1
    assert root is None
    return list(map(str, report.errors))


@pytest.mark.parametrize(
    ("value", "kind"), [("a", "text"), (None, "empty"), ([], "a list"), ({}, "a mapping"), ([Node("a", 1)], "a list")]
)
def test_a_node_names_the_kind_of_its_value(value, kind):
    assert Node(value, 1).kind == kind


def test_rows_and_items_are_empty_for_nodes_of_other_kinds():
    assert (Node("a", 1).rows, Node("a", 1).items, Node({}, 1).rows, Node([], 1).items) == ([], {}, [], {})


# YAML


@pytest.mark.parametrize(
    "scalar", ["2403.10000", "no", "1e3", "0x10", "012", "2025-02-30", "1:30", ".inf", "true", "=", "<<"]
)
def test_yaml_scalars_stay_text(scalar):
    assert yaml(f"a: {scalar}") == {"a": scalar}


@pytest.mark.parametrize("null", ["", "~", "null"])
def test_an_unquoted_null_is_none_and_a_quoted_one_is_text(null):
    assert yaml(f"a: {null}\nb: '{null}'") == {"a": None, "b": null}


def test_yaml_lists_mappings_and_block_text():
    source = "a:\n- b\n- c: d\n  e: |\n    two\n    lines\nf: {g: [h, 'i']}\n"
    assert yaml(source) == {"a": ["b", {"c": "d", "e": "two\nlines\n"}], "f": {"g": ["h", "i"]}}


def test_every_yaml_node_has_its_line():
    root = tree(parse_yaml, "a: 1\nb:\n- c\n-\n  d: 2\n")
    assert [node.line for node in root.items.values()] == [1, 3]
    assert [row.line for row in root.items["b"].rows] == [3, 5]


def test_escaped_characters_are_cleaned_too():
    assert yaml(r'a: "b\u202ec\u0000d\te"') == {"a": "bcd e"}


def test_a_yaml_text_with_only_a_comment_is_none():
    assert yaml("# only a comment") is None


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: 1\nb: 2\na: 3", "a:3: the key 'a' is repeated; keep one of them"),
        ("a: 1\n? [b]\n: 2", "a:2: the key is a list; write it as text"),
        ("~: 1", "a:1: the key is empty; write it as text"),
        ("a: &x 1\nb: *x", "a:2: the alias *x is not allowed; write the value here"),
        ("a: &x {y: 1}\nb:\n  <<: *x", "a:3: the alias *x is not allowed; write the value here"),
        ("a: 1\n---\nb: 2", "a:2: a second document begins here; keep one document per file, and remove the ---"),
        (
            "a: b: c",
            "a:1: invalid YAML: mapping values are not allowed in this context; put a text that contains a colon in",
        ),
        (
            "a: `b`",
            "a:1: invalid YAML: found character that cannot start any token; put the text in quotes, and indent",
        ),
        ("a: 1\nb: !include c.yaml", "a:2: the tag '!include' is not allowed; write the value itself here"),
        ("a: !!binary aGk=", "a:1: the tag '!!binary' is not allowed; write the value itself here"),
        ("a:\n- !!str 3", "a:2: the tag '!!str' is not allowed; write the value itself here"),
        ("a: !x [b]", "a:1: the tag '!x' is not allowed; write the value itself here"),
        ("!!map {a: b}", "a:1: the tag '!!map' is not allowed; write the value itself here"),
        ("a: ! b", "a:1: the tag '!' is not allowed; write the value itself here"),
        ("a: 1\n\tb: 2", "a:2: invalid YAML: "),
        ('a: 1\nb: "c\nd: 2\n', "a:2: invalid YAML: "),
        ("a: 1\n- b", "a:2: invalid YAML: "),
        ("a: @b", "a:1: invalid YAML: "),
        ("a: \x07", "a:1: invalid YAML: "),
        ("[" * (MAX_DEPTH + 1), f"a:1: nested more than {MAX_DEPTH} levels deep; use fewer levels"),
    ],
)
def test_a_mistake_in_yaml_is_reported_with_its_line(source, message):
    [error] = errors(parse_yaml, source)
    assert error.startswith(message)


@pytest.mark.parametrize("bomb", YAML_BOMBS)
def test_a_yaml_bomb_is_rejected_early(bomb):
    assert len(errors(parse_yaml, YAML_BOMBS[bomb])) == 1


# JSON


@given(
    st.recursive(st.text(max_size=5), lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=20),
    st.integers(0, 3),
)
def test_json_from_the_standard_library_is_read(value, indent):
    def cleaned(value):
        return text.clean(value) if isinstance(value, str) else [cleaned(each) for each in value]

    assert plain(tree(parse_json, json.dumps(value, indent=indent or None))) == cleaned(value)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1.50", "1.50"),
        ("-0e+9", "-0e+9"),
        ("true", "true"),
        ("null", None),
        (' "a\\u00e9\\n" ', "aé\n"),
        (r'"\ud83d\ude00 \ud83d"', "😀 \ufffd"),
        ("{}", {}),
        ('{"a": {"b": ["c"]}}', {"a": {"b": ["c"]}}),
    ],
)
def test_json_values(source, value):
    assert plain(tree(parse_json, source)) == value


def test_an_empty_json_list_is_a_list():
    assert tree(parse_json, "[]") == Node([], 1)


def test_every_json_node_has_its_line():
    root = tree(parse_json, '{\n "a": 1,\n\n "b": [\n  2,\n  {"c":\n 3}]}')
    assert [node.line for node in root.items.values()] == [2, 4]
    assert [row.line for row in root.items["b"].rows] == [5, 6]
    assert root.items["b"].rows[1].items["c"].line == 7


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("", 1, "unexpected end"),
        ("[1,\n2\n\n", 2, "unexpected end"),
        ("[1\n2]", 1, "expected a comma or ]"),
        ("[1,\n]", 2, "expected a value, found ']'"),
        ('{"a": 1,\n}', 2, "expected a key in double quotes"),
        ("{\n'a': 1}", 2, "expected a key in double quotes"),
        ('{"a"\n1}', 2, "expected a colon after the key 'a'"),
        ('{"a": 1}\n{"b": 2}', 2, "unexpected text after the value"),
        ('["a",\n"b\n]', 2, "Invalid control character at"),
        ('["a",\n"b', 2, "Unterminated string starting at"),
        (r'["\x"]', 1, "Invalid \\escape"),
        ("[NaN]", 1, "expected a value, found 'N'"),
        ("[Infinity]", 1, "expected a value, found 'I'"),
        ("[True]", 1, "expected a value, found 'T'"),
    ],
)
def test_a_mistake_in_json_is_reported_with_its_line(source, line, message):
    [error] = errors(parse_json, source)
    assert error.startswith(f"a:{line}: invalid JSON: {message}")
    assert error.endswith("; fix this line or the one before it")


def test_a_repeated_json_key_is_reported_with_its_second_line():
    assert errors(parse_json, '{"a": 1,\n"a": 2}') == ["a:2: the key 'a' is repeated; keep one of them"]


@pytest.mark.parametrize("bomb", JSON_BOMBS)
def test_a_json_bomb_is_rejected_early(bomb):
    assert len(errors(parse_json, JSON_BOMBS[bomb])) == 1


def test_a_huge_number_keeps_its_digits():
    digits = "9" * 1_000_000
    assert plain(tree(parse_json, digits)) == digits


def test_a_huge_key_gives_a_short_message():
    key = "k" * 1_000_000
    assert all(len(error) < 200 for error in errors(parse_json, f'{{"{key}": 1, "{key}": 2}}'))


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_a_tree_of_the_maximum_depth_is_read(parse):
    assert tree(parse, "[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH)
    assert errors(parse, "[" * (MAX_DEPTH + 2) + "1" + "]" * (MAX_DEPTH + 2)) == [
        f"a:1: nested more than {MAX_DEPTH} levels deep; use fewer levels"
    ]


def test_too_many_values_are_reported_with_the_limit():
    assert errors(parse_json, "[" + "1," * MAX_VALUES + "1]") == [
        f"a:1: more than {MAX_VALUES:,} values; split the file"
    ]
