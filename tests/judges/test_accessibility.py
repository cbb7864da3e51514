"""What axe-core finds on each kind of page, in light and in dark."""

from pathlib import Path

import pytest

from .browser import Window, host
from .habits import day, open_page, reader, small
from .sites import Built
from .tools import need

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
  found => `${found.id}: ${found.help}: ${found.nodes.map(node => node.html).join(" ").slice(0, 300)}`)"""


def violations(window: Window) -> list[str]:
    window.page.evaluate(Path(need("axe")).read_text("utf-8"))
    found: list[str] = window.page.evaluate(RUN, RULES)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "real", "hostile", "formulas"])
def test_axe_finds_nothing_on_any_kind_of_page(name: str, theme: str, made, chromium):
    site: Built = made(name)
    found = {}
    with host(site) as address, Window(chromium, address, color_scheme=theme) as window:
        for page in site.staying():
            window.visit(page)
            found[page] = violations(window)
    assert {page: faults for page, faults in found.items() if faults} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_scripts_bring(theme: str, tmp_path, chromium):
    with reader(chromium, small(tmp_path), day(1), color_scheme=theme) as window:
        for habit, number in (("save", 0), ("save", 1), ("hide", 2)):
            window.page.locator(f"[data-habit={habit}]").nth(number).click()
        window.page.get_by_role("button", name="Show", exact=True).click()
        found = {"a list": violations(window)}
        window.page.keyboard.press("?")
        found["keys"] = violations(window)
        open_page(window, "saved.html")
        link = window.page.get_by_label("Link to this list").input_value()
        window.page.get_by_label("Mute", exact=True).fill("kites")
        window.page.get_by_role("button", name="Mute", exact=True).click()
        window.page.wait_for_selector("text=Unmute")
        found["saved"] = violations(window)
        open_page(window, f"saved.html#{link.partition('#')[2].replace('2503.1', '2503.0')}")
        window.page.wait_for_selector("#proposed:not([hidden])")
        found["proposed"] = violations(window)
    assert found == {what: [] for what in found}
