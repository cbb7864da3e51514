"""A single mistake at a known line of a listing is told by that line."""

import pytest

from tests.forms import ANSWER, MARKDOWN, OWN_JSON, YAML
from tests.make import read


def in_markdown(line: str, before: str) -> tuple[str, str, int]:
    """A line put in before the first that begins with `before`."""
    lines = MARKDOWN.split("\n")
    at = next(n for n, each in enumerate(lines) if each.startswith(before))
    return "md", "\n".join([*lines[:at], line, *lines[at:]]), at + 1


def instead(suffix: str, text: str, old: str, new: str) -> tuple[str, str, int]:
    """One piece of a line replaced."""
    assert text.count(old) == 1, old
    return suffix, text.replace(old, new), text[: text.index(old)].count("\n") + 1


PLANTED = [
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
    instead("md", MARKDOWN, "date: 2025-03-12", "date: 2025-03-13"),
    instead("md", MARKDOWN, "date: 2025-03-12", "date: 12 March"),
    instead("md", MARKDOWN, "- votes: 3", "votes: 3"),
    instead("md", MARKDOWN, "- votes: 3", "-votes: 3"),
    instead("yaml", YAML, "votes: 12", "votes: many"),
    instead("yaml", YAML, "votes: 12", "votes 12"),
    instead("yaml", YAML, "votes: 12", "votes: [12]"),
    instead("yaml", YAML, "votes: 12", "votes: *a"),
    instead("yaml", YAML, "votes: 12", "\tvotes: 12"),
    instead("yaml", YAML, "votes: 12", "title: Twice"),
    instead("yaml", YAML, "votes: 12", "venue: a: b"),
    instead("yaml", YAML, "  votes: 3", "    votes: 3"),
    instead("yaml", YAML, "  votes: 3", " votes: 3"),
    instead("yaml", YAML, '"2503.00001"', '"2503.00001'),
    instead("yaml", YAML, '"2503.00001"', "2503"),
    instead("yaml", YAML, "[Ada Example, Bo van Sample]", "[Ada Example, Bo van Sample"),
    instead("yaml", YAML, "- title: Another", "- titel: Another"),
    instead("yaml", YAML, "date: 2025-03-12", "date: 2025-02-30"),
    instead("yaml", YAML, "note: A word.", "---"),
    instead("json", OWN_JSON, '"votes": 1,', '"votes": "many",'),
    instead("json", OWN_JSON, '"votes": 1,', '"votes": 1'),
    instead("json", OWN_JSON, '"votes": 1,', '"votes" 1,'),
    instead("json", OWN_JSON, '"votes": 1,', "'votes': 1,"),
    instead("json", OWN_JSON, '"votes": 1,', '"votes: 1,'),
    instead("json", OWN_JSON, '"votes": 1,', '"title": "Twice",'),
    instead("json", OWN_JSON, '"votes": 1,', '"votes": True,'),
    instead("json", OWN_JSON, '"votes": 1,', '"votes": {"a": 1},'),
    instead("json", OWN_JSON, '"votes": 1,', '"votes": "\\x",'),
    instead("json", OWN_JSON, '"date": "2025-03-12"', '"date": "2025-03-13"'),
    instead("json", ANSWER, '"id": "2503.00002"', '"id": {}'),
    instead("json", ANSWER, '"id": "2503.00002"', '"id": ["2503.00002"]'),
    instead("json", ANSWER, '"id": "2503.00002",', '"id": "2503.00002'),
    instead("json", ANSWER, '"upvotes": 2', '"upvotes": [2]'),
    instead("json", ANSWER, '"upvotes": 2', '"id": 2'),
    instead("json", ANSWER, '"upvotes": 2', '"upvotes": 2}'),
]


def told_line(suffix: str, text: str) -> int | None:
    _, report = read(text, f"content/2025-03-12.{suffix}")
    return report.errors[0].line if report.errors else None


def test_a_single_mistake_is_told_by_its_line_in_95_of_100():
    lines = [(line, told_line(suffix, text), text) for suffix, text, line in PLANTED]
    wrong = [(line, told, text.split("\n")[line - 1]) for line, told, text in lines if told != line]
    assert len(wrong) <= len(PLANTED) * 0.05, wrong


@pytest.mark.parametrize(("suffix", "text"), [("md", MARKDOWN), ("yaml", YAML), ("json", OWN_JSON), ("json", ANSWER)])
def test_what_is_damaged_here_is_without_a_mistake_before(suffix, text):
    assert told_line(suffix, text) is None
