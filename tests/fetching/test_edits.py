"""What a person edits in a fetched listing survives later fetches, byte for byte."""

import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.core import text
from gazette.core.errors import Report
from gazette.fetching.refresh import refresh
from gazette.listings import markdown, patch
from tests.fetching.conftest import rows
from tests.fetching.test_answers import read
from tests.make import times

ADDED = "2025-03-14T08:15Z"
COUNTED = re.compile(r"- +(?:votes|comments|stars):[^\S\r\n]*[0-9]*")
"""What a fetch may change in a line: a count."""
_COMMENT = re.compile("<!--.*?-->")
PIECES = st.sampled_from(
    [
        *(
            "x",
            " ",
            "  ",
            "\t",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "é",
            "e\u0301",
            "\u2028",
            "\ufeff",
            "\x0b",
            "\x85",
            "$",
            "\\",
            "{",
            "> ",
        ),
        *(
            "- ",
            "- mood: good\n",
            "- tags: a; b\n",
            "- votes: 7\n",
            "- votes:   8 \n",
            "* votes: 1\n",
            "  - c\n",
            "  more\n",
        ),
        *(
            "<!-- c -->",
            "<!--\n## Not a title\n- votes: 3\n-->",
            "\\<!--",
            "---\n",
            "***\n",
            "> a note\n",
            "\n## Mine\n",
        ),
        *("# ", "## ", "### ", "quiet: true\n", "note: x\n", "\n\nWords of mine.\n", "\n- authors: Me\n"),
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=4)


def edited(written, edits):
    """The text after edits: each removes some characters at a place, and writes others."""
    for where, removed, piece in edits:
        at = int(where * len(written))
        written = written[:at] + piece + written[at + removed :]
    return written


def parsed(written):
    report = Report("2025-03-12.md")
    listing = markdown.parse(written, "2025-03-12.md", report)
    return None if report.errors else listing


@cache
def answer(number):
    """What the source says at the fetch of this number: more votes, and more papers."""
    found = read(rows(4 + number // 4))
    entries = [replace(entry, votes=entry.votes + 100 * number, stars=number) for entry in found.entries]
    return replace(found, entries=tuple(entries))


def lines_of(body):
    """The lines, with "count" for each count. In one with invisible characters, all may change.

    Comments may move from a count's line to lines of their own.
    """
    return [each for line in body.splitlines(keepends=True) for each in _parts(line.decode())]


def _parts(line):
    bare = _COMMENT.sub("", line)
    if not COUNTED.match(text.clean(bare)):
        return [line]
    odd = text.clean(bare.rstrip("\r\n")) != bare.rstrip("\r\n")
    return ["- count\n" if odd else COUNTED.sub("- count", bare), *(f"{each}\n" for each in _COMMENT.findall(line))]


def kept(before, after):
    """Whether all lines of `before` are in `after`, in their order; only counts may differ."""
    *wanted, last = lines_of(before)
    lines = iter(lines_of(after))
    found = all(line in lines for line in wanted)
    return found and any(line in (last, last + "\n", last + "\r\n") for line in lines)


@settings(max_examples=times(60, 2_000))
@given(EDITS)
def test_edits_anywhere_survive_ten_later_fetches(edits):
    written = edited(markdown.dump(answer(0)), edits)
    listing = parsed(written)
    assume(listing is not None)
    first, titles = written, [entry.title for entry in listing.entries]
    for number in range(1, 11):
        after = refresh(listing, answer(number), ADDED)
        report = Report()
        written = patch.update(written, listing, after, report)
        listing = parsed(written)
        assert listing == after or ("<!--" in written and len(report.warnings) == 1)
    assert [entry.title for entry in listing.entries][: len(titles)] == titles
    assert kept(first.encode(), written.encode())


@pytest.mark.parametrize("lost", ["Words of mine.\n", "- mood: good\n", "<!-- c -->\n", "\r\n"])
def test_a_loss_would_be_noticed(lost):
    before = f"a\n{lost}b\n".encode()
    assert kept(before, before + b"c\n")
    assert not kept(before, b"a\nb\n")
