"""Listings survive the way to text and back, with any text in them."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import markdown
from tests.make import times
from tests.strategies import ANY, LISTINGS, TRAPS

PLAIN = "content/2025/2025-03-12.md"
SAMPLE = sorted((Path(__file__).parent / "fixtures/sample/content").glob("2*/*.md"))


@given(LISTINGS)
@settings(max_examples=times(300, 10_000), print_blob=True)
def test_parse_inverts_dump_for_every_listing(found):
    assert markdown.parse(markdown.dump(found), f"{found.day}.md", report := Report()) == found
    assert not report.errors


@given(st.lists(st.sampled_from(("## ", "\n## A\n", "\n- votes: 1", "\n\n", "---\n", "> ", *TRAPS)) | ANY).map("".join))
@settings(max_examples=times(300, 10_000), print_blob=True)
@example("## A\n\n> a\n\n> b")
@example("---\n---\n\\## x")
def test_dump_of_a_canonical_text_is_the_same_text(text):
    report = Report(PLAIN)
    once = markdown.dump(markdown.parse(text, PLAIN, report))
    if not report.errors:
        assert markdown.dump(markdown.parse(once, PLAIN)) == once


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name)
def test_dump_of_a_canonical_listing_is_the_same_text(path):
    assert markdown.dump(markdown.parse(path.read_text("utf-8"), path.name)) == path.read_text("utf-8")
