"""Repairs of damaged responses and of formulas without their markup."""

import json

import pytest

from gazette.core.errors import Report
from gazette.listings import markdown, repair
from tests.make import AUG_20, a_listing, an_entry

ROWS = [{"paper": {"id": "2503.00001", "title": "It's one"}}, {"paper": {"title": "Two"}}]


@pytest.mark.parametrize(
    "damaged",
    [
        json.dumps([repr(row) for row in ROWS]),
        json.dumps([ROWS[0], repr(ROWS[1])]),
        json.dumps({"data": ROWS}),
        json.dumps({"data": [repr(row) for row in ROWS], "next": None}),
    ],
)
def test_damaged_answer_becomes_a_list_of_rows(damaged):
    assert json.loads(repair.response(damaged)) == ROWS


@pytest.mark.parametrize(
    "written",
    [
        "",
        "<html>",
        "null",
        "{}",
        json.dumps(ROWS),
        '["not Python"]',
        "[" * 100_000,
        '["__import__(1)"]',
        '["1+2j"]',
        '["{1}"]',
    ]
    + [json.dumps([row]) for row in ("{1: {2}}", "{(1,): 2}", "b'x'", "...", "{'a': b'x'}", "9" * 5_000)],
)
def test_other_answers_stay(written):
    assert repair.response(written) == written


MANGLED = an_entry("On 36times 64", arxiv="2503.00001", abstract=("An ell_2 bound.", "Plain."), summary="Of R^2.")


def test_titles_abstracts_and_summaries_are_restored_but_not_notes():
    entry = repair.formulas(
        a_listing(AUG_20, an_entry("A 2times Larger B", id="a", abstract=("x_1",), note="x_1"))
    ).entries[0]
    assert (entry.title, entry.abstract, entry.note) == (r"A $2\times$ Larger B", ("$x_1$",), "x_1")
    (entry,) = repair.formulas(a_listing(AUG_20, MANGLED)).entries
    assert (entry.title, entry.summary) == (r"On $36\times 64$", "Of $R^2$.")
    assert entry.abstract == (r"An $\ell_2$ bound.", "Plain.")


def test_title_of_a_paper_without_an_id_stays():
    (entry,) = repair.formulas(a_listing(AUG_20, an_entry("On 36times 64", abstract=("x_1",)))).entries
    assert (entry.title, entry.abstract) == ("On 36times 64", ("$x_1$",))


def test_abstracts_are_one_line_each():
    entries = MANGLED, an_entry("Without"), an_entry("B", abstract=("B.",))
    assert repair.abstracts(a_listing(AUG_20, *entries)) == [r"An $\ell_2$ bound. Plain.", "B."]


@pytest.mark.parametrize("entry", [MANGLED])
def test_restoring_is_idempotent(entry):
    once = repair.formulas(a_listing(AUG_20, entry))
    assert repair.formulas(once) == once
    assert markdown.parse(markdown.dump(once), "a.md", Report()) == once


def test_a_backslash_in_a_text_gives_no_warning_of_python():
    assert json.loads(repair.response(json.dumps([r"{'paper': '\d'}"]))) == [{"paper": r"\d"}]
