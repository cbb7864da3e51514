"""A withdrawn paper is marked wherever the site shows it, and to announce the withdrawal does not list it again."""

import html
import json
import re
from pathlib import Path

import pytest

from tests import site
from tests.make import shared

SETTINGS = """\
title: A Site
url: https://papers.example.org/
twins: [md, bib, json]
tags: {minimum: 1}
authors: {minimum: 1}
orgs: {minimum: 1}
"""
FIRST = """\
## The Tides Stand Still
- arxiv: 2503.00001
- authors: Ada Example; Bo Sample
- org: A Lab
- tags: theory
- votes: 300

We claim a bound.

## The Tides Move
- arxiv: 2503.00002
- authors: Ada Example
- tags: theory
- votes: 10
"""
ANNOUNCEMENT = (
    "## The Tides Stand Still\n- arxiv: 2503.00001\n- withdrawn: 2025-03-16: an error in Lemma 3\n- votes: 301\n"
)
LISTS = [
    "index.html",
    "404.html",
    "papers/date/2025-03-10.html",
    "papers/date/2025-03-17.html",
    "papers/week/2025-W11.html",
    "papers/month/2025-03.html",
    "papers/year/2025.html",
    "papers/2503.00001.html",
    "tags/theory.html",
    "authors/ada-example.html",
    "orgs/a-lab.html",
]


def written(folder: Path, announced: str = ANNOUNCEMENT) -> Path:
    return site.a_source(
        folder / "source", {"content/2025-03-10.md": FIRST, "content/2025-03-17.md": announced}, SETTINGS
    )


@pytest.fixture(scope="module")
def public(tmp_path_factory) -> Path:
    source = written(tmp_path_factory.mktemp("withdrawn"))
    site.build(source)
    return source / "public"


def text(path: Path) -> str:
    return path.read_text("utf-8")


def words_after_title(page: str) -> str:
    """What the reader sees after the title of the paper, in the main part of a page, for each time it is shown."""
    main = page[page.index("<main") :].partition('<section class="cite"')[0]
    return " ".join(html.unescape(re.sub("<[^>]+>", "", main)).split()).split("The Tides Stand Still", 1)[1]


@pytest.mark.parametrize("page", LISTS)
def test_every_list_says_in_words_that_the_paper_was_withdrawn(page, public):
    for part in words_after_title(text(public / page)).split("The Tides Stand Still"):
        assert "Withdrawn" in part[:90], part[:90]
        assert "Withdrawn" not in part.partition("The Tides Move")[2]


def test_earlier_papers_and_the_short_lists_of_the_home_page_are_marked(tmp_path):
    source = written(tmp_path, f"{ANNOUNCEMENT}\n## A New Paper\n- authors: Ada Example\n- votes: 1\n")
    site.write(source, {"site.yaml": f"{SETTINGS}page: {{length: 1}}\n"})
    (source / "content/2025-03-10.md").rename(source / "content/2025-03-11.md")
    site.build(source)
    home, author = (text(source / "public" / page) for page in ("index.html", "authors/ada-example.html"))
    best = home.partition("Best of the week")[2].partition("</section>")[0]
    assert words_after_title(f"<main>{best}").startswith(" Withdrawn, 11 March 2025")
    assert words_after_title(author[author.index("Earlier papers") - 40 :].replace("Earlier", "<main", 1)).startswith(
        " Withdrawn, 11 March 2025"
    )


def test_the_titles_of_feed_items_are_marked_and_their_ids_stay(public, tmp_path):
    source = written(tmp_path, "## Another Paper\n")
    site.build(source)
    for feed in ("feed.xml", "tags/theory.xml", "authors/ada-example.xml", "orgs/a-lab.xml"):
        now, before = (dict(items(text(folder / feed))) for folder in (public, source / "public"))
        assert now["[Withdrawn] The Tides Stand Still"] == before["The Tides Stand Still"]
    assert "[Withdrawn] The Tides Stand Still" in text(public / "week.xml")
    assert [title for title, _ in items(text(public / "feed.xml"))] == [
        "[Withdrawn] The Tides Stand Still",
        "The Tides Move",
    ]


def items(feed: str) -> list[tuple[str, str]]:
    """The title and the id of each item."""
    return re.findall(r"<item>\n<title>(.*?)</title>.*?<guid[^>]*>(.*?)</guid>", feed, re.DOTALL)


def test_every_format_for_programs_has_the_withdrawal(public):
    paper = public / "papers/2503.00001"
    assert "note = {Withdrawn on 16 March 2025: an error in Lemma 3}" in text(paper.with_name("2503.00001.bib"))
    assert json.loads(text(paper.with_name("2503.00001.json")))["withdrawn"] == {
        "day": "2025-03-16",
        "text": "an error in Lemma 3",
    }
    assert "**Withdrawn on 16 March 2025: an error in Lemma 3**" in text(paper.with_name("2503.00001.md"))
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(paper.with_name("2503.00001.html")))
    assert json.loads(data)["creativeWorkStatus"] == "Withdrawn"


@pytest.mark.parametrize("withdrawn", [0, 1, 2])
def test_the_description_of_a_day_names_a_paper_that_was_not_withdrawn_if_there_is_one(withdrawn, tmp_path):
    notice = "- votes: 1\n- withdrawn: 2025-03-16: an error\n"
    papers = [f"## Paper {at}\n{notice if at < withdrawn else ''}" for at in range(2)]
    source = site.a_source(tmp_path / "source", {"content/2025-03-10.md": "\n".join(papers)}, SETTINGS)
    site.build(source)
    [named] = re.findall(
        'content="2.trending papers on .*including “(.*)”', text(source / "public/papers/date/2025-03-10.html")
    )[:1]
    assert named == f"Paper {withdrawn % 2}"


def test_an_announcement_does_not_list_the_paper_again(public):
    record = json.loads(text(public / "papers/2503.00001.json"))
    assert [each["day"] for each in record["appearances"]] == ["2025-03-10"]
    day = text(public / "papers/date/2025-03-17.html")
    assert "<article" not in day
    assert "No papers were listed on this day." in day


def test_a_withdrawn_paper_is_not_trending(public):
    trending = text(public / "papers/trending.html")
    assert "The Tides Move" in trending
    assert "The Tides Stand Still" not in trending


def test_the_editors_note_of_an_announcement_is_on_its_day_and_on_the_page_of_the_paper(tmp_path):
    source = written(tmp_path, f"{ANNOUNCEMENT}\n> We should have *seen* it.\n")
    site.build(source)
    for page in ("papers/date/2025-03-17.html", "papers/2503.00001.html"):
        assert "We should have <em>seen</em> it." in text(source / "public" / page)


def test_a_rebuild_after_an_announcement_marks_the_pages_of_earlier_days(tmp_path):
    source = written(tmp_path, "## Another Paper\n- id: other\n")
    site.build(source)
    for announced in (
        ANNOUNCEMENT,
        f"## Another Paper\n- id: other\n\n{ANNOUNCEMENT}",
        "## Another Paper\n- id: other\n",
    ):
        site.write(source, {"content/2025-03-17.md": announced})
        assert site.build(source).changed
        assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_the_shared_case_is_built_as_it_should_be(tmp_path):
    case = shared("cases/withdrawn")
    source = site.a_source(
        tmp_path / "source",
        {f"content/{path.name}": path.read_bytes() for path in (case / "content").iterdir()},
        text(case / "site.yaml"),
    )
    site.build(source)
    folder = source / "public"
    shown = [path for path in folder.rglob("*.html") if "2503.00001.html" in text(path)]
    assert {path.relative_to(folder).parts[0] for path in shown} >= {"index.html", "papers", "tags", "authors"}
    assert [path for path in shown if "Withdrawn" not in text(path)] == []
    assert "2503.00001" not in text(folder / "papers/trending.html")


def test_a_reason_has_its_formulas_drawn_on_pages_and_in_unicode_in_feeds(tmp_path):
    long = "The bound $O(n^2)$ of Lemma 1 is wrong for $a < b$." + " More on $x_1$ and words." * 30
    source = written(tmp_path, ANNOUNCEMENT.replace("an error in Lemma 3", long))
    site.build(source)
    for path in ("papers/2503.00001.html", "papers/date/2025-03-10.html", "papers/date/2025-03-17.html"):
        (notice,) = re.findall("<p [^>]*data-withdrawn.*?</p>", text(source / "public" / path))
        assert notice.count("<math") >= 2, path
        assert "$" not in notice, path
        assert ("…" in notice or notice.count("<math") < 32) == (path != "papers/2503.00001.html"), path
    feed = html.unescape(html.unescape(text(source / "public/feed.xml")))
    assert "Withdrawn on 16 March 2025: The bound O(n²) of Lemma 1 is wrong for a < b." in " ".join(feed.split())
