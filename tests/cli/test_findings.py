"""The lines and the JSON that `check` prints."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gazette.cli import findings
from gazette.cli.findings import Finding
from gazette.core.errors import Problem

PROBLEMS = st.builds(Problem, st.sampled_from(["a/b.md", "a.md", "a/c.md", ""]), st.integers(0, 3), st.text(max_size=3))


def test_a_line_has_the_place_the_severity_and_the_fix():
    problem = Problem("content/a.md", 3, "odd", "correct it")
    assert findings.line(Finding("error", problem)) == "content/a.md:3: error: odd; correct it"
    assert findings.line(Finding("warning", Problem("content/a.md", 0, "odd"))) == "content/a.md: warning: odd"
    assert findings.line(Finding("error", Problem("", 0, "odd"))) == "error: odd"


@given(st.lists(PROBLEMS), st.lists(PROBLEMS))
def test_every_problem_is_listed_once_in_the_order_of_files_and_lines(errors, warnings):
    found = findings.ordered(errors, warnings)
    assert {each.problem for each in found if each.severity == "error"} == {*errors}
    assert {each.problem for each in found if each.severity == "warning"} == {*warnings}
    assert len(found) == len({*errors}) + len({*warnings})
    places = [(each.problem.path.split("/"), each.problem.line) for each in found]
    assert places == sorted(places)


@given(st.lists(PROBLEMS))
def test_json_has_everything(problems):
    records = json.loads(findings.as_json(findings.ordered([], problems)))
    assert [(each["path"], each["line"], each["what"]) for each in records] == [
        (each.problem.path, each.problem.line, each.problem.what) for each in findings.ordered([], problems)
    ]
    assert all(each.keys() == {"path", "line", "severity", "kind", "what", "fix"} for each in records)
    assert {each["kind"] for each in records} <= {"general"}
