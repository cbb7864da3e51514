import io
from datetime import date

import pytest

from gazette.cli import edit
from gazette.core.errors import Mistakes, Report
from gazette.listings import markdown
from tests import foreign


def a_capture(*titles):
    body = "\n\n".join(f"{title}\n\n{'We study it at length. ' * 12}" for title in titles)
    return f"new\n\nGet trending papers in your email inbox!\n\nMar 12\n\n{body}\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with two captures of one day, and a function that imports files by name."""

    def import_files(*names, day=None, year=2025):
        report = Report()
        return edit.import_files([str(tmp_path / name) for name in names], tmp_path / "content", day, year, report)

    (tmp_path / "a.txt").write_text(a_capture("One", "Two"), "utf-8")
    (tmp_path / "b.txt").write_text(a_capture("Two", "Three"), "utf-8")
    return tmp_path, import_files


def test_a_capture_becomes_the_listing_of_its_day(folder):
    path, import_files = folder
    (imported,) = import_files("a.txt")
    assert imported.path == path / "content" / "2025" / "2025-03-12.md"
    assert imported.path.read_text("utf-8").startswith("---\ndate: 2025-03-12\n")


def test_importing_twice_changes_nothing(folder):
    _, import_files = folder
    (first,) = import_files("a.txt")
    before = first.path.read_bytes()
    assert [each.changed for each in import_files("a.txt")] == [False]
    assert first.path.read_bytes() == before


def test_two_captures_of_a_day_are_merged_into_one_listing(folder):
    _, import_files = folder
    imported = import_files("a.txt", "b.txt")
    assert [each.new for each in imported] == [2, 1]
    assert imported[0].path.read_text("utf-8").count("## ") == 3


def test_importing_into_an_edited_listing_replaces_nothing(folder):
    _, import_files = folder
    (imported,) = import_files("a.txt")
    edited = imported.path.read_text("utf-8").replace("## One\n", "## One\n- tags: mine\n").replace("length", "depth")
    imported.path.write_text(edited, "utf-8")
    import_files("a.txt")
    assert imported.path.read_text("utf-8") == edited


def test_nothing_is_written_if_a_file_has_an_error(folder):
    path, import_files = folder
    (path / "c.txt").write_text("something else", "utf-8")
    with pytest.raises(Mistakes, match=r"c\.txt:1: the format is unknown"):
        import_files("a.txt", "c.txt")
    assert not (path / "content").exists()


def test_an_error_in_the_listing_of_the_day_stops_the_import(folder):
    _, import_files = folder
    (imported,) = import_files("a.txt")
    imported.path.write_text("---\ndate: 2025-03-12\n", "utf-8")
    with pytest.raises(Mistakes, match=r"2025-03-12\.md:1: the front matter is not closed"):
        import_files("b.txt")


def test_rows_printed_as_python_literals_are_repaired(folder):
    path, import_files = folder
    row = "{'paper': {'id': '2503.00001', 'title': 'One', 'summary': '', 'authors': [], 'upvotes': 3}}"
    (path / "2025-03-12.json").write_text(f'["{row}"]', "utf-8")
    (imported,) = import_files("2025-03-12.json", year=None)
    assert "- arxiv: 2503.00001\n" in imported.path.read_text("utf-8")


def test_a_file_with_several_days_becomes_several_listings(folder):
    path, import_files = folder
    (path / "papers.csv").write_text("date,title\n2025-03-12,One\n2025-03-13,Two\n2025-03-12,Three\n", "utf-8")
    imported = import_files("papers.csv", year=None)
    assert [(each.path.name, each.papers) for each in imported] == [("2025-03-12.md", 2), ("2025-03-13.md", 1)]
    assert [each.path.read_text("utf-8").count("## ") for each in imported] == [2, 1]
    assert not any(each.changed for each in import_files("papers.csv", year=None))


@pytest.mark.parametrize(("suffix", "text"), [*foreign.SAMPLES, ("md", foreign.TABLE), ("md", foreign.BULLETS)])
def test_files_of_every_format_are_imported_and_a_second_time_change_nothing(folder, suffix, text):
    path, import_files = folder
    (path / f"papers.{suffix}").write_text(text, "utf-8")
    day = edit.fields.day("2025-03-12")
    (imported,) = import_files(f"papers.{suffix}", day=day, year=None)
    assert imported.new == imported.papers >= 2
    written = imported.path.read_text("utf-8")
    assert written.count("\n## ") == imported.papers
    assert markdown.dump(markdown.parse(written, imported.path.name)) == written
    assert [each.changed for each in import_files(f"papers.{suffix}", day=day, year=None)] == [False]


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (foreign.RSS, ".xml"),
        (foreign.BIBTEX, ".bib"),
        (foreign.RIS, ".ris"),
        (foreign.CSL, ".json"),
        (foreign.JSON_LINES.replace("\n\n", "\n"), ".jsonl"),
        (foreign.TABLE, ".md"),
        ("## One\n", ".md"),
        (a_capture("One"), ".txt"),
    ],
)
def test_the_format_of_standard_input_follows_from_its_start(text, suffix):
    assert edit._guess_suffix(text) == suffix


CAPTURE = a_capture("One")
MARKDOWN = "---\ndate: 2025-03-12\n---\n\n## One\n"
RESPONSE = '[{"paper": {"id": "2503.00001", "title": "One", "summary": "", "authors": [], "upvotes": 3}}]'


@pytest.mark.parametrize(
    ("name", "text", "line", "what"),
    [
        ("a.md", MARKDOWN, 2, "the date 2025-03-12 differs from --date 2025-03-11"),
        (
            "a.yaml",
            "papers:\n- title: One\ndate: 2025-03-12\n",
            3,
            "the date 2025-03-12 differs from --date 2025-03-11",
        ),
        ("a.txt", CAPTURE, 5, "the page is for Mar 12, but --date is 2025-03-11"),
    ],
)
def test_a_day_that_contradicts_the_files_own_is_reported(name, text, line, what, tmp_path):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(Mistakes) as error:
        edit.import_files([str(tmp_path / name)], tmp_path / "content", date(2025, 3, 11), None, Report())
    way_out = "leave out --date, or correct the date in the file"
    assert str(error.value) == f"{tmp_path / name}:{line}: {what}; {way_out}"
    assert not (tmp_path / "content").exists()
    assert edit.import_files([str(tmp_path / name)], tmp_path / "content", date(2025, 3, 12), None, Report())


@pytest.mark.parametrize(
    ("name", "text"), [("a.md", "## One\n"), ("a.yaml", "papers: [{title: One}]"), ("a.json", RESPONSE)]
)
def test_a_file_without_a_day_is_answered_with_the_option(name, text, tmp_path):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(
        Mistakes, match=r":1: the listing has no day; pass --date 2025-03-12, or start the file name with"
    ):
        edit.import_files([str(tmp_path / name)], tmp_path / "content", None, None, Report())
    assert edit.import_files([str(tmp_path / name)], tmp_path / "content", date(2025, 3, 12), None, Report())


def test_an_invalid_day_is_reported_once(tmp_path):
    (tmp_path / "a.md").write_text("---\ndate: 12 March\n---\n\n## One\n- votes: x\n", "utf-8")
    with pytest.raises(Mistakes) as error:
        edit.import_files([str(tmp_path / "a.md")], tmp_path / "content", None, None, Report())
    assert [problem.line for problem in error.value.problems] == [2, 6]


def test_messages_name_standard_input(tmp_path, monkeypatch):
    def typed(text, day):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))
        return edit.import_files(["-"], tmp_path / "content", day, None, Report())

    for text, message in (
        ("## One\n- votes: x\n", "standard input:2: votes: 'x' is not a count"),
        ("## One\n", "standard input:1: the listing has no day; pass --date 2025-03-12$"),
        ("hello", "standard input:1: the format is unknown"),
    ):
        with pytest.raises(Mistakes, match=message):
            typed(text, None)
    assert [each.file for each in typed("## One\n", date(2025, 3, 12))] == ["standard input"]


@pytest.mark.parametrize("text", ["# Notes\n\nMilk, bread.\n", "---\ndate: 2025-03-12\n---\n", "##One\n"])
def test_a_file_without_papers_is_not_imported(text, tmp_path):
    (tmp_path / "a.md").write_text(text, "utf-8")
    with pytest.raises(
        Mistakes, match=r"a\.md:1: the listing has no papers.*; start each paper with a line `## Title`, or"
    ):
        edit.import_files([str(tmp_path / "a.md")], tmp_path / "content", date(2025, 3, 12), None, Report())
    assert not (tmp_path / "content").exists()


def test_a_quiet_day_is_imported(tmp_path):
    (tmp_path / "a.md").write_text("---\ndate: 2025-03-12\nquiet: true\n---\n\nA holiday.\n", "utf-8")
    [imported] = edit.import_files([str(tmp_path / "a.md")], tmp_path / "content", None, None, Report())
    assert imported.path.read_text("utf-8").endswith("quiet: true\n---\n\nA holiday.\n")


def revisions(shared):
    return sorted((shared("fixtures") / "hf_api" / "revisions").iterdir())


def test_real_snapshots_give_the_same_listing_in_either_order(shared, tmp_path):
    for day in revisions(shared):
        files = sorted(str(path) for path in day.iterdir())
        results = []
        for order, names in (("forward", files), ("backward", files[::-1])):
            folder = tmp_path / day.name / order
            for name in names:
                imported = edit.import_files([name], folder, edit.fields.day(day.name), None, Report())
            results.append(imported[0].path.read_bytes())
        assert results[0] == results[1], day.name


def test_format_does_not_change_a_file_with_an_error(tmp_path):
    path = tmp_path / "2025-03-12.md"
    path.write_text("## \n", "utf-8")
    report = Report()
    assert edit.format_files([path], report) == []
    assert path.read_text("utf-8") == "## \n"
    assert report.errors


def test_format_moves_the_trust_from_the_source_to_its_key(tmp_path):
    path = tmp_path / "2025-03-12.md"
    path.write_text("---\ndate: 2025-03-12\nsource: X, captured\n---\n\n## One\n", "utf-8")
    assert edit.format_files([path], Report()) == [path]
    assert path.read_text("utf-8") == "---\ndate: 2025-03-12\nsource: X\ntrust: captured\n---\n\n## One\n"
    assert edit.format_files([path], Report()) == []


def test_an_imported_listing_has_its_trust_as_a_key(folder):
    _, import_files = folder
    (imported,) = import_files("a.txt")
    assert "\nsource: Hugging Face Daily Papers\n" in imported.path.read_text("utf-8")
    assert "\ntrust: captured\n" in imported.path.read_text("utf-8")


def test_format_is_idempotent_and_returns_the_changed_files(tmp_path):
    path = tmp_path / "2025-03-12.md"
    path.write_text("## One\n- arxiv: arXiv:2503.00001v2\n\ntext", "utf-8")
    assert edit.format_files([path], Report()) == [path]
    assert edit.format_files([path], Report()) == []
