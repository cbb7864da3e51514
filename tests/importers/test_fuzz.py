"""Damaged files: whatever is cut, flipped, put in or doubled, it is told by path and line, and nothing breaks."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette import archive, importers, listing
from gazette.content import Source
from gazette.errors import Report
from tests.make import shared, times

OURS = Path(__file__).parents[2] / "content"
MARKDOWN = """\
---
date: 2025-03-12
source: A Test
---

A word about the day.

## A Small Bandit Paper
- arxiv: 2503.00001
- authors: Ada Example; Bo van Sample
- published: 2025-03-10
- votes: 12

We show a regret.

And more.

> A note.

## Another
- votes: 3
- code: https://example.org/a

Text.
"""
YAML = """\
date: 2025-03-12
source: A Test
note: A word.
papers:
- title: A Small Bandit Paper
  arxiv: "2503.00001"
  authors: [Ada Example, Bo van Sample]
  votes: 12
  abstract: |
    We show a regret.

    And more.
- title: Another
  votes: 3
  code:
  - https://example.org/a
"""
OWN_JSON = json.dumps(
    {"date": "2025-03-12", "papers": [{"title": "A", "votes": 1, "tags": ["x"]}, {"title": "B", "abstract": ["one", "two"]}]},
    indent=1,
)
ANSWER = json.dumps(
    [
        {"paper": {"id": f"2503.0000{n}", "title": f"A\n  {n}", "upvotes": n, "authors": [{"name": "Ada", "hidden": False}]}}
        for n in range(4)
    ],
    indent=1,
)


def samples() -> list[tuple[str, bytes]]:
    made = [("md", MARKDOWN), ("yaml", YAML), ("json", OWN_JSON), ("json", ANSWER)]
    return [(suffix, text.encode()) for suffix, text in made]


def real_samples() -> list[tuple[str, bytes]]:
    answers = [*shared("listings/hf/2024").glob("*-0[1-3].json"), *shared("fixtures/hf_api").rglob("*.json")]
    return [("md", next(OURS.glob("2*/*.md")).read_bytes()), *(("json", path.read_bytes()) for path in sorted(answers))]


# Damage.


def cut(chance: random.Random, body: bytes) -> bytes:
    start, end = sorted(chance.choices(range(len(body) + 1), k=2))
    return body[:start] + (body[end:] if chance.random() < 0.7 else b"")


def flip(chance: random.Random, body: bytes) -> bytes:
    flipped = bytearray(body)
    for _ in range(chance.randrange(1, 6)):
        flipped[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def put_in(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    odd = [b"\n", b"\n\n", b"## ", b"---\n", b"- votes: x\n", b"> ", b'"', b"{", b"]", b"\\", b"\t", b"\x00", b"&a ", b"*a", b"\xff"]
    odd += [b"\xe2\x80\xae", b"\xed\xa0\x80", b"\\ud800", b": ", b"- ", b"null", b"9" * 5000, b"[" * 500, b"<<: *a\n", b"%", b"!!x "]
    return body[:at] + b"".join(chance.choices(odd, k=chance.randrange(1, 4))) + body[at:]


def double_lines(chance: random.Random, body: bytes) -> bytes:
    lines = body.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.randrange(1, 4)]
    at = chance.randrange(len(lines) + 1)
    return b"\n".join([*lines[:at], *some, *lines[at:]])


def noise(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.randbytes(chance.randrange(1, 40)) + body[at + chance.randrange(40) :]


DAMAGE: list[Callable[[random.Random, bytes], bytes]] = [cut, flip, put_in, double_lines, noise]


def assert_told(suffix: str, body: bytes) -> None:
    """The file is read or its problems are told, each with its path and a line that the file has."""
    path = f"content/2025-03-12.{suffix}"
    text = body.decode("utf-8", "replace" if body[0:1] == b"#" else "surrogateescape")
    report = Report(path)
    started = time.process_time()
    found = importers.parse(Source(path, text, b""), report)
    assert time.process_time() - started < 2
    lines = max(text.count("\n"), text.count("\r")) + 2
    for problem in (*report.errors, *report.warnings):
        assert problem.path == path
        assert 0 <= problem.line <= lines
        assert str(problem).isprintable() and len(str(problem)) < 1000
    assert found or report.errors
    if found and not report.errors:
        archive.merge([found])
        assert listing.parse(listing.dump(found), "2025-03-12.md", Report()) == found


def damage(bodies: list[tuple[str, bytes]], count: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(count):
        suffix, body = chance.choice(bodies)
        for change in chance.choices(DAMAGE, k=chance.choice((1, 1, 1, 3))):
            body = change(chance, body) or b"x"
        try:
            assert_told(suffix, body)
        except Exception as error:
            error.add_note(f"damage {number}: {suffix}, {body[:3000]!r}")
            raise


def test_no_damage_to_a_listing_of_any_format_breaks_anything():
    damage(samples(), times(300, 10_000), seed=1)


def test_no_damage_to_a_real_listing_breaks_anything():
    damage(real_samples(), times(60, 2_000), seed=2)


# One mistake at a known line.


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
        for line in ("votes: many", "published: 2025-02-30", "doi: x", "arxiv: 2503.1", "changed: soon", "stars: -1", "no colon")
    ),
    in_markdown("no field", "- votes: 12"),
    in_markdown("- authors: Again", "- votes: 12"),
    in_markdown("## ", "## Another"),
    in_markdown("Text after the note.\n", "## Another"),
    in_markdown("source: twice", "source"),
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
    path = f"content/2025-03-12.{suffix}"
    report = Report(path)
    importers.parse(Source(path, text, b""), report)
    return report.errors[0].line if report.errors else None


def test_a_single_mistake_is_told_by_its_line_in_95_of_100():
    lines = [(line, told_line(suffix, text), text) for suffix, text, line in PLANTED]
    wrong = [(line, told, text.split("\n")[line - 1]) for line, told, text in lines if told != line]
    assert len(wrong) <= len(PLANTED) * 0.05, wrong


@pytest.mark.parametrize(("suffix", "text"), [("md", MARKDOWN), ("yaml", YAML), ("json", OWN_JSON), ("json", ANSWER)])
def test_what_is_damaged_here_is_without_a_mistake_before(suffix, text):
    assert told_line(suffix, text) is None
