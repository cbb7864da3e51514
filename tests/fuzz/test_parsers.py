"""No text makes a parser fail: it is read, or its problems are reported. What is promised to be stable is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.core import complexity, text, urls
from gazette.core.errors import BadValue, Report
from gazette.listings import fields, markdown, redirects, standalone
from gazette.rendering import markup
from tests.fuzz.readers import READERS
from tests.fuzz.signs import HEADS, SIGNS, TAILS
from tests.make import a_source, read, times

PARTS = st.sampled_from((*SIGNS, *HEADS, *TAILS)) | st.text(st.characters(exclude_categories=()), max_size=4)
TEXTS = st.lists(PARTS, max_size=12).map("".join) | st.builds(str.__mul__, PARTS, st.integers(2, 60))
CLEANED = TEXTS.map(text.clean)


def examples(few, full):
    return settings(max_examples=times(few, full))


@pytest.mark.parametrize("name", READERS)
def test_any_text_is_read_without_an_exception(name):
    @examples(12, 2_000)
    @given(TEXTS)
    def reads(found):
        READERS[name](found)

    reads()


@examples(200, 20_000)
@given(TEXTS)
def test_cleaning_a_text_again_changes_nothing(found):
    cleaned = text.clean(found)
    assert text.clean(cleaned) == cleaned
    assert len(cleaned.split("\n")) >= found.count("\n") + 1


def test_marks_beyond_thirty_in_a_row_are_parted_and_none_is_lost():
    cleaned = text.clean("a" + "\u0323" * 100 + "b")
    assert cleaned.replace("\u034f", "") == "\u1ea1" + "\u0323" * 99 + "b"
    assert max(map(len, cleaned.split("\u034f"))) <= text.MAX_MARKS + 1
    assert text.clean("a" + "\u0323" * 30) == "\u1ea1" + "\u0323" * 29


@examples(100, 5_000)
@given(TEXTS)
def test_a_slug_is_its_own_slug(found):
    slug = urls.slug(text.clean(found))
    assert urls.slug(slug) == slug or slug in urls.RESERVED


@pytest.mark.parametrize("suffix", ["md", "yaml", "json", "txt"])
def test_problems_of_a_listing_have_its_path_and_an_existing_line(suffix):
    path = f"content/2025-03-12.{suffix}"

    @examples(40, 3_000)
    @given(TEXTS)
    def has_lines(found):
        listing, report = read(found, path)
        assert_lines(report, path, found)
        assert listing or report.errors
        if listing and not report.errors:
            again = Report()
            assert markdown.parse(markdown.dump(listing), "2025-03-12.md", again) == listing
            assert again.errors == []

    has_lines()


def assert_lines(report, path, source):
    lines = max(source.count("\n"), source.count("\r")) + 2
    for problem in (*report.errors, *report.warnings):
        assert problem.path == path
        assert 0 <= problem.line <= lines, problem
        assert str(problem).isprintable(), problem


@examples(100, 5_000)
@given(TEXTS)
def test_problems_of_redirects_and_standalone_pages_have_their_path_and_an_existing_line(found):
    for parse, path in ((redirects.parse, "content/redirects.yaml"), (standalone.parse, "content/pages/about.md")):
        report = Report(path)
        parse(a_source(found, path), report)
        assert_lines(report, path, found)


IDS = st.lists(
    st.sampled_from(
        "10.1000/ 2503.00001 v2 .pdf https://arxiv.org/abs/ doi: https://doi.org/ hep-th/9901001 P19-1001".split()
    )
    | st.text(max_size=3),
    max_size=4,
).map(lambda parts: text.line(text.clean("".join(parts))))


@pytest.mark.parametrize("key", ["arxiv", "doi", "openreview", "acl"])
def test_an_id_that_was_read_is_read_as_itself(key):
    @examples(100, 5_000)
    @given(IDS)
    def reads(written):
        try:
            found = fields.BY_KEY[key].read(written)
        except BadValue:
            return
        assert fields.BY_KEY[key].read(found) == found

    reads()


@examples(200, 10_000)
@given(st.from_regex(r"[0-9]{3,5}-[0-9]{1,2}-[0-9]{1,2}", fullmatch=True) | st.dates().map(str) | TEXTS)
def test_only_a_day_as_it_is_written_in_full_is_read(written):
    try:
        is_day = str(date.fromisoformat(written)) == written
    except ValueError:
        is_day = False
    try:
        assert str(fields.day(written)) == written and is_day
    except BadValue as bad:
        assert bad.way_out and not is_day


@examples(100, 5_000)
@given(CLEANED)
def test_markdown_that_is_too_complex_is_shown_as_it_is_and_reported(found):
    report = Report("a.md")
    complexity.warn(found, 1, report)
    shown = str(markup.markdown(found, urls.safe))
    assert bool(report.warnings) == bool(complexity.too_complex(found))
    assert not report.warnings or shown.startswith("<p>")
