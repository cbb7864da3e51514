"""Changing fields in the text of a listing changes nothing else in it."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.listings import markdown, patch
from tests import strategies

SOURCE = """\
---
date: 2025-03-12
source:   Hugging Face Daily Papers
---

An introduction,  with two spaces.

## A Small Bandit Paper
- arxiv: 2503.00001
- authors: Ada Example;
  Bo van Sample
- votes:  12
- mood: good

We show a regret
of one.

> A note.

## Only a Title

## With an Abstract Alone
No fields here.
"""
BEFORE = markdown.parse(SOURCE)
FIRST, SECOND, THIRD = BEFORE.entries


def changed(*entries, source=SOURCE):
    """The lines that were removed and added, after a check that the result means what it should."""
    after = replace(BEFORE, entries=entries)
    text = patch.update(source, BEFORE, after)
    assert markdown.parse(text) == after
    return [line for line in difflib.ndiff(source.splitlines(), text.splitlines()) if line[0] in "+-"]


def test_nothing_changes_if_nothing_differs():
    assert patch.update(SOURCE, BEFORE, BEFORE) == SOURCE


def test_a_count_changes_in_its_line_and_a_new_one_follows_the_keys_before_it():
    found = changed(replace(FIRST, votes=13, comments=2), SECOND, THIRD)
    assert found == ["- - votes:  12", "+ - votes:  13", "+ - comments: 2"]


def test_a_value_of_several_lines_is_replaced_as_a_whole():
    found = changed(replace(FIRST, authors=("Cy",)), SECOND, THIRD)
    assert sorted(found) == ["+ - authors: Cy", "-   Bo van Sample", "- - authors: Ada Example;"]


def test_fields_are_added_to_an_entry_without_any():
    assert changed(
        FIRST, replace(SECOND, votes=1), replace(THIRD, code=("https://a.example/", "https://b.example/"))
    ) == [
        "+ - votes: 1",
        "+ - code: https://a.example/",
        "+ - code: https://b.example/",
        "+ ",
    ]


def test_a_title_and_an_abstract_are_replaced_and_the_note_stays():
    found = changed(replace(FIRST, title="New", abstract=("# One.", "Two.")), SECOND, THIRD)
    assert found == [
        "- ## A Small Bandit Paper",
        "+ ## New",
        "- We show a regret",
        "- of one.",
        "+ \\# One.",
        "+ ",
        "+ Two.",
    ]


def test_an_abstract_is_added_to_an_entry_without_one():
    assert changed(FIRST, replace(SECOND, abstract=("One.",)), THIRD) == ["+ One.", "+ "]


def test_new_entries_are_appended():
    new = Entry("New", votes=1, abstract=("An abstract.",), added="2025-03-13T08:15Z")
    found = changed(FIRST, SECOND, THIRD, new)
    assert found == ["+ ", "+ ## New", "+ - votes: 1", "+ - added: 2025-03-13T08:15Z", "+ ", "+ An abstract."]


def test_the_line_ends_of_the_file_stay():
    source = SOURCE.replace("\n", "\r\n")
    text = patch.update(source, BEFORE, replace(BEFORE, entries=(replace(FIRST, votes=13), SECOND, THIRD)))
    assert text == source.replace("votes:  12", "votes:  13")


def test_the_end_of_a_quiet_day_removes_only_that_line():
    source = "---\ndate: 2025-03-12\nquiet: true\nsource:  Mine\n---\n<!-- why -->\n"
    before = markdown.parse(source)
    text = patch.update(source, before, replace(before, entries=(Entry("New"),), quiet=False))
    assert text == source.replace("quiet: true\n", "") + "\n## New\n"


COMMENTED = """\
---
date: 2025-03-12
---
## A <!-- a title -->
- votes: 1 <!-- up -->
<!-- - votes: 7
## Not a title -->
- tags: a

<!-- hidden -->
We show it. <!-- do we? -->
## B\r
- votes:\t2\r

Words.
"""


def test_comments_and_mixed_line_ends_stay():
    before = markdown.parse(COMMENTED)
    after = replace(before, entries=tuple(replace(entry, votes=9) for entry in before.entries))
    expected = COMMENTED.replace("votes: 1 ", "votes: 9 ").replace("votes:\t2", "votes:\t9")
    assert patch.update(COMMENTED, before, after) == expected


FIELDS = ("votes", "comments", "tags", "code", "abstract", "title", "arxiv", "summary", "changed", "extra")


@given(strategies.LISTINGS, strategies.LISTINGS, st.sets(st.sampled_from(FIELDS)))
def test_the_result_always_means_what_it_should(before, other, names):
    text = markdown.dump(before)
    before = markdown.parse(text)
    pairs = zip(before.entries, other.entries, strict=False)
    taken = [replace(old, **{name: getattr(new, name) for name in names}) for old, new in pairs]
    after = replace(before, entries=(*taken, *before.entries[len(taken) :], *other.entries))
    assert markdown.parse(patch.update(text, before, after)) == after


@pytest.mark.parametrize("votes", [0, 999_999])
def test_other_entries_stay_byte_for_byte(votes):
    text = patch.update(SOURCE, BEFORE, replace(BEFORE, entries=(FIRST, replace(SECOND, votes=votes), THIRD)))
    start, _, rest = SOURCE.partition("## Only a Title\n")
    assert text == f"{start}## Only a Title\n- votes: {votes}\n{rest}"


COMMENTS_IN_TEXTS = """---
date: 2025-03-12
---

## A <!-- a title -->
- votes: 1

We <!-- do we? --> show it.

## B
- votes: 2

Words. <!-- in
two lines -->
"""


@pytest.mark.parametrize(("at", "line", "change"), [(0, 5, {"title": "New"}), (0, 5, {"abstract": ("New.",)})])
@pytest.mark.parametrize("also", [False, True])
def test_a_text_with_a_comment_inside_is_not_replaced_and_reported(at, line, change, also):
    before = markdown.parse(COMMENTS_IN_TEXTS)
    entries = list(before.entries)
    entries[at] = replace(entries[at], votes=9, **change)
    if also:
        entries[1] = replace(entries[1], votes=7)
    report = Report("a.md")
    text = patch.update(COMMENTS_IN_TEXTS, before, replace(before, entries=tuple(entries)), report)
    assert text == COMMENTS_IN_TEXTS.replace("- votes: 2", "- votes: 7" if also else "- votes: 2")
    what = "this entry cannot be updated as it is written"
    assert [str(warning) for warning in report.warnings] == [f"a.md:{line}: {what}; {patch.WAY_OUT}"]


def test_counts_beside_commented_texts_change():
    before = markdown.parse(COMMENTS_IN_TEXTS)
    after = replace(before, entries=tuple(replace(entry, votes=9) for entry in before.entries))
    expected = COMMENTS_IN_TEXTS.replace("votes: 1", "votes: 9").replace("votes: 2", "votes: 9")
    assert patch.update(COMMENTS_IN_TEXTS, before, after, report := Report("a.md")) == expected
    assert report.warnings == []


def test_an_abstract_follows_a_comment_of_its_own():
    source = "## A\n- votes: 1\n\n<!-- hidden -->\nOld.\n"
    before = markdown.parse(source, "2025-03-12.md")
    after = replace(before, entries=(replace(before.entries[0], abstract=("New.",)),))
    text = patch.update(source, before, after)
    assert markdown.parse(text, "2025-03-12.md") == after
    assert "<!-- hidden -->" in text


def test_a_quiet_line_with_a_comment_is_removed():
    source = "---\ndate: 2025-03-12\nquiet: true <!-- Easter -->\n---\n"
    before = markdown.parse(source)
    assert before.quiet
    text = patch.update(source, before, replace(before, entries=(Entry("New"),), quiet=False))
    assert text == "---\ndate: 2025-03-12\n---\n\n## New\n"


def test_a_listing_that_cannot_be_updated_is_reported():
    source = "---\ndate: 2025-03-12\nquiet: true <!-- a comment\nof two lines -->\n---\n"
    before = markdown.parse(source)
    assert before.quiet
    after = replace(before, entries=(Entry("New"),), quiet=False)
    report = Report("a.md")
    assert patch.update(source, before, after, report) == source
    what = "the listing cannot be updated as it is written"
    assert [str(warning) for warning in report.warnings] == [f"a.md: {what}; {patch.WAY_OUT}"]


@pytest.mark.parametrize("comment", ["<!-- c -->", "<!---->", "<!-- a --><!-- b -->"])
@pytest.mark.parametrize("row", ["-{} votes: 96", "- {} votes: 96", "- votes:{} 96", "- votes: {} 96", "- votes: 96{}"])
def test_a_comment_stays_wherever_it_is_in_a_field_that_changes_or_goes(comment, row):
    source = f"---\ndate: 2025-03-12\n---\n\n## Gaps\n{row.format(comment)}\n- stars: 1\n\nText.\n"
    before = markdown.parse(source)
    assert before.entries[0].votes == 96
    for votes in (97, None):
        after = replace(before, entries=(replace(before.entries[0], votes=votes),))
        written = patch.update(source, before, after)
        assert markdown.parse(written) == after
        assert comment.replace("--><!--", "-->\n<!--") in written or comment in written
