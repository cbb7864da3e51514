"""The sites, each built once for all the tests that judge it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from . import habits, sites
from .browser import Seen, host, walk
from .sites import Built
from .tools import need

MAKERS: dict[str, Callable[[Path], Built]] = {
    "sample": sites.sample,
    "real": lambda folder: sites.real(folder, every=120),
    "hostile": sites.hostile,
    "long": sites.long,
    "formulas": sites.formulas,
    "boastful": sites.boastful,
    "whole": sites.real,
}
NAMES = ["sample", "real", "hostile", "formulas", "boastful", pytest.param("whole", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Callable[[str], Built]:
    """The site of that name, built at the first asking."""
    known: dict[str, Built] = {}

    def make(name: str) -> Built:
        if name not in known:
            known[name] = MAKERS[name](tmp_path_factory.mktemp(name))
        return known[name]

    return make


@pytest.fixture(params=NAMES)
def site(request, made) -> Built:
    return made(request.param)


@pytest.fixture
def sample(made) -> Built:
    return made("sample")


@pytest.fixture
def long_day(made) -> Built:
    return made("long")


@pytest.fixture
def hostile(made) -> Built:
    return made("hostile")


@pytest.fixture(scope="package")
def chromium() -> Iterator[object]:
    """A browser for as long as this folder's tests run: it holds the thread's one event loop."""
    path = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def walked(request, chromium, made) -> Callable[[str, str], dict[str, Seen]]:
    """What a visitor with a small screen saw on each page of a site over http, and on each kind of page from disk."""
    known: dict[tuple[str, str], dict[str, Seen]] = {}

    def once(name: str, scheme: str) -> dict[str, Seen]:
        if (name, scheme) not in known:
            site = made(name)
            whole = request.config.getoption("--slow") or (scheme == "http" and name != "sample")
            with host(site, scheme) as address:
                known[name, scheme] = walk(chromium, address, site.pages() if whole else site.kinds())
        return known[name, scheme]

    return once


@pytest.fixture(scope="package")
def kites(tmp_path_factory) -> Built:
    """The small site that is read with scripts."""
    return habits.small(tmp_path_factory.mktemp("kites"))


@pytest.fixture(scope="package")
def taken(kites: Built, chromium) -> dict[str, str]:
    """What each format holds of three saved papers, and under "link" the link that carries them."""
    with habits.reader(chromium, kites) as window:
        habits.save(window, 0, 1, 2)
        found = {label: habits.download(window, label, suffix) for label, suffix in habits.FORMATS.items()}
        return found | {"link": window.page.get_by_label("Link to this list").input_value()}
