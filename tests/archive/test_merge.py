"""A paper has the best values of all its entries, and an appearance for each day; days and tags are in order."""

import pytest
from msgspec.structs import replace

from gazette.core import model
from gazette.core.model import Appearance, Day, Notice, Origin, Subject, Trust
from tests.make import AUG_20, AUG_21, AUG_22, AUG_25, a_listing, an_entry, merged

WRITTEN, STRUCTURED, CAPTURED = Trust.WRITTEN, Trust.STRUCTURED, Trust.CAPTURED


def the_paper(*listings):
    [paper] = merged(listings).papers
    return paper


def ranked(day: Day) -> list[tuple[int, str]]:
    """The ranks and titles of a day."""
    return [(paper.on(day.date).rank, paper.facts.title) for paper in day.papers]


def test_a_day_has_the_dates_of_the_days_before_and_after_it_across_a_gap():
    listings = [a_listing(day, an_entry()) for day in (AUG_25, AUG_20, AUG_22)]
    middle = merged(listings).days[1]
    assert (middle.previous, middle.date, middle.next) == (AUG_20, AUG_22, AUG_25)


def test_the_first_day_has_no_previous_day_and_the_last_no_next_one():
    days = merged([a_listing(AUG_20), a_listing(AUG_21)]).days
    assert (days[0].previous, days[-1].next) == (None, None)


def test_the_order_of_the_files_makes_no_difference():
    listings = [
        a_listing(AUG_20, an_entry("A", arxiv="1", tags=("x",)), an_entry("B")),
        a_listing(AUG_20, an_entry("C", tags=("X",)), path="content/2025-08-20-b.md"),
        a_listing(AUG_21, an_entry("A"), an_entry("B", arxiv="2")),
    ]
    assert merged(listings) == merged(listings[::-1])


def test_without_listings_the_archive_is_empty():
    assert merged([]) == model.Archive()


# Which value a field has.


@pytest.mark.parametrize("trusts", [(WRITTEN, STRUCTURED), (STRUCTURED, CAPTURED), (WRITTEN, CAPTURED)])
@pytest.mark.parametrize("trusted_first", [True, False])
def test_a_value_comes_from_the_more_trusted_listing_even_if_it_is_older(trusts, trusted_first):
    more, less = an_entry("A", venue="right", authors=("R",)), an_entry("A", venue="wrong", authors=("W", "X"))
    pair = [(more, trusts[0]), (less, trusts[1])]
    days = (AUG_20, AUG_21) if trusted_first else (AUG_21, AUG_20)
    paper = the_paper(*[a_listing(day, entry, trust=trust) for day, (entry, trust) in zip(days, pair, strict=True)])
    assert (paper.facts.venue, paper.facts.authors) == ("right", ("R",))


@pytest.mark.parametrize("trust", Trust)
def test_a_value_comes_from_the_newer_of_two_equally_trusted_listings(trust):
    listings = [a_listing(day, an_entry("A", venue=str(day)), trust=trust) for day in (AUG_21, AUG_20)]
    assert the_paper(*listings).facts.venue == str(AUG_21)


def test_counts_come_from_the_newest_listing_whatever_its_trust():
    old = an_entry("A", votes=9, comments=9, stars=9)
    new = an_entry("A", votes=0, stars=3)
    facts = the_paper(a_listing(AUG_20, old), a_listing(AUG_21, new, trust=CAPTURED)).facts
    assert (facts.votes, facts.comments, facts.stars) == (0, 9, 3)


def test_an_entry_with_only_a_title_changes_nothing():
    full = an_entry(
        "A",
        arxiv="1",
        authors=("X",),
        abstract=("Text.",),
        code=("https://a.org",),
        changed=Notice(AUG_20, "typo"),
        votes=1,
    )
    assert the_paper(a_listing(AUG_20, full), a_listing(AUG_21, an_entry("A"))).facts == full


FULL = {"arxiv": "1", "authors": ("X",), "abstract": ("Text.",)}


@pytest.mark.parametrize(
    "title", ["grpo-free rlvr - an llm recipe", "GRPO Free RLVR, An LLM Recipe!", "Grpo-free Rlvr"]
)
@pytest.mark.parametrize(
    "more",
    [{}, {"arxiv": "1"}, {"arxiv": "1", "votes": 3, "note": "Again.", "by": "Cy"},
     {"arxiv": "1", "withdrawn": Notice(AUG_21, "why")}],
)  # fmt: skip
@pytest.mark.parametrize("trust", Trust)
def test_a_title_that_only_names_a_paper_listed_before_is_no_new_title(title, more, trust):
    first = a_listing(AUG_20, an_entry("GRPO-Free RLVR: An LLM Recipe", **FULL), trust=STRUCTURED)
    again = a_listing(AUG_21, an_entry(title, **more), trust=trust)
    papers = {paper.facts.title for paper in merged([first, again]).papers if paper.facts.arxiv}
    assert papers == {"GRPO-Free RLVR: An LLM Recipe"}


@pytest.mark.parametrize("more", [{"tags": ("t",)}, {"authors": ("X",)}, {"venue": "V", "url": ("https://a.org",)}])
def test_a_title_with_another_case_or_punctuation_needs_an_abstract_or_a_correction_to_be_new(more):
    first, again = an_entry("On Gaps: A Note", **FULL), an_entry("on gaps - a note", **more)
    assert the_paper(a_listing(AUG_20, first), a_listing(AUG_21, again)).facts.title == first.title
    for new in ({"abstract": ("Text.",)}, {"changed": Notice(AUG_21, "the title")}):
        assert the_paper(a_listing(AUG_20, first), a_listing(AUG_21, replace(again, **new))).facts.title == again.title


@pytest.mark.parametrize("more", [{"tags": ("t",)}, {"authors": ("X",)}, {"changed": Notice(AUG_21, "the title")}])
def test_an_entry_that_says_more_about_the_paper_gives_it_a_new_title(more):
    first, again = an_entry("On Gaps", **FULL), an_entry("On Larger Gaps", arxiv="1", **more)
    assert the_paper(a_listing(AUG_20, first), a_listing(AUG_21, again)).facts.title == again.title


def test_a_title_of_the_same_day_by_hand_replaces_another():
    api = a_listing(AUG_20, an_entry("On Gaps", **FULL), trust=STRUCTURED)
    by_hand = a_listing(AUG_20, an_entry("On $f$-Gaps", arxiv="1"), path="content/2025-08-20-b.md")
    assert the_paper(api, by_hand).facts.title == "On $f$-Gaps"


def test_a_missing_value_comes_from_a_less_trusted_listing():
    written = an_entry("A", arxiv="1", venue="V")
    captured = an_entry("A", arxiv="1", summary="S", venue="W")
    facts = the_paper(a_listing(AUG_20, written), a_listing(AUG_20, captured, trust=CAPTURED)).facts
    assert (facts.venue, facts.summary) == ("V", "S")


# Papers and days.


def test_a_paper_has_an_appearance_for_each_day_with_the_votes_and_the_note_of_that_day():
    listings = [
        a_listing(AUG_20, an_entry("A", votes=3, note="first")),
        a_listing(AUG_22, an_entry("B"), an_entry("A", note="again")),
    ]
    paper = merged(listings).papers[0]
    assert paper.appearances == (Appearance(AUG_20, 1, 3, "first"), Appearance(AUG_22, 2, None, "again"))
    assert (paper.first.day, paper.latest.day, paper.facts.note) == (AUG_20, AUG_22, "")


ANNOUNCED = an_entry("A", id="a", votes=9, withdrawn=Notice(AUG_21, "an error"), note="a word")


def test_to_announce_a_withdrawal_does_not_list_the_paper_again():
    listings = [a_listing(AUG_20, an_entry("A", id="a")), a_listing(AUG_22, ANNOUNCED, an_entry("B"))]
    found = merged(listings)
    assert ranked(found.days[1]) == [(1, "B")]
    assert [paper.slug for paper in found.days[1].withdrawn] == ["a"]
    assert [each.day for each in found.papers[0].appearances] == [AUG_20]
    assert found.papers[0].withdrawals == (Appearance(AUG_22, 0, 9, "a word"),)
    assert found.papers[0].facts.withdrawn == ANNOUNCED.withdrawn


@pytest.mark.parametrize(
    "listings",
    [
        [a_listing(AUG_22, ANNOUNCED)],
        [a_listing(AUG_22, an_entry("A", id="a")), a_listing(AUG_22, ANNOUNCED, path="content/2025-08-22-b.md")],
        [a_listing(AUG_20, ANNOUNCED)],
    ],
    ids=["the first day", "another file of the first day", "a day before the withdrawal"],
)
def test_a_withdrawn_paper_is_listed_on(listings):
    [day] = merged(listings).days
    assert (len(day.papers), len(day.withdrawn)) == (1, 0)


def test_a_paper_that_is_listed_again_before_or_after_its_withdrawal_appears_again():
    again = [an_entry("A", id="a", withdrawn=Notice(AUG_22, "")), an_entry("A", id="a")]
    days = [a_listing(AUG_20, an_entry("A", id="a")), a_listing(AUG_21, again[0]), a_listing(AUG_25, again[1])]
    assert [each.day for each in merged(days).papers[0].appearances] == [AUG_20, AUG_21, AUG_25]


def test_of_several_files_of_a_day_the_plain_name_comes_first_then_the_suffixes():
    names = ("2025-08-20-b.yaml", "2025-08-20.md", "2025-08-20-c.json", "2025-08-20-a.md")
    listings = [a_listing(AUG_20, an_entry(name), path=f"content/x/{name}", note=name) for name in names]
    [day] = merged(listings).days
    expected = ["2025-08-20.md", "2025-08-20-a.md", "2025-08-20-b.yaml", "2025-08-20-c.json"]
    assert ranked(day) == list(enumerate(expected, 1))
    assert day.notes == tuple(expected)


def test_a_paper_in_several_files_of_a_day_has_one_rank_and_ranks_have_no_gap():
    plain = a_listing(AUG_20, an_entry("A", arxiv="1"), an_entry("B"))
    second = a_listing(AUG_20, an_entry("B"), an_entry("C"), an_entry("A"), an_entry("D"), path="2025-08-20-b.md")
    [day] = merged([second, plain]).days
    assert ranked(day) == [(1, "A"), (2, "B"), (3, "C"), (4, "D")]


def test_a_paper_twice_in_one_file_has_one_rank_and_both_notes():
    [day] = merged([a_listing(AUG_20, an_entry("A", note="x"), an_entry("B"), an_entry("a", note="y"))]).days
    assert [title for _, title in ranked(day)] == ["A", "B"]
    assert day.papers[0].on(AUG_20).note == "x\n\ny"


def test_the_ranks_of_every_day_are_continuous():
    days = merged(
        a_listing(day, *[an_entry(str(number % wrap)) for number in range(40)], path=f"{day}{suffix}.md")
        for day, wrap in ((AUG_20, 7), (AUG_21, 40))
        for suffix in ("", "-b")
    ).days
    assert [[rank for rank, _ in ranked(day)] for day in days] == [list(range(1, 8)), list(range(1, 41))]


def test_papers_are_in_the_order_of_their_first_day_and_rank():
    listings = [a_listing(AUG_21, an_entry("C"), an_entry("A")), a_listing(AUG_20, an_entry("B"), an_entry("A"))]
    assert [paper.facts.title for paper in merged(listings).papers] == ["B", "A", "C"]


def test_a_day_has_the_origin_and_the_license_of_each_of_its_listings():
    listings = [
        a_listing(AUG_20, source="S", url="https://a.org"),
        a_listing(AUG_20, license="CC0", path="2025-08-20-b.md"),
    ]
    assert [replace(each, path="") for each in merged(listings).days[0].origins] == [
        Origin("S", "https://a.org"),
        Origin(license="CC0"),
    ]


def test_a_quiet_day_is_in_the_archive():
    [day] = merged([a_listing(AUG_20, quiet=True, note="A holiday.")]).days
    assert (day.quiet, day.papers, day.notes) == (True, (), ("A holiday.",))


# Tags.


def test_spellings_with_the_same_slug_are_one_tag_named_as_in_the_oldest_listing():
    listings = [
        a_listing(AUG_21, an_entry("A", tags=("Deep learning",))),
        a_listing(AUG_20, an_entry("B", tags=("deep-Learning",))),
    ]
    [tag] = merged(listings).tags
    assert (tag.slug, tag.name, [paper.facts.title for paper in tag.papers]) == (
        "deep-learning",
        "deep-Learning",
        ["B", "A"],
    )


def test_a_tag_has_a_paper_once_even_if_the_paper_has_the_tag_twice():
    [tag] = merged([a_listing(AUG_20, an_entry("A", tags=("x", "X")))]).tags
    assert len(tag.papers) == 1


def test_a_tag_with_too_few_papers_has_a_name_but_no_page():
    listing = a_listing(AUG_20, an_entry("A", tags=("x", "y")), an_entry("B", tags=("y",)))
    found = merged([listing], tags_minimum=2)
    assert found.papers[0].subjects == (Subject("x"), Subject("y", "y"))
    assert [tag.slug for tag in found.tags] == ["y"]


def test_tags_that_differ_only_in_letters_that_slugs_lack_are_different():
    found = merged([a_listing(AUG_20, an_entry("A", tags=("C", "C+", "π")))])
    assert len({tag.slug for tag in found.tags}) == 3


def test_keywords_are_not_tags():
    assert merged([a_listing(AUG_20, an_entry("A", keywords=("x",)))]).tags == ()
