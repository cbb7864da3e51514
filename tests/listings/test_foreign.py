from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.listings import foreign

DAY, OTHER = date(2025, 3, 12), date(2025, 3, 13)


def listings(rows, path="papers.csv", own=None):
    report = Report("a")
    return foreign.listings(rows, path, report, own), list(map(str, [*report.errors, *report.warnings]))


def paper(title, **known):
    return Entry(title, line=3, **known)


def test_papers_of_several_days_make_a_listing_for_each():
    found, problems = listings([(OTHER, paper("A")), (DAY, paper("B")), (OTHER, paper("C"))])
    assert [(each.day, [entry.title for entry in each.entries]) for each in found] == [
        (OTHER, ["A", "C"]),
        (DAY, ["B"]),
    ]
    assert not problems


@pytest.mark.parametrize(
    ("path", "own", "day"),
    [("2025-03-12-a.csv", None, DAY), ("2025-03-12.csv", OTHER, DAY), ("papers.csv", DAY, DAY)],
)
def test_the_day_in_the_file_name_comes_before_that_of_the_file(path, own, day):
    found, problems = listings([(None, paper("A"))], path, own)
    assert ([each.day for each in found], problems) == ([day], [])


def test_papers_without_a_day_need_one():
    assert listings([(None, paper("A"))]) == (
        [],
        ["a:1: the listing has no day; pass --date to `import`, or start the file name with it"],
    )
    assert listings([(None, paper("A"))], "2025-02-30.csv") == (
        [],
        ["a: in the file name, there is no day 2025-02-30; correct the date"],
    )


def test_a_paper_of_another_day_than_the_file_name_is_an_error():
    _, problems = listings([(OTHER, paper("A")), (DAY, paper("B"))], "2025-03-12.csv")
    assert problems == [
        "a:3: the paper is of 2025-03-13, but the file name or --date says 2025-03-12; "
        "leave out --date, or name the column `published` if the date is the paper's own"
    ]


def test_a_file_without_papers_is_an_error():
    assert listings([]) == ([], ["a:1: the file has no papers; save it again, or remove it"])


def test_a_paper_that_repeats_is_reported_once_and_kept_once():
    found, problems = listings([(DAY, paper("A", arxiv="2503.00001"))] * 2 + [(OTHER, paper("A", arxiv="2503.00001"))])
    assert [len(each.entries) for each in found] == [1, 1]
    assert problems == ["a:3: 'A' is listed twice; remove the second"]


def test_only_a_file_with_one_day_is_a_listing():
    several, _ = listings([(OTHER, paper("A")), (DAY, paper("B"))])
    report = Report("a")
    assert foreign.single(several, report) is None
    assert list(map(str, report.errors)) == [
        "a:1: the file has 2 days, from 2025-03-12 to 2025-03-13; import it, which writes a listing for each day"
    ]
    assert foreign.single(several[:1], report) == several[0]
    assert foreign.single([], Report()) is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Example, Ada", "Ada Example"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("Sample, Bo, Jr.", "Bo Sample, Jr."),
        ("Sample, Jr., Bo", "Bo Sample, Jr."),
        ("Person, Eric H., 3rd", "Eric H. Person, 3rd"),
        ("Eric H. Person, 3rd", "Eric H. Person, 3rd"),
        ("Example, III, Ada", "Ada Example, III"),
        ("Ada Example", "Ada Example"),
        ("Example,", "Example"),
        (" , ", ""),
    ],
)
def test_names_are_in_their_natural_order(written, found):
    assert foreign.natural(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Ada Example, Bo Sample and Cy Reader", ("Ada Example", "Bo Sample", "Cy Reader")),
        ("Ada Example, and Bo Sample", ("Ada Example", "Bo Sample")),
        ("Ada Example; Bo Sample, Jr.", ("Ada Example", "Bo Sample, Jr.")),
        ("Ada Example, Bo Sample, Jr., Cy Reader", ("Ada Example", "Bo Sample, Jr.", "Cy Reader")),
        ("Ada Example et.al.", ("Ada Example", "et al.")),
        ("Ada Example, Bo Sample et al", ("Ada Example", "Bo Sample", "et al.")),
        ("", ()),
    ],
)
def test_names_in_a_text_are_told_apart(written, found):
    assert foreign.split_names(written) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (("2025", "3", "12"), DAY),
        (("2025", "March", "12"), DAY),
        (("2025", "mar", "12"), DAY),
        (("2025", "", ""), None),
        (("2025", "3", ""), None),
        (("2025", "13", "1"), None),
        (("2025", "2", "30"), None),
        (("٢٠٢٥", "3", "1"), None),
    ],
)
def test_a_date_is_never_completed(parts, found):
    assert foreign.full_date(*parts) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [("2025-03-12T01:00Z", DAY), ("2025/3/12", DAY), ("2025.03.12 x", DAY), ("2025-03", None), ("12.03.2025", None)],
)
def test_the_date_at_the_start_of_a_text_is_found(written, found):
    assert foreign.leading_date(written) == found


def test_a_reference_has_what_is_known():
    assert foreign.reference("Nature", "600", "3", "1--9", "2025") == "Nature 600(3) (2025) 1–9"
    assert foreign.reference("Nature", "", "", "", "2025") == "Nature (2025)"
    assert foreign.reference("", "600", "3", "1-9", "2025") == ""


def test_a_venue_has_its_year_once():
    assert foreign.with_year("ICML", "2025") == "ICML 2025"
    assert foreign.with_year("ICML 2025", "2025") == "ICML 2025"
    assert foreign.with_year("", "2025") == ""


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("2025-03-12", ("2025", "03", "12")),
        ("2025/3/12/spring", ("2025", "3", "12")),
        (" 2025-03", ("2025", "03", "")),
        ("2025///", ("2025", "", "")),
        ("2025", ("2025", "", "")),
        ("spring 2025", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_the_start_of_a_date_has_the_parts_that_are_known(written, parts):
    assert foreign.date_parts(written) == parts


def test_ids_come_before_those_in_addresses_and_replace_other_addresses():
    others = {"arxiv": "2503.00001", "url": ("https://a.example/",), "pdf": "https://a.example/a.pdf"}
    assert foreign.with_ids({}, others) == others
    assert foreign.with_ids({"arxiv": "2503.00002"}, others) == {
        "arxiv": "2503.00002",
        "pdf": "https://a.example/a.pdf",
    }


def test_references_with_a_year_alone_are_reported_together():
    report = Report("a")
    rows = [(paper("A"), "2025"), (paper("B", venue="ICML 2025"), "2025"), (paper("C"), ""), (paper("D"), "2024")]
    found = foreign.references(rows, "2025-03-12.ris", report)
    assert [entry.title for entry in found.entries] == ["A", "B", "C", "D"]
    assert [str(each).partition(";")[0] for each in report.warnings] == ["a:3: 2 papers have a year but no full date"]


def test_a_file_of_references_without_any_has_one_error():
    report = Report("a")
    assert foreign.references([], "2025-03-12.ris", report) is None
    assert foreign.references([], "2025-03-12.ris", report) is None
    assert [str(each) for each in report.errors] == ["a:1: the file has no papers; save it again, or remove it"]


def test_several_addresses_of_one_paper_give_all_its_ids():
    assert foreign.identify(
        ["https://arxiv.org/abs/2503.00001", "https://doi.org/10.1000/x", "https://example.org/"]
    ) == {
        "arxiv": "2503.00001",
        "doi": "10.1000/x",
    }
    assert foreign.identify(["https://example.org/", "x", ""]) == {"url": ("https://example.org/",)}


def test_an_id_that_is_none_is_reported():
    report = Report("a")
    assert foreign.read_id("doi", "soon", 3, report) == {}
    assert list(map(str, report.warnings)) == ["a:3: doi: 'soon' is not a DOI; the value is left out"]
    assert foreign.read_id("doi", " ", 3, report) == {}
    assert foreign.read_id("doi", "10.48550/arXiv.2503.00001", 3, report) == {"arxiv": "2503.00001"}


@given(st.text(max_size=60))
def test_any_text_as_an_address_or_a_name_is_read(written):
    foreign.identify([written, f"https://{written}", f"https://arxiv.org/{written}"])
    assert all(name == " ".join(name.split()) for name in (*foreign.split_names(written), foreign.natural(written)))
