"""The elements and records that citation managers read."""

import gzip
import json
import re
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import tex
from gazette.core.model import Paper
from gazette.rendering.exports import citations
from tests.make import AUG_20, a_listing, an_entry, merged, times
from tests.strategies import LISTINGS

ARXIV = {"arxiv": "2503.00001"}


def a_paper(title="A Title", **known) -> Paper:
    return merged([a_listing(AUG_20, an_entry(title, **known))]).papers[0]


def elements(title="A Title", **known) -> dict[str, str]:
    """The elements by name; the last of those that repeat."""
    return dict(citations.elements(a_paper(title, **known)))


def record(title="A Title", **known) -> dict[str, list[str]]:
    return parse_qs(citations.coins(a_paper(title, **known)), strict_parsing=True)


def test_a_preprint_has_the_elements_that_make_a_whole_record():
    known = ARXIV | {"authors": ("Ada Example", "Bo Sample"), "published": date(2025, 3, 10)}
    found = [*citations.elements(a_paper("On $x^2$", **known, abstract=("One $y$.", "Two."), keywords=("kites",)))]
    assert found == [
        ("citation_title", "On x²"),
        ("citation_publication_date", "2025/03/10"),
        ("citation_arxiv_id", "2503.00001"),
        ("citation_doi", "10.48550/arXiv.2503.00001"),
        ("DC.type", "preprint"),
        ("citation_publisher", "arXiv"),
        ("citation_technical_report_number", "arXiv:2503.00001"),
        ("citation_public_url", "https://arxiv.org/abs/2503.00001"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2503.00001"),
        ("citation_abstract", "One y.\n\nTwo."),
        ("citation_author", "Ada Example"),
        ("citation_author", "Bo Sample"),
        ("citation_keywords", "kites"),
    ]


def test_a_paper_with_only_a_title_has_no_other_element():
    assert elements() == {"citation_title": "A Title", "DC.type": "preprint"}


def test_a_doi_of_its_own_replaces_that_of_arxiv():
    assert elements(**ARXIV, doi="10.1000/1")["citation_doi"] == "10.1000/1"
    assert "info:doi/10.1000/1" in record(**ARXIV, doi="10.1000/1")["rft_id"]


def test_a_paper_with_a_venue_is_no_preprint():
    found = elements(**ARXIV, venue="ICML 2025")
    assert found["citation_conference_title"] == "ICML 2025"
    assert not {"DC.type", "citation_publisher", "citation_journal_title"} & set(found)
    assert elements(venue="TMLR 2025")["citation_journal_title"] == "TMLR 2025"


def test_the_parts_of_a_journal_reference_are_elements():
    found = elements(journal="Nature 600(3) (2025) 1–9")
    names = "journal_title volume issue firstpage lastpage".split()
    assert [found[f"citation_{name}"] for name in names] == ["Nature", "600", "3", "1", "9"]


@pytest.mark.parametrize(
    ("known", "address"),
    [
        (ARXIV | {"doi": "10.1000/1"}, "https://arxiv.org/abs/2503.00001"),
        ({"doi": "10.1000/1"}, "https://doi.org/10.1000/1"),
        ({"acl": "P19-1001"}, "https://aclanthology.org/P19-1001/"),
        ({"openreview": "x_Y"}, "https://openreview.net/forum?id=x_Y"),
        ({"url": ("javascript:alert(1)", "https://a.example/b")}, "https://a.example/b"),
        ({"url": ("javascript:alert(1)",)}, ""),
    ],
)
def test_the_address_is_that_of_the_best_identifier_and_safe(known, address):
    assert citations.address(an_entry("A", **known)) == address
    assert elements(**known).get("citation_public_url", "") == address


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada B. Example", "Ada B. Example"),
        ("OpenAI", "OpenAI"),
        ("李明", "李明"),
        ("Bo van der Sample", "van der Sample, Bo"),
        ("Guy Van den Broeck", "Van den Broeck, Guy"),
        ("José Ortega y Gasset", "Ortega y Gasset, José"),
        ("Ada Example III", "Example, Ada III"),
        ("Eric H. Nyberg, 3rd", "Nyberg, Eric H. 3rd"),
        ("Example, Ada", "Example, Ada"),
        ("Qwen Team", "Qwen Team,"),
    ],
)
def test_a_name_has_a_comma_if_its_last_word_is_not_the_family_name(name, written):
    assert citations.name_of(name) == written


WORDS = "Ada Bo B. and van Van Nguyen Jr. III II Team AI Google y O'Neil al-Sayed Élan 李 3rd A_b (Co) The d'Or".split()


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3))
@settings(max_examples=times(200, 5_000))
def test_a_list_of_names_has_each_as_it_is_alone(names):
    assert [*citations.names_of(names)] == [*map(citations.name_of, names)]


def test_a_list_of_real_names_has_each_as_it_is_alone(shared):
    with gzip.open(shared("corpora/acl-anthology.jsonl.gz")) as lines:
        papers = [json.loads(line)["authors"] for line in lines][:: times(40, 2)]
    assert papers
    assert [names for names in papers if [*citations.names_of(names)] != [*map(citations.name_of, names)]] == []


def test_a_record_has_what_a_list_needs():
    known = ARXIV | {"authors": ("Ada Example", "Bo van Sample"), "published": date(2025, 3, 10)}
    assert record("C & \"D\" 'E' <F> 100% é=1", **known) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["preprint"],
        "rft.title": ["C & \"D\" 'E' <F> 100% é=1"],
        "rft.au": ["Ada Example", "van Sample, Bo"],
        "rft.date": ["2025-03-10"],
        "rft_id": ["info:doi/10.48550/arXiv.2503.00001", "https://arxiv.org/abs/2503.00001"],
    }


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        (tuple("ABC"), [*"ABC"]),
        (tuple("ABCD"), [*"AB", "others"]),
        (("A", "B", "et al."), ["A", "B", "others"]),
    ],
)
def test_a_record_says_that_it_has_not_all_authors(authors, shown):
    assert record(authors=authors)["rft.au"] == shown


def test_a_record_says_where_the_paper_was_published():
    found = record(**ARXIV, venue="ICML 2025")
    assert (found["rft.genre"], found["rft.atitle"], found["rft.btitle"]) == (
        ["proceeding"],
        ["A Title"],
        ["ICML 2025"],
    )
    found = record(journal="Nature 600(3) (2025) 1–9")
    names = "genre atitle jtitle volume issue pages".split()
    assert [found[f"rft.{name}"] for name in names] == [["article"], ["A Title"], ["Nature"], ["600"], ["3"], ["1–9"]]
    assert record(doi="10.1000/1")["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Cc"])).filter(str.strip))
def test_no_text_can_leave_the_attribute_or_add_a_key(text):
    paper = a_paper(f"A {text}", authors=(f"B {text}",), venue=f"C {text}", doi=f"10.1000/{text.strip()}")
    written = citations.coins(paper)
    assert not re.search(r"""["'<>\s]|&(?!rft)""", written)
    found = parse_qs(written, strict_parsing=True)
    assert found["rft.atitle"] == [tex.plain_text(paper.facts.title)]
    assert found["rft.btitle"] == [paper.facts.venue]


@given(LISTINGS)
def test_every_author_of_any_paper_has_an_element_and_no_element_is_empty(listing):
    for paper in merged([listing]).papers:
        found = [*citations.elements(paper)]
        assert all(content for _, content in found)
        names = [content for name, content in found if name == "citation_author"]
        assert len(names) == len(citations.people.listed(paper.facts.authors))
