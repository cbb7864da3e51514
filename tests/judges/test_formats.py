"""The list of saved papers in each export format."""

import json
import re

import pytest

from .habits import FORMATS, TITLES, announced, download, open_page, reader
from .sites import PLAIN, Built, built, settings, write

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
        "DOI": "10.48550/arXiv.2503.00000",
        "number": "arXiv:2503.00000",
        "URL": "https://arxiv.org/abs/2503.00000",
    }


def test_markdown_is_a_list_of_links(exported):
    lines = exported["Markdown"].splitlines()
    assert lines[1] == "- [Of Kites, Part 1](https://arxiv.org/abs/2503.00001), " + (
        "Ada Example, Bo van Sample, and Co, the Company (2025)"
    )


LISTING = """\
## Only the Id Tells When
- arxiv: 1706.00001

## Nothing Tells When
- id: nothing

## It Did Not Hold
- arxiv: 2503.00009
- published: 2025-03-04
- withdrawn: 2025-03-16: 100 % wrong
"""


@pytest.fixture(scope="module")
def dated(tmp_path_factory, chromium) -> dict[str, list[str]]:
    """The records of the papers of LISTING in each format, as they are exported from a saved list."""
    folder = tmp_path_factory.mktemp("dated")
    write(folder / "source/site.yaml", settings(PLAIN | {"twins": ["bib"]}))
    write(folder / "source/content/2025-03-20.md", LISTING)
    site: Built = built(folder / "source", folder / "root")
    with reader(chromium, site, "papers/date/2025-03-20.html") as window:
        window.page.wait_for_selector("[data-habit=save]")
        for number, title in reversed([*enumerate(re.findall("^## (.*)$", LISTING, re.MULTILINE))]):
            window.page.locator("[data-habit=save]").nth(number).click()
            announced(window, f"Saved: {title}")
        open_page(window, "saved.html")
        assert "Withdrawn on 16 March 2025" in window.page.locator("#saved-list").inner_text()
        texts = {label: download(window, label, suffix) for label, suffix in FORMATS.items()}
    texts["twins"] = "\n".join(
        (site.folder / f"papers/{slug}.bib").read_text("utf-8") for slug in ("1706.00001", "nothing", "2503.00009")
    )
    return texts


def fields(bibtex: str, *names: str) -> list[list[str]]:
    return [
        [value[1] if (value := re.search(rf"^  {name} = {{(.*)}},?$", entry, re.MULTILINE)) else "" for name in names]
        for entry in bibtex.strip().split("\n}\n")
    ]


def test_a_saved_paper_has_the_year_that_its_own_bibtex_has_and_never_that_of_the_listing(dated):
    found = fields(dated["BibTeX"], "year", "month")
    assert found == fields(dated["twins"], "year", "month") == [["2017", "6"], ["", ""], ["2025", "3"]]


def test_a_date_of_which_only_the_month_is_known_has_no_day_in_any_format(dated):
    records = dated["RIS"].split("ER  - \n")
    assert [re.findall("^(?:PY|DA)  - (.*)$", record, re.MULTILINE) for record in records[:3]] == [
        ["2017", "2017/06//"],
        [],
        ["2025", "2025/03/04"],
    ]
    assert [item.get("issued") for item in json.loads(dated["CSL-JSON"])] == [
        {"date-parts": [[2017, 6]]},
        None,
        {"date-parts": [[2025, 3, 4]]},
    ]
    assert [re.findall(r"\((\d{4})\)", line) for line in dated["Markdown"].splitlines()] == [["2017"], [], ["2025"]]
    assert [paper["published"] for paper in json.loads(dated["JSON"])["papers"]] == ["2017-06", "", "2025-03-04"]


def test_every_format_says_that_a_paper_was_withdrawn(dated):
    notice = "Withdrawn on 16 March 2025: 100 % wrong"
    latex = notice.replace("%", r"\%")
    assert fields(dated["BibTeX"], "note") == fields(dated["twins"], "note") == [[""], [""], [latex]]
    assert re.findall("^N1  - (.*)$", dated["RIS"], re.MULTILINE) == [notice]
    assert [item.get("note") for item in json.loads(dated["CSL-JSON"])] == [None, None, notice]
    assert [notice in line for line in dated["Markdown"].splitlines()] == [False, False, True]
    assert [paper["withdrawn"] for paper in json.loads(dated["JSON"])["papers"]] == ["", "", notice]
