import pytest

from gazette.core.errors import Report
from gazette.listings import markdown, restoring
from tests.make import AUG_20, a_listing, an_entry

MANGLED = an_entry("On 36times 64", arxiv="2503.00001", abstract=("An ell_2 bound.", "Plain."), summary="Of R^2.")


def test_titles_abstracts_and_summaries_are_restored_and_notes_are_not():
    entry = restoring.of(
        a_listing(AUG_20, an_entry("A 2times Larger B", id="a", abstract=("x_1",), note="x_1"))
    ).entries[0]
    assert (entry.title, entry.abstract, entry.note) == (r"A $2\times$ Larger B", ("$x_1$",), "x_1")
    (entry,) = restoring.of(a_listing(AUG_20, MANGLED)).entries
    assert (entry.title, entry.summary) == (r"On $36\times 64$", "Of $R^2$.")
    assert entry.abstract == (r"An $\ell_2$ bound.", "Plain.")


def test_a_title_that_is_all_by_which_a_paper_is_known_stays():
    (entry,) = restoring.of(a_listing(AUG_20, an_entry("On 36times 64", abstract=("x_1",)))).entries
    assert (entry.title, entry.abstract) == ("On 36times 64", ("$x_1$",))


def test_an_abstract_is_a_line():
    entries = MANGLED, an_entry("Without"), an_entry("B", abstract=("B.",))
    assert restoring.lines(a_listing(AUG_20, *entries)) == [r"An $\ell_2$ bound. Plain.", "B."]


@pytest.mark.parametrize("entry", [MANGLED])
def test_restored_once_is_restored(entry):
    once = restoring.of(a_listing(AUG_20, entry))
    assert restoring.of(once) == once
    assert markdown.parse(markdown.dump(once), "a.md", Report()) == once
