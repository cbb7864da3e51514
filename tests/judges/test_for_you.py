"""The page "For you" ranks the latest papers by what its reader saved, in the browser alone, and loads at most 2 MB."""

import json
import os
import random
import re
import subprocess
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from gazette.search import query
from gazette.sources import assets

from . import ranking
from .browser import Window, host
from .habits import announced, until
from .payloads import PAYLOADS
from .ranking import NEW, PAGE, PUT, Counting, arxiv, known, path, rank, reader, show, small, state, title, titles
from .sites import PLAIN, Built, built, settings, write
from .test_accessibility import violations
from .tools import ROOT, need

pytestmark = pytest.mark.browser

LIMIT = 2_000_000
ROUTED = {"service_workers": "block"}
"""For a window whose requests a test answers: the test does not see those of a service worker."""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Built:
    return small(tmp_path_factory.mktemp("ranked"))


def why(window: Window) -> list[str]:
    found: list[str] = window.page.locator(".because").all_text_contents()
    return [each.removeprefix("Because of: ") for each in found]


def requests(window: Window) -> list[str]:
    """The paths that the page asks for from now on."""
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url.removeprefix(window.address).partition("?")[0]))
    return asked


def choose(window: Window, text: str) -> None:
    body = text.encode("utf-8", "replace")
    window.page.locator("input[type=file]").set_input_files(
        [{"name": "a.bib", "mimeType": "text/plain", "buffer": body}]
    )
    until(window, "document.getElementById('state').textContent", lambda text: "a.bib" in text)


def bibtex(*entries: str) -> str:
    return "\n\n".join(entries)


@pytest.mark.parametrize("subject", ranking.SUBJECTS)
def test_what_a_reader_saved_brings_the_papers_of_the_same_subject(site: Built, chromium, subject: str):
    with reader(chromium, site, known(subject, 0, 1)) as window:
        found = rank(window)
        assert set(found) == titles(subject)
        words = set(re.findall(r"\w+", f"{ranking.SUBJECTS[subject][0]} {ranking.SUBJECTS[subject][1]}".lower()))
        assert [set(each.split(", ")) <= words and 1 <= len(each.split(", ")) <= 4 for each in why(window)] == [
            True
        ] * 6
        assert window.faults == []


def test_function_words_and_parts_of_words_with_hyphens_are_not_among_the_words_that_decide(site: Built, chromium):
    with reader(chromium, site) as window:
        ranking.paste(window, "re-ranking of reefs: out-of-the-lagoon, pre-bleaching, non-corals, self-aware polyps")
        rank(window)
        words = re.findall(r"[a-z]+", window.page.locator("#words p").text_content().partition(": ")[2])
        assert {"reefs", "lagoon", "polyps"} <= {*words}
        assert {*words} & {"re", "out", "of", "the", "pre", "non", "self", "aware"} == set()


@pytest.mark.parametrize("width", [360, 1440])
def test_results_are_brought_into_view_and_the_list_is_closed(site: Built, chromium, width: int):
    with reader(chromium, site, viewport={"width": width, "height": 600}) as window:
        ranking.paste(window, "nothing-of-this-is-here")
        assert rank(window) == []
        assert window.page.locator("#list").is_visible()
        ranking.paste(window, "corals")
        assert rank(window)
        assert not window.page.locator("#list").is_visible()
        place = "document.querySelector('#results article').getBoundingClientRect()"
        assert window.page.evaluate(f"{place}.top >= 0 && {place}.bottom <= innerHeight")


def test_of_equal_papers_the_newest_comes_first(site: Built, chromium):
    with reader(chromium, site, known("reefs", 0)) as window:
        assert rank(window) == [title("reefs", number) for number in reversed(NEW)]


@pytest.mark.parametrize(("weeks", "most"), [("2", 4), ("4", 6)])
def test_only_papers_of_the_weeks_that_the_reader_chose_are_ranked(site: Built, chromium, weeks: str, most: int):
    with reader(chromium, site, known("lace", 0)) as window:
        assert rank(window, weeks) == [title("lace", number) for number in list(reversed(NEW))[:most]]
        assert f"of {3 * most} papers of these weeks" in state(window)


def test_papers_that_were_saved_or_hidden_are_not_shown_again(site: Built, chromium):
    with reader(chromium, site, known("reefs", 0, 7), [path("reefs", 8)]) as window:
        assert set(rank(window)) == titles("reefs") - titles("reefs", (7, 8))


def test_the_words_of_hidden_papers_count_against_a_paper(site: Built, chromium):
    both = known("reefs", 0, 1) + known("glaciers", 0, 1)
    with reader(chromium, site, both) as window:
        assert set(rank(window)) == titles("reefs") | titles("glaciers")
    with reader(chromium, site, both, [path("glaciers", number) for number in (2, 3)]) as window:
        found = rank(window)
        assert set(found[:6]) == titles("reefs")
        assert "2 not for you" in state(window)


def test_hidden_papers_count_against_nothing_if_the_reader_hides_all_that_were_opened(site: Built, chromium):
    hidden = [path("glaciers", number) for number in (2, 3)]
    with reader(chromium, site, known("glaciers", 0, 1), hidden, seen=True) as window:
        assert "do not count" in window.page.locator("#basis").inner_text()
        assert set(rank(window)) == titles("glaciers")
        assert "not for you" not in state(window)


GIVEN = {
    "an id": arxiv("reefs", 0),
    "a version": f"arXiv:{arxiv('reefs', 0)}v3",
    "addresses": f"https://arxiv.org/abs/{arxiv('reefs', 0)}, https://arxiv.org/pdf/{arxiv('reefs', 1)}v1.pdf",
    "the DOI of arXiv": f"10.48550/arXiv.{arxiv('reefs', 1)}",
    "words": "bleaching of corals",
    "eprint": bibtex(f"@misc{{a, eprint = {{{arxiv('reefs', 0)}}}, archivePrefix={{arXiv}}}}"),
    "journal": bibtex(f'@article{{a, journal="arXiv preprint arXiv:{arxiv("reefs", 0)}", year=2025}}'),
    "title": bibtex("@book(x, y)", "@inproceedings{k,\n  title = {{Bleaching} of {C}or{\\'a}ls},\n  year = 1999,\n}"),
    "abstract": bibtex('@article{k, title = "Of the Sea", abstract = "Bleaching, with {"}corals{"}."}'),
    "id that is unknown, and a title": bibtex("@misc{k, eprint={1001.00001}, title={Corals and polyps}}"),
    "an entry after one that does not end": bibtex("@misc{a, title={{{No end", "@misc{b, title={Corals and polyps}}"),
    "comments and macros": bibtex(
        '@string{x = "y"}', "@comment{no, it is}", "@misc{b, title = {Corals }, month = jan}"
    ),
}


@pytest.mark.parametrize("kind", GIVEN)
def test_a_reader_who_saved_nothing_starts_from_ids_or_bibtex(site: Built, chromium, kind: str):
    with reader(chromium, site) as window:
        ranking.paste(window, GIVEN[kind])
        assert set(rank(window)) == titles("reefs")
        assert window.faults == []


def test_a_reader_chooses_a_bibtex_file_and_its_papers_are_not_shown(site: Built, chromium, tmp_path: Path):
    file = tmp_path / "mine.bib"
    file.write_text(bibtex(*[f"@misc{{k{n}, eprint={{{arxiv('lace', n)}}}}}" for n in (0, 5)]), "utf-8")
    with reader(chromium, site) as window:
        window.page.locator("input[type=file]").set_input_files(file)
        until(window, "document.getElementById('state').textContent", lambda text: "mine.bib" in text)
        assert set(rank(window)) == titles("lace") - titles("lace", [5])


def test_a_file_that_is_too_large_is_not_read(site: Built, chromium):
    with reader(chromium, site) as window:
        file = {"name": "a.bib", "mimeType": "text/plain", "buffer": b" " * 5_000_001}
        window.page.locator("input[type=file]").set_input_files([file])
        until(window, "document.getElementById('state').textContent", lambda text: "too large" in text)


def test_ids_that_the_archive_does_not_have_are_counted(site: Built, chromium):
    with reader(chromium, site) as window:
        ranking.paste(window, f"{arxiv('reefs', 0)} 1001.00001 1001.00002")
        assert set(rank(window)) == titles("reefs")
        assert "2 ids are not in this archive." in state(window)
        ranking.paste(window, "1001.00001")
        assert rank(window) == []
        assert "One id is not in this archive." in state(window)
        assert "nothing to start from" in state(window)


def test_nothing_is_loaded_before_the_reader_asks_and_nothing_is_sent(site: Built, chromium):
    with reader(chromium, site, known("reefs", 0), [path("lace", 0)]) as window:
        asked = requests(window)
        show(window)
        assert [each for each in asked if each.startswith(("search/", "papers/"))] == []
        sent: list[str] = []
        window.page.on("request", lambda request: sent.append(request.post_data or request.method))
        ranking.paste(window, "lagoons")
        rank(window)
        assert {*filter(lambda each: each.startswith("papers/"), asked)} == {path("reefs", 0), path("lace", 0)}
        assert any(each.startswith("search/") for each in asked)
        assert {*sent} == {"GET"}
        assert window.faults == []


def test_ranked_papers_can_be_saved_and_hidden_and_are_left_out_the_next_time(site: Built, chromium):
    with reader(chromium, site, known("glaciers", 0)) as window:
        first, second, *others = rank(window)
        window.page.wait_for_selector("#results [data-habit=hide]")
        window.page.get_by_role("button", name=f"Save: {first}").click()
        announced(window, f"Saved: {first}")
        window.page.get_by_role("button", name=f"Hide: {second}").click()
        announced(window, f"Hidden: {second}")
        assert rank(window) == others
        window.page.wait_for_selector("#results [data-habit=hide]")
        assert window.page.locator("#results [data-habit]").count() == 2 * len(others)


def test_muted_papers_are_hidden_in_the_ranking(site: Built, chromium):
    with reader(chromium, site, known("glaciers", 0)) as window:
        show(window, "saved.html")
        window.page.locator("#mute").fill("part 9")
        window.page.get_by_role("button", name="Mute", exact=True).click()
        window.page.wait_for_selector("text=Unmute")
        show(window)
        rank(window)
        window.page.wait_for_selector(".hidden-note")
        assert "1 muted" in window.page.locator(".hidden-note").inner_text()
        assert title("glaciers", 9) not in window.page.locator("#results h2:visible").all_text_contents()


def test_the_page_of_saved_papers_leads_here_once_a_paper_is_saved(site: Built, tmp_path: Path, chromium):
    with reader(chromium, site) as window:
        show(window, "saved.html")
        window.page.wait_for_selector("#mute")
        assert window.page.get_by_text("More like these").count() == 0
    with reader(chromium, site, known("reefs", 0)) as window:
        show(window, "saved.html")
        window.page.get_by_text("More like these").click()
        window.page.wait_for_url(f"**/{PAGE}")
    other = small(tmp_path, search=False)
    with host(other) as address, Window(chromium, address) as window:  # a site without the page
        show(window, "saved.html")
        window.page.wait_for_selector("#mute")
        window.page.evaluate(PUT, [[["papers/a.html", "A"]], [], False])
        show(window, "saved.html")
        window.page.wait_for_selector("#saved-list h2")
        assert window.page.get_by_text("More like these").count() == 0


def test_who_saved_nothing_is_told_how_to_start(site: Built, chromium):
    with reader(chromium, site) as window:
        assert "You have not saved a paper yet" in window.page.locator("#basis").inner_text()
        assert window.page.locator("#list").is_visible()
        assert rank(window) == []
        assert "Save a few papers, or paste ids or BibTeX" in state(window)


def test_the_page_alone_makes_no_database_so_that_gazette_js_can_make_it_whole(site: Built, chromium):
    with host(site) as address, Window(chromium, address) as window:
        window.page.route("**/gazette.*.js", lambda route: route.abort())
        window.page.goto(address + PAGE)
        window.page.wait_for_function("() => document.getElementById('basis').textContent")
        assert window.page.evaluate("indexedDB.databases()") == []
        window.page.unroute("**/gazette.*.js")
        show(window)
        window.page.evaluate(PUT, [known("reefs", 0), [], False])
        show(window)
        assert set(rank(window)) == titles("reefs")


def test_from_disk_without_scripts_and_without_an_index_the_page_says_why_it_does_not_work(site: Built, chromium):
    with host(site, "file") as address, Window(chromium, address) as window:
        window.page.goto(address + PAGE)
        window.page.wait_for_function("() => document.getElementById('state').textContent")
        assert "opened from disk" in state(window)
        assert window.page.locator("#ranking").is_hidden()
    with host(site) as address, Window(chromium, address, java_script_enabled=False) as window:
        window.page.goto(address + PAGE)
        assert "needs JavaScript" in window.page.locator("#results").inner_text()
        assert window.page.locator("#ranking").is_hidden()
    with reader(chromium, site, known("reefs", 0), **ROUTED) as window:
        window.page.route("**/search/*.json*", lambda route: route.abort())
        assert rank(window) == []
        assert "The search index did not arrive" in state(window)
        window.page.unroute("**/search/*.json*")
        assert set(rank(window)) == titles("reefs")


def test_a_part_of_the_index_that_is_missing_is_mentioned(site: Built, chromium):
    with reader(chromium, site, known("reefs", 0), **ROUTED) as window:
        window.page.route("**/search/settled/words-*", lambda route: route.fulfill(status=404))
        assert set(rank(window)) == titles("reefs", range(7, 10))  # those of the latest month
        assert "The search index is incomplete" in state(window)


def test_a_site_that_changes_meanwhile_is_read_again(site: Built, chromium):
    with reader(chromium, site, known("reefs", 0), **ROUTED) as window:
        old = ["AAAA"]

        def answer(route) -> None:
            body = route.fetch().json()
            route.fulfill(json=[old.pop(), *body[1:]] if old else body)

        window.page.route("**/search/current/words-*", answer)
        assert set(rank(window)) == titles("reefs")
        assert old == []


def test_the_title_of_a_saved_paper_counts_if_its_page_is_gone(site: Built, chromium):
    with reader(chromium, site, [("papers/gone.html", "Corals and polyps")]) as window:
        assert set(rank(window)) == titles("reefs")


class Padded(Counting):
    """A handler whose pages of papers and files of the index are 300 kB longer, sent in small parts."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        body = source.read()
        Counting.sent += len(body)
        outputfile.write(body)
        for _ in range(60 if re.search(r"/(search|papers)/", self.path) else 0):
            outputfile.write(b" " * 5_000)
            Counting.sent += 5_000

    def send_header(self, keyword: str, value: str) -> None:
        is_long = keyword == "Content-Length" and re.search(r"/(search|papers)/", self.path)
        super().send_header(keyword, str(int(value) + 300_000) if is_long else value)


def test_whatever_the_site_sends_the_page_stops_at_two_megabytes(site: Built, chromium):
    saved = known("reefs", *ranking.OLD, *NEW) + known("lace", *ranking.OLD, *NEW)
    hidden = [path("glaciers", number) for number in NEW]
    with reader(chromium, site, saved, hidden, handler=Padded, **ROUTED) as window:
        Counting.sent = 0
        for weeks in ("4", "2", "8"):
            rank(window, weeks)
        assert (
            LIMIT / 2 < Counting.sent <= LIMIT + 6 * 305_000
        )  # the server sends some of what the page no longer reads
        (kilobytes,) = re.findall(r"Loaded: ([\d,]+) kB", state(window))
        assert LIMIT / 2 < int(kilobytes.replace(",", "")) * 1000 <= LIMIT + 12 * 64_000  # the files on their way
        assert "this page loads at most 2 MB" in state(window)


def random_bibtex(seed: int, lines: int) -> str:
    """Lines of BibTeX, markup and control characters in any order."""
    chance = random.Random(seed)
    signs = [
        "@misc{",
        "@",
        "{",
        "}",
        '"',
        "\\",
        ",",
        "=",
        "\n",
        " " * 40,
        "title = ",
        "abstract={",
        "eprint=",
        "(",
        ")",
    ]
    signs += ["\0", "\x1b", "\u202e", "\ufeff", "\ud800", "corals", "2501.01000", "10.1/x", "@article{k,", *PAYLOADS]
    return "\n".join("".join(chance.choices(signs, k=chance.randint(1, 9))) for _ in range(lines))


@pytest.mark.parametrize("seed", range(4))
def test_a_hostile_file_of_10000_lines_is_read_at_once_and_runs_nothing(site: Built, chromium, seed: int):
    text = random_bibtex(seed, 10_000)
    with reader(chromium, site) as window:
        choose(window, text)
        start = monotonic()
        found = rank(window)
        assert monotonic() - start < 10
        assert {*found} <= titles("reefs") | titles("lace") | titles("glaciers")
        assert state(window).endswith("kB.")
        assert window.dialogs == []
        assert [fault for fault in window.faults if not fault.startswith(("404", "console: Failed to load"))] == []


@pytest.mark.parametrize(
    "text", ["@misc{a,title={" * 100_000, "{" * 1_000_000, "@a{" + " " * 1_000_000, "\\" * 999_999]
)
def test_long_repetitions_take_no_long_time(site: Built, chromium, text: str):
    with reader(chromium, site) as window:
        choose(window, text)
        start = monotonic()
        rank(window)
        assert monotonic() - start < 10
        assert "nothing to start from" in state(window) or state(window).endswith("kB.")


def test_texts_of_strangers_are_shown_as_text(chromium, tmp_path: Path):
    source = ranking.source(tmp_path / "source")
    papers = [
        {"title": f"Corals {payload}", "id": f"p{at}", "abstract": [f"polyps {payload}"]}
        for at, payload in enumerate(PAYLOADS)
    ]
    ranking.write(source / "content/2025-06-11.json", json.dumps({"papers": papers}))
    site = ranking.built(source, tmp_path / "root")
    with reader(chromium, site, [*known("reefs", 0), ("papers/2501.00000.html", PAYLOADS[0])]) as window:
        found = rank(window)
        assert sum(each.startswith("Corals") for each in found) >= 20
        assert window.dialogs == []
        assert (
            window.page.evaluate("document.querySelectorAll('#results :is(img, script, iframe, svg, object)').length")
            == 0
        )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(site: Built, chromium, theme: str, width: int):
    view = {"width": width, "height": 800}
    with reader(chromium, site, color_scheme=theme, viewport=view) as window:
        found = {"before": violations(window)}
        ranking.paste(window, "corals")
        rank(window)
        window.page.locator("#words summary").click()
        found["after"] = violations(window)
        assert found == {"before": [], "after": []}
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def real_days(tmp_path_factory) -> Built:
    """All real days, with the pages that a ranking needs."""
    folder = tmp_path_factory.mktemp("days")
    listings = sorted(Path(os.environ.get("GAZETTE_LISTINGS", ROOT.parent / "shared/listings/hf")).rglob("*.json"))
    if not listings:
        pytest.skip("there are no real listings next to the checkout")
    for file in listings:
        write(folder / f"source/content/{file.name}", file.read_text("utf-8"))
    without = ["author", "authors", "org", "orgs", "tag", "tags", "feed", "opml", "week", "month", "year", "sitemap"]
    write(folder / "source/site.yaml", settings(PLAIN | {"search": True, "leave_out": without}))
    return built(folder / "source", folder / "root")


def papers_of(site: Built) -> list[tuple[str, str]]:
    """The address and title of each paper before the latest month."""
    files = sorted(site.folder.glob("search/settled/titles-*.json"))
    rows = [row for file in files for row in json.loads(file.read_text("utf-8"))[1]]
    return [(f"papers/{name}.html", title) for name, title, *_ in rows]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_on_real_days_a_ranking_loads_at_most_two_megabytes(real_days: Built, chromium, seed: int):
    chosen = random.Random(seed).sample(papers_of(real_days), 200)
    hidden = [path for path, _ in chosen[100:]]
    with reader(chromium, real_days, chosen[:100], hidden, handler=Counting, **ROUTED) as window:
        Counting.sent = 0
        assert len(rank(window, "8")) == 30
        assert LIMIT / 4 < Counting.sent <= LIMIT
        loaded = Counting.sent
        assert len(rank(window, "2")) == 30
        assert Counting.sent <= LIMIT
        assert f"{-(-Counting.sent // 1000):,} kB" in state(window)
        assert Counting.sent - loaded <= 200_000  # only titles that were not needed before


@pytest.mark.slow
@pytest.mark.parametrize("word", ["robot", "speech", "agent", "3d", "reinforcement"])
def test_on_real_days_the_best_papers_are_about_what_was_saved(real_days: Built, chromium, word: str):
    about = [each for each in papers_of(real_days) if re.search(rf"\b{word}", each[1], re.IGNORECASE)]
    with reader(chromium, real_days, about[-12:]) as window:
        rank(window, "8")
        pages = window.page.evaluate("Array.from(document.querySelectorAll('#results h2 a'), link => link.href)")[:10]
        texts = [(real_days.folder / page.removeprefix(window.address)).read_text("utf-8") for page in pages]
        found = [re.search(rf"\b{word}", text.partition('id="record"')[0], re.IGNORECASE) for text in texts]
        assert sum(each is not None for each in found) >= 7


PARSE = """
globalThis.document = { currentScript: { src: "https://a.example/assets/a.js" } };
const texts = JSON.parse(require("fs").readFileSync(0, "utf-8"));
"""


def parsed(texts: list[str]) -> list[list[dict[str, str]]]:
    """What the script finds in each text."""
    scripts = [(ROOT / f"static/search/{name}.js").read_text("utf-8") for name in assets.RANKING_SCRIPTS[:5]]
    code = (
        PARSE
        + "\n".join(scripts)
        + f"\nrules = {json.dumps(query.rules())};"
        + "\nconsole.log(JSON.stringify(texts.map(givenIn)));"
    )
    done = subprocess.run(
        [need("node"), "-e", code], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[list[dict[str, str]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", ["sample", "real", "hostile", "formulas"])
def test_every_entry_that_gazette_writes_is_read_with_its_id(made, name: str):
    """The BibTeX on the pages of papers has hostile text in every field of some sites."""
    files = sorted(made(name).folder.glob("papers/*.bib"))
    assert files
    texts = [file.read_text("utf-8") for file in files]
    for text, found in zip(texts, parsed(texts), strict=True):
        assert len(found) == 1, text
        eprint = re.search(r"^  eprint = \{(.*)\}", text, re.MULTILINE)
        if eprint:
            assert found[0]["id"] == eprint[1].lower()
        assert found[0]["title"]


def test_of_a_very_long_list_the_first_papers_count(site: Built, chromium):
    entries = [f"@misc{{k{at}, title={{Corals and polyps {at}}}}}" for at in range(2_001)]
    with reader(chromium, site) as window:
        choose(window, bibtex(*entries, "@misc{z, title={Bobbin lace}}"))
        assert set(rank(window)) == titles("reefs")
        assert "Of 2,002 papers in your list, the first 2,000 count." in state(window)


@pytest.mark.parametrize("seed", range(20))
def test_no_text_breaks_the_reader_of_bibtex(seed: int):
    texts = [random_bibtex(seed * 1000 + number, 20) for number in range(100)]
    for found in parsed(texts):
        assert all(each["id"] or each["title"] for each in found)
        assert len({each["id"] or each["title"] for each in found}) == len(found)
        assert not any(set("\0\x1b\ufeff") & set(each["title"] + each["abstract"]) for each in found)
