"""YAML as trees of text, and what is refused before it is built."""

import time

import pytest

from gazette.core.errors import Report
from gazette.sources import tree
from gazette.sources.node import DEEPEST, MOST, Node

MERGE_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{new}: &{new} {{<<: [{', '.join([f'*{old}'] * 9)}]}}\n"
    for old, new in zip("abcdefghijk", "bcdefghijkl", strict=True)
)


def plain(node: Node | None):
    """The tree without its lines."""
    if node is None or isinstance(node.value, str | None):
        return node and node.value
    return [plain(row) for row in node.rows] if node.rows else {key: plain(held) for key, held in node.items.items()}


def parse(source: str, as_json: bool = False):
    report = Report("a")
    return tree.parse(source, report, as_json=as_json), report


def read(source: str):
    found, report = parse(source)
    assert not report.errors
    return plain(found)


def refusals(source: str, as_json: bool = False) -> list[str]:
    """What is said of a source that must be refused within a second."""
    started = time.process_time()
    found, report = parse(source, as_json)
    assert time.process_time() - started < 1
    assert found is None
    return list(map(str, report.errors))


@pytest.mark.parametrize(
    "scalar", ["2403.10000", "no", "1e3", "0x10", "012", "2025-02-30", "1:30", ".inf", "true", "=", "<<", "!!int 3"]
)
def test_nothing_is_retyped(scalar):
    assert read(f"a: {scalar}") == {"a": scalar.removeprefix("!!int ")}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_written_is_nothing_and_quoted_it_is_text(nothing):
    assert read(f"a: {nothing}\nb: '{nothing}'") == {"a": None, "b": nothing}


def test_lists_mappings_and_blocks_are_read():
    source = "a:\n- b\n- c: d\n  e: |\n    two\n    lines\nf: {g: [h, 'i']}\n"
    assert read(source) == {"a": ["b", {"c": "d", "e": "two\nlines\n"}], "f": {"g": ["h", "i"]}}


def test_every_node_knows_its_line():
    found, _ = parse("a: 1\nb:\n- c\n-\n  d: 2\n")
    assert [node.line for node in found.items.values()] == [1, 3]
    assert [row.line for row in found.items["b"].rows] == [3, 5]


def test_text_is_cleaned_even_where_it_was_escaped():
    assert read(r'a: "b\u202ec\u0000d\te"') == {"a": "bcd e"}


def test_an_empty_text_is_nothing():
    assert read("# only a comment") is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a: 1\nb: 2\na: 3", "a:3: the key 'a' a second time; keep one of them"),
        ("a: 1\n? [b]\n: 2", "a:2: a key that is a list; a key is text"),
        ("~: 1", "a:1: a key that is nothing; a key is text"),
        ("a: &x 1\nb: *x", "a:2: an alias (*x); write the value out"),
        ("a: &x {y: 1}\nb:\n  <<: *x", "a:3: an alias (*x); write the value out"),
        ("a: 1\n---\nb: 2", "a:2: a second document; keep one document a file; drop the ---"),
        ("a: b: c", "a:1: not YAML: "),
        ("a: 1\n\tb: 2", "a:2: not YAML: "),
        ('a: 1\nb: "c\nd: 2\n', "a:2: not YAML: "),
        ("a: 1\n- b", "a:2: not YAML: "),
        ("a: @b", "a:1: not YAML: "),
    ],
)
def test_what_is_refused_is_told_by_its_line(source, said):
    [told] = refusals(source)
    assert told.startswith(said)


BOMBS = {
    "aliases": "a: &a [x, x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(50)),
    "merge keys in 600 bytes": MERGE_BOMB[:600],
    "lists": "[" * 100_000,
    "block lists": "- " * 100_000,
    "mappings": "{a: " * 100_000,
    "explicit keys": "? " * 100_000,
    "too many values": "[" + "a," * (MOST + 1) + "]",
    "an anchor that holds itself": "&a [*a]",
}
JSON_BOMBS = {
    "lists": "[" * 100_000,
    "mappings": '{"a":' * 100_000,
    "too many values": "[" + "1," * 1_000_000 + "1]",
    "empty mappings": "[" + "{}," * 1_000_000 + "{}]",
    "an endless number": "1" * 10_000_000 + "x",
    "blank lines to the limit": "[" + "\n" * 19_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_yaml_bomb_is_refused_early(bomb):
    assert len(refusals(BOMBS[bomb])) == 1


@pytest.mark.parametrize("bomb", JSON_BOMBS)
def test_a_json_bomb_is_refused_early(bomb):
    assert len(refusals(JSON_BOMBS[bomb], as_json=True)) == 1


def test_a_huge_number_stays_the_digits_it_is():
    digits = "9" * 1_000_000
    assert plain(parse(digits, as_json=True)[0]) == digits


def test_a_huge_key_does_not_make_a_huge_message():
    key = "k" * 1_000_000
    assert all(len(said) < 200 for said in refusals(f'{{"{key}": 1, "{key}": 2}}', as_json=True))


@pytest.mark.parametrize("as_json", [False, True])
def test_a_nest_as_deep_as_is_allowed_is_read(as_json):
    assert parse("[" * DEEPEST + "1" + "]" * DEEPEST, as_json)[0]
    assert parse("[" * (DEEPEST + 2) + "1" + "]" * (DEEPEST + 2), as_json)[1].errors
