import re
from datetime import date

import pytest

from gazette.listings import markdown
from tests.foreign import RIS
from tests.make import errors, read, warnings

PATH = "content/2025-03-12.ris"


def entry(*lines):
    found, report = read("\n".join(["TY  - JOUR", "TI  - A Title", *lines, "ER  - "]), PATH)
    assert not report.errors
    return found.entries[0]


def test_every_record_is_imported():
    found, report = read(RIS, PATH)
    assert len(found.entries) == len(re.findall("^TY  -", RIS, re.MULTILINE)) == 2
    assert not report.errors and not report.warnings
    assert markdown.parse(markdown.dump(found), PATH) == found


def test_every_field_is_read():
    first, second = read(RIS, PATH)[0].entries
    assert (first.title, first.authors) == ("A Bandit", ("Ada Example", "Eric H. Person, 3rd"))
    assert (first.doi, first.journal, first.published) == ("10.1000/xyz", "Nature 600(3) (2025) 1–9", date(2025, 3, 2))
    assert (first.abstract, first.keywords) == (("We bound it over two lines.",), ("bandits", "theory", "proofs"))
    assert (second.arxiv, second.venue, second.authors) == ("2503.00002", "Example Conference 2024", ("Bo Sample",))
    assert second.published is None


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["DA  - 2025/03/02"], date(2025, 3, 2)),
        (["PY  - 2025/03/02/"], date(2025, 3, 2)),
        (["PY  - 2025", "DA  - 2025-03-02"], date(2025, 3, 2)),
        (["PY  - 2025///"], None),
        (["Y1  - 2025/03//"], None),
    ],
)
def test_a_date_is_imported_only_if_it_is_complete(lines, found):
    assert entry(*lines).published == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("UR  - https://arxiv.org/abs/2503.00001; https://example.org/", ("2503.00001", ())),
        ("UR  - https://example.org/a;b", ("", ("https://example.org/a;b",))),
        ("DO  - 10.48550/arXiv.2503.00001", ("2503.00001", ())),
    ],
)
def test_addresses_become_ids(line, found):
    paper = entry(line)
    assert (paper.arxiv, paper.url) == found


def test_a_year_that_finds_no_place_is_reported():
    assert warnings("TY  - GEN\nTI  - A\nPY  - 2025\nER  - \n", PATH) == [
        f"{PATH}:1: 1 paper has a year but no full date; add `published: 2025-03-12` where you know it"
    ]


def test_a_record_without_a_title_is_an_error():
    assert errors("TY  - JOUR\nAU  - A\nER  - \n", PATH) == [
        f"{PATH}:1: a record has no title; add a line `TI  - `, or remove the record"
    ]
