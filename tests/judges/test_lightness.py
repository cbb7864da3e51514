"""How much a page asks of a reader's line and eyes: requests, bytes, shifts, width, contrast."""

import gzip
import json
import re
from pathlib import Path

import pytest

from .browser import SMALL, Window, host
from .sites import PLAIN, Built, built, settings, write

pytestmark = pytest.mark.browser

KB = 1000
PAPERS = 30
ABSTRACT = "We describe a method that reads tables of tides and tells where a kite may fly. " * 18
SHIFTS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value)).observe(
    { type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 700);
})"""
# Every text that is shown, with its own colour and that of what lies under it, as numbers of red, green, blue, alpha.
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


@pytest.fixture(scope="module")
def long_day(tmp_path_factory) -> Built:
    """A day of thirty papers, each with more authors, facts and abstract than the median real one."""
    folder = tmp_path_factory.mktemp("long")
    papers = [
        {
            "title": f"Paper {number} on the Reading of Tables of Tides by Machines",
            "arxiv": f"2503.{number:05}",
            "authors": [f"Author {number} {letter}" for letter in "ABCDEFGH"],
            "tags": ["Tides", "Kites and strings"],
            "votes": str(60 - number),
            "code": "https://code.example/tides",
            "abstract": [f"{number}. {ABSTRACT}"],
        }
        for number in range(PAPERS)
    ]
    write(folder / "source/site.yaml", settings(PLAIN | {"tags": {"minimum": 1}}))
    for day in (12, 13, 14):
        write(folder / f"source/content/2025-03-{day}.json", json.dumps({"papers": papers}))
    return built(folder / "source", folder / "root")


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_a_day_of_thirty_papers_is_light(long_day: Built):
    first = long_day.folder / "papers/date/2025-03-12.html"
    assert first.read_text("utf-8").count("<article") == PAPERS
    assert first.stat().st_size <= 60 * KB
    (style,), (script,) = ([*(long_day.folder / "assets").glob(f"{name}.*")] for name in ("style", "gazette"))
    assert compressed(style) <= 15 * KB
    assert compressed(script) <= 20 * KB


@pytest.mark.slow
def test_real_days_of_about_thirty_papers_are_light(made):
    site: Built = made("whole")
    days = {path.name: path.read_text("utf-8") for path in (site.folder / "papers/date").glob("*.html")}
    near = {name: len(html.encode()) for name, html in days.items() if 28 <= html.count("<article") <= 32}
    assert near
    assert {name: size for name, size in near.items() if size > 60 * KB} == {}


def test_a_page_asks_for_itself_a_style_a_script_and_a_face(long_day: Built, chromium):
    with host(long_day) as address, Window(chromium, address) as window:
        asked = []
        window.page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        window.page.route("**/sw.js", lambda route: route.abort())
        window.page.goto(address + "papers/date/2025-03-13.html", wait_until="networkidle")
        names = [re.sub(r"\.[0-9a-f]{10}", "", url) for url in asked]
        apart = {"favicon.svg", "manifest.webmanifest", "sw.js"}
        own = ["papers/date/2025-03-13.html", "assets/fonts-text.woff2", "assets/style.css", "assets/gazette.js"]
        assert sorted(name for name in names if name not in apart) == sorted(own)


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_comes(width: int, long_day: Built, made, chromium):
    for site in (long_day, made("real")):
        with host(site) as address, Window(chromium, address, viewport={"width": width, "height": 800}) as window:
            shifts = {}
            for page in site.kinds():
                if page != "old.html":  # leads away at once
                    window.page.goto(address + page)
                    shifts[page] = window.page.evaluate(SHIFTS)
        assert {page: shift for page, shift in shifts.items() if shift} == {}


def test_no_kind_of_page_is_wider_than_a_small_screen(long_day: Built, chromium):
    with host(long_day) as address, Window(chromium, address, viewport=SMALL) as window:
        widths = {page: window.visit(page).width for page in long_day.kinds()}
    assert {page: width for page, width in widths.items() if width > SMALL["width"]} == {}


def luminance(colour: list[int]) -> float:
    parts = [each / 255 / 12.92 if each <= 10 else ((each / 255 + 0.055) / 1.055) ** 2.4 for each in colour[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: list[int], other: list[int]) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_seven_to_one(theme: str, long_day: Built, made, chromium):
    for site in (long_day, made("real")):
        with host(site) as address, Window(chromium, address, color_scheme=theme) as window:
            faint = {}
            for page in site.kinds():
                if page == "old.html":
                    continue
                window.visit(page)
                for text, colour, under in window.page.evaluate(COLOURS):
                    assert colour[3] == 255
                    if contrast(colour, under) < 7:
                        faint[page, text] = contrast(colour, under)
        assert faint == {}


def test_contrast_is_reckoned_as_the_guidelines_say():
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([119, 119, 119], [255, 255, 255]) == pytest.approx(4.48, abs=0.01)
