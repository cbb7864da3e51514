"""Answers to queries, and their order."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.search.reader import INCOMPLETE, Broken, Reader
from gazette.search.words import STOP, split
from tests.make import AUG_20, AUG_21, a_listing, an_entry, full_run, merged
from tests.search.archives import files_of, read_from, reader_of, real_archive

GAPS = an_entry("Gaps in Tides", arxiv="2508.00001", authors=("Ada Éxample", "Bo Wang"), votes=60, tags=("Theory",))
LAMPS = an_entry("Wang Lamps for Readers", arxiv="2508.00002", authors=("Cy Sample",), org="Deep Lab", votes=5)
MODELS = an_entry("Training Models", doi="10.1145/1.2", abstract=("We trained a gap model on ε-greedy tides.",))
CHINESE = an_entry("大语言模型", arxiv="2508.00003")
ARCHIVE = merged([a_listing(AUG_20, GAPS, LAMPS), a_listing(AUG_21, MODELS, CHINESE)])
READER = reader_of(ARCHIVE)


def titles(query: str, reader: Reader = READER) -> list[str]:
    return [hit.title for hit in reader.search(query).hits]


G, L, M, C = (each.title for each in (GAPS, LAMPS, MODELS, CHINESE))


@pytest.mark.parametrize(
    "query, found",
    [
        ("gaps", [G, M]),
        ("tides gap trained", [M, G]),
        ("TRAIN", [M]),
        ("example", [G]),
        ("éxample", [G]),
        ("wang", [L, G]),
        ("author:wang", [G]),
        ('author:"wang bo"', [G]),
        ("org:lab", [L]),
        ("deep lab", [L]),
        ("tag:theory", [G]),
        ("tides -trained", [G]),
        ("tides -author:wang", [M]),
        ("lamps OR 语言", [C, L]),
        ("言模", [C]),
        ("varepsilon", [M]),
        ("ε", [M]),
        ("2508.00002", [L]),
        ("https://doi.org/10.1145/1.2", [M]),
        ("votes:>50", [G]),
        ("votes:<=5 wang", [L]),
        ("after:2025-08-21", [C, M]),
        ("before:2025-08-21 tides", [G]),
        ('"gaps in tides"', [G]),
        ('"tides gaps"', []),
        ('"gaps the tides"', [G]),
        ('"greedy tides" -"gap model"', []),
        ('"trained a gap model"', [M]),
        ('"tide"', []),
        ('"言模型"', [C]),
        ("rea", [L]),
        ("rea ", []),
        ("nowhere", []),
        ("2508.99999", []),
        ("", []),
        ("   ", []),
    ],
)
def test_a_query_finds_papers_best_first(query, found):
    assert titles(query) == found


def test_papers_with_all_words_come_before_those_with_some():
    assert titles("tides lamps readers")[0] == L


def test_all_words_as_written_count_more_than_other_forms_in_a_title():
    written = an_entry(
        "One", arxiv="2508.00011", abstract=("We describe a sparse gap while learning about many things.",)
    )
    others = an_entry("Sparse Gaps Learned", arxiv="2508.00012")
    reader = reader_of(merged([a_listing(AUG_20, written, others)]))
    assert titles("sparse gap learning ", reader) == ["One", "Sparse Gaps Learned"]


def test_the_number_of_papers_is_that_of_all():
    answer = READER.search("gaps", limit=1)
    assert (len(answer.hits), answer.found) == (1, 2)


@pytest.mark.parametrize(
    "query, complete, found",
    [
        ("gaps", 2, 2),
        ("gaps tides", 2, 2),
        ("gaps lamps", 0, 3),
        ("gaps trained", 1, 2),
        ("gaps OR lamps", 3, 3),
        ("gaps -trained wang", 1, 2),
        ("votes:>50", 1, 1),
        ("nowhere", 0, 0),
        ("", 0, 0),
    ],
)
def test_an_answer_has_the_number_of_papers_with_all_words(query, complete, found):
    answer = READER.search(f"{query} ")
    assert (answer.complete, answer.found) == (complete, found)


@pytest.mark.parametrize(
    "query, better",
    [
        ("gapz", "gap"),
        ("gapz Tidez", "gap tides"),
        ("lampz gaps -gap readerz", "lamps gaps -gap readers"),
        ("author:exampla", "author:example"),
        ('gaps AUTHOR:"Ada Exampla"', 'gaps AUTHOR:"Ada example"'),
        ("tag:theori", "tag:theory"),
        ("org:deap", "org:deep"),
        ("author:theori", ""),  # no author has this name
        ("org:exampla", ""),
        ("tides", ""),
        ("2508.99999", ""),
    ],
)
def test_each_misspelt_word_gets_a_suggestion(query, better):
    assert READER.search(query).suggestion == better


def test_a_frequent_word_is_suggested_rather_than_a_closer_one_that_hardly_any_paper_has():
    titles = [*(f"Language {number}" for number in range(9)), "Languge"]
    entries = [an_entry(title, arxiv=f"2508.1{at:04}") for at, title in enumerate(titles)]
    assert reader_of(merged([a_listing(AUG_20, *entries)])).search("langauge").suggestion == "language"


def test_a_misspelt_subject_of_several_words_gets_a_suggestion():
    reader = reader_of(merged([a_listing(AUG_20, an_entry("Kites", tags=("Computer Vision", "Deep Learning")))]))
    assert reader.search('tag:"computer visian"').suggestion == 'tag:"computer vision"'
    assert reader.search("tag:computervision").suggestion == "tag:computer-vision"
    assert reader.search("tag:deep-lerning").suggestion == "tag:deep-learning"


HOSTILE = [
    "x" * 10_000,
    "OR " * 50,
    "-" * 99,
    '"' * 99,
    "\x00\x01\x7f",
    "<script>alert(1)</script>",
    "votes:>" * 20,
    "\ud800",
]
HOSTILE += ["-gap", "tag:", "author:-", "🙂", "((((", "a:b:c", "after:9999-99-99", "\u0301" * 500, "ﷺ" * 400]


@pytest.mark.parametrize("query", HOSTILE)
def test_any_query_has_an_answer(query):
    answer = READER.search(query)
    assert len(answer.hits) == min(answer.found, 10)


@given(st.text(max_size=60))
def test_any_text_has_an_answer(query):
    assert len(READER.search(query).hits) <= 10


def test_a_missing_shard_is_said_and_the_rest_is_shown():
    files = files_of(ARCHIVE)
    del files["search/current/words-0.json"]
    assert READER.search("gaps").notes == ()
    answer = Reader(read_from(files)).search("gaps")
    assert (answer.hits, answer.found, answer.notes) == ((), 0, (INCOMPLETE,))


@pytest.mark.parametrize("path", ["words-0", "titles-0", "votes", "days", "places-0"])
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'["v","","",""]', b'["v",[],[],[]]', b'["v"', b'["v","0gaps","9","AA"]']
)
def test_a_damaged_file_is_no_error(path, body):
    files = files_of(ARCHIVE) | {f"search/current/{path}.json": body}
    answer = Reader(read_from(files)).search('"gaps in tides" votes:>1 after:2024')
    assert answer.notes in ((), (INCOMPLETE,))
    assert answer.notes or not answer.hits


@pytest.mark.parametrize("root", [b"", b"[]", b"null", b"{}", b'["v","2025-07",0,[],[],"","","v",[],{}]'])
def test_without_a_right_root_there_is_no_index(root):
    files = files_of(ARCHIVE) | {"search/settled.json": root}
    with pytest.raises(Broken):
        Reader(read_from(files))


def test_three_words_of_a_title_find_real_papers(shared):
    paths = sorted(shared("listings/hf").rglob("*.json"))
    archive = real_archive(paths if full_run() else paths[::8])
    reader, rng = reader_of(archive), random.Random(3)
    asked = found = 0
    for paper in rng.sample(archive.papers, 500 if full_run() else 120):
        words = [word for word in dict.fromkeys(split(paper.facts.title)) if len(word) > 3 and word not in STOP]
        if len(words) >= 3:
            asked += 1
            hits = reader.search(" ".join(rng.sample(words, 3)) + " ").hits
            found += paper.slug in [hit.slug for hit in hits]
    assert asked > 100
    assert found / asked >= 0.98


def test_the_index_of_an_archive_is_the_same_each_time_and_small(shared):
    archive = real_archive(sorted(shared("listings/hf").rglob("*.json"))[:40])
    files = files_of(archive)
    assert files == files_of(archive)
    assert sum(len(body) for path, body in files.items() if "places" not in path) < 700 * len(archive.papers)
    assert sum(map(len, files.values())) < 1_000 * len(archive.papers)
    assert all(isinstance(json.loads(body)[0], str) for body in files.values())
