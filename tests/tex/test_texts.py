import pytest

from gazette import archive, tex
from gazette.tex import texts
from tests.make import AUG_20, AUG_21, a_listing, an_entry

MANGLED = an_entry("A 2times Larger B", abstract=("It takes $O(n)$.", "An ell_2 bound."), summary="A {\\em short} one.")


def test_the_gist_is_the_abstract_else_the_summary():
    assert texts.gist(an_entry(abstract=("a", "b"), summary="c")) == "a b"
    assert texts.gist(an_entry(summary="c")) == "c"
    assert texts.gist(an_entry()) == ""


def test_texts_are_shown_as_they_were_read():
    read = texts.mark(MANGLED)
    assert [tex.plain_text(text) for text in texts.abstract(read)] == ["It takes O(n).", "An ℓ₂ bound."]
    assert tex.plain_text(texts.title(read)) == "A 2× Larger B"
    assert texts.summary(read) == "A short one."
    assert (read.title, read.abstract, read.summary) == (MANGLED.title, MANGLED.abstract, MANGLED.summary)


def test_of_plain_texts_nothing_is_kept_beside_them():
    read = texts.mark(an_entry("Plain", abstract=("Nothing but words.",)))
    assert (read.held, texts.title(read), texts.abstract(read)) == ((), "Plain", ("Nothing but words.",))


def test_what_was_read_is_no_part_of_what_an_entry_says():
    assert texts.mark(MANGLED) == MANGLED


@pytest.mark.parametrize("ready", [False, True])
def test_a_paper_is_read_whether_or_not_its_entries_were(ready):
    title = an_entry("A 2times Larger B", arxiv="2503.00001")
    entries = [title, an_entry("A 2times Larger B", arxiv="2503.00001", abstract=("An ell_2 bound.",))]
    entries = list(map(texts.mark, entries)) if ready else entries
    [paper] = archive.merge([a_listing(AUG_20, entries[0]), a_listing(AUG_21, entries[1])]).papers
    assert paper.facts.held == texts.mark(paper.facts).held != ()


def test_an_entry_tells_whether_a_formula_of_it_was_restored():
    assert texts.has_restored_formula(texts.mark(an_entry("A", abstract=("an ell_2",))))
    assert texts.has_restored_formula(texts.mark(an_entry("A 2times Larger B")))
    assert not texts.has_restored_formula(texts.mark(an_entry("A", abstract=("an $x_1$",), summary="none")))
