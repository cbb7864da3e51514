"""Queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.search.query import MAX_TERMS, Group, Query, Term, parse


def words(query: Query) -> list[list[str]]:
    """The words of each unit; alternatives as one string."""
    return [" + ".join(term.kind + term.word for term in group.terms) for unit in query.units for group in unit.groups]


@pytest.mark.parametrize(
    "text, found",
    [
        ("gap tide", ["gap", "tide"]),
        ("the gap of tides", ["gap", "tides"]),
        ("to be", ["to", "be"]),
        ("pre-training", ["pre", "training"]),
        ("author:Wang author:'x", ["@wang", "@x"]),
        ('author:"Wei Zhang"', ["@wei + @zhang"]),
        ('tag:"Machine Learning"', ["#machine-learning"]),
        ("org:Google", ["&google"]),
        ('"the gap of tides"', ["gap + tides"]),
        ('"to be"', ["to + be"]),
        ("arXiv:2503.01234v1", ["=2503.01234"]),
        ("10.1145/1.2", ["=10.1145/1.2"]),
        ("unknown:gap", ["unknown", "gap"]),
        ("OR gap OR", ["gap"]),
        ('- -- ! "" tag: author:', ["tag", "author"]),
        ("", []),
    ],
)
def test_a_query_is_read_as_units_of_words(text, found):
    assert words(parse(text)) == found


def test_or_joins_alternatives():
    first, second = parse("gap OR tide lamp").units
    assert [group.terms[0].word for group in first.groups] == ["gap", "tide"]
    assert [group.terms[0].word for group in second.groups] == ["lamp"]


def test_a_minus_excludes():
    query = parse("gap -tide -author:wang")
    assert query.excluded == (Group((Term("", "tide"),)), Group((Term("@", "wang"),)))
    assert words(query) == ["gap"]


@pytest.mark.parametrize("text, is_prefix", [("ga", False), ("gap", True), ("gap ", False), ('"gap"', False)])
def test_the_last_word_may_be_a_beginning_while_it_is_typed(text, is_prefix):
    assert parse(text).units[-1].groups[0].terms[0].is_prefix is is_prefix


def test_a_phrase_knows_where_its_words_are():
    assert parse('"state of the art of art"').units[0].groups[0].places == (0, 3, 5)
    assert parse('"to be"').units[0].groups[0].places == ()


def test_a_field_that_does_not_exist_is_a_note():
    assert len(parse("topic:gap").notes) == 1
    assert parse("arxiv:2503.01234 https://example.org/x BERT: gap").notes == ()


@pytest.mark.parametrize(
    "text, after, before",
    [("after:2025", "2025-01-01", ""), ("before:2025-03", "", "2025-03-01"), ("after:2025-03-12", "2025-03-12", "")],
)
def test_days_months_and_years_limit_a_query(text, after, before):
    query = parse(text)
    assert (query.after, query.before, query.notes) == (after, before, ())


@pytest.mark.parametrize(
    "text, votes",
    [
        ("votes:>50", (51, 10**9)),
        ("votes:>=50", (50, 10**9)),
        ("votes:<50", (0, 49)),
        ("votes:<=50", (0, 50)),
        ("votes:50", (50, 50)),
    ],
)
def test_votes_limit_a_query(text, votes):
    assert parse(text).votes == votes


@pytest.mark.parametrize("text", ["after:2025-13", "before:x", "votes:many", "after:2025-02-30", "votes:"])
def test_a_limit_that_cannot_be_read_is_a_note(text):
    query = parse(text)
    assert (query.after, query.before, query.votes) == ("", "", None)
    assert len(query.notes) == (0 if text == "votes:" else 1)


def test_long_queries_are_cut_and_say_so():
    query = parse("gap " + " ".join(f"w{number}" for number in range(9_000)))
    assert sum(len(group.terms) for unit in query.units for group in unit.groups) <= MAX_TERMS
    assert len(query.notes) == 2


@given(
    st.text()
    | st.lists(st.sampled_from(["gap", "-", '"', "OR", "tag:", "votes:>", "after:", ":", "2503.01234"])).map(" ".join)
)
def test_every_text_is_a_query_with_few_terms(text):
    query = parse(text)
    terms = [term for unit in query.units for group in unit.groups for term in group.terms]
    assert len(terms) + sum(len(group.terms) for group in query.excluded) <= MAX_TERMS
    assert all(term.word for term in terms)
