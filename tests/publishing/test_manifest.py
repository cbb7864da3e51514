"""What a manifest says is what was written, and only Gazette's own files are replaced."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import urls
from gazette.core.errors import Refusal
from gazette.publishing import manifest
from gazette.publishing.manifest import SortedLines

MARK = f"{'0' * 32}-17"


@pytest.fixture
def output(tmp_path):
    (tmp_path / "output").mkdir()
    return tmp_path / "output"


def test_a_manifest_is_read_as_it_was_written(output, tmp_path):
    files = {"index.html": MARK, "papers/date/2025-03-12.html": manifest.PENDING, "a name with  spaces.txt": MARK}
    manifest.write(output, files)
    assert manifest.read(output) == files
    assert os.listdir(output) == [manifest.NAME]
    assert os.listdir(tmp_path) == ["output"]


@given(st.dictionaries(st.text("aä /.-\x85\u2028", min_size=1).filter(urls.inside), st.just(MARK)))
def test_every_path_that_a_page_can_have_is_read_as_it_was_written(tmp_path_factory, files):
    output = tmp_path_factory.getbasetemp()
    manifest.write(output, files)
    assert manifest.read(output) == files


def test_a_manifest_is_on_disk_before_write_returns(output, tmp_path, monkeypatch):
    steps = []
    for name in ("write", "fsync", "close"):
        act = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *where, act=act, name=name: steps.append(name) or act(*where))
    manifest.write(output, {"index.html": MARK})
    assert steps == ["write", "fsync", "close"]


def test_without_a_manifest_no_file_is_gazettes(output):
    assert manifest.read(output) == {}


@pytest.mark.parametrize("body", [b"", b"gazette-site 2\n", b"\xff\xfe", b"\0" * 99, b"<html>"])
def test_a_damaged_manifest_is_refused(body, output):
    (output / manifest.NAME).write_bytes(body)
    with pytest.raises(Refusal, match=r"damaged.*; empty"):
        manifest.read(output)


@pytest.mark.parametrize(
    "line",
    [
        f"{MARK} ../secret",
        f"{MARK} /etc/passwd",
        f"{MARK} a//b",
        f"{MARK} a/./b",
        f"{MARK} ",
        f"{MARK} a\\b",
        "x index.html",
        f"{'0' * 31}-1 index.html",
        f"{'0' * 32} index.html",
        "-",
        "no space",
    ],
)
def test_a_line_that_gazette_cannot_have_written_is_skipped(line, output):
    (output / manifest.NAME).write_text(f"{manifest.HEADLINE}\n{line}\n{MARK} kept.html\n", "utf-8")
    assert manifest.read(output) == {"kept.html": MARK}


@pytest.mark.parametrize("path", ["", "/", "a/", "/a", "a//b", ".", "..", "a/..", "../a", "a/../../b", "a\\..\\b"])
def test_a_path_that_can_lead_out_is_not_inside(path):
    assert not urls.inside(path)


@pytest.mark.parametrize("path", ["index.html", "papers/2503.00001.html", ".nojekyll", "..a/b..", "a b"])
def test_a_path_below_the_output_is_inside(path):
    assert urls.inside(path)


def test_pending_files_are_added_to_the_manifest_or_it_stays_as_it_was(output, tmp_path, monkeypatch):
    manifest.write(output, {"a": MARK, "b": MARK})
    before = (output / manifest.NAME).read_bytes()
    with monkeypatch.context() as patch, pytest.raises(OSError, match=r"\.gazette-site"):
        patch.setattr(os, "fsync", fail)
        manifest.append_pending(output, ["a", "c"], tmp_path)
    assert (output / manifest.NAME).read_bytes() == before
    undo = manifest.append_pending(output, ["a", "c"], tmp_path)
    assert manifest.read(output) == {"a": manifest.PENDING, "b": MARK, "c": manifest.PENDING}
    undo()
    assert (output / manifest.NAME).read_bytes() == before


def test_a_site_without_a_manifest_gets_one_with_its_first_pending_files(output, tmp_path):
    undo = manifest.append_pending(output, ["a", "c"], tmp_path)
    assert manifest.read(output) == {"a": manifest.PENDING, "c": manifest.PENDING}
    undo()
    assert os.listdir(output) == []


def fail(_):
    raise OSError("full")


def test_a_mark_has_the_size_of_the_file():
    assert manifest.size(manifest.mark(b"12345")) == 5
    assert manifest.mark(b"12345") != manifest.mark(b"12346")
    assert manifest.size(manifest.PENDING) == 0


# Sorted lines.

PATHS = st.text(alphabet="ab/. π-", min_size=1, max_size=6)
MARKS = st.sampled_from(["-", "0f-7", "1e-23"])
TABLES = st.dictionaries(PATHS, MARKS, max_size=12)


def sorted_lines(table):
    return SortedLines([f"{table[path]} {path}" for path in sorted(table)])


@pytest.mark.parametrize("block", [1, 2, 3, manifest.BLOCK])
@given(TABLES, PATHS)
def test_sorted_lines_are_the_mapping_that_they_list(block, table, path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "BLOCK", block)
        found = sorted_lines(table)
        assert {each: found[each] for each in table} == table
        assert (len(found), list(found)) == (len(table), sorted(table))
        assert (found.get(path), path in found) == (table.get(path), path in table)
    assert "".join(found.text) == "".join(f"{table[path]} {path}\n" for path in sorted(table))


@given(TABLES, TABLES, st.sets(PATHS))
def test_updated_lines_are_those_of_the_updated_mapping(table, marks, removed):
    others = {path: mark for path, mark in table.items() if path not in removed}
    assert [*sorted_lines(table).updated(marks, removed).text] == [*sorted_lines({**others, **marks}).text]


def test_an_unchanged_manifest_is_the_same_either_way(output, tmp_path):
    files = {"b": MARK, "a": MARK, "a/c": MARK}
    manifest.write(output, files)
    found = manifest.read_unchanged(output)
    assert dict(found) == manifest.read(output) == files
    before = (output / manifest.NAME).read_bytes()
    manifest.write(output, found)
    assert (output / manifest.NAME).read_bytes() == before


def test_a_manifest_is_current_only_if_it_has_the_bytes_that_would_be_written(output, tmp_path):
    files = {"a": MARK, "b": MARK}
    assert not manifest.is_current(output, files)
    manifest.write(output, files)
    assert manifest.is_current(output, files)
    assert manifest.is_current(output, manifest.read_unchanged(output))
    assert not manifest.is_current(output, {"a": MARK})
    with (output / manifest.NAME).open("a", encoding="utf-8") as file:
        file.write(f"{MARK} b\n")
    assert manifest.read(output) == files
    assert not manifest.is_current(output, files)


# Locations that are refused.


@pytest.mark.parametrize("place", [Path("/"), Path.home()])
def test_the_root_and_the_home_folder_are_refused(place):
    with pytest.raises(Refusal, match="cannot be the output; choose another folder with --output"):
        manifest.check_location(place, [])


def test_a_file_is_refused(output):
    (output / "file").touch()
    with pytest.raises(Refusal, match="is a file; choose another folder"):
        manifest.check_location(output / "file", [])


def test_a_symbolic_link_is_refused(output):
    (output / "link").symlink_to(output)
    with pytest.raises(Refusal, match="symbolic link; use --output with the folder"):
        manifest.check_location(output / "link", [])


@pytest.mark.parametrize("inner", ["content", "content/deep/er", "../output/content"])
def test_an_output_that_contains_a_source_is_refused(inner, output):
    with pytest.raises(Refusal, match="contains the source"):
        manifest.check_location(output, [output / inner])


@pytest.mark.parametrize("outer", ["..", "../../output/.."])
def test_an_output_inside_a_source_is_refused(outer, output):
    with pytest.raises(Refusal, match="inside the source"):
        manifest.check_location(output, [output / outer])


def test_an_output_next_to_the_sources_is_accepted(output):
    manifest.check_location(output, [output.parent / "output-too", output.parent / "content"])


def test_an_output_is_accepted_if_the_user_has_no_home_folder(output, monkeypatch):
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    manifest.check_location(output, [])


def test_a_folder_with_files_and_no_manifest_is_refused(output):
    manifest.check_owner(output)
    (output / "thesis.tex").touch()
    with pytest.raises(Refusal, match=r"thesis\.tex but no \.gazette-site"):
        manifest.check_owner(output)
    (output / manifest.NAME).touch()
    manifest.check_owner(output)


# Files that are in the way of a page.


def test_a_page_can_replace_only_gazettes_own_file(output):
    (output / "index.html").touch()
    manifest.check_conflicts(output, ["index.html"], ["index.html", "new.html"], [])
    with pytest.raises(Refusal, match=r"index\.html: Gazette did not create this file"):
        manifest.check_conflicts(output, [], ["index.html"], [])


def test_a_folder_can_replace_only_gazettes_own_file(output):
    (output / "tags").touch()
    manifest.check_conflicts(output, ["tags"], ["tags/index.html"], ["tags"])
    with pytest.raises(Refusal, match="tags: Gazette did not create this file, and needs a folder"):
        manifest.check_conflicts(output, [], ["tags/index.html"], [])


def test_a_page_can_replace_a_folder_only_if_all_its_files_are_gazettes(output):
    (output / "data/deep").mkdir(parents=True)
    (output / "data/deep/own.txt").touch()
    manifest.check_conflicts(output, ["data/deep/own.txt"], ["data"], ["data/deep/own.txt"])
    for foreign in ("data/thesis.tex", "data/deep/er"):
        (output / foreign).mkdir()
        with pytest.raises(Refusal, match="data: Gazette did not create this folder or a file in it"):
            manifest.check_conflicts(output, ["data/deep/own.txt"], ["data"], ["data/deep/own.txt"])
        (output / foreign).rmdir()


@pytest.mark.parametrize("act", ["changed", "removed"])
def test_a_change_through_a_symbolic_link_is_refused(act, output, tmp_path):
    (output / "papers").symlink_to(tmp_path)
    paths = {"changed": [], "removed": [], act: ["papers/date/x.html"]}
    with pytest.raises(Refusal, match="papers: this symbolic link leads out of the output"):
        manifest.check_conflicts(output, ["papers/date/x.html"], **paths)
