"""The Markdown form of listings: grammar, front matter, day and canonical form."""

from datetime import date

import pytest

from gazette.archive import merge
from gazette.core.errors import Mistakes, Report
from gazette.core.model import Listing, Notice, Trust
from gazette.listings import markdown
from tests.make import AUG_20, a_listing, an_entry, errors, read, warnings

PLAIN = "content/2025/2025-03-12.md"

LISTING = """\
---
date: 2025-03-12
source: Hugging Face Daily Papers
url: https://huggingface.co/papers/date/2025-03-12
curator: AK
mood: calm
---

An introduction to the day.

\\## not an entry

## A Small Bandit Paper with $f$-Divergence
- arxiv: 2503.00001
- authors: Ada Example; Bo van Sample
- published: 2025-03-10
- tags: bandits, theory
- votes: 12
- code: https://github.com/example/bandit
- withdrawn: 2025-04-02: an error in Lemma 1

We show a regret of $\\tilde{O}(d^2\\varepsilon^{-2})$.

> Why it is here: the first bound of its kind.

## Only a Title Is Valid Too
"""
PARSED = Listing(
    day=date(2025, 3, 12),
    source="Hugging Face Daily Papers",
    url="https://huggingface.co/papers/date/2025-03-12",
    curator="AK",
    extra=(("mood", "calm"),),
    note="An introduction to the day.\n\n## not an entry",
    entries=(
        an_entry(
            "A Small Bandit Paper with $f$-Divergence",
            arxiv="2503.00001",
            authors=("Ada Example", "Bo van Sample"),
            published=date(2025, 3, 10),
            tags=("bandits", "theory"),
            votes=12,
            code=("https://github.com/example/bandit",),
            withdrawn=Notice(date(2025, 4, 2), "an error in Lemma 1"),
            abstract=(r"We show a regret of $\tilde{O}(d^2\varepsilon^{-2})$.",),
            note="Why it is here: the first bound of its kind.",
        ),
        an_entry("Only a Title Is Valid Too"),
    ),
)


def test_parse_reads_every_part_of_a_listing():
    assert read(LISTING, PLAIN)[0] == PARSED


def test_dump_writes_the_canonical_form():
    assert markdown.dump(PARSED) == LISTING


def test_entry_has_its_line_number():
    assert [entry.line for entry in read(LISTING, PLAIN)[0].entries] == [13, 26]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_do_not_matter(ends):
    assert read("\ufeff" + LISTING.replace("\n", ends), PLAIN)[0] == PARSED


def test_lines_are_split_only_at_line_feeds():
    found, _ = read("## A\u2028B\x0b\x0c\x85\n- votes: 1")
    assert (found.entries[0].title, found.entries[0].votes) == ("A B", 1)


def test_code_fences_have_no_meaning():
    assert [entry.title for entry in read("```\n## A\n```\n## B")[0].entries] == ["A", "B"]


def test_heading_that_does_not_start_an_entry_is_reported():
    assert warnings("# Z\n##A\n### B\n## C\n\n#hash\n\n#### D") == [
        f"content/2025-03-12.md:{line}: `{sign}` does not start an entry; write `## ` if it should"
        for line, sign in ((1, "#"), (2, "##"), (3, "###"), (8, "####"))
    ]


# Front matter.


def test_front_matter_is_verbatim():
    found, _ = read("---\nsource: no\ncurator: 2403.10000\norder: 'x' # y\n---\n## A")
    assert (found.source, found.curator, found.order) == ("no", "2403.10000", "'x' # y")


def test_front_matter_starts_on_line_1():
    assert read("\n---\nsource: x\n---\n## A")[0].note == "---\nsource: x\n---"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nsource: x\n## A", ":1: the front matter is not closed; end it with a line `---`"),
        ("---\n- a\n---\n## A", ":2: '- a' is not front matter; write `key: value`"),
        ("---\nurl: a\nurl: b\n---\n## A", ":3: the key 'url' is repeated; keep one of them"),
        ("---\nquiet: maybe\n---", ":2: quiet: 'maybe' is neither true nor false; write true, or remove the line"),
        ("---\ndate: 2025-02-30\n---", ":2: date: there is no day 2025-02-30; correct the date"),
        (
            "---\nsource: x\ndate: 2025-03-13\n---",
            ":3: the date 2025-03-13 differs from the file name; write 2025-03-12, or rename the file",
        ),
    ],
)
def test_mistake_in_the_front_matter_is_reported_with_its_line(text, message):
    assert errors(text) == [f"content/2025-03-12.md{message}"]


def test_misspelt_key_of_the_front_matter_is_kept_with_a_warning():
    assert read("---\nsorce: x\n---")[0].extra == (("sorce", "x"),)
    assert warnings("---\nsorce: x\n---") == ["content/2025-03-12.md:2: unknown key 'sorce'; did you mean 'source'?"]


def test_quiet_day_has_an_introduction_and_no_entries():
    found, report = read("---\nquiet: true\n---\n\nA holiday.")
    assert (found.quiet, found.note, found.entries, report.errors) == (True, "A holiday.", (), [])


# Trust.


def with_head(*lines):
    return "\n".join(["---", "date: 2025-03-12", *lines, "---", "", "## A", ""])


@pytest.mark.parametrize(
    ("trust", "written"), [(Trust.WRITTEN, "written"), (Trust.STRUCTURED, "structured"), (Trust.CAPTURED, "captured")]
)
def test_trust_is_read_from_its_key(trust, written):
    found, report = read(with_head("source: X", f"trust: {written}"))
    assert (found.trust, found.source, report.errors) == (trust, "X", [])


def test_trust_is_written_unless_it_is_the_default():
    assert markdown.dump(a_listing(AUG_20, source="X")) == "---\ndate: 2025-08-20\nsource: X\n---\n"
    assert markdown.dump(a_listing(AUG_20, source="X", quiet=True, trust=Trust.CAPTURED, extra=(("a", "b"),))) == (
        "---\ndate: 2025-08-20\nsource: X\nquiet: true\ntrust: captured\na: b\n---\n"
    )


OLD_FORMS = [("X, captured", "captured"), ("X, by its API", "structured")]


@pytest.mark.parametrize(("source", "trust"), OLD_FORMS)
def test_trust_at_the_end_of_the_source_is_read_and_written_as_the_key(source, trust):
    old, new = with_head(f"source: {source}"), with_head("source: X", f"trust: {trust}")
    assert read(old)[0] == read(new)[0]
    assert markdown.dump(read(old)[0]) == new
    assert markdown.dump(read(new)[0]) == new


@pytest.mark.parametrize(("source", "trust"), OLD_FORMS)
def test_pages_name_the_source_alike_for_both_forms(source, trust):
    shown = {"captured": "X, captured", "structured": "X, from its API"}[trust]
    for written in with_head(f"source: {source}"), with_head("source: X", f"trust: {trust}"):
        assert merge.day_facts([read(written)[0]])[1][0].source == shown


@pytest.mark.parametrize("source", ["X, captured", "X, by its API"])
def test_trust_key_takes_precedence_over_the_end_of_the_source(source):
    text = with_head(f"source: {source}", "trust: written")
    assert (read(text)[0].source, read(text)[0].trust) == (source, Trust.WRITTEN)
    assert markdown.dump(read(text)[0]) == text


def test_source_that_is_only_the_ending_stays():
    assert (read(with_head("source: , captured"))[0].source) == ", captured"


# The day.


@pytest.mark.parametrize(
    "name", ["2025-03-12.md", "2025-03-12-b.md", "2025-03-12_x.md", "2025-03-12.b.md", "2025-03-12 c.md"]
)
def test_day_comes_from_the_start_of_the_file_name(name):
    assert read("## A", f"content/{name}")[0].day == date(2025, 3, 12)


def test_day_comes_from_the_front_matter_if_the_name_has_none():
    assert read("---\ndate: 2025-03-12\n---\n## A", "content/notes.md")[0].day == date(2025, 3, 12)


@pytest.mark.parametrize("name", ["notes.md", "2025-03-123.md", "x2025-03-12.md", "２０２５-03-12.md"])
def test_missing_day_is_an_error(name):
    way_out = "start the file name with it, or add `date: 2025-03-12` to the front matter"
    assert errors("## A", f"content/{name}") == [f"content/{name}:1: the listing has no day; {way_out}"]


def test_missing_day_is_reported_together_with_errors_of_other_files():
    report = Report()
    markdown.parse("## ", "2025-03-12.md", report.about("2025-03-12.md"))
    markdown.parse("## A", "notes.md", report.about("notes.md"))
    assert [problem.path for problem in report.errors] == ["2025-03-12.md", "notes.md"]


def test_nonexistent_day_in_the_file_name_is_an_error():
    assert errors("## A", "content/2025-02-30.md") == [
        "content/2025-02-30.md: in the file name, there is no day 2025-02-30; correct the date"
    ]


def test_without_a_report_all_errors_are_raised_together():
    with pytest.raises(Mistakes) as raised:
        markdown.parse("## \n## A\n- votes: x\n", "2025-03-12.md")
    assert [problem.line for problem in raised.value.problems] == [1, 3]


def test_too_many_lines_are_an_error():
    assert errors("## A\n" * 200_000)[0] == (
        "content/2025-03-12.md:100000: the listing has more than 100,000 lines; split it by day"
    )


def test_comparison_of_listings_includes_trust_but_not_the_path():
    assert a_listing(AUG_20, path="a.md") == a_listing(AUG_20, path="b.md")
    assert a_listing(AUG_20, trust=Trust.CAPTURED) != a_listing(AUG_20)
