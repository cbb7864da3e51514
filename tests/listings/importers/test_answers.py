"""The answers that Hugging Face really gave, and what came instead of one."""

import json

import pytest

from gazette.listings.importers import huggingface
from tests.listings.importers.test_huggingface import PATH, a_row
from tests.make import a_source, errors, read, shared, times

DAYS, PAPERS = 477, 7_378


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("1", ":1: no list of papers but '1'; save the API's answer anew"),
        ("null", ":1: no list of papers but 'null'; save the API's answer anew"),
        ('"Sorry"', ":1: no list of papers but 'Sorry'; save the API's answer anew"),
        ("\n[]", ":2: an empty answer is not an empty day; "),
        ('{"error":"Sorry"}', ":1: no listing; it says 'Sorry'; a listing has"),
        ("[\n\"{'paper': {}}\"]", ":2: a row that is text, as a Python program prints it; save the API's answer anew"),
        ("[\n{}]", ":2: a row without a paper (a mapping); save"),
        ("[\n[]]", ":2: a row without a paper (a list); save"),
        ("[\nnull]", ":2: a row without a paper (empty); save"),
        ('[{"paper":\n{"id": "2503.00001"}}]', ":2: a paper without a title; save"),
        ('[{"paper": {\n"title": ["A"]}}]', ":2: title: a list; save"),
        ('[{"paper": {"title": "A"}},\n', ":2: invalid JSON: unexpected end"),
        ("<html>502</html>", ":1: invalid JSON: "),
    ],
)
def test_an_odd_answer_is_told_by_its_line(answer, said):
    assert errors(answer, PATH)[0].startswith(PATH + said)


def test_one_odd_row_does_not_hide_the_rest():
    found, report = read(json.dumps([a_row(), "x", a_row(title="B"), 1]), PATH)
    assert [entry.title for entry in found.entries] == ["A Title", "B"]
    assert len(report.errors) == 2


def test_only_json_that_is_no_mapping_is_an_answer():
    assert huggingface.recognise(a_source("[]", PATH))
    assert not huggingface.recognise(a_source("{}", PATH))
    assert not huggingface.recognise(a_source("[]", "content/2025-03-12.yaml"))


def test_every_malformed_answer_seen_in_the_wild_is_told():
    paths = [*shared("fixtures/hf_api").glob("malformed/*.json"), *shared("fixtures/hf_api").glob("*.json")]
    assert len(paths) == 9
    for path in paths:
        day = path.stem if path.stem[:1] == "2" else "2025-03-12"
        for said in errors(path.read_text("utf-8"), f"content/{day}.json") or [""]:
            assert said.startswith(f"content/{day}.json:"), (path.name, said)
            assert said.split(":")[1].isdigit()


def test_every_revision_of_a_day_is_read_whole_or_told():
    paths = [
        *shared("fixtures/hf_api/revisions").rglob("*.json"),
        *shared("fixtures/hf_api/second_snapshot").glob("*.json"),
    ]
    assert len(paths) == 19
    for path in paths:
        day = path.stem if path.stem[:3] == "202" else path.parent.name
        text = path.read_text("utf-8")
        found, report = read(text, f"content/{day}.json")
        assert report.errors or len(found.entries) == len(json.loads(text)), path


def test_every_real_day_is_read_and_no_paper_is_lost():
    paths = sorted(shared("listings/hf").rglob("*.json"))
    assert len(paths) == DAYS
    step, papers = times(6, 1), 0
    for path in paths[::step]:
        text = path.read_text("utf-8")
        found, report = read(text, f"content/{path.name}")
        assert not report.errors, path.name
        assert str(found.day) == path.stem
        assert len(found.entries) == len(json.loads(text)), path.name
        papers += len(found.entries)
    assert step > 1 or papers == PAPERS
