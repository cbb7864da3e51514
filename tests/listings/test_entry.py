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
    """The entry in a text without errors."""
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
def test_a_title_is_the_rest_of_its_line(line, title):
    assert read(line).title == title


def test_an_entry_without_a_title_is_an_error():
    assert str(parse("##  ")[1].errors[0]) == "a.md:1: an entry without a title; write it after the `## `"


def test_an_entry_may_be_a_title_alone():
    assert read("## A") == an_entry("A")


def test_two_spaces_continue_the_value_above():
    assert read("## A\n- authors: B; C;\n  D\n  E\n- votes: 1").authors == ("B", "C", "D E")


def test_known_keys_are_fields_even_after_a_blank_line():
    found = read("## A\n\n- votes: 3\n- authors: B\n\nText.")
    assert (found.votes, found.authors, found.abstract) == (3, ("B",), ("Text.",))


def test_a_list_after_a_blank_line_with_another_key_is_text():
    assert read("## A\n\n- votes: 3\n- ours: 4").abstract == ("- votes: 3 - ours: 4",)


def test_a_value_is_taken_verbatim():
    assert read("## A\n- venue: no # not a comment: 'x'").venue == "no # not a comment: 'x'"


@pytest.mark.parametrize(
    ("line", "number"), [("- votes 3", 3), ("not a field", 3), ("-votes: 3", 3), ("- vötes: 3", 3), ("- votes:3", 3)]
)
def test_what_is_no_field_in_the_block_of_fields_is_an_error(line, number):
    _, report = parse(f"## A\n- authors: B\n{line}")
    assert [problem.line for problem in report.errors] == [number]


@pytest.mark.parametrize("mark", ["", "-", "* ", "+ "])
def test_a_field_without_its_dash_and_space_is_an_error_that_shows_them(mark):
    _, report = parse(f"## A\n{mark}votes: 3\n\nText.")
    assert str(report.errors[0]) == f"a.md:2: {mark}votes: is no field yet; write `- votes: …`"


def test_a_sentence_that_begins_with_another_word_and_a_colon_is_text():
    assert read("## A\nNote: this is text.").abstract == ("Note: this is text.",)


def test_an_abstract_is_paragraphs_whose_line_breaks_are_spaces():
    assert read("## A\n\none\n two  three\n\n \nfour").abstract == ("one two  three", "four")


@pytest.mark.parametrize("paragraph", ["---", "* a", "1. a", "```", "#hash", "-x", "___", "    code", "[a]: b"])
def test_an_abstract_is_text_and_no_markdown(paragraph):
    assert read(f"## A\n\n{paragraph}").abstract == (paragraph.strip(),)


@pytest.mark.parametrize("start", ["# ", "## ", "> ", ">", "- ", "\\# ", "\\\\> ", "- arxiv: "])
def test_a_paragraph_that_would_be_something_else_bears_a_backslash(start):
    abstract = (f"{start}x",)
    written = entry.dump(an_entry("A", abstract=abstract))
    assert written == f"## A\n\n\\{start}x"
    assert read(written).abstract == abstract


@pytest.mark.parametrize("paragraph", [r"\alpha is", r"\\ x", r"\#x", r"\-x"])
def test_a_backslash_that_guards_nothing_stays(paragraph):
    assert read(f"## A\n\n{paragraph}").abstract == (paragraph,)


def test_the_note_is_the_paragraphs_that_begin_with_an_angle():
    assert read("## A\n\nText.\n\n> one\n>two\n>\n>  - three\n\n> four").note == "one\ntwo\n\n - three\n\nfour"


def test_text_after_the_note_is_an_error():
    _, report = parse("## A\n\n> note\n\nText.")
    assert str(report.errors[0]) == "a.md:5: text after the editor's note; move it before the note"


def test_fields_are_written_in_the_canonical_order():
    found = read(
        "## A\n- other: x\n- votes: 1\n- authors: B\n- arxiv: 2503.00001v2\n- code: https://b.org\n- code: https://a.org"
    )
    assert entry.dump(found) == (
        "## A\n- arxiv: 2503.00001\n- authors: B\n- votes: 1\n- code: https://b.org\n- code: https://a.org\n- other: x"
    )


def test_what_says_nothing_of_a_paper_stands_last():
    """For an Entry compares all but its last two: a field after them would not be noticed when it changes."""
    assert Entry.__struct_fields__[-Entry.NOT_COMPARED :] == ("marked", "line")
