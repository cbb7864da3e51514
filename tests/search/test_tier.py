"""One part of the index."""

import pytest

from gazette.search.query import Term
from gazette.search.tier import EXACT, PREFIX, VARIANT, Broken, Tier
from tests.make import AUG_20, a_listing, an_entry, merged
from tests.search.archives import files_of, read_from

TITLES = ("Training Tides", "We Trained Trains", "Trainspotters on Tides")
ARCHIVE = merged([a_listing(AUG_20, *(an_entry(title, arxiv=f"2508.0000{at}") for at, title in enumerate(TITLES)))])
FILES = files_of(ARCHIVE)
TIER = Tier("current", read_from(FILES), 0)


def forms(word, **more):
    return {form.word: weight for form, weight in TIER.forms(Term("", word, **more))}


def test_other_forms_of_a_word_count_less_than_the_word_itself():
    assert forms("trained") == {"trained": EXACT, "training": VARIANT, "trains": VARIANT}


def test_longer_words_are_forms_of_a_word_that_is_still_typed():
    assert forms("trains", is_prefix=True)["trainspotters"] == PREFIX
    assert "trainspotters" not in forms("trains")


def test_a_form_has_the_papers_with_the_word():
    form, _ = TIER.forms(Term("", "tides"))[0]
    assert [number for number, _ in form.lists[0]] == [0, 2]


def test_places_are_those_in_each_text():
    assert TIER.places("tides") == [[1], [2]]


def test_near_words_differ_in_one_or_two_letters():
    assert [word for _, _, word in TIER.near(Term("", "tidse"))] == []
    assert [word for _, _, word in TIER.near(Term("", "tidess"))] == ["tides"]


def test_near_words_are_those_of_the_same_field():
    assert [word for _, _, word in TIER.near(Term("@", "tidess"))] == []
    assert [word for _, _, word in TIER.near(Term("#", "tidess"))] == []


def test_days_and_votes_are_by_paper():
    assert (TIER.days(), TIER.votes()) == ([str(AUG_20)] * 3, [0] * 3)


@pytest.mark.parametrize("body", [b"[]", b'["v"]', b"{}", b"not JSON"])
def test_a_root_that_cannot_be_read_breaks_the_index(body):
    with pytest.raises(Broken):
        Tier("current", read_from(FILES | {"search/current.json": body}), 0)
