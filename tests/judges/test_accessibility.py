"""axe-core finds no fault on any kind of page, in the light and the dark theme."""

import json
from pathlib import Path

import pytest

from .browser import Window, host
from .habits import day, open_page, reader, small
from .sites import PLAIN, Built, built, settings, write
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
def test_axe_finds_nothing_in_elements_that_scripts_add(theme: str, tmp_path, chromium):
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


def test_links_to_papers_elsewhere_carry_the_title_and_subjects_do_not(tmp_path, chromium):
    source = tmp_path / "source"
    write(source / "site.yaml", settings(PLAIN | {"tags": {"minimum": 1}}))
    papers = [
        {"title": f"Tides {at}", "arxiv": f"2503.0000{at}", "tags": ["Code"], "code": f"https://code.example/{at}"}
        for at in (1, 2)
    ]
    papers[0]["project"] = "https://tides.example/"
    write(source / "content/2025-03-12.json", json.dumps({"papers": papers}))
    site = built(source, tmp_path / "root")
    with host(site) as address, Window(chromium, address) as window:
        for page in ("papers/date/2025-03-12.html", "papers/week/2025-W11.html", "tags/code.html"):
            window.page.goto(address + page)
            for number, labels in ((1, ("PDF", "Code", "Project")), (2, ("PDF", "Code"))):
                article = window.page.locator(f"article:has(#p-2503-0000{number}, #p-2503\\.0000{number})")
                for label in labels:
                    assert article.get_by_role("link", name=f"{label} of Tides {number}", exact=True).count() == 1
                assert article.get_by_role("link", name="Code", exact=True).count() == 1  # the subject
