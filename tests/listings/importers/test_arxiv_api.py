"""Saved answers of arXiv's API; tests/listings/test_arxiv_atom.py has what is in them."""

from datetime import date

from gazette.core.model import Trust
from gazette.listings import markdown
from gazette.listings.importers import arxiv_api
from tests.foreign import ARXIV_API, ATOM, RSS
from tests.make import a_source, errors, read, shared


def test_real_answers_are_recognised_and_every_paper_is_imported():
    for path in sorted(shared("fixtures/arxiv_atom").iterdir()):
        source = path.read_text("utf-8")
        assert arxiv_api.recognise(a_source(source, "x.xml"))
        papers = source.count("<entry>") if "status200" in path.name else 0
        found, report = read(source, "content/2025-03-12.xml")
        assert len(found.entries if found else ()) == papers
        assert bool(report.errors) == (papers == 0)
        if found:
            assert (found.day, found.source, found.trust) == (date(2025, 3, 12), "arXiv", Trust.STRUCTURED)
            assert markdown.parse(markdown.dump(found), found.path) == found


def test_without_a_day_in_the_file_name_the_day_is_that_of_the_answer():
    assert read(ARXIV_API, "query.atom")[0].day == date(2025, 3, 12)


def test_an_error_of_the_api_is_an_error():
    source = next(shared("fixtures/arxiv_atom").glob("*400.xml")).read_text("utf-8")
    assert errors(source, "a.xml") == [
        "a.xml:9: arXiv answered with an error: 'incorrect id format for abc'; correct the query, and ask again"
    ]


def test_other_feeds_are_not_recognised():
    assert not any(arxiv_api.recognise(a_source(source, "x.xml")) for source in (ATOM, RSS))
    assert not arxiv_api.recognise(a_source(ARXIV_API, "x.txt"))
