import io
import json
import re
import subprocess
from datetime import UTC, datetime

import pytest

from gazette.cli import clock, commands
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


@pytest.mark.parametrize("words", [(), ("-q",), ("-v",)])
def test_only_verbose_prints_the_table_of_stages(words, source, capsys):
    assert site.command("build", "--source", source, *words) == 0
    printed = re.search(r"^publish +[0-9.]+ s +[0-9,]+$", capsys.readouterr().out, re.MULTILINE)
    assert bool(printed) == (words == ("-v",))


def test_fresh_is_the_reason_that_verbose_prints(source, capsys):
    for words, reason in (((), "no earlier build is known"), (("--fresh",), "--fresh was given")):
        assert site.command("build", "-v", "--source", source, *words) == 0
        assert f"\nfull build: {reason}\n" in capsys.readouterr().out
    assert site.command("build", "-v", "--source", source) == 0
    assert "\nonly what the changes affect\n" in capsys.readouterr().out


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


EDITED = """\
## A Paper Known by Its DOI
- arxiv: 2503.07771
- doi: 10.1000/777

## A Paper With a Typo

## A Paper That Is Known by Title
- arxiv: 2503.07773
"""
MOVES = {
    "papers/a-paper-that-is-known-by-title.html": "papers/2503.07773.html",
    "papers/a-paper-with-a-tpyo.html": "papers/a-paper-with-a-typo.html",
    "papers/doi-10-1000-777.html": "papers/2503.07771.html",
}


def edited_in_place(source, capsys, cached=True):
    """What a build prints after ids were added to published entries and a typo was corrected."""
    arxiv = re.compile("- arxiv: .*\n")
    site.write(source, {"content/2025-03-14.md": arxiv.sub("", EDITED).replace("Typo", "Tpyo")})
    site.command("-q", "--source", source)
    site.write(source, {"content/2025-03-14.md": EDITED})
    capsys.readouterr()
    assert site.command("-q", "--source", source, *([] if cached else ["--fresh"])) == 0
    return capsys.readouterr().err


def test_an_entry_that_got_an_id_in_place_has_its_redirect_proposed_with_the_new_address(source, capsys):
    printed = edited_in_place(source, capsys)
    rows = re.findall("^  .*\n", printed, re.MULTILINE)
    assert rows == [f"  {old}: {new}\n" for old, new in MOVES.items()]
    assert "to redirect visitors, add the lines below to content/redirects.yaml:\n" in printed
    site.write(source, {"content/redirects.yaml": "".join(rows)})
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr().err == ""
    assert all("2503" in (source / "public" / old).read_text() for old in MOVES if "tpyo" not in old)


def test_without_the_cache_the_listings_tell_the_new_address_of_a_title_or_an_id(source, capsys):
    printed = edited_in_place(source, capsys, cached=False)
    assert "feed id" not in printed
    rows = {**MOVES, "papers/a-paper-with-a-tpyo.html": "{gone: REASON}"}
    assert re.findall("^  .*\n", printed, re.MULTILINE) == [f"  {old}: {new}\n" for old, new in rows.items()]


def test_an_id_added_in_place_is_reported_with_the_feed_ids_that_it_changes(source, capsys):
    lines = edited_in_place(source, capsys).splitlines()
    assert lines[0] == (
        "warning: content/2025-03-14.md:1: the feed id of 'A Paper Known by Its DOI' changes from doi:10.1000/777 to "
        "arxiv:2503.07771, so readers see it again; to keep it, undo this edit, and add the new id in another "
        "file of that day, such as 2025-03-14-b.md"
    )
    assert [line.partition(":1")[0].split(": ")[1][:24] for line in lines[1:3]] == [
        "content/2025-03-14.md:5",
        "content/2025-03-14.md:7",
    ]
    site.command("-q", "--source", source)
    assert "feed id" not in capsys.readouterr().err


def test_an_id_in_a_second_file_of_the_day_keeps_the_feed_id_and_redirects_by_itself(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## Found\n"})
    site.command("-q", "--source", source)
    guid = re.findall("tag:.*title:found", (source / "public/feed.xml").read_text())
    site.write(source, {"content/2025-03-14-b.md": "## Found\n- arxiv: 2503.07771\n"})
    capsys.readouterr()
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr().err == ""
    assert re.findall("tag:.*title:found", (source / "public/feed.xml").read_text()) == guid != []
    assert "2503.07771.html" in (source / "public/papers/found.html").read_text()


def test_many_changed_feed_ids_are_counted(source, capsys):
    papers = [f"## Paper {at}\n" for at in range(30)]
    site.write(source, {"content/2025-03-14.md": "".join(papers)})
    site.command("-q", "--source", source)
    site.write(source, {"content/2025-03-14.md": "".join(f"{each}- id: own {each[9:]}" for each in papers)})
    capsys.readouterr()
    site.command("-q", "--source", source)
    lines = [line for line in capsys.readouterr().err.splitlines() if "feed id" in line]
    assert (len(lines), lines[-1]) == (21, "warning: the feed ids of 10 more papers change")


def test_a_lost_feed_is_reported_and_can_be_redirected_to_another(source, capsys):
    listing = "## One\n- tags: LLM {}\n\n## Two\n- tags: LLM {}\n"
    site.write(source, {"content/2025-03-14.md": listing.format("agents", "agents")})
    site.command("-q", "--source", source)
    site.write(source, {"content/2025-03-14.md": listing.format("based agents", "based agents")})
    capsys.readouterr()
    site.command("-q", "--source", source)
    rows = re.findall("^  (.*)\n", capsys.readouterr().err, re.MULTILINE)
    assert rows == ["tags/llm-agents.html: {gone: REASON}", "tags/llm-agents.xml: {gone: REASON}"]
    written = "".join(row.replace("{gone: REASON}", row[:9] + "based-" + row[9:].split(":")[0]) + "\n" for row in rows)
    site.write(source, {"content/redirects.yaml": written})
    assert (site.command("-q", "--source", source), capsys.readouterr().err) == (0, "")
    old, new = (site.files(source / "public")[f"tags/llm-{name}.xml"].decode() for name in ("agents", "based-agents"))
    assert "<title>This feed has a new address</title>" in old
    assert re.findall("<guid.*</guid>", old)[1:] == re.findall("<guid.*</guid>", new)


def test_the_feed_in_another_format_is_proposed_for_a_lost_feed(source, capsys):
    site.command("-q", "--source", source)
    settings = (source / "site.yaml").read_text("utf-8")
    site.write(source, {"site.yaml": f"{settings}feed: {{formats: {{site: [atom], tags: [atom]}}}}\n"})
    capsys.readouterr()
    site.command("-q", "--source", source)
    printed = capsys.readouterr().err
    assert "  feed.xml: atom.xml\n" in printed
    assert "  tags/bandits.xml: tags/bandits.atom.xml\n" in printed
    site.write(source, {"content/redirects.yaml": "feed.xml: atom.xml\ntags/bandits.xml: tags/bandits.atom.xml\n"})
    assert site.command("-q", "--source", source) == 0
    assert (source / "public/feed.xml").read_text("utf-8").count("<title>This feed has a new address</title>") == 1


def test_a_lost_address_is_reported_by_a_build_that_read_only_what_changed(source, capsys):
    for month in range(36):  # more papers than the build reads
        day = f"{2020 + month // 12}-{month % 12 + 1:02}-03"
        site.write(source, {f"content/{day}.md": "".join(f"## P{month} {at}\n" for at in range(9))})
    site.write(source, {"content/2025-03-14.md": "## Lost\n"})
    site.command("-q", "--source", source)
    (source / "content/2025-03-14.md").unlink()
    capsys.readouterr()
    assert site.command("-q", "--source", source) == 0
    assert "  papers/lost.html: {gone: REASON}\n" in capsys.readouterr().err


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
    dead, lost = capsys.readouterr().err.splitlines()
    assert dead.startswith("warning: content/pages/about.md:5: the site has no page 'tags/bandits.html'; ")
    assert lost == "warning: 3 pages left the site with the days after 2025-03-11"


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
    assert "content/9999-12-31.md:1: warning: the day 9999-12-31 is in the future" in printed.err
    conflict = (
        "venue: this listing has 'There', but the page shows 'Here' (content/9999-12-31.md:1); correct one of them"
    )
    assert f"content/2025-03-13.md:1: warning: {conflict}\n" in printed.err
    assert printed.out.endswith(": no errors, 2 warnings\n")


def test_a_build_does_not_give_the_warnings_of_check(source, capsys):
    site.write(source, {"content/9999-12-31.md": "## A\n"})
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr() == ("", "")


def test_check_exits_with_one_if_there_is_an_error(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: x\n"})
    assert site.command("check", "--source", source) == 1
    assert "content/2025-03-14.md:2: error: votes: 'x' is not a count" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    ["", "- a\n", "title: [\n", "titel: A\n", f"{site.SETTINGS}topics: {{vision: {{phrases: x, parent: none}}}}\n"]
    + [site.SETTINGS + line for line in ("leave_out: tgs\n", "navigation: {A: a.html}\n", "twins: pdf\n", "url: x\n")],
)
def test_check_does_not_stop_at_an_error_in_the_settings(wrong, source, capsys):
    site.write(source, {"site.yaml": wrong, "content/2025-03-14.md": "## A\n- votes: x\n"})
    site.write(source, {"content/redirects.yaml": "old.html: {}\n"})
    assert site.command("check", "--source", source) == 1
    printed = capsys.readouterr().err
    assert re.search(r"^site\.yaml:[0-9]+: ", printed, re.MULTILINE)
    assert "content/2025-03-14.md:2: error: votes: 'x' is not a count" in printed
    assert "content/redirects.yaml:1: error: old.html has no new address" in printed


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
    assert (capsys.readouterr().out, site.stamps(source)) == ("1 listing: nothing to change\n", stamps)


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
    assert site.command("format", "-q", "--source", source, path) == 0
    assert path.read_text("utf-8") == words
    assert site.command("format", "--repair", "--source", source, path) == 0
    assert "## A $2\\times$ Larger B\n" in path.read_text("utf-8")
    assert "An $\\ell_2$ bound.\n" in path.read_text("utf-8")
    assert site.command("format", "--repair", "-q", "--source", source, path) == 0
    assert capsys.readouterr().out == f"formatted {path}\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--source", "none"],
            "none/content: there is no such folder; create it, or name the right one with --source or",
        ),
        (["--content", "none"], "none: there is no such folder; create it, or name the right one with --source or"),
        (["content"], "content: this is a folder; name the files in it, or leave out FILE for all of content/"),
        (["a/b.md"], "a/b.md: cannot read the file: No such file or directory; name a file that exists"),
        (["none.txt"], "none.txt: cannot read the file: No such file or directory; name a file that exists"),
        (["site.yaml"], "site.yaml: not a Markdown listing; run `gazette import` to make a Markdown listing of it"),
    ],
)
def test_format_says_what_it_cannot_format(words, message, source, monkeypatch, capsys):
    monkeypatch.chdir(source)
    assert site.command("format", *words) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.startswith(message)


def test_format_says_how_many_listings_it_need_not_change(source, capsys):
    site.command("format", "-q", "--source", source)
    assert site.command("format", "--source", source) == 0
    assert capsys.readouterr().out == "2 listings: nothing to change\n"
    assert site.command("format", "-q", "--source", source) == 0
    assert capsys.readouterr().out == ""


def test_messages_have_the_path_from_the_current_folder(source, monkeypatch, capsys):
    monkeypatch.chdir(source)
    site.write(source, {"content/2025-03-14.md": "##  A\n- vots: 1\n", "b.md": "---\ndate: 2025-03-15\n---\n## B\n"})
    assert site.command("format", "--source", source, source / "content/2025-03-14.md") == 0
    printed = capsys.readouterr()
    assert printed.out == "formatted content/2025-03-14.md\n"
    assert printed.err.startswith("warning: content/2025-03-14.md:2: ")
    assert site.command("import", "--source", source, source / "b.md") == 0
    assert capsys.readouterr().out == "b.md: 1 paper into content/2025/2025-03-15.md, 1 new\n"
    site.write(source, {"content/2025/2025-03-15.md": "## \n"})
    assert site.command("import", "--source", source, "b.md") == 1
    assert capsys.readouterr().err.startswith("content/2025/2025-03-15.md:1: the entry has no title")


# test


def test_pytest_runs_in_the_root_with_the_given_arguments(monkeypatch):
    ran = []

    def run(command, **asked):
        ran.append((command[1:], asked["cwd"]))
        return subprocess.CompletedProcess(command, 5)

    monkeypatch.setattr(subprocess, "run", run)
    assert site.command("test", "-q", "tests/test_lock.py", "--slow") == 5
    assert ran == [(["-m", "pytest", "-q", "tests/test_lock.py", "--slow"], site.ROOT)]


@pytest.mark.parametrize("word", ["--slow", "--regold"])
def test_options_of_the_tests_reach_pytest(word, monkeypatch):
    ran = []
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: ran.append(command) or subprocess.CompletedProcess([], 0)
    )
    assert site.command("test", word, "-x", "tests/test_docs.py") == 0
    assert site.command("test", word) == 0
    assert [command[3:] for command in ran] == [[word, "-x", "tests/test_docs.py"], ["-n", "auto", word]]


@pytest.mark.parametrize("command", ["test", "bench"])
def test_help_lists_only_commands_that_the_installation_has(command, tmp_path, capsys, monkeypatch):
    for root, listed in ((commands.ROOT, True), (tmp_path, False)):
        monkeypatch.setattr(commands, "ROOT", root)
        assert site.command("--help") == 0
        assert bool(re.search(rf"^ +{command} ", capsys.readouterr().out, re.MULTILINE)) == listed


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
    assert capsys.readouterr().err == "standard input: it is closed; name a file, or connect standard input\n"


def test_repair_reports_files_that_it_cannot_read(tmp_path, capsys):
    (tmp_path / "a.md").write_text("## A\n- votes: x\n", "utf-8")
    assert site.command("repair", tmp_path / "a.md") == 1
    assert site.command("repair", tmp_path / "none.md") == 1
    printed = capsys.readouterr()
    assert "a.md:2: votes: 'x' is not a count" in printed.err
    assert "none.md: cannot read the file" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize(("timezone", "warned"), [("UTC", True), ("Europe/Berlin", False), ("America/New_York", True)])
def test_check_takes_the_day_of_the_sites_time_zone_for_today(timezone, warned, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 12, 23, 30, tzinfo=UTC))
    settings = f"{site.SETTINGS}timezone: {timezone}\n"
    source = site.a_source(tmp_path, {"content/2025-03-13.md": "## On Tides\n"}, settings)
    assert site.command("check", "--source", source) == 0
    assert ("the day 2025-03-13 is in the future" in capsys.readouterr().err) == warned


def test_check_reports_settings_that_cannot_be_read_as_json_too(tmp_path, capsys):
    source = site.a_source(tmp_path, settings="title: [")
    assert site.command("check", "--format", "json", "--source", source) == 1
    assert {each["path"] for each in json.loads(capsys.readouterr().out)} == {"site.yaml"}
