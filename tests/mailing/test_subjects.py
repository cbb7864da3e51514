"""Subjects that no page is about are reported, with the nearest that there is."""

from gazette.core.errors import Report
from gazette.mailing.subjects import Subjects
from gazette.mailing.subscribers import Subscriber
from tests import site
from tests.mailing.outbox import Outbox


def test_a_subject_is_known_by_its_topic_or_its_page_and_reported_once(tmp_path):
    box, report = Outbox(tmp_path), Report("people.csv")
    site.write(box.options.source, {"public/tags/sparse-codes.html": "", "public/tags/index.html": ""})
    subjects = Subjects(box.site, box.options)
    rows = [{"language-models"}, {"sparse-codes", "sparse-code"}, {"sparse-code", "zzzz"}, set()]
    for line, slugs in enumerate(rows, 1):
        subjects.check(line, Subscriber("a@b.org", frozenset(slugs)), report)
    assert [*map(str, report.warnings)] == [
        "people.csv:2: no page has the subject 'sparse-code'; did you mean 'sparse-codes'?",
        "people.csv:3: no page has the subject 'zzzz'; correct it, or build the site first",
    ]
