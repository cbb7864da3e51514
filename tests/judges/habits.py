"""A small site for tests of scripts, and what readers do on it."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .browser import Window, host
from .sites import PLAIN, Built, built, settings, write

DAYS = ("2025-03-11", "2025-03-12", "2025-03-13")
TITLES = ("Tides & Currents", "Of Kites", 'A "Quoted" xᵢ Title', "Learning to Sail")
FORMATS = {"JSON": "json", "BibTeX": "bib", "RIS": "ris", "CSL-JSON": "csl.json", "Markdown": "md"}


def paper(day: int, number: int) -> dict[str, object]:
    return {
        "title": f"{TITLES[number]}, Part {day + 1}".replace(" x ", " $x$ "),
        "arxiv": f"2503.{day}000{number}",
        "authors": ["Ada Example", "Bo van Sample", "and Co, the Company"],
        "published": "2025-03-01",
        "tags": ["kites" if number == 1 else "water"],
        "votes": str(9 - number),
        "abstract": [f"Sentence {number} is about what floats. " * 9],
    }


def source(folder: Path, days: int = len(DAYS), **own: object) -> Path:
    """Write the first `days` days and these settings into the folder."""
    write(folder / "site.yaml", settings(PLAIN | {"tags": {"minimum": 1}, "topics": []} | own))
    for day, date in enumerate(DAYS[:days]):
        papers = [paper(day, number) for number in range(len(TITLES))]
        write(folder / f"content/{date}.json", json.dumps({"papers": papers}))
    return folder


def small(folder: Path, days: int = len(DAYS), **own: object) -> Built:
    return built(source(folder / "source", days, **own), folder / "root")


@contextmanager
def reader(browser, site: Built, page: str = "", **options: object):
    """A window on a page of the site, after its scripts ran."""
    with host(site) as address, Window(browser, address, **options) as window:
        if page:
            open_page(window, page)
        yield window


def open_page(window: Window, page: str) -> None:
    window.page.goto(window.address + page)
    window.page.wait_for_selector("footer button")
    if "/date/" in page or page in ("index.html", "saved.html"):
        window.page.wait_for_selector("[data-habit=save], #mute", state="attached")


def day(number: int) -> str:
    return f"papers/date/{DAYS[number]}.html"


def announced(window: Window, words: str) -> None:
    """Wait until the page announces this."""
    window.page.wait_for_function("words => document.querySelector('.said')?.textContent.includes(words)", arg=words)


def until(window: Window, expression: str, holds: Callable[[Any], bool]) -> None:
    """Wait until the value of the JavaScript expression passes the test."""
    for _ in range(100):
        if holds(window.page.evaluate(expression)):
            return
        window.page.wait_for_timeout(100)
    raise AssertionError(f"{expression} is still {window.page.evaluate(expression)}")


def stored(name: str) -> str:
    """JavaScript that reads an object store of the site: a promise of its values by key."""
    return f"""indexedDB.databases().then(([found]) => new Promise((resolve, reject) => {{
      const request = indexedDB.open(found.name);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {{
        const store = request.result.transaction("{name}").objectStore("{name}");
        const [keys, values] = [store.getAllKeys(), store.getAll()];
        store.transaction.oncomplete = () => {{
          request.result.close();
          resolve(Object.fromEntries(keys.result.map((key, at) => [key, values.result[at]])));
        }};
      }};
    }}))"""


def mute(window, words: str, kind: str = "words") -> None:
    open_page(window, "saved.html")
    window.page.get_by_label("Words or a subject").select_option(label=kind)
    window.page.get_by_label("Mute", exact=True).fill(words)
    window.page.get_by_role("button", name="Mute", exact=True).click()
    window.page.wait_for_function("words => document.getElementById('saved').innerText.includes(words)", arg=words)


def save(window, *numbers: int) -> None:
    open_page(window, day(0))
    for number in numbers:
        window.page.locator("[data-habit=save]").nth(number).click()
        announced(window, f"Saved: {TITLES[number]}")
    open_page(window, "saved.html")


def download(window, label: str, suffix: str) -> str:
    with window.page.expect_download() as waited:
        window.page.get_by_role("button", name=label, exact=True).click()
    assert waited.value.suggested_filename == f"gazette-saved.{suffix}"
    return waited.value.path().read_text("utf-8")
