"""The values of keys, and the messages about values that they cannot have."""

from datetime import date

import pytest

from gazette.core.errors import Report
from gazette.core.model import Notice, Trust
from gazette.listings import fields

VALID = [  # key, text, value
    ("arxiv", "2503.00001", "2503.00001"),
    ("arxiv", "arXiv:2503.00001v3", "2503.00001"),
    ("arxiv", "https://arxiv.org/abs/2503.00001v2", "2503.00001"),
    ("arxiv", "http://export.arxiv.org/pdf/2503.00001.pdf", "2503.00001"),
    ("arxiv", "2403.10000", "2403.10000"),
    ("arxiv", "hep-th/9901001", "hep-th/9901001"),
    ("arxiv", "math.AG/0601001v1", "math/0601001"),
    ("arxiv", "MATH/0601001", "math/0601001"),
    ("doi", "10.1000/182", "10.1000/182"),
    ("doi", "https://doi.org/10.1000/ABC.(1)", "10.1000/abc.(1)"),
    ("doi", "doi: 10.1000/182", "10.1000/182"),
    ("openreview", "rJl-b3RcF7", "rJl-b3RcF7"),
    ("openreview", "https://openreview.net/forum?id=rJl-b3RcF7&noteId=x#y", "rJl-b3RcF7"),
    ("acl", "2024.acl-long.1", "2024.acl-long.1"),
    ("acl", "https://aclanthology.org/P19-1001.pdf", "P19-1001"),
    ("acl", "https://aclanthology.org/2024.acl-long.1/", "2024.acl-long.1"),
    ("authors", "Eric H. Nyberg, 3rd; B", ("Eric H. Nyberg, 3rd", "B")),
    ("tags", "bandits, theory", ("bandits", "theory")),
    ("published", "2025-03-10", date(2025, 3, 10)),
    ("votes", "0", 0),
    ("stars", "012", 12),
    ("changed", "2025-04-02: the title: a typo", Notice(date(2025, 4, 2), "the title: a typo")),
    ("withdrawn", "2025-04-02", Notice(date(2025, 4, 2), "")),
    ("venue", "no", "no"),
    ("date", "2025-03-12", date(2025, 3, 12)),
    ("quiet", "true", True),
    ("quiet", "false", False),
    ("trust", "captured", Trust.CAPTURED),
]
INVALID = [  # key, text, message
    ("arxiv", "2513.00001", "arxiv: '2513.00001' is not an arXiv id; write it as 2503.00001"),
    ("arxiv", "2503.1", "arxiv: '2503.1' is not an arXiv id; write it as 2503.00001"),
    ("arxiv", "ſolv-int/9901001", "arxiv: 'ſolv-int/9901001' is not an arXiv id; write it as 2503.00001"),
    ("doi", "11.1000/182", "doi: '11.1000/182' is not a DOI; write it as 10.1000/182"),
    ("doi", "10.1000/a b", "doi: '10.1000/a b' is not a DOI; write it as 10.1000/182"),
    ("acl", "acl", "acl: 'acl' is not an ACL Anthology id; write it as 2024.acl-long.1"),
    ("openreview", "a/b", "openreview: 'a/b' is not an OpenReview id; write it as rJl-b3RcF7"),
    ("published", "2025-02-30", "published: there is no day 2025-02-30; correct the date"),
    ("published", "12.3.2025", "published: '12.3.2025' is not a date; write it as 2025-03-12"),
    ("published", "２０２５-03-12", "published: '２０２５-03-12' is not a date; write it as 2025-03-12"),
    ("published", "2025-03-12T00:00", "published: '2025-03-12T00:00' is not a date; write it as 2025-03-12"),
    ("published", "0000-01-01", "published: there is no day 0000-01-01; correct the date"),
    ("votes", "-1", "votes: '-1' is not a count; write only digits, or leave it out"),
    ("votes", "1e3", "votes: '1e3' is not a count; write only digits, or leave it out"),
    ("votes", "9" * 13, f"votes: '{'9' * 13}' is not a count; write only digits, or leave it out"),
    ("withdrawn", "later", "withdrawn: 'later' is not a date; write it as 2025-03-12"),
    ("trust", "high", "trust: 'high' is not a level of trust; write written, structured or captured"),
    ("quiet", "yes", "quiet: 'yes' is neither true nor false; write true, or remove the line"),
]


@pytest.mark.parametrize(("key", "written", "value"), VALID)
def test_value_is_canonical(key, written, value):
    report = Report()
    assert fields.value(key, written, 1, report) == value
    assert not report.errors


@pytest.mark.parametrize(("key", "written", "message"), INVALID)
def test_bad_value_is_reported_with_a_way_out(key, written, message):
    report = Report("a.md")
    assert fields.value(key, written, 7, report) is None
    assert list(map(str, report.errors)) == [f"a.md:7: {message}"]


@pytest.mark.parametrize(("key", "written", "value"), [row for row in VALID if row[0] in fields.BY_KEY])
def test_value_survives_writing_and_reading(key, written, value):
    field = fields.BY_KEY[key]
    assert field.read(field.write(value)) == value


@pytest.mark.parametrize("key", sorted(fields.LINKS))
def test_invalid_link_is_kept_with_a_warning(key):
    report = Report("a.md")
    instead = ", so pages link to the PDF of the paper's id, if it has one" if key == "pdf" else ""
    assert fields.value(key, "javascript:alert(1)", 3, report) == "javascript:alert(1)"
    assert [str(each) for each in report.warnings] == [
        f"a.md:3: {key}: 'javascript:alert(1)' is not a web address{instead}; start it with https://"
    ]


def test_an_address_that_starts_with_https_is_not_told_to():
    report = Report("a.md")
    fields.value("code", "https://user:word@example.org/x", 3, report)
    [warning] = report.warnings
    assert warning.what.endswith(" has a user name or a password before the host")
    assert warning.way_out == "remove everything up to the @"


def test_unknown_keys_are_kept_in_order_with_a_warning():
    report = Report("a.md")
    rows = [("zeta", "1", 4), ("votes", "2", 5), ("alpha", "", 6)]
    assert fields.values(rows, report) == {"votes": 2, "extra": (("zeta", "1"), ("alpha", ""))}
    assert [warning.line for warning in report.warnings] == [4, 6]


def test_unknown_key_that_markdown_cannot_express_is_an_error():
    report = Report("a.yaml")
    assert fields.values([("a key: b", "1", 4)], report) == {}
    assert str(report.errors[0]).startswith("a.yaml:4: 'a key: b' is not a valid key; ")


@pytest.mark.parametrize("key", ["votes", "zeta"])
def test_repeated_key_is_an_error(key):
    report = Report("a.md")
    fields.values([(key, "1", 4), (key, "2", 5)], report)
    assert list(map(str, report.errors)) == [f"a.md:5: the key {key!r} is repeated; keep one of them"]


@pytest.mark.parametrize("key", [field.key for field in fields.FIELDS if field.many])
def test_keys_of_addresses_may_be_repeated(key):
    report = Report()
    rows = [(key, "https://a.org", 1), (key, "https://b.org", 2)]
    assert fields.values(rows, report) == {key: ("https://a.org", "https://b.org")}
    assert not report.errors


def test_key_without_a_value_is_ignored():
    assert fields.values([("votes", "", 1), ("authors", "", 2)], Report()) == {}
