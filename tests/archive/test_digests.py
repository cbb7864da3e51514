"""What the digests of days and weeks show."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import digests
from gazette.archive.digests import AGAIN, LATE, SHORT, WHOLE, Digests
from gazette.config.topics import Topic
from gazette.core.model import Notice
from tests.make import a_listing, an_entry, merged

MONDAY = date(2025, 3, 10)


def day(number: int) -> date:
    """The days count from a Monday."""
    return MONDAY + timedelta(number)


def an_archive(*listings, **rules):
    """Each listing is the number of its day and its entries, or their ids."""
    return merged(
        (
            a_listing(day(at), *(an_entry(each, id=each) if isinstance(each, str) else each for each in entries))
            for at, *entries in listings
        ),
        **rules,
    )


def added(name: str, at: int) -> object:
    return an_entry(name, id=name, added=f"{day(at)}T08:15Z")


def of_day(archive, at: int, keep=None):
    return Digests(archive).get(str(day(at)), keep)


def forms(digest) -> list[tuple[str, str]]:
    return [(row.paper.slug, row.form) for row in digest.rows]


def names(rows) -> list[str]:
    return [row.paper.slug for row in rows]


# Days.


def test_a_paper_is_in_full_on_the_day_of_its_first_listing_and_one_line_later():
    archive = an_archive((0, "a", "b"), (1, "c", "a"), (9, "a"))
    assert forms(of_day(archive, 0)) == [("a", WHOLE), ("b", WHOLE)]
    assert forms(of_day(archive, 1)) == [("c", WHOLE), ("a", AGAIN)]
    assert forms(of_day(archive, 9)) == [("a", AGAIN)]


def test_the_rows_have_the_ranks_and_votes_of_the_day():
    archive = an_archive((0, an_entry("A", id="a", votes=3), "b"), (1, "b", an_entry("A", id="a", votes=9)))
    assert [row[1:] for row in of_day(archive, 1).rows] == [(1, None, AGAIN), (2, 9, AGAIN)]
    assert [row[1:] for row in of_day(archive, 0).rows] == [(1, 3, WHOLE), (2, None, WHOLE)]


def test_a_paper_that_was_added_the_day_after_is_in_full_on_the_next_listed_day():
    archive = an_archive((0, "a", added("late", 1)), (1, "b"), (2, "c"))
    assert forms(of_day(archive, 0)) == [("a", WHOLE), ("late", LATE)]
    assert names(of_day(archive, 1).late) == ["late"]
    assert [row.form for row in of_day(archive, 1).late] == [WHOLE]
    assert of_day(archive, 2).late == ()


def test_a_paper_that_was_added_on_its_day_is_not_late():
    archive = an_archive((0, added("a", 0)), (1, "b"))
    assert forms(of_day(archive, 0)) == [("a", WHOLE)]
    assert of_day(archive, 1).late == ()


def test_a_late_paper_waits_for_the_next_listed_day_however_long_that_takes():
    archive = an_archive((0, "a", added("late", 6)), (40, "b"))
    assert names(of_day(archive, 40).late) == ["late"]


@pytest.mark.parametrize(("after", "form"), [(7, LATE), (8, WHOLE)])
def test_a_paper_that_was_added_more_than_a_week_later_is_in_full_on_its_day_only(after, form):
    archive = an_archive((0, added("a", after)), *((at, f"b{at}") for at in range(1, 12)))
    assert forms(of_day(archive, 0)) == [("a", form)]
    assert [at for at in range(12) if "a" in names(of_day(archive, at).late)] == [after] * (form == LATE)


def test_a_paper_of_the_first_listing_is_not_late_because_a_later_listing_says_added():
    archive = an_archive((0, "a"), (1, added("a", 2)), (2, "b"))
    assert forms(of_day(archive, 0)) == [("a", WHOLE)]
    assert of_day(archive, 2).late == ()


@st.composite
def archives(draw):
    """Listings of some days, whose papers may be listed again and may have been added later."""
    days = draw(st.lists(st.integers(0, 40), min_size=1, max_size=12, unique=True))
    listings = []
    for at in days:
        names = draw(st.lists(st.sampled_from("abcdefgh"), max_size=3, unique=True))
        delays = [draw(st.none() | st.integers(-1, 9)) for _ in names]
        rows = [name if delay is None else added(name, at + delay) for name, delay in zip(names, delays, strict=True)]
        listings.append((at, *rows))
    return an_archive(*sorted(listings, key=lambda row: row[0]))


@given(archives())
def test_every_paper_is_in_full_once_or_it_waits_for_a_day_that_is_not_listed_yet(archive):
    found = defaultdict(list)
    for each in archive.days:
        digest = Digests(archive).get(str(each.date))
        for row in (*digest.rows, *digest.late) if digest else ():
            if row.form == WHOLE:
                found[row.paper.slug].append(each.date)
    for paper in archive.papers:
        late = digests.added_late(paper)
        waits = late is not None and late > archive.days[-1].date
        assert len(found[paper.slug]) == (0 if waits else 1), paper
        assert waits or found[paper.slug][0] >= (late or paper.first.day)


def test_a_withdrawal_that_the_day_announces_is_shown():
    notice = Notice(day(3), "an error")
    archive = an_archive((0, "a"), (3, "b", an_entry("A", id="a", withdrawn=notice)))
    found = of_day(archive, 3)
    assert (names(found.rows), [paper.slug for paper in found.withdrawn]) == (["b"], ["a"])
    assert found.withdrawn[0].facts.withdrawn == notice


def test_a_day_with_nothing_to_show_has_no_digest():
    archive = merged([a_listing(day(0), an_entry("A")), a_listing(day(1), quiet=True, note="A holiday.")])
    assert of_day(archive, 0)
    assert of_day(archive, 1) is None


@pytest.mark.parametrize("name", ["2025-03-11", "2025-W09", "2025-W11", "march", "", "2025-3-10"])
def test_a_day_or_week_that_is_not_listed_or_not_complete_has_no_digest(name):
    assert Digests(an_archive((0, "a"))).get(name) is None


def test_an_empty_archive_has_no_digests():
    found = Digests(an_archive())
    assert (found.names, found.latest_day, found.latest_week) == ([], "", "")


# Mondays and weeks.


def voted(at: int, *votes: int) -> tuple[object, ...]:
    return (at, *(an_entry(f"v{at}-{count}", id=f"v{at}-{count}", votes=count) for count in votes))


def test_a_monday_has_the_ten_best_papers_of_the_week_before():
    archive = an_archive(voted(0, *range(1, 8)), voted(6, *range(8, 15)), voted(7, 99), voted(8, 98))
    assert [paper.facts.votes for paper in of_day(archive, 7).best] == list(range(14, 4, -1))
    assert of_day(archive, 8).best == ()
    assert of_day(archive, 0).best == ()


def test_a_monday_without_papers_still_has_the_best_ones():
    archive = merged([a_listing(day(3), an_entry("A")), a_listing(day(7), quiet=True)])
    assert [paper.slug for paper in of_day(archive, 7).best] == ["a"]


def test_a_monday_without_news_about_a_subject_has_no_digest_about_it():
    old, new = an_entry("A", tags=("Theory",)), an_entry("B", tags=("Bandits",))
    archive = merged([a_listing(day(3), old), a_listing(day(7), new)])
    theory, bandits = (digests.about({slug}, ()) for slug in ("theory", "bandits"))
    assert [paper.slug for paper in of_day(archive, 7).best] == ["a"]
    assert of_day(archive, 7, theory) is None
    assert of_day(archive, 7, bandits).total == 1


def test_a_withdrawn_paper_is_not_among_the_best():
    archive = an_archive((0, an_entry("A", id="a", withdrawn=Notice(day(0), "")), "b"), (7, "c"))
    assert [paper.slug for paper in of_day(archive, 7).best] == ["b"]
    week = Digests(archive).get("2025-W11")
    assert (names(week.rows), week.others, week.total) == (["b"], 1, 2)


def test_a_week_has_its_twenty_best_papers_in_full_and_counts_the_others():
    archive = an_archive(voted(0, *range(15)), voted(4, *range(15, 30)), (7, "next"))
    found = Digests(archive).get("2025-W11")
    assert [(row.number, row.votes) for row in found.rows] == [(at + 1, 29 - at) for at in range(20)]
    assert {row.form for row in found.rows} == {WHOLE}
    assert (found.others, found.total, found.day, found.weekly) == (10, 30, day(4), True)


def test_the_week_of_the_latest_listing_is_not_complete():
    found = Digests(an_archive((0, "a"), (7, "b"), (8, "c")))
    assert found.names == ["2025-03-10", "2025-03-17", "2025-03-18", "2025-W11"]
    assert (found.latest_day, found.latest_week) == ("2025-03-18", "2025-W11")
    assert found.get("2025-W12") is None


def test_the_latest_day_and_week_have_papers():
    quiet = (a_listing(day(at), quiet=True) for at in (8, 15))
    found = Digests(merged([a_listing(day(0), an_entry("A")), *quiet]))
    assert (found.latest_day, found.latest_week) == ("2025-03-10", "2025-W11")


def test_rising_subjects_are_on_mondays_and_in_weeks_only():
    def papers(at, tag, count):
        return (at, *(an_entry(f"{tag}{at}-{n}", id=f"{tag}{at}-{n}", tags=(tag,)) for n in range(count)))

    before, recent = papers(-200, "old", 30), papers(-20, "new", 30)
    archive = an_archive(before, papers(-19, "old", 10), recent, (28, "a"), (29, "b"), (35, "c"), tags_minimum=1)
    rising = {name: digest.rising for name in Digests(archive).names if (digest := Digests(archive).get(name))}
    assert [subject.slug for subject in rising[str(day(28))]] == ["new"]
    assert rising[str(day(29))] == ()
    assert [subject.slug for subject in rising["2025-W15"]] == ["new"]


# Subjects.

TOPICS = (Topic("learning", "Learning", ("l",)), Topic("bandits", "The bandits", ("b",), parent="learning"))


def test_a_digest_about_subjects_has_only_their_papers_and_those_of_topics_below():
    archive = an_archive(
        (0, an_entry("A", tags=("gaps",)), an_entry("B", tags=("bandits",)), an_entry("C", tags=("theory",))),
        (1, an_entry("A", tags=("gaps",))),
        tags_minimum=3,
    )
    for wanted, slugs in [("gaps", ["a"]), ("learning", ["b"]), ("bandits", ["b"]), ("theory", ["c"])]:
        assert names(of_day(archive, 0, digests.about({wanted}, TOPICS)).rows) == slugs
    assert names(of_day(archive, 0, digests.about({"gaps", "theory"}, TOPICS)).rows) == ["a", "c"]
    assert of_day(archive, 1, digests.about({"theory"}, TOPICS)) is None


def test_topics_whose_parents_form_a_circle_end():
    circle = (Topic("a", "A", ("x",), parent="b"), Topic("b", "B", ("y",), parent="a"))
    archive = an_archive((0, an_entry("One", tags=("b",))))
    assert of_day(archive, 0, digests.about({"a"}, circle))


# Size.


@pytest.mark.parametrize("count", [60, 300, 3_000])
def test_what_does_not_fit_in_full_is_a_line_and_what_does_not_fit_as_a_line_is_counted(count):
    archive = an_archive((0, *(an_entry("A Title " * 8, id=f"p{at}", abstract=("x " * 500,)) for at in range(count))))
    found = of_day(archive, 0)
    kinds = [row.form for row in found.rows]
    assert kinds == sorted(kinds, key=[WHOLE, SHORT].index)
    assert len(found.rows) + found.others == found.total == count
    assert (found.others > 0) == (count == 3_000)
    assert (SHORT in kinds) == (count >= 60)


def test_a_long_introduction_is_left_out_and_the_digest_says_so():
    archive = merged([a_listing(day(0), an_entry("A"), note="word " * 10_000)])
    found = of_day(archive, 0)
    assert (found.notes, found.has_more_notes) == ((), True)


def test_nothing_fits_into_nothing():
    found = digests.fit(of_day(an_archive((0, "a", "b")), 0), 0)
    assert (found.rows, found.others, found.total) == ((), 2, 2)


def test_what_is_left_out_of_late_and_withdrawn_papers_is_counted():
    notice = Notice(day(2), "an error " * 100)
    entries = [an_entry(f"P {at}", id=f"p{at}") for at in range(500)]
    late = [added(f"late{at}", 2) for at in range(500)]
    withdrawn = [an_entry(f"P {at}", id=f"p{at}", withdrawn=notice) for at in range(500)]
    found = of_day(an_archive((0, *entries, *late), (2, "a", *withdrawn)), 2)
    assert 0 < found.others == 500 - len(found.withdrawn) + 1 - len(found.rows)
    assert 0 < found.others_late == 500 - len(found.late)
