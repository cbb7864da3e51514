"""The sites, each built once per session."""

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
    """A function that returns the site with a name and builds it on the first call."""
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
    """One browser for all tests of this folder, because Playwright occupies the event loop of the thread."""
    path = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def walked(request, chromium, made) -> Callable[[str, str], dict[str, Seen]]:
    """A function that returns the contents of pages on a small screen: all over HTTP, one of each kind from disk."""
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
    """The small site for tests of scripts."""
    return habits.small(tmp_path_factory.mktemp("kites"))


@pytest.fixture(scope="package")
def exported(kites: Built, chromium) -> dict[str, str]:
    """Three saved papers in each export format, and under "link" the link that contains them."""
    with habits.reader(chromium, kites) as window:
        habits.save(window, 0, 1, 2)
        found = {label: habits.download(window, label, suffix) for label, suffix in habits.FORMATS.items()}
        return found | {"link": window.page.get_by_label("Link to this list").input_value()}
