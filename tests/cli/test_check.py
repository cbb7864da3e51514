"""The command `check`: what it prints, what it corrects, and how it ends."""

import json

import pytest

from tests import site

WRONG = (
    "## A\n- arxiv: arXiv:2503.00001\n- code: https://https://a.org/x\n\nIt isnâ€™t long, but long enough to be one.\n"
)
RIGHT = "## A\n- arxiv: 2503.00001\n- code: https://a.org/x\n\nIt isn’t long, but long enough to be one.\n"
JSON = '[{"paper": {"id": "2503.00002", "title": "B", "summary": "Short."}}]'


@pytest.fixture
def source(tmp_path):
    return site.a_source(tmp_path / "source", {"content/2025-03-12.md": WRONG, "content/2025-03-13.json": JSON})


def test_problems_are_sorted_and_have_a_severity(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## C\n- votes: x\n"})
    assert site.command("check", "--source", source) == 1
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert [line.partition("; ")[0] for line in lines] == [
        "content/2025-03-12.md:3: warning: 'A': code: 'https://https://a.org/x' is two in one",
        "content/2025-03-12.md:5: warning: 'A': 'isnâ€™t' was decoded wrongly",
        "content/2025-03-13.json:1: warning: 'B': the abstract has only 6 characters",
        "content/2025-03-14.md:2: error: votes: 'x' is not a count",
    ]
    assert printed.out == "1 error, 3 warnings\n"


def test_json_has_every_problem_and_nothing_else_is_printed(source, capsys):
    assert site.command("check", "--format", "json", "--source", source) == 0
    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert [(each["path"], each["line"], each["severity"], each["kind"]) for each in found] == [
        ("content/2025-03-12.md", 3, "warning", "doubled-url"),
        ("content/2025-03-12.md", 5, "warning", "mojibake"),
        ("content/2025-03-13.json", 1, "warning", "short-abstract"),
    ]
    assert printed.err == ""


def test_json_of_an_error_exits_with_one(source, capsys):
    site.write(source, {"site.yaml": "titel: A\n"})
    assert site.command("check", "--format", "json", "--source", source) == 1
    severities = [each["severity"] for each in json.loads(capsys.readouterr().out) if each["path"] == "site.yaml"]
    assert severities
    assert {*severities} == {"error"}


def test_fix_corrects_markdown_listings_and_says_what(source, capsys):
    assert site.command("check", "--fix", "--source", source) == 0
    printed = capsys.readouterr()
    assert (source / "content/2025-03-12.md").read_text("utf-8") == RIGHT
    assert (source / "content/2025-03-13.json").read_text("utf-8") == JSON
    assert printed.out.splitlines() == [
        "content/2025-03-12.md:2: fixed: arxiv: 'arXiv:2503.00001' is now '2503.00001'",
        "content/2025-03-12.md:3: fixed: code: 'https://https://a.org/x' is now 'https://a.org/x'",
        "content/2025-03-12.md:5: fixed: 'isnâ€™t' is now 'isn’t'",
        "2 papers, 2 days: no errors, 1 warning",
    ]
    stamp = (source / "content/2025-03-12.md").stat()
    assert site.command("check", "--fix", "--source", source) == 0
    assert (source / "content/2025-03-12.md").stat() == stamp


def test_fix_leaves_a_listing_with_an_error_and_corrects_the_others(source, capsys):
    wrong = "## C\n- votes: x\n- code: https://https://a.org\n"
    site.write(source, {"content/2025-03-14.md": wrong})
    assert site.command("check", "--fix", "--source", source) == 1
    assert (source / "content/2025-03-14.md").read_text("utf-8") == wrong
    assert (source / "content/2025-03-12.md").read_text("utf-8") == RIGHT
    assert capsys.readouterr().err.count("votes: 'x' is not a count") == 1


def test_fix_with_json_keeps_standard_output_json(source, capsys):
    assert site.command("check", "--fix", "--format", "json", "--source", source) == 0
    printed = capsys.readouterr()
    assert [each["kind"] for each in json.loads(printed.out)] == ["short-abstract"]
    assert printed.err.count("fixed: ") == 3


def test_fix_without_a_content_folder_creates_none(tmp_path):
    source = site.a_source(tmp_path / "source", {})
    assert site.command("check", "--fix", "--source", source) == 1
    assert not (source / "content").exists()


def test_a_fixed_listing_builds_the_same_addresses(source):
    site.build(source)
    before = {path for path in site.files(source / "public") if path.startswith("papers/")}
    assert site.command("check", "--fix", "--source", source) == 0
    site.build(source)
    assert {path for path in site.files(source / "public") if path.startswith("papers/")} == before


def test_explain_prints_the_places_of_a_paper(source, capsys):
    site.write(source, {"content/2025-03-14.md": "## A\n- arxiv: 2503.00001\n- venue: Here\n"})
    assert site.command("check", "--explain", "https://arxiv.org/abs/2503.00001", "--source", source) == 0
    printed = capsys.readouterr().out
    assert "venue: Here\n  from content/2025-03-14.md:3, written, 2025-03-14: the only entry that has it\n" in printed
    assert "abstract: It isnâ€™t" in printed
    assert "  from content/2025-03-12.md:5, written, 2025-03-12: the only entry that has it\n" in printed


def test_explain_of_a_paper_that_is_not_there_is_refused(source, capsys):
    assert site.command("check", "--explain", "2503.99999", "--source", source) == 2
    assert "no paper has the id or the address '2503.99999'" in capsys.readouterr().err


def test_hints_are_not_printed_by_a_build(source, capsys):
    assert site.command("-q", "--source", source) == 0
    assert capsys.readouterr() == ("", "")
