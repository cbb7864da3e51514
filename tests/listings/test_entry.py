"""An entry's title, fields, abstract and note."""

import pytest

from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.listings import entry
from tests.make import an_entry


def parse(written: str):
    report = Report("a.md")
    return entry.parse(written.split("\n"), 1, report), report


def read(written: str):
    """The entry in a text that must have no errors."""
    found, report = parse(written)
    assert not report.errors
    return found


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("## A  Title ", "A Title"),
        ("## # Foo", "# Foo"),
        ("## C#", "C#"),
        ("## ## Twice", "## Twice"),
        ("## 2403.10000", "2403.10000"),
        (r"## $\alpha$-Divergence & <b>", r"$\alpha$-Divergence & <b>"),
    ],
)
def test_title_is_the_rest_of_the_line(line, title):
    assert read(line).title == title


def test_missing_title_is_an_error():
    assert str(parse("##  ")[1].errors[0]) == "a.md:1: the entry has no title; write one after the `## `"


def test_entry_with_only_a_title():
    assert read("## A") == an_entry("A")


def test_line_indented_by_two_spaces_continues_the_value():
    assert read("## A\n- authors: B; C;\n  D\n  E\n- votes: 1").authors == ("B", "C", "D E")


def test_known_keys_after_a_blank_line_are_fields():
    found = read("## A\n\n- votes: 3\n- authors: B\n\nText.")
    assert (found.votes, found.authors, found.abstract) == (3, ("B",), ("Text.",))


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n---\n\n"])
def test_fields_after_a_blank_line_may_have_unknown_keys(gap):
    found = read(f"## A{gap}- votes: 3\n- ours: 4\n\nText.")
    assert (found.votes, found.extra, found.abstract) == (3, (("ours", "4"),), ("Text.",))


def test_value_is_verbatim():
    assert read("## A\n- venue: no # not a comment: 'x'").venue == "no # not a comment: 'x'"


@pytest.mark.parametrize(
    ("line", "number"), [("- votes 3", 3), ("not a field", 3), ("-votes: 3", 3), ("- vötes: 3", 3), ("- votes:3", 3)]
)
def test_invalid_line_among_the_fields_is_an_error(line, number):
    _, report = parse(f"## A\n- authors: B\n{line}")
    assert [problem.line for problem in report.errors] == [number]


@pytest.mark.parametrize("mark", ["", "-", "* ", "+ "])
def test_field_without_dash_and_space_is_an_error(mark):
    _, report = parse(f"## A\n{mark}votes: 3\n\nText.")
    assert str(report.errors[0]) == f"a.md:2: `{mark}votes:` does not start a field; write `- votes: …`"


def test_sentence_that_starts_with_an_unknown_key_is_text():
    assert read("## A\nNote: this is text.").abstract == ("Note: this is text.",)


def test_line_breaks_in_a_paragraph_of_the_abstract_are_spaces():
    assert read("## A\n\none\n two  three\n\n \nfour").abstract == ("one two  three", "four")


@pytest.mark.parametrize("paragraph", ["* a", "1. a", "```", "#hash", "-x", "    code", "[a]: b"])
def test_abstract_is_not_markdown(paragraph):
    assert read(f"## A\n\n{paragraph}").abstract == (paragraph.strip(),)


@pytest.mark.parametrize("start", ["# ", "## ", "> ", ">", "- ", "\\# ", "\\\\> ", "- arxiv: "])
def test_paragraph_that_looks_like_markup_is_escaped(start):
    abstract = (f"{start}x",)
    written = entry.dump(an_entry("A", abstract=abstract))
    assert written == f"## A\n\n\\{start}x"
    assert read(written).abstract == abstract


@pytest.mark.parametrize("paragraph", [r"\alpha is", r"\\ x", r"\#x", r"\-x"])
def test_backslash_that_escapes_nothing_stays(paragraph):
    assert read(f"## A\n\n{paragraph}").abstract == (paragraph,)


def test_paragraphs_that_start_with_a_quote_mark_are_the_note():
    assert read("## A\n\nText.\n\n> one\n>two\n>\n>  - three\n\n> four").note == "one\ntwo\n\n - three\n\nfour"


def test_text_after_the_note_is_an_error():
    _, report = parse("## A\n\n> note\n\nText.")
    assert str(report.errors[0]) == "a.md:5: there is text after the editor's note; move it above the note"


def test_fields_are_written_in_canonical_order():
    found = read(
        "## A\n- other: x\n- votes: 1\n- authors: B\n- arxiv: 2503.00001v2\n- code: https://b.org\n- code: https://a.org"
    )
    assert entry.dump(found) == (
        "## A\n- arxiv: 2503.00001\n- authors: B\n- votes: 1\n- code: https://b.org\n- code: https://a.org\n- other: x"
    )


def test_fields_left_out_of_comparison_are_last():
    """Comparison skips the last fields of Entry, so a change to a field after these would not be noticed."""
    assert Entry.__struct_fields__[-Entry.NOT_COMPARED :] == ("marked", "line")
