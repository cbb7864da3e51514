"""What comes out of a printer: the text of each sheet, read from a PDF that Chromium prints."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from unicodedata import normalize

import pytest

from .browser import Window, host
from .sites import PLAIN, Built, built, settings, write
from .test_legibility import COLOURS, contrast
from .tools import need

pytestmark = pytest.mark.browser

SIZES = ["A4", "Letter"]
FIRST_DAY = "papers/date/2025-03-12.html"
# Formulas and the marks that scripts add are left out of headings.
HEADINGS = """selector => [...document.querySelectorAll(selector)].filter(
  each => !each.querySelector("math") && each.innerText.trim()).map(each => each.innerText)"""
UNDERLINED = """[...document.querySelectorAll("a")].filter(each =>
  each.getClientRects().length && getComputedStyle(each).textDecorationLine !== "none").map(each => each.outerHTML)"""
LEFT_EDGES = """[...new Set([...document.querySelectorAll(".paper h2")].map(
  each => Math.round(each.getBoundingClientRect().left)))]"""
MANY = [f"Ada Example{number}" for number in range(664)]
ABSTRACT = " ".join(f"We measure the tides of harbour {number} with a kite." for number in range(25))

Sheets = Callable[[str, str], list[str]]


def letters(text: str) -> str:
    """The text without what printing changes: spaces, hyphens at the ends of lines, ligatures."""
    return re.sub(r"[\W_]", "", normalize("NFKC", text))


@pytest.fixture
def printer(chromium, tmp_path) -> Iterator[Callable[[Built], tuple[Window, Sheets]]]:
    """A function that opens a site: a window, and a function that gives the text of each sheet of a page."""
    tool, path = need("pdftotext"), tmp_path / "printed.pdf"

    def opened(site: Built) -> tuple[Window, Sheets]:
        window = stack.enter_context(Window(chromium, stack.enter_context(host(site))))

        def sheets(page: str, size: str) -> list[str]:
            window.page.goto(window.address + page, wait_until="networkidle")
            window.page.reload()  # only now is the font there in time
            window.page.pdf(path=path, format=size)
            done = subprocess.run([tool, path, "-"], capture_output=True, text=True, check=True)
            return done.stdout.removesuffix("\f").split("\f")

        return window, sheets

    with ExitStack() as stack:
        yield opened


@pytest.mark.parametrize("size", SIZES)
def test_every_sheet_says_the_site_and_the_address_and_the_first_the_heading(size: str, made, printer):
    site: Built = made("real")
    window, sheets = printer(site)
    for page in site.staying():
        address = PLAIN["url"] + ("" if page == "index.html" else page)
        first, *others = sheets(page, size)
        (heading, *_) = [*window.page.evaluate(HEADINGS, "h1"), ""]
        for expected in (PLAIN["title"], address, heading):
            assert letters(expected) in letters(first), page
        for number, sheet in enumerate(others, 2):
            for expected in (f"{PLAIN['title']} · {address}", f"{number} / {len(others) + 1}"):
                assert letters(expected) in letters(sheet), (page, number)


@pytest.mark.parametrize("size", SIZES)
def test_the_first_sheet_has_the_first_papers(size: str, long_day: Built, made, printer):
    for site, pattern in ((long_day, FIRST_DAY), (long_day, "index.html"), (made("real"), "papers/date/*.html")):
        window, sheets = printer(site)
        for path in site.folder.glob(pattern):
            first = letters(sheets(path.relative_to(site.folder).as_posix(), size)[0])
            titles = window.page.evaluate(HEADINGS, ".ranking h2 > a")[:3]
            assert titles
            assert [title for title in titles if letters(title) not in first] == []


def test_no_sheet_is_nearly_empty_but_the_last(made, printer):
    site: Built = made("real")
    _, sheets = printer(site)
    for page in site.staying():
        for number, sheet in enumerate(sheets(page, "A4")[:-1], 1):
            assert len(letters(sheet)) > 400, (page, number)


def test_a_day_prints_everything_about_its_papers_except_links_and_folded_text(long_day: Built, printer):
    _, sheets = printer(long_day)
    text = letters("".join(sheets(FIRST_DAY, "A4")))
    for number in range(30):
        for expected in (f"Paper {number} on the Reading of Tables", f"Author {number} A", f"{60 - number} votes"):
            assert letters(expected) in text
        assert letters(f"{number}. We describe a method") in text
    assert text.count("Wedescribeamethod") <= 30 * 3  # only how the abstract begins
    for control in ("PDF", "Code", "more papers", "Skip to content", "Save", "Hide", "Subscribe"):
        assert letters(control) not in text


def test_papers_of_a_list_print_in_two_columns(made, printer):
    site: Built = made("real")
    window, _ = printer(site)
    window.page.set_viewport_size({"width": 680, "height": 1000})
    window.page.emulate_media(media="print")
    for pattern in (
        "index.html",
        "papers/date/*.html",
        "papers/week/*.html",
        "papers/trending.html",
        "tags/[a-z]*.html",
    ):
        window.page.goto(window.address + max(site.folder.glob(pattern)).relative_to(site.folder).as_posix())
        assert len(window.page.evaluate(LEFT_EDGES)) == 2, pattern


@pytest.fixture
def broad(tmp_path) -> Built:
    """A site with a paper of many authors."""
    paper = {"title": "Tides and kites", "arxiv": "2503.00001", "authors": MANY, "tags": ["one"], "votes": "3"}
    paper |= {"abstract": [ABSTRACT], "code": "https://code.example/tides", "changed": "2025-03-13: a kite"}
    write(tmp_path / "source/site.yaml", settings(PLAIN))
    write(tmp_path / "source/content/2025-03-12.json", json.dumps({"papers": [paper]}))
    return built(tmp_path / "source", tmp_path / "root")


@pytest.mark.parametrize("size", SIZES)
def test_a_paper_of_664_authors_prints_them_all_with_its_abstract_on_one_sheet(size: str, broad: Built, printer):
    _, sheets = printer(broad)
    (sheet,) = sheets("papers/2503.00001.html", size)
    assert letters(ABSTRACT) in letters(sheet)
    assert [name for name in MANY if letters(name) not in letters(sheet)] == []
    assert "more authors" not in sheet
    assert "Cite" not in sheet


@pytest.mark.parametrize("size", SIZES)
def test_real_papers_print_on_one_sheet(size: str, made, printer):
    site: Built = made("real")
    window, sheets = printer(site)
    for path in sorted((site.folder / "papers").glob("[0-9]*.html"))[::15]:
        (sheet,) = sheets(f"papers/{path.name}", size)
        paragraphs = window.page.evaluate(HEADINGS, ".abstract p")
        assert [text for text in paragraphs if letters(text) not in letters(sheet)] == []


def test_every_kind_of_page_prints_in_grey_and_black_without_underlines(made, printer):
    site: Built = made("real")
    window, _ = printer(site)
    window.page.emulate_media(media="print", color_scheme="dark")
    for page in site.staying():
        window.page.goto(window.address + page)
        for text, colour, under in window.page.evaluate(COLOURS):
            assert under == [255, 255, 255, 255]
            assert len(set(colour[:3])) == 1, (page, text)
            assert contrast(colour, under) >= 7, (page, text)
        assert window.page.evaluate(UNDERLINED) == [], page
