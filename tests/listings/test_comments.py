"""HTML comments in Markdown listings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import text
from gazette.core.errors import Report
from gazette.listings import comments, markdown
from tests.make import read, warnings
from tests.strategies import ANY

GONE = comments.DROPPED


def strip(written: str) -> tuple[str, list[int], list[int]]:
    report = Report("a")
    found = comments.strip(written, report)
    return found, [each.line for each in report.warnings], [each.line for each in report.errors]


@pytest.mark.parametrize(
    ("written", "found", "lines"),
    [
        ("a <!-- x --> b", "a b", [1]),
        ("a<!--x-->b", "ab", [1]),
        ("a <!-- x -->", "a", [1]),
        ("a\n<!-- x\ny\n-->\nb", f"a\n{GONE}\n{GONE}\n{GONE}\nb", [2]),
        ("a <!-- x\ny --> b", "a\nb", [1]),
        ("  <!-- x --> ## A", "## A", [1]),
        ("<!-- x --> <!-- y -->", GONE, [1, 1]),
        ("a <!--> b <!---> c", "a b c", [1, 1]),
        (r"a \<!-- x --> b", "a <!-- x --> b", []),
        (r"a \\<!-- x", r"a \<!-- x", []),
    ],
)
def test_comment_is_left_out_with_a_warning(written, found, lines):
    assert strip(written) == (found, lines, [])


def test_comment_without_an_end_is_an_error_and_stays_text():
    assert strip("a\nb <!-- c\n\n## D") == ("a\nb <!-- c\n\n## D", [], [2])


@pytest.mark.parametrize(
    "place",
    [
        "{}\n\nHello.\n\n## A\n- votes: 1\n\nText.\n\n> Note.",
        "Hello. {}\n\n## A\n- votes: 1\n\nText.\n\n> Note.",
        "Hello.\n\n## A\n{}\n- votes: 1\n\nText.\n\n> Note.",
        "Hello.\n\n## A {}\n- votes: 1\n\nText.\n\n> Note.",
        "Hello.\n\n## A\n- votes: 1 {}\n\nText.\n\n> Note.",
        "Hello.\n\n## A\n- votes: 1\n{}\n\nText.\n\n> Note.",
        "Hello.\n\n## A\n- votes: 1\n\n{}\n\nText.\n\n> Note.",
        "Hello.\n\n## A\n- votes: 1\n\nText. {}\n\n> Note.",
        "Hello.\n\n## A\n- votes: 1\n\nText.\n\n> Note. {}",
        "Hello.\n\n## A\n- votes: 1\n\nText.\n\n> Note.\n\n{}\n",
    ],
)
@pytest.mark.parametrize("comment", ["<!-- private -->", "<!--\n## B\n- arxiv: 2503.00001\n\n-->"])
def test_comment_in_any_place_of_a_listing_changes_nothing_else(place, comment):
    found, report = read(place.format(comment))
    assert found == read(place.replace(" {}", "").replace("{}", ""))[0]
    assert not report.errors
    assert len(report.warnings) == 1


def test_warning_names_the_line_and_says_how_to_write_it_as_text():
    assert warnings("## A\n\nText. <!-- x -->") == [
        "content/2025-03-12.md:3: the HTML comment is left out; remove it, or write `\\<!--` if it is text"
    ]


@given(ANY)
def test_strip_inverts_escape_for_every_text(written):
    written = text.clean(written)
    assert strip(comments.escape(written)) == (written, [], [])


@given(st.lists(st.sampled_from(["<!--", "-->", "\\", " ", "\n", "a", "## A\n", "-"])).map("".join))
def test_no_comment_survives_in_any_text(written):
    found, warned, wrong = strip(written)
    assert found.count("\n") == written.count("\n")
    assert len(warned) + len(wrong) >= ("<!--" in written.replace("\\<!--", ""))
    report = Report("2025-03-12.md")
    listing = markdown.parse(written, "2025-03-12.md", report)
    if not report.errors:
        assert markdown.parse(markdown.dump(listing), "2025-03-12.md") == listing


def test_many_comments_take_linear_time():
    started = time.process_time()
    for part in ("<!--", "\\", "<!---->", "\\<!--", "<!-", "-->"):
        strip(part * (400_000 // len(part)))
    assert time.process_time() - started < 4
