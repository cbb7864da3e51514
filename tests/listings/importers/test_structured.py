"""Gazette's own listing as YAML and as JSON."""

import json
from datetime import date

import pytest

from gazette.core.model import Notice, Trust
from gazette.listings import markdown
from gazette.listings.importers import structured
from tests.make import a_source, an_entry, errors, read, warnings

YAML, JSON = "content/2025-03-12.yaml", "content/2025-03-12.json"
LISTING = r"""
date: 2025-03-12
source: no
quiet: false
note: |

  An *introduction*.

      code

papers:
- title: A
    Title
  arxiv: 2403.10000
  authors: [Ada Example, "Eric H. Nyberg, 3rd", "Semi; Colon", "Back\\"]
  tags: bandits, theory
  keywords:
  - one, two
  code: [https://a.org, https://b.org]
  votes: 12
  published: 2024-03-15
  withdrawn: "2025-04-02: an error"
  venue: no
  mood: calm
  abstract:
  - one
    two
  - three
  note: "> kept"
- title: 007
  url: https://a.org
  abstract: |
    one
    two

    three
"""
PAPERS = (
    an_entry(
        "A Title",
        arxiv="2403.10000",
        authors=("Ada Example", "Eric H. Nyberg, 3rd", "Semi; Colon", "Back\\"),
        tags=("bandits", "theory"),
        keywords=("one, two",),
        code=("https://a.org", "https://b.org"),
        votes=12,
        published=date(2024, 3, 15),
        withdrawn=Notice(date(2025, 4, 2), "an error"),
        venue="no",
        extra=(("mood", "calm"),),
        abstract=("one two", "three"),
        note="> kept",
    ),
    an_entry("007", url=("https://a.org",), abstract=("one two", "three")),
)


def test_yaml_listing():
    found, report = read(LISTING, YAML)
    assert found.entries == PAPERS
    assert (found.day, found.source, found.quiet) == (date(2025, 3, 12), "no", False)
    assert found.note == "An *introduction*.\n\n    code"
    assert found.trust == Trust.WRITTEN
    assert not report.errors


@pytest.mark.parametrize(
    ("text", "path"),
    [("date: 2025-03-12\ntrust: captured", YAML), ('{"date": "2025-03-12", "trust": "captured"}', JSON)],
)
def test_trust_is_read_from_its_key(text, path):
    assert read(text, path)[0].trust == Trust.CAPTURED


def test_json_listing():
    written = {"date": "2025-03-12", "papers": [{"title": "A", "votes": 3, "tags": ["x, y"], "doi": None}]}
    assert read(json.dumps(written), JSON)[0].entries == (an_entry("A", votes=3, tags=("x, y",)),)


def test_yaml_survives_writing_as_markdown():
    found = read(LISTING, YAML)[0]
    assert markdown.parse(markdown.dump(found), "2025-03-12.md") == found


def test_paper_has_its_line_number():
    assert [entry.line for entry in read(LISTING, YAML)[0].entries] == [12, 30]


def test_day_comes_from_the_file_name_if_the_listing_has_none():
    assert read("papers: [{title: A}]", YAML)[0].day == date(2025, 3, 12)


@pytest.mark.parametrize(
    ("path", "text", "recognised"), [(YAML, "- a", True), (JSON, " {}", True), (JSON, "[]", False)]
)
def test_yaml_and_json_that_starts_as_a_mapping_are_recognised(path, text, recognised):
    assert structured.recognise(a_source(text, path)) is recognised


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a", ":1: this is not a listing; add `date:` and `papers:`"),
        ("hello", ":1: this is not a listing; add `date:` and `papers:`"),
        ("error: Sorry", ":1: this is not a listing, but an error: 'Sorry'; add `date:` and `papers:`"),
        ("papers: {title: A}", ":1: papers is a mapping; write a list of mappings"),
        ("papers:\n- title: A\n-", ":3: a paper is empty; write a mapping with `title:`"),
        ("papers:\n- title: A\n- votes: 3", ":3: a paper has no title; add `title:`"),
        ("papers:\n- A", ":2: a paper is text; write a mapping with `title:`"),
        ("papers:\n- title: [A]", ":2: title is a list; write text"),
        ("papers:\n- title: A\n  votes:\n    a: b", ":4: votes is a mapping; write text"),
        ("papers:\n- title: A\n  authors:\n  - B\n  - {name: C}", ":5: authors is a mapping; write text"),
        (
            "papers:\n- title: A\n  votes: -1",
            ":3: votes: '-1' is not a count; write only digits, or leave it out",
        ),
        ("papers:\n- title: A\n  votes: 1\n  votes: 2", ":4: the key 'votes' is repeated; keep one of them"),
        ("papers:\n- title: A\n  - b", None),
        (
            "source: x\ndate: 2025-03-13",
            ":2: the date 2025-03-13 differs from the file name; write 2025-03-12, or rename the file",
        ),
        ("date: 2025-02-30\n", ":1: date: there is no day 2025-02-30; correct the date"),
        (
            "papers:\n- title: A\n  'a b: c': 1",
            ":3: 'a b: c' is not a valid key; start it with a letter, then use letters, digits, - and _",
        ),
        (
            "papers: []\n'a b': 1",
            ":2: 'a b' is not a valid key; start it with a letter, then use letters, digits, - and _",
        ),
    ],
)
def test_mistake_is_reported_with_its_line(text, message):
    assert errors(text, YAML)[0].startswith(f"{YAML}{message or ':3: invalid YAML'}")


def test_unknown_key_is_kept_with_a_warning():
    assert warnings("papers:\n- title: A\n  autors: B\nsorce: C", YAML) == [
        f"{YAML}:3: unknown key 'autors'; did you mean 'authors'?",
        f"{YAML}:4: unknown key 'sorce'; did you mean 'source'?",
    ]


def test_invalid_paper_does_not_hide_the_others():
    found, report = read("papers:\n- title: A\n- 1\n- title: B\n  votes: x", YAML)
    assert [entry.title for entry in found.entries] == ["A", "B"]
    assert len(report.errors) == 2


@pytest.mark.parametrize("key", ["k" * 100_000, "a\nb", "\u202e"])
def test_message_about_any_key_is_short_and_printable(key):
    for message in errors(json.dumps({"papers": [{"title": "A", key: [1]}]}), JSON):
        assert len(message) < 300
        assert message.isprintable()
