"""Text from right to left, and characters that claim it, do not move the text next to them."""

import json
from itertools import pairwise

import pytest

from .browser import Window, host
from .sites import PLAIN, Built, built, settings, write

pytestmark = pytest.mark.browser

OVERRIDES = ("\u202e", "\u202b", "\u202d", "\u2067", "\u2068", "\u200f", "\u061c")
HEBREW = "\u05d0\u05d1\u05d2\u05d3"
# For each line from left to right: its parts in the order of the source, with their edges.
LINES = """() => [...document.querySelectorAll("p, li, dd, h1, h2, td")].filter(
    block => getComputedStyle(block).direction == "ltr").flatMap(block => {
  const lines = {};
  for (const node of block.childNodes) {
    const range = document.createRange();
    range.selectNode(node);
    const boxes = [...range.getClientRects()].filter(box => box.width);
    for (const line of new Set(boxes.map(box => Math.round(box.bottom / 8)))) {
      const within = boxes.filter(box => Math.round(box.bottom / 8) == line);
      const edges = [Math.min(...within.map(box => box.left)), Math.max(...within.map(box => box.right))];
      (lines[line] ??= []).push([node.textContent, ...edges]);
    }
  }
  return Object.values(lines);
})"""


def paper(number: int, sign: str = "", word: str = "word") -> dict[str, object]:
    """A paper with `sign` in every text, written with `word`."""
    text = f"{word}{sign} {word}"
    named = dict.fromkeys(("title", "venue", "by", "org", "license", "summary"), text)
    return named | {
        "id": f"p{number}",
        "authors": [text, "Ada Example", text, "Bo van Sample"],
        "tags": [text, f"{word} {text}", "3d"],
        "keywords": [text, "last"],
        "votes": "12",
        "code": "https://code.example/",
        "withdrawn": f"2025-03-02: {text}",
    }


def a_site(folder, papers: list[dict[str, object]], word: str) -> Built:
    own = {"tags": {"minimum": 1}, "title": word, "author": word}
    write(folder / "source/site.yaml", settings(PLAIN | own))
    for day in ("2025-03-12", "2025-03-13"):
        listing = {"source": word, "curator": word, "note": f"{word} 12 {word}", "papers": papers}
        write(folder / f"source/content/{day}.json", json.dumps(listing))
    return built(folder / "source", folder / "root")


def lines(browser, site: Built) -> dict[str, list[list[tuple[str, float, float]]]]:
    """The lines of each page, each as its parts with their left and right edges."""
    found = {}
    with host(site) as address, Window(browser, address) as window:
        for late in ("woff2", "js"):  # they may or may not load in time
            window.page.route(f"**/*.{late}", lambda route: route.abort())
        for page in [page for page in site.pages() if not page.startswith("tags/") or page == "tags/index.html"]:
            window.visit(page)
            found[page] = window.page.evaluate(LINES)
    return found


def test_an_unclosed_direction_override_moves_no_other_text(tmp_path, chromium):
    plain = a_site(tmp_path / "plain", [paper(number) for number, _ in enumerate(OVERRIDES)], "word")
    signed = a_site(tmp_path / "signed", [paper(n, sign) for n, sign in enumerate(OVERRIDES)], "word")
    assert lines(chromium, signed) == lines(chromium, plain)


def test_text_next_to_hebrew_keeps_its_order(tmp_path, chromium):
    found = lines(chromium, a_site(tmp_path, [paper(1, word=HEBREW)], HEBREW))
    turned = [
        (page, before, after)
        for page, every in found.items()
        for line in every
        for (before, _, right), (after, left, _) in pairwise(line)
        if left < right - 1
    ]
    assert turned == []
