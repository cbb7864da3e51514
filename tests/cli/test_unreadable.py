"""A file that cannot be read is an error, not a missing file, and the published site is not changed."""

import io
import os

import pytest

from tests import site


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source")


@pytest.mark.parametrize("words", [["repair"], ["import", "-", "--date", "2025-03-10"], ["import", "given.txt"]])
def test_invalid_utf_8_is_reported_with_its_line(words, source, capsys, monkeypatch):
    monkeypatch.chdir(source)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a\ncaf\xe9")))
    (source / "given.txt").write_bytes(b"a\ncaf\xe9")
    assert site.command(*words, "--source", source) == 1
    assert ":2: byte 6 is not UTF-8; save the file as UTF-8\n" in capsys.readouterr().err


def test_nothing_is_imported_into_a_listing_with_invalid_utf_8(source, capsys):
    (source / "content/2025-03-10.md").write_bytes(b"## A\n\ncaf\xe9\n")
    (source / "given.md").write_text("---\ndate: 2025-03-10\n---\n\n## B\n")
    assert site.command("import", source / "given.md", "--source", source) == 1
    assert "content/2025-03-10.md:3: byte 10 is not UTF-8; save the file as UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["content", "content/2025", "static", "content/pages"])
@pytest.mark.parametrize("leads", ["nowhere", "content/2025-03-10.md", "content"])
def test_a_symbolic_link_is_an_error_and_the_site_is_not_changed(place, leads, built, capsys):
    source = built
    before = site.stamps(source / "public")
    (source / place).mkdir(parents=True, exist_ok=True)
    (source / place / "2025-03-14.md").symlink_to(source / leads)
    assert site.command("--source", source) == 1
    said = f"{place}/2025-03-14.md: symbolic links are not allowed; put the file itself there"
    assert said in capsys.readouterr().err
    assert site.stamps(source / "public") == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
@pytest.mark.parametrize("name", ["content", "content/2025-03-12.md", "content/pages", "content/pages/about.md"])
def test_an_unreadable_file_is_an_error_and_the_site_is_not_changed(name, built, capsys):
    source = built
    before = site.stamps(source / "public")
    (source / name).chmod(0)
    try:
        assert site.command("--source", source) == 1
    finally:
        (source / name).chmod(0o755)
    assert name.rpartition("/")[2] in capsys.readouterr().err
    assert site.stamps(source / "public") == before


def test_a_missing_content_folder_is_not_an_empty_archive(built, capsys):
    source = built
    before = site.stamps(source / "public")
    (source / "content").rename(source / "contents")
    assert site.command("--source", source) == 1
    assert "content: cannot read the folder: No such file or directory; create it" in capsys.readouterr().err
    assert site.stamps(source / "public") == before
