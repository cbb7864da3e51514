"""Export and import of saved papers.  Imported data is not trusted."""

import json
import re
from urllib.parse import quote

import pytest

from .habits import FORMATS, TITLES, announced, download, open_page, reader, save, stored, until
from .payloads import PAYLOADS
from .sites import Built

pytestmark = pytest.mark.browser


def give(window, text: str) -> None:
    file = {"name": "list.json", "mimeType": "application/json", "buffer": text.encode()}
    window.page.locator("#import").set_input_files([file])
    window.page.wait_for_selector("#proposed:not([hidden])")


def rows(window) -> list[str]:
    return window.page.locator("#saved .papers h2").all_inner_texts()


def test_an_exported_json_file_can_be_imported(kites: Built, exported, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, exported["JSON"])
        assert "New: 3." in window.page.locator("#proposed").inner_text()
        assert (
            "No saved papers yet" in window.page.locator("#saved").inner_text()
        )  # nothing is saved before the reader agrees
        window.page.get_by_role("button", name="Save 3 papers").click()
        announced(window, "Saved 3 papers")
        window.page.wait_for_selector("#saved .papers")
        assert json.loads(download(window, "JSON", "json")) == json.loads(exported["JSON"])
        give(window, exported["JSON"])
        assert "already saved: 3" in window.page.locator("#proposed").inner_text()
        assert len(rows(window)) == 3


def test_a_link_imports_a_list_after_the_reader_agrees(kites: Built, exported, chromium):
    with reader(chromium, kites) as window:
        fragment = exported["link"].partition("#")[2]
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


def test_facts_that_a_link_leaves_out_are_read_from_the_pages_of_the_papers(kites: Built, exported, chromium):
    def known(text: str) -> list[dict[str, object]]:
        papers = sorted(json.loads(text)["papers"], key=lambda paper: paper["path"])
        return [{key: value for key, value in paper.items() if key != "saved"} for paper in papers]

    with reader(chromium, kites) as window:
        open_page(window, f"saved.html#{exported['link'].partition('#')[2]}")
        window.page.get_by_role("button", name="Save 3 papers").click()
        window.page.wait_for_selector("#saved .papers")
        until(window, stored("papers") + ".then(papers => Object.values(papers).every(paper => paper.arxiv))", bool)
        open_page(window, "saved.html")
        assert known(download(window, "JSON", "json")) == known(exported["JSON"])


def test_a_cancelled_import_saves_nothing(kites: Built, exported, chromium):
    with reader(chromium, kites) as window:
        open_page(window, f"saved.html#{exported['link'].partition('#')[2]}")
        window.page.get_by_role("button", name="Cancel").click()
        assert window.page.locator("#proposed li").count() == 0
        open_page(window, "saved.html")
        assert rows(window) == []


# The accessible name of the focused element, or its text.
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def test_after_remove_the_focus_goes_to_the_next_paper_then_to_the_previous_then_to_the_list(kites: Built, chromium):
    with reader(chromium, kites) as window:
        save(window, 0, 1, 2)  # the last saved comes first
        names = [f"{title}, Part 1" for title in TITLES]
        for gone, focus in ((1, f"Remove: {names[0]}"), (0, f"Remove: {names[2]}"), (2, "No saved papers")):
            window.page.get_by_role("button", name=f"Remove: {names[gone]}").focus()
            window.page.keyboard.press("Enter")
            until(window, FOCUSED, lambda found: found.startswith(focus))


def test_after_mute_the_focus_stays_at_the_field_and_after_unmute_in_the_list(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        for words in ("one", "two", "three"):
            window.page.locator("#mute").fill(words)
            window.page.get_by_role("button", name="Mute", exact=True).focus()
            window.page.keyboard.press("Enter")
            window.page.wait_for_selector(f"#saved :text('{words}')")
            until(window, "document.activeElement.id", lambda focus: focus == "mute")
        for gone, focus in (("two", "three"), ("three", "one"), ("one", "Nothing")):
            window.page.get_by_role("button", name=f"Unmute {gone}").focus()
            window.page.keyboard.press("Enter")
            until(window, FOCUSED, lambda found: focus in found and gone not in found)


def test_after_an_import_the_focus_goes_to_the_list_or_back_to_the_file(kites: Built, exported, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, exported["JSON"])
        window.page.keyboard.press("Tab")  # from the Save button to Cancel
        window.page.keyboard.press("Enter")
        until(window, "document.activeElement.id", lambda focus: focus == "import")
        assert window.page.locator("#proposed").is_hidden()
        give(window, exported["JSON"])
        window.page.keyboard.press("Enter")
        until(window, "document.activeElement.href ?? ''", lambda address: "/papers/2503.0" in address)


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
BREAKERS = [
    "one\nER  - \nTY  - GEN\nTI  - another",
    "$}},\n}\n@misc{other, title = {$",
    "$}$ and ${$ and } alone, and $}{$",
    "title](https://evil.example) and\n- [more",
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
def test_an_invalid_file_is_refused_with_a_message(kites: Built, text: str, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, text)
        assert "New: 0" in window.page.locator("#proposed").inner_text()
        assert window.page.locator("#proposed button").all_inner_texts() == ["Cancel"]
        assert window.faults == []


def test_a_file_that_is_too_large_is_not_read(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        file = {"name": "list.json", "mimeType": "application/json", "buffer": b" " * 10_000_001}
        window.page.locator("#import").set_input_files([file])
        announced(window, "too large")
        assert window.page.locator("#proposed").is_hidden()


def many(first: int, past: int) -> str:
    papers = [{"path": f"papers/n{number}.html", "title": f"T{number}"} for number in range(first, past)]
    return json.dumps({"papers": papers})


def test_a_long_list_is_imported_whole(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, many(0, 2500))
        assert "New: 2500." in window.page.locator("#proposed").inner_text()
        window.page.get_by_role("button", name="Save 2500 papers").click()
        announced(window, "Saved 2500 papers.")
        window.page.wait_for_selector("#saved-list h2")
        assert window.page.locator("#saved-list h2").count() == 2500


def test_a_list_that_is_too_long_for_one_import_says_what_is_left_and_can_be_imported_again(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        give(window, many(0, 5003))
        proposed = window.page.locator("#proposed").inner_text()
        assert "New: 5003." in proposed
        assert "The first 5000 of the new papers can be saved now." in proposed
        window.page.get_by_role("button", name="Save 5000 papers").click()
        announced(window, "Saved 5000 papers. Not saved: 3.")
        window.page.wait_for_selector("#saved-list h2")
        give(window, many(0, 5003))
        assert "New: 3; already saved: 5000." in window.page.locator("#proposed").inner_text()


def assert_whole(files: dict[str, str], papers: int) -> None:
    """Check that no text of a paper starts or ends a record, a field or a link."""
    assert len(re.findall("^@misc|^@inproceedings", files["BibTeX"], re.MULTILINE)) == papers
    assert files["BibTeX"].count("\n}\n") == papers
    assert [entry for entry in re.split("(?<=\n})\n", files["BibTeX"]) if not is_closed(entry)] == []
    assert len(re.findall("^ER  - $", files["RIS"], re.MULTILINE)) == papers
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*|", line) for line in files["RIS"].split("\n"))
    assert len(json.loads(files["CSL-JSON"])) == papers
    assert len(files["Markdown"].splitlines()) == papers


def is_closed(entry: str) -> bool:
    """Whether each field of an entry ends at its closing brace, as BibTeX counts braces."""
    depth = 0
    for sign in re.finditer("[{}]", entry):
        depth += 1 if sign[0] == "{" else -1
        if sign[0] == "}" and depth == 1 and entry[sign.end()] not in ",\n":
            return False
    return depth == 0


def test_a_hostile_list_runs_no_script_and_adds_no_foreign_links(kites: Built, chromium):
    papers = [
        dict.fromkeys(("title", "day", "published", "arxiv", "doi", "venue"), payload)
        | {"path": f"papers/p{number}.html", "authors": [payload, {"a": payload}], "saved": payload, "__proto__": {}}
        for number, payload in enumerate((*PAYLOADS, *BREAKERS))
    ]
    with reader(chromium, kites, "saved.html") as window:
        give(window, json.dumps({"papers": papers}))
        window.page.locator("#proposed button").first.click()
        window.page.wait_for_selector("#saved .papers")
        links = window.page.evaluate("Array.from(document.querySelectorAll('#saved li a'), link => link.href)")
        assert links
        assert all(link.startswith(window.address + "papers/p") for link in links)
        files = {label: download(window, label, suffix) for label, suffix in FORMATS.items()}
        assert_whole(files, len(links))
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
