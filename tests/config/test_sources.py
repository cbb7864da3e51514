"""The setting `fetch.sources`."""

import pytest

from gazette.config import sources
from gazette.config.sources import Arxiv, Feed, HuggingFace
from gazette.core.errors import BadValue, Report
from gazette.sources import documents


def read(written):
    report = Report("site.yaml")
    node = documents.parse_yaml(written, report)
    assert not report.errors
    return sources.sources(node)


def test_several_sources_are_read_in_their_order():
    written = """\
- huggingface
- arxiv: {categories: [cs.CL, hep-th], keywords: [diffusion, "state space"], most: 50, types: [new]}
- feed: https://example.org/papers.xml
"""
    assert read(written) == (
        HuggingFace(),
        Arxiv(("cs.CL", "hep-th"), ("diffusion", "state space"), 50, ("new",)),
        Feed("https://example.org/papers.xml"),
    )
    assert [source.name for source in read(written)] == ["huggingface", "arxiv", "feed"]


def test_a_source_counts_once():
    assert read("[huggingface, huggingface]") == (HuggingFace(),)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("huggingface", "expected a list"),
        ("[hugging]", "unknown source 'hugging'"),
        ("[{rss: https://example.org/}]", "unknown source 'rss'"),
        ("[[]]", "unknown source 'a list'"),
        ("[{arxiv: {}}]", "no categories"),
        ("[{arxiv: {categories: [cs CL]}}]", "'cs CL' is not an arXiv category"),
        ("[{arxiv: {categories: [cs.CL], keyword: [x]}}]", "unknown key 'keyword'"),
        ("[{arxiv: {categories: [cs.CL], types: [old]}}]", "unknown type 'old'"),
        ("[{arxiv: {categories: [cs.CL], most: none}}]", "'none' is not allowed"),
        ("[{feed: papers.xml}]", "'papers.xml' is not a web address"),
    ],
)
def test_a_wrong_source_is_an_error_that_says_what_is_wrong(written, what):
    with pytest.raises(BadValue, match=what):
        read(written)
