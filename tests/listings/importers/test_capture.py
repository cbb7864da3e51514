"""Copies of the papers page."""

from datetime import date

import pytest

from gazette.core.errors import Report
from gazette.listings import markdown
from gazette.listings.importers import capture
from gazette.sources.files import SourceFile

HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\n"
LONG = "We study a thing at length. " * 12


def read(text, name="2025-03-12-capture.txt"):
    report = Report(name)
    return capture.parse(SourceFile(name, text, b""), report), report


def a_page(*blocks, header=HEADER + "Mar 12\n\n", gap="\n\n"):
    return header + gap.join(blocks) + "\n"


def test_titles_and_abstracts_alternate():
    found, report = read(a_page("One", LONG.strip(), "Two", LONG.strip()))
    assert [(entry.title, entry.abstract) for entry in found.entries] == [
        ("One", (LONG.strip(),)),
        ("Two", (LONG.strip(),)),
    ]
    assert not report.errors + report.warnings


def test_blank_lines_do_not_matter():
    header = "Get trending papers in your email inbox once a day!\nSubscribe"
    spaced, _ = read(a_page("One", LONG.strip(), "Two", LONG.strip()))
    dense, _ = read(a_page("One", LONG.strip(), "Two", LONG.strip(), header=header, gap="\n"))
    assert dense.entries == spaced.entries


def test_abstract_with_line_breaks_is_one_paragraph():
    found, _ = read(a_page("One", "We study\na thing.", "Two", LONG.strip()))
    assert found.entries[0].abstract == ("We study a thing.",)


def test_curator_comes_from_the_header():
    assert read(a_page("One", LONG))[0].curator == "AK and the research community"


@pytest.mark.parametrize(
    ("header", "name", "day"),
    [
        ("Mar 12", "2025-03-12.txt", date(2025, 3, 12)),
        ("Mar 12", "2024 capture.txt", date(2024, 3, 12)),
        ("Mar 12, 2023", "page.txt", date(2023, 3, 12)),
        ("March 12", "2024.txt", date(2024, 3, 12)),
        ("", "2025-03-12-b.txt", date(2025, 3, 12)),
    ],
)
def test_day_comes_from_the_header_and_the_file_name(header, name, day):
    assert read(a_page("One", LONG, header=f"{HEADER}{header}\n\n"), name)[0].day == day


@pytest.mark.parametrize(
    ("header", "name", "message"),
    [
        ("Mar 12", "page.txt", "page.txt:9: 'Mar 12' has no year; pass --date or --year"),
        ("", "page.txt", "page.txt:1: the page has no day; pass --date or --year"),
        ("", "2025.txt", "2025.txt:1: the page has no day; pass --date or --year"),
        ("Mar 12", "2025-03-13.txt", "2025-03-13.txt:9: the page is for Mar 12, but the file name says 2025-03-13"),
        ("Feb 30", "2025.txt", "2025.txt:9: there is no day 2025-02-30"),
    ],
)
def test_year_is_never_guessed(header, name, message):
    _, report = read(a_page("One", LONG, header=f"{HEADER}{header}\n\n"), name)
    assert str(report.errors[0]).startswith(message)


def test_links_in_an_abstract_become_fields_and_stay_in_the_text():
    abstract = f"{LONG}Code is available at https://github.com/a/b."
    (entry,) = read(a_page("One", abstract))[0].entries
    assert (entry.code, entry.abstract) == (("https://github.com/a/b",), (abstract,))


@pytest.mark.parametrize(
    ("blocks", "titles", "message"),
    [
        (["One", "Two", LONG], ["One", "Two"], ":11: 'One' has no abstract"),
        (["One"], ["One"], ":11: 'One' has no abstract"),
        (["One", LONG, LONG], ["One"], ":15: 'One' has a second paragraph; if it belongs to another paper, "),
        (["One", f"{LONG}and then it"], ["One"], ":11: the abstract of 'One' may be cut off"),
    ],
)
def test_blocks_out_of_turn_are_kept_with_a_warning(blocks, titles, message):
    found, report = read(a_page(*blocks))
    assert [entry.title for entry in found.entries] == titles
    assert not report.errors
    assert message in str(report.warnings[0])


def test_abstract_without_a_title_is_an_error():
    assert "an abstract has no title" in str(read(a_page(LONG, "One", LONG))[1].errors[0])


def test_second_page_in_a_file_is_an_error():
    page = a_page("One", LONG)
    assert ":16: a second page starts here" in str(read(page + page)[1].errors[0])


@pytest.mark.parametrize("text", ["", "x", "new\n\npapers\n", LONG, '{"error": "no"}'])
def test_other_text_is_not_recognised(text):
    assert not capture.recognise(SourceFile("2025-03-12.txt", text, b""))


@pytest.mark.parametrize(("start", "header", "count"), [("000", 5, 64), ("001", 2, 274), ("003", 5, 63)])
def test_real_captures_are_read_completely(shared, start, header, count):
    (path,) = shared("captures").glob(f"{start}_*.txt")
    text = path.read_text("utf-8")
    found, report = read(text, "2025-03-12.txt" if start != "003" else "2025-03-11.txt")
    lines = [line for line in text.split("\n") if line.strip()][header:]
    lines[0] = lines[0].removeprefix("Subscribe")
    assert [part for entry in found.entries for part in (entry.title, *entry.abstract)] == lines
    assert (len(found.entries), report.errors) == (count, [])
    assert markdown.parse(markdown.dump(found)) == found
