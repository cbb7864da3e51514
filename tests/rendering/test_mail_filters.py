"""The filters of digests and their mails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette import tex
from gazette.rendering import filters as general
from gazette.rendering import mail_filters as filters
from tests.make import an_entry

counted = general.of_language("en")["counted"]


@pytest.mark.parametrize("start", ["", "10. "])
@given(st.text("ab c文é-\n", max_size=400))
def test_folded_text_has_every_word_in_lines_of_72_columns(start, text):
    lines = filters.folded(text, start).split("\n")
    assert lines[0].startswith(start)
    assert all(line.startswith(" " * len(start)) for line in lines[1:])
    assert all(len(line) + line.count("文") <= 72 for line in lines)
    assert "".join("".join(lines)[len(start) :].split()) == "".join(text.split())


def test_lines_are_as_full_as_they_can_be():
    assert filters.folded("one two three", "1. ", columns=10) == "1. one two\n   three"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("one two three four", "one two …"),
        ("onetwothreefour", "onetwoth …"),
        ("文" * 20, "文" * 8 + " …"),
    ],
)
def test_a_cut_text_ends_at_a_word_if_it_has_one(text, shown):
    assert filters.cut(text, 10) == shown


def test_of_an_abstract_a_mail_has_the_first_sentences_in_unicode():
    first = "We show that $x^2$ is small. "
    text = tex.mark(first + "More of the same follows here. " * 20)
    assert filters.begun(text).startswith("We show that x² is small. More")
    assert len(filters.begun(text)) <= 300
    assert filters.begun(tex.MarkedText("文" * 900)).startswith("文" * 300)
    assert len(filters.begun(tex.MarkedText("文" * 900))) <= 600


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, ""), (1, "A0 B"), (6, "A5 B"), (7, "A5 B and 1\u00a0other"), (30, "A5 B and 24\u00a0others")],
)
def test_at_most_six_authors_are_named_in_a_mail(count, said):
    assert filters.by([f"A{at} B" for at in range(count)], counted).endswith(said)
    assert filters.by([f"A{at} B" for at in range(count)], counted).count(" B") == min(count, 6)


def test_the_links_of_a_paper_in_a_mail_are_ordinary_addresses_and_at_most_two_of_a_kind():
    code = tuple(f"https://git.example.org/{at}" for at in range(4))
    entry = an_entry("A", arxiv="2503.00001", code=code, project=("javascript:alert(1)", f"https://e.org/{'a' * 900}"))
    assert filters.mail_links(entry) == [
        ("PDF", "https://arxiv.org/pdf/2503.00001"),
        ("arXiv", "https://arxiv.org/abs/2503.00001"),
        ("Code", code[0]),
        ("Code", code[1]),
    ]
