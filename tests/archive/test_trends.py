"""Which subjects rise and fade."""

import math
from array import array
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazette.archive import comparisons, trends
from gazette.archive.lazy import LazyPapers
from gazette.archive.numbering import MAX_RANK
from gazette.archive.trends import CLEARLY_LESS, CLEARLY_MORE, MIN_PAPERS, lower_bound, upper_bound
from gazette.core.model import Subject, Tag

END = date(2025, 3, 10).toordinal()
RECENT, BEFORE = END - 10, END - 420
COUNT, EXPECTED = st.integers(0, 500), st.floats(0, 500)


def a_tag(slug: str, recent: int = 0, before: int = 0, first: int = 1) -> Tag:
    """A tag with so many papers on a recent day and on a day of the year before, with ranks from `first` on."""
    days = [BEFORE] * before + [RECENT] * recent
    numbers = array("Q", [day * MAX_RANK + first + at for at, day in enumerate(days)])
    return Tag(slug, slug.title(), LazyPapers(None, numbers))


def compared(*tags: Tag) -> comparisons.Comparison:
    """The comparison of an archive whose papers have one of these tags each."""
    return comparisons.latest(sorted(number for tag in tags for number in tag.papers.numbers), END)


def shares(*sizes: tuple[str, int, int]) -> list[Tag]:
    """Tags with so many recent and earlier papers."""
    return [a_tag(name, recent, before, 1 + 5_000 * at) for at, (name, recent, before) in enumerate(sizes)]


def test_subjects_with_more_papers_than_expected_rise_and_those_with_fewer_fade_the_clearest_first():
    tags = shares(("steady", 60, 600), ("up", 60, 200), ("steep", 60, 50), ("down", 10, 400), ("out", 0, 700))
    found = compared(*tags)
    assert [each.subject for each in trends.rising(tags, found)] == [Subject("Steep", "steep"), Subject("Up", "up")]
    assert [each.subject.slug for each in trends.fading(tags, found)] == ["out", "down"]


def test_a_trend_has_both_numbers_the_bound_and_the_places_of_its_papers():
    tags = shares(("up", 60, 100), ("rest", 40, 900))
    [found] = trends.rising(tags, compared(*tags))
    assert found == (Subject("Up", "up"), 60, 10, "4.0", range(100, 160))
    [found] = trends.fading(tags, compared(*tags))
    assert found == (Subject("Rest", "rest"), 40, 90, "0.5", range(900, 940))


def test_if_all_subjects_grow_alike_none_rises_or_fades():
    tags = shares(*((f"t{size}", 2 * size, 3 * size) for size in (10, 50, 300)))
    assert trends.rising(tags, compared(*tags)) == trends.fading(tags, compared(*tags)) == ()


def test_if_no_comparison_is_possible_nothing_rises():
    young = [a_tag("new", 50)]
    assert trends.rising(young, compared(*young)) == trends.fading(young, compared(*young)) == ()
    assert trends.rising((), compared()) == ()


def test_the_lists_are_limited_and_equal_bounds_are_sorted_by_slug():
    tags = shares(("rest", 100, 9_000), *((f"t{at}", 50, 0) for at in (3, 1, 2, 4, 0, 6, 5)))
    found = trends.rising(tags, compared(*tags))
    assert [each.subject.slug for each in found] == ["t0", "t1", "t2", "t3", "t4"]
    assert len(trends.rising(tags, compared(*tags), 7)) == 7


def gamma_cdf(shape: int, at: float) -> float:
    """The distribution function of the gamma distribution for a whole `shape`."""
    return 1 - sum(math.exp(each * math.log(at) - at - math.lgamma(each + 1)) for each in range(shape))


@given(st.integers(0, 300), st.floats(0, 300))
def test_the_bounds_are_quantiles_of_the_gamma_distribution(papers, expected):
    one, other = (trends._bound(papers, expected, sigmas) for sigmas in (-1, 1))
    lower, upper = (bound * (expected + 4) for bound in (one, other))
    assume(expected < 30)  # beyond, three digits after the point are too few to compare
    assert gamma_cdf(papers + 4, lower) == pytest.approx(0.1587, abs=0.012)
    assert gamma_cdf(papers + 4, upper) == pytest.approx(0.8413, abs=0.012)


@given(COUNT, EXPECTED)
def test_no_subject_both_rises_and_fades_and_small_numbers_do_neither(papers, expected):
    up, down = lower_bound(papers, expected), upper_bound(papers, expected)
    assert not (up and down)
    assert not up or (up > CLEARLY_MORE and papers > expected and papers >= MIN_PAPERS)
    assert not down or (down < CLEARLY_LESS and papers < expected and expected >= MIN_PAPERS)


@given(COUNT, EXPECTED)
def test_more_papers_never_lower_the_bound(papers, expected):
    assert lower_bound(papers + 1, expected) >= lower_bound(papers, expected)
    assert lower_bound(papers, expected + 1) <= lower_bound(papers, expected)


def test_the_foremost_papers_are_the_first_of_their_days_and_then_the_newest():
    numbers = array("Q", [day * MAX_RANK + rank for day, rank in [(10, 1), (10, 2), (20, 1), (20, 5), (30, 1)]])

    class Known:
        def papers(self, wanted):
            return [divmod(each, MAX_RANK) for each in wanted]

    papers = LazyPapers(Known(), numbers)
    assert trends.foremost(papers, range(5), 4) == ((30, 1), (20, 1), (10, 1), (10, 2))
    assert trends.foremost(papers, [3, 1], 1) == ((10, 2),)
