"""The introduction of a day in the text of a mail: without marks, and with every word and address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import urls
from gazette.rendering import markup
from gazette.rendering.markdown_text import COLUMNS, plain

LINK = "https://a.example/x"
PIECES = st.sampled_from(
    [
        "word",
        "文字",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "3. ",
        "> ",
        "# ",
        "*",
        "**",
        "`",
        f"[a]({LINK})",
        "| a | b |\n|-|-|\n",
        " ",
    ]
)


def text(source):
    return plain(markup.markdown(source, urls.safe))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# Welcome\n\nToday is **busy** and *new*, `code` too.", "Welcome\n\nToday is busy and new, code too."),
        ("one\ntwo  \nthree", "one two\nthree"),
        ("- one\n- two\n    - three\n- four", "- one\n- two\n  - three\n- four"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("1. one\n\n    more\n\n2. two", "1. one\n\n   more\n2. two"),
        ("> quoted\n> > twice", "> quoted\n\n> > twice"),
        ("a\n\n    x  = 1\n      y", "a\n\n    x  = 1\n      y"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("<b>a</b> & \\*b\\*", "<b>a</b> & *b*"),
        (f"See [the *docs*]({LINK}).", f"See the docs.\n    the docs: {LINK}"),
        (f"See <{LINK}>.", f"See {LINK}."),
        (f"[a]({LINK})\n\nb", f"a\n    a: {LINK}\n\nb"),
        ("[a](javascript:alert(1)) b", "a (javascript:alert(1)) b"),
        ("![a picture](https://a.example/p.png)", "a picture (https://a.example/p.png)"),
        (f"{'9' * 5000}. a", "999999999. a"),
        ("", ""),
    ],
)
def test_marks_become_plain_text(source, shown):
    assert text(source) == shown


def test_lines_are_folded_behind_their_marks():
    words = "word " * 20
    for start, rest in (("", ""), ("- ", "  "), ("12. ", "    "), ("> ", "> ")):
        first, second = text(start + words).split("\n")
        assert first.startswith(f"{start}word word")
        assert second.startswith(f"{rest}word")
        assert len(first) <= COLUMNS


def test_a_long_address_is_never_broken():
    address = f"https://a.example/{'x' * 200}"
    assert f": {address}\n" in f"{text(f'<{address}>')}\n"
    assert text(f"[a]({address})") == f"a\n    a: {address}"


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_word_is_kept_in_lines_of_72_columns(source):
    html = str(markup.markdown(source, urls.safe))
    shown = plain(html)
    assert len(re.findall("word", shown)) == len(re.findall("word", html))
    assert shown.count("文") == html.count("文")
    assert all(len(line) + line.count("文") + line.count("字") <= COLUMNS for line in shown.split("\n"))
    assert "\n\n\n" not in shown


def test_deep_lists_and_quotations_keep_their_text():
    deep = "\n".join(f"{'    ' * level}- word{level}" for level in range(30))
    assert [f"word{level}" in text(deep) for level in range(30)] == [True] * 30
    assert "word" in text("> " * 30 + "word")
