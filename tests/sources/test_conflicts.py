"""Conflict markers of git in every file that a person writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.config import site
from gazette.core.errors import Report
from gazette.listings import redirects, standalone
from gazette.sources import conflicts
from tests.forms import MARKDOWN, OWN_JSON, RESPONSE, YAML
from tests.make import a_source, read

MERGE = ("<<<<<<< HEAD", "=======", ">>>>>>> upstream/main")
DIFF3 = ("<<<<<<< ours", "||||||| 1a2b3c4", "=======", ">>>>>>> theirs")
BARE = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
WIDE = tuple(sign[0] * 32 + sign[7:] for sign in DIFF3)


def lines_of(text: str) -> list[int]:
    report = Report("a")
    assert conflicts.report_markers(text, report) == bool(report.errors)
    return [problem.line for problem in report.errors]


def conflicted(text: str, markers: tuple[str, ...], at: int = 2) -> tuple[str, list[int]]:
    """`text` with a marker before each line from `at` on; also the numbers of their lines."""
    lines = text.split("\n")
    for step, marker in enumerate(markers):
        lines.insert(min(at + 2 * step, len(lines)), marker)
    return "\n".join(lines), [number for number, line in enumerate(lines, 1) if line in markers]


@pytest.mark.parametrize("markers", [MERGE, DIFF3, BARE, WIDE])
@pytest.mark.parametrize(
    ("text", "suffix"),
    [(MARKDOWN, "md"), (YAML, "yaml"), (OWN_JSON, "json"), (RESPONSE, "json"), ("Daily Papers\nMar 12\n\nA\n", "txt")],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_marker_in_a_listing_is_the_only_kind_of_error(text, suffix, markers, ends):
    written, numbers = conflicted(text, markers)
    _, report = read(written.replace("\n", ends), f"content/2025-03-12.{suffix}")
    assert [problem.line for problem in report.errors] == numbers
    assert all("is a conflict marker of git; choose what to keep" in str(problem) for problem in report.errors)


def test_markers_in_pages_redirects_and_settings_are_errors():
    report = Report("site.yaml")
    site.parse("title: A\n<<<<<<< HEAD\nurl: https://a.org\n=======\n>>>>>>> b\n", report)
    standalone.parse(
        a_source("---\n---\n# A\n<<<<<<< HEAD\nb\n||||||| c\n=======\n>>>>>>> d", "content/pages/a.md"), report
    )
    redirects.parse(a_source("<<<<<<< HEAD\na.html: b.html\n=======\n>>>>>>> d\n", "content/redirects.yaml"), report)
    assert [problem.line for problem in report.errors] == [2, 4, 5, 4, 6, 7, 8, 1, 3, 4]


@pytest.mark.parametrize(
    "text",
    [
        "Welcome\n=======\n",
        "A heading\n=========\n",
        "\n======\n",
        "| a | b |\n|||||||\n",
        "    <<<<<<< indented\n",
        "a <<<<<<< b\n",
        "<<<<<< six\n",
        "<<<<<<<joined\n",
        "\\<<<<<<< escaped\n",
    ],
)
def test_what_only_resembles_a_marker_is_allowed(text):
    assert lines_of(text) == []


@pytest.mark.parametrize("text", ["=======\n", "a\n\n=======\nb\n"])
def test_separator_left_behind_after_a_blank_line_is_an_error(text):
    assert lines_of(text) == [text.split("\n").index("=======") + 1]


@given(
    st.lists(st.sampled_from(MARKDOWN.split("\n")), max_size=12),
    st.sampled_from([MERGE, DIFF3, BARE, WIDE]),
    st.data(),
)
def test_every_marker_is_reported_wherever_it_is(lines, markers, data):
    places = sorted(data.draw(st.integers(0, len(lines))) for _ in markers)
    for place, marker in reversed(list(zip(places, markers, strict=True))):
        lines.insert(place, marker)
    assert lines_of("\n".join(lines)) == [number for number, line in enumerate(lines, 1) if line in markers]
