"""Markdown that the converter would take too long for is found before it is converted."""

import pytest

from gazette.core import complexity
from gazette.core.errors import Report

SIMPLE = [
    "",
    "A [link](about.html), and\n\n> a quotation\n\n- a list\n  - in a list\n",
    "# A\n\n---\n" * 50,
    "[a] " * 200,
]
COMPLEX = {
    "a" * 20_001: "20,000 characters",
    "[" * 201: "200 opening brackets",
    "> " * 30: "nested 30 levels",
    " " * 120 + "- a": "nested 30 levels",
    "#\n" * 301: "300 headings",
    "- \n" * 301: "300 headings",
}


@pytest.mark.parametrize("markdown", SIMPLE)
def test_ordinary_markdown_is_converted(markdown):
    assert complexity.too_complex(markdown) is None


@pytest.mark.parametrize(("markdown", "what"), COMPLEX.items(), ids=COMPLEX.values())
def test_complex_markdown_is_reported_with_its_line(markdown, what):
    report = Report("a.md")
    complexity.warn(markdown, 7, report)
    [warning] = report.warnings
    assert warning.line == 7
    assert what in warning.what
    assert warning.way_out
