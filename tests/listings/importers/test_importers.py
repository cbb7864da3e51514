"""The choice of a format."""

import pytest

from gazette.core.errors import Report
from gazette.listings import importers
from tests.make import a_source, errors, read


def test_empty_file_is_an_error():
    assert errors(" \n", "content/2025-03-12.md") == [
        "content/2025-03-12.md:1: the file is empty; remove it, or write a listing with `quiet: true` for that day"
    ]


@pytest.mark.parametrize("path", ["content/2025-03-12.md", "content/2025-03-12.MD"])
def test_md_files_are_read_as_markdown(path):
    assert read("## A", path)[0].entries[0].title == "A"


def test_invalid_file_does_not_hide_the_others():
    report = Report()
    sources = [a_source("[", "content/2025-03-10.json"), a_source("## A", "content/2025-03-11.md")]
    found = [importers.parse(source, report.about(source.path)) for source in sources]
    assert [listing and listing.path for listing in found] == [None, "content/2025-03-11.md"]
    assert [problem.path for problem in report.errors] == ["content/2025-03-10.json"]


def test_names_of_formats_are_unique():
    names = [module.NAME for module in importers.formats()]
    assert len(set(names)) == len(names) >= 2


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("2025-03-12.md", "---\nsource: A\nquiet: true\n---\n\n## One\n\n## Two\n", 3),
        ("2025-03-12.yaml", "papers: [{title: One}, {title: Two}]\nquiet: true\n", 2),
        ("2025-03-12.json", '{"quiet": "true", "papers": [{"title": "One"}, {"title": "Two"}]}', 1),
    ],
)
def test_a_quiet_day_with_papers_is_reported(path, text, line):
    report = Report(path)
    listing = importers.parse(a_source(text, path), report)
    assert len(listing.entries) == 2
    what = "`quiet: true` is for a day without papers, but the listing has 2 papers; remove the line"
    assert [*map(str, report.warnings)] == [f"{path}:{line}: {what}"]
    without = Report(path)
    assert importers.parse(a_source(text.replace("true", "false"), path), without)
    assert not without.warnings
