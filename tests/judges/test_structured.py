"""What search engines and citation managers read back from a page."""

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
from .sites import SAMPLE, Built, entry


@pytest.fixture(scope="module")
def hostile_pages(made) -> dict[str, Path]:
    """The hostile papers' pages by the headline that their JSON-LD gives."""
    papers = (each for each in (made("hostile").folder / "papers").glob("*.html") if each.stem != "trending")
    return {str(data(path)["headline"]): path for path in papers}


def entries() -> list[Entry]:
    days = [markdown.parse(path.read_text("utf-8"), path.name) for path in SAMPLE.rglob("2*.md")]
    return [entry for day in days for entry in day.entries if entry.arxiv and entry.authors]


def test_a_page_tells_citation_managers_the_facts_of_the_listing(sample: Built):
    for facts in entries():
        read = metas(sample.folder / f"papers/{facts.arxiv}.html")
        assert [told for name, told in read if name == "citation_author"] == list(facts.authors)
        assert ("citation_title", tex.plain_text(facts.title)) in read
        assert ("citation_arxiv_id", facts.arxiv) in read
        assert ("citation_publication_date", str(facts.published).replace("-", "/")) in read


def test_a_page_tells_search_engines_the_facts_of_the_listing(sample: Built):
    for facts in entries():
        read = data(sample.folder / f"papers/{facts.arxiv}.html")
        assert (read["@type"], read["headline"]) == ("ScholarlyArticle", tex.plain_text(facts.title))
        assert [author["name"] for author in read["author"]] == list(facts.authors)
        assert read["datePublished"] == str(facts.published)
        assert read.get("abstract", "") == "\n\n".join(map(tex.plain_text, facts.abstract))
        assert read["sameAs"] == [f"https://arxiv.org/abs/{facts.arxiv}"]


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_listing_is_read_back_word_for_word(payload: str, hostile_pages: dict[str, Path]):
    page = hostile_pages[seen(f"{payload} title")]
    read, told, facts = data(page), metas(page), entry(PAYLOADS.index(payload), payload)
    names = [seen(name) for name in facts["authors"]]
    assert [author["name"] for author in read["author"]] == names
    assert [text for name, text in told if name == "citation_author"] == names
    assert read["abstract"] == "\n\n".join(map(seen, facts["abstract"]))
    assert ("citation_title", seen(facts["title"])) in told
    assert ("citation_conference_title", seen(facts["venue"])) in told
    assert ("citation_keywords", seen(facts["keywords"][0])) in told


def test_data_in_a_page_cannot_end_its_script(hostile: Built):
    for page in hostile.pages():
        for block in _raw((hostile.folder / page).read_text("utf-8")):
            assert not set("<>&") & set(block)
            json.loads(block)


def _raw(html: str) -> list[str]:
    parts = html.split('<script type="application/ld+json">')[1:]
    return [part.partition("</script>")[0] for part in parts]


def test_no_page_holds_a_script_but_data_and_what_comes_early_and_no_page_asks_for_one_but_gazettes(site: Built):
    for page in site.pages():
        html = (site.folder / page).read_text("utf-8")
        data = html.count('<script type="application/ld+json">')
        assert html.count("<script") == data + 2
        inline = re.escape(security.INLINE_SCRIPT)
        assert len(re.findall(rf'<script data-face="[^"]*">{inline}</script>', html)) == 1
        assert len(re.findall(r'<script defer src="[^":]*assets/gazette\.[0-9a-f]+\.js"></script>', html)) == 1


def test_an_address_elsewhere_names_its_host_and_no_user(hostile: Built):
    for page in hostile.pages():
        for _, held in Reader((hostile.folder / page).read_text("utf-8")).tags:
            address = held.get("href", "")
            assert ":" not in address or re.fullmatch(r"https?://[a-z.]+(/[^\s\\@]*)?", address), (page, address)
