import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import urls
from gazette.core.errors import Refusal
from gazette.publishing import manifest

MARK = f"{'0' * 32}-17"


@pytest.fixture
def output(tmp_path):
    (tmp_path / "output").mkdir()
    return tmp_path / "output"


def test_a_record_is_read_as_it_was_written(output, tmp_path):
    files = {"index.html": MARK, "papers/date/2025-03-12.html": manifest.MOVING, "a name with  spaces.txt": MARK}
    manifest.write(output, files, tmp_path)
    assert manifest.read(output) == files
    assert os.listdir(output) == [manifest.NAME]
    assert os.listdir(tmp_path) == ["output"]


@given(st.dictionaries(st.text("aä /.-\x85\u2028", min_size=1).filter(urls.inside), st.just(MARK)))
def test_every_path_that_a_page_may_have_survives_the_record(tmp_path_factory, files):
    output = tmp_path_factory.getbasetemp()
    manifest.write(output, files, output)
    assert manifest.read(output) == files


def test_a_record_is_on_disk_before_write_returns(output, tmp_path, monkeypatch):
    steps = []
    for name in ("fsync", "replace"):
        act = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *where, act=act, name=name: steps.append(name) or act(*where))
    manifest.write(output, {"index.html": MARK}, tmp_path)
    assert steps == ["fsync", "replace", "fsync"]


def test_an_output_without_a_record_has_none_of_gazettes_files(output):
    assert manifest.read(output) == {}


@pytest.mark.parametrize("body", [b"", b"gazette-site 2\n", b"\xff\xfe", b"\0" * 99, b"<html>"])
def test_a_damaged_record_is_refused_with_a_way_out(body, output):
    (output / manifest.NAME).write_bytes(body)
    with pytest.raises(Refusal, match=r"damaged.*; empty"):
        manifest.read(output)


@pytest.mark.parametrize(
    "row",
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
def test_a_row_that_gazette_never_wrote_is_passed_over(row, output):
    (output / manifest.NAME).write_text(f"{manifest.HEADLINE}\n{row}\n{MARK} kept.html\n", "utf-8")
    assert manifest.read(output) == {"kept.html": MARK}


@pytest.mark.parametrize("path", ["", "/", "a/", "/a", "a//b", ".", "..", "a/..", "../a", "a/../../b", "a\\..\\b"])
def test_a_path_that_may_lead_out_is_not_inside(path):
    assert not urls.inside(path)


@pytest.mark.parametrize("path", ["index.html", "papers/2503.00001.html", ".nojekyll", "..a/b..", "a b"])
def test_a_path_below_the_output_is_inside(path):
    assert urls.inside(path)


# Places that no site goes to.


@pytest.mark.parametrize("place", [Path("/"), Path.home()])
def test_the_root_and_the_home_are_no_output(place):
    with pytest.raises(Refusal, match="no folder for a site alone; name another with --output"):
        manifest.refuse(place, [])


def test_a_file_is_no_output(output):
    (output / "file").touch()
    with pytest.raises(Refusal, match="is a file; name a folder"):
        manifest.refuse(output / "file", [])


def test_a_linked_folder_is_no_output(output):
    (output / "link").symlink_to(output)
    with pytest.raises(Refusal, match="symbolic link; name the folder itself"):
        manifest.refuse(output / "link", [])


@pytest.mark.parametrize("inner", ["content", "content/deep/er", "../output/content"])
def test_an_output_may_not_hold_what_is_read(inner, output):
    with pytest.raises(Refusal, match="holds the source"):
        manifest.refuse(output, [output / inner])


@pytest.mark.parametrize("outer", ["..", "../../output/.."])
def test_an_output_may_not_lie_in_what_is_read(outer, output):
    with pytest.raises(Refusal, match="lies in the source"):
        manifest.refuse(output, [output / outer])


def test_an_output_beside_what_is_read_is_taken(output):
    manifest.refuse(output, [output.parent / "output-too", output.parent / "content"])


def test_a_place_without_a_home_is_taken_all_the_same(output, monkeypatch):
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    manifest.refuse(output, [])


def test_files_without_a_record_are_somebody_elses(output):
    manifest.refuse_foreign(output)
    (output / "thesis.tex").touch()
    with pytest.raises(Refusal, match=r"thesis\.tex and no \.gazette-site"):
        manifest.refuse_foreign(output)
    (output / manifest.NAME).touch()
    manifest.refuse_foreign(output)


# What is in the way of a page.


def test_a_page_may_fall_on_gazettes_own_file_alone(output):
    (output / "index.html").touch()
    manifest.refuse_strangers(output, ["index.html"], ["index.html", "new.html"], [])
    with pytest.raises(Refusal, match=r"index\.html is not Gazette's"):
        manifest.refuse_strangers(output, [], ["index.html"], [])


def test_a_folder_may_take_the_place_of_gazettes_own_file_alone(output):
    (output / "tags").touch()
    manifest.refuse_strangers(output, ["tags"], ["tags/index.html"], ["tags"])
    with pytest.raises(Refusal, match="tags is not Gazette's, and a folder"):
        manifest.refuse_strangers(output, [], ["tags/index.html"], [])


def test_a_file_may_take_the_place_of_a_folder_of_gazettes_own_files_alone(output):
    (output / "data/deep").mkdir(parents=True)
    (output / "data/deep/own.txt").touch()
    manifest.refuse_strangers(output, ["data/deep/own.txt"], ["data"], ["data/deep/own.txt"])
    for strange in ("data/thesis.tex", "data/deep/er"):
        (output / strange).mkdir()
        with pytest.raises(Refusal, match="data is a folder, and a page"):
            manifest.refuse_strangers(output, ["data/deep/own.txt"], ["data"], ["data/deep/own.txt"])
        (output / strange).rmdir()


@pytest.mark.parametrize("act", ["changed", "removed"])
def test_nothing_passes_through_a_link(act, output, tmp_path):
    (output / "papers").symlink_to(tmp_path)
    paths = {"changed": [], "removed": [], act: ["papers/date/x.html"]}
    with pytest.raises(Refusal, match="papers leads out of the output"):
        manifest.refuse_strangers(output, ["papers/date/x.html"], **paths)
