"""Which Markdown is shown as it is written, and reported."""

import pytest

from gazette.core import complexity
from gazette.core.errors import Report

TOO_COMPLEX = {
    "a" * 20_001: "more than 20,000 characters",
    "[" * 201: "more than 200 opening brackets",
    "> " * 30: "nested 30 levels deep",
    "- " * 30 + "a": "nested 30 levels deep",
    " " * 120 + "a": "nested 30 levels deep",
    "# a\n" * 301: "more than 300 headings and empty items",
    "text\n-\n" * 301: "more than 300 headings and empty items",
    "text\n* * *\n" * 301: "more than 300 headings and empty items",
}


@pytest.mark.parametrize(("markdown", "what"), TOO_COMPLEX.items())
def test_markdown_that_is_too_complex_is_reported_with_its_line(markdown, what):
    report = Report("a.md")
    complexity.warn(markdown, 7, report)
    (problem,) = report.warnings
    assert (problem.path, problem.line) == ("a.md", 7)
    assert what in problem.what and problem.way_out


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "a" * 20_000,
        "[" * 200,
        "> " * 29,
        "# a\n\ntext\n" * 300,
        "- an item\n" * 1_000,
        "|a|b|\n" * 1_000,
        "a\n" * 9_000,
    ],
)
def test_other_markdown_is_converted(markdown):
    assert complexity.too_complex(markdown) is None
