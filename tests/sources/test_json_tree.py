"""JSON as trees of text, and mistakes told by their line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import text
from gazette.sources import json_tree
from gazette.sources.node import Node, Unreadable
from tests.sources.test_tree import plain


@given(
    st.recursive(st.text(max_size=5), lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=20),
    st.integers(0, 3),
)
def test_what_the_library_writes_is_read(value, indent):
    def cleaned(held):
        return text.clean(held) if isinstance(held, str) else [cleaned(each) for each in held]

    assert plain(json_tree.parse(json.dumps(value, indent=indent or None))) == cleaned(value)


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
def test_values(source, value):
    assert plain(json_tree.parse(source)) == value


def test_an_empty_list_is_a_list():
    assert json_tree.parse("[]") == Node([], 1)


def test_every_node_knows_its_line():
    root = json_tree.parse('{\n "a": 1,\n\n "b": [\n  2,\n  {"c":\n 3}]}')
    assert [node.line for node in root.items.values()] == [2, 4]
    assert [row.line for row in root.items["b"].rows] == [5, 6]
    assert root.items["b"].rows[1].items["c"].line == 7


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("", 1, "it ends too early"),
        ("[1,\n2\n\n", 2, "it ends too early"),
        ("[1\n2]", 1, "a comma or ] should be here"),
        ("[1,\n]", 2, "']' where a value should be"),
        ('{"a": 1,\n}', 2, "a key should be here, in double quotes"),
        ("{\n'a': 1}", 2, "a key should be here, in double quotes"),
        ('{"a"\n1}', 2, "a colon should follow the key 'a'"),
        ('{"a": 1}\n{"b": 2}', 2, "more text after the end of the JSON value"),
        ('["a",\n"b\n]', 2, "Invalid control character at"),
        ('["a",\n"b', 2, "Unterminated string starting at"),
        (r'["\x"]', 1, "Invalid \\escape"),
        ("[NaN]", 1, "'N' where a value should be"),
        ("[Infinity]", 1, "'I' where a value should be"),
        ("[True]", 1, "'T' where a value should be"),
    ],
)
def test_a_mistake_is_told_by_its_line(source, line, what):
    with pytest.raises(Unreadable) as raised:
        json_tree.parse(source)
    assert raised.value.line == line
    assert raised.value.what.startswith(f"not JSON: {what}")


def test_a_key_given_twice_is_told_by_its_second_line():
    with pytest.raises(Unreadable) as raised:
        json_tree.parse('{"a": 1,\n"a": 2}')
    assert (raised.value.line, raised.value.what) == (2, "the key 'a' a second time")
