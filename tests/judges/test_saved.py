"""A reading list goes out in the formats of other programs, and comes back; what comes in is believed in nothing."""

import json
import re
from urllib.parse import quote

import pytest

from .habits import TITLES, day, open_page, reader, small, told
from .payloads import PAYLOADS
from .sites import Built

pytestmark = pytest.mark.browser

FORMATS = {"JSON": "json", "BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json", "Markdown": "md"}


@pytest.fixture(scope="module")
def kites(tmp_path_factory) -> Built:
    return small(tmp_path_factory.mktemp("saved"))


@pytest.fixture(scope="module")
def taken(kites: Built, chromium) -> dict[str, str]:
    """What each format holds of three saved papers, and under "link" the link that carries them."""
    with reader(chromium, kites) as window:
        save(window, 0, 1, 2)
        found = {label: download(window, label, suffix) for label, suffix in FORMATS.items()}
        return found | {"link": window.page.get_by_label("A link that carries this list").input_value()}


def save(window, *numbers: int) -> None:
    open_page(window, day(0))
    for number in numbers:
        window.page.locator("[data-habit=save]").nth(number).click()
        told(window, f"Saved: {TITLES[number]}")
    open_page(window, "saved.html")


def download(window, label: str, suffix: str) -> str:
    with window.page.expect_download() as waited:
        window.page.get_by_role("button", name=label, exact=True).click()
    assert waited.value.suggested_filename == f"gazette-saved.{suffix}"
    return waited.value.path().read_text("utf-8")


def give(window, text: str) -> None:
    file = {"name": "list.json", "mimeType": "application/json", "buffer": text.encode()}
    window.page.locator("#import").set_input_files([file])
    window.page.wait_for_selector("#proposed:not([hidden])")


def rows(window) -> list[str]:
    return window.page.locator("#saved .papers h2").all_inner_texts()


def test_json_comes_back_as_it_went(kites: Built, taken, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, taken["JSON"])
        assert "3 papers that you have not saved" in window.page.locator("#proposed").inner_text()
        assert "Nothing is saved yet" in window.page.locator("#saved").inner_text()  # nothing without a yes
        window.page.get_by_role("button", name="Save 3 papers").click()
        told(window, "Saved 3 papers")
        window.page.wait_for_selector("#saved .papers")
        assert json.loads(download(window, "JSON", "json")) == json.loads(taken["JSON"])
        give(window, taken["JSON"])
        assert "3 are saved already" in window.page.locator("#proposed").inner_text()
        assert len(rows(window)) == 3


def test_bibtex_is_read_by_another_program(taken):
    bibtexparser = pytest.importorskip("bibtexparser")
    database = bibtexparser.loads(taken["BibTeX"]) if hasattr(bibtexparser, "loads") else None
    entries = database.entries if database else bibtexparser.parse_string(taken["BibTeX"]).entries
    assert len(entries) == 3
    assert taken["BibTeX"].count("{") == taken["BibTeX"].count("}")
    assert "title = {{Tides \\& Currents, Part 1}}" in taken["BibTeX"]
    assert "author = {Ada Example and Bo van Sample and {and Co, the Company}}" in taken["BibTeX"]
    assert "title = {{A \"Quoted\" x Title, Part 1}}" in taken["BibTeX"]  # fmt: skip


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


def test_a_link_hands_a_list_over_once_it_is_agreed_to(kites: Built, taken, chromium):
    with reader(chromium, kites) as window:
        fragment = taken["link"].partition("#")[2]
        open_page(window, f"saved.html#{fragment}")
        window.page.wait_for_selector("#proposed:not([hidden])")
        assert [each.inner_text() for each in window.page.locator("#proposed li").all()] == [
            f"{TITLES[number]}, Part 1" for number in (2, 1, 0)
        ]
        assert "#" not in window.page.url
        assert rows(window) == []
        window.page.get_by_role("button", name="Save 3 papers").click()
        window.page.wait_for_selector("#saved .papers")
        assert sorted(rows(window)) == sorted(f"{TITLES[number]}, Part 1" for number in range(3))


def test_a_list_that_is_left_leaves_no_trace(kites: Built, taken, chromium):
    with reader(chromium, kites) as window:
        open_page(window, f"saved.html#{taken['link'].partition('#')[2]}")
        window.page.get_by_role("button", name="No, leave it").click()
        assert window.page.locator("#proposed li").count() == 0
        open_page(window, "saved.html")
        assert rows(window) == []


PATHS = [
    "javascript:alert(1)",
    "https://evil.example/papers/a.html",
    "//evil.example/papers/a.html",
    "papers/../x.html",
    "papers/a.html?x",
    "papers/A.html",
    "papers/.html",
    f"papers/{'a' * 200}.html",
    "papers/date/2025-01-01.html",
    7,
]
BAD = [
    "",
    "no JSON",
    "[]",
    "null",
    '{"papers": {}}',
    '{"papers": [null, 1, "papers/a.html", [], {}]}',
    json.dumps({"papers": [{"path": path, "title": "t"} for path in PATHS]}),
    json.dumps({"papers": [{"path": "papers/a.html", "title": value} for value in ("", 7, None, {}, [])]}),
]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_list_is_refused_in_words(kites: Built, text: str, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, text)
        assert "holds 0 papers that you have not saved" in window.page.locator("#proposed").inner_text()
        assert window.page.locator("#proposed button").all_inner_texts() == ["No, leave it"]
        assert window.faults == []


def test_a_hostile_list_runs_nothing_and_leads_nowhere(kites: Built, chromium):
    papers = [
        dict.fromkeys(("title", "day", "published", "arxiv", "doi", "venue"), payload)
        | {"path": f"papers/p{number}.html", "authors": [payload, {"a": payload}], "saved": payload, "__proto__": {}}
        for number, payload in enumerate(PAYLOADS)
    ]
    with reader(chromium, kites, "saved.html") as window:
        give(window, json.dumps({"papers": papers}))
        window.page.locator("#proposed button").first.click()
        window.page.wait_for_selector("#saved .papers")
        links = window.page.evaluate("Array.from(document.querySelectorAll('#saved a'), link => link.href)")
        assert links
        assert all(link.startswith(window.address + "papers/p") for link in links)
        for label, suffix in FORMATS.items():
            download(window, label, suffix)
        rows = [[f"papers/q{number}.html", payload, [payload], payload] for number, payload in enumerate(PAYLOADS)]
        open_page(window, f"saved.html#papers={quote(json.dumps(rows))}")
        window.page.wait_for_selector("#proposed:not([hidden])")
        assert window.dialogs == []
        lost = (
            "404: ",
            "console: Failed to load resource: the server responded with a status of 404",
            "console: Cache.add",
        )
        assert [fault for fault in window.faults if not fault.startswith(lost)] == []
