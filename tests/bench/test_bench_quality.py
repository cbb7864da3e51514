"""words, topics, related, maths, formulas and screens run as processes, and say in one line what they lack."""

import json
import struct
from datetime import date, timedelta

import pytest

from bench.corpora import synthetic
from bench.quality import lost_markup, screenshots, title_phrases, topics
from gazette.config.topics import Topic, vocabulary
from gazette.core.model import Entry
from tests import site
from tests.bench.helpers import ACL, assert_refused, bench_process
from tests.judges.tools import need

LISTING = """\
## Reinforcement Learning of Robot Grasping
- arxiv: 2503.00001

We train a robot by reinforcement learning on images of size 36times 64.

## On $d^2$ Regret
- arxiv: 2503.00002

A bandit problem.
"""
JUDGED = "id\ttopic\tjudgement\n1\trobotics\tright\n2\tagents\twrong\n2\tplanning\targuable\n"
LABELLED = "id\tprimary\tothers\n2503.00001\trobotics\treinforcement-learning music\n2503.00002\ttheory\t\n9\tmusic\t\n"


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
    synthetic.write(tmp_path / "made.jsonl", 2_000)
    process = bench_process("words", shared("listings/hf"), tmp_path / "made.jsonl", "--stop", 2_000)
    assert (process.returncode, process.stderr) == (0, "")
    real, made = ([_number(cell) for cell in line.split("|")[2:-1]] for line in process.stdout.splitlines()[2:])
    assert real[0] == made[0] == 2_000
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


# topics


def test_topics_reports_coverage_distribution_and_time(listings):
    process = bench_process("topics", listings)
    assert (process.returncode, process.stderr) == (0, "")
    lines = process.stdout.splitlines()
    assert lines[1:3] == [f"{listings}: 2 papers", "papers with a topic: 100.0%"]
    assert lines[3].startswith("topics per paper: median ")
    assert "reinforcement-learning 1" in lines[4]
    assert lines[-1].startswith("finding a paper's topics: median ")


def test_topics_prints_a_sample_to_judge(listings):
    process = bench_process("topics", listings, "--sample", 2, "--seed", 3)
    assert process.returncode == 0
    lines = process.stdout.splitlines()
    assert lines[0] == "id\ttitle\ttopic\tjudgement\treason"
    assert len(lines) == 3
    assert all(line.startswith("2503.0000") for line in lines[1:])


def test_topics_prints_the_precision_of_a_judged_table(tmp_path):
    (tmp_path / "judged.tsv").write_text(JUDGED)
    process = bench_process("topics", "--judged", tmp_path / "judged.tsv")
    assert (process.returncode, process.stdout.splitlines()) == (
        0,
        [
            "strict precision 0.333 (1 of 3), 95 % interval 0.061 to 0.792",
            "lenient precision 0.667 (2 of 3), 95 % interval 0.208 to 0.939, with 1 arguable",
        ],
    )


def test_the_judged_table_of_the_repository_can_be_read():
    process = bench_process("topics", "--judged", site.ROOT / "bench/quality/judged_topics.tsv")
    assert process.returncode == 0
    assert "of 200)" in process.stdout


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (JUDGED.replace("wrong", "maybe"), "the judgement of row 3 is 'maybe'; write right, arguable or wrong"),
        ("a\tb\n1\t2\n", "the judgement of row 2 is ''; write right, arguable or wrong"),
        ("", "has no rows; pass a table that --sample printed, with its judgements"),
    ],
)
def test_a_table_that_is_not_judged_is_refused(body, message, tmp_path):
    (tmp_path / "judged.tsv").write_text(body)
    assert_refused(bench_process("topics", "--judged", tmp_path / "judged.tsv"), message)


def test_topics_prints_how_many_labels_are_found_and_which_papers_are_missing(tmp_path, listings):
    """A label counts if the page of its topic shows the paper: robotics is found, and so is what is above a topic."""
    (tmp_path / "labelled.tsv").write_text(LABELLED)
    process = bench_process("topics", listings, "--labelled", tmp_path / "labelled.tsv")
    assert (process.returncode, process.stdout.splitlines()) == (
        0,
        [
            "left out, in none of the folders: 1 paper",
            "primary topics found 0.500 (1 of 2), 95 % interval 0.095 to 0.905",
            "all labels found 0.500 (2 of 4), 95 % interval 0.150 to 0.850",
        ],
    )


def test_labels_whose_papers_are_in_no_folder_are_refused(tmp_path, listings):
    (tmp_path / "labelled.tsv").write_text("id\tprimary\tothers\n9\tmusic\t\n")
    process = bench_process("topics", listings, "--labelled", tmp_path / "labelled.tsv")
    assert_refused(process, "none of its papers is in these folders; pass the folders with its papers")


def test_every_label_of_the_repository_is_a_topic():
    rows = (site.ROOT / "bench/quality/labelled_topics.tsv").read_text("utf-8").splitlines()[1:]
    used = {slug for row in rows for slug in " ".join(row.split("\t")[1:]).split()}
    assert len(rows) == 60
    assert used <= topics.shipped().topics.keys()


# title phrases


def phrases(*titles):
    """The lines about title phrases for papers with these titles on the last day, and other titles 100 days before."""
    last = date(2025, 8, 20)
    papers = [(last - timedelta(days=100), Entry("Old Words")) for _ in range(30)] + [(last, Entry(t)) for t in titles]
    return list(title_phrases.report(papers, vocabulary([Topic("agents", "Agents", ("search agent",))])))[1:]


def test_frequent_phrases_of_recent_titles_are_listed_with_their_count_before():
    assert phrases(*["The Zebra Crossing of Search Agents"] * 4, "Zebra") == [
        "  frequent: zebra crossing 4 (0)",
        "  rising: zebra 5 (0), crossing 4 (0)",
    ]


def test_words_in_a_phrase_of_a_topic_and_rare_phrases_are_not_listed():
    assert phrases(*["Search Agents"] * 5) == ["  frequent: none", "  rising: none"]
    assert phrases(*["Zebra Crossing"] * 3) == ["  frequent: none", "  rising: none"]


def test_punctuation_ends_a_phrase_and_words_that_say_little_are_not_at_its_ends():
    assert phrases(*["On the Zebra: Crossing with a Dog"] * 4)[0] == "  frequent: crossing with a dog 4 (0)"


def test_a_word_that_was_as_frequent_before_is_not_rising():
    assert phrases(*["Old"] * 4, *["Dog"] * 2)[1] == "  rising: none"


def test_topics_refuses_a_folder_that_is_missing_or_empty(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    for name, problem in (
        ("missing", "does not exist"),
        ("empty", "has no paper that can be read"),
        ("file", "is not a folder"),
    ):
        assert_refused(bench_process("topics", tmp_path / name), f"{name} {problem}; pass a folder of listings")


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


def test_related_refuses_a_folder_without_listings(tmp_path):
    (tmp_path / "empty").mkdir()
    process = bench_process("related", tmp_path / "empty")
    assert_refused(process, "empty has no listing that can be read; pass a folder of listings named after their days")


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
