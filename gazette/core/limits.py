"""How large inputs may be. What is larger is an error with its line, before much time or memory is spent on it."""

from __future__ import annotations

from typing import NamedTuple

from gazette.core.errors import Report


class Limit(NamedTuple):
    """The most of something, its unit in messages, and what it limits in the documentation."""

    most: int
    unit: str
    of: str


FILE = Limit(20_000_000, "bytes", "a file")
LINES = Limit(100_000, "lines", "a Markdown listing")
DEPTH = Limit(20, "levels", "lists and mappings inside each other, in YAML and JSON")
VALUES = Limit(100_000, "values", "a file in YAML or JSON")
TEXT = Limit(1_000_000, "characters", "a line of a Markdown listing, or a text in YAML or JSON")
PAPERS = Limit(10_000, "papers", "a listing")
AUTHORS = Limit(10_000, "names", "the authors of a paper")
TAGS = Limit(1_000, "items", "the tags of a paper, and its keywords")
LINKS = Limit(100, "values", "a key of a paper that may be repeated, such as `code`")
EXTRA = Limit(100, "unknown keys", "the unknown keys of a paper")
TITLE = Limit(2_000, "characters", "a title")
NAME = Limit(2_000, "characters", "the name of an author, a tag or a keyword")
ABSTRACT = Limit(100_000, "characters", "an abstract")
NOTE = Limit(100_000, "characters", "an editor's note, or the introduction of a day")
VALUE = Limit(20_000, "characters", "the value of any other key")

ALL = (FILE, LINES, DEPTH, VALUES, TEXT, PAPERS, AUTHORS, TAGS, LINKS, EXTRA, TITLE, NAME, ABSTRACT, NOTE, VALUE)


def exceeded(count: int, limit: Limit, what: str, line: int, report: Report) -> bool:
    """Whether a count is above a limit; if so, an error in the report says it about `what`."""
    if count <= limit.most:
        return False
    report.error(line, f"{what} has {count:,} {limit.unit}", f"keep it to {limit.most:,}")
    return True
