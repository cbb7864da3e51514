"""The data in pages for search engines and citation managers."""

import json
import re
from pathlib import Path

import pytest

from gazette import tex
from gazette.core import security
from gazette.core.model import Entry
from gazette.listings import markdown

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
        assert [value for name, value in read if name == "citation_author"] == list(facts.authors)
        assert ("citation_title", tex.plain_text(facts.title)) in read
        assert ("citation_arxiv_id", facts.arxiv) in read
        assert ("citation_publication_date", str(facts.published).replace("-", "/")) in read


def test_search_engines_find_the_facts_of_the_listing(sample: Built):
    for facts in entries():
        read = data(sample.folder / f"papers/{facts.arxiv}.html")
        assert (read["@type"], read["headline"]) == ("ScholarlyArticle", tex.plain_text(facts.title))
        assert [author["name"] for author in read["author"]] == list(facts.authors)
        assert read["datePublished"] == str(facts.published)
        assert read.get("abstract", "") == "\n\n".join(map(tex.plain_text, facts.abstract))
        assert read["sameAs"] == [f"https://arxiv.org/abs/{facts.arxiv}"]


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


def test_pages_have_only_data_the_inline_script_and_gazette_js(site: Built):
    for page in site.pages():
        html = (site.folder / page).read_text("utf-8")
        data = html.count('<script type="application/ld+json">')
        assert html.count("<script") == data + 2 + len(ADDED_SCRIPTS)
        assert (
            len(re.findall(r'<script data-face="[^"]*">' + re.escape(security.INLINE_SCRIPT) + "</script>", html)) == 1
        )
        assert len(re.findall(r'<script defer src="[^":]*assets/gazette\.[0-9a-f]+\.js"></script>', html)) == 1


def test_links_to_other_hosts_have_no_user_name(hostile: Built):
    for page in hostile.pages():
        for _, attributes in Reader((hostile.folder / page).read_text("utf-8")).tags:
            address = attributes.get("href", "")
            assert ":" not in address or re.fullmatch(r"https?://[a-z.]+(/[^\s\\@]*)?", address), (page, address)
