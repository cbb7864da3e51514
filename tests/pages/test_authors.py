"""The index of authors, and a page for each letter."""

import pytest

from gazette import pages
from gazette.archive.affected import everything
from gazette.core.errors import Report
from gazette.pages import authors
from tests.make import AUG_20, a_listing, a_site, an_entry, merged, shows

ODD = ("../../etc", "X", "x", "0", "Index", "A", "b", "π₀", "李明", "???", "Ada A")


def letters(*names: str) -> dict[str, list[str]]:
    """The names on each page, by the letter of the page."""
    found = shows(authors.pages, merged([a_listing(AUG_20, an_entry("A", authors=names))]))
    return {page["letter"]: [name for name, _, _ in page["rows"]] for page in found.values()}


def test_authors_are_listed_by_surname_under_its_first_letter():
    assert letters("Bo Zed", "Zoe Abel", "Ada Zed", "ann abel") == {
        "": [],
        "a": ["ann abel", "Zoe Abel"],
        "z": ["Ada Zed", "Bo Zed"],
    }


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        *(
            ("Émile Éluard", "e"),
            ("A. Ångström", "a"),
            ("Ada Example (Lovelace)", "e"),
            ("Plato", "p"),
            ("Ｆ Ｗide", "w"),
        ),
        *(
            ("Ada Example III", "e"),
            ("Bo van Sample", "s"),
            ("Guy De Test", "d"),
            ("Łukasz Ładny", "l"),
            ("Qwen Team", "q"),
        ),
        *(("李明", "0"), ("9lives", "0"), ("???", "0"), ("Ø Ørsted", "o"), ("Жан Жук", "0")),
    ],
)
def test_accents_are_ignored_and_other_alphabets_are_under_others(name, letter):
    assert letters(name) == {"": [], letter: [name]}


def test_the_index_has_the_number_of_authors_of_each_letter():
    found = merged([a_listing(AUG_20, an_entry("A", authors=("Bo Zed", "Ada Zed", "Zoe Abel")))])
    page = shows(authors.pages, found, a_site(authors_minimum=3))["authors/index.html"]
    assert page["letters"] == (("a", "authors/a.html", 1), ("z", "authors/z.html", 2))
    assert page["minimum"] == 3


def test_an_archive_without_authors_has_an_index():
    assert letters() == {"": []}


def test_no_author_has_the_path_of_a_letter_or_of_the_index():
    report = Report()
    found = merged([a_listing(AUG_20, an_entry("T", authors=ODD))])
    planned, _ = pages.plan(found, a_site(), everything(found), report)
    paths = [page.path for page in planned if page.template == "author.html"]
    assert report.errors == []
    assert len(paths) == len(ODD)
    assert all(path.startswith("authors/") and ".." not in path for path in paths)
