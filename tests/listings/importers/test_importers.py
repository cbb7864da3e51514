"""Every format is recognised by what is in the file."""

import pytest

from gazette.core.errors import Report
from gazette.listings import importers
from tests.make import a_source, errors, read


def test_an_empty_file_is_no_quiet_day():
    assert errors(" \n", "content/2025-03-12.md") == [
        "content/2025-03-12.md:1: an empty file; remove it, or write `quiet: true` in a listing of that day"
    ]


@pytest.mark.parametrize("path", ["content/2025-03-12.md", "content/2025-03-12.MD"])
def test_markdown_is_our_own_format(path):
    assert read("## A", path)[0].entries[0].title == "A"


def test_what_cannot_be_read_does_not_hide_the_rest():
    report = Report()
    sources = [a_source("[", "content/2025-03-10.json"), a_source("## A", "content/2025-03-11.md")]
    found = [importers.parse(source, report.about(source.path)) for source in sources]
    assert [listing and listing.path for listing in found] == [None, "content/2025-03-11.md"]
    assert [problem.path for problem in report.errors] == ["content/2025-03-10.json"]


def test_every_format_has_a_name_of_its_own():
    names = [module.NAME for module in importers.formats()]
    assert len(set(names)) == len(names) >= 2
