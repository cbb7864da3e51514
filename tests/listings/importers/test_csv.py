import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import importers, markdown
from tests.foreign import CSV
from tests.make import a_source, errors, read, warnings

PATH = "content/2025-03-12.csv"


def entry(header, row):
    found, report = read(f"title,{header}\nA Title,{row}\n", PATH)
    assert not report.errors, report.errors
    return found.entries[0]


def days(source, path="papers.csv"):
    report = Report(path)
    return importers.parse_days(a_source(source, path), report), list(map(str, [*report.errors, *report.warnings]))


def test_every_row_is_imported():
    found, report = read(CSV, PATH)
    assert len(found.entries) == len(list(csv.reader(CSV.splitlines(keepends=True)))) - 1 == 2
    assert not report.errors and not report.warnings
    assert markdown.parse(markdown.dump(found), PATH) == found


def test_every_column_is_read():
    first, second = read(CSV, PATH)[0].entries
    assert (first.title, first.arxiv, first.votes) == ("A Bandit", "2503.00001", 12)
    assert (first.authors, first.tags) == (("Ada Example", "Bo Sample"), ("bandits", "theory"))
    assert first.abstract == ('We bound it, with "care".', "A second paragraph.")
    assert (first.code, first.published) == (("https://github.com/example/bandit",), date(2025, 3, 2))
    assert (second.authors, second.votes, second.line) == (("Ada Example", "Bo Sample", "Cy Reader"), None, 5)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_may_be_separated_by_any_usual_sign(delimiter):
    found, _ = read(delimiter.join(["Title", "Votes"]) + "\n" + delimiter.join(["A", "3"]) + "\n", PATH)
    assert found.entries[0].votes == 3


@pytest.mark.parametrize(
    ("header", "row", "name", "found"),
    [
        ("Author-Note", "12 pages", "author_note", "12 pages"),
        ("arXiv_URL", "https://arxiv.org/abs/2503.00001v1", "arxiv", "2503.00001"),
        ("link", "https://example.org/", "url", ("https://example.org/",)),
        ("votes", "12.0", "votes", 12),
        ("votes", '"1,234"', "votes", 1234),
        ("votes", "NaN", "votes", None),
        ("published", "2025-03-02T08:00:00Z", "published", date(2025, 3, 2)),
        ("authors", '"Example, Ada"', "authors", ("Ada Example",)),
        ("authors", '"Example, Ada; Sample, Bo"', "authors", ("Ada Example", "Bo Sample")),
        ("code", '"https://a.example; https://b.example"', "code", ("https://a.example", "https://b.example")),
        ("note", "Why.", "note", "Why."),
    ],
)
def test_columns_and_cells_are_read_as_people_write_them(header, row, name, found):
    assert getattr(entry(header, row), name) == found


def test_an_unknown_column_is_reported_once():
    first, second = warnings("title,autors,colour\nA,B,C\nD,E,F\n", PATH)
    assert first == f"{PATH}:1: the column 'autors' is not imported; did you mean 'authors'?"
    assert second.startswith(f"{PATH}:1: the column 'colour' is not imported; use one of abstract, ")


def test_two_columns_with_one_meaning_are_reported():
    assert warnings("title,url,link\nA,https://a.example,https://b.example\n", PATH) == [
        f"{PATH}:1: the column 'link' is a second 'url'; remove or rename one of them"
    ]


def test_rows_of_several_days_make_several_listings():
    source = "date,title\n2025-03-12,A\n2025-03-13,B\n2025-03-12,C\n"
    found, problems = days(source)
    assert [(str(each.day), len(each.entries)) for each in found] == [("2025-03-12", 2), ("2025-03-13", 1)]
    assert not problems
    assert errors(source, "content/papers.csv") == [
        "content/papers.csv:1: the file has 2 days, from 2025-03-12 to 2025-03-13; "
        "import it, which writes a listing for each day"
    ]


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("colour\nA\n", 1, "no column is named `title`"),
        ("title\n\n,\n", 1, "the file has no papers"),
        ("title,votes\nA,many\n", 2, "votes: 'many' is not a count"),
        ('title,note\nA,"x\ny"\n,B\n', 4, "a row has no title"),
        ("title\nA,B\n", 2, "the row has 2 cells, but the header 1"),
        ("title,date\nA,soon\n", 2, "date: 'soon' is not a date"),
        ("title,date\nA,2025-03-13\n", 2, "the paper is of 2025-03-13, but the file name or --date says 2025-03-12"),
        ("title,arxiv\nA,soon\n", 2, "arxiv: 'soon' is not an arXiv id"),
    ],
)
def test_a_row_that_cannot_be_read_is_an_error_with_its_line(source, line, what):
    problems = errors(source, PATH)
    assert len(problems) == 1
    assert problems[0].startswith(f"{PATH}:{line}: {what}; "), problems


def test_a_cell_that_is_too_long_is_an_error():
    assert "the table cannot be read" in errors(f'title\n"{"x" * 200_000}\n', PATH)[0]


@given(st.lists(st.text('abc ,;"\n', min_size=1).filter(lambda each: each.strip() and each.strip() != "-"), min_size=1))
def test_rows_in_are_papers_out_and_repetitions_reported(titles):
    rows = "\n".join('"' + each.replace('"', '""') + '"' for each in titles)
    found, report = read(f"title\n{rows}\n", PATH)
    assert len(found.entries if found else ()) + len(report.warnings) == len(titles)


def test_many_unknown_columns_share_one_warning():
    assert warnings("title,a1,b1,c1,d1,e1\nA,1,2,3,4,5\n", PATH) == [
        f"{PATH}:1: the columns 'a1', 'b1', 'c1' and 2 others are not imported; "
        "to import one, name it as a key of papers"
    ]
    assert len(warnings("title,a1,b1,c1\nA,1,2,3\n", PATH)) == 3
