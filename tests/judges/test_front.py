"""The home page as a front page: what a reader sees at once."""

import pytest

from .browser import Window, host

pytestmark = pytest.mark.browser
LAID_OUT = """() => ({
  about: document.querySelector(".about").getBoundingClientRect().bottom,
  titles: [...document.querySelectorAll(".ranking h2")].map(each => each.getBoundingClientRect().top),
  latest: document.querySelector(".latest").getBoundingClientRect().toJSON(),
  side: document.querySelector(".side").getBoundingClientRect().toJSON(),
  letters: parseFloat(getComputedStyle(document.querySelector(".latest")).width)
    / parseFloat(getComputedStyle(document.body).fontSize),
  width: document.documentElement.scrollWidth,
})"""


def laid_out(window: Window, width: int, height: int) -> dict:
    window.page.set_viewport_size({"width": width, "height": height})
    window.page.goto(window.address)
    return window.page.evaluate(LAID_OUT)


@pytest.fixture(scope="module", params=["real", pytest.param("whole", marks=pytest.mark.slow)])
def window(request, made, chromium):
    with host(made(request.param)) as address, Window(chromium, address) as window:
        yield window


def test_on_a_wide_screen_the_fifth_title_and_what_the_site_is_are_seen_without_scrolling(window):
    found = laid_out(window, 1440, 900)
    assert found["titles"][4] < 800
    assert found["about"] < found["titles"][0]


@pytest.mark.parametrize("width", [1200, 1440, 1920])
def test_from_1200_pixels_on_the_rest_is_beside_the_latest_day(width, window):
    found = laid_out(window, width, 900)
    assert found["side"]["left"] > found["latest"]["right"] + 100  # with room for the buttons of each paper
    assert found["side"]["top"] < 130
    assert found["side"]["right"] < width
    assert found["letters"] < 36  # about seventy letters


@pytest.mark.parametrize("width", [360, 768, 1199])
def test_on_a_narrow_screen_the_rest_is_below_the_latest_day(width, window):
    found = laid_out(window, width, 900)
    assert found["side"]["top"] >= found["latest"]["bottom"]
    assert found["width"] == width
