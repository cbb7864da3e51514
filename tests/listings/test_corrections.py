"""Corrections change what has one right form, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import corrections, markdown
from tests import strategies

PATH = "content/2025-03-12.md"


def correct(text: str) -> tuple[str, list[int]]:
    corrected, found = corrections.correct(text, PATH)
    return corrected, [each.line for each in found]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("- arxiv: https://arxiv.org/abs/2503.00001v2", "- arxiv: 2503.00001"),
        ("- arxiv: arXiv:2503.00001 [cs.CL]", "- arxiv: 2503.00001"),
        ("- doi: https://doi.org/10.1000/182", "- doi: 10.1000/182"),
        ("- openreview: https://openreview.net/forum?id=abc", "- openreview: abc"),
        ("- acl: https://aclanthology.org/2024.acl-long.1/", "- acl: 2024.acl-long.1"),
        ("- code: https://https://a.org/x", "- code: https://a.org/x"),
        ("- code: https://a.org/xhttps://a.org/x", "- code: https://a.org/x"),
        ("- pdf: https://a.org/x.pdf%20", "- pdf: https://a.org/x.pdf"),
        ("- project: https://a.org/x  ", "- project: https://a.org/x"),
        ("- authors: Erwin SchrÃ¶dinger; Bo", "- authors: Erwin Schrödinger; Bo"),
    ],
)
def test_a_field_is_corrected_and_the_rest_stays_as_it_was_written(line, right):
    text = f"## A\n- id: a\n{line}\n- votes:   3\n\n  An abstract.\n"
    assert correct(text) == (text.replace(line, right), [3])
    assert correct(text.replace("\n", "\r\n")) == (text.replace(line, right).replace("\n", "\r\n"), [3])
    assert correct(text.replace(line, right)) == (text.replace(line, right), [])


def test_an_address_that_is_listed_twice_is_removed_also_after_it_was_corrected():
    text = "## A\n- code: https://a.org\n- code: https://https://a.org\n- code: https://b.org\n\n## B\n- code: https://a.org\n"
    assert correct(text) == (text.replace("- code: https://https://a.org\n", ""), [3])


def test_titles_abstracts_and_notes_are_decoded_rightly():
    text = "## Caf\u00c3\u00a9\n- id: a\n\nIt isnâ€™t.\n\n> NaÃ¯ve.\n"
    assert correct(text) == ("## Café\n- id: a\n\nIt isn’t.\n\n> Naïve.\n", [1, 4, 6])


def test_a_title_that_gives_a_paper_its_address_stays():
    text = "## CafÃ©\n- votes: 3\n\nIt isnâ€™t.\n"
    assert correct(text) == (text.replace("â€™", "’"), [4])


def test_an_own_id_and_addresses_are_not_decoded():
    text = "## A\n- id: cafÃ©\n- url: https://a.org/cafÃ©\n"
    assert correct(text) == (text, [])


def test_a_listing_with_an_error_stays():
    text = "## A\n- votes: x\n- code: https://https://a.org\n"
    assert correct(text) == (text, [])


@given(strategies.LISTINGS)
def test_a_listing_in_canonical_form_keeps_its_papers(listing):
    text = markdown.dump(listing)
    corrected, _ = corrections.correct(text, PATH)
    report = Report(PATH)
    after = markdown.parse(corrected, PATH, report)
    assert len(after.entries) == len(markdown.parse(text, PATH, Report(PATH)).entries)
    assert corrections.correct(corrected, PATH)[1] == []


@given(st.text())
def test_any_text_gives_a_text(text):
    corrections.correct(text, PATH)
