"""Where a paper was published, as its listings say it."""

import pytest

from gazette.core import publication
from gazette.core.publication import CONFERENCE, JOURNAL, PREPRINT, Publication
from tests.make import an_entry


def of(**known) -> Publication:
    return publication.of(an_entry("A", **known))


@pytest.mark.parametrize(
    "venue",
    [
        "ICML 2025",
        "NeurIPS 2025 (spotlight)",
        "A Small Venue",
        "Findings of ACL 2024",
        "Proceedings of the IEEE Conference on Kites",
        "Annual Meeting of Readers, Journal Track",
        "Proc. of R&D",
    ],
)
def test_a_venue_is_a_conference(venue):
    assert of(venue=venue) == Publication(CONFERENCE, venue)


@pytest.mark.parametrize(
    "venue",
    [
        "TMLR 2025",
        "Transactions on Machine Learning Research",
        "Transactions of the ACL 2023",
        "ACM Trans. Graph. (SIGGRAPH 2025)",
        "Journal of Physics: Conference Series",
        "Nature Communications",
        "Proceedings of the National Academy of Sciences",
        "Proceedings of the IEEE, 2025",
        "Pattern Recognition Letters",
    ],
)
def test_a_venue_with_the_words_of_a_journal_is_a_journal(venue):
    assert of(venue=venue) == Publication(JOURNAL, venue)


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        ("Nature 600(3) (2025) 1–9", ("Nature", "600", "3", "1–9")),
        ("Phys. Rev. D 76 (2007) 013009", ("Phys. Rev. D", "76", "", "013009")),
        ("Kites 7 (2025)", ("Kites", "7", "", "")),
        ("Phys.Rev.D76:013009,2007", ("Phys.Rev.D76:013009,2007", "", "", "")),
    ],
)
def test_a_reference_to_a_journal_is_split_if_its_form_is_known(reference, parts):
    assert of(journal=reference) == Publication(JOURNAL, *parts)


def test_a_reference_with_the_words_of_a_conference_is_a_conference():
    assert of(journal="Proceedings of ICML 2025 (2025) 1") == Publication(
        CONFERENCE, "Proceedings of ICML 2025 (2025) 1"
    )
    assert of(journal="ICML 2025") == Publication(CONFERENCE, "ICML 2025")


def test_a_venue_counts_more_than_a_reference():
    assert of(venue="ICML 2025", journal="Kites 7 (2025)") == Publication(CONFERENCE, "ICML 2025")


@pytest.mark.parametrize("name", ["arXiv", "arXiv preprint arXiv:2503.00001 (2025)", "CoRR 2025", "ARXIV.org"])
def test_arxiv_is_no_publication(name):
    assert of(venue=name, arxiv="2503.00001") == of(journal=name, arxiv="2503.00001") == Publication(PREPRINT)


def test_a_paper_without_a_venue_is_a_preprint_unless_only_a_doi_identifies_it():
    assert of() == of(arxiv="2503.00001", doi="10.1000/1") == of(openreview="x") == Publication(PREPRINT)
    assert of(doi="10.1000/1") == Publication(JOURNAL)


def test_a_paper_on_arxiv_has_a_doi_of_its_own_or_that_of_arxiv():
    assert publication.doi(an_entry("A", arxiv="2503.00001")) == "10.48550/arXiv.2503.00001"
    assert publication.doi(an_entry("A", arxiv="hep-th/9901001")) == "10.48550/arXiv.hep-th/9901001"
    assert publication.doi(an_entry("A", arxiv="2503.00001", doi="10.1000/1")) == "10.1000/1"
    assert publication.doi(an_entry("A")) == ""
