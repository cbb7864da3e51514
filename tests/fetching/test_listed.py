"""Listings in content/ are found by day and source, and are changed one command at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from msgspec.structs import replace

from gazette.core.errors import Report
from gazette.fetching.listed import Known, Listed
from gazette.listings import markdown
from gazette.publishing import rewrite
from tests import site
from tests.make import a_listing, an_entry

DAY = date(2025, 3, 12)


@pytest.fixture
def content(tmp_path):
    files = {"2025/2025-03-10.md": "## A\n", "2025-03-12.md": "## B\n", "2025/2025-03-12-arxiv.md": "## C\n"}
    site.write(
        tmp_path / "content", files | {"2025-03-11.json": "[]", "pages/about.md": "x", "2025-03-09-arxiv.md": ""}
    )
    return tmp_path / "content"


def listed(content):
    return Listed(content, Report())


def test_days_are_found_in_any_folder(content):
    found = listed(content)
    assert {day.day for day in found.days} == {9, 10, 11, 12}
    assert {day.day for day in found.days_of("")} == {10, 12}
    assert {day.day for day in found.days_of("-arxiv")} == {9, 12}
    assert [path.name for path in found.foreign(date(2025, 3, 11))] == ["2025-03-11.json"]
    assert found.foreign(DAY) == []
    names = [path.name for path in found.markdown()]
    assert sorted(names[:2]) == ["2025-03-12-arxiv.md", "2025-03-12.md"]
    assert names[2:] == ["2025-03-10.md", "2025-03-09-arxiv.md"]


def test_a_new_listing_goes_into_the_folder_of_its_year(content):
    assert listed(content).path(date(2024, 1, 2), "-arxiv") == content / "2024/2024-01-02-arxiv.md"
    assert listed(content).path(DAY, "") == content / "2025-03-12.md"


def test_the_last_listing_before_a_day_is_of_the_same_source_and_without_errors(content):
    found = listed(content)
    assert [entry.title for entry in found.before(DAY, "").entries] == ["A"]
    assert found.before(date(2025, 3, 10), "") is None
    (content / "2025/2025-03-10.md").write_text("## A\n- votes: many\n")
    assert found.before(DAY, "") is None
    assert found.report.errors == []


def test_an_error_in_a_listing_is_reported_once(content):
    (content / "2025-03-12.md").write_text("## A\n- votes: many\n")
    found = listed(content)
    assert found.read(DAY, "") is found.read(DAY, "") is None
    assert [str(error).partition(";")[0] for error in found.report.errors] == [
        "content/2025-03-12.md:2: votes: 'many' is not a count"
    ]


def add(title):
    def make(now):
        return replace(now, entries=(*now.entries, an_entry(title))) if now else a_listing(DAY, an_entry(title))

    return make


def test_a_change_is_made_to_the_listing_as_it_is_now(content):
    found = listed(content)
    known = found.read(DAY, "")
    (content / "2025-03-12.md").write_text("## B\n\nMy words.\n")
    found.change(known, add("New"))
    assert (content / "2025-03-12.md").read_text() == "## B\n\nMy words.\n\n## New\n"


def test_a_listing_that_has_an_error_now_is_not_changed(content):
    found = listed(content)
    known = found.read(DAY, "")
    (content / "2025-03-12.md").write_text("## B\n- votes: many\n")
    assert found.change(known, add("New")) is None
    assert len(found.report.errors) == 1
    assert (content / "2025-03-12.md").read_text() == "## B\n- votes: many\n"


def test_a_listing_that_was_removed_meanwhile_is_made_again_only_if_there_is_something_in_it(content):
    found = listed(content)
    known = found.read(DAY, "")
    (content / "2025-03-12.md").unlink()
    found.change(known, lambda now: now)
    assert not (content / "2025-03-12.md").exists()
    found.change(known, add("New"))
    assert markdown.parse((content / "2025-03-12.md").read_text()).entries == (an_entry("New"),)


def test_changes_at_once_lose_nothing(content):
    def change(number):
        found = listed(content)
        return found.change(Known(found.path(DAY, "")), add(f"Paper {number}"))

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(change, range(8)))
    entries = markdown.parse((content / "2025-03-12.md").read_text(), "2025-03-12.md").entries
    assert {entry.title for entry in entries} == {"B", *(f"Paper {number}" for number in range(8))}


def test_what_a_killed_command_left_is_removed(content):
    site.write(content, {".gazette-stage/new/2025-03-12.md": "## Half", ".gazette-lock": ""})
    with rewrite.locked(content):
        assert not (content / ".gazette-stage").exists()
    assert not (content / ".gazette-lock").exists()


def test_entries_that_cannot_be_updated_are_reported(content):
    written = "---\ndate: 2025-03-12\n---\n## B\n- votes: <!--\n-->\n"
    (content / "2025-03-12.md").write_text(written)
    found = listed(content)
    found.change(found.read(DAY, ""), lambda now: replace(now, entries=(replace(now.entries[0], votes=2),)))
    assert "content/2025-03-12.md:4: this entry cannot be updated" in str(found.report.warnings[-1])
    assert (content / "2025-03-12.md").read_text() == written


def test_the_byte_order_mark_of_a_file_stays(content):
    (content / "2025-03-12.md").write_bytes(b"\xef\xbb\xbf## B\r\n")
    found = listed(content)
    found.change(found.read(DAY, ""), add("New"))
    assert (content / "2025-03-12.md").read_bytes() == b"\xef\xbb\xbf## B\r\n\r\n## New\r\n"


def test_the_mode_of_a_file_stays(content):
    (content / "2025-03-12.md").chmod(0o640)
    found = listed(content)
    found.change(found.read(DAY, ""), add("New"))
    assert (content / "2025-03-12.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["2025-03-12.txt.bak", "2025-03-12.md~", "2025-03-12.png", "2025-03-12"])
def test_files_that_are_no_listings_are_ignored(name, content):
    site.write(content, {name: "x", "2025-03-13.MD": "## D\n"})
    found = listed(content)
    assert found.foreign(DAY) == []
    assert date(2025, 3, 13) in found.days
    (content / "2025-03-12.md").unlink()
    (content / "2025/2025-03-12-arxiv.md").unlink()
    assert DAY not in listed(content).days
