from datetime import date

import pytest

from gazette.core.model import Notice
from gazette.listings import markdown
from tests.foreign import OAI
from tests.make import errors, read, warnings

PATH = "content/2025-03-12.xml"


def test_every_record_is_imported_or_reported():
    found, report = read(OAI, PATH)
    assert len(found.entries) + len(report.warnings) == OAI.count("<record>")
    assert list(map(str, report.warnings)) == [
        f"{PATH}:33: the record '2503.00009' was deleted; nothing is imported for it"
    ]
    assert markdown.parse(markdown.dump(found), PATH) == found


def test_metadata_of_the_format_arxiv_is_read():
    entry = read(OAI, PATH)[0].entries[0]
    assert (entry.arxiv, entry.doi, entry.title) == ("2503.00001", "10.1000/xyz", "A Bandit with $f$-Divergence")
    assert entry.authors == ("Ada Example", "Bo van Sample, Jr.")
    assert (entry.published, entry.categories) == (date(2025, 3, 1), ("cs.LG", "stat.ML"))
    assert (entry.journal, entry.author_note) == ("Nature 600 (2025) 1", "12 pages")
    assert (entry.license, entry.abstract) == ("CC BY 4.0", ("We bound it.", "A second paragraph."))


def test_metadata_of_dublin_core_is_read():
    entry = read(OAI, PATH)[0].entries[1]
    assert (entry.arxiv, entry.doi, entry.title) == ("hep-th/9901001", "10.1000/old", "An Old Paper")
    assert entry.authors == ("Bo Sample", "Eric H. Person, 3rd")
    assert (entry.published, entry.author_note) == (date(1999, 1, 2), "20 pages")
    assert (entry.keywords, entry.abstract) == (("High Energy Physics - Theory",), ("We look back.",))


def test_a_withdrawal_is_marked_with_the_day_of_the_last_version():
    entry = read(OAI.replace("12 pages", "Withdrawn by the author"), PATH)[0].entries[0]
    assert entry.withdrawn == Notice(date(2025, 3, 4), "Withdrawn by the author")


def test_the_day_is_that_of_the_answer_if_the_file_name_has_none():
    assert read(OAI, "records.xml")[0].day == date(2025, 3, 12)


@pytest.mark.parametrize(("size", "what"), [(' completeListSize="25000"', "25000 records"), ("", "a list")])
def test_a_part_of_a_list_is_reported(size, what):
    part = OAI.replace("</ListRecords>", f"<resumptionToken{size}>abc</resumptionToken></ListRecords>")
    assert f"{PATH}:36: the answer is a part of {what}; save and import the other parts too" in warnings(part, PATH)


def test_the_last_part_of_a_list_is_not_reported():
    assert len(warnings(OAI.replace("</ListRecords>", "<resumptionToken/></ListRecords>"), PATH)) == 1


def test_an_error_is_reported():
    error = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">\n<error code="noRecordsMatch">none</error></OAI-PMH>'
    )
    assert errors(error, PATH) == [f"{PATH}:2: the answer is an error: 'noRecordsMatch none'; correct the request"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("http://arxiv.org/OAI/arXiv/", "http://arxiv.org/OAI/arXivRaw/", "the metadata of '2503.00001' is <arXiv>"),
        ("<dc:title>An Old Paper</dc:title>", "", "a record has no title"),
    ],
)
def test_a_record_that_cannot_be_read_is_an_error(old, new, what):
    problems = errors(OAI.replace(old, new), PATH)
    assert len(problems) == 1
    assert f": {what}; ask for it again with metadataPrefix=arXiv or oai_dc" in problems[0]
