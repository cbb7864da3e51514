"""Saving, hiding, muting, and what is new: kept in the browser, and nowhere else."""

import pytest

from .browser import Window, host
from .habits import TITLES, day, open_page, reader, small, told
from .sites import Built

pytestmark = pytest.mark.browser

HALF_AN_HOUR = 30 * 60 * 1000
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


@pytest.fixture(scope="module")
def kites(tmp_path_factory) -> Built:
    return small(tmp_path_factory.mktemp("habits"))


def titles(window) -> list[str]:
    return window.page.locator("article.paper:visible h2 a").all_text_contents()


def button(window, habit: str, at: int):
    return window.page.locator(f"[data-habit={habit}]").nth(at)


def mute(window, words: str, kind: str = "words") -> None:
    open_page(window, "saved.html")
    window.page.get_by_label("Words or a subject").select_option(label=kind)
    window.page.get_by_label("Mute", exact=True).fill(words)
    window.page.get_by_role("button", name="Mute", exact=True).click()
    window.page.wait_for_function("words => document.getElementById('saved').innerText.includes(words)", arg=words)


def test_a_saved_paper_is_found_again_with_what_its_page_knows(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        button(window, "save", 2).click()
        told(window, "Saved")
        open_page(window, "saved.html")
        row = window.page.locator("#saved .papers li")
        assert row.locator("h2").inner_text() == f"{TITLES[2]}, Part 2"
        assert row.locator(".authors").inner_text() == "Ada Example, Bo van Sample, and Co, the Company"
        row.locator("h2 a").click()
        window.page.wait_for_selector("[data-habit=save][aria-pressed=true]")
        button(window, "save", 0).click()
        told(window, "No longer saved")
        open_page(window, "saved.html")
        assert "Nothing is saved yet" in window.page.locator("#saved").inner_text()


def test_a_hidden_paper_is_hidden_everywhere_and_can_be_shown(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        button(window, "hide", 0).click()
        told(window, "Hidden")
        for page in (day(2), "index.html", "tags/water.html"):
            open_page(window, page)
            window.page.wait_for_selector(".put-away")
            assert f"{TITLES[0]}, Part 3" not in titles(window)
        window.page.get_by_role("button", name="Show").click()
        assert f"{TITLES[0]}, Part 3" in titles(window)


def test_muted_words_and_subjects_put_papers_away(kites: Built, chromium):
    with reader(chromium, kites) as window:
        mute(window, "to SAIL")
        mute(window, "Kites", "subject")
        mute(window, "Tide")  # no word of any paper: Tides is another
        open_page(window, day(0))
        window.page.wait_for_selector(".put-away")
        assert titles(window) == [f"{TITLES[0]}, Part 1", f"{TITLES[2]}, Part 1"]
        assert "2 muted" in window.page.locator(".put-away").inner_text()
        open_page(window, "saved.html")
        window.page.get_by_role("button", name="Hear of Kites again").click()
        window.page.wait_for_selector("button[aria-label='Hear of Kites again']", state="detached")
        open_page(window, day(0))
        window.page.wait_for_selector(".put-away")
        assert f"{TITLES[1]}, Part 1" in titles(window)


def test_who_asks_for_it_finds_no_paper_again_that_was_opened(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        window.page.get_by_label("hide papers once").check()
        window.page.goto(window.address + "papers/2503.20001.html")
        window.page.wait_for_selector("[data-habit=save]")
        open_page(window, day(2))
        window.page.wait_for_selector(".put-away")
        assert f"{TITLES[1]}, Part 3" not in titles(window)


def test_what_came_since_the_last_visit_is_marked(tmp_path, chromium):
    site = small(tmp_path, days=2)
    with host(site) as address, Window(chromium, address) as window:
        window.page.clock.install()
        open_page(window, "index.html")
        assert window.page.locator(".fresh").count() == 0  # all is new to who was never here
        window.page.wait_for_timeout(200)
        small(tmp_path, days=3)
        window.page.clock.fast_forward(HALF_AN_HOUR + 1)
        open_page(window, "index.html")
        window.page.wait_for_selector(".fresh")
        assert window.page.locator(".fresh").count() == len(TITLES)
        assert "new since your last visit" in window.page.locator(".fresh h2").first.inner_text()
        open_page(window, day(1))
        assert window.page.locator(".fresh").count() == 0
        window.page.wait_for_timeout(200)
        window.page.clock.fast_forward(HALF_AN_HOUR + 1)
        open_page(window, day(2))
        window.page.wait_for_timeout(200)
        assert window.page.locator(".fresh").count() == 0


def test_the_shelves_of_an_earlier_version_are_taken_over(kites: Built, chromium):
    with reader(chromium, kites) as window:
        window.page.goto(window.address + "robots.txt")
        window.page.evaluate(FIRST_SHELVES, "/" + window.address.split("/", 3)[3])
        open_page(window, "saved.html")
        assert window.page.locator("#saved h2 a").inner_text() == "Kept since long"
        mute(window, "anything")
        open_page(window, "saved.html")
        assert "anything" in window.page.locator("#saved").inner_text()


def test_a_browser_that_keeps_nothing_says_so_and_reads_on(kites: Built, chromium):
    with reader(chromium, kites) as window:
        window.page.add_init_script("Object.defineProperty(self, 'indexedDB', { get() { throw new Error('no'); } });")
        window.page.goto(window.address + "saved.html")
        window.page.wait_for_selector("text=keeps nothing")
        window.page.goto(window.address + day(0))
        window.page.keyboard.press("j")
        assert window.page.evaluate("document.activeElement.textContent") == f"{TITLES[0]}, Part 1"
        assert window.faults == []


def test_without_scripts_everything_is_read_and_the_page_of_saved_papers_says_why_it_is_empty(kites: Built, chromium):
    with host(kites) as address:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + day(0))
        assert page.locator("article.paper h2").count() == len(TITLES)
        page.locator("summary").first.click()
        assert page.locator("details[open]").count() == 1
        assert page.locator("button").count() == 0
        page.goto(address + "saved.html")
        assert "needs scripts" in page.locator("main").inner_text()
        context.close()


def test_what_is_kept_leaves_the_browser_with_no_request(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        asked = []
        window.page.on("request", lambda request: asked.append((request.method, request.url)))
        button(window, "save", 0).click()
        told(window, "Saved")
        button(window, "hide", 1).click()
        told(window, "Hidden")
    page = window.address + "papers/2503.10000.html"
    assert set(asked) <= {("GET", page)}
