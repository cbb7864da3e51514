"""The list of saved papers in each export format."""

import json
import re

import pytest

from .habits import TITLES

pytestmark = pytest.mark.browser


def test_bibtexparser_reads_the_exported_bibtex(exported):
    bibtexparser = pytest.importorskip("bibtexparser")
    database = bibtexparser.loads(exported["BibTeX"]) if hasattr(bibtexparser, "loads") else None
    entries = database.entries if database else bibtexparser.parse_string(exported["BibTeX"]).entries
    assert len(entries) == 3
    assert exported["BibTeX"].count("{") == exported["BibTeX"].count("}")
    assert "title = {{Tides \\& Currents, Part 1}}" in exported["BibTeX"]
    assert "author = {Ada Example and Bo van Sample and {and Co, the Company}}" in exported["BibTeX"]
    assert "title = {{A \"Quoted\" xᵢ Title, Part 1}}" in exported["BibTeX"]  # fmt: skip


def test_ris_has_a_record_for_each_paper(exported):
    records = exported["RIS"].split("ER  - \n")
    assert [re.search("^TI  - (.*)$", record, re.MULTILINE)[1] for record in records[:3]] == [
        f"{TITLES[number]}, Part 1" for number in (2, 1, 0)
    ]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .+|", line) for record in records for line in record.splitlines())
    assert "DA  - 2025/03/01" in records[0]
    assert re.findall("^AU  - (.*)$", records[0], re.MULTILINE) == [
        "Example, Ada",
        "van Sample, Bo",
        "and Co, the Company",
    ]


def test_csl_json_has_the_fields_of_a_citation(exported):
    item = json.loads(exported["CSL-JSON"])[-1]
    assert item == {
        "id": "2503.00000",
        "type": "article",
        "title": "Tides & Currents, Part 1",
        "author": [
            {"family": "Example", "given": "Ada"},
            {"family": "Sample", "given": "Bo", "non-dropping-particle": "van"},
            {"literal": "and Co, the Company"},
        ],
        "issued": {"date-parts": [[2025, 3, 1]]},
        "number": "arXiv:2503.00000",
        "URL": "https://arxiv.org/abs/2503.00000",
    }


def test_markdown_is_a_list_of_links(exported):
    lines = exported["Markdown"].splitlines()
    assert lines[1] == "- [Of Kites, Part 1](https://arxiv.org/abs/2503.00001), " + (
        "Ada Example, Bo van Sample, and Co, the Company (2025)"
    )
