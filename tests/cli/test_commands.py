import io
import re
import subprocess

import pytest

from gazette.cli import commands
from tests import site


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source")


# build


@pytest.mark.parametrize("most", ["FREE_FILES", "FREE_BYTES"])
def test_a_site_too_large_for_free_hosts_is_built_with_a_warning(most, source, capsys, monkeypatch):
    monkeypatch.setattr(commands, most, 10)
    assert site.command("-q", "--source", source) == 0
    printed = capsys.readouterr().err
    assert "are more than free hosts take" in printed
    assert all(name in printed for name in ("tags.minimum", "page.length", "leave_out", "site.yaml"))


def test_a_warning_is_repeated_at_every_build(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- vots: 1\n"})
    for _ in range(2):
        site.command("-q", "--source", source)
        assert "unknown key 'vots'; did you mean 'votes'?" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("-q",)])
def test_only_verbose_prints_the_table_of_stages(words, source, capsys):
    for more in ((), ("-v",)):
        assert site.command("build", "--source", source, *words, *more) == 0
        assert bool(re.search(r"^publish +[0-9.]+ s +[0-9,]+$", capsys.readouterr().out, re.MULTILINE)) == bool(more)


def test_a_lost_address_is_reported_with_the_redirect_to_add(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## Short-Lived\n"})
    site.command("-q", "--source", source)
    (source / "content/2025-03-14.md").unlink()
    capsys.readouterr()
    site.command("-q", "--source", source)
    printed = capsys.readouterr().err
    assert printed.startswith("warning: the site lost 2 addresses; to redirect visitors, complete the lines below")
    assert " and add them to content/redirects.yaml:\n" in printed
    rows = re.findall("^  .*\n", printed, re.MULTILINE)
    assert rows == ["  papers/date/2025-03-14.html: {gone: REASON}\n", "  papers/short-lived.html: {gone: REASON}\n"]
    site.write(source, {"content/redirects.yaml": "".join(rows)})
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr().err == ""


def test_many_lost_addresses_are_written_to_a_file(source, capsys):
    site.write(source, {"content/2025-03-14.md": "".join(f"## P{each}\n" for each in range(30))})
    site.command("-q", "--source", source)
    (source / "content/2025-03-14.md").unlink()
    capsys.readouterr()
    site.command("-q", "--source", source)
    printed = capsys.readouterr().err.splitlines()
    assert (len(printed), printed[-1]) == (22, "  … and 11 more: all of them are in .gazette/lost.yaml")
    rows = (source / ".gazette/lost.yaml").read_text().splitlines()
    assert (len(rows), rows[:20]) == (31, printed[1:-1])


def test_pages_left_out_by_until_are_not_reported_as_lost(source, capsys):
    site.command("-q", "--source", source)
    site.command("-q", "--source", source, "--until", "2025-03-11")
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "warning: 3 pages left the site with the days after 2025-03-11"
    assert lines[:-1] == [line for line in lines if "the site has no page 'tags/bandits.html'" in line]


def test_without_a_writable_cache_the_site_is_built_all_the_same(source, capsys):
    (source / ".gazette").write_text("a file where a folder should be")
    for _ in range(2):
        assert site.command("-q", "--source", source) == 0
        assert capsys.readouterr() == ("", "")
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []


def test_messages_use_the_folder_given_with_content(source, capsys):
    (source / "content").rename(source / "days")
    site.write(source, {"days/redirects.yaml": "old.html: nowhere.html\n", "days/2025/link.md": ""})
    (source / "days/2025/link.md").unlink()
    (source / "days/2025/link.md").symlink_to("nowhere")
    asked = ["-q", "--source", source, "--content", source / "days"]
    assert site.command(*asked) == 1
    assert capsys.readouterr().err.startswith("days/2025/link.md: symbolic links are not allowed; ")
    (source / "days/2025/link.md").unlink()
    assert site.command(*asked) == 1
    assert capsys.readouterr().err.startswith("days/redirects.yaml:1: old.html redirects to 'nowhere.html', which")
    site.write(source, {"days/redirects.yaml": ""})
    site.command(*asked)
    (source / "days/2025-03-12.md").unlink()
    site.command(*asked)
    assert "add them to days/redirects.yaml:" in capsys.readouterr().err


# check


def test_check_prints_counts_and_changes_neither_listings_nor_site(built, capsys):
    source = built
    site.write(source, {"content/2025-03-14.md": "## New\n"})
    before = [site.stamps(source / name) for name in ("content", "public")]
    assert site.command("check", "--source", source) == 0
    assert capsys.readouterr().out == "4 papers, 3 days: no errors, 0 warnings\n"
    assert [site.stamps(source / name) for name in ("content", "public")] == before


def test_check_does_not_create_a_site(source):
    assert site.command("check", "--source", source) == 0
    assert not (source / "public").exists()


def test_check_reports_future_days_and_conflicting_listings(source, capsys):
    site.write(source, {"content/9999-12-31.md": "## A Small Bandit Paper\n- arxiv: 2503.00001\n- venue: Here\n"})
    site.write(source, {"content/2025-03-13.md": "## A Small Bandit Paper\n- arxiv: 2503.00001\n- venue: There\n"})
    assert site.command("check", "--source", source) == 0
    printed = capsys.readouterr()
    assert "content/9999-12-31.md:1: the day 9999-12-31 is in the future" in printed.err
    assert "content/2025-03-13.md:1: venue: 'There' here, the page shows 'Here'; correct one of them" in printed.err
    assert printed.out.endswith(": no errors, 2 warnings\n")


def test_a_build_does_not_give_the_warnings_of_check(source, capsys):
    site.write(source, {"content/9999-12-31.md": "## A\n"})
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr() == ("", "")


def test_check_exits_with_one_if_there_is_an_error(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: x\n"})
    assert site.command("check", "--source", source) == 1
    assert "content/2025-03-14.md:2: votes: 'x' is not a count" in capsys.readouterr().err


# format


def test_format_rewrites_listings_and_prints_their_names(source, capsys):
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
def test_format_refuses_other_formats(name, words, source, capsys):
    path = source / "content" / name
    path.write_text("[]")
    assert site.command("format", *words, "--source", source, path) == 1
    assert path.read_text() == "[]"
    assert (
        f"{name}: not a Markdown listing; run `gazette import` to make a Markdown listing of it"
        in capsys.readouterr().err
    )


def test_format_without_arguments_rewrites_all_listings_but_no_page(source):
    page = (source / "content/pages/about.md").read_bytes()
    assert site.command("format", "-q", "--source", source) == 0
    assert (source / "content/2025-03-12.md").read_text().startswith("---\ndate: 2025-03-12\n---\n")
    assert (source / "content/pages/about.md").read_bytes() == page


def test_format_does_not_change_the_site(source):
    before = site.clean_build(source)
    assert site.command("format", "-q", "--source", source) == 0
    assert site.differences(before, site.clean_build(source)) == []


def test_format_skips_a_listing_with_an_error_and_formats_the_others(source, capsys):
    wrong = "## A\n- votes: x\n"
    site.write(source, {"content/2025-03-14.md": wrong, "content/2025-03-15.md": "##  A\n"})
    assert site.command("format", "--source", source) == 1
    assert (source / "content/2025-03-14.md").read_text() == wrong
    assert (source / "content/2025-03-15.md").read_text().endswith("\n## A\n")
    assert "2025-03-14.md:2: votes: 'x' is not a count" in capsys.readouterr().err


def test_format_restores_formulas_only_with_repair(source, capsys):
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


# test


def test_pytest_runs_in_the_root_with_the_given_arguments(monkeypatch):
    ran = []

    def run(command, **asked):
        ran.append((command[1:], asked["cwd"]))
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(subprocess, "run", run)
    assert site.command("test", "-q", "tests/test_lock.py", "--slow") == 5
    assert ran == [(["-m", "pytest", "-q", "tests/test_lock.py", "--slow"], site.ROOT)]


@pytest.mark.parametrize("command", ["test", "bench"])
def test_commands_that_need_a_clone_say_so(command, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    assert site.command(command) == 2
    printed = capsys.readouterr().err
    assert printed.startswith(f"gazette: `{command}` needs Gazette's folder ")
    assert printed.endswith(f"clone Gazette's repository and run `python3 build.py {command}` there\n")


# repair


def test_repair_prints_the_lines_of_standard_input(monkeypatch, capsys):
    typed = "An ell_2 bound.\n\nPlain, at $5.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
    assert site.command("repair") == 0
    assert capsys.readouterr().out == "An $\\ell_2$ bound.\n\nPlain, at $5.\n"


def test_repair_prints_one_line_per_abstract_and_writes_nothing(source, capsys):
    path = source / "content/2025-03-14.md"
    path.write_text("## A\n\nAn ell_2 bound.\n\nMore.\n\n## B\n", "utf-8")
    before = path.read_bytes()
    assert site.command("repair", path) == 0
    assert capsys.readouterr().out == "An $\\ell_2$ bound. More.\n"
    assert path.read_bytes() == before


def test_repair_reads_captures_without_a_year(shared, capsys):
    for path in sorted(shared("captures").glob("*.txt")):
        assert site.command("repair", path) == 0
        assert "$" in capsys.readouterr().out


def test_repair_reports_a_closed_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    assert site.command("repair") == 1
    assert capsys.readouterr().err == "-: standard input is closed; name a file, or connect standard input\n"


def test_repair_reports_files_that_it_cannot_read(tmp_path, capsys):
    (tmp_path / "a.md").write_text("## A\n- votes: x\n", "utf-8")
    assert site.command("repair", tmp_path / "a.md") == 1
    assert site.command("repair", tmp_path / "none.md") == 1
    printed = capsys.readouterr()
    assert "a.md:2: votes: 'x' is not a count" in printed.err
    assert "none.md: cannot read the file" in printed.err
    assert printed.out == ""
