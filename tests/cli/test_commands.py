import io
import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from gazette.cli import commands, order
from gazette.core.model import Listing
from tests import site


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source")


def test_an_order_holds_back_what_comes_after_its_day():
    days = [Listing(date(2025, 3, number)) for number in (10, 11, 12)]
    held = order.Order(Path(), Path(), Path(), until=date(2025, 3, 11))
    assert held.until_day(days) == tuple(days[:2])
    assert order.Order(Path(), Path(), Path()).until_day(days) == tuple(days)


# build


@pytest.mark.parametrize("most", ["FREE_FILES", "FREE_BYTES"])
def test_a_site_too_large_for_free_hosts_is_built_with_a_warning(most, source, capsys, monkeypatch):
    monkeypatch.setattr(commands, most, 10)
    assert site.command("-q", "--source", source) == 0
    told = capsys.readouterr().err
    assert "are more than free hosts take" in told
    assert all(name in told for name in ("tags.minimum", "page.length", "leave_out", "site.yaml"))


def test_a_warning_is_told_again_at_every_build(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- vots: 1\n"})
    for _ in range(2):
        site.command("-q", "--source", source)
        assert "no key 'vots'; did you mean 'votes'?" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("-q",)])
def test_the_table_of_stages_is_told_to_who_asks_for_more_alone(words, source, capsys):
    for more in ((), ("-v",)):
        assert site.command("build", "--source", source, *words, *more) == 0
        assert bool(re.search(r"^publish +[0-9.]+ s +[0-9,]+$", capsys.readouterr().out, re.MULTILINE)) == bool(more)


def test_an_address_that_is_no_more_is_told_with_the_line_that_lets_it_lead_somewhere(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## Short-Lived\n"})
    site.command("-q", "--source", source)
    (source / "content/2025-03-14.md").unlink()
    capsys.readouterr()
    site.command("-q", "--source", source)
    told = capsys.readouterr().err
    assert "addresses that are no more (2); to keep them, add to content/redirects.yaml:\n" in told
    rows = re.findall("^  .*\n", told, re.MULTILINE)
    assert rows == ["  papers/date/2025-03-14.html: {gone: why}\n", "  papers/short-lived.html: {gone: why}\n"]
    site.write(source, {"content/redirects.yaml": "".join(rows)})
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr().err == ""


def test_of_many_addresses_that_are_no_more_none_is_lost(source, capsys):
    site.write(source, {"content/2025-03-14.md": "".join(f"## P{each}\n" for each in range(30))})
    site.command("-q", "--source", source)
    (source / "content/2025-03-14.md").unlink()
    capsys.readouterr()
    site.command("-q", "--source", source)
    told = capsys.readouterr().err.splitlines()
    assert (len(told), told[-1]) == (22, "  … and 11 more: all of them are in .gazette/lost.yaml")
    rows = (source / ".gazette/lost.yaml").read_text().splitlines()
    assert (len(rows), rows[:20]) == (31, told[1:-1])


def test_a_page_that_is_held_back_is_not_told_as_one_that_is_no_more(source, capsys):
    site.command("-q", "--source", source)
    site.command("-q", "--source", source, "--until", "2025-03-11")
    held = "3 pages left the site, held back with the days after 2025-03-11; a build without --until brings them back\n"
    assert capsys.readouterr().err == f"gazette: {held}"


def test_where_nothing_can_be_remembered_the_site_is_built_all_the_same(source, capsys):
    (source / ".gazette").write_text("a file where a folder should be")
    for _ in range(2):
        assert site.command("-q", "--source", source) == 0
        assert capsys.readouterr() == ("", "")
    assert site.differing(site.clean(source), site.files(source / "public")) == []


def test_messages_name_the_folder_that_was_named(source, capsys):
    (source / "content").rename(source / "days")
    site.write(source, {"days/redirects.yaml": "old.html: nowhere.html\n", "days/2025/link.md": ""})
    (source / "days/2025/link.md").unlink()
    (source / "days/2025/link.md").symlink_to("nowhere")
    asked = ["-q", "--source", source, "--content", source / "days"]
    assert site.command(*asked) == 1
    assert capsys.readouterr().err.startswith("days/2025/link.md: a symbolic link; ")
    (source / "days/2025/link.md").unlink()
    assert site.command(*asked) == 1
    assert capsys.readouterr().err.startswith("days/redirects.yaml:1: old.html redirects to 'nowhere.html', which")
    site.write(source, {"days/redirects.yaml": ""})
    site.command(*asked)
    (source / "days/2025-03-12.md").unlink()
    site.command(*asked)
    assert "add to days/redirects.yaml:" in capsys.readouterr().err


# check


def test_check_counts_and_touches_neither_listings_nor_site(built, capsys):
    source = built
    site.write(source, {"content/2025-03-14.md": "## New\n"})
    before = [site.stamps(source / name) for name in ("content", "public")]
    assert site.command("check", "--source", source) == 0
    assert capsys.readouterr().out == "4 papers, 3 days: no errors, 0 warnings\n"
    assert [site.stamps(source / name) for name in ("content", "public")] == before


def test_check_of_a_source_that_was_never_built_makes_no_site(source):
    assert site.command("check", "--source", source) == 0
    assert not (source / "public").exists()


def test_check_tells_of_days_to_come_and_of_sources_that_disagree(source, capsys):
    site.write(source, {"content/9999-12-31.md": "## A Small Bandit Paper\n- arxiv: 2503.00001\n- venue: Here\n"})
    site.write(source, {"content/2025-03-13.md": "## A Small Bandit Paper\n- arxiv: 2503.00001\n- venue: There\n"})
    assert site.command("check", "--source", source) == 0
    told = capsys.readouterr()
    assert "content/9999-12-31.md:1: the day 9999-12-31 is yet to come" in told.err
    assert "content/2025-03-13.md:1: venue: 'There' here, the page shows 'Here'; correct one of them" in told.err
    assert told.out.endswith(": no errors, 2 warnings\n")


def test_a_build_says_nothing_of_what_only_check_looks_at(source, capsys):
    site.write(source, {"content/9999-12-31.md": "## A\n"})
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr() == ("", "")


def test_check_ends_with_one_where_there_is_an_error(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: x\n"})
    assert site.command("check", "--source", source) == 1
    assert "content/2025-03-14.md:2: votes: 'x' is not a count" in capsys.readouterr().err


# texts that are none


@pytest.mark.parametrize("words", [["repair"], ["import", "-", "--date", "2025-03-10"], ["import", "given.txt"]])
def test_bytes_that_are_no_text_are_told_with_their_line(words, source, capsys, monkeypatch):
    monkeypatch.chdir(source)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"a\ncaf\xe9")))
    (source / "given.txt").write_bytes(b"a\ncaf\xe9")
    assert site.command(*words, "--source", source) == 1
    assert capsys.readouterr().err.endswith(":2: byte 6 is not UTF-8; save the file as UTF-8\n")


def test_a_listing_that_is_no_text_is_not_joined_with_what_is_imported(source, capsys):
    (source / "content/2025-03-10.md").write_bytes(b"## A\n\ncaf\xe9\n")
    (source / "given.md").write_text("---\ndate: 2025-03-10\n---\n\n## B\n")
    assert site.command("import", source / "given.md", "--source", source) == 1
    assert "content/2025-03-10.md:3: byte 10 is not UTF-8; save the file as UTF-8" in capsys.readouterr().err


# format


def test_format_rewrites_what_is_not_canonical_and_says_so(source, capsys):
    path = source / "content/2025-03-14.md"
    site.write(source, {"content/2025-03-14.md": "\r\n##  A   Title \r\n- votes:   3\r\n- arxiv: 2503.00009v2\r\n"})
    assert site.command("format", "--source", source, path) == 0
    canonical = "---\ndate: 2025-03-14\n---\n\n## A Title\n- arxiv: 2503.00009\n- votes: 3\n"
    assert path.read_bytes() == canonical.encode()
    assert capsys.readouterr().out == f"formatted {path}\n"
    stamps = site.stamps(source)
    assert site.command("format", "--source", source, path) == 0
    assert (capsys.readouterr().out, site.stamps(source)) == ("", stamps)


@pytest.mark.parametrize("name", ["2025-03-14.json", "2025-03-14.yaml", "2025-03-14-capture.txt"])
@pytest.mark.parametrize("words", [[], ["--repair"]])
def test_format_rewrites_markdown_alone(name, words, source, capsys):
    path = source / "content" / name
    path.write_text("[]")
    assert site.command("format", *words, "--source", source, path) == 1
    assert path.read_text() == "[]"
    assert f"{name}: no Markdown listing; `build.py import` makes one of it" in capsys.readouterr().err


def test_format_without_a_name_takes_all_listings_and_no_page(source):
    page = (source / "content/pages/about.md").read_bytes()
    assert site.command("format", "-q", "--source", source) == 0
    assert (source / "content/2025-03-12.md").read_text().startswith("---\ndate: 2025-03-12\n---\n")
    assert (source / "content/pages/about.md").read_bytes() == page


def test_format_changes_no_page_of_the_site(source):
    before = site.clean(source)
    assert site.command("format", "-q", "--source", source) == 0
    assert site.differing(before, site.clean(source)) == []


def test_format_leaves_a_listing_with_a_mistake_alone_and_does_the_rest(source, capsys):
    wrong = "## A\n- votes: x\n"
    site.write(source, {"content/2025-03-14.md": wrong, "content/2025-03-15.md": "##  A\n"})
    assert site.command("format", "--source", source) == 1
    assert (source / "content/2025-03-14.md").read_text() == wrong
    assert (source / "content/2025-03-15.md").read_text().endswith("\n## A\n")
    assert "2025-03-14.md:2: votes: 'x' is not a count" in capsys.readouterr().err


# test


def test_the_tests_are_run_from_the_root_with_what_was_typed(monkeypatch):
    ran = []

    def run(command, **asked):
        ran.append((command[1:], asked["cwd"]))
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(subprocess, "run", run)
    assert site.command("test", "-q", "tests/test_lock.py", "--slow") == 5
    assert ran == [(["-m", "pytest", "-q", "tests/test_lock.py", "--slow"], site.ROOT)]


# An unreadable file is not a deleted one.


@pytest.mark.parametrize("place", ["content", "content/2025", "static", "content/pages"])
@pytest.mark.parametrize("leads", ["nowhere", "content/2025-03-10.md", "content"])
def test_a_link_in_what_is_read_is_refused_by_name_and_the_site_stays(place, leads, built, capsys):
    source = built
    before = site.stamps(source / "public")
    (source / place).mkdir(parents=True, exist_ok=True)
    (source / place / "2025-03-14.md").symlink_to(source / leads)
    assert site.command("--source", source) == 1
    assert f"{place}/2025-03-14.md: a symbolic link; put the file itself there" in capsys.readouterr().err
    assert site.stamps(source / "public") == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read whatever there is")
@pytest.mark.parametrize("name", ["content", "content/2025-03-12.md", "content/pages", "content/pages/about.md"])
def test_what_may_not_be_read_is_named_and_the_site_stays(name, built, capsys):
    source = built
    before = site.stamps(source / "public")
    (source / name).chmod(0)
    try:
        assert site.command("--source", source) == 1
    finally:
        (source / name).chmod(0o755)
    assert name.rpartition("/")[2] in capsys.readouterr().err
    assert site.stamps(source / "public") == before


def test_a_folder_of_listings_that_is_gone_is_no_empty_archive(built, capsys):
    source = built
    before = site.stamps(source / "public")
    (source / "content").rename(source / "contents")
    assert site.command("--source", source) == 1
    assert "content: the folder cannot be read: No such file or directory; make the folder" in capsys.readouterr().err
    assert site.stamps(source / "public") == before


def test_format_writes_repairs_only_when_asked(source, capsys):
    path = source / "content/2025-03-14.md"
    words = "---\ndate: 2025-03-14\n---\n\n## A 2times Larger B\n- arxiv: 2503.00009\n\nAn ell_2 bound.\n"
    path.write_text(words, "utf-8")
    assert site.command("format", "--source", source, path) == 0
    assert path.read_text("utf-8") == words
    assert site.command("format", "--repair", "--source", source, path) == 0
    assert "## A $2\\times$ Larger B\n" in path.read_text("utf-8")
    assert "An $\\ell_2$ bound.\n" in path.read_text("utf-8")
    assert site.command("format", "--repair", "--source", source, path) == 0
    assert capsys.readouterr().out == f"formatted {path}\n"


# repair


def test_repair_prints_lines_of_standard_input_restored(monkeypatch, capsys):
    typed = "An ell_2 bound.\n\nPlain, at $5.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
    assert site.command("repair") == 0
    assert capsys.readouterr().out == "An $\\ell_2$ bound.\n\nPlain, at $5.\n"


def test_repair_prints_an_abstract_a_line_and_writes_nothing(source, capsys):
    path = source / "content/2025-03-14.md"
    path.write_text("## A\n\nAn ell_2 bound.\n\nMore.\n\n## B\n", "utf-8")
    before = path.read_bytes()
    assert site.command("repair", path) == 0
    assert capsys.readouterr().out == "An $\\ell_2$ bound. More.\n"
    assert path.read_bytes() == before


def test_repair_reads_captures_that_tell_no_year(shared, capsys):
    for path in sorted(shared("captures").glob("*.txt")):
        assert site.command("repair", path) == 0
        assert "$" in capsys.readouterr().out


def test_repair_tells_what_it_cannot_read(tmp_path, capsys):
    (tmp_path / "a.md").write_text("## A\n- votes: x\n", "utf-8")
    assert site.command("repair", tmp_path / "a.md") == 1
    assert site.command("repair", tmp_path / "none.md") == 1
    told = capsys.readouterr()
    assert "a.md:2: votes: 'x' is not a count" in told.err
    assert "none.md: cannot be read" in told.err
    assert told.out == ""
