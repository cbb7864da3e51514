import pytest

from gazette.cli import edit
from gazette.core.errors import Mistakes, Report


def a_capture(*titles):
    body = "\n\n".join(f"{title}\n\n{'We study it at length. ' * 12}" for title in titles)
    return f"new\n\nGet trending papers in your email inbox!\n\nMar 12\n\n{body}\n"


@pytest.fixture
def desk(tmp_path):
    """A folder of foreign files, and a function that imports some of them by name."""

    def take(*names, day=None, year=2025):
        report = Report()
        return edit.take([str(tmp_path / name) for name in names], tmp_path / "content", day, year, report)

    (tmp_path / "a.txt").write_text(a_capture("One", "Two"), "utf-8")
    (tmp_path / "b.txt").write_text(a_capture("Two", "Three"), "utf-8")
    return tmp_path, take


def test_a_foreign_file_becomes_the_listing_of_its_day(desk):
    folder, take = desk
    (taken,) = take("a.txt")
    assert taken.path == folder / "content" / "2025" / "2025-03-12.md"
    assert taken.path.read_text("utf-8").startswith("---\ndate: 2025-03-12\n")


def test_importing_twice_changes_nothing(desk):
    _, take = desk
    (first,) = take("a.txt")
    before = first.path.read_bytes()
    assert [each.changed for each in take("a.txt")] == [False]
    assert first.path.read_bytes() == before


def test_two_captures_of_a_day_become_one_listing_with_no_paper_twice(desk):
    _, take = desk
    taken = take("a.txt", "b.txt")
    assert [each.new for each in taken] == [2, 1]
    assert taken[0].path.read_text("utf-8").count("## ") == 3


def test_a_capture_over_an_edited_listing_replaces_nothing(desk):
    _, take = desk
    (taken,) = take("a.txt")
    edited = taken.path.read_text("utf-8").replace("## One\n", "## One\n- tags: mine\n").replace("length", "depth")
    taken.path.write_text(edited, "utf-8")
    take("a.txt")
    assert taken.path.read_text("utf-8") == edited


def test_nothing_is_written_if_one_of_the_files_has_a_mistake(desk):
    folder, take = desk
    (folder / "c.txt").write_text("something else", "utf-8")
    with pytest.raises(Mistakes, match=r"c\.txt:1: the format is unknown"):
        take("a.txt", "c.txt")
    assert not (folder / "content").exists()


def test_a_broken_listing_of_the_day_stops_the_import_with_its_line(desk):
    _, take = desk
    (taken,) = take("a.txt")
    taken.path.write_text("---\ndate: 2025-03-12\n", "utf-8")
    with pytest.raises(Mistakes, match=r"2025-03-12\.md:1: the front matter is not closed"):
        take("b.txt")


def test_rows_that_a_python_program_printed_are_mended(desk):
    folder, take = desk
    row = "{'paper': {'id': '2503.00001', 'title': 'One', 'summary': '', 'authors': [], 'upvotes': 3}}"
    (folder / "2025-03-12.json").write_text(f'["{row}"]', "utf-8")
    (taken,) = take("2025-03-12.json", year=None)
    assert "- arxiv: 2503.00001\n" in taken.path.read_text("utf-8")


def revisions(shared):
    return sorted((shared("fixtures") / "hf_api" / "revisions").iterdir())


def test_real_snapshots_end_the_same_in_either_order(shared, tmp_path):
    for day in revisions(shared):
        files = sorted(str(path) for path in day.iterdir())
        ends = []
        for order, names in (("on", files), ("back", files[::-1])):
            folder = tmp_path / day.name / order
            for name in names:
                taken = edit.take([name], folder, edit.fields.day(day.name), None, Report())
            ends.append(taken[0].path.read_bytes())
        assert ends[0] == ends[1], day.name


def test_format_leaves_a_file_with_a_mistake_as_it_is(tmp_path):
    path = tmp_path / "2025-03-12.md"
    path.write_text("## \n", "utf-8")
    report = Report()
    assert edit.format_all([path], report) == []
    assert path.read_text("utf-8") == "## \n"
    assert report.errors


def test_format_moves_the_trust_from_the_source_to_its_key(tmp_path):
    path = tmp_path / "2025-03-12.md"
    path.write_text("---\ndate: 2025-03-12\nsource: X, captured\n---\n\n## One\n", "utf-8")
    assert edit.format_all([path], Report()) == [path]
    assert path.read_text("utf-8") == "---\ndate: 2025-03-12\nsource: X\ntrust: captured\n---\n\n## One\n"
    assert edit.format_all([path], Report()) == []


def test_an_imported_listing_has_its_trust_as_a_key(desk):
    _, take = desk
    (taken,) = take("a.txt")
    assert "\nsource: Hugging Face Daily Papers\n" in taken.path.read_text("utf-8")
    assert "\ntrust: captured\n" in taken.path.read_text("utf-8")


def test_format_is_idempotent_and_tells_what_it_changed(tmp_path):
    path = tmp_path / "2025-03-12.md"
    path.write_text("## One\n- arxiv: arXiv:2503.00001v2\ntext", "utf-8")
    path.write_text("## One\n- arxiv: arXiv:2503.00001v2\n\ntext", "utf-8")
    assert edit.format_all([path], Report()) == [path]
    assert edit.format_all([path], Report()) == []
