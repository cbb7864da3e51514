"""Saving, hiding, muting, and marks on new papers.  All of it stays in the browser."""

import pytest

from .browser import Window, host
from .habits import DAYS, TITLES, announced, day, mute, open_page, reader, save, small, stored, until
from .sites import Built, built, write

pytestmark = pytest.mark.browser

HALF_AN_HOUR = 30 * 60 * 1000
NEWEST = stored("habits") + ".then(habits => habits.visit?.newest)"
SINCE = stored("habits") + ".then(habits => habits.visit?.since)"


def titles(window) -> list[str]:
    return window.page.locator("article.paper:visible h2 a").all_text_contents()


def button(window, habit: str, at: int):
    return window.page.locator(f"[data-habit={habit}]").nth(at)


def test_a_saved_paper_is_on_the_page_of_saved_papers_with_all_its_facts(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        button(window, "save", 2).click()
        announced(window, "Saved")
        open_page(window, "saved.html")
        row = window.page.locator("#saved .papers li")
        assert row.locator("h2").inner_text() == f"{TITLES[2]}, Part 2"
        assert row.locator(".authors").inner_text() == "Ada Example, Bo van Sample, and Co, the Company"
        row.locator("h2 a").click()
        window.page.wait_for_selector("[data-habit=save][aria-pressed=true]")
        button(window, "save", 0).click()
        announced(window, "Removed from saved papers")
        open_page(window, "saved.html")
        assert "No saved papers yet" in window.page.locator("#saved").inner_text()


def test_a_saved_paper_that_is_withdrawn_later_is_marked_as_soon_as_a_page_shows_it(tmp_path, chromium):
    site = small(tmp_path, 2, offline=False)
    withdrawn = stored("papers") + ".then(papers => papers['papers/2503.00000.html']?.withdrawn ?? null)"
    with reader(chromium, site) as window:
        save(window, 0)
        assert window.page.evaluate(withdrawn) == ""
        announcement = "## A\n- arxiv: 2503.00000\n- withdrawn: 2025-03-13: an error\n"
        write(tmp_path / "source/content/2025-03-13.md", announcement)
        built(tmp_path / "source", tmp_path / "root")
        open_page(window, day(0))
        until(window, withdrawn, lambda notice: notice == "Withdrawn on 13 March 2025: an error")


def test_a_hidden_paper_is_hidden_in_every_list_and_can_be_shown(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        button(window, "hide", 0).click()
        announced(window, "Hidden")
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
            announced(window, f"Hidden: {TITLES[gone]}")
            label = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
            assert focus in window.page.evaluate(label)


def test_the_key_that_hides_the_last_paper_moves_the_focus_to_the_title_before(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        for key in "jjjjh":
            window.page.keyboard.press(key)
        announced(window, f"Hidden: {TITLES[3]}")
        assert window.page.evaluate("document.activeElement.textContent") == f"{TITLES[2]}, Part 3"


def test_papers_are_hidden_before_the_database_answers(kites: Built, chromium):
    with reader(chromium, kites, day(2)) as window:
        button(window, "hide", 0).click()
        announced(window, "Hidden")
        window.page.add_init_script("indexedDB.open = () => ({});")  # it never answers
        window.page.goto(window.address + day(2))
        assert titles(window) == [f"{title}, Part 3" for title in TITLES[1:]]
        for spoilt in ("no JSON", "7", "null", '{"hidden": 7}', '{"hidden": [{}], "mutes": {"a": 1}}'):
            window.page.evaluate("spoilt => localStorage.gazetteAway = spoilt", spoilt)
            window.page.goto(window.address + day(2))
            window.page.wait_for_selector("footer button")
            assert len(titles(window)) == len(TITLES)
        assert window.faults == []


def test_a_site_without_a_page_for_saved_papers_has_no_save_buttons(tmp_path, chromium):
    with reader(chromium, small(tmp_path, leave_out=["saved"])) as window:
        window.page.goto(window.address + day(1))
        window.page.wait_for_selector("[data-habit=hide]")
        assert window.page.locator("[data-habit=save]").count() == 0
        window.page.keyboard.press("j")
        window.page.keyboard.press("s")
        assert window.faults == []


def test_muted_words_and_subjects_hide_papers(kites: Built, chromium):
    with reader(chromium, kites) as window:
        mute(window, "to SAIL")
        mute(window, "Kites", "subject")
        mute(window, "Tide")  # not a word of any paper; "Tides" is another word
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


def test_hidden_and_muted_papers_are_also_hidden_among_the_titles_of_earlier_papers(tmp_path, chromium):
    site = small(tmp_path, page={"length": 2}, authors={"minimum": 1})
    earlier = "[data-paper=title]:visible a[dir]"
    with reader(chromium, site) as window:
        mute(window, "sail")
        open_page(window, day(0))
        button(window, "hide", 0).click()
        announced(window, "Hidden")
        window.page.goto(window.address + "authors/ada-example.html")
        window.page.wait_for_selector("#saved, .hidden-note")
        shown = window.page.locator(earlier).all_inner_texts()
        assert len(shown) == 10 - 4
        assert not [title for title in shown if "Sail" in title or title == f"{TITLES[0]}, Part 1"]


def test_muting_ignores_the_labels_of_links_and_buttons(kites: Built, chromium):
    with reader(chromium, kites) as window:
        for words in ("PDF", "votes", "save", "hide", "more"):
            mute(window, words)
        open_page(window, day(0))
        window.page.wait_for_selector("[data-hidden]", state="attached")
        assert len(titles(window)) == len(TITLES)


def test_muting_applies_to_lists_of_titles(kites: Built, chromium):
    with reader(chromium, kites) as window:
        named = window.page.locator(".few > ol > li:visible")
        open_page(window, "index.html")
        before = named.all_inner_texts()
        assert any("Kites" in each for each in before)
        mute(window, "kites")
        open_page(window, "index.html")
        window.page.wait_for_selector(".hidden-note")
        assert [each for each in before if "Kites" not in each] == named.all_inner_texts()


def test_saved_papers_are_recognised_on_hosts_that_drop_html_from_addresses(kites: Built, chromium):
    with reader(chromium, kites, day(1), service_workers="block") as window:
        button(window, "save", 0).click()
        announced(window, "Saved")
        bare = "papers/2503.10000"
        window.page.route(f"**/{bare}", lambda route: route.fulfill(path=kites.folder / f"{bare}.html"))
        window.page.goto(window.address + bare)
        window.page.wait_for_selector("[data-habit=save][aria-pressed=true]")


def test_papers_that_were_opened_can_be_hidden_in_lists(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        window.page.get_by_label("Hide papers in lists").check()
        announced(window, "lists hide the papers")
        window.page.goto(window.address + "papers/2503.20001.html")
        window.page.wait_for_selector("[data-habit=save]")
        open_page(window, day(2))
        window.page.wait_for_selector(".hidden-note")
        assert f"{TITLES[1]}, Part 3" not in titles(window)


def test_papers_since_the_last_visit_are_marked(tmp_path, chromium):
    site = small(tmp_path, days=2)
    with host(site) as address, Window(chromium, address) as window:
        window.page.clock.install()
        open_page(window, "index.html")
        assert window.page.locator(".fresh").count() == 0  # nothing is marked on the first visit
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


def test_without_scripts_everything_can_be_read_and_the_page_of_saved_papers_explains_itself(kites: Built, chromium):
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


def test_saving_and_hiding_send_nothing_to_the_host(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        asked = []
        window.page.on("request", lambda request: asked.append((request.method, request.url)))
        button(window, "save", 0).click()
        announced(window, "Saved")
        button(window, "hide", 1).click()
        announced(window, "Hidden")
    page = window.address + "papers/2503.10000.html"
    assert set(asked) <= {("GET", page)}
