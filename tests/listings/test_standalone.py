"""Pages that a person wrote."""

import pytest

from gazette.core.errors import Report
from gazette.core.model import StandalonePage
from gazette.listings import standalone
from tests.make import a_source


def parse(text: str, name: str = "about.md"):
    path = f"content/pages/{name}"
    report = Report(path)
    return standalone.parse(a_source(text, path), report), report


def test_a_page_has_a_title_and_a_body():
    found, report = parse("---\ntitle: On us\ndescription: Who we are\n---\n\n# Hello\n\n    code\n\n")
    assert found == StandalonePage("about", "On us", "# Hello\n\n    code", "Who we are", "content/pages/about.md")
    assert not report.errors


def test_a_page_without_a_title_bears_its_files_name():
    assert parse("Hello.", "how-to-cite.md")[0].title == "How to cite"


def test_an_unknown_key_is_told():
    [warning] = parse("---\ntitel: A\n---\n")[1].warnings
    assert str(warning) == "content/pages/about.md:2: there is no key 'titel'; did you mean 'title'?"


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("About Us.md", "about-us.md"),
        ("about.txt", "about.md"),
        ("deep/Ümlaut.md", "umlaut.md"),
        ("index.md", "index-"),
    ],
)
def test_a_name_that_makes_no_address_is_an_error(name, call):
    found, report = parse("x", name)
    assert found is None
    assert str(report.errors[0]).startswith(f"content/pages/{name}: no name for a page; call it {call}")


def test_what_cannot_be_read_does_not_hide_the_rest():
    report = Report()
    sources = [a_source("x", f"content/pages/{name}") for name in ("A.md", "b.md", "C.md")]
    assert [page.name for page in standalone.parse_all(sources, report)] == ["b"]
    assert [problem.path for problem in report.errors] == ["content/pages/A.md", "content/pages/C.md"]


def test_two_files_of_one_name_are_told_with_both_their_names():
    report = Report()
    sources = [a_source("x", f"content/pages/{name}") for name in ("a.md", "deeper/a.md")]
    assert [page.path for page in standalone.parse_all(sources, report)] == ["content/pages/a.md"]
    assert [str(problem) for problem in report.errors] == [
        "content/pages/deeper/a.md: content/pages/a.md is a page of that name already; "
        "call it otherwise: folders are no part of the address"
    ]
