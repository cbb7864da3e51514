"""Messages about input files, and the exceptions that carry them."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.config import values
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


SETTINGS = [*values.SETTINGS, "topics"]
PAGES = ["about.html", "index.html", "saved.html", "tags/index.html", "papers/trending.html", "archive.html"]


@pytest.mark.parametrize(
    ("known", "slips"),
    [
        (
            fields.BY_KEY,
            "author>authors Votes>votes summry-by>summary-by autor>authors arxive>arxiv vote>votes tag>tags",
        ),
        (fields.BY_KEY, "keyword>keywords upvotes>votes licence>license publised>published published_at>published"),
        (
            SETTINGS,
            "titel>title autor>author discription>description lang>language nav>navigation feed_length>feed.length",
        ),
        (SETTINGS, "tag.minimum>tags.minimum leaveout>leave_out time_zone>timezone feed.lenght>feed.length"),
        (PAGES, "abuot.html>about.html about>about.html Archive.html>archive.html trending.html>papers/trending.html"),
        (["build", "import", "format", "check", "serve"], "biuld>build chek>check imports>import server>serve"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(known, slips):
    for slip in slips.split():
        wrong, _, near = slip.partition(">")
        assert errors.nearest(wrong, known) == f"did you mean {near!r}?"


@pytest.mark.parametrize("known", [fields.BY_KEY, SETTINGS, PAGES])
@pytest.mark.parametrize("wild", ["a", "b.html", "colour", "a.html", "zebra.html", "stage", "my-own-key", "x" * 500])
def test_a_name_like_no_other_is_answered_with_no_guess(wild, known):
    assert not errors.nearest(wild, known).startswith("did you mean")
    assert errors.nearest(wild, known, "create it") == "create it"


@given(st.sampled_from(sorted(fields.BY_KEY)).filter(lambda key: len(key) > 4), st.data())
def test_a_name_with_one_wrong_letter_is_recognised(key, data):
    at = data.draw(st.integers(0, len(key) - 1))
    kind = data.draw(st.sampled_from(["left out", "doubled", "another"]))
    middle = {"left out": "", "doubled": key[at] * 2, "another": "#"}[kind]
    assert errors.nearest(key[:at] + middle + key[at + 1 :], fields.BY_KEY) == f"did you mean {key!r}?"


def test_problems_are_sorted_by_line_within_each_file():
    found = [
        Problem("b", 9, "x"),
        Problem("a", 2, "x"),
        Problem("b", 0, "x"),
        Problem("a", 1, "x"),
        Problem("b", 9, "y"),
    ]
    expected = ["b: x", "b:9: x", "b:9: y", "a:1: x", "a:2: x"]
    assert list(map(str, errors.in_order(found))) == expected
    assert str(Mistakes(found)).split("\n") == expected


def test_a_number_has_the_noun_that_fits():
    assert [errors.counted(each, "file") for each in (0, 1, 2, 1_000)] == [
        "0 files",
        "1 file",
        "2 files",
        "1,000 files",
    ]
    assert errors.counted(2, "address", "addresses") == "2 addresses"


def test_a_key_like_no_other_is_answered_with_all_known_keys_if_they_are_few():
    assert errors.nearest("zzz", ["b", "a"]) == "use one of a, b"
    assert errors.nearest("zzz", map(str, range(61))) == "use one that exists"


def test_a_long_value_is_cut_in_a_message():
    assert len(errors.shown("x" * 10_000)) == 60


def test_a_value_in_a_message_is_on_one_line_with_its_own_backslashes():
    assert errors.shown(r"$\alpha$ and \\") == r"'$\alpha$ and \\'"
    assert errors.shown("a\nb\x00") == r"'a\nb\x00'"
    assert errors.shown("it's") == '"it\'s"'


def test_a_bad_value_reads_as_a_message_and_survives_pickling():
    bad = errors.BadValue("'x; y' is not a date", "write it as 2025-03-12")
    sent = pickle.loads(pickle.dumps(bad))
    assert (sent.what, sent.way_out) == (bad.what, bad.way_out)
    assert str(sent) == "'x; y' is not a date; write it as 2025-03-12"
