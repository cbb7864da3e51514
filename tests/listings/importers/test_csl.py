import json
from datetime import date

import pytest

from gazette.listings import markdown
from gazette.listings.importers import csl
from tests.foreign import CSL, JSON_FEED
from tests.forms import RESPONSE
from tests.make import a_source, errors, read, shared, warnings

PATH = "content/2025-03-12.json"


def entry(**item):
    found, report = read(json.dumps([{"type": "article", "title": "A Title", **item}]), PATH)
    assert not report.errors
    return found.entries[0]


def test_every_item_is_imported():
    found, report = read(CSL, PATH)
    assert len(found.entries) == len(json.loads(CSL)) == 2
    assert not report.errors and not report.warnings
    assert markdown.parse(markdown.dump(found), PATH) == found


def test_every_field_is_read():
    first, second = read(CSL, PATH)[0].entries
    assert (first.title, first.doi, first.published) == ("A Bandit", "10.1000/xyz", date(2025, 3, 2))
    assert first.authors == ("Ada Example", "Bo van Sample, Jr.", "The Example Group")
    assert (first.journal, first.abstract) == ("Nature 600(3) (2025) 1–9", ("We bound it.",))
    assert first.keywords == ("bandits", "theory")
    assert (second.arxiv, second.venue, second.published) == ("2503.00002", "Example Conference 2024", None)


@pytest.mark.parametrize(
    ("issued", "found"),
    [
        ({"date-parts": [["2025", 3, "2"]]}, date(2025, 3, 2)),
        ({"date-parts": [[2025, 3]]}, None),
        ({"raw": "2025-03-02"}, date(2025, 3, 2)),
        ({"date-parts": [[]]}, None),
        ({}, None),
    ],
)
def test_a_date_is_imported_only_if_it_is_complete(issued, found):
    assert entry(issued=issued).published == found


def test_an_arxiv_number_is_an_id():
    assert entry(number="arXiv:2503.00001", URL="https://example.org/").arxiv == "2503.00001"


def test_a_year_that_finds_no_place_is_reported():
    assert warnings(json.dumps([{"type": "book", "title": "A", "issued": {"date-parts": [[2025]]}}]), PATH) == [
        f"{PATH}:1: 1 paper has a year but no full date; add `published: 2025-03-12` where you know it"
    ]


def test_an_item_that_is_no_paper_is_an_error_with_its_line():
    source = '[{"type": "book", "title": "A"},\n{"type": "book"},\n"x"]'
    assert errors(source, PATH) == [
        f"{PATH}:2: an item has no title; correct it, or remove it",
        f"{PATH}:3: an item is text; correct it, or remove it",
    ]


def test_responses_of_hugging_face_are_not_recognised():
    assert csl.recognise(a_source(CSL, "a.json"))
    assert not any(csl.recognise(a_source(source, "a.json")) for source in (RESPONSE, JSON_FEED, "[]", "{}"))
    for path in shared("listings/hf").rglob("*.json"):
        assert not csl.recognise(a_source(path.read_text("utf-8"), "a.json")), path
