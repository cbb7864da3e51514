import pytest

from gazette import tex
from gazette.tex import texts
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged

MANGLED = an_entry("A 2times Larger B", abstract=("It takes $O(n)$.", "An ell_2 bound."), summary="A {\\em short} one.")


def test_the_gist_is_the_abstract_else_the_summary():
    assert texts.gist(an_entry(abstract=("a", "b"), summary="c")) == "a b"
    assert texts.gist(an_entry(summary="c")) == "c"
    assert texts.gist(an_entry()) == ""


def test_an_entry_has_marked_texts_and_keeps_its_own():
    marked = texts.mark(MANGLED)
    assert [tex.plain_text(text) for text in texts.abstract(marked)] == ["It takes O(n).", "An ℓ₂ bound."]
    assert tex.plain_text(texts.title(marked)) == "A 2× Larger B"
    assert texts.summary(marked) == "A short one."
    assert (marked.title, marked.abstract, marked.summary) == (MANGLED.title, MANGLED.abstract, MANGLED.summary)


def test_plain_texts_are_not_stored_twice():
    marked = texts.mark(an_entry("Plain", abstract=("Nothing but words.",)))
    assert (marked.marked, texts.title(marked), texts.abstract(marked)) == ((), "Plain", ("Nothing but words.",))


def test_marked_texts_do_not_count_when_entries_are_compared():
    assert texts.mark(MANGLED) == MANGLED


@pytest.mark.parametrize("marked", [False, True])
def test_a_paper_has_marked_texts_whether_or_not_its_entries_have(marked):
    first = an_entry("A 2times Larger B", arxiv="2503.00001")
    entries = [first, an_entry("A 2times Larger B", arxiv="2503.00001", abstract=("An ell_2 bound.",))]
    entries = list(map(texts.mark, entries)) if marked else entries
    [paper] = merged([a_listing(AUG_20, entries[0]), a_listing(AUG_21, entries[1])]).papers
    assert paper.facts.marked == texts.mark(paper.facts).marked != ()


def test_an_entry_has_a_restored_formula_in_any_of_its_texts():
    assert texts.has_restored_formula(texts.mark(an_entry("A", abstract=("an ell_2",))))
    assert texts.has_restored_formula(texts.mark(an_entry("A 2times Larger B")))
    assert not texts.has_restored_formula(texts.mark(an_entry("A", abstract=("an $x_1$",), summary="none")))


def test_restored_formulas_are_written_as_TeX_and_other_texts_stay():
    entry = texts.with_tex(texts.mark(MANGLED))
    assert (entry.title, entry.summary) == (r"A $2\times$ Larger B", "A {\\em short} one.")
    assert entry.abstract == ("It takes $O(n)$.", r"An $\ell_2$ bound.")
    plain = texts.mark(an_entry("A", abstract=(r"an $x_1$ caf\'e",)))
    assert texts.with_tex(plain) is plain


def test_formulas_of_a_title_have_no_lines_of_their_own():
    marked = texts.mark(an_entry("$$x_1$$ and $y$", abstract=("$$x_1$$",)))
    formulas = [part for text in (texts.title(marked), *texts.abstract(marked)) for part in tex.split(text) or ()]
    assert [part.display for part in formulas if isinstance(part, tex.Formula)] == [False, False, True]
