"""The papers of a day, as the search index needs them."""

import pytest

from gazette.core.model import Appearance, Paper, Subject
from gazette.search import codes
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
    terms = segment([paper]).terms[0].split()
    assert {term for term in terms if term[0] in "@&#="} == {
        *("@ada", "@example", "@bo", "@van", "@sample", "&deep", "&lab", "#machine-learning", "=2503.00001")
    }
    assert {"gaps", "in", "tides", "the", "machine", "learning"} == {term for term in terms if term[0].isalnum()}


def test_a_word_is_stronger_in_a_title():
    one, other = a_paper(), a_paper("2503.00002", "Lamps", abstract=("Gaps in lamps.",))
    found = segment([one, other])
    levels = [levels[terms.split().index("gaps")] for terms, levels in zip(found.terms, found.levels, strict=True)]
    assert levels[0] > levels[1]


def test_places_count_on_from_the_title_and_leave_out_frequent_words_and_names():
    paper = a_paper(title="Gaps in Tides", abstract=("Tides rise. The tides.",), authors=("Ada A",), subjects=["Sea"])
    found = segment([paper])
    words, places = found.terms[0].split(" "), found.places[0].decode().split(" ")
    known = {word: [*codes.places_in(each)] for word, each in zip(words, places, strict=False)}
    assert known == {"gaps": [[0]], "in": [], "tides": [[2, 4, 7]], "rise": [[5]], "the": [], "sea": [[]]}


def test_keywords_are_found_though_they_are_not_in_the_text():
    terms = segment([a_paper(keywords=("sea level", "tides"))]).terms[0].split()
    assert {"sea", "level", "tides"} <= {*terms}
    assert terms.count("tides") == 1


def test_formulas_are_words_as_their_tex_has_them():
    terms = segment([a_paper(title=r"An $\varepsilon$-greedy walk in $O(n \log n)$")]).terms[0]
    assert {"epsilon", "greedy", "log", "n", "o"} <= {*terms.split()}


def test_a_row_has_at_most_three_authors_and_a_title_in_unicode():
    row = segment([a_paper(title="On $x_1$", authors=tuple(f"A{number} B" for number in range(5)), votes=7)]).rows[0]
    assert (row.slug, row.title, row.authors, row.votes) == ("2503.00001", "On x₁", "A0 B, A1 B, A2 B et al.", 7)


def test_no_papers_are_an_empty_segment():
    assert segment([]) == type(segment([]))((), (), (), ())


@pytest.mark.parametrize("length", [1, 10, 180, 5000])
def test_a_strength_rises_with_the_count_and_is_from_1_to_4(length):
    found = [strength(count, length) for count in range(1, 60)]
    assert found == sorted(found)
    assert {*found} <= {1, 2, 3, 4}
