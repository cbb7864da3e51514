"""Pages in content/pages."""

import pytest

from gazette.core.errors import Report
from gazette.core.model import StandalonePage
from gazette.listings import standalone
from tests.make import a_source


def parse(text: str, name: str = "about.md"):
    path = f"content/pages/{name}"
    report = Report(path)
    return standalone.parse(a_source(text, path), report), report


def test_page_has_a_title_a_description_and_a_body():
    found, report = parse("---\ntitle: On us\ndescription: Who we are\n---\n\n# Hello\n\n    code\n\n")
    assert found == StandalonePage("about", "On us", "# Hello\n\n    code", "Who we are", "content/pages/about.md")
    assert not report.errors


def test_default_title_is_the_file_name():
    assert parse("Hello.", "how-to-cite.md")[0].title == "How to cite"


def test_unknown_key_is_reported():
    [warning] = parse("---\ntitel: A\n---\n")[1].warnings
    assert str(warning) == "content/pages/about.md:2: unknown key 'titel'; did you mean 'title'?"


@pytest.mark.parametrize(
    ("name", "new_name"),
    [
        ("About Us.md", "about-us.md"),
        ("about.txt", "about.md"),
        ("deep/Ümlaut.md", "umlaut.md"),
    ],
)
def test_file_name_that_cannot_be_an_address_is_an_error(name, new_name):
    found, report = parse("x", name)
    assert found is None
    assert str(report.errors[0]).startswith(
        f"content/pages/{name}: the file name cannot be an address; rename it to {new_name}"
    )


@pytest.mark.parametrize("name", ["con", "Aux", "lpt1", "nul"])
def test_a_name_that_windows_reserves_is_an_error(name):
    found, report = parse("x", f"{name}.md")
    assert found is None
    assert [str(error) for error in report.errors] == [
        f"content/pages/{name}.md: the file name cannot be an address: {name} is a name that Windows reserves; "
        "rename the file"
    ]


@pytest.mark.parametrize("name", ["index", "trending", "week"])
def test_the_name_of_another_page_is_an_error(name):
    assert [str(error) for error in parse("x", f"{name}.md")[1].errors] == [
        f"content/pages/{name}.md: the file name cannot be an address: {name} is the name of another page; "
        "rename the file"
    ]


def test_invalid_file_does_not_hide_the_others():
    report = Report()
    sources = [a_source("x", f"content/pages/{name}") for name in ("A.md", "b.md", "C.md")]
    assert [page.name for page in standalone.parse_all(sources, report)] == ["b"]
    assert [problem.path for problem in report.errors] == ["content/pages/A.md", "content/pages/C.md"]


def test_duplicate_name_is_reported_with_both_paths():
    report = Report()
    sources = [a_source("x", f"content/pages/{name}") for name in ("a.md", "deeper/a.md")]
    assert [page.path for page in standalone.parse_all(sources, report)] == ["content/pages/a.md"]
    assert [str(problem) for problem in report.errors] == [
        "content/pages/deeper/a.md: content/pages/a.md has the same name; "
        "rename one of them: folders are not part of the address"
    ]
