"""Saving, hiding, muting, and what is new: kept in the browser, and nowhere else."""

import pytest

from .browser import Window, host
from .habits import DAYS, TITLES, day, mute, open_page, reader, small, stored, told, until
from .sites import Built

pytestmark = pytest.mark.browser

HALF_AN_HOUR = 30 * 60 * 1000
NEWEST = stored("habits") + ".then(habits => habits.visit?.newest)"
SINCE = stored("habits") + ".then(habits => habits.visit?.since)"


def titles(window) -> list[str]:
    return window.page.locator("article.paper:visible h2 a").all_text_contents()


def button(window, habit: str, at: int):
    return window.page.locator(f"[data-habit={habit}]").nth(at)


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
        told(window, "Removed from saved papers")
        open_page(window, "saved.html")
        assert "No saved papers yet" in window.page.locator("#saved").inner_text()


def test_a_hidden_paper_is_hidden_everywhere_and_can_be_shown(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        button(window, "hide", 0).click()
        told(window, "Hidden")
        for page in (day(2), "index.html", "tags/water.html"):
            open_page(window, page)
            window.page.wait_for_selector(".hidden-note")
            assert f"{TITLES[0]}, Part 3" not in titles(window)
        window.page.get_by_role("button", name="Show").click()
        assert f"{TITLES[0]}, Part 3" in titles(window)


def test_after_hide_the_focus_goes_to_the_next_paper_then_to_the_previous_then_to_the_note(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        for gone, focus in ((1, TITLES[2]), (3, TITLES[2]), (2, TITLES[0]), (0, "Show")):
            window.page.get_by_role("button", name=f"Hide: {TITLES[gone]}").focus()
            window.page.keyboard.press("Enter")
            told(window, f"Hidden: {TITLES[gone]}")
            label = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
            assert focus in window.page.evaluate(label)


def test_the_key_that_hides_the_last_paper_moves_the_focus_to_the_title_before(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        for key in "jjjjh":
            window.page.keyboard.press(key)
        told(window, f"Hidden: {TITLES[3]}")
        assert window.page.evaluate("document.activeElement.textContent") == f"{TITLES[2]}, Part 3"


def test_what_was_put_away_is_so_before_the_shelves_tell_it(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        button(window, "hide", 0).click()
        told(window, "Hidden")
        window.page.add_init_script("indexedDB.open = () => ({});")  # never answers
        window.page.goto(window.address + day(2))
        assert titles(window) == [f"{title}, Part 3" for title in TITLES[1:]]
        for spoilt in ("no JSON", "7", "null", '{"hidden": 7}', '{"hidden": [{}], "mutes": {"a": 1}}'):
            window.page.evaluate("spoilt => localStorage.gazetteAway = spoilt", spoilt)
            window.page.goto(window.address + day(2))
            window.page.wait_for_selector("footer button")
            assert len(titles(window)) == len(TITLES)
        assert window.faults == []


def test_nothing_is_saved_where_no_page_would_show_it(tmp_path, chromium):
    with reader(chromium, small(tmp_path, leave_out=["saved"])) as window:
        window.page.goto(window.address + day(1))
        window.page.wait_for_selector("[data-habit=hide]")
        assert window.page.locator("[data-habit=save]").count() == 0
        window.page.keyboard.press("j")
        window.page.keyboard.press("s")
        assert window.faults == []


def test_muted_words_and_subjects_put_papers_away(kites: Built, chromium):
    with reader(chromium, kites) as window:
        mute(window, "to SAIL")
        mute(window, "Kites", "subject")
        mute(window, "Tide")  # no word of any paper: Tides is another
        open_page(window, day(0))
        window.page.wait_for_selector(".hidden-note")
        assert titles(window) == [f"{TITLES[0]}, Part 1", f"{TITLES[2]}, Part 1"]
        assert "2 muted" in window.page.locator(".hidden-note").inner_text()
        open_page(window, "saved.html")
        window.page.get_by_role("button", name="Unmute Kites").click()
        window.page.wait_for_selector("button[aria-label='Unmute Kites']", state="detached")
        open_page(window, day(0))
        window.page.wait_for_selector(".hidden-note")
        assert f"{TITLES[1]}, Part 1" in titles(window)


def test_muting_goes_by_what_a_paper_says_and_not_by_what_its_links_are_called(kites: Built, chromium):
    with reader(chromium, kites) as window:
        for words in ("PDF", "votes", "save", "hide", "more"):
            mute(window, words)
        open_page(window, day(0))
        window.page.wait_for_selector("[data-away]", state="attached")
        assert len(titles(window)) == len(TITLES)


def test_what_is_muted_is_gone_from_lists_of_mere_titles_too(kites: Built, chromium):
    with reader(chromium, kites) as window:
        named = window.page.locator(".few > ol > li:visible")
        open_page(window, "index.html")
        before = named.all_inner_texts()
        assert any("Kites" in each for each in before)
        mute(window, "kites")
        open_page(window, "index.html")
        window.page.wait_for_selector(".hidden-note")
        assert [each for each in before if "Kites" not in each] == named.all_inner_texts()


def test_a_host_that_drops_the_suffix_knows_the_same_papers(kites: Built, chromium):
    with reader(chromium, kites, day(1), service_workers="block") as window:
        button(window, "save", 0).click()
        told(window, "Saved")
        bare = "papers/2503.10000"
        window.page.route(f"**/{bare}", lambda route: route.fulfill(path=kites.folder / f"{bare}.html"))
        window.page.goto(window.address + bare)
        window.page.wait_for_selector("[data-habit=save][aria-pressed=true]")


def test_who_asks_for_it_finds_no_paper_again_that_was_opened(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        window.page.get_by_label("Hide papers in lists").check()
        told(window, "lists hide the papers")
        window.page.goto(window.address + "papers/2503.20001.html")
        window.page.wait_for_selector("[data-habit=save]")
        open_page(window, day(2))
        window.page.wait_for_selector(".hidden-note")
        assert f"{TITLES[1]}, Part 3" not in titles(window)


def test_what_came_since_the_last_visit_is_marked(tmp_path, chromium):
    site = small(tmp_path, days=2)
    with host(site) as address, Window(chromium, address) as window:
        window.page.clock.install()
        open_page(window, "index.html")
        assert window.page.locator(".fresh").count() == 0  # all is new to who was never here
        until(window, NEWEST, lambda newest: newest == DAYS[1])
        small(tmp_path, days=3)
        window.page.clock.fast_forward(HALF_AN_HOUR + 1)
        open_page(window, "index.html")
        window.page.wait_for_selector(".fresh")
        assert window.page.locator(".fresh").count() == len(TITLES)
        assert "new since your last visit" in window.page.locator(".fresh h2").first.inner_text()
        open_page(window, day(1))
        assert window.page.locator(".fresh").count() == 0
        until(window, NEWEST, lambda newest: newest == DAYS[2])
        window.page.clock.fast_forward(HALF_AN_HOUR + 1)
        open_page(window, day(2))
        until(window, SINCE, lambda since: since == DAYS[2])
        assert window.page.locator(".fresh").count() == 0


def test_without_scripts_everything_is_read_and_the_page_of_saved_papers_says_why_it_is_empty(kites: Built, chromium):
    with host(kites) as address:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + day(0))
        assert page.locator("article.paper h2").count() == len(TITLES)
        page.locator("summary").first.click()
        assert page.locator("details[open]").count() == 1
        assert page.locator("button").count() == 0
        page.locator("a[rel=next]").first.click()
        assert page.url == address + day(1)
        colours = []
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            colours.append(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
        assert len(set(colours)) == 2
        page.goto(address + "saved.html")
        assert "needs JavaScript" in page.locator("main").inner_text()
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
