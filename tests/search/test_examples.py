"""Queries that find papers of an archive."""

import pytest

from gazette.search import examples
from tests.make import AUG_20, a_listing, an_entry, merged
from tests.search.archives import reader_of, real_archive

KINDS = {"words", "phrase", "or", "without", "author", "tag", "org", "time", "votes", "id"}
FULL = an_entry(
    "Gaps in Deep Tides near Kelp Reefs",
    arxiv="2508.00001",
    authors=("Ada Éxample",),
    tags=("Marine Theory",),
    votes=60,
    org="Reef Lab",
)
ARCHIVES = {
    "full": [FULL, an_entry("Lamps for Quiet Readers")],
    "small": [an_entry("Gaps")],
    "one": [FULL],
    "formula": [an_entry("On $x_1$ and Gaps of Deep Tides", arxiv="2508.00002")],
    "chinese": [an_entry("大语言模型"), an_entry("视觉语言模型研究")],
    "signs": [an_entry("C++: --- !!!", authors=("-", "O'Neil-Smith, Jr.")), an_entry("OR AND NOT author:x")],
    "hostile": [an_entry('"<b>tag:"x" -y & ﷺ', org='"Labs"', tags=('#"a"',)), FULL],
}


def found_by(archive):
    """The number of papers that each example finds, by kind."""
    day = archive.days[0]
    reader = reader_of(archive)
    return {kind: reader.search(query) for kind, query in examples.of(day.papers, day.date).items()}


@pytest.mark.parametrize("name", ARCHIVES)
def test_each_example_finds_a_paper_with_all_its_words(name):
    answers = found_by(merged([a_listing(AUG_20, *ARCHIVES[name])]))
    assert [kind for kind, answer in answers.items() if not answer.complete or answer.notes] == []


def test_examples_of_all_kinds_come_from_papers_with_all_facts():
    assert found_by(merged([a_listing(AUG_20, *ARCHIVES["full"])])).keys() == KINDS


def test_the_examples_are_those_of_the_first_papers_that_fit():
    archive = merged([a_listing(AUG_20, *ARCHIVES["full"])])
    assert examples.of(archive.days[0].papers, AUG_20.replace(month=12)) == {
        "words": "gaps deep tides",
        "phrase": '"gaps in deep"',
        "author": "author:example",
        "tag": 'tag:"marine theory"',
        "org": "org:reef",
        "votes": "votes:>59",
        "id": "2508.00001",
        "or": "gaps OR lamps",
        "without": "lamps -gaps",
        "time": "after:2025-12 before:2026-01",
    }


def test_without_papers_there_are_no_examples():
    assert examples.of([], AUG_20) == {}


def test_each_example_finds_papers_in_real_archives(shared):
    paths = sorted(shared("listings/hf").rglob("*.json"))
    for first in range(0, 60, 5):
        answers = found_by(real_archive(paths[first : first + 2]))
        assert [kind for kind, answer in answers.items() if not answer.complete or answer.notes] == []
        assert answers.keys() >= KINDS - {"org", "tag", "without"}
