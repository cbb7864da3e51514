import json

import pytest

from gazette.core.errors import Report
from gazette.core.model import Trust
from gazette.listings import importers, markdown
from gazette.sources import json_lines
from tests.foreign import JSON_LINES
from tests.make import a_source, errors, read, shared

PATH = "content/2025-03-12.jsonl"


def days(source, path="papers.jsonl"):
    report = Report(path)
    return importers.parse_days(a_source(source, path), report), list(map(str, [*report.errors, *report.warnings]))


def test_every_line_is_a_paper_with_its_line_number():
    found, report = read(JSON_LINES, PATH)
    assert [(each.title, each.line) for each in found.entries] == [("A Bandit", 1), ("Another", 3)]
    assert (found.entries[0].arxiv, found.entries[0].authors) == ("2503.00010", ("Ada Example", "Bo Sample"))
    assert (found.path, not report.errors) == (PATH, True)
    assert markdown.parse(markdown.dump(found), PATH) == found


def test_real_rows_of_hugging_face_are_read_as_its_response_is():
    for path in sorted(shared("listings/hf/2025").glob("*.json"))[:5]:
        rows = json.loads(path.read_text("utf-8"))
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        found, report = read(lines, f"content/{path.stem}.jsonl")
        whole, _ = read(path.read_text("utf-8"), f"content/{path.stem}.json")
        assert found.entries == whole.entries
        assert (found.trust, report.errors) == (Trust.STRUCTURED, [])


def test_lines_of_several_days_make_several_listings():
    source = "".join(
        f'{{"title": "{day}", "arxiv": 2503.00010, "date": "{day}"}}\n' for day in ("2025-03-12", "2025-03-13")
    )
    found, problems = days(source)
    assert [(str(each.day), each.entries[0].arxiv, each.entries[0].line) for each in found] == [
        ("2025-03-12", "2503.00010", 1),
        ("2025-03-13", "2503.00010", 2),
    ]
    assert not problems
    assert "the file has 2 days" in errors(source, "content/papers.jsonl")[0]


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ('{"title": "A"}\n{"title": \n', 2, "invalid JSON"),
        ('{"title": "A"}\n\n["x"]\n', 3, "the line is a list, not a mapping"),
        ('{"title": "A"}\n{"votes": 1}\n', 2, "a paper has no title"),
        ('{"title": "A", "votes": "x"}\n', 1, "votes: 'x' is not a count"),
        ("\n\n", 1, "the file is empty"),
        ('{"title": "A"}\n{"title": "B", "date": "2025-03-13"}\n', 1, "the date 2025-03-13 differs from the file name"),
    ],
)
def test_a_line_that_is_no_paper_is_an_error_with_its_number(source, line, what):
    problems = errors(source, PATH)
    assert any(problem.startswith(f"{PATH}:{line}: {what}") for problem in problems), problems


def test_every_broken_line_is_reported():
    assert len(errors("{\n[\n{}x\n", PATH)) == 3


def test_line_ends_of_windows_do_not_move_the_lines():
    found = json_lines.split(a_source(JSON_LINES.replace("\n", "\r\n"), PATH), Report())
    assert [each.text.count("\n") for each in found] == [JSON_LINES.count("\n")]
