"""The choice of a format."""

from pkgutil import iter_modules

import pytest

from gazette.core.errors import Report
from gazette.listings import importers
from gazette.sources import files
from tests import foreign
from tests.forms import OWN_JSON, RESPONSE, YAML
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


def test_every_module_and_every_suffix_is_in_the_table_of_formats():
    named = {name for names in importers.FORMATS.values() for name in names}
    assert named == {module.name for module in iter_modules(importers.__path__)}
    assert {*importers.FORMATS, ".jsonl"} == {*files.SUFFIXES}


@pytest.mark.parametrize(
    ("suffix", "text", "name"),
    [
        ("xml", foreign.ARXIV_API, "arXiv's API"),
        ("atom", foreign.ARXIV_API, "arXiv's API"),
        ("xml", foreign.ARXIV_RSS, "arXiv's RSS"),
        ("rss", foreign.ARXIV_RSS, "arXiv's RSS"),
        ("xml", foreign.OAI, "OAI-PMH"),
        ("xml", foreign.RSS, "a feed"),
        ("atom", foreign.ATOM, "a feed"),
        ("json", foreign.JSON_FEED, "a feed"),
        ("json", foreign.CSL, "CSL-JSON"),
        ("json", RESPONSE, "Hugging Face's API"),
        ("json", OWN_JSON, "Gazette's YAML and JSON"),
        ("yaml", YAML, "Gazette's YAML and JSON"),
        ("bib", foreign.BIBTEX, "BibTeX"),
        ("ris", foreign.RIS, "RIS"),
        ("csv", foreign.CSV, "CSV"),
        ("md", foreign.TABLE, "a Markdown list of links"),
        ("md", foreign.BULLETS, "a Markdown list of links"),
    ],
)
def test_a_format_is_recognised_by_its_content_and_by_no_other_module(suffix, text, name):
    source = a_source(text, f"2025-03-12.{suffix}")
    asked = [importers._module(module) for module in importers.FORMATS[f".{suffix}"]]
    found = [module.NAME for module in asked if module.recognise(source)]
    assert found[0] == name
    assert name == importers._format(source).NAME


def test_a_format_that_nobody_knows_is_an_error_that_names_the_formats():
    [problem] = errors("<html><body>503</body></html>", "2025-03-12.xml")
    assert problem.startswith("2025-03-12.xml:1: the format is unknown; use one of: Markdown (.md), ")
    assert "BibTeX" in problem


@pytest.mark.parametrize("suffix", ["md", "csv", "jsonl", "xml"])
def test_an_empty_file_is_an_error_for_import_too(suffix):
    report = Report("a")
    assert importers.parse_days(a_source(" \n", f"2025-03-12.{suffix}"), report) == []
    assert report.errors[0].what == "the file is empty"


def test_import_reads_gazettes_own_markdown_too():
    [found] = importers.parse_days(a_source("## A", "2025-03-12.md"), Report())
    assert found.entries[0].title == "A"


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
