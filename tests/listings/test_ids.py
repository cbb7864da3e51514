"""Ids in every spelling that people use, and ids that DOIs and addresses contain."""

import gzip
import json
from collections import Counter
from itertools import product
from time import perf_counter
from urllib.parse import quote

import pytest

from gazette.core.errors import BadValue
from gazette.listings import ids
from tests.make import read, shared, warnings

SCHEMES = ("https://", "http://", "", "HTTPS://")
ARXIV_IDS = {  # as written, and the id
    "2503.00001": "2503.00001",
    "0704.0001": "0704.0001",
    "hep-th/9901001": "hep-th/9901001",
    "cs/0112017": "cs/0112017",
    "math.GT/0309136": "math/0309136",
    "cond-mat.mes-hall/0703123": "cond-mat/0703123",
    "physics.acc-ph/0101001": "physics/0101001",
    "quant-ph/9912345": "quant-ph/9912345",
}
ARXIV_ADDRESSES = (
    "arxiv.org/abs/{}", "arxiv.org/pdf/{}.pdf", "arxiv.org/pdf/{}", "arxiv.org/html/{}", "www.arxiv.org/abs/{}",
    "export.arxiv.org/abs/{}", "arxiv.org/abs/{}/", "arxiv.org/abs/{}?context=cs.LG", "arxiv.org/html/{}#S1.p2",
    "ar5iv.org/abs/{}", "ar5iv.labs.arxiv.org/html/{}", "www.alphaxiv.org/abs/{}", "alphaxiv.org/overview/{}",
    "huggingface.co/papers/{}", "hf.co/papers/{}", "doi.org/10.48550/arXiv.{}", "dx.doi.org/10.48550/ARXIV.{}",
)  # fmt: skip
ARXIV_CITATIONS = ("{}", "arXiv:{}", "arxiv: {}", "{} [cs.CL]", "arXiv:{} [cs.CL] 10 Mar 2025", "10.48550/arXiv.{}",
                   "doi:10.48550/arXiv.{}", "arXiv preprint arXiv:{}")  # fmt: skip
DOIS = ("10.1000/182", "10.1145/3292500.3330701", "10.1002/(sici)1097-4636(1998)43:4<338::aid-jbm16>3.0.co;2-b",
        "10.1000.10/123", "10.1000/a?b#c", "10.1000/a%b")  # fmt: skip
DOI_ADDRESSES = ("doi.org/{}", "www.doi.org/{}", "dx.doi.org/{}")
ACL_IDS = {
    "2024.acl-long.1": "2024.acl-long.1",
    "P19-1001": "P19-1001",
    "2020.findings-emnlp.12": "2020.findings-emnlp.12",
}
ACL_ADDRESSES = ("aclanthology.org/{}", "www.aclanthology.org/{}/", "aclanthology.org/{}.pdf",
                 "aclanthology.org/{}.bib", "www.aclweb.org/anthology/{}", "www.aclweb.org/anthology/{}.pdf",
                 "aclanthology.org/{}v2.pdf", "doi.org/10.18653/v1/{}", "aclanthology.info/papers/{}")  # fmt: skip
OPENREVIEW_IDS = ("rJl-b3RcF7", "B1x_y0zAb")
OPENREVIEW_ADDRESSES = ("openreview.net/forum?id={}", "openreview.net/pdf?id={}", "www.openreview.net/forum?id={}",
                        "openreview.net/forum?id={}&noteId=x#y", "openreview.net/forum?noteId=x&id={}",
                        "openreview.net/attachment?id={}&name=pdf")  # fmt: skip


def addresses(forms, written):
    return [f"{scheme}{form}".format(written) for scheme, form in product(SCHEMES, forms)]


SPELLINGS = [
    *(
        ("arxiv", spelling, found)
        for written, found in ARXIV_IDS.items()
        for version in ("", "v1", "v12")
        for spelling in [
            *addresses(ARXIV_ADDRESSES, written + version),
            *(form.format(written + version) for form in ARXIV_CITATIONS),
        ]
    ),
    *(
        ("doi", spelling, doi)
        for doi in DOIS
        for spelling in [
            doi, doi.upper(), f"{doi}.", f"doi:{doi}", f"DOI: {doi}",
            *addresses(DOI_ADDRESSES, quote(doi, safe="/")), *addresses(DOI_ADDRESSES, quote(doi, safe="")),
            *addresses(DOI_ADDRESSES, quote(doi) + "?nosfx=y"),
        ]
    ),
    *(
        ("acl", spelling, found)
        for written, found in ACL_IDS.items()
        for spelling in [written, f"10.18653/v1/{written.lower()}", *addresses(ACL_ADDRESSES, written)]
    ),
    *(
        ("openreview", spelling, written)
        for written in OPENREVIEW_IDS
        for spelling in [written, *addresses(OPENREVIEW_ADDRESSES, written)]
    ),
]  # fmt: skip


def test_every_spelling_of_every_id_is_that_id():
    wrong = [(key, spelling) for key, spelling, found in SPELLINGS if ids.READERS[key](spelling) != found]
    assert wrong == []
    assert len(SPELLINGS) > 1500


@pytest.mark.parametrize("key", ids.READERS)
def test_what_is_read_is_read_as_the_same(key):
    found = {ids.READERS[kind](spelling) for kind, spelling, _ in SPELLINGS if kind == key}
    assert {each: ids.READERS[key](each) for each in found} == {each: each for each in found}


@pytest.mark.parametrize(
    "written",
    ["-/1234567", "-/9901001", "--/0101001", "a-/0101001", "-a/0101001", "hep-th/9913001", "hep-th/990100", "/9901001",
     "2503.123456", "2500.00001", "https://arxiv.org/list/cs.CL/2503", "https://example.org/2503.00001",
     "https://arxiv.org.example.org/abs/2503.00001", f"{'a' * 300}/9901001"],
)  # fmt: skip
def test_what_is_not_an_arxiv_id_is_refused(written):
    with pytest.raises(BadValue, match=r"is not an arXiv id; write it as 2503\.00001"):
        ids.arxiv(written)


def test_a_refused_id_is_reported_with_its_line_and_makes_no_entry_with_it():
    listing, report = read("## T\n- arxiv: -/1234567\n")
    assert list(map(str, report.errors)) == [
        "content/2025-03-12.md:2: arxiv: '-/1234567' is not an arXiv id; write it as 2503.00001"
    ]
    assert listing.entries[0].arxiv == ""


def test_a_url_in_every_spelling_is_the_id_that_it_contains():
    spellings = [each for each in SPELLINGS if each[1].lower().startswith("http")]
    wrong = [
        (spelling, ids.contained(spelling))
        for key, spelling, found in spellings
        if ids.contained(spelling) != {key: found}
    ]
    assert wrong == []
    assert {key for key, _, _ in spellings} == {*ids.READERS}


@pytest.mark.parametrize(
    ("doi", "found"),
    [
        *((f"10.48550/arxiv.{written.lower()}", {"arxiv": found}) for written, found in ARXIV_IDS.items()),
        *((f"10.18653/v1/{written.lower()}", {"acl": found}) for written, found in ACL_IDS.items()),
        ("10.3115/v1/p14-1001", {"acl": "P14-1001"}),
        ("10.3115/1073083.1073135", {}),
        ("10.1145/3292500.3330701", {}),
        ("10.48550/arxiv.another", {}),
    ],
)
def test_a_doi_is_the_arxiv_or_acl_id_that_it_contains(doi, found):
    assert ids.contained(doi) == found


@pytest.mark.parametrize(
    "url",
    ["https://arxiv.org/list/cs.CL/recent", "https://openreview.net/group?id=ICLR.cc", "https://aclanthology.org/",
     "https://huggingface.co/papers/date/2025-03-12", "https://example.org/arxiv/2503.00001", "https://doi.org/",
     "https://github.com/arxiv.org/abs/2503.00001", "https://aclanthology.org/people/a/", "https://aclanthology.org/venues/acl"],
)  # fmt: skip
def test_other_addresses_contain_no_id(url):
    assert ids.contained(url) == {}


def test_an_entry_gets_the_ids_that_its_doi_and_its_addresses_contain_and_keeps_these():
    rows = "- doi: 10.48550/arXiv.2503.00001\n- url: https://aclanthology.org/2024.acl-long.1/\n"
    [entry] = read(f"## T\n{rows}")[0].entries
    assert (entry.arxiv, entry.acl, entry.doi) == ("2503.00001", "2024.acl-long.1", "10.48550/arxiv.2503.00001")
    assert entry.url == ("https://aclanthology.org/2024.acl-long.1/",)


@pytest.mark.parametrize(
    ("fields", "line", "what"),
    [
        ("- arxiv: 2503.00001\n- doi: 10.48550/arXiv.2503.00002", 3,
         "doi: it contains the arxiv id 2503.00002, but `arxiv` is 2503.00001"),
        ("- acl: P19-1001\n- url: https://example.org\n- url: https://aclanthology.org/P19-1002", 4,
         "url: it contains the acl id P19-1002, but `acl` is P19-1001"),
    ],
)  # fmt: skip
def test_an_id_that_contradicts_another_is_reported(fields, line, what):
    way_out = "correct one of them, or write a related address as `see`"
    assert warnings(f"## T\n{fields}\n") == [f"content/2025-03-12.md:{line}: {what}; {way_out}"]


def test_ids_that_agree_are_not_reported():
    fields = "- acl: P19-1001\n- doi: 10.18653/v1/p19-1001\n- url: https://doi.org/10.18653/v1/P19-1001"
    assert warnings(f"## T\n{fields}\n") == []


def test_ids_are_read_in_linear_time():
    longest = 200_000
    for piece in ("a.", "a-", "[", " ", "?", "%0A ", "&id=", ".", "v1", "arxiv:", "10.", "1/", "#", "/", "-_"):
        for start in (
            "",
            "https://",
            "2503.00001",
            "10.1000/",
            "https://doi.org/10.1/",
            "https://openreview.net/pdf?",
            "P19-1",
        ):
            value = start + piece * (longest // len(piece)) + "%0A"
            began = perf_counter()
            for reader in ids.READERS.values():
                try:
                    reader(value)
                except BadValue:
                    continue
            ids.contained(value)
            assert perf_counter() - began < 1, (start, piece)


def test_the_dois_of_the_acl_anthology_contain_the_ids_that_it_gives():
    contained = Counter()
    with gzip.open(shared("corpora/acl-anthology.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            paper = json.loads(line)
            if (paper["doi"] or "").startswith("10.18653/v1/"):
                contained[ids.contained(ids.doi(paper["doi"])) == {"acl": ids.acl(paper["id"])}] += 1
    assert contained[True] > 30_000
    assert contained[False] < 10  # in the corpus, some DOIs are those of a neighbour
