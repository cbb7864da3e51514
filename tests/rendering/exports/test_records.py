"""A paper as JSON, as Markdown, and as schema.org data."""

import json
from datetime import date

import pytest
import yaml
from hypothesis import given

from gazette.core import urls
from gazette.core.model import Notice, Page
from gazette.rendering.exports import records
from gazette.tex import texts
from tests.make import AUG_20, AUG_22, a_listing, a_site, an_entry, merged
from tests.strategies import LISTINGS

FULL = an_entry(
    "On $f$ & <g>",
    arxiv="2503.00001",
    authors=("Ada Example", "Bo van Sample"),
    published=date(2025, 3, 10),
    votes=12,
    abstract=("One $x$.", "Two."),
    changed=Notice(AUG_22, "a proof"),
    tags=("rl",),
    extra=(("mood", "good"),),
)


def papers(*listings):
    return merged(listings).papers


def a_paper(entry=FULL):
    return papers(a_listing(AUG_20, entry))[0]


def test_a_record_has_the_keys_of_a_listing():
    assert records.as_dict(a_paper(), a_site()) == {
        "slug": "2503.00001",
        "page": "https://papers.example.org/papers/2503.00001.html",
        "title": "On $f$ & <g>",
        "arxiv": "2503.00001",
        "authors": ["Ada Example", "Bo van Sample"],
        "published": "2025-03-10",
        "tags": ["rl"],
        "votes": 12,
        "changed": {"day": "2025-08-22", "text": "a proof"},
        "abstract": ["One $x$.", "Two."],
        "appearances": [{"day": "2025-08-20", "rank": 1, "votes": 12}],
    }


def test_unknown_values_are_left_out_but_zero_is_not_unknown():
    assert set(records.as_dict(a_paper(an_entry("A")), a_site())) == {"slug", "page", "title", "appearances"}
    assert records.as_dict(a_paper(an_entry("A", votes=0)), a_site())["votes"] == 0


def test_a_record_has_every_appearance():
    [paper] = papers(a_listing(AUG_20, an_entry("A", votes=3)), a_listing(AUG_22, an_entry("B"), an_entry("A")))[:1]
    assert records.as_dict(paper, a_site())["appearances"] == [
        {"day": "2025-08-20", "rank": 1, "votes": 3},
        {"day": "2025-08-22", "rank": 2},
    ]


def test_the_tags_are_spelled_as_on_the_page():
    listing = a_listing(AUG_20, an_entry("A", tags=("Deep Learning",)), an_entry("B", tags=("deep learning",)))
    assert [records.as_dict(paper, a_site())["tags"] for paper in papers(listing)] == [["Deep Learning"]] * 2


@pytest.mark.parametrize("kind", records.FORMATS)
def test_a_page_in_each_format_is_exported(kind):
    paper = a_paper()
    page = Page(urls.twin(paper, kind), f"twin.{kind}", {"paper": paper})
    assert records.is_export(page.template)
    assert records.export(page, a_site()) == records.FORMATS[kind](paper, a_site()).encode()
    assert not records.is_export("paper.html")


@pytest.mark.parametrize("write", [records.as_json, records.as_markdown])
def test_words_that_are_restored_on_the_page_are_restored_in_files(write):
    paper = a_paper(texts.mark(an_entry("A 2times Larger B", arxiv="2503.00001", abstract=("An ell_2 bound.",))))
    written = write(paper, a_site()).replace("\\\\", "\\")
    assert r"A $2\times$ Larger B" in written
    assert r"An $\ell_2$ bound." in written
    assert "2times" not in written and "An ell_2" not in written


def test_the_markdown_begins_with_front_matter_and_ends_with_bibtex():
    written = records.as_markdown(a_paper(), a_site())
    head, _, rest = written.removeprefix("---\n").partition("\n---\n\n")
    assert yaml.safe_load(head) == {
        key: value for key, value in records.as_dict(a_paper(), a_site()).items() if key != "abstract"
    }
    assert rest.startswith("# On $f$ & <g>\n\nOne $x$.\n\nTwo.\n\n```bibtex\n@article{2503.00001,\n")
    assert rest.endswith("}\n```\n")


def test_the_markdown_has_the_summary_if_there_is_no_abstract():
    assert "\n\nShort.\n\n" in records.as_markdown(a_paper(an_entry("A", summary="Short.")), a_site())
    assert "\n\nShort.\n\n" not in records.as_markdown(
        a_paper(an_entry("A", summary="Short.", abstract=("Long.",))), a_site()
    )


@given(LISTINGS)
def test_json_and_front_matter_of_any_paper_can_be_parsed_and_are_equal(listing):
    for paper in papers(listing):
        known = json.loads(records.as_json(paper, a_site()))
        assert known == json.loads(json.dumps(records.as_dict(paper, a_site())))
        assert known["title"] == paper.facts.title
        head, fence, _ = records.as_markdown(paper, a_site()).removeprefix("---\n").partition("\n---\n\n# ")
        known.pop("abstract", None)
        assert fence
        assert yaml.safe_load(head) == known


# The data for search engines inside the page.


def scholarly(**known) -> dict:
    [found] = merged([a_listing(AUG_20, an_entry("A Title", **known))]).papers
    return records.scholarly_article(found, a_site())


def test_unknown_properties_are_left_out():
    address = "https://papers.example.org/papers/a-title.html"
    assert scholarly() == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": address,
        "headline": "A Title",
        "url": address,
    }


def test_known_properties_are_included():
    found = scholarly(
        arxiv="2503.00001",
        doi="10.1000/1",
        authors=("Ada Example",),
        published=date(2025, 3, 10),
        abstract=("One.", "Two."),
        tags=("rl",),
        keywords=("bandits",),
        license="https://creativecommons.org/licenses/by/4.0/",
    )
    assert found["author"] == [{"@type": "Person", "name": "Ada Example"}]
    assert (found["datePublished"], found["abstract"]) == ("2025-03-10", "One.\n\nTwo.")
    assert found["keywords"] == ["rl", "bandits"]
    assert found["sameAs"] == ["https://arxiv.org/abs/2503.00001", "https://doi.org/10.1000/1"]
    assert [each["propertyID"] for each in found["identifier"]] == ["arxiv", "doi"]
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_where_a_paper_was_published_and_its_pdf_are_included():
    assert scholarly(venue="ICML 2025")["isPartOf"] == {"@type": "PublicationVolume", "name": "ICML 2025"}
    found = scholarly(journal="Nature 600 (2025)", arxiv="2503.00001")
    assert found["isPartOf"] == {"@type": "Periodical", "name": "Nature"}
    assert found["encoding"] == {
        "@type": "MediaObject",
        "encodingFormat": "application/pdf",
        "contentUrl": "https://arxiv.org/pdf/2503.00001",
    }


def test_a_paper_on_arxiv_has_the_doi_that_arxiv_registers():
    found = {each["propertyID"]: each["value"] for each in scholarly(arxiv="2503.00001")["identifier"]}
    assert found == {"arxiv": "2503.00001", "doi": "10.48550/arXiv.2503.00001"}


def test_a_license_that_is_not_a_safe_address_is_left_out():
    assert "license" not in scholarly(license="javascript:alert(1)")


def test_formulas_are_plain_text_for_search_engines():
    (paper,) = papers(a_listing(AUG_20, an_entry(r"On $O(n^2)$", arxiv="2503.00001", abstract=("An ell_2.", "$x$"))))
    article = records.scholarly_article(paper, a_site())
    assert (article["headline"], article["abstract"]) == ("On O(n²)", "An ℓ₂.\n\nx")


def test_the_month_of_an_arxiv_id_is_a_date_without_a_day():
    assert records.scholarly_article(a_paper(an_entry("A", arxiv="1706.00001")), a_site())["datePublished"] == "2017-06"
    assert "datePublished" not in records.scholarly_article(a_paper(an_entry("A")), a_site())
    assert "published" not in records.as_dict(a_paper(an_entry("A", arxiv="1706.00001")), a_site())


def test_a_withdrawn_paper_is_marked_in_its_data_and_its_markdown():
    paper = a_paper(an_entry("A", withdrawn=Notice(AUG_22, "an error")))
    article = records.scholarly_article(paper, a_site())
    assert article["creativeWorkStatus"] == "Withdrawn"
    assert article["correction"] == "Withdrawn on 22 August 2025: an error"
    assert "\n# A\n\n**Withdrawn on 22 August 2025: an error**\n" in records.as_markdown(paper, a_site())


def test_et_al_is_no_author_but_is_not_lost():
    paper = a_paper(an_entry("A", authors=("Ada Example", "and 12 others")))
    record = records.as_dict(paper, a_site())
    assert (record["authors"], record["others"]) == (["Ada Example"], "and 12 others")
    assert records.scholarly_article(paper, a_site())["author"] == [{"@type": "Person", "name": "Ada Example"}]


def test_an_organisation_is_no_person():
    paper = a_paper(an_entry("A", authors=("Qwen Team", "Ada Example")))
    kinds = [author["@type"] for author in records.scholarly_article(paper, a_site())["author"]]
    assert kinds == ["Organization", "Person"]
