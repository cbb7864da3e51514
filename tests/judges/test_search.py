"""The search page in a browser: it ranks as the Python reader does, and says what it cannot do."""

import gzip
import json
import random
import re
from xml.etree import ElementTree

import pytest

from gazette.search.reader import Reader
from gazette.search.words import split

from .browser import Window, host
from .sites import Built
from .test_lightness import KB

pytestmark = pytest.mark.browser
FIXED = [
    "c++",
    "ε",
    "O(n log n)",
    "tag:agents reasoning",
    "the of",
    "foo:bar x",
    "-gap",
    '"state of the art"',
    "大语言",
]
FIXED += ["author:hintn modelz", "tag:robotcs", 'tag:"computer visian" lerning agentz', "org:googel"]
FIXED += ["votes:>100", "before:2025", "votes:<=3 after:2025-13", "OR OR", "naïve Bayes", "org:google", "2405.14906"]
HOSTILE = ["x" * 10_000, "- " * 500, '"' * 99, "\x00\x01\x1f", "<img src=x onerror=alert(1)>", "votes:>" * 20, "\ud800"]
HOSTILE += [
    "javascript:alert(1)",
    "%00%ff",
    "((((",
    "🙂",
    "\u0301" * 300,
    "tag:<b>",
    "author:-",
    "constructor __proto__",
]


def ask(window: Window, query: str) -> None:
    """Type a query, and wait for the answer."""
    window.page.evaluate(
        """query => {
          const box = document.querySelector("#search [name=q]");
          box.value = query;
          document.querySelector("#results").ariaBusy = "true";
          box.dispatchEvent(new Event("input"));
        }""",
        query,
    )
    window.page.wait_for_selector("#results[aria-busy=false]", state="attached")


def open_search(window: Window, query: str = "") -> None:
    window.page.goto(f"{window.address}search.html{query}")
    window.page.wait_for_selector("#results[aria-busy=false]", state="attached")


def shown(window: Window) -> list[str]:
    """The addresses of the papers, in order."""
    return window.page.eval_on_selector_all(
        "#results article[data-paper] h2 a", "links => links.map(link => link.getAttribute('href'))"
    )


def said(window: Window) -> str:
    return window.page.inner_text("#found")


def queries(reader: Reader, count: int) -> list[str]:
    """Queries of many kinds, made of titles."""
    rng = random.Random(5)
    numbers = [(tier, number) for tier in reader.tiers for number in range(tier.size)]
    found = []
    while len(found) < count:
        tier, number = rng.choice(numbers)
        slug, title, authors, day = tier.row(number)
        words = split(title)
        if len(words) > 2:
            first, second, third = rng.sample(words, 3)
            kinds = [f"{first} {second} {third}", first, first[:4], f'"{" ".join(words[:3])}"', f"{first} OR {second}"]
            kinds += [f"author:{authors.split(' ')[-1]} {first}", f"{first} -{second} after:{day[:7]} votes:>2", slug]
            found.append(rng.choice([*kinds, f"{first[:-2]}zx {second}"]))
    return found


def test_the_browser_ranks_as_the_command_does(request, made, chromium):
    """On all days and 500 queries with --slow."""
    slow = request.config.getoption("--slow")
    site = made("whole" if slow else "real")
    reader = Reader(lambda path: (site.folder / path).read_bytes())
    with host(site) as address, Window(chromium, address) as window:
        open_search(window)
        for query in [*FIXED, *queries(reader, 500 if slow else 60)]:
            ask(window, query)
            expected = reader.search(query)
            assert (query, shown(window)) == (query, [f"papers/{hit.slug}.html" for hit in expected.hits])
            suggested = window.page.eval_on_selector_all("#found a", "links => links.map(link => link.textContent)")
            assert suggested == ([expected.suggestion] if expected.suggestion else [])
            some = expected.found - expected.complete
            counts = [expected.complete, some] if some else [expected.found] if expected.found else []
            assert re.findall(r"(?<=: )[\d,]+(?=\.)", said(window))[: len(counts)] == [f"{each:,}" for each in counts]
            assert all(note in said(window) for note in expected.notes)
        for sort in ("date", "votes"):
            open_search(window, f"?q=models&sort={sort}")
            assert shown(window) == [f"papers/{hit.slug}.html" for hit in reader.search("models", sort=sort).hits]
        assert window.faults == []


@pytest.fixture
def real(made) -> Built:
    return made("real")


def a_title(site: Built, number: int = 0) -> tuple[str, str]:
    """The address and the title of a paper."""
    row = Reader(lambda path: (site.folder / path).read_bytes()).tiers[1].row(number)
    return f"papers/{row[0]}.html", row[1]


def test_an_address_is_a_query_and_typing_changes_it(real: Built, chromium):
    path, title = a_title(real)
    words = " ".join(split(title)[:3])
    with host(real) as address, Window(chromium, address) as window:
        open_search(window, f"?q={words}&sort=date")
        assert path in shown(window)
        assert window.page.input_value("#search [name=q]") == words
        assert window.page.input_value("#search [name=sort]") == "date"
        ask(window, "models & <b>")
        assert window.page.url.endswith("search.html?q=models+%26+%3Cb%3E&sort=date")
        assert window.page.title().startswith("models & <b> · Search")
        assert window.faults == []


def test_words_are_marked_in_titles_and_in_the_part_of_the_abstract_that_is_shown(real: Built, chromium):
    word = max(split(a_title(real)[1]), key=len)
    with host(real) as address, Window(chromium, address) as window:
        open_search(window, f"?q={word}")
        window.page.wait_for_selector("#results .gist mark")
        marks = window.page.eval_on_selector_all(
            "#results mark", "all => all.map(mark => mark.textContent.toLowerCase())"
        )
        assert word in marks
        assert window.page.inner_text("#results .gist") != ""


def test_years_and_subjects_narrow_a_query(real: Built, chromium):
    with host(real) as address, Window(chromium, address) as window:
        open_search(window, "?q=models")
        window.page.wait_for_selector("#subjects a")
        years = window.page.eval_on_selector_all("#years span", "all => all.map(each => each.textContent)")
        total = int(re.search(r"[\d,]+", said(window))[0].replace(",", ""))
        assert sum(int(each.split()[1].replace(",", "")) for each in years) == total
        name, _, count = window.page.inner_text("#subjects span").rpartition(" ")
        window.page.click("#subjects a")
        window.page.wait_for_selector("#results[aria-busy=false] article")
        assert f" {count}." in said(window)
        assert "tag:" in window.page.input_value("#search [name=q]")
        assert name


RIGHT = """async at => {
  const line = document.querySelector("#subjects");
  line.scrollLeft = at * line.scrollWidth;
  const { left, right, top, bottom } = line.getBoundingClientRect();
  return { overflow: line.scrollWidth - line.clientWidth, x: left, y: top, width: right - left, height: bottom - top };
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_line_of_subjects_that_goes_on_has_a_shadow_at_that_end(real: Built, chromium, theme):
    view = {"width": 360, "height": 800}
    with host(real) as address, Window(chromium, address, viewport=view, color_scheme=theme) as window:
        open_search(window, "?q=models")
        window.page.wait_for_selector("#subjects a")
        window.page.evaluate("for (const each of document.querySelector('#subjects').children) each.style.opacity = 0")
        shadows = []
        for at in (0, 0.5, 1):
            box = window.page.evaluate(RIGHT, at)
            assert box.pop("overflow") > 0
            ends = [box | {"width": 6}, box | {"x": box["x"] + box["width"] - 6, "width": 6}]
            plain = box | {"x": box["x"] + 100, "width": 6}
            expected = window.page.screenshot(clip=plain)
            shadows.append([window.page.screenshot(clip=end) != expected for end in ends])
        assert shadows == [[False, True], [True, True], [True, False]]


def test_a_misspelt_word_gets_a_suggestion_that_leads_to_its_papers(real: Built, chromium):
    path, title = a_title(real)
    word = max(split(title), key=len)
    wrong = f"{word[:-1]}q"
    suggestion = Reader(lambda path: (real.folder / path).read_bytes()).search(wrong).suggestion
    assert suggestion
    with host(real) as address, Window(chromium, address) as window:
        open_search(window, f"?q={wrong}")
        assert window.page.inner_text("#found a") == suggestion
        window.page.click("#found a")
        window.page.wait_for_selector("#results[aria-busy=false] article")
        assert window.page.input_value("#search [name=q]") == suggestion
        assert (suggestion != word) or path in shown(window)


def test_each_example_on_the_page_finds_papers(real: Built, chromium):
    with host(real) as address, Window(chromium, address) as window:
        open_search(window)
        links = window.page.eval_on_selector_all(".help a", "all => all.map(link => link.getAttribute('href'))")
        assert len(links) >= 7
        for link in links:
            open_search(window, link.removeprefix("search.html"))
            assert (link, bool(shown(window))) == (link, True)
        assert window.faults == []


def test_results_can_be_saved_and_hidden_as_in_other_lists(real: Built, chromium):
    path, title = a_title(real)
    with host(real) as address, Window(chromium, address) as window:
        open_search(window, f"?q={title.replace('&', ' ')}")
        window.page.click("#results [data-habit=save]")
        window.page.wait_for_selector("#results [data-habit=save][aria-pressed=true]")
        window.page.click("#results [data-habit=hide]")
        window.page.wait_for_selector(".hidden-note button")
        window.page.goto(f"{address}saved.html")
        window.page.wait_for_selector(f"#saved-list a[href$='{path}']")
        assert window.faults == []


@pytest.mark.parametrize("query", HOSTILE)
def test_any_query_has_an_answer_and_runs_no_script(real: Built, chromium, query):
    with host(real) as address, Window(chromium, address) as window:
        open_search(window)
        ask(window, query)
        assert window.dialogs == []
        assert window.faults == []
        assert "did not arrive" not in said(window)


def test_hostile_papers_are_shown_as_text(hostile: Built, chromium):
    with host(hostile) as address, Window(chromium, address) as window:
        for query in ("votes:>=0", "alert", "script"):
            open_search(window, f"?q={query}")
            assert window.dialogs == []
        assert window.faults == []


def test_a_file_that_does_not_arrive_is_said_and_the_rest_is_shown(real: Built, chromium):
    path, title = a_title(real)
    with host(real) as address, Window(chromium, address, service_workers="block") as window:
        window.page.route("**/search/settled/words-*", lambda route: route.abort())
        open_search(window, f"?q={title.replace('&', ' ')}")
        assert path in shown(window)
        assert "incomplete" in said(window)
        window.page.unroute("**/search/settled/words-*")
        window.page.route("**/search/current.json", lambda route: route.fulfill(status=404))
        open_search(window, "?q=models")
        assert "did not arrive" in said(window)
        window.page.unroute("**/search/current.json")
        ask(window, "models ")
        assert shown(window)


def test_a_page_that_is_older_than_the_index_reads_the_new_one(real: Built, chromium):
    """The root comes from a cache of the browser, and another edition was published since."""
    with host(real) as address, Window(chromium, address, service_workers="block") as window:
        root = json.loads((real.folder / "search/settled.json").read_text("utf-8"))
        root[3] = [[first, "old0"] for first, _ in root[3]]
        answers = [json.dumps(root)]
        window.page.route(
            "**/search/settled.json",
            lambda route: (
                route.fulfill(body=answers.pop(), content_type="application/json") if answers else route.continue_()
            ),
        )
        open_search(window, "?q=models")
        assert shown(window)
        assert "incomplete" not in said(window)


def test_subjects_that_do_not_arrive_are_said_and_an_unknown_order_is_relevance(real: Built, chromium):
    with host(real) as address, Window(chromium, address, service_workers="block") as window:
        window.page.route("**/search/subjects.json", lambda route: route.fulfill(status=404))
        open_search(window, "?q=models&sort=none")
        window.page.wait_for_selector("#subjects:has-text('did not arrive')")
        assert shown(window)
        assert window.page.input_value("#search [name=sort]") == "relevance"


def test_a_query_stays_in_the_browser(real: Built, chromium):
    with host(real) as address, Window(chromium, address) as window:
        asked: list[str] = []
        window.page.on("request", lambda request: asked.append(request.url))
        open_search(window)
        ask(window, "confidential words")
        assert asked
        assert not [url for url in asked if "confidential" in url]


def test_without_scripts_and_from_disk_the_page_says_why_not_and_offers_other_ways(real: Built, chromium):
    for scheme, options, why in (
        ("http", {"java_script_enabled": False}, "needs JavaScript"),
        ("file", {}, "from disk"),
    ):
        with host(real, scheme) as address, Window(chromium, address, **options) as window:
            window.page.goto(f"{address}search.html?q=models")
            text = window.page.inner_text("#results")
            assert why in text
            assert not window.page.is_visible("#search")
            links = window.page.eval_on_selector_all("#results a", "all => all.map(link => link.getAttribute('href'))")
            assert {"tags/index.html", "archive.html"} <= {*links}


@pytest.mark.parametrize("width", [1440, 360])
def test_slash_leads_to_a_search_box_on_every_page(real: Built, chromium, width):
    with host(real) as address, Window(chromium, address, viewport={"width": width, "height": 800}) as window:
        for page in ("index.html", "archive.html", "search.html?q=models"):
            window.page.goto(address + page)
            window.page.wait_for_selector("footer button")
            window.page.keyboard.press("/")
            window.page.wait_for_selector("input[type=search]:focus")
        window.page.goto(f"{address}index.html")
        if width > 1000:
            window.page.fill(".find input", "models")
            window.page.press(".find input", "Enter")
            window.page.wait_for_selector("#results[aria-busy=false] article")
            assert window.page.url == f"{address}search.html?q=models"
        assert window.page.is_visible(".find") == (width > 1000 and "search.html" not in window.page.url)


def test_the_script_is_at_most_8_kilobytes_and_only_on_the_search_page(real: Built):
    (script,) = (real.folder / "assets").glob("search.*.js")
    assert len(gzip.compress(script.read_bytes(), 9)) <= 8 * KB
    using = [page for page in real.pages() if script.name in (real.folder / page).read_text("utf-8")]
    assert using == ["search.html"]


def test_the_script_has_no_text_over_several_lines_which_shortening_would_change(real: Built):
    (script,) = (real.folder / "assets").glob("search.*.js")
    assert all(line.count("`") % 2 == 0 for line in script.read_text("utf-8").splitlines())


def test_the_description_for_the_search_box_of_browsers_is_right(real: Built):
    namespace = "{http://a9.com/-/spec/opensearch/1.1/}"
    tree = ElementTree.parse(real.folder / "opensearch.xml").getroot()
    assert tree.tag == f"{namespace}OpenSearchDescription"
    assert len(tree.findtext(f"{namespace}ShortName")) <= 16
    (page,) = (url for url in tree.iter(f"{namespace}Url") if url.get("type") == "text/html")
    assert page.get("template").endswith("/search.html?q={searchTerms}")
    assert '<link rel="search" type="application/opensearchdescription+xml"' in (real.folder / "index.html").read_text()
