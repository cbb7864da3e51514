"""Answers of arXiv's API, real and made up."""

import re
from contextlib import suppress
from datetime import date
from html import unescape

import pytest

from gazette.core.errors import Report
from gazette.core.model import Notice
from gazette.listings import arxiv_atom
from tests.make import shared

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
      xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/abc</id>
  <updated>2025-03-12T22:10:19Z</updated>
  <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
  <opensearch:totalResults>2500</opensearch:totalResults>
  <opensearch:startIndex>300</opensearch:startIndex>
  {}
</feed>
"""


def an_entry(inside="", id="http://arxiv.org/abs/2503.00001v2", title="A Title"):
    return f"<entry><id>{id}</id><title>{title}</title>{inside}</entry>"


def read(source):
    report = Report("a.xml")
    return arxiv_atom.read(source, report), report


def entry(inside="", **known):
    answer, report = read(FEED.format(an_entry(inside, **known)))
    assert not report.errors, report.errors
    return answer.entries[0]


def real():
    return {path.name: path.read_text("utf-8") for path in sorted(shared("fixtures/arxiv_atom").iterdir())}


def test_every_paper_of_the_real_answers_is_read():
    for name, source in real().items():
        if "status200" in name:
            answer, report = read(source)
            with suppress(UnicodeError):  # two were recorded as Latin-1
                source = source.encode("latin-1").decode()
            ids = re.findall(r"<id>http://arxiv.org/abs/(.*?)v\d+</id>", source)
            titles = re.findall(r"<title>(?!arXiv Query)(.*?)</title>", source, re.DOTALL)
            assert [each.arxiv for each in answer.entries] == ids, name
            assert [each.title for each in answer.entries] == [" ".join(unescape(each).split()) for each in titles]
            assert sum(len(each.authors) for each in answer.entries) == source.count("<author>")
            assert all(each.abstract and each.published and each.version for each in answer.entries)
            assert not report.errors


def test_an_answer_says_where_it_is_in_the_results():
    source = real()["q_testing_s10_m10_34e56e15aaac.status200.xml"]
    answer, _ = read(source)
    assert (answer.total, answer.day) == (214881, date(2026, 4, 12))


def test_an_answer_without_a_paper_is_not_an_error():
    answer, report = read(real()["id_0808.05394_s0_m100_7b0c7d0a7cdd.status200.xml"])
    assert (answer.entries, answer.total, report.errors) == ((), 0, [])


def test_an_error_of_the_api_is_reported_with_its_words():
    answer, report = read(real()["id_abc_s0_m100_b79c8dcf6bc3.status400.xml"])
    assert answer is None
    assert list(map(str, report.errors)) == [
        "a.xml:9: arXiv answered with an error: 'incorrect id format for abc'; correct the query, and ask again"
    ]


def test_every_part_of_an_entry_is_read():
    found = entry("""
      <summary>  One $\\alpha$
line &lt; two.
  Second paragraph. Code: https://github.com/example/x.</summary>
      <author><name>Ada Example</name><arxiv:affiliation>A Lab</arxiv:affiliation></author>
      <author><name>Bo
        Sample</name></author>
      <published>2025-03-01T23:59:59Z</published><updated>2025-03-10T00:00:00Z</updated>
      <category term="cs.LG"/><category term="stat.ML"/><arxiv:primary_category term="stat.ML"/>
      <arxiv:comment>12 pages,
  3 figures</arxiv:comment><arxiv:journal_ref>Nature 600 (2025) 1</arxiv:journal_ref>
      <arxiv:doi>10.1000/ABC</arxiv:doi>""")
    assert (found.arxiv, found.version, found.title, found.doi) == ("2503.00001", 2, "A Title", "10.1000/abc")
    assert found.abstract == (
        r"One $\alpha$ line < two.",
        "Second paragraph. Code: https://github.com/example/x.",
    )
    assert found.authors == ("Ada Example", "Bo Sample")
    assert found.published == date(2025, 3, 1)
    assert found.categories == ("stat.ML", "cs.LG")
    assert (found.author_note, found.journal) == ("12 pages, 3 figures", "Nature 600 (2025) 1")
    assert found.code == ("https://github.com/example/x",)
    assert found.withdrawn is None


def test_what_is_absent_is_unknown():
    found = entry(id="http://arxiv.org/abs/hep-th/9901001")
    assert (found.arxiv, found.version, found.published, found.doi, found.categories) == (
        "hep-th/9901001",
        None,
        None,
        "",
        (),
    )


def test_further_dois_become_links():
    found = entry("<arxiv:doi>10.1000/a, 10.1000/B;10.1000/A</arxiv:doi>")
    assert (found.doi, found.see) == ("10.1000/a", ("https://doi.org/10.1000/b",))


def test_a_doi_that_is_none_is_reported():
    answer, report = read(FEED.format(an_entry("<arxiv:doi>soon</arxiv:doi>")))
    assert answer.entries[0].doi == ""
    assert str(report.warnings[0]) == "a.xml:9: doi: 'soon' is not a DOI; the value is left out"


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the authors due to an error in Lemma 3",
        "Withdrawn by the author",
        "withdrawn",
        "arXiv admin note: this paper has been withdrawn by arXiv",
        "Paper withdrawn: see v1",
    ],
)
def test_a_withdrawal_in_the_comment_or_the_abstract_is_marked(comment):
    notice = Notice(date(2025, 3, 10), comment)
    updated = "<updated>2025-03-10T00:00:00Z</updated>"
    assert entry(f"{updated}<arxiv:comment>{comment}</arxiv:comment>").withdrawn == notice
    assert entry(f"{updated}<summary>{comment}</summary>").withdrawn == notice


@pytest.mark.parametrize(
    "comment",
    [
        "12 pages",
        "This paper has been withdrawn from the conference ABC",
        "We study withdrawn papers",
        "The paper is long",
    ],
)
def test_other_comments_are_no_withdrawal(comment):
    updated = "<updated>2025-03-10T00:00:00Z</updated>"
    assert entry(f"{updated}<arxiv:comment>{comment}</arxiv:comment>").withdrawn is None


@pytest.mark.parametrize(
    ("known", "what"),
    [
        ({"id": "http://example.org/1"}, "'http://example.org/1' is not the address of a paper on arXiv"),
        ({"title": " "}, "a paper has no title"),
    ],
)
def test_an_entry_that_is_no_paper_is_reported_and_the_others_are_read(known, what):
    answer, report = read(FEED.format(an_entry(**known) + "\n" + an_entry()))
    assert len(answer.entries) == 1
    assert list(map(str, report.errors)) == [f"a.xml:9: {what}; ask arXiv again"]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html><body>Rate exceeded.</body></html>",
        FEED[:400],
        "Rate exceeded.",
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://example.org/feed</id></feed>',
    ],
)
def test_anything_else_is_an_error_and_no_empty_answer(source):
    answer, report = read(source)
    assert answer is None
    assert len(report.errors) == 1
