"""What a build reads: everything, or only the listings that changed; and why."""

import pytest

from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.sources import changes, inputs
from tests import site

NEW = {"content/2025-03-14.md": "## New\n"}


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source")


def options(source, **asked):
    return Options(source, source / "content", source / "public", **asked)


def read(source, edit, **asked):
    """The inputs after an edit, and the errors."""
    found = options(source, **asked)
    known = changes.compare(found.folders, found.files, {}).files
    for name, body in edit.items():
        if body is None:
            (source / name).unlink()
        else:
            site.write(source, {name: body})
    report = Report()
    return inputs.read(found, changes.compare(found.folders, found.files, known), report), report


def names(found):
    return [file.path for file in found.content.listings]


def test_a_new_a_changed_and_a_removed_listing_are_all_that_is_read(source):
    edit = {**NEW, "content/2025-03-10.md": "## Other\n", "content/2025-03-12.md": None}
    found, report = read(source, edit)
    assert (found.partial, found.reason, report.errors) == (True, "", [])
    assert names(found) == ["content/2025-03-10.md", "content/2025-03-14.md"]
    assert found.changed == {"content/2025-03-10.md", "content/2025-03-12.md", "content/2025-03-14.md"}
    assert [page.path for page in found.content.standalone] == ["content/pages/about.md"]


@pytest.mark.parametrize("name", ["site.yaml", "templates/day.html", "static/x.css", "content/pages/about.md"])
def test_another_file_is_a_reason_to_plan_every_page_but_not_to_read_every_listing(name, source):
    found, _ = read(source, {**NEW, name: "x"})
    assert (found.partial, found.reason, names(found)) == (True, f"{name} changed", list(NEW))


def test_a_preview_plans_every_page(source):
    found, _ = read(source, NEW, preview=lambda *_: None)
    assert (found.partial, found.reason) == (True, "a preview shows every page")


def test_everything_is_read_if_no_earlier_build_is_known(source):
    seen = changes.FileChanges({}, [], "no earlier build is known")
    found = inputs.read(options(source), seen, Report())
    assert (found.partial, found.reason) == (False, "no earlier build is known")
    assert names(found) == ["content/2025-03-10.md", "content/2025-03-12.md"]


def test_everything_is_read_if_many_listings_changed(source):
    found, _ = read(source, {f"content/{1900 + year}-01-01.md": "## X\n" for year in range(inputs.MAX_CHANGED + 1)})
    assert (found.partial, found.reason) == (False, f"more than {inputs.MAX_CHANGED} listings changed")


def test_everything_is_read_and_the_error_reported_if_a_listing_is_a_link(source):
    (source.parent / "elsewhere.md").write_text("## X\n")
    (source / "content/2025-03-14.md").symlink_to(source.parent / "elsewhere.md")
    found, report = read(source, {})
    assert (found.partial, found.reason) == (False, "content/2025-03-14.md is not an ordinary file")
    assert [problem.path for problem in report.errors] == ["content/2025-03-14.md"]
