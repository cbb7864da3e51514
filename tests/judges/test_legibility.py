"""Typography: width, sizes, line length, contrast, print, and no animations."""

import pytest

from .browser import SMALL, Window, host
from .sites import Built

pytestmark = pytest.mark.browser

# Every visible text with its colour and its background, as numbers for red, green, blue and alpha.
COLOURS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const numbers = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const under = numbers(getComputedStyle(document.body).backgroundColor);
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && element.getClientRects().length && !element.closest("svg"))
      found.push([walker.currentNode.data.trim().slice(0, 40), numbers(getComputedStyle(element).color), under]);
  }
  return found;
}"""

FACES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (walker.currentNode.data.trim() && element.getClientRects().length && !element.closest("svg, math"))
      found.push([style.fontSize, style.fontWeight]);
  }
  return found;
}"""
# The number of letters in each line of the abstract, except the last line of a paragraph.
LINES = """() => [...document.querySelectorAll(".abstract p")].flatMap(paragraph => {
  const text = paragraph.firstChild;
  const range = document.createRange();
  const lines = new Map();
  for (let at = 0; at < text.length; at++) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return [...lines.values()].slice(0, -1);
})"""
# Words that the buttons of a paper cover.
COVERED = """[...document.querySelectorAll(".habits")].flatMap(place => {
  const box = place.getBoundingClientRect();
  const walker = document.createTreeWalker(place.closest("article"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = [];
  while (walker.nextNode()) {
    if (place.contains(walker.currentNode) || !walker.currentNode.data.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    for (const line of range.getClientRects())
      if (line.left < box.right && box.left < line.right && line.top < box.bottom - 3 && box.top + 3 < line.bottom)
        found.push(walker.currentNode.data.slice(0, 40));
  }
  return found;
})"""
MOVING = """[...document.querySelectorAll("*")].filter(each => {
  const style = getComputedStyle(each);
  return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
}).map(each => each.outerHTML.slice(0, 80))"""


def test_no_kind_of_page_is_wider_than_a_small_screen(long_day: Built, chromium):
    with host(long_day) as address, Window(chromium, address, viewport=SMALL) as window:
        widths = {page: window.visit(page).width for page in long_day.kinds()}
    assert {page: width for page, width in widths.items() if width > SMALL["width"]} == {}


def test_text_at_double_size_fits_half_the_width(long_day: Built, chromium):
    width = 640
    with host(long_day) as address, Window(chromium, address, viewport={"width": width, "height": 400}) as window:
        wide = {}
        for page in long_day.kinds():
            window.visit(page)
            window.page.evaluate("document.documentElement.style.fontSize = '200%'")
            wide[page] = window.page.evaluate("document.documentElement.scrollWidth")
    assert {page: found for page, found in wide.items() if found > width} == {}


def test_text_is_set_in_three_sizes_and_two_weights(long_day: Built, made, chromium):
    for site in (long_day, made("real")):
        with host(site) as address, Window(chromium, address, viewport={"width": 1440, "height": 900}) as window:
            faces = set()
            for page in site.staying():
                window.visit(page)
                faces |= {tuple(face) for face in window.page.evaluate(FACES)}
        assert len({size for size, _ in faces}) == 3
        assert len({weight for _, weight in faces}) == 2


def test_a_line_has_about_seventy_letters(made, chromium):
    site: Built = made("real")
    page = max(path.name for path in (site.folder / "papers").glob("[0-9]*.html"))
    for width in (768, 1440):
        with host(site) as address, Window(chromium, address, viewport={"width": width, "height": 900}) as window:
            window.visit(f"papers/{page}")
            letters = window.page.evaluate(LINES)
            assert len(letters) > 5
            assert 60 <= sum(letters) / len(letters) <= 70


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_buttons_that_scripts_add_cover_no_text(width: int, long_day: Built, chromium):
    with host(long_day) as address, Window(chromium, address, viewport={"width": width, "height": 800}) as window:
        for page in ("papers/date/2025-03-12.html", "papers/2503.00001.html"):
            window.page.goto(address + page)
            window.page.wait_for_selector("[data-habit=save]")
            assert window.page.evaluate(COVERED) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_print_is_black_on_white_and_leaves_out_buttons_and_navigation(theme: str, long_day: Built, chromium):
    with host(long_day) as address, Window(chromium, address, viewport={"width": 794, "height": 1100}) as window:
        window.page.add_init_script(f"localStorage.gazetteTheme = '{theme}'")
        window.page.goto(address + "papers/date/2025-03-12.html")
        window.page.wait_for_selector("[data-habit=save]")
        window.page.emulate_media(media="print", color_scheme="dark")
        for _, colour, under in window.page.evaluate(COLOURS):
            assert under == [255, 255, 255, 255]
            assert contrast(colour, under) >= 7
        for away in ("button", "nav", "footer"):
            assert window.page.locator(f"{away}:visible").count() == 0


def test_pages_have_no_animations(long_day: Built, made, chromium):
    for site in (long_day, made("real")):
        with host(site) as address, Window(chromium, address, reduced_motion="reduce") as window:
            for page in site.staying():
                window.visit(page)
                assert window.page.evaluate(MOVING) == []


def luminance(colour: list[int]) -> float:
    parts = [each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: list[int], other: list[int]) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_has_a_contrast_of_seven_to_one(theme: str, long_day: Built, made, chromium):
    for site in (long_day, made("real")):
        with host(site) as address, Window(chromium, address, color_scheme=theme) as window:
            faint = {}
            for page in site.staying():
                window.visit(page)
                for text, colour, under in window.page.evaluate(COLOURS):
                    assert colour[3] == 255
                    if contrast(colour, under) < 7:
                        faint[page, text] = contrast(colour, under)
        assert faint == {}


def test_contrast_is_computed_as_wcag_defines_it():
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([119, 119, 119], [255, 255, 255]) == pytest.approx(4.48, abs=0.01)


# Items of numbered lists whose number would be cut off.
CUT_OFF = """[...document.querySelectorAll("ol > li")].filter(item => {
  const style = getComputedStyle(item);
  return style.overflowX !== "visible" && !(style.listStyleType !== "none" && style.listStylePosition === "inside");
}).length"""
FORMULAS_IN_LISTS = "document.querySelectorAll('ol > li math').length"


@pytest.mark.parametrize("width", [320, 360, 1440])
def test_ranks_and_list_numbers_are_not_cut_off_by_formulas(width: int, made, chromium):
    site: Built = made("formulas")
    met = 0
    with host(site) as address, Window(chromium, address, viewport={"width": width, "height": 640}) as window:
        for page in site.kinds():
            window.page.goto(address + page)
            assert window.page.evaluate(CUT_OFF) == 0, page
            met += window.page.evaluate(FORMULAS_IN_LISTS)
    assert met
