"""Papers in = papers out + reported: listings that were damaged in the ways that editors and people do."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import importers, markdown
from tests.make import a_source, read, times

PATH = "content/2025-03-12.md"
PAPERS = 4
AUTHORS = ("Ada Example", "Bo van Sample", "Cy Other")
HARMLESS = ("", "  ", "---", "***", "<!-- a comment -->", "<!--\n## Not a paper\n-->")
LINES = (
    *HARMLESS,
    *(
        "# Heading",
        "### Heading",
        "##Heading",
        "| a | b |",
        "|---|---|",
        "```",
        "=====",
        "> A note.",
        "Words.",
        "- rating: 5",
    ),
    *(
        "- code: https://example.org/a",
        "* votes: 3",
        "votes: 3",
        " - votes: 3",
        "  - Di Last",
        "<p>Words.</p>",
        "- Words.",
        "  x",
    ),
    *("<<<<<<< HEAD", "=======", ">>>>>>> main", "||||||| base", "<!--", "-->", "\\", "- votes", "- tags: a; b"),
)
FIELD_FORMS = ("- {}", "* {}", "+ {}", " - {}", "-{}", "{}", "  - {}", "- **{}", "-  {}", "\t- {}", "– {}")
AUTHOR_FORMS = (
    "; ".join(AUTHORS),
    ", ".join(AUTHORS),
    " and ".join(AUTHORS),
    "，".join(AUTHORS),
    "；".join(AUTHORS),
    "、".join(AUTHORS),
    "[" + ", ".join(f'"{name}"' for name in AUTHORS) + "]",
    "{" + ", ".join(AUTHORS) + "}",
    "\n" + "\n".join(f"  - {name}" for name in AUTHORS),
    "\n  " + ";\n  ".join(AUTHORS),
    "\n" + "\n".join(f"    * {name}" for name in AUTHORS),
)


def a_paper(number: int, form: str = "- {}", authors: str = AUTHOR_FORMS[0]) -> list[str]:
    fields = (f"arxiv: 2503.0000{number}", f"authors: {authors}", "votes: 12")
    written = [
        f"## Paper {number}",
        *(form.format(field) for field in fields),
        "",
        f"Abstract {number}.",
        "",
        "> A note.",
        "",
    ]
    return "\n".join(written).split("\n")


def lost(listing, report: Report, text: str) -> list[str]:
    """The papers whose id is neither in the listing nor on or near a line with a problem."""
    starts = [at for at, line in enumerate(text.split("\n"), 1) if line.startswith("## Paper ")]
    problems = {problem.line for problem in report.errors + report.warnings}
    found = {entry.arxiv for entry in listing.entries} if listing else set()
    ends = [*starts[1:], text.count("\n") + 2]
    return [
        f"2503.0000{number}"
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        if f"2503.0000{number}" not in found and not problems & set(range(start, end))
    ]


def check(text: str) -> None:
    listing, report = read(text, PATH)
    assert report.errors or lost(listing, report, text) == []
    if report.errors:
        return
    for entry in listing.entries:
        words = " ".join([entry.title, *entry.abstract, entry.note])
        assert "<!--" not in words.replace("\\<!--", "")
        assert not any(f"2503.0000{number}" in words for number in range(PAPERS)) or report.warnings
    written = markdown.dump(listing)
    assert read(written, PATH)[0] == listing
    assert read(written, PATH)[1].errors == []


@given(st.lists(st.tuples(st.integers(0, 9 * PAPERS), st.sampled_from(LINES)), max_size=6))
@settings(max_examples=times(300, 5_000), print_blob=True)
def test_paper_in_a_listing_with_stray_lines_is_read_or_reported(strays):
    lines = [line for number in range(PAPERS) for line in a_paper(number)]
    for place, stray in strays:
        lines.insert(place % (len(lines) + 1), stray)
    check("\n".join(lines))


@given(st.lists(st.sampled_from(FIELD_FORMS), min_size=PAPERS, max_size=PAPERS), st.integers(0, 3), st.randoms())
@settings(max_examples=times(200, 3_000), print_blob=True)
def test_paper_whose_fields_have_another_form_is_read_or_reported(forms, blanks, chance: random.Random):
    lines: list[str] = []
    for number, form in enumerate(forms):
        title, *rest = a_paper(number, form)
        wrapped = ["of Two Lines"] if chance.random() < 0.3 else []
        lines += [title, *wrapped, *[""] * chance.randint(0, blanks), *rest]
    check("\n".join(lines))


@pytest.mark.parametrize("form", FIELD_FORMS)
@pytest.mark.parametrize("blanks", [0, 1, 2])
@pytest.mark.parametrize("wrapped", [False, True])
def test_form_of_fields_gives_fields_or_an_error_and_no_prose(form, blanks, wrapped):
    title, *rest = a_paper(0, form)
    text = "\n".join([title, *["of Two Lines"][:wrapped], *[""] * blanks, *rest])
    listing, report = read(text, PATH)
    [entry] = listing.entries
    assert entry.arxiv == "2503.00000" or report.errors
    if not report.errors:
        assert entry.abstract == ("Abstract 0.",)


@pytest.mark.parametrize("authors", AUTHOR_FORMS)
def test_authors_in_any_form_are_read_or_an_error_and_never_one(authors):
    listing, report = read("\n".join(a_paper(0, authors=authors)), PATH)
    assert listing.entries[0].authors == AUTHORS or report.errors
    unusual = ", " in authors or " and " in authors or "，" in authors or "、" in authors
    assert bool(report.errors + report.warnings) == unusual


@given(st.permutations(HARMLESS), st.data())
def test_rules_comments_and_blank_lines_between_parts_change_nothing(strays, data):
    plain = [line for number in range(2) for line in a_paper(number)]
    places = [at for at, line in enumerate(plain) if not line]
    lines = list(plain)
    chosen = sorted((data.draw(st.sampled_from(places)) for _ in range(3)), reverse=True)
    for place, stray in zip(chosen, strays, strict=False):
        lines.insert(place, stray)
    listing, report = read("\n".join(lines), PATH)
    assert not report.errors
    assert listing.entries == read("\n".join(plain), PATH)[0].entries
    assert bool(report.warnings) == any(stray.strip() for stray in strays[:3])


README = [
    "# Title",
    "## Updated on 2025.03.12",
    "### 1. [Paper](https://arxiv.org/abs/2503.00001)",
    "|Date|Title|",
    "|---|---|",
]
README += [
    "|2025|[P](https://arxiv.org/abs/2503.00002)|",
    "- [Paper](https://arxiv.org/abs/2503.00003)",
    "",
    "* **Paper** 2503.00004",
]
README += ["<details>", "1. Paper", "2. Paper", "## Papers", "Words."]


@given(st.lists(st.sampled_from(README), min_size=1, max_size=8))
@settings(max_examples=times(200, 3_000))
def test_readme_never_becomes_a_day_without_a_word(lines):
    report = Report(PATH)
    listing = importers.parse(a_source("\n".join(lines), PATH), report)
    papers = listing.entries if listing else ()
    assert papers or report.errors
    garbled = any(
        "](" in each or "---" in each or "<" in each for entry in papers for each in (entry.title, *entry.abstract)
    )
    assert not garbled or report.errors + report.warnings
    assert all("Updated" not in entry.title for entry in papers) or report.warnings
