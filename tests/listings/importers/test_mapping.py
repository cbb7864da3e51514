"""Gazette's own listing as YAML and as JSON."""

import json
from datetime import date

import pytest

from gazette.core.model import Notice, Trust
from gazette.listings import markdown
from gazette.listings.importers import mapping
from tests.make import a_source, an_entry, errors, read, warnings

YAML, JSON = "content/2025-03-12.yaml", "content/2025-03-12.json"
WHOLE = r"""
date: 2025-03-12
source: no
quiet: false
note: |

  A *word*.

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


def test_a_listing_as_yaml():
    found, report = read(WHOLE, YAML)
    assert found.entries == PAPERS
    assert (found.day, found.source, found.quiet) == (date(2025, 3, 12), "no", False)
    assert found.note == "A *word*.\n\n    code"
    assert found.trust == Trust.WRITTEN
    assert not report.errors


def test_a_listing_as_json():
    written = {"date": "2025-03-12", "papers": [{"title": "A", "votes": 3, "tags": ["x, y"], "doi": None}]}
    assert read(json.dumps(written), JSON)[0].entries == (an_entry("A", votes=3, tags=("x, y",)),)


def test_a_listing_as_yaml_is_the_same_as_markdown():
    found = read(WHOLE, YAML)[0]
    assert markdown.parse(markdown.dump(found), "2025-03-12.md") == found


def test_a_paper_knows_its_line():
    assert [entry.line for entry in read(WHOLE, YAML)[0].entries] == [12, 30]


def test_the_day_may_be_the_one_of_the_name():
    assert read("papers: [{title: A}]", YAML)[0].day == date(2025, 3, 12)


@pytest.mark.parametrize(("path", "text", "is_ours"), [(YAML, "- a", True), (JSON, " {}", True), (JSON, "[]", False)])
def test_any_yaml_is_ours_and_json_that_begins_as_a_mapping(path, text, is_ours):
    assert mapping.recognise(a_source(text, path)) is is_ours


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", ":1: no listing; a listing has `date:` and `papers:`"),
        ("hello", ":1: no listing; a listing has `date:` and `papers:`"),
        ("error: Sorry", ":1: no listing; it says 'Sorry'; a listing has `date:` and `papers:`"),
        ("papers: {title: A}", ":1: papers: a mapping; write a list of mappings"),
        ("papers:\n- title: A\n-", ":3: a paper without a title (empty); add `title:`"),
        ("papers:\n- title: A\n- votes: 3", ":3: a paper without a title (a mapping); add `title:`"),
        ("papers:\n- A", ":2: a paper without a title (text); add `title:`"),
        ("papers:\n- title: [A]", ":2: title: a list; write text here"),
        ("papers:\n- title: A\n  votes:\n    a: b", ":4: votes: a mapping; write text here"),
        ("papers:\n- title: A\n  authors:\n  - B\n  - {name: C}", ":5: authors: a mapping; write text here"),
        (
            "papers:\n- title: A\n  votes: -1",
            ":3: votes: '-1' is not a count; write digits alone, or leave the line out",
        ),
        ("papers:\n- title: A\n  votes: 1\n  votes: 2", ":4: the key 'votes' is repeated; keep one of them"),
        ("papers:\n- title: A\n  - b", None),
        ("source: x\ndate: 2025-03-13", ":2: the date 2025-03-13 is not the day of the name; it should be 2025-03-12"),
        ("date: 2025-02-30\n", ":1: date: there is no day 2025-02-30; correct the date"),
        (
            "papers:\n- title: A\n  'a b: c': 1",
            ":3: 'a b: c' is no key; begin it with a letter; then letters, digits, - and _",
        ),
        ("papers: []\n'a b': 1", ":2: 'a b' is no key; begin it with a letter; then letters, digits, - and _"),
    ],
)
def test_a_mistake_is_told_by_its_line(text, said):
    told = errors(text, YAML)
    assert told[0].startswith(f"{YAML}{said or ':3: invalid YAML'}")


def test_an_unknown_key_is_kept_and_told():
    assert warnings("papers:\n- title: A\n  autors: B\nsorce: C", YAML) == [
        f"{YAML}:3: there is no key 'autors'; did you mean 'authors'?",
        f"{YAML}:4: there is no key 'sorce'; did you mean 'source'?",
    ]


def test_one_bad_paper_does_not_hide_the_rest():
    found, report = read("papers:\n- title: A\n- 1\n- title: B\n  votes: x", YAML)
    assert [entry.title for entry in found.entries] == ["A", "B"]
    assert len(report.errors) == 2


@pytest.mark.parametrize("key", ["k" * 100_000, "a\nb", "\u202e"])
def test_a_huge_or_odd_key_makes_neither_a_huge_nor_an_odd_message(key):
    for said in errors(json.dumps({"papers": [{"title": "A", key: [1]}]}), JSON):
        assert len(said) < 300
        assert said.isprintable()
