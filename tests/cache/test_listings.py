"""A file is parsed only if it changed, and errors are never cached."""

import sqlite3
from datetime import date

import pytest

from gazette.cache import listings
from gazette.cache.listings import CachedListings
from gazette.core.errors import DamagedCache, Report
from gazette.core.model import Entry, Listing, Trust
from gazette.sources.files import SourceFile

FILE = SourceFile("content/2025-03-12.md", "…", b"digest")
LISTING = Listing(
    date(2025, 3, 12),
    (Entry("On π", published=date(2025, 3, 1), votes=0, extra=(("mood", "good"),), line=7),),
    trust=Trust.CAPTURED,
    path=FILE.path,
)


class Parser:
    """Returns a listing with a warning, and counts the files that it got."""

    def __init__(self, error=False):
        self.asked, self.error = [], error

    def __call__(self, file, report):
        self.asked.append(file.path)
        report.warn(3, "odd")
        if self.error:
            report.error(1, "wrong")
        return LISTING


@pytest.fixture
def cached():
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.executescript(listings.SCHEMA)
    yield CachedListings(base)
    base.close()


def parse_all(cached, parser, files=(FILE,), jobs=1):
    report = Report()
    return cached.parse_all(list(files), parser, report, jobs), report


def test_a_file_is_parsed_once_and_its_listing_and_warnings_stay_the_same(cached):
    parse_all(cached, Parser())
    again = Parser()
    (found,), report = parse_all(cached, again)
    assert again.asked == []
    assert found == LISTING
    assert (found.trust, found.path, found.entries[0].line) == (Trust.CAPTURED, LISTING.path, 7)
    assert [str(each) for each in report.warnings] == ["content/2025-03-12.md:3: odd"]


@pytest.mark.parametrize("file", [SourceFile(FILE.path, "…", b"other"), SourceFile("content/b.md", "…", FILE.digest)])
def test_a_file_with_other_bytes_or_another_name_is_parsed(file, cached):
    parse_all(cached, Parser())
    again = Parser()
    parse_all(cached, again, [file])
    assert again.asked == [file.path]


def test_other_code_parses_everything(cached, monkeypatch):
    parse_all(cached, Parser())
    monkeypatch.setattr(listings, "code", lambda: b"other code")
    again = Parser()
    parse_all(cached, again)
    assert again.asked == [FILE.path]


def test_a_listing_with_an_error_is_not_cached(cached):
    for _ in range(2):
        parser = Parser(error=True)
        found, report = parse_all(cached, parser)
        assert (parser.asked, found, len(report.errors)) == ([FILE.path], [], 1)


def test_a_file_that_is_gone_is_forgotten(cached):
    parse_all(cached, Parser())
    parse_all(cached, Parser(), [])
    again = Parser()
    parse_all(cached, again)
    assert again.asked == [FILE.path]


@pytest.mark.parametrize("jobs", [1, 3])
def test_many_files_are_parsed_in_their_order_by_any_number_of_processes(jobs, cached):
    files = [SourceFile(f"content/{n}.md", "…", bytes([n])) for n in range(listings.MIN_FILES + 9)]

    def parse(file, report):
        report.warn(1, file.path)
        return LISTING if file.digest[0] % 7 else report.error(2, file.path)

    found, report = parse_all(cached, parse, files, jobs)
    assert len(found) == len(files) - len(files[::7])
    assert [problem.path for problem in report.errors] == [file.path for file in files[::7]]
    assert [problem.path for problem in report.warnings] == [file.path for file in files]


# Hints are cached like warnings.


def with_abstract(words):
    return lambda file, report: Listing(date(2025, 3, 12), (Entry("On π", abstract=(words,), line=1),), path=file.path)


def kinds(report):
    return [(each.path, each.kind) for each in report.hints]


def test_hints_are_reported_again_without_parsing(cached):
    for parser in (with_abstract("Short."), Parser()):
        _, report = parse_all(cached, parser)
        assert kinds(report) == [(FILE.path, "short-abstract")]
        assert report.warnings == []


def test_hints_of_changed_files_replace_theirs_and_the_others_stay(cached):
    parse_all(cached, with_abstract("Short."), [FILE, OTHER])
    _, report = parse_changed(cached, [OTHER], [OTHER.path], with_abstract("Long enough. " * 9))
    assert kinds(report) == [(FILE.path, "short-abstract")]
    _, report = parse_changed(cached, [], [FILE.path, OTHER.path])
    assert kinds(report) == []


def test_a_file_with_an_error_has_no_hints(cached):
    parse_all(cached, with_abstract("Short."))
    _, report = parse_all(cached, Parser(error=True), [SourceFile(FILE.path, "…", b"other")])
    assert kinds(report) == []


# Only some files changed.

OTHER = SourceFile("content/2025-03-13.md", "…", b"2")


def parse_changed(cached, files, gone, parser=None):
    report = Report()
    return cached.parse_changed(files, gone, parser or Parser(), report), report


def test_changed_files_are_parsed_and_the_others_keep_their_warnings(cached):
    parse_all(cached, Parser())
    found, report = parse_changed(cached, [OTHER], [OTHER.path])
    assert found == [LISTING]
    assert [problem.path for problem in report.warnings] == [FILE.path, OTHER.path]
    assert len(list(cached.all())) == 2


def test_the_listings_before_and_the_unchanged_ones_come_from_the_cache(cached):
    parse_all(cached, Parser())
    assert cached.before([FILE.path, OTHER.path]) == [LISTING]
    assert cached.unchanged(FILE.path) == LISTING
    with pytest.raises(DamagedCache):
        cached.unchanged(OTHER.path)


def test_a_removed_file_has_no_listing_and_no_warnings(cached):
    parse_all(cached, Parser(), [FILE, OTHER])
    found, report = parse_changed(cached, [], [FILE.path])
    assert (found, [problem.path for problem in report.warnings]) == ([], [OTHER.path])
    assert len(list(cached.all())) == 1
    cached.flush()
    assert cached.before([FILE.path, OTHER.path]) == [LISTING]


def test_changes_are_written_when_they_are_flushed(cached):
    parse_changed(cached, [FILE], [FILE.path])
    assert cached.before([FILE.path]) == []
    cached.flush()
    assert cached.before([FILE.path]) == [LISTING]
