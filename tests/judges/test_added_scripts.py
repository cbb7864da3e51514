"""Scripts that a site adds cannot break Gazette's scripts, and Gazette's cannot break them."""

import pytest

from .browser import Window
from .habits import day, reader, source
from .sites import Built, built, write

pytestmark = pytest.mark.browser

# They use the same names as Gazette's scripts, and one of them has a syntax error.
ADDED = {
    "broken.js": "const root = ;\n",
    "failing.js": "const store = 1;\nthrow new Error(`${store} on purpose`);\n",
    "x.js": "const root = 1, make = 2, KEYS = 3;\nfunction announce() {}\nwindow.x = root + make + KEYS; // the end",
    "y.js": "const root = 10;\nwindow.y = [root, this === window];",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("added")
    for name, text in ADDED.items():
        write(folder / "source/static/scripts" / name, text)
    return built(source(folder / "source"), folder / "root")


def errors(window: Window) -> list[str]:
    return sorted(fault for fault in window.faults if fault.startswith("error"))


def test_added_scripts_run_after_gazettes_and_share_no_names_with_it(site: Built, chromium):
    with reader(chromium, site, day(0)) as window:
        assert window.page.evaluate("[window.x, window.y]") == [6, [10, True]]
        window.page.keyboard.press("j")
        window.page.keyboard.press("s")
        window.page.wait_for_selector("[data-habit=save][aria-pressed=true]")
        assert errors(window) == ["error: 1 on purpose", "error: Unexpected token ';'"]


def test_gazette_leaves_no_names_to_added_scripts(kites: Built, chromium):
    with reader(chromium, kites, day(0)) as window:
        assert window.page.evaluate("[typeof root, typeof store, typeof announce]") == ["undefined"] * 3


def test_a_script_that_replaces_one_of_gazettes_can_use_the_others(tmp_path, chromium):
    write(tmp_path / "source/static/scripts/theme.js", "function themeButton() { return button(`On ${root.host}`); }\n")
    with reader(chromium, built(source(tmp_path / "source"), tmp_path / "root"), day(0)) as window:
        assert window.page.locator("footer button").last.inner_text().startswith("On 127.0.0.1")
        assert window.faults == []


def test_added_scripts_are_there_without_a_network(site: Built):
    assets = {path.name.split(".")[0] for path in (site.folder / "assets").iterdir()}
    worker = (site.folder / "sw.js").read_text("utf-8")
    assert {"scripts-x", "scripts-y"} < assets
    assert all(f"assets/scripts-{name.removesuffix('.js')}." in worker for name in ADDED)
