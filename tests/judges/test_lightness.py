"""The weight of a page: bytes, requests, and no layout shifts while it loads."""

import gzip
import re
from pathlib import Path

import pytest

from .browser import Halting, Window, host
from .reading import Reader
from .sites import ADDED_SCRIPTS, PAPERS, Built

pytestmark = pytest.mark.browser

KB = 1000
SAVED = """indexedDB.databases().then(([found]) => new Promise(resolve => {
  const request = indexedDB.open(found.name);
  request.onsuccess = () => {
    const change = request.result.transaction("papers", "readwrite");
    change.objectStore("papers").put({ path: "papers/2503.00000.html", title: "A saved paper",
      authors: ["Ada Example"], day: "2025-03-12", published: "", arxiv: "", doi: "", venue: "", saved: 1 });
    change.oncomplete = () => { request.result.close(); resolve(); };
  };
}))"""
SHIFTS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value)).observe(
    { type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 700);
})"""


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_a_day_of_thirty_papers_is_small(long_day: Built):
    first = long_day.folder / "papers/date/2025-03-12.html"
    assert first.read_text("utf-8").count("<article") == PAPERS
    assert first.stat().st_size <= 60 * KB
    (style,), (script,) = ([*(long_day.folder / "assets").glob(f"{name}.*")] for name in ("style", "gazette"))
    assert compressed(style) <= 15 * KB
    assert compressed(script) <= 20 * KB
    assert [face.stat().st_size <= 40 * KB for face in (long_day.folder / "assets").glob("*.woff2")] == [True]


def test_every_script_except_the_inline_one_is_deferred(long_day: Built):
    for page in long_day.pages():
        scripts = [
            attributes
            for tag, attributes in Reader((long_day.folder / page).read_text("utf-8")).tags
            if tag == "script"
        ]
        scripts_that_run = [attributes for attributes in scripts if attributes.get("type") != "application/ld+json"]
        assert [("src" in attributes, "defer" in attributes) for attributes in scripts_that_run] == [
            (False, False),
            *[(True, True)] * (1 + len(ADDED_SCRIPTS) + (page in ("search.html", "for-you.html"))),
        ], page


@pytest.mark.slow
def test_real_days_of_about_thirty_papers_are_small(made):
    site: Built = made("whole")
    days = {path.name: path.read_text("utf-8") for path in (site.folder / "papers/date").glob("*.html")}
    near = {name: len(html.encode()) for name, html in days.items() if 28 <= html.count("<article") <= 32}
    assert near
    assert {name: size for name, size in near.items() if size > 60 * KB} == {}


def test_a_page_loads_in_four_requests(long_day: Built, chromium):
    with host(long_day) as address, Window(chromium, address) as window:
        asked = []
        window.page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        window.page.route("**/sw.js", lambda route: route.abort())
        window.page.goto(address + "papers/date/2025-03-13.html", wait_until="networkidle")
        names = [re.sub(r"\.[0-9a-f]{10}", "", url) for url in asked]
        apart = {"favicon.svg", "manifest.webmanifest", "sw.js"}
        own = ["papers/date/2025-03-13.html", "assets/fonts-text.woff2", "assets/style.css", "assets/gazette.js"]
        own += [f"assets/scripts-{name}.js" for name in ADDED_SCRIPTS]
        assert sorted(name for name in names if name not in apart) == sorted(own)


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(width: int, long_day: Built, made, chromium):
    for site in (long_day, made("real")):
        viewport = {"width": width, "height": 800}
        with host(site, handler=Halting) as address, Window(chromium, address, viewport=viewport) as window:
            shifts = {}
            window.page.goto(address + site.staying()[0])
            window.page.wait_for_selector("footer button")
            window.page.evaluate(SAVED)
            for page in site.staying():
                window.page.goto(address + page)
                shifts[page] = window.page.evaluate(SHIFTS)
        assert {page: shift for page, shift in shifts.items() if shift} == {}
