"""Hostile texts run no script, and every text is shown completely, on every page, from a host and from disk."""

from datetime import timedelta
from html import unescape

import pytest

from gazette.tex import mathml

from .browser import Window, host, walk
from .payloads import PAYLOADS, letters, seen
from .reading import Reader
from .sites import FIRST, MOVED, TEXTS, Built

pytestmark = pytest.mark.browser

SITES = pytest.mark.parametrize("name", ["sample", "hostile", "formulas", "boastful"])
SCHEMES = pytest.mark.parametrize("scheme", ["http", "file"])
NEVER = set("base button embed form frame iframe image img input object portal style svg video xmp plaintext".split())
MATHS = mathml.ELEMENTS | {"math"}
SEARCH = {"form", "input"}
FORMS = {"subscribe.html": {"button"}, "search.html": {"button"}, "for-you.html": {"button"}}
"""The search box of the masthead, and what forms of some pages have besides."""
ROOTED = "404.html"  # its links start at the root of the host, so from disk it has no style


@SITES
@SCHEMES
def test_no_injected_script_runs_and_no_foreign_host_gets_a_request(name: str, scheme: str, walked):
    faults = {page: found.faults + found.reports for page, found in walked(name, scheme).items()}
    if scheme == "file":
        faults.pop(ROOTED)
    assert {page: fault for page, fault in faults.items() if fault} == {}


@SITES
@SCHEMES
def test_pages_have_only_harmless_elements_and_attributes(name: str, scheme: str, walked):
    for page, found in walked(name, scheme).items():
        assert NEVER & set(found.tags) <= SEARCH | FORMS.get(page, set()), page
        assert set(found.maths) <= MATHS | {f"{tag} {name}" for tag in MATHS for name in mathml.ATTRIBUTES}, page
        running = [each for each in found.attributes if each.split()[1].startswith(("on", "style", "src"))]
        assert set(running) <= {"script src"}, page
        assert set(found.schemes) <= {"http:", "https:", "file:"}, page


REAL = pytest.mark.parametrize("name", ["real", pytest.param("whole", marks=pytest.mark.slow)])


@REAL
@pytest.mark.parametrize("place", ["below a path", "at the root", "on disk"])
def test_a_site_works_at_the_root_of_a_host_below_a_path_and_from_disk(name: str, place: str, made, chromium):
    site: Built = made(name)
    put = Built(site.folder, site.folder) if place == "at the root" else site
    pages = [page for page in site.kinds() if page not in (MOVED, *([] if put is site else [ROOTED]))]
    with host(put, "file" if place == "on disk" else "http") as address:
        seen = walk(chromium, address, pages)
    if place == "on disk":
        seen.pop(ROOTED)
    assert {page: found.faults + found.reports for page, found in seen.items() if found.faults or found.reports} == {}
    assert {page: found.width for page, found in seen.items() if found.width > 320} == {}


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_old_address_redirects_to_the_new_one(scheme: str, made, chromium):
    with host(made("real"), scheme) as address, Window(chromium, address) as window:
        window.page.goto(address + MOVED)
        window.page.wait_for_url(address + "index.html")
    assert window.faults == []


@SITES
def test_no_page_scrolls_sideways_on_a_small_screen(name: str, walked):
    wide = {page: found.width for page, found in walked(name, "http").items() if found.width > 320}
    assert wide == {}


# Every text of a listing is shown as it was written.


@pytest.fixture(scope="module")
def headed(made) -> dict[str, str]:
    """The pages of the hostile site by their headings."""
    site = made("hostile")
    found = {}
    for page in site.pages():
        headings = Reader((site.folder / page).read_text("utf-8"), "h1").all("h1")
        found[headings[0]] = page
    return found


HOSTILE = pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))


def lost(texts: list[str], found: str) -> list[str]:
    """The `texts` that the page does not show."""
    shown = seen(found)
    return [text for text in texts if seen(text) not in shown]


def written(markdown: str) -> str:
    """The letters of Markdown, with entities decoded."""
    return letters(unescape(markdown))


@HOSTILE
def test_a_paper_shows_every_field_as_it_was_written(payload: str, walked, headed):
    found = walked("hostile", "http")[headed[seen(f"{payload} title")]]
    fields = ["title", "author", "last author", "tag", "keyword", "remark", "abstract", "second", *TEXTS]
    fields += ["changed", "withdrawn"]
    texts = [f"{payload} {field}" for field in fields]
    texts += [f"{label}\n{payload}" for label in ("Paper", "Code", "Project", "Media", "See also")]
    assert lost(texts, found.text) == []
    assert written(f"{payload} note") in letters(found.text)
    assert seen(f"{payload} title") in seen(found.title)


@HOSTILE
def test_a_day_shows_its_note_its_source_and_its_papers(payload: str, walked):
    day = FIRST + timedelta(PAYLOADS.index(payload))
    found = walked("hostile", "http")[f"papers/date/{day}.html"]
    fields = ["title", "author", "last author", "tag", "source", "curator"]
    assert lost([f"{payload} {field}" for field in fields], found.text) == []
    assert written(f"{payload} note") in letters(found.text)


@HOSTILE
def test_a_subject_shows_its_name(payload: str, walked, headed):
    found = walked("hostile", "http")
    assert lost([f"{payload} tag", f"{payload} title"], found[headed[seen(f"{payload} tag")]].text) == []
    assert lost([f"{payload} tag"], found["tags/index.html"].text) == []


@HOSTILE
def test_a_standalone_page_shows_what_was_written(payload: str, walked):
    found = walked("hostile", "http")[f"page-{PAYLOADS.index(payload)}.html"]
    assert lost([f"{payload} heading"], found.text) == []
    assert written(f"{payload} body") in letters(found.text)
    assert written(f"{payload} quotation") in letters(found.text)


@HOSTILE
def test_the_page_of_an_author_shows_the_name_and_the_paper(payload: str, walked, headed):
    found = walked("hostile", "http")[headed[seen(f"{payload} last author")]]
    assert lost([f"{payload} last author", f"{payload} title"], found.text) == []


@HOSTILE
def test_the_page_of_a_removed_page_shows_the_reason_as_written(payload: str, walked):
    if seen(payload):
        assert lost([payload], walked("hostile", "http")[f"gone-{PAYLOADS.index(payload)}.html"].text) == []


def test_every_page_shows_the_settings(walked):
    every = " ".join(PAYLOADS)
    labels = [f"{payload[:100]} label {number}" for number, payload in enumerate(PAYLOADS)]
    for found in walked("boastful", "http").values():
        assert lost([f"{every} title", f"{every} author", *labels], found.text) == []
        assert seen(f"{every} title") in seen(found.title)
