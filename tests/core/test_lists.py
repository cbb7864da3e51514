"""How lists on one line are read and written."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import lists
from gazette.core.errors import BadValue
from tests.strategies import NAMES


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Example; Bo van Sample", ("Ada Example", "Bo van Sample")),
        ("Eric H. Nyberg, 3rd", ("Eric H. Nyberg, 3rd",)),
        (r"Semi\; Colon; B", ("Semi; Colon", "B")),
        (r"Back\\; Slash", ("Back\\", "Slash")),
        (r"a\\\; b", ("a\\; b",)),
        (r"C:\dir; B\n", (r"C:\dir", r"B\n")),
        (" ; ;A; ", ("A",)),
        ("", ()),
    ],
)
def test_names_are_separated_by_semicolons_alone(written, names):
    assert lists.split_names(written) == names


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("bandits, theory", ("bandits", "theory")),
        ("reasoning, planning; theory", ("reasoning, planning", "theory")),
        ("reasoning, planning;", ("reasoning, planning",)),
        (r"a\;b, c", ("a;b", "c")),
        (",, a ,", ("a",)),
    ],
)
def test_tags_are_separated_by_semicolons_if_there_is_one_or_else_by_commas(written, tags):
    assert lists.split_tags(written) == tags


@given(NAMES)
def test_joined_names_are_split_into_the_same_names(names):
    assert lists.split_names(lists.join_names(names)) == names


@given(NAMES)
def test_joined_tags_are_split_into_the_same_tags(tags):
    assert lists.split_tags(lists.join_tags(tags)) == tags


@given(st.lists(st.text("ab\\;, ", min_size=1).map(str.strip).filter(bool), max_size=4).map(tuple))
def test_any_mix_of_backslashes_semicolons_and_commas_can_be_joined_and_split(items):
    assert lists.split_names(lists.join_names(items)) == items
    assert lists.split_tags(lists.join_tags(items)) == items


# Lists that are written otherwise.


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Example, Bo van Sample, Cy Other and Di Last", ("Ada Example", "Bo van Sample", "Cy Other", "Di Last")),
        ("Ada Example, Bo van Sample, and Cy Other", ("Ada Example", "Bo van Sample", "Cy Other")),
        ("Ada Example and Bo Sample", ("Ada Example", "Bo Sample")),
        ("Ada Example & Bo Sample", ("Ada Example", "Bo Sample")),
        ("A. Example, B. van der Sample", ("A. Example", "B. van der Sample")),
        ("Ada Example, Bo Sample, Jr.", ("Ada Example", "Bo Sample, Jr.")),
        ("Ada Example, Bo Sample Jr.", ("Ada Example", "Bo Sample Jr.")),
        ("Ada Example, Bo Sample, et al.", ("Ada Example", "Bo Sample", "et al.")),
        ("Ada Example，Bo Sample", ("Ada Example", "Bo Sample")),
        ("王小明、李四，欧阳山", ("王小明", "李四", "欧阳山")),
        ("王小明；李四", ("王小明", "李四")),
        ('["Ada Example", "Bo van Sample"]', ("Ada Example", "Bo van Sample")),
        ("['Ada Example', 'Nyberg, Eric']", ("Ada Example", "Nyberg, Eric")),
        ("[Ada Example; Bo Sample]", ("Ada Example", "Bo Sample")),
        ('"Ada Example", "Bo Sample"', ("Ada Example", "Bo Sample")),
        ('"Ada Example"; "Bo Sample"', ("Ada Example", "Bo Sample")),
    ],
)
def test_names_in_another_form_are_read_and_reported(written, names):
    assert lists.split_names(written) == names
    assert bool(lists.names_problem(written)) == ("；" not in written)


@pytest.mark.parametrize(
    "name",
    [
        "Eric H. Nyberg, 3rd",
        "Sample, Bo",
        "Sample, Bo Q.",
        "van der Sample, Bo",
        'Ada "Bo" Example',
        "Ada O'Example",
        "The Example-Team",
        "AT&T Labs",
        "Ada Example, Jr.",
        "王小明",
    ],
)
def test_one_name_stays_one_name(name):
    assert lists.split_names(name) == (name,)
    assert not lists.names_problem(name)


@pytest.mark.parametrize("written", ["Sample, B., Example, A.", "Ada, Bo, Cy", "Ada Example, Google, Bo Sample"])
def test_names_whose_ends_are_not_clear_are_refused(written):
    with pytest.raises(BadValue, match="it is not clear where each name ends"):
        lists.split_names(written)


@pytest.mark.parametrize("written", ["Ada Example, Bo", "Example Smith, Ada", "Ada E, Bo op den Sample"])
def test_one_name_that_may_be_two_is_reported(written):
    assert lists.split_names(written)[0] in (written, "Ada E")
    assert lists.names_problem(written)


@pytest.mark.parametrize("written", ["Department of Arts and Sciences Lab", "Ada and Bo"])
def test_one_name_with_an_and_is_reported(written):
    assert lists.split_names(written) == (written,)
    assert lists.names_problem(written) == 'the name has an "and"'


@pytest.mark.parametrize("written", ["Ada, Bo, Cy;", "Ada Example and Bo Sample;", '["A"];'])
def test_list_that_ends_with_a_semicolon_is_read_exactly(written):
    assert lists.split_names(written) == lists.split_tags(written) == (written[:-1],)
    assert lists.names_problem(written) == lists.tags_problem(written) == ""


@pytest.mark.parametrize(
    ("written", "tags", "reported"),
    [
        ('[llm, "vision"]', ("llm", "vision"), True),
        ('"llm", "computer, vision"', ("llm", "computer, vision"), True),
        ("'llm', 'vision'", ("llm", "vision"), True),
        ("[llm]", ("llm",), True),
        ("llm, vision, and robots", ("llm", "vision", "robots"), True),
        ("llm，vision、robots", ("llm", "vision", "robots"), False),
        ("llm；vision, robots", ("llm", "vision, robots"), False),
        ("vision and language, llm", ("vision and language", "llm"), False),
        ("[a], [b]", ("[a]", "[b]"), False),
        ("children's books, llm", ("children's books", "llm"), False),
    ],
)
def test_tags_in_another_form_are_read(written, tags, reported):
    assert lists.split_tags(written) == tags
    assert bool(lists.tags_problem(written)) == reported


ODD = st.lists(
    st.sampled_from(["A B", "C", " and ", ",", ", ", "，", "、", "；", ";", "\\", '"', "'", "[", "]", "“", "”", "王小"])
)


@given(st.lists(ODD.map("".join).map(str.strip).filter(bool), max_size=4).map(tuple))
def test_joined_lists_are_read_exactly_and_without_a_problem(items):
    for split, join, problem in (
        (lists.split_names, lists.join_names, lists.names_problem),
        (lists.split_tags, lists.join_tags, lists.tags_problem),
    ):
        assert split(join(items)) == items
        assert not problem(join(items))


@pytest.mark.parametrize(
    "part", ["\\", ";", "；", '"', "'", "“", "[", "]", ",", " ", "and ", "\\;", '",', '" ', "A B, "]
)
def test_lists_of_any_repeated_sign_are_read_in_linear_time(part):
    for read in (lists.split_names, lists.split_tags):
        started = time.process_time()
        with suppress(BadValue):
            read("A" + part * (400_000 // len(part)) + "x")
        assert time.process_time() - started < 2


@pytest.mark.parametrize("more", ["and 12 others", "et al.", "and others", "and 3 more"])
def test_a_list_in_commas_may_end_with_others(more):
    assert lists.split_names(f"Ada Example, Bo Sample {more}") == ("Ada Example", "Bo Sample", more)
    assert lists.split_names(f"Ada Example, Bo Sample, {more}") == ("Ada Example", "Bo Sample", more)


def test_one_name_and_others_stay_together_without_a_problem():
    assert lists.split_names("Ada Example and 12 others") == ("Ada Example", "and 12 others")


@pytest.mark.parametrize("name", ["Jing Xi", "Ada Vi", "Bo Mix"])
def test_a_name_that_looks_like_a_roman_number_is_a_name(name):
    assert lists.split_names(f"Ada Example, {name}, Bo Sample") == ("Ada Example", name, "Bo Sample")
