"""The papers of a day, as the search index needs them."""

import pytest

from gazette.core.model import Appearance, Paper, Subject
from gazette.search.segments import segment, strength
from gazette.tex import texts
from tests.make import AUG_20, an_entry


def a_paper(slug="2503.00001", title="Gaps in Tides", subjects=(), **facts):
    entry = texts.mark(an_entry(title, **facts))
    return Paper(slug, f"guid {slug}", entry, tuple(map(Subject, subjects)), (Appearance(AUG_20, 1),))


def test_a_segment_has_the_words_names_subjects_and_ids_of_its_papers():
    paper = a_paper(
        arxiv="2503.00001",
        authors=("Ada Éxample", "Bo van Sample"),
        org="Deep Lab",
        subjects=["Machine Learning"],
        abstract=("The tides.",),
    )
    terms = segment([paper]).terms
    assert {term for term in terms if term[0] in "@&#="} == {
        *("@ada", "@example", "@bo", "@van", "@sample", "&deep", "&lab", "#machine-learning", "=2503.00001")
    }
    assert {"gaps", "in", "tides", "the", "machine", "learning"} == {term for term in terms if term[0].isalnum()}


def test_a_posting_names_the_place_of_its_paper_and_is_stronger_for_titles():
    one, other = a_paper(), a_paper("2503.00002", "Lamps", abstract=("Gaps in lamps.",))
    found = segment([one, other]).terms["gaps"]
    assert [posting >> 3 for posting in found] == [0, 1]
    assert found[0] & 7 > found[1] & 7


def test_formulas_are_words_as_their_tex_has_them():
    terms = segment([a_paper(title=r"An $\varepsilon$-greedy walk in $O(n \log n)$")]).terms
    assert {"epsilon", "greedy", "log", "n", "o"} <= terms.keys()


def test_a_row_has_at_most_three_authors_and_a_title_in_unicode():
    row = segment([a_paper(title="On $x_1$", authors=tuple(f"A{number} B" for number in range(5)), votes=7)]).rows[0]
    assert (row.slug, row.title, row.authors, row.votes) == ("2503.00001", "On x₁", "A0 B, A1 B, A2 B et al.", 7)


def test_no_papers_are_an_empty_segment():
    assert segment([]) == type(segment([]))((), {})


@pytest.mark.parametrize("length", [1, 10, 180, 5000])
def test_a_strength_rises_with_the_count_and_is_from_1_to_4(length):
    found = [strength(count, length) for count in range(1, 60)]
    assert found == sorted(found)
    assert {*found} <= {1, 2, 3, 4}
