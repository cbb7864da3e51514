"""A small site with an index, and what readers do on the page that ranks its papers."""

import json
import re
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .browser import Quiet, Window, host
from .sites import PLAIN, Built, built, settings, write

PAGE = "for-you.html"
LAST = date(2025, 6, 10)
SUBJECTS = {
    "reefs": ("Coral reefs", "corals, polyps and bleaching on reefs in the lagoon"),
    "glaciers": ("Glacier ice", "glaciers, moraines and meltwater from ice in the valley"),
    "lace": ("Bobbin lace", "lace, bobbins and pillows with threads of linen"),
}
OLD, NEW = range(4), range(4, 10)
"""The numbers of the papers of each subject: those of 2024, and those of the latest weeks, one every four days."""


def name(subject: str, number: int) -> str:
    return f"{list(SUBJECTS).index(subject) + 1}{number:03}"


def arxiv(subject: str, number: int) -> str:
    return f"{'2501' if number in OLD else '2506'}.0{name(subject, number)}"


def path(subject: str, number: int) -> str:
    return f"papers/{arxiv(subject, number)}.html"


def title(subject: str, number: int) -> str:
    return f"{SUBJECTS[subject][0]}, part {number}"


def paper(subject: str, number: int) -> dict[str, object]:
    about = f"We propose a new method for {SUBJECTS[subject][1]}. The results show the performance of our model."
    return {
        "title": title(subject, number),
        "arxiv": arxiv(subject, number),
        "authors": ["Ada Example"],
        "abstract": [about],
    }


def source(folder: Path, **own: object) -> Path:
    write(folder / "site.yaml", settings(PLAIN | {"search": True, "tags": {"minimum": 1}, "topics": []} | own))
    for number in [*OLD, *NEW]:
        day = LAST - timedelta(4 * (NEW[-1] - number)) if number in NEW else date(2024, 5, 1 + number)
        papers = [paper(subject, number) for subject in SUBJECTS]
        write(folder / f"content/{day}.json", json.dumps({"papers": papers}))
    return folder


def small(folder: Path, **own: object) -> Built:
    return built(source(folder / "source", **own), folder / "root")


# Puts papers into the stores of gazette.js, as its buttons do.
PUT = """([saved, hidden, seen]) => indexedDB.databases().then(([found]) => new Promise((resolve, reject) => {
  const request = indexedDB.open(found.name);
  request.onerror = reject;
  request.onsuccess = () => {
    const change = request.result.transaction(["papers", "hidden", "habits"], "readwrite");
    saved.forEach(([path, title], at) => change.objectStore("papers").put({path, title, authors: [], saved: at + 1}));
    hidden.forEach(path => change.objectStore("hidden").put({path}));
    change.objectStore("habits").put(seen, "hidesSeen");
    change.oncomplete = () => { request.result.close(); resolve(); };
  };
}))"""


@contextmanager
def reader(
    browser: Any,
    site: Built,
    saved: Iterable[tuple[str, str]] = (),
    hidden: Iterable[str] = (),
    seen: bool = False,
    handler: type[Quiet] | None = None,
    **options: object,
):
    """A window on the page, of a reader who saved papers (address and title) and hid others (address)."""
    with host(site, handler=handler) as address, Window(browser, address, **options) as window:
        if saved or hidden or seen:
            show(window)
            window.page.evaluate(PUT, [[*map(list, saved)], [*hidden], seen])
        show(window)
        yield window


def show(window: Window, page: str = PAGE) -> None:
    window.page.goto(window.address + page)
    window.page.wait_for_selector("footer button")
    if page == PAGE:
        window.page.wait_for_function("() => document.getElementById('basis').textContent")


def paste(window: Window, text: str) -> None:
    window.page.evaluate("text => document.getElementById('list').value = text", text)


DONE = """() => document.getElementById('results').ariaBusy === 'false'
  && !/^Reading/.test(document.getElementById('state').textContent)"""


def rank(window: Window, weeks: str = "4") -> list[str]:
    """Press the button; gives the titles, best first."""
    window.page.locator("select[name=weeks]").select_option(weeks)
    window.page.get_by_role("button", name="Rank the papers").click()
    window.page.wait_for_function(DONE, timeout=60_000)
    found: list[str] = window.page.locator("#results h2").all_text_contents()
    return found


def state(window: Window) -> str:
    found: str = window.page.locator("#state").inner_text()
    return found


class Counting(Quiet):
    """A handler that adds up the bytes of the index and of the pages of papers."""

    sent = 0

    def copyfile(self, source: Any, outputfile: Any) -> None:
        body = source.read()
        if re.search(r"/(search|papers)/", self.path):
            Counting.sent += len(body)
        outputfile.write(body)


def known(subject: str, *numbers: int) -> list[tuple[str, str]]:
    return [(path(subject, number), title(subject, number)) for number in numbers]


def titles(subject: str, numbers: Iterable[int] = NEW) -> set[str]:
    return {title(subject, number) for number in numbers}
