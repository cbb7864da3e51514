"""Keyboard shortcuts, the focus, and themes."""

import pytest

from .habits import TITLES, announced, day, open_page, reader, small, until
from .sites import Built

pytestmark = pytest.mark.browser


def focused(window) -> str:
    return window.page.evaluate("document.activeElement.textContent")


def path(window) -> str:
    return window.page.url.removeprefix(window.address)


def press(window, *keys: str) -> None:
    for key in keys:
        window.page.keyboard.press(key)


def test_j_and_k_move_between_papers_and_stop_at_the_ends(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        went = []
        for key in "jjkjjjj":
            press(window, key)
            went.append(focused(window))
    numbers = [0, 1, 0, 1, 2, 3, 3]
    assert went == [f"{TITLES[number]}, Part 2" for number in numbers]


def test_o_opens_the_paper_and_back_returns_to_the_same_position(kites: Built, chromium):
    with reader(chromium, kites, day(1), viewport={"width": 400, "height": 300}) as window:
        press(window, "j", "j", "j")
        height = window.page.evaluate("scrollY")
        assert height > 0
        press(window, "o")
        window.page.wait_for_url("**/papers/2503.10002.html")
        window.page.go_back()
        window.page.wait_for_function("height => Math.abs(scrollY - height) < 2", arg=height)


def test_o_on_the_page_of_a_paper_opens_the_paper_itself(kites: Built, chromium):
    with reader(chromium, kites, "papers/2503.10002.html") as window:
        window.page.route("https://arxiv.org/**", lambda route: route.fulfill(body="the paper"))
        press(window, "o")
        window.page.wait_for_url("https://arxiv.org/pdf/2503.10002")


def test_j_and_k_start_from_the_scroll_position(kites: Built, chromium):
    with reader(chromium, kites, day(1), viewport={"width": 400, "height": 300}) as window:
        for key, number in (("j", 2), ("k", 1)):
            window.page.evaluate(
                """number => {
                  document.activeElement.blur();
                  document.querySelectorAll("article.paper")[number].scrollIntoView();
                }""",
                2,
            )
            press(window, key)
            assert focused(window) == f"{TITLES[number]}, Part 2"


def test_j_moves_between_papers_that_have_no_pages(tmp_path, chromium):
    with reader(chromium, small(tmp_path, leave_out=["paper", "twin", "feed"])) as window:
        window.page.goto(window.address + day(1))
        window.page.wait_for_selector("footer button")
        press(window, "j", "j")
        assert window.page.evaluate("document.activeElement.querySelector('h2').id") == "p-2503.10001"


def test_arrow_keys_open_the_next_and_previous_day_and_slash_the_search_box(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        for key, page in (("ArrowLeft", day(0)), ("ArrowRight", day(1)), ("ArrowRight", day(2))):
            press(window, key)
            window.page.wait_for_url(f"**/{page}")
            window.page.wait_for_selector("footer button")
        press(window, "/")
        window.page.wait_for_selector("input[type=search]:focus")


WIDE = """page => {
  const region = Object.assign(document.createElement("div"), { id: "wide", tabIndex: 0 });
  region.append(document.createElement("p"));
  region.style.overflowX = "auto";
  region.firstChild.style.width = "4000px";
  document.querySelector("main").append(region);
}"""


def scrolled_by_arrow(window, selector: str) -> float:
    window.page.locator(selector).focus()
    press(window, "ArrowRight", "ArrowRight")
    until(window, f"document.querySelector('{selector}').scrollLeft", bool)
    return window.page.evaluate(f"document.querySelector('{selector}').scrollLeft")


def test_arrow_keys_scroll_a_wide_table_on_a_page_without_neighbours(kites: Built, chromium):
    with reader(chromium, kites, "tags/index.html") as window:
        window.page.locator("details summary").click()
        window.page.evaluate("document.querySelector('.scroll table').style.width = '4000px'")
        assert scrolled_by_arrow(window, ".scroll") > 0


def test_arrow_keys_scroll_a_wide_region_and_do_not_turn_the_page(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        window.page.evaluate(WIDE)
        assert scrolled_by_arrow(window, "#wide") > 0
        assert path(window) == day(1)


def test_arrow_keys_scroll_a_page_that_is_wider_than_the_window(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        window.page.evaluate("document.querySelector('main').style.width = '4000px'")
        press(window, "ArrowRight")
        until(window, "scrollX", bool)
        assert path(window) == day(1)


def test_shift_and_an_arrow_select_text_and_do_not_turn_the_page(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        press(window, "Shift+ArrowRight")
        window.page.wait_for_timeout(200)
        assert path(window) == day(1)


def test_a_key_with_nothing_to_do_is_left_to_the_browser(tmp_path, chromium):
    with reader(chromium, small(tmp_path, leave_out=["tag", "tags", "twin"], search=False), "subscribe.html") as window:
        window.page.evaluate("addEventListener('keydown', event => window.prevented = event.defaultPrevented)")
        for key in ("ArrowLeft", "ArrowRight", "j", "k", "o", "s", "h", "/"):
            press(window, key)
            assert window.page.evaluate("window.prevented") is False, key
        press(window, "?")
        assert window.page.evaluate("window.prevented") is True


def test_slash_leads_to_the_subjects_on_a_site_without_search(tmp_path, chromium):
    with reader(chromium, small(tmp_path, search=False), day(1)) as window:
        press(window, "/")
        window.page.wait_for_url("**/tags/index.html")


def test_slash_does_nothing_on_a_site_without_search_and_subjects(tmp_path, chromium):
    with reader(chromium, small(tmp_path, leave_out=["tag", "tags", "twin"], search=False)) as window:
        window.page.goto(window.address + day(1))
        window.page.wait_for_selector("footer button")
        press(window, "/")
        window.page.wait_for_timeout(200)
        assert window.page.url.endswith(day(1))


def test_question_mark_lists_every_key_and_escape_closes_the_list(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        press(window, "?")
        assert window.page.locator("dialog kbd").all_inner_texts() == list("jkosh/←→?")
        press(window, "Escape")
        window.page.locator("dialog").wait_for(state="detached")  # an event that comes a little later removes it


def test_keys_can_be_turned_off_and_stay_off(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        press(window, "?")
        window.page.get_by_label("Use these keys").uncheck()
        press(window, "Escape", "j")
        assert focused(window) != f"{TITLES[0]}, Part 2"
        open_page(window, day(0))
        press(window, "j")
        assert focused(window) != f"{TITLES[0]}, Part 1"


def test_keys_type_letters_in_a_text_field(kites: Built, chromium):
    with reader(chromium, kites, "saved.html") as window:
        window.page.locator("#mute").type("jokes? / hush")
        assert window.page.locator("#mute").input_value() == "jokes? / hush"
        assert path(window) == "saved.html"


def test_s_saves_h_hides_and_the_focus_moves_on(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        press(window, "j", "s")
        announced(window, f"Saved: {TITLES[0]}")
        press(window, "h")
        announced(window, f"Hidden: {TITLES[0]}")
        assert focused(window) == f"{TITLES[1]}, Part 2"
        assert window.page.locator("article.paper:visible").count() == 3


def test_every_focused_element_has_a_visible_outline(kites: Built, chromium):
    with reader(chromium, kites, day(1)) as window:
        stops = set()
        for _ in range(60):
            press(window, "Tab")
            where = window.page.evaluate(
                """() => {
                  const here = document.activeElement;
                  if (here === document.body) return "";
                  const style = getComputedStyle(here);
                  return `${here.localName} ${style.outlineStyle} ${parseFloat(style.outlineWidth) >= 2}`;
                }"""
            )
            stops.add(where)
        assert {"button solid true", "a solid true", "summary solid true"} <= stops
        assert {stop for stop in stops if stop and not stop.endswith("solid true")} == set()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_chosen_theme_applies_at_once_and_on_later_pages(kites: Built, system: str, chromium):
    with reader(chromium, kites, day(1), color_scheme=system) as window:
        colour = "getComputedStyle(document.body).backgroundColor"
        own = window.page.evaluate(colour)
        button = window.page.locator("footer button", has_text="Theme")
        seen = []
        for _ in range(3):
            button.click()
            seen.append((button.inner_text(), window.page.evaluate(colour) == own))
        as_chosen = [("Theme: light", system == "light"), ("Theme: dark", system == "dark")]
        assert seen == [*as_chosen, ("Theme: system", True)]
        button.click()
        chosen = window.page.evaluate(colour)
        window.page.route("**/gazette*.js", lambda route: route.abort())
        window.page.goto(window.address + day(0))
        assert window.page.evaluate(colour) == chosen
