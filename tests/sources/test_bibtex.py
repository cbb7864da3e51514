import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.sources import bibtex


def parsed(source):
    report = Report("a.bib")
    return [(each.fields, each.line) for each in bibtex.parse(source, report)], list(map(str, report.errors))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("{a {B} c}", "a {B} c"),
        ('"a {"} c"', 'a {"} c'),
        ("2025", "2025"),
        ("s", "string"),
        ('s # " and " # {more}', "string and more"),
        ("{a} # {b}", "ab"),
        ("unknown", "unknown"),
        (r"{a \} b}", r"a \} b"),
        ("{open", "open"),
        ("", ""),
    ],
)
def test_a_value_is_its_parts_joined(written, found):
    assert bibtex.value(written, {"s": "string"}) == found


def test_entries_have_lower_case_names_and_lines():
    found, errors = parsed('@string{S = "x"}\n@Misc{k,\n TITLE = s, Year = 2025}\n')
    assert found == [({"title": "x", "year": "2025"}, 2)]
    assert not errors


def test_an_entry_in_the_middle_of_a_line_is_reported():
    found, errors = parsed("@misc{a, title = {One}}\nsome text\n@misc {b, title = {Two}} @misc{c, title = {Three}}")
    assert len(found) + len(errors) >= 3


@given(st.text('@misc{}", =#\n\\abc', max_size=80))
def test_any_text_is_read(source):
    parsed(source)


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(bibtex, "MAX_ENTRIES", 2)
    assert len(parsed("@misc{a, title = {A}}\n" * 2)[0]) == 2
    assert parsed("@misc{a, title = {A}}\n" * 3) == ([], ["a.bib:1: the file has more than 2 entries; split it"])
