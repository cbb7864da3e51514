"""Fields, lists, tables and other markup where an entry has running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import entry, fields, prose
from tests.make import an_entry


def parse(written: str):
    report = Report("a.md")
    return entry.parse(written.split("\n"), 1, report), report


def problems(written: str) -> list[tuple[int, str]]:
    """The lines and the severities of the problems of an entry."""
    _, report = parse(written)
    found = [(each.line, "error") for each in report.errors] + [(each.line, "warning") for each in report.warnings]
    return sorted(found)


BELOW = {
    "title on two lines": "## A Title\nof Two Lines\n{}\n\nText.",
    "abstract": "## A\n- votes: 1\n\nText.\n{}\nMore.",
    "a paragraph of its own": "## A\n- votes: 1\n\nText.\n\n{}\n\nMore.",
    "first paragraph": "## A\n\n{}\n\nText.",
    "directly below the title": "## A\n{}\n\nText.",
}
CERTAIN = (
    "* arxiv: 2503.00001",
    "+ arxiv: 2503.00001",
    " - arxiv: 2503.00001",
    "-arxiv: 2503.00001",
    "arxiv: 2503.00001",
)
CERTAIN += (
    "- **arxiv:** 2503.00001",
    "- Arxiv: 2503.00001",
    "• arxiv: 2503.00001",
    "* authors: Ada Example; Bo Sample",
)
CERTAIN += ("code: https://example.org/a", "- arxiv：2503.00001", "- arxiv:2503.00001", "  * tags: llm")


@pytest.mark.parametrize("line", CERTAIN)
@pytest.mark.parametrize("place", BELOW)
def test_known_key_in_running_text_is_an_error_with_its_line_or_a_field(line, place):
    written = BELOW[place].format(line)
    found, report = parse(written)
    number = written.split("\n").index(line) + 1
    if not report.errors:
        assert line.startswith("- Arxiv")
        assert found.extra == (("Arxiv", "2503.00001"),)
        assert report.warnings[0].line == number
    else:
        assert number in [problem.line for problem in report.errors]


@pytest.mark.parametrize("field", fields.FIELDS, ids=lambda field: field.key)
@pytest.mark.parametrize("bullet", ["- ", "* ", "+ ", " - "])
def test_every_known_key_as_a_list_item_in_the_abstract_is_an_error(field, bullet):
    assert problems(f"## A\n- votes: 1\n\nText.\n{bullet}{field.key}: x") == [(5, "error")]


@pytest.mark.parametrize("field", fields.FIELDS, ids=lambda field: field.key)
def test_paragraph_of_nothing_but_fields_is_an_error(field):
    assert problems(f"## A\n- votes: 1\n\n{field.key}: some words\narxiv: x\n\nText.") == [(4, "error")]


@pytest.mark.parametrize(
    "line",
    [
        "Code: https://example.org/a is the code.",
        "Code: https://example.org/a",
        "Our method has two parts: code and see: data.",
        "Summary: we show a bound.",
        "Keywords: bandits, regret.",
        "note: this is text.",
        "1. Code: we release it.",
        "• Code: we release it.",
        "https://arxiv.org/abs/2503.00001",
        "a: b",
    ],
)
def test_prose_with_a_colon_is_text_without_a_problem(line):
    found, report = parse(f"## A\n- votes: 1\n\nText.\n{line}\nMore.")
    assert found.abstract == (f"Text. {line} More.",)
    assert not report.errors + report.warnings


@pytest.mark.parametrize(
    "line", ["summary: in words", "see: the appendix", "Authors: Ada Example", "ArXiv: 2503.00001", "• code: we do"]
)
def test_prose_that_may_be_a_field_is_text_with_a_warning(line):
    found, report = parse(f"## A\n- votes: 1\n\nText.\n{line}\nMore.")
    assert found.abstract == (f"Text. {line} More.",)
    assert [problem.line for problem in report.errors + report.warnings] == [5]


@pytest.mark.parametrize(
    ("block", "what"),
    [
        ("- one\n- two", "the list becomes one paragraph"),
        ("* one\n* two", "the list becomes one paragraph"),
        ("1. one\n2. two", "the list becomes one paragraph"),
        ("- [A](https://arxiv.org/abs/2503.00001)", "the list becomes one paragraph"),
        ("|Title|Link|\n|---|:-:|\n|A|b|", "the table becomes one paragraph"),
        ("<details>\nx", "HTML is shown as text"),
        ("<jats:p>Text.</jats:p>", "HTML is shown as text"),
        ("A\n=====", "a line of `=` does not make a title"),
        ("```\nx", "code fences have no meaning"),
    ],
)
def test_markup_in_the_abstract_is_reported(block, what):
    _, report = parse(f"## A\n- votes: 1\n\nText.\n\n{block}")
    assert what in [problem.what for problem in report.warnings]
    assert not report.errors


@pytest.mark.parametrize("rule", ["---", "***", "___", "- - -", "-----", " ---", "---  "])
@pytest.mark.parametrize(
    "place", ["## A\n{}\n- votes: 1\n\nText.", "## A\n- votes: 1\n{}\nText.", "## A\n- votes: 1\n\nText.\n\n{}"]
)
def test_rule_is_ignored_with_a_warning(rule, place):
    found, report = parse(place.format(rule))
    assert (found.votes, found.abstract) == (1, ("Text.",))
    assert [problem.what for problem in report.warnings] == [f"the line `{rule.strip()}` is ignored"]
    assert not report.errors


def test_rule_after_the_note_is_ignored_and_starts_no_text():
    found, report = parse("## A\n\n> Note.\n\n---\n")
    assert (found.note, report.errors, len(report.warnings)) == ("Note.", [], 1)


@pytest.mark.parametrize(
    "title",
    ["Updated on 2025.03.12", "Last updated: 12 March", "2025-03-12", "Mar 12", "March 12, 2025", "Table of Contents"],
)
def test_title_that_is_none_is_reported(title):
    assert str(parse(f"## {title}")[1].warnings[0]) == (
        f"a.md:1: {title!r} is not the title of a paper; start only papers with `## `"
    )


@pytest.mark.parametrize("title", ["[A Paper](https://arxiv.org/abs/2503.00001)", "1. [A](https://example.org)"])
def test_title_with_a_link_is_reported(title):
    assert "has a Markdown link; write only the title there" in str(parse(f"## {title}")[1].warnings[0])


@pytest.mark.parametrize("title", ["March of the Machines", "Updating Models", "f[x](y) and g", "2025 in Review"])
def test_ordinary_title_is_not_reported(title):
    assert not parse(f"## {title}")[1].warnings


STARTS = st.sampled_from(
    [
        "- ",
        "* ",
        "• ",
        "",
        "**",
        "# ",
        "### ",
        "##",
        ">",
        "```",
        "====",
        "---",
        "***",
        "<p>",
        "<<<<<<< ",
        "|||||||",
        "\\",
        "=",
    ]
)
WORDS = st.sampled_from(
    ["arxiv: 2503.00001", "Code: https://a.org", "authors: A; B", "summary: x", "votes:1", "x", "", " a"]
)


@given(st.tuples(STARTS, STARTS, WORDS).map("".join).map(str.strip).filter(bool))
def test_any_paragraph_of_an_abstract_is_written_as_text_without_a_problem(paragraph):
    found, report = parse(entry.dump(an_entry("A", abstract=("Text.", paragraph))))
    assert found.abstract == ("Text.", paragraph)
    assert not report.errors + report.warnings


@given(st.tuples(STARTS, STARTS, WORDS).map("".join))
def test_unescape_inverts_escape(paragraph):
    assert prose.unescape(prose.escape(paragraph)) == paragraph


@pytest.mark.parametrize("line", ["- repo: https://example.org/a", "- upvotes: 7", "  - mood: good", "- TLDR:"])
def test_an_item_below_text_that_looks_like_a_field_is_a_warning(line):
    assert problems(f"## A\n- votes: 1\n\nText.\n{line}\nMore.") == [(5, "warning")]
    found, report = parse(f"## A\n- votes: 1\n\nText.\n{line}")
    assert found.abstract == (f"Text. {line.strip()}",)
    assert "is read as text, not as a field; write it directly under the title" in str(report.warnings[0])


@pytest.mark.parametrize("line", ["- it is fast", "- as in: a", "repo: https://example.org/a", "\\- repo: x", "-1: x"])
def test_an_item_below_text_that_looks_like_no_field_is_text(line):
    assert problems(f"## A\n- votes: 1\n\nText.\n{line}\nMore.") == []
