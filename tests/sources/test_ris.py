from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.sources import ris


def parsed(source):
    report = Report("a.ris")
    found = [(each.tags, each.line) for each in ris.parse(source, report)]
    return found, list(map(str, [*report.errors, *report.warnings]))


def test_values_of_a_tag_are_in_order_and_lines_without_a_tag_continue_a_value():
    found, problems = parsed("\nTY  - JOUR\nAU  - A\nAU  - B\nAB  - One\n  two\nZZ  - own\nER  - \n")
    assert found == [({"TY": ["JOUR"], "AU": ["A", "B"], "AB": ["One two"], "ZZ": ["own"]}, 2)]
    assert not problems


def test_a_record_without_an_end_is_read_and_reported():
    found, problems = parsed("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B")
    assert [(tags["TI"], line) for tags, line in found] == [(["A"], 1), (["B"], 3)]
    assert problems == [f"a.ris:{line}: a record has no end; add a line `ER  - ` after it" for line in (1, 3)]


def test_text_outside_of_records_is_an_error():
    assert parsed("Provider: x\nTY  - JOUR\nER  - ")[1] == [
        "a.ris:1: 'Provider: x' is not in a record; start each record with `TY  - `"
    ]


def test_the_first_of_several_tags_with_a_value_is_found():
    [record] = ris.parse("TY  - JOUR\nTI  - \nT1  - A\nT1  - B\nER  - ", Report())
    assert (record.first("TI", "T1"), record.first("ZZ"), record.all("T1", "TY")) == ("A", "", ["A", "B", "JOUR"])


@given(st.lists(st.sampled_from(["TY  - JOUR", "ER  - ", "TI  - A", "text", "", "AB  - ", "UK  - x", "AU  -"])))
def test_every_record_is_found(lines):
    found, _ = parsed("\n".join(lines))
    assert len(found) == lines.count("TY  - JOUR")


def test_too_many_records_are_refused(monkeypatch):
    monkeypatch.setattr(ris, "MAX_RECORDS", 2)
    found, problems = parsed("TY  - JOUR\nER  - \n" * 3)
    assert len(found) == 2
    assert problems == ["a.ris:5: the file has more than 2 records; split it"]
