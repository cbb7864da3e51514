"""Lists of numbers as bits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.search import codes

SIZES = st.integers(1, 5_000)
LISTS = SIZES.flatmap(
    lambda size: st.tuples(st.just(size), st.dictionaries(st.integers(0, size - 1), st.integers(1, 7), min_size=1))
)


@given(LISTS)
def test_lists_with_strengths_come_back(case):
    size, found = case
    rows = sorted(found.items())
    written = codes.encode_with_strengths(
        [number << 3 | strength for number, strength in rows], codes.parameter(len(rows), size)
    )
    assert codes.list_of(codes.Bits(codes.pack(written)), len(rows), size, True) == rows


@given(st.lists(LISTS, max_size=5))
def test_lists_after_each_other_come_back(cases):
    written = "".join(codes.encode(sorted(found), codes.parameter(len(found), size)) for size, found in cases)
    bits = codes.Bits(codes.pack(written))
    for size, found in cases:
        assert [number for number, _ in codes.list_of(bits, len(found), size, False)] == sorted(found)


PLACES = st.lists(st.sets(st.integers(0, 3_000), max_size=5).map(sorted), max_size=6)


@given(PLACES)
def test_the_places_of_a_word_come_back_text_by_text(texts):
    encoded = "".join(codes.encode_places(places) if places else codes.NOWHERE for places in texts)
    assert [*codes.places_in(encoded)] == texts
    assert encoded.isprintable()
    assert not {*' "\\'} & {*encoded}


@given(LISTS)
def test_a_list_takes_few_bits(case):
    """About those of its gaps, however they are spread: the unary parts together are at most three bits a number."""
    size, found = case
    parameter = codes.parameter(len(found), size)
    assert len(codes.encode(sorted(found), parameter)) <= len(found) * (parameter + 4) + 1


def test_no_code_of_a_strength_begins_another():
    known = codes.STRENGTHS[1:]
    assert not [(one, other) for one in known for other in known if one != other and other.startswith(one)]


@pytest.mark.parametrize("packed", [b"", b"\xff", b"\x00"])
def test_a_list_that_is_cut_off_is_an_error(packed):
    with pytest.raises(IndexError):
        codes.list_of(codes.Bits(packed), 9, 1000, True)
