"""What lies on a browser's shelves: kept through versions of them, and believed in nothing."""

import pytest

from .habits import TITLES, day, mute, open_page, reader, save, told
from .sites import Built

pytestmark = pytest.mark.browser

# The shelves as their first version left them: no habits yet.
FIRST_SHELVES = """path => new Promise(resolve => {
  const request = indexedDB.open(`gazette ${path}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("papers", { keyPath: "path" }).put(
      { path: "papers/2503.10000.html", title: "Kept since long", authors: [], day: "", published: "",
        arxiv: "", doi: "", venue: "", saved: 1 });
    request.result.createObjectStore("hidden", { keyPath: "path" });
  };
  request.onsuccess = () => { request.result.close(); resolve(); };
})"""
# Shelves as nobody but a fault, or somebody at the browser's own tools, would leave them.
SPOIL = """path => new Promise((resolve, reject) => {
  const request = indexedDB.open(`gazette ${path}`);
  request.onsuccess = () => {
    const change = request.result.transaction(["papers", "hidden", "habits"], "readwrite");
    change.oncomplete = () => { request.result.close(); resolve(); };
    change.onerror = () => reject(change.error);
    const papers = change.objectStore("papers");
    papers.put({ path: "papers/a.html" });
    papers.put({ path: 7, title: "no address" });
    papers.put({ path: "javascript:alert(1)", title: "elsewhere", authors: "none", saved: {} });
    papers.put({ path: ["papers/a.html"], title: ["a list"] });
    change.objectStore("hidden").put({ path: 3, more: null });
    const habits = change.objectStore("habits");
    habits.put({ mute: "all" }, "mutes");
    habits.put("yes", "hidesSeen");
    habits.put({ newest: 7, since: null, at: "now" }, "visit");
  };
})"""


def test_the_shelves_of_an_earlier_version_are_taken_over(kites: Built, chromium):
    with reader(chromium, kites) as window:
        window.page.goto(window.address + "robots.txt")
        window.page.evaluate(FIRST_SHELVES, "/" + window.address.split("/", 3)[3])
        open_page(window, "saved.html")
        assert window.page.locator("#saved h2 a").inner_text() == "Kept since long"
        mute(window, "anything")
        open_page(window, "saved.html")
        assert "anything" in window.page.locator("#saved").inner_text()


def test_the_shelves_of_a_later_version_are_read_by_an_edition_that_was_taken_back(kites: Built, chromium):
    with reader(chromium, kites) as window:
        window.page.goto(window.address + "robots.txt")
        later = FIRST_SHELVES.replace(", 1);", ", 99);").replace(
            'request.result.createObjectStore("hidden"',
            'request.result.createObjectStore("habits"); request.result.createObjectStore("hidden"',
        )
        window.page.evaluate(later, "/" + window.address.split("/", 3)[3])
        open_page(window, "saved.html")
        assert window.page.locator("#saved h2 a").inner_text() == "Kept since long"


def test_broken_shelves_break_nothing_and_what_is_whole_on_them_stays(kites: Built, chromium):
    with reader(chromium, kites, day(0)) as window:
        window.page.locator("[data-habit=save]").nth(1).click()
        told(window, "Saved")
        window.page.evaluate(SPOIL, "/" + window.address.split("/", 3)[3])
        for page in (day(0), "index.html", "papers/2503.00001.html"):
            open_page(window, page)
            window.page.wait_for_selector("[data-habit=save]")
        open_page(window, "saved.html")
        assert window.page.locator("#saved .papers h2").all_inner_texts() == [f"{TITLES[1]}, Part 1"]
        assert window.page.get_by_label("Hide papers in lists").is_checked() is False
        mute(window, "anything")
        assert window.faults == []


def test_a_browser_that_keeps_nothing_says_so_and_reads_on(kites: Built, chromium):
    with reader(chromium, kites) as window:
        window.page.add_init_script("Object.defineProperty(self, 'indexedDB', { get() { throw new Error('no'); } });")
        window.page.goto(window.address + "saved.html")
        window.page.wait_for_selector("text=does not let this page store anything")
        window.page.goto(window.address + day(0))
        window.page.keyboard.press("j")
        assert window.page.evaluate("document.activeElement.textContent") == f"{TITLES[0]}, Part 1"
        assert [fault for fault in window.faults if "does not let this page store" not in fault] == []


def test_an_error_in_one_part_of_a_page_is_logged_and_leaves_the_others_alone(kites: Built, chromium):
    with reader(chromium, kites) as window:
        save(window, 0)
        window.page.add_init_script("Date.prototype.toLocaleDateString = () => { throw new Error('on purpose'); };")
        window.page.goto(window.address + "saved.html")
        window.page.wait_for_selector("text=cannot be shown because of an error")
        assert window.page.get_by_text("does not let this page store").count() == 0
        assert len([fault for fault in window.faults if "on purpose" in fault]) == 1
        window.page.keyboard.press("?")
        assert window.page.locator("dialog kbd").count() > 0


def test_an_error_in_the_reading_tools_leaves_keys_and_footer_alone(kites: Built, chromium):
    with reader(chromium, kites) as window:
        window.page.add_init_script("IDBObjectStore.prototype.get = () => { throw new TypeError('on purpose'); };")
        window.page.goto(window.address + "saved.html")
        window.page.wait_for_selector("text=because of an error")
        window.page.goto(window.address + day(0))
        window.page.wait_for_selector("footer button")
        window.page.keyboard.press("j")
        assert window.page.evaluate("document.activeElement.textContent") == f"{TITLES[0]}, Part 1"
        assert any("on purpose" in fault for fault in window.faults)


def test_a_button_that_fails_says_so_and_stays_as_it_was(kites: Built, chromium):
    with reader(chromium, kites, day(0)) as window:
        window.page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('on purpose'); }; }")
        window.page.locator("[data-habit=save]").first.click()
        told(window, "did not work")
        assert window.page.locator("[data-habit=save]").first.get_attribute("aria-pressed") == "false"
        assert any("on purpose" in fault for fault in window.faults)
