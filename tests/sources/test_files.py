"""What lies in content/ and static/, and what is said of what cannot be read."""

import os
from pathlib import Path

import pytest

from gazette.core.errors import Report
from gazette.sources import files, scan


@pytest.fixture
def site(tmp_path):
    for name in ("content/2025", "content/pages", "static"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def read(site: Path):
    report = Report()
    return files.read(site, site / "content", report), report


def test_files_are_found_in_the_order_of_their_paths(site):
    for name in (
        "2025/2025-03-12.md",
        "2025/2025-03-12-b.md",
        "2025/2025-03-10.yaml",
        "2024-01-01.json",
        "pages/about.md",
    ):
        (site / "content" / name).write_text(name)
    found, report = read(site)
    assert [source.path for source in found.listings] == [
        "content/2024-01-01.json",
        "content/2025/2025-03-10.yaml",
        "content/2025/2025-03-12-b.md",
        "content/2025/2025-03-12.md",
    ]
    assert [source.path for source in found.standing] == ["content/pages/about.md"]
    assert not report.errors


def test_a_source_has_its_text_without_the_mark_and_a_digest_of_its_bytes(site):
    (site / "content/2025-03-12.md").write_bytes("\ufeff## é\r\n".encode())
    (site / "content/2025-03-13.md").write_bytes("## é\r\n".encode())
    one, other = (each.read(Report()) for each in read(site)[0].listings)
    assert one.text == other.text == "## é\r\n"
    assert one.digest != other.digest


def test_hidden_files_and_folders_are_none(site):
    (site / "content/.git").mkdir()
    for name in (".2025-03-12.md", ".git/2025-03-12.md", "2025/.2025-03-12.md.swp"):
        (site / "content" / name).write_text("x")
    found, report = read(site)
    assert (found.listings, report.errors, report.warnings) == ((), [], [])


def test_what_is_no_listing_by_its_name_is_passed_over_and_told(site):
    (site / "content/2025/photo.png").write_bytes(b"\x89PNG")
    found, report = read(site)
    assert not found.listings
    assert [warning.path for warning in report.warnings] == ["content/2025/photo.png"]


def test_bytes_that_are_not_utf_8_are_told_by_their_line(site):
    (site / "content/2025-03-12.md").write_bytes(b"## A\n\ncaf\xe9\n")
    found, report = read(site)
    assert found.listings[0].read(report) is None
    assert list(map(str, report.errors)) == ["content/2025-03-12.md:3: byte 10 is not UTF-8; save the file as UTF-8"]


def test_a_file_of_more_than_twenty_megabytes_is_refused_unread(site):
    path = site / "content/2025-03-12.json"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    found, report = read(site)
    assert found.listings[0].read(report) is None
    assert list(map(str, report.errors)) == [
        "content/2025-03-12.json: larger than 20,000,000 bytes; split it, or leave it out"
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", "2025", "nowhere"])
def test_a_symbolic_link_is_refused(site, target):
    (site / "content/2025-03-12.md").symlink_to(target)
    found, report = read(site)
    assert not found.listings
    assert list(map(str, report.errors)) == ["content/2025-03-12.md: a symbolic link; put the file itself there"]


@pytest.mark.parametrize("name", [b"2025-03-12-\xff.md", b"2025-03-12-\n.md", b"2025-03-12-\x1b[2J.md"])
def test_a_name_that_cannot_be_shown_is_refused(site, name):
    Path(os.fsdecode(os.fsencode(site / "content") + b"/" + name)).write_text("## A")
    found, report = read(site)
    assert not found.listings
    [said] = map(str, report.errors)
    assert said.isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["2025", "2025/2025-03-12.md"])
def test_what_may_not_be_read_is_an_error_and_no_absence(site, name):
    (site / "content/2025/2025-03-12.md").write_text("## A")
    path = site / "content" / name
    path.chmod(0)
    try:
        _, report = read(site)
    finally:
        path.chmod(0o700)
    assert len(report.errors) == 1


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    _, report = read(tmp_path)
    assert str(report.errors[0]).startswith("content: the folder cannot be read: ")


def test_the_sites_own_static_files_add_to_ours_or_replace_them(site):
    (site / "static/style.css").write_text("mine")
    (site / "static/icons").mkdir()
    (site / "static/icons/a.svg").write_text("<svg/>")
    assets = {asset.name: asset.body for asset in read(site)[0].assets}
    assert (assets["style.css"], assets["icons/a.svg"]) == (b"mine", b"<svg/>")
    assert set(assets) > {"style.css", "icons/a.svg"}


def test_content_may_lie_elsewhere(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "2025-03-12.md").write_text("## A")
    found = files.read(site, folder, Report())
    assert [source.path for source in found.listings] == [f"{folder.as_posix()}/2025-03-12.md"]


@pytest.mark.parametrize("name", [".#2025-03-12.md", "2025/.~lock"])
def test_a_hidden_link_is_none_for_editors_lock_files_with_such(site, name):
    (site / "content" / name).symlink_to("me@host.1")
    found, report = read(site)
    assert (found.listings, report.errors, report.warnings) == ((), [], [])


def test_what_a_look_passes_over_is_not_read(site):
    """Else it could change, and no build would see it."""
    for name in (".hidden.md", "__pycache__/2025-03-12.md", "2025/__pycache__/b.md", "2025/2025-03-13.md"):
        path = site / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("## A")
    found, _ = read(site)
    assert {str(each.file) for each in found.listings} == set(scan.look([site / "content"], []))
