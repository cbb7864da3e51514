"""Text that runs from right to left, or claims to, leaves its neighbours where they are."""

import json

import pytest

from .browser import Window, host
from .sites import PLAIN, Built, built, settings, write

pytestmark = pytest.mark.browser

OVERRIDES = ("\u202e", "\u202b", "\u202d", "\u2067", "\u2068", "\u200f", "\u061c")
HEBREW = "\u05d0\u05d1\u05d2\u05d3"
# The left edges of the pieces of each line that runs from left to right, in the order of the source.
PIECES = """() => [...document.querySelectorAll("p, li, dd, h1, h2, td")].filter(
    block => getComputedStyle(block).direction == "ltr").flatMap(block => {
  const pieces = [...block.childNodes].flatMap(node => {
    const range = document.createRange();
    range.selectNode(node);
    return [...range.getClientRects()].filter(box => box.width).map(box => [box.left, box.top, node.textContent]);
  });
  return [pieces];
})"""


def paper(number: int, sign: str = "", word: str = "word") -> dict[str, object]:
    """A paper whose every text has `sign` within it and is, or is not, in another script."""
    text = f"{word}{sign} {word}"
    named = {key: text for key in ("title", "venue", "by", "org", "license", "summary")}
    return named | {
        "id": f"p{number}",
        "authors": [text, "Ada Example", text, "Bo van Sample"],
        "tags": [f"{text} one", f"{text} two", "3d"],
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


def pieces(browser, site: Built) -> dict[str, list[list[list[object]]]]:
    found = {}
    with host(site) as address, Window(browser, address) as window:
        for page in site.pages():
            window.visit(page)
            found[page] = window.page.evaluate(PIECES)
    return found


def test_an_override_that_is_never_ended_moves_nothing(tmp_path, chromium):
    plain = a_site(tmp_path / "plain", [paper(number) for number, _ in enumerate(OVERRIDES)], "word")
    signed = a_site(tmp_path / "signed", [paper(n, sign) for n, sign in enumerate(OVERRIDES)], "word")
    assert pieces(chromium, signed) == pieces(chromium, plain)


def test_neighbours_of_a_hebrew_text_keep_their_order(tmp_path, chromium):
    site = a_site(tmp_path, [paper(1, word=HEBREW)], HEBREW)
    turned = []
    for page, blocks in pieces(chromium, site).items():
        for block in blocks:
            lines: dict[int, list[float]] = {}
            for left, top, _ in block:
                lines.setdefault(round(top / 12), []).append(left)
            if any(edges != sorted(edges) for edges in lines.values()):
                turned.append((page, [text for _, _, text in block]))
    assert turned == []
