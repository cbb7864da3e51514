"""The data in pages for search engines and citation managers."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from gazette import tex
from gazette.core import security
from gazette.core.model import Entry
from gazette.listings import markdown
from gazette.rendering.exports import citations

from .browser import Window, host
from .payloads import PAYLOADS, seen
from .reading import Reader, data, metas
from .sites import ADDED_SCRIPTS, SAMPLE, Built, entry


@pytest.fixture(scope="module")
def hostile_pages(made) -> dict[str, Path]:
    """The pages of hostile papers by the headline in their JSON-LD."""
    papers = (each for each in (made("hostile").folder / "papers").glob("*.html") if each.stem != "trending")
    return {str(data(path)["headline"]): path for path in papers}


def entries() -> list[Entry]:
    days = [markdown.parse(path.read_text("utf-8"), path.name) for path in SAMPLE.rglob("2*.md")]
    return [entry for day in days for entry in day.entries if entry.arxiv and entry.authors]


def test_citation_managers_find_the_facts_of_the_listing(sample: Built):
    for facts in entries():
        read = metas(sample.folder / f"papers/{facts.arxiv}.html")
        assert [value for name, value in read if name == "citation_author"] == [*map(citations.name_of, facts.authors)]
        assert ("citation_title", tex.plain_text(facts.title)) in read
        assert ("citation_arxiv_id", facts.arxiv) in read
        assert ("citation_doi", f"10.48550/arXiv.{facts.arxiv}") in read
        assert ("citation_pdf_url", f"https://arxiv.org/pdf/{facts.arxiv}") in read
        assert ("DC.type", "preprint") in read
        abstract = "\n\n".join(map(tex.plain_text, facts.abstract))
        assert [value for name, value in read if name == "citation_abstract"] == [abstract] * bool(abstract)
        assert ("citation_publication_date", str(facts.published).replace("-", "/")) in read


def test_search_engines_find_the_facts_of_the_listing(sample: Built):
    for facts in entries():
        read = data(sample.folder / f"papers/{facts.arxiv}.html")
        assert (read["@type"], read["headline"]) == ("ScholarlyArticle", tex.plain_text(facts.title))
        assert [author["name"] for author in read["author"]] == list(facts.authors)
        assert read["datePublished"] == str(facts.published)
        assert read.get("abstract", "") == "\n\n".join(map(tex.plain_text, facts.abstract))
        assert read["sameAs"] == [f"https://arxiv.org/abs/{facts.arxiv}"]


def test_search_engines_and_citation_managers_find_the_same(site: Built):
    for page in (path for path in (site.folder / "papers").glob("*.html") if path.stem != "trending"):
        read, found = data(page), dict(reversed(metas(page)))
        ids = {each["propertyID"]: each["value"] for each in read.get("identifier", [])}
        assert ids.get("arxiv") == found.get("citation_arxiv_id")
        assert ids.get("doi") == found.get("citation_doi")
        assert read["headline"] == found["citation_title"]
        assert read.get("abstract") == found.get("citation_abstract")
        assert read.get("datePublished") == (found.get("citation_publication_date") or "").replace("/", "-") or None
        assert read.get("encoding", {}).get("contentUrl") == found.get("citation_pdf_url")
        where = found.get("citation_conference_title") or found.get("citation_journal_title")
        assert read.get("isPartOf", {}).get("name") == where
        assert len(read.get("author", [])) == sum(name == "citation_author" for name, _ in metas(page))
        assert (found.get("DC.type") == "preprint") == (not where and (not ids.get("doi") or "arxiv" in ids))


def records(page: Path) -> list[dict[str, list[str]]]:
    """The COinS records of a page; each is an element without contents that nobody sees."""
    read = Reader(page.read_text("utf-8"), "span")
    spans = [(attributes, text) for _, attributes, text in read.texts if attributes.get("class") == "Z3988"]
    assert all((attributes.get("hidden"), text) == ("", "") for attributes, text in spans)
    return [parse_qs(attributes["title"], strict_parsing=True) for attributes, _ in spans]


def test_each_paper_of_a_list_has_a_record_with_what_its_own_page_says(site: Built):
    """Except those that are listed by title only."""
    count = 0
    for page in site.pages():
        html = (site.folder / page).read_text("utf-8")
        papers = re.findall(r' id="p-([^"]*)"', html)
        found = records(site.folder / page)
        assert len(found) == len(papers), page
        for slug, record in zip(papers, found, strict=True):
            own = dict(reversed(metas(site.folder / f"papers/{slug}.html")))
            assert (record.get("rft.atitle") or record["rft.title"]) == [own["citation_title"]]
            assert record.get("rft.au", [None])[0] == own.get("citation_author")
            assert record.get("rft.date") == (
                [own["citation_publication_date"].replace("/", "-")] if "citation_publication_date" in own else None
            )
            ids = [f"info:doi/{own['citation_doi']}"] if "citation_doi" in own else []
            ids += [own["citation_public_url"]] if "citation_public_url" in own else []
            assert record.get("rft_id", []) == ids
            count += 1
    assert count


def test_records_are_no_part_of_what_screen_readers_read(sample: Built, chromium):
    with host(sample) as address, Window(chromium, address) as window:
        window.page.goto(address + "index.html")
        assert window.page.locator(".Z3988").count()
        assert "Z39.88" not in window.page.locator("body").aria_snapshot()
        assert window.page.evaluate("[...document.querySelectorAll('.Z3988')].every(e => !e.getClientRects().length)")


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_listing_is_read_back_exactly(payload: str, hostile_pages: dict[str, Path]):
    page = hostile_pages[seen(f"{payload} title")]
    read, found, facts = data(page), metas(page), entry(PAYLOADS.index(payload), payload)
    names = [seen(name) for name in facts["authors"]]
    assert [author["name"] for author in read["author"]] == names
    assert [text for name, text in found if name == "citation_author"] == names
    assert read["abstract"] == "\n\n".join(map(seen, facts["abstract"]))
    assert ("citation_title", seen(facts["title"])) in found
    assert ("citation_conference_title", seen(facts["venue"])) in found
    assert ("citation_keywords", seen(facts["keywords"][0])) in found


def test_data_in_a_page_cannot_close_its_script_element(hostile: Built):
    for page in hostile.pages():
        for block in _raw((hostile.folder / page).read_text("utf-8")):
            assert not set("<>&") & set(block)
            json.loads(block)


def _raw(html: str) -> list[str]:
    parts = html.split('<script type="application/ld+json">')[1:]
    return [part.partition("</script>")[0] for part in parts]


WITH_SCRIPTS = ("search.html", "for-you.html")
"""The pages with a script of their own."""


def test_pages_have_only_data_the_inline_script_and_gazette_js(site: Built):
    for page in site.pages():
        html = (site.folder / page).read_text("utf-8")
        data = html.count('<script type="application/ld+json">')
        assert html.count("<script") == data + 2 + len(ADDED_SCRIPTS) + (page in WITH_SCRIPTS)
        assert (
            len(re.findall(r'<script data-face="[^"]*">' + re.escape(security.INLINE_SCRIPT) + "</script>", html)) == 1
        )
        assert len(re.findall(r'<script defer src="[^":]*assets/gazette\.[0-9a-f]+\.js"></script>', html)) == 1


def test_links_to_other_hosts_have_no_user_name(hostile: Built):
    for page in hostile.pages():
        for _, attributes in Reader((hostile.folder / page).read_text("utf-8")).tags:
            address = attributes.get("href", "")
            assert ":" not in address or re.fullmatch(r"https?://[a-z.]+(/[^\s\\@]*)?", address), (page, address)
