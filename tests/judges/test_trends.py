"""The page of trends in a browser: readable for everybody, on every screen, and without scripts."""

import json
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from .browser import Window, host
from .sites import FIRST, PLAIN, Built, built, settings, write
from .test_accessibility import violations
from .test_html import QUICK, WRONG_ABOUT_THE_POLICY
from .tools import need

pytestmark = pytest.mark.browser

DAYS = 480
PAGES = ("trends.html", "papers/year/2025.html", "tags/kites-tides.html")
THEMES, WIDTHS = ("light", "dark"), (320, 360, 1440)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Built:
    """A site whose listings go back far enough; kites rise, lamps fade."""
    folder = tmp_path_factory.mktemp("trends")
    write(folder / "source/site.yaml", settings(PLAIN | {"search": True, "tags": {"minimum": 2}}))
    for ago in range(0, DAYS, 8):
        kites, lamps = (9, 1) if ago < 56 else (1, 9)
        rows = [(f"Kites and <tides> {at}", "Kites & tides") for at in range(kites)]
        rows += [(f"Lamps {at}", "Lamps") for at in range(lamps)] + [(f"Gaps {at}", "Gaps") for at in range(5)]
        day = FIRST + timedelta(DAYS - ago)
        papers = [{"title": title, "id": f"p{ago}-{at}", "tags": [tag]} for at, (title, tag) in enumerate(rows)]
        write(folder / f"source/content/{day}.json", json.dumps({"papers": papers}))
    return built(folder / "source", folder / "root")


@pytest.fixture
def window(site: Built, chromium) -> Iterator[Window]:
    with host(site) as address, Window(chromium, address, java_script_enabled=True) as found:
        yield found


def test_the_page_names_what_rises_and_fades_with_papers_and_says_why(site: Built, chromium):
    with host(site) as address, Window(chromium, address, java_script_enabled=False) as window:
        window.page.goto(f"{address}trends.html")
        assert window.page.locator("section[aria-labelledby=rising] h3").all_inner_texts() == ["Kites & tides"]
        assert window.page.locator("section[aria-labelledby=fading] h3").all_inner_texts() == ["Lamps"]
        assert window.page.locator("section[aria-labelledby=words] h3").all_inner_texts() == ["Kites", "tides"]
        assert window.page.locator("section[aria-labelledby=rising] li li a").count() >= 3
        window.page.locator("#method summary").click()
        assert "The expected number is" in window.page.locator("#method").inner_text()


def printed(window: Window, path: Path) -> str:
    window.page.pdf(path=path, format="A4")
    return subprocess.run([need("pdftotext"), path, "-"], capture_output=True, text=True, check=True).stdout


def test_tables_print_only_if_they_are_open(window: Window, tmp_path: Path):
    window.page.goto(f"{window.address}trends.html")
    assert "Share of all papers" not in printed(window, tmp_path / "closed.pdf")
    window.page.locator(".timeline summary").first.click()
    assert printed(window, tmp_path / "open.pdf").count("Share of all papers") == 1


def test_subjects_and_words_print_in_three_columns_after_their_heading(window: Window):
    window.page.goto(f"{window.address}trends.html")
    window.page.emulate_media(media="print")
    columns = window.page.eval_on_selector_all(".trends", "all => all.map(each => getComputedStyle(each).columnCount)")
    assert columns == ["3"] * 4
    after = "all => all.map(each => getComputedStyle(each).breakAfter)"
    assert {*window.page.eval_on_selector_all("main h2, .part > p:has(+ .trends)", after)} == {"avoid"}


def test_each_chart_has_a_name_a_description_and_a_table_with_as_many_rows(window: Window):
    window.page.goto(f"{window.address}trends.html")
    charts = window.page.locator(".course > svg")
    assert charts.count() == 3
    names = [window.page.get_by_role("img", name=f"{name}: share of all papers by month") for name in ("Lamps", "Gaps")]
    assert [each.count() for each in names] == [1, 1]
    assert charts.first.locator("desc").text_content().startswith("starts at ")
    steps = [
        path.count("H") for path in charts.locator("path").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    ]
    rows = window.page.locator("details.timeline table").evaluate_all("all => all.map(e => e.tBodies[0].rows.length)")
    assert steps == rows


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(site: Built, theme: str, chromium):
    with host(site) as address, Window(chromium, address, color_scheme=theme) as window:
        for page in PAGES:
            for width in WIDTHS:
                window.page.set_viewport_size({"width": width, "height": 900})
                window.visit(page)
                window.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
                assert window.page.evaluate("document.documentElement.scrollWidth") <= width, (page, width)
                assert violations(window) == [], (page, width)


def test_the_html_checker_finds_nothing_on_these_pages(site: Built):
    checker = ["java", *QUICK, "-jar", need("vnu"), "--filterpattern", WRONG_ABOUT_THE_POLICY, "--no-langdetect"]
    paths = [site.folder / page for page in PAGES]
    done = subprocess.run([*checker, *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[-4000:].splitlines()) == (0, [])
