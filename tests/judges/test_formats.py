"""A reading list in the formats of other programs, as those would read it."""

import json
import re

import pytest

from .habits import TITLES

pytestmark = pytest.mark.browser


def test_bibtex_is_read_by_another_program(taken):
    bibtexparser = pytest.importorskip("bibtexparser")
    database = bibtexparser.loads(taken["BibTeX"]) if hasattr(bibtexparser, "loads") else None
    entries = database.entries if database else bibtexparser.parse_string(taken["BibTeX"]).entries
    assert len(entries) == 3
    assert taken["BibTeX"].count("{") == taken["BibTeX"].count("}")
    assert "title = {{Tides \\& Currents, Part 1}}" in taken["BibTeX"]
    assert "author = {Ada Example and Bo van Sample and {and Co, the Company}}" in taken["BibTeX"]
    assert "title = {{A \"Quoted\" xᵢ Title, Part 1}}" in taken["BibTeX"]  # fmt: skip


def test_ris_has_a_record_for_each(taken):
    records = taken["RIS"].split("ER  - \n")
    assert [re.search("^TI  - (.*)$", record, re.MULTILINE)[1] for record in records[:3]] == [
        f"{TITLES[number]}, Part 1" for number in (2, 1, 0)
    ]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .+|", line) for record in records for line in record.splitlines())
    assert "DA  - 2025/03/01" in records[0]


def test_csl_json_holds_what_a_citation_needs(taken):
    item = json.loads(taken["CSL-JSON"])[-1]
    assert item == {
        "id": "2503.00000",
        "type": "article",
        "title": "Tides & Currents, Part 1",
        "author": [{"literal": name} for name in ("Ada Example", "Bo van Sample", "and Co, the Company")],
        "issued": {"date-parts": [[2025, 3, 1]]},
        "number": "arXiv:2503.00000",
        "URL": "https://arxiv.org/abs/2503.00000",
    }


def test_markdown_is_a_list_of_links(taken):
    lines = taken["Markdown"].splitlines()
    assert lines[1] == "- [Of Kites, Part 1](https://arxiv.org/abs/2503.00001), " + (
        "Ada Example, Bo van Sample, and Co, the Company (2025)"
    )
