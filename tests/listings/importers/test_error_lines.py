"""A mistake in a listing is reported with its line."""

import pytest

from tests.forms import MARKDOWN, OWN_JSON, RESPONSE, YAML
from tests.make import read


def in_markdown(line: str, before: str) -> tuple[str, str, int]:
    """MARKDOWN with a line inserted before the first that starts with `before`; also its suffix and the line number."""
    lines = MARKDOWN.split("\n")
    at = next(n for n, each in enumerate(lines) if each.startswith(before))
    return "md", "\n".join([*lines[:at], line, *lines[at:]]), at + 1


def replaced(suffix: str, text: str, old: str, new: str) -> tuple[str, str, int]:
    """`text` with a part of one line replaced; also its suffix and the line number."""
    assert text.count(old) == 1, old
    return suffix, text.replace(old, new), text[: text.index(old)].count("\n") + 1


MISTAKES = [
    *(
        in_markdown(f"- {line}", "- authors")
        for line in (
            "votes: many",
            "published: 2025-02-30",
            "doi: x",
            "arxiv: 2503.1",
            "changed: soon",
            "stars: -1",
            "no colon",
        )
    ),
    in_markdown("no field", "- votes: 12"),
    in_markdown("- authors: Again", "- votes: 12"),
    in_markdown("## ", "## Another"),
    in_markdown("Text after the note.\n", "## Another"),
    in_markdown("date: 2025-03-12", "source"),
    in_markdown("no front matter", "source"),
    in_markdown("quiet: perhaps", "source"),
    replaced("md", MARKDOWN, "date: 2025-03-12", "date: 2025-03-13"),
    replaced("md", MARKDOWN, "date: 2025-03-12", "date: 12 March"),
    replaced("md", MARKDOWN, "- votes: 3", "votes: 3"),
    replaced("md", MARKDOWN, "- votes: 3", "-votes: 3"),
    replaced("yaml", YAML, "votes: 12", "votes: many"),
    replaced("yaml", YAML, "votes: 12", "votes 12"),
    replaced("yaml", YAML, "votes: 12", "votes: [12]"),
    replaced("yaml", YAML, "votes: 12", "votes: *a"),
    replaced("yaml", YAML, "votes: 12", "\tvotes: 12"),
    replaced("yaml", YAML, "votes: 12", "title: Twice"),
    replaced("yaml", YAML, "votes: 12", "venue: a: b"),
    replaced("yaml", YAML, "  votes: 3", "    votes: 3"),
    replaced("yaml", YAML, "  votes: 3", " votes: 3"),
    replaced("yaml", YAML, '"2503.00001"', '"2503.00001'),
    replaced("yaml", YAML, '"2503.00001"', "2503"),
    replaced("yaml", YAML, "[Ada Example, Bo van Sample]", "[Ada Example, Bo van Sample"),
    replaced("yaml", YAML, "- title: Another", "- titel: Another"),
    replaced("yaml", YAML, "date: 2025-03-12", "date: 2025-02-30"),
    replaced("yaml", YAML, "note: An introduction.", "---"),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes": "many",'),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes": 1'),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes" 1,'),
    replaced("json", OWN_JSON, '"votes": 1,', "'votes': 1,"),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes: 1,'),
    replaced("json", OWN_JSON, '"votes": 1,', '"title": "Twice",'),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes": True,'),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes": {"a": 1},'),
    replaced("json", OWN_JSON, '"votes": 1,', '"votes": "\\x",'),
    replaced("json", OWN_JSON, '"date": "2025-03-12"', '"date": "2025-03-13"'),
    replaced("json", RESPONSE, '"id": "2503.00002"', '"id": {}'),
    replaced("json", RESPONSE, '"id": "2503.00002"', '"id": ["2503.00002"]'),
    replaced("json", RESPONSE, '"id": "2503.00002",', '"id": "2503.00002'),
    replaced("json", RESPONSE, '"upvotes": 2', '"upvotes": [2]'),
    replaced("json", RESPONSE, '"upvotes": 2', '"id": 2'),
    replaced("json", RESPONSE, '"upvotes": 2', '"upvotes": 2}'),
]


def first_error_line(suffix: str, text: str) -> int | None:
    _, report = read(text, f"content/2025-03-12.{suffix}")
    return report.errors[0].line if report.errors else None


def test_at_least_95_percent_of_mistakes_are_reported_with_their_line():
    lines = [(line, first_error_line(suffix, text), text) for suffix, text, line in MISTAKES]
    wrong = [(line, found, text.split("\n")[line - 1]) for line, found, text in lines if found != line]
    assert len(wrong) <= len(MISTAKES) * 0.05, wrong


@pytest.mark.parametrize(("suffix", "text"), [("md", MARKDOWN), ("yaml", YAML), ("json", OWN_JSON), ("json", RESPONSE)])
def test_files_have_no_error_before_the_mistake(suffix, text):
    assert first_error_line(suffix, text) is None
