"""The contents of each kind of page, including pages with very much or nothing to show."""

import json

import pytest

from .browser import SMALL, Window, host
from .sites import PLAIN, Built, built, settings, write

pytestmark = pytest.mark.browser

LONG = f"A Title of a Hundred and Seventy-five Signs, {'Which Some Papers Have, ' * 9}"
CROWD = [f"Author Number{number}" for number in range(664)]
SENTENCES = [
    f"Of tides we know little{', of their causes less still' * 7}.",
    "Of kites even less.",
    "Here both are measured.",
]
ABSTRACT = " ".join(f"{sentence} {'And so it goes on. ' * 9}".strip() for sentence in SENTENCES)
FIRST = {
    "title": LONG[:175],
    "arxiv": "2512.00001",
    "authors": CROWD,
    "tags": ["tides"],
    "votes": "1234",
    "code": "https://code.example/tides",
    "project": "https://tides.example/",
    "abstract": [ABSTRACT],
}
BARE = {"title": "A Bare Title", "arxiv": "2601.00002", "tags": ["tides"]}
AGAIN = {"title": LONG[:175], "arxiv": "2512.00001", "votes": "1300"}
OTHER = {"title": "Another", "arxiv": "2601.00003", "tags": ["tides"], "votes": "7", "abstract": ["Short."]}
DAYS = {
    "2025-12-30": {"papers": [FIRST]},
    "2025-12-31": {"papers": [], "quiet": "true"},
    "2026-01-05": {"papers": [BARE, OTHER]},
    "2026-01-06": {"papers": [AGAIN]},
}


@pytest.fixture(scope="module")
def varied(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("varied")
    write(folder / "source/site.yaml", settings(PLAIN | {"tags": {"minimum": 1}, "topics": []}))
    for day, listing in DAYS.items():
        write(folder / f"source/content/{day}.json", json.dumps(listing))
    return built(folder / "source", folder / "root")


@pytest.fixture(scope="module")
def window(varied: Built, chromium):
    with host(varied) as address, Window(chromium, address, viewport={"width": 1440, "height": 900}) as window:
        yield window


def texts(window: Window, page: str, selector: str) -> list[str]:
    window.page.goto(window.address + page)
    return [text.replace("\xa0", " ") for text in window.page.locator(selector).all_inner_texts()]


def test_home_shows_the_latest_day_the_best_of_the_week_trending_papers_and_how_to_follow(window):
    headings = texts(window, "index.html", "main :is(h1, section > h2, nav > h2)")
    assert headings == ["Tuesday 6 January 2026", "Best of the week", "Trending", "Earlier days", "Subscribe"]
    assert texts(window, "index.html", "#best + ol a[href*='papers/2601']") == ["Another", "A Bare Title"]
    assert texts(window, "index.html", ".few a[href$='feed.xml'], .few a[href$='subscribe.html']") != []


def test_a_paper_in_a_list_shows_rank_title_authors_votes_links_and_subjects(window):
    page = "papers/date/2025-12-30.html"
    assert texts(window, page, "article h2") == [LONG[:175].strip()]
    assert texts(window, page, ".authors") == ["Author Number0, Author Number1, Author Number2 and 661 more"]
    assert texts(window, page, ".facts > :not(.habits)") == ["1,234 votes", "PDF", "Code", "Project", "tides"]
    assert "Project in tides" in " ".join(texts(window, page, ".facts")[0].split())
    rank = window.page.locator(".ranking li").evaluate("item => getComputedStyle(item, '::before').content")
    assert rank == "counter(list-item)"
    assert window.page.locator(".ranking li").get_attribute("value") == "1"


def test_on_a_day_page_the_rest_of_an_abstract_can_be_unfolded(window):
    texts(window, "papers/date/2025-12-30.html", "main")
    gist = window.page.locator(".gist")
    assert gist.locator("summary").inner_text() == SENTENCES[0]
    assert SENTENCES[2] not in gist.inner_text()
    gist.locator("summary").click()
    assert " ".join(gist.inner_text().split()).startswith(ABSTRACT[:450])


@pytest.mark.parametrize("page", ["tags/tides.html", "papers/week/2026-W01.html", "papers/month/2025-12.html"])
def test_other_lists_show_the_first_sentences_and_the_title_leads_to_the_rest(page: str, window):
    texts(window, page, "main")
    gist = window.page.locator(f"li:has(a:text('{LONG[:40]}')) .gist")
    assert gist.inner_text() == SENTENCES[0]
    assert window.page.locator("details.gist").count() == 0
    window.page.locator(f"h2 a:text('{LONG[:40]}')").click()
    assert SENTENCES[2] in window.page.locator(".abstract").inner_text()


def test_a_short_abstract_in_a_list_is_shown_without_an_ellipsis(window):
    assert "Short." in texts(window, "tags/tides.html", ".gist")


def test_a_paper_that_is_listed_again_shows_when_it_was_first_listed(window):
    assert texts(window, "papers/date/2026-01-06.html", ".again .since") == ["first listed 30 December 2025"]
    assert window.page.locator(".again .since a").get_attribute("href").endswith("papers/date/2025-12-30.html")
    assert texts(window, "papers/date/2025-12-30.html", ".again") == []


@pytest.mark.parametrize(
    ("page", "ways"),
    [
        ("papers/date/2025-12-31.html", ["← 30 December 2025", "5 January 2026 →"]),
        ("papers/week/2026-W02.html", ["← Week 1 of 2026"]),
        ("papers/month/2025-12.html", ["January 2026 →"]),
        ("papers/year/2026.html", ["← 2025"]),
    ],
)
def test_the_heading_of_a_period_has_links_to_the_previous_and_the_next_period(page: str, ways: list[str], window):
    assert texts(window, page, ".head .neighbours a") == ways


def test_the_trending_page_links_to_the_week_the_month_and_the_year(window):
    assert texts(window, "papers/trending.html", ".periods a") == ["week", "month", "year"]


def test_the_archive_has_a_chart_a_caption_and_a_calendar_with_counts(window):
    page = "archive.html"
    captions = texts(window, page, "figcaption")
    assert captions[0].startswith("3 papers on 2 days, most on 5 January 2026 (2).")
    titles = window.page.locator(".heat title").all_text_contents()
    assert titles[:2] == ["5 January 2026: 2\xa0papers", "6 January 2026: 1\xa0paper"]
    assert titles[2:] == ["30 December 2025: 1\xa0paper", "31 December 2025: 0\xa0papers"]
    cells = window.page.locator("details[open] td:has(a)").all_inner_texts()
    assert [cell.split() for cell in cells] == [["5", "2"], ["6", "1"]]


def test_the_trend_of_a_subject_has_a_text_alternative_and_a_table(window):
    texts(window, "tags/tides.html", "main")
    figure = window.page.get_by_role("img", name="starts at 1, peaks at 2, ends at 2")
    assert figure.count() == 1
    window.page.locator(".timeline summary").click()
    assert window.page.locator(".timeline tr").all_inner_texts() == ["December 2025\t1", "January 2026\t2"]
    texts(window, "tags/index.html", "main")
    assert figure.count() == 1


def test_the_page_of_a_paper_has_abstract_links_details_and_a_citation_to_copy(window):
    page = "papers/2512.00001.html"
    assert texts(window, page, "article h2") == ["Abstract", "Details", "Cite"]
    assert texts(window, page, ".actions a") == ["PDF", "arXiv", "Code", "Project", "alphaXiv", "Cite"]
    assert [text.split(",")[0] for text in texts(window, page, ".record dd:has(> a time)")] == [
        "30 December 2025",
        "6 January 2026",
    ]
    assert window.page.locator(".cite code").inner_text().startswith("@article{2512.00001,")
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.page.get_by_role("button", name="Copy").click()
    window.page.wait_for_selector("text=Citation copied.")
    assert window.page.evaluate("navigator.clipboard.readText()").startswith("@article{2512.00001,")


def test_a_long_list_of_authors_can_be_unfolded(window):
    texts(window, "papers/2512.00001.html", "main")
    rest = window.page.locator("details.authors")
    assert rest.locator("summary").inner_text().replace("\xa0", " ") == "and 640 more authors"
    assert not rest.get_by_text("Number663").is_visible()
    rest.locator("summary").click()
    assert rest.get_by_text("Number663").is_visible()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("papers/date/2025-12-31.html", "No papers were listed on this day."),
        ("papers/2601.00002.html", "No abstract available."),
        ("saved.html", "No saved papers yet."),
        ("404.html", "The address may have a typo"),
    ],
)
def test_empty_pages_say_so(page: str, words: str, window):
    window.page.goto(window.address + page)
    window.page.locator("main").get_by_text(words).wait_for()


def test_all_these_pages_fit_a_small_screen(varied: Built, chromium):
    with host(varied) as address, Window(chromium, address, viewport=SMALL) as window:
        widths = {page: window.visit(page).width for page in varied.pages() if page != "404.html"}
    assert {page: width for page, width in widths.items() if width > SMALL["width"]} == {}


def test_the_words_that_label_links_for_screen_readers_are_not_shown(window):
    page = "papers/date/2025-12-30.html"
    [footer] = texts(window, page, "footer")
    assert "PDF of" not in footer
    assert window.page.get_by_role("link", name=f"PDF of {LONG[:40]}").count() == 1
