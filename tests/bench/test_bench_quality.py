"""words, trends, related, maths, formulas and screens run as processes, and say in one line what they lack."""

import json
import struct
from datetime import date, timedelta

import pytest

from bench.corpora import synthetic
from bench.quality import lost_markup, screenshots
from bench.quality.full_text import FullTextIndex
from tests import site
from tests.bench.helpers import ACL, assert_refused, bench_process
from tests.judges.tools import need
from tests.make import some_days, times

LISTING = """\
## Reinforcement Learning of Robot Grasping
- arxiv: 2503.00001

We train a robot by reinforcement learning on images of size 36times 64.

## On $d^2$ Regret
- arxiv: 2503.00002

A bandit problem.
"""


@pytest.fixture
def listings(tmp_path):
    """A folder with two papers; no file name has a date."""
    site.write(tmp_path / "listings", {"copied.md": LISTING})
    return tmp_path / "listings"


@pytest.fixture
def abstracts(tmp_path):
    """A corpus with one abstract with formulas."""
    path = tmp_path / "abstracts.jsonl"
    lines = [ACL[0], ACL[1] | {"abstract": r"A cost of $\alpha_1$, on $36\times 64$ pixels."}]
    path.write_text("".join(json.dumps(each) + "\n" for each in lines))
    return path


# words


def test_words_are_as_frequent_as_they_are_in_real_papers(shared, tmp_path):
    count = times(800, 2_000)
    synthetic.write(tmp_path / "made.jsonl", count)
    days = some_days(shared("listings/hf"), 8, tmp_path / "some")
    process = bench_process("words", days, tmp_path / "made.jsonl", "--stop", count)
    assert (process.returncode, process.stderr) == (0, "")
    real, made = ([_number(cell) for cell in line.split("|")[2:-1]] for line in process.stdout.splitlines()[2:])
    assert real[0] == made[0] == count
    for one, other in zip(real, made, strict=True):
        assert one == other == 0 or 0.7 < one / other < 1.4


def _number(cell):
    cell = cell.strip().replace(",", "").replace("–", "0")
    return float(cell.removesuffix("%"))


def test_words_counts_titles_and_abstracts(listings, abstracts):
    process = bench_process("words", listings, abstracts)
    assert process.returncode == 0
    rows = [[cell.strip() for cell in line.split("|")[2:-1]] for line in process.stdout.splitlines()[2:]]
    assert rows[0] == ["2", "4.5", "8", "19", "89%", "1", "0.5", "–", "–", "–", "–"]
    assert rows[1][0] == "1"


def test_words_needs_a_path_that_exists_and_papers_with_abstracts(tmp_path):
    assert_refused(bench_process("words", tmp_path / "none"), "none does not exist; pass a corpus, or a folder")
    (tmp_path / "empty.jsonl").write_text("")
    assert_refused(bench_process("words", tmp_path / "empty.jsonl"), "empty.jsonl has no paper with an abstract; pass")


# trends


@pytest.fixture
def two_years(tmp_path):
    """A folder with a listing for every tenth day; lamps rise in the last months, tides for one week only."""
    last = date(2025, 3, 10)
    days = {last - timedelta(10 * at): 10 * at for at in range(60)}
    files = {}
    for day, ago in days.items():
        tags = {"gaps": 9, "lamps": 9 if ago < 112 else 1, "tides": 25 if 60 <= ago < 70 else 1}
        entries = [f"## A paper on {tag}, {at} of {ago}\n- tags: {tag}\n" for tag, n in tags.items() for at in range(n)]
        files[f"{day}.md"] = "\n".join(entries)
    site.write(tmp_path / "listings", files)
    return tmp_path / "listings"


def test_trends_counts_what_still_rises_eight_weeks_later(two_years):
    process = bench_process("trends", two_years, "--days", 2)
    assert (process.returncode, process.stderr) == (0, "")
    header, _, *rows = [line.strip("| ").split(" | ") for line in process.stdout.splitlines()]
    assert header[0] == "last day"
    assert rows == [
        ["2024-11-18", "0", "0", "0", "0"],
        ["2025-01-13", "2", "1", "2", "1"],
        ["all", "2", "1", "2", "1"],
    ]


def test_trends_needs_two_years_and_listings_that_can_be_read(tmp_path):
    (tmp_path / "empty").mkdir()
    assert_refused(
        bench_process("trends", tmp_path / "empty"), "has no listing that can be read; pass a folder of listings"
    )
    assert_refused(bench_process("trends", tmp_path / "none"), "does not exist; pass a folder of listings")
    site.write(tmp_path / "short", {"2025-03-12.md": LISTING, "2025-03-13.md": "nothing\n"})
    process = bench_process("trends", tmp_path / "short")
    problem, refusal = process.stderr.splitlines()
    assert problem.startswith(f"{tmp_path}/short/2025-03-13.md:1: ")
    assert refusal.endswith("short has too few days; pass a folder with the listings of two years or more")


# maths


def test_maths_prints_precision_recall_and_differences(abstracts):
    process = bench_process("maths", abstracts, "--misses", 5)
    assert (process.returncode, process.stderr) == (0, "")
    rows = dict(line.strip("| ").split(" | ") for line in process.stdout.splitlines() if line.startswith("|"))
    assert rows["abstracts with formulas"] == "1"
    assert rows["formulas; required formulas"] == "2; 2"
    assert rows["recall, required formulas"] == "1.0000 (2 of 2)"
    assert rows["characters altered outside formulas"] == "0"


def test_maths_reads_sentences_from_a_text_and_takes_prose_without_formulas_into_account(tmp_path):
    (tmp_path / "some.txt").write_text("# A kind\n\nA cost of $x_1$ here.\nA plain sentence with y_1 in it.\n")
    process = bench_process("maths", tmp_path / "some.txt", "--misses", 5)
    assert process.returncode == 0
    assert "| precision, restored formulas | 0.5000 (1 of 2) |" in process.stdout.splitlines()
    assert "| restored where the original has no formula | 1 |" in process.stdout.splitlines()
    assert process.stdout.splitlines()[0].startswith("wrong      y_1   in")


def test_maths_puts_the_formulas_of_a_corpus_into_sentences(abstracts):
    process = bench_process("maths", abstracts, "--framed")
    assert process.returncode == 0
    rows = dict(line.strip("| ").split(" | ") for line in process.stdout.splitlines() if line.startswith("|"))
    assert rows["abstracts with formulas"] == str(2 * len(lost_markup.FRAMES))
    places = sum(each.count("%") for each in lost_markup.FRAMES)
    assert rows["formulas; required formulas"] == f"{2 * places}; {2 * places}"


def test_maths_prints_every_formula_that_it_restores_in_listings(listings):
    process = bench_process("maths", "--listings", listings)
    assert process.returncode == 0
    first, last = process.stdout.splitlines()
    assert first.startswith(r"36\times 64   in   …")
    assert last.startswith("2 abstracts, 1 restored formulas in 1 of them, ")


def test_maths_refuses_a_corpus_that_is_missing_or_has_no_formulas(tmp_path):
    (tmp_path / "plain.jsonl").write_text(json.dumps(ACL[1]) + "\n")
    assert_refused(bench_process("maths", tmp_path / "none.jsonl"), "none.jsonl does not exist; pass a file of JSON")
    assert_refused(bench_process("maths", tmp_path / "plain.jsonl"), "plain.jsonl has no abstract with a formula")


# formulas


def test_formulas_writes_a_page_with_formulas_next_to_their_source(abstracts, listings, tmp_path):
    sheet = tmp_path / "sheet.html"
    process = bench_process("formulas", sheet, "--corpus", abstracts, "--listings", listings)
    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout == f"3 formulas in {sheet}; 0 of them are shown as their source\n"
    page = sheet.read_text("utf-8")
    assert page.count("<math") == 3
    assert r"<code>\alpha_1</code>" in page


def test_formulas_are_also_drawn_by_katex(abstracts, tmp_path):
    sheet, dist = tmp_path / "sheet.html", tmp_path / "dist"
    options = ("--corpus", abstracts, "--katex", dist)
    assert_refused(bench_process("formulas", sheet, *options), "katex.min.css does not exist; pass the folder dist of")
    dist.mkdir()
    for name in ("katex.min.css", "katex.min.js"):
        (dist / name).write_text("")
    assert bench_process("formulas", sheet, *options).returncode == 0
    assert r'<span data-tex="\alpha_1">' in sheet.read_text("utf-8")
    assert f'<script src="{(dist / "katex.min.js").as_uri()}">' in sheet.read_text("utf-8")


def test_formulas_refuses_listings_without_formulas(tmp_path):
    site.write(tmp_path / "listings", {"2025-03-10.md": "## A\n\nNo formula.\n"})
    process = bench_process("formulas", tmp_path / "sheet.html", "--listings", tmp_path / "listings")
    assert_refused(process, "there is no formula to show; pass a corpus or a folder with formulas")


# screens


def test_related_measures_papers_with_the_same_authors_and_keywords(tmp_path):
    words = [f"{kind}{at}" for at in range(40) for kind in ("kelp", "reef", "surge", "moon", "gull")]
    for day in range(30):
        pairs = [words[5 * (day % 15 + part) :][:5] for part in (0, 15)]
        entries = [
            f"## On {row[0]} {day}\n- authors: Ada {row[0]}; Bo {row[0]}; Cy {day}\n"
            f"- keywords: {row[0]}; {row[1]} (again); kelp\n\n{' '.join(row)}.\n\n"
            for row in pairs
        ]
        filler = "".join(f"## Day {day} has {at}\n\nday{day}x{at} at{day}x{at}.\n\n" for at in range(8))
        site.write(tmp_path, {f"listings/2025-0{day // 10 + 1}-{day % 10 + 1:02}.md": "".join(entries) + filler})
    process = bench_process("related", tmp_path / "listings")
    assert (process.returncode, process.stderr) == (0, "")
    line = next(line for line in process.stdout.splitlines() if line.startswith("| related |"))
    per_paper, some, keywords, authors = (float(each) for each in line.strip("| ").split(" | ")[1:])
    assert 0 < some < 0.25
    assert per_paper <= 5 * some
    assert min(keywords, authors) > 0.9
    assert process.stdout.splitlines()[-1].startswith("| 300 | 30 | ")


def test_search_refuses_a_folder_without_an_index(tmp_path):
    assert_refused(bench_process("search", tmp_path), "pass the folder of a site that was built with `search: true`")


def test_search_prints_quality_and_bytes_of_a_site(listings, tmp_path, built):
    done = bench_process("search", built / "public", "--queries", "20")
    assert "| three words of the title |" in done.stdout, done.stderr


def test_the_full_text_index_finds_all_words_best_first():
    index = FullTextIndex(
        [("a", "Gaps", "About tides.", "Bo"), ("b", "Tides", "Gaps and tides.", ""), ("c", "Sun", "", "")]
    )
    assert index.search('gaps "tides', 10) == ["b", "a"]
    assert index.search("bo gaps", 10) == ["a"]
    assert (index.papers_with("tides"), index.papers_with("none")) == (2, 0)


def test_related_refuses_a_folder_without_listings(tmp_path):
    (tmp_path / "empty").mkdir()
    process = bench_process("related", tmp_path / "empty")
    assert_refused(process, "empty has no listing that can be read; pass a folder of listings")


@pytest.mark.browser
def test_screens_and_formulas_take_pictures(listings, tmp_path, built):
    need("chromium")
    words = ("--page", "index.html", "--width", 360, "--width", 768, "--height", 300, "--theme", "dark")
    process = bench_process("screens", built / "public", tmp_path / "pictures", *words)
    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout == f"2 pictures in {tmp_path / 'pictures'}\n"
    assert sorted(site.files(tmp_path / "pictures")) == ["index-360-dark.png", "index-768-dark.png"]
    header = (tmp_path / "pictures" / "index-768-dark.png").read_bytes()[:24]
    assert struct.unpack(">II", header[16:]) == (768, 300)
    picture = tmp_path / "sheet.png"
    process = bench_process("formulas", tmp_path / "sheet.html", "--listings", listings, "--picture", picture)
    assert process.returncode == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_screens_takes_one_page_of_each_kind(built):
    pages = list(screenshots.one_of_each_kind(built / "public"))
    assert {"index.html", "archive.html", "tags/index.html", "papers/date/2025-03-12.html"} <= set(pages)
    papers = [page for page in pages if page.startswith("papers/") and page.count("/") == 1]
    assert papers == ["papers/only-a-title-is-valid-too.html", "papers/trending.html"]


def test_screens_refuses_a_folder_that_is_not_a_site(tmp_path):
    (tmp_path / "empty").mkdir()
    for name, problem in (("missing", "does not exist"), ("empty", "has no pages")):
        process = bench_process("screens", tmp_path / name, tmp_path / "pictures")
        assert_refused(process, f"{name} {problem}; build the site, or pass the folder that a build wrote")


def test_screens_refuses_a_page_that_does_not_exist(built, tmp_path):
    process = bench_process("screens", built / "public", tmp_path / "pictures", "--page", "none.html")
    assert_refused(process, "none.html does not exist; pass the path of a page, as it is in ")


def test_screens_without_playwright_says_how_to_install_it(built, tmp_path):
    site.write(tmp_path / "modules", {"playwright.py": "raise ModuleNotFoundError('playwright')\n"})
    words = ("screens", built / "public", tmp_path / "pictures")
    process = bench_process(*words, PYTHONPATH=str(tmp_path / "modules"))
    assert_refused(
        process, "this command needs Playwright, which is not installed; run `python3 build.py test --version`"
    )


@pytest.mark.parametrize(("body", "problem"), [(None, "is not a program"), ("#!/bin/sh\n", "cannot be started (")])
def test_screens_without_a_browser_says_what_to_pass(body, problem, built, tmp_path):
    browser = tmp_path / "browser"
    if body:
        browser.write_text(body)
        browser.chmod(0o755)
    process = bench_process("screens", built / "public", tmp_path / "pictures", "--chromium", browser)
    assert_refused(process, f"browser {problem}")
    assert process.stderr.endswith("to --chromium\n")
