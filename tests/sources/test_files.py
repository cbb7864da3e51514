"""The files of content/ and static/, and the messages about files that cannot be read."""

import os
from pathlib import Path

import pytest

from gazette.core.errors import Report
from gazette.sources import files, scan

CHANGED = "2025-03-12.md"


@pytest.fixture
def site(tmp_path):
    for name in ("content/2025", "content/pages", "static"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def read(site: Path):
    report = Report()
    return files.read(site, site / "content", report), report


def test_listings_are_in_the_order_of_their_paths(site):
    for name in (
        "2025/2025-03-12.md",
        "2025/2025-03-12-b.md",
        "2025/2025-03-10.yaml",
        "2024-01-01.json",
        "pages/about.md",
        "redirects.yaml",
    ):
        (site / "content" / name).write_text(name)
    found, report = read(site)
    assert [source.path for source in found.listings] == [
        "content/2024-01-01.json",
        "content/2025/2025-03-10.yaml",
        "content/2025/2025-03-12-b.md",
        "content/2025/2025-03-12.md",
    ]
    assert [source.path for source in found.standalone] == ["content/pages/about.md"]
    assert found.redirects
    assert found.redirects.text == "redirects.yaml"
    assert not report.errors


def test_a_source_file_has_text_without_a_byte_order_mark_and_a_digest_of_its_bytes(site):
    (site / "content/2025-03-12.md").write_bytes("\ufeff## é\r\n".encode())
    (site / "content/2025-03-13.md").write_bytes("## é\r\n".encode())
    one, other = (each.read(Report()) for each in read(site)[0].listings)
    assert one.text == other.text == "## é\r\n"
    assert one.digest != other.digest
    assert one.read(Report()) is one


def test_hidden_files_and_folders_are_ignored(site):
    (site / "content/.git").mkdir()
    for name in (".2025-03-12.md", ".git/2025-03-12.md", "2025/.2025-03-12.md.swp"):
        (site / "content" / name).write_text("x")
    found, report = read(site)
    assert (found.listings, report.errors, report.warnings) == ((), [], [])


@pytest.mark.parametrize("suffix", files.DATED_SUFFIXES)
def test_a_file_of_another_format_is_a_listing_only_if_its_name_begins_with_a_day(site, suffix):
    for name in (f"2025/2025-03-12-a{suffix}", f"2025/papers{suffix}", f"pages/2025-03-12{suffix}"):
        (site / "content" / name).write_text("x", "utf-8")
    found, report = read(site)
    assert [each.path for each in found.listings] == [f"content/2025/2025-03-12-a{suffix}"]
    assert not found.standalone
    assert list(map(str, report.warnings)) == [
        f"content/2025/papers{suffix}: skipped: its name does not begin with a day; "
        "start its name with a day to list it, or run `import` on it",
        f"content/pages/2025-03-12{suffix}: skipped: not a page; pages end in .md",
    ]


def test_a_file_with_another_suffix_is_skipped_with_a_warning(site):
    (site / "content/2025/photo.png").write_bytes(b"\x89PNG")
    found, report = read(site)
    assert not found.listings
    assert list(map(str, report.warnings)) == [
        "content/2025/photo.png: skipped: not a listing; listings end in " + " ".join(files.SUFFIXES)
    ]


def test_bytes_that_are_not_utf_8_are_reported_with_their_line(site):
    (site / "content/2025-03-12.md").write_bytes(b"## A\n\ncaf\xe9\n")
    found, report = read(site)
    assert found.listings[0].read(report) is None
    assert list(map(str, report.errors)) == ["content/2025-03-12.md:3: byte 10 is not UTF-8; save the file as UTF-8"]


def test_a_file_over_the_size_limit_is_rejected_unread(site):
    path = site / "content/2025-03-12.json"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    found, report = read(site)
    assert found.listings[0].read(report) is None
    assert list(map(str, report.errors)) == [
        "content/2025-03-12.json: larger than 20,000,000 bytes; split the file or remove it"
    ]


def test_a_file_that_is_gone_is_an_error(tmp_path):
    report = Report()
    assert files.UnreadFile("a.md", tmp_path / "a.md").read(report) is None
    assert list(map(str, report.errors)) == [
        "a.md: cannot read the file: No such file or directory; name a file that exists"
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", "2025", "nowhere"])
def test_a_symbolic_link_is_an_error(site, target):
    (site / "content/2025-03-12.md").symlink_to(target)
    found, report = read(site)
    assert not found.listings
    assert list(map(str, report.errors)) == [
        "content/2025-03-12.md: symbolic links are not allowed; put the file itself there"
    ]


@pytest.mark.parametrize("name", [b"2025-03-12-\xff.md", b"2025-03-12-\n.md", b"2025-03-12-\x1b[2J.md", b"a\\b.md"])
def test_a_name_with_control_characters_is_an_error(site, name):
    Path(os.fsdecode(os.fsencode(site / "content") + b"/" + name)).write_text("## A")
    found, report = read(site)
    assert not found.listings
    [error] = map(str, report.errors)
    assert error.isprintable()
    assert error.endswith(
        "has characters that are not allowed; rename the file without control characters and backslashes"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["2025", "2025/2025-03-12.md"])
def test_a_folder_or_file_without_permission_is_an_error(site, name):
    (site / "content/2025/2025-03-12.md").write_text("## A")
    path = site / "content" / name
    path.chmod(0)
    try:
        found, report = read(site)
        for each in found.listings:
            each.read(report)
    finally:
        path.chmod(0o700)
    [error] = map(str, report.errors)
    assert error.endswith("Permission denied; change its permissions")


def test_a_missing_content_folder_is_an_error(tmp_path):
    _, report = read(tmp_path)
    assert list(map(str, report.errors)) == [
        "content: cannot read the folder: No such file or directory; create it, or name another folder"
    ]


def test_the_sites_static_files_are_added_to_gazettes_or_replace_them(site):
    (site / "static/style.css").write_text("mine")
    (site / "static/icons").mkdir()
    (site / "static/icons/a.svg").write_text("<svg/>")
    report = Report()
    assets = {asset.name: asset.body for asset in files.static(site, report)}
    assert (assets["style.css"], assets["icons/a.svg"]) == (b"mine", b"<svg/>")
    assert set(assets) > {"style.css", "icons/a.svg"}
    assert not report.errors


def test_content_may_be_outside_the_source_folder(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "2025-03-12.md").write_text("## A")
    found = files.read(site, folder, Report())
    assert [source.path for source in found.listings] == [f"{folder.as_posix()}/2025-03-12.md"]


@pytest.mark.parametrize("name", [".#2025-03-12.md", "2025/.~lock"])
def test_a_hidden_link_such_as_an_editors_lock_file_is_ignored(site, name):
    (site / "content" / name).symlink_to("me@host.1")
    found, report = read(site)
    assert (found.listings, report.errors, report.warnings) == ((), [], [])


def test_files_are_read_if_and_only_if_a_snapshot_has_them(site):
    """Otherwise a file could change without a build noticing."""
    for name in (".hidden.md", "__pycache__/2025-03-12.md", "2025/__pycache__/b.md", "2025/2025-03-13.md"):
        path = site / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("## A")
    found, _ = read(site)
    assert {str(each.file) for each in found.listings} == set(scan.snapshot([site / "content"], []))


def test_of_changed_files_only_the_changed_listings_are_returned(site):
    names = [CHANGED, "2025/2025-03-13.md", "pages/about.md", "redirects.yaml"]
    for name in names:
        (site / "content" / name).write_text("a: b")
    paths = [str(site / "content" / name) for name in names]
    found = files.read_changed(site, site / "content", paths, {paths[0]}, Report())
    assert [each.path for each in found.listings] == [f"content/{CHANGED}"]
    assert [each.path for each in found.standalone] == ["content/pages/about.md"]
    assert found.redirects


def test_paths_are_displayed_from_the_source_folder_where_possible(tmp_path):
    content = tmp_path / "site/content"
    assert files.display_path(content, tmp_path / "site") == "content"
    assert files.display_path(content, tmp_path / "other") == content.as_posix()
    path = str(content / "2025" / CHANGED)
    assert files.display_paths(tmp_path / "site", content, [path]) == {path: f"content/2025/{CHANGED}"}


def test_an_ordinary_file_that_was_seen_is_regular(site):
    path, content = site / "content" / CHANGED, site / "content"
    assert files.is_regular(path, content, seen=False)  # it does not exist
    path.write_text("## A")
    assert files.is_regular(path, content, seen=True)
    assert not files.is_regular(path, content, seen=False)  # it has only just appeared
    path.rename(content / "a\\b.md")
    assert not files.is_regular(content / "a\\b.md", content, seen=True)
    path.symlink_to("elsewhere")
    assert not files.is_regular(path, content, seen=True)


# Names in static/.


def static(site):
    report = Report()
    return {asset.name for asset in files.static(site, report)}, report


def test_the_folder_well_known_is_published(site):
    (site / "static/.well-known").mkdir()
    (site / "static/.well-known/security.txt").write_text("x")
    found, report = static(site)
    assert ".well-known/security.txt" in found
    assert (report.errors, report.warnings) == ([], [])
    assert str(site / "static/.well-known/security.txt") in scan.snapshot([site / "static"], [])


@pytest.mark.parametrize("name", [".htaccess", "deep/.env", ".hidden/a.txt"])
def test_a_hidden_file_is_not_published_with_a_warning(name, site):
    (site / "static" / name).parent.mkdir(exist_ok=True)
    (site / "static" / name).write_text("x")
    found, report = static(site)
    assert (name in found, report.warnings) == (False, [])
    files.warn_of_hidden(site, report)
    hidden = name.removesuffix("/a.txt")
    assert list(map(str, report.warnings)) == [
        f"static/{hidden}: not published: its name begins with a dot; "
        "rename it, or copy it into the output once, where builds leave it"
    ]


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", "._a.txt", ".a.txt.swp", "__pycache__", ".#a"])
def test_what_other_programs_leave_in_folders_is_ignored(name, site):
    (site / "static" / name).write_text("x")
    files.warn_of_hidden(site, report := Report())
    assert static(site)[1].warnings == report.warnings == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9.txt", "cafe\u0301.txt"),
        ("a.txt", "A.txt"),
        ("icons/\u00c5.svg", "icons/A\u030a.svg"),
        ("ss", "\u00df"),
    ],
)
def test_names_that_some_systems_do_not_tell_apart_are_an_error_that_names_both(one, other, site):
    for name in (one, other):
        (site / "static" / name).parent.mkdir(exist_ok=True)
        (site / "static" / name).write_text(name)
    [error] = map(str, static(site)[1].errors)
    assert ascii(one) in error
    assert ascii(other) in error
    assert error.endswith("apart; rename one of them")


def test_a_file_that_gazette_has_in_another_case_is_an_error(site):
    (site / "static/Style.css").write_text("mine")
    assert list(map(str, static(site)[1].errors)) == [
        "static/Style.css: some systems do not tell the names 'style.css' and 'Style.css' apart; rename one of them"
    ]
