"""Messages about input files, and the exceptions that carry them."""

import pickle

import pytest

from gazette.core import errors
from gazette.core.errors import Mistakes, Problem, Report
from gazette.listings import fields


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (Problem("a.md", 3, "no day", "add one"), "a.md:3: no day; add one"),
        (Problem("a.md", 0, "no day"), "a.md: no day"),
        (Problem("", 0, "no day", "add one"), "no day; add one"),
    ],
)
def test_a_problem_reads_as_path_line_what_is_wrong_and_what_to_do(problem, message):
    assert str(problem) == message


def test_reports_on_several_files_share_their_errors_and_warnings():
    report = Report("a.md")
    report.error(1, "no day")
    report.about("b.md").warn(2, "no title", "add one")
    assert list(map(str, report.errors)) == ["a.md:1: no day"]
    assert list(map(str, report.warnings)) == ["b.md:2: no title; add one"]


def test_all_errors_are_raised_together_and_warnings_are_not():
    report = Report("a.md")
    report.warn(1, "no title")
    report.raise_errors()
    report.error(2, "no day")
    report.error(3, "no url")
    with pytest.raises(Mistakes, match=r"^a\.md:2: no day\na\.md:3: no url$"):
        report.raise_errors()


def test_mistakes_survive_pickling():
    sent = pickle.loads(pickle.dumps(Mistakes([Problem("a.md", 3, "no day", "add one")])))
    assert sent.problems == (Problem("a.md", 3, "no day", "add one"),)


@pytest.mark.parametrize(("key", "near"), [("author", "authors"), ("Votes", "votes"), ("summry-by", "summary-by")])
def test_a_misspelt_key_is_answered_with_the_nearest(key, near):
    assert errors.nearest(key, fields.BY_KEY) == f"did you mean {near!r}?"


def test_a_key_like_no_other_is_answered_with_all_known_keys_if_they_are_few():
    assert errors.nearest("zzz", ["b", "a"]) == "use one of a, b"
    assert errors.nearest("zzz", map(str, range(61))) == "use one that exists"


def test_a_long_value_is_cut_in_a_message():
    assert len(errors.shown("x" * 10_000)) == 60


def test_a_bad_value_reads_as_a_message_and_survives_pickling():
    bad = errors.BadValue("'x; y' is not a date", "write it as 2025-03-12")
    sent = pickle.loads(pickle.dumps(bad))
    assert (sent.what, sent.way_out) == (bad.what, bad.way_out)
    assert str(sent) == "'x; y' is not a date; write it as 2025-03-12"
