"""A copy of the whole papers page, on which each paper is a card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import cards
from tests.make import read

PATH = "content/2025-03-12-copy.txt"
NAVIGATION = "Site logo\nHugging Face\nModels\nDatasets\nSpaces\nDocs\nPricing\n\n"
HEADER = "Daily Papers\nby AK and the research community\n\nMar 12\n\n"
FOOT = "Company\nTOS\nPrivacy\nAbout\nCareers\nWebsite\nModels\nDatasets\n"
CARD = "Submitted by\n\nreader-{0}\n\n{1}\n\nOn Tides, Part {0}\n·\n7 authors\n\n3\n\n"


def page(*papers: str, above: str = NAVIGATION, below: str = "") -> str:
    return above + HEADER + "".join(papers) + below


def parse(lines: str):
    report = Report("a")
    numbered = list(enumerate(lines.split("\n"), 1))
    return list(cards.entries(numbered, report)), report


@pytest.mark.parametrize("above", ["", NAVIGATION])
@pytest.mark.parametrize("below", ["", FOOT])
def test_each_card_is_a_paper(above, below):
    found, report = read(page(CARD.format(1, 12), CARD.format(2, 9), above=above, below=below), PATH)
    assert [(each.title, each.by, each.votes, each.comments) for each in found.entries] == [
        ("On Tides, Part 1", "reader-1", 12, 3),
        ("On Tides, Part 2", "reader-2", 9, 3),
    ]
    assert (str(found.day), found.curator) == ("2025-03-12", "AK and the research community")
    assert not report.errors
    assert [each.what for each in report.warnings] == ["the page has no abstracts and no authors"]


@pytest.mark.parametrize(
    ("card", "known"),
    [
        ("Submitted by\nbo\n-\nOn Tides\n·\n1 author", {"by": "bo", "votes": None, "comments": None, "org": ""}),
        ("Submitted bybo\n5\nOn Tides\n·\nTide Lab\n·\n2 authors", {"by": "bo", "votes": 5, "org": "Tide Lab"}),
        ("Submitted by bo\nUpvote 5\nOn Tides\n4", {"by": "bo", "votes": 5, "comments": 4, "org": ""}),
    ],
)
def test_parts_of_a_card_may_be_missing(card, known):
    [found], report = parse(card)
    assert found.title == "On Tides"
    assert {key: getattr(found, key) for key in known} == known
    assert not report.errors


@pytest.mark.parametrize(
    ("card", "line"),
    [
        ("Submitted by\nbo", 1),
        ("Submitted by\nbo\n12", 1),
        ("Submitted by\nbo\nOn Tides\n7 authors", 3),
        ("Submitted by\nbo\n12\n7 authors", 1),
        ("Submitted by\nbo\n12\nOn Tides\nTide Lab\nand more\n7 authors", 6),
        ("A stray line\nSubmitted by\nbo\n12\nOn Tides", 1),
    ],
)
def test_card_that_is_not_understood_is_an_error(card, line):
    assert [each.line for each in parse(card)[1].errors] == [line]


def test_unknown_line_above_the_header_is_reported():
    _, report = read(page(CARD.format(1, 2), above="My own note\n" + NAVIGATION), PATH)
    assert str(report.warnings[0]) == (
        f"{PATH}:1: 'My own note' is above the page's header and is left out; remove the line"
    )


@pytest.mark.parametrize("line", ["Mar 13", "124", "7 authors", "·", "Upvote", "Site logo"])
def test_furniture_of_the_page_is_never_a_title(line):
    long = "We study a thing at length. " * 12
    text = f"Get trending papers in your email inbox!\n\nSubscribe\n\nMar 12\n\nOne\n\n{long}\n\n{line}\n\n{long}\n"
    _, report = read(text, PATH)
    assert [each.what for each in report.errors] == [f"{line!r} is not a title"]


LINES = ["Submitted by", "bo", "12", "-", "On Tides", "·", "Tide Lab", "7 authors", "3", "Mar 12", "Upvote", ""]


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_no_title_is_furniture_and_every_card_is_read_or_reported(lines):
    found, report = read(page("\n".join(["Submitted by", *lines, ""])), PATH)
    starts = 1 + sum(line == "Submitted by" for line in lines)
    titles = {each.title for each in found.entries} if found else set()
    assert not titles & (set(LINES) - {"On Tides", "Tide Lab", "bo", ""}) or report.errors
    assert report.errors or (found and len(found.entries) == starts)
