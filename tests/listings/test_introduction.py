"""The text before the first paper, and listings without papers."""

import pytest
from hypothesis import given

from gazette.core import text
from gazette.core.errors import Report
from gazette.listings import introduction
from tests.make import errors, read, warnings
from tests.strategies import ANY

PATH = "content/2025-03-12.md"
FIX = "start each paper with a line `## Title`, or write `quiet: true` in the front matter"


@pytest.mark.parametrize(
    ("written", "line", "what"),
    [
        (
            "# Papers\n\n### 1. [A](https://a.org)\n\nB.\n\n### 2. C\n",
            1,
            ", but `#` headings (line 1) and `###` headings (lines 3, 7)",
        ),
        ("Hello.\n\n|Title|\n|---|\n|A|\n", 3, ", but a table (line 3)"),
        ("# A\n- arxiv: 2503.00001\n\nText.", 1, ", but `#` headings (line 1) and fields (line 2)"),
        ("- [A](https://arxiv.org/abs/2503.00001)\n- [B](https://example.org)\n", 1, ", but list items (lines 1, 2)"),
        ("##A\n" * 7, 1, ", but `##` headings (lines 1, 2, 3, 4, 5, …)"),
        ("Only words.", 1, ""),
        ("---\nsource: x\n---\n", 1, ""),
    ],
)
def test_listing_without_papers_is_an_error_that_says_what_it_has_instead(written, line, what):
    assert errors(written) == [f"{PATH}:{line}: the listing has no papers{what}; {FIX}"]


def test_quiet_listing_may_have_anything_but_papers():
    assert errors("---\nquiet: true\n---\n\n# A holiday\n\n| a |\n|---|\n") == []


def test_another_error_is_not_followed_by_the_missing_papers():
    assert errors("---\nvotes\n---\n") == [f"{PATH}:2: 'votes' is not front matter; write `key: value`"]


@pytest.mark.parametrize("start", ["---", "date: 2025-03-12", "source: A Test", "quiet: true"])
def test_front_matter_below_line_1_is_reported(start):
    for before in ("\n", "") if start != "---" else ("\n",):
        assert warnings(f"{before}{start}\n\n## A")[0].startswith(
            f"{PATH}:{1 + len(before)}: the front matter is read as the introduction; begin it on line 1"
        )


@pytest.mark.parametrize("dashes", ["--", "-", "----", "—", "–-", " ---"])
@pytest.mark.parametrize("before", ["", "My papers\n", "\n", "My papers\n\n"])
def test_front_matter_with_other_dashes_or_below_a_line_of_text_is_reported(dashes, before):
    line = 1 + before.count("\n")
    for mark in (dashes, "---") if before else (dashes,):
        assert warnings(f"{before}{mark}\nsource: A Test\n{mark}\n\n## A")[0].startswith(
            f"{PATH}:{line}: the front matter is read as the introduction; begin it on line 1"
        )


@pytest.mark.parametrize(
    "text", ["A heading\n---\nWords: and more.", "- a\n- b", "-- so it is", "Words.\n\n--\n\nMore.", "—\nwords"]
)
def test_an_introduction_with_dashes_is_text(text):
    assert not [each for each in warnings(f"{text}\n\n## A") if "front matter" in each]


def test_front_matter_in_toml_is_an_error():
    assert errors('+++\ndate = "2025-03-12"\n+++\n\n## A') == [
        f"{PATH}:1: front matter in TOML is not read; write `key: value` lines between two lines `---`"
    ]


def test_field_without_a_paper_is_reported():
    assert warnings("Hello.\n\n- arxiv: 2503.00001\n\n## A") == [
        f"{PATH}:3: the field '- arxiv: 2503.00001' has no paper; write a title `## …` on the line above it"
    ]


@pytest.mark.parametrize("written", ["Hello: a day.", "- code: is on the rise", "> - one\n\n* two", "A\n=======\n\nb"])
def test_ordinary_introduction_is_not_reported(written):
    found, report = read(f"{written}\n\n## A")
    assert found.note == written
    assert not report.errors + report.warnings


@given(ANY)
def test_unescape_inverts_escape_for_every_introduction(written):
    written = text.clean(written)
    assert introduction.unescape(introduction.escape(written).split("\n")) == written


def test_description_of_a_listing_is_empty_for_prose():
    assert introduction.what_there_is(["Words.", ""]) == (1, "")


def test_check_of_no_lines_reports_nothing():
    report = Report("a")
    introduction.check([], 1, report)
    assert not report.errors + report.warnings
