"""Hints about one listing: each kind with texts that give it and texts that do not."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import Report
from gazette.listings import importers, lint
from gazette.sources.files import UnreadFile
from tests.make import AUG_20, a_listing, a_source, an_entry, read, some

LONG = "We show that a small bandit needs no simulator, and that its regret is the least possible one."
MAX_REAL = 10
"""The 477 real days have nine braces and dollars that are alone, and one day with exactly 50 papers."""


def found(source: str = "", **fields) -> list[str]:
    """The kinds of hints about one entry of 2025-08-20."""
    report = Report()
    lint.inspect(a_listing(AUG_20, an_entry(**{"abstract": (LONG,), **fields})), source, report)
    return [each.kind for each in report.hints]


def test_an_ordinary_entry_gives_no_hint():
    assert found(arxiv="2508.00001", code=("https://github.com/a/b",), authors=("Erwin Schrödinger",)) == []
    assert found(abstract=()) == []


@pytest.mark.parametrize("abstract", ["TBD", "An abstract.", "We propose a method"])
def test_a_short_abstract_is_found(abstract):
    assert found(abstract=(abstract,)) == ["short-abstract"]


@pytest.mark.parametrize(
    "title", ["On Gaps", "On Gaps: A Long Note About Everything That Is Missing From a Longer List"]
)
def test_an_abstract_that_repeats_the_title_is_found(title):
    for abstract in (title, title.upper() + ".", f"“{title}”"):
        assert found(title=title, abstract=(abstract,)) == ["title-abstract"], abstract
    assert found(title=title, abstract=(f"{title} {LONG}",)) == []


@pytest.mark.parametrize(
    "comment",
    [
        "This is an automated message from the Librarian Bot. I found the following papers similar to this paper.",
        "The following papers were recommended by the Semantic Scholar API, and I leave them here for everybody.",
        "If you want recommendations for any paper, ask @librarian-bot recommend in a comment on its page.",
    ],
)
def test_the_comment_of_a_bot_is_found(comment):
    assert found(abstract=(comment,)) == ["bot-comment"]


@pytest.mark.parametrize(
    "abstract",
    [
        "We study how a librarian answers questions, with automated methods for messages and for bots in a library.",
        "We compare the following papers on recommendation, each of which is about something else, and discuss them.",
    ],
)
def test_an_abstract_about_bots_is_not_taken_for_a_comment(abstract):
    assert found(abstract=(abstract,)) == []


# TeX.


@pytest.mark.parametrize(
    "wrong",
    [
        "a bound of $x_{1$ holds",
        "the generalist}$ model",
        "an A}gentic model",
        "{Webpage and more",
        "a } before a {",
        r"\begin{equation} x \end{equation} and \begin{equation}",
        r"$\left( x )$ is larger",
    ],
)
def test_tex_that_does_not_end_is_found_in_titles_and_abstracts(wrong):
    assert found(title=wrong) == ["unbalanced-tex"]
    assert found(abstract=(f"{LONG} {wrong}",)) == ["unbalanced-tex"]


@pytest.mark.parametrize(
    "right",
    [
        "costs only $20 per tutor",
        "fixing 7,400 bugs for 1$",
        "from $ 3 to $5.50 each",
        r"a bound of $\tilde{O}(d^2)$ and \textbf{more}",
        r"the set $\{1, 2\}$ and \$ and \{",
        r"$$\left( \frac{1}{2} \right)$$ and \leftarrow",
        "$HOME and $PATH",
        r"\(x_{1}\) and \[y\]",
        "JSON such as {'a': {}}",
    ],
)
def test_complete_tex_and_money_give_no_hint(right):
    assert found(title=right) == []
    assert found(abstract=(f"{LONG} {right}",)) == []


@given(
    st.recursive(
        st.sampled_from(["x", "2", " "]),
        lambda inner: st.lists(inner, max_size=3).map(lambda each: "{" + "".join(each) + "}"),
    )
)
def test_braces_are_balanced_until_one_is_added_or_removed(words):
    assert found(title=f"A {words}") == []
    assert found(title=f"A {words}{{") == found(title=f"A }}{words}") == ["unbalanced-tex"]


# Ids.


@pytest.mark.parametrize(("arxiv", "kinds"), [
    ("2508.00001", []),
    ("2509.00001", ["newer-id"]),
    ("2601.00001", ["newer-id"]),
    ("hep-th/9901001", []),
    ("hep-th/0703001", []),
    ("0704.0001", []),
    ("0703.0001", ["arxiv-id"]),
    ("2508.00000", ["arxiv-id"]),
    ("2508.0001", ["arxiv-id"]),
    ("1412.0001", []),
    ("1412.00001", ["arxiv-id"]),
    ("1501.00001", []),
    ("hep-th/9901000", ["arxiv-id"]),
])  # fmt: skip
def test_arxiv_ids_that_cannot_be_are_found(arxiv, kinds):
    assert found(arxiv=arxiv) == kinds


@pytest.mark.parametrize(("own", "kinds"), [
    ("2513.00001", ["arxiv-id"]),
    ("arXiv:2508.123456", ["arxiv-id"]),
    ("2508", []),
    ("gaps", []),
    ("acme-2508.00001", []),
])  # fmt: skip
def test_an_own_id_that_looks_like_a_wrong_one_of_arxiv_is_found(own, kinds):
    assert found(id=own) == kinds


# Addresses.


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("https://github.com/a/b", []),
        ("https://web.archive.org/web/2020/https://a.org/x", []),
        ("https://a.org/login?to=https%3A%2F%2Fa.org%2F", []),
        ("https://a.org/login?to=https://a.org/", []),
        ("https://bücher.example/", []),
        ("http://192.0.2.1:8080/x", []),
        ("https://a.org/50", []),
        ("https://https://a.org/x", ["doubled-url"]),
        ("http:https://a.org/x", ["doubled-url"]),
        ("https://a.org/xhttps://a.org/x", ["doubled-url"]),
        ("https://a.org/x%20", ["broken-url"]),
        ("https://a.org/x.", ["broken-url"]),
        ("https://a.org/x,", ["broken-url"]),
        ("https://a..org/x", ["broken-url"]),
        ("http://localhost:8000/x", ["broken-url"]),
        ("http://127.0.0.1/", ["broken-url"]),
        ("https://intranet/x", ["broken-url"]),
        ("github.com/a/b", ["broken-url"]),
        ("https://a.org/a b", ["broken-url"]),
    ],
)
def test_broken_and_doubled_addresses_are_found_in_every_key_of_addresses(address, kinds):
    for name in lint.LINKS:
        value = address if name == "pdf" else (address,)
        assert found(**{name: value}) == kinds, name


def test_an_address_that_is_listed_twice_is_found():
    assert found(code=("https://a.org/x", "https://b.org/", "https://a.org/x")) == ["doubled-url"]


def test_what_a_warning_says_gives_no_hint():
    listing, report = read("## A\n- code: github.com/a/b\n")
    lint.inspect(listing, "", report)
    assert (len(report.warnings), report.hints) == (1, [])


# Days, lines, and real listings.


@pytest.mark.parametrize(("papers", "kinds"), [(49, []), (50, ["cut-day"]), (51, []), (100, ["cut-day"])])
def test_a_listing_as_long_as_an_answer_can_be_is_found(papers, kinds):
    report = Report()
    lint.inspect(a_listing(AUG_20, *(an_entry(f"Paper {n}") for n in range(papers))), "", report)
    assert [each.kind for each in report.hints] == kinds


def test_hints_name_the_line_of_the_field():
    text = "## A\n\nFine.\n\n## B\n- arxiv: 2503.00001\n- code: https://a.org/x%20\n"
    text += "\nOne } here, in an abstract that is long enough.\n"
    listing, report = read(text)
    lint.inspect(listing, text, report)
    assert [(each.line, each.kind) for each in report.hints] == [
        (3, "short-abstract"),
        (9, "unbalanced-tex"),
        (7, "broken-url"),
    ]


def test_real_days_give_few_hints_and_each_is_right(shared):
    counts: Counter[str] = Counter()
    for path in some(sorted(shared("listings/hf").rglob("*.json")), 6, start=1):
        report = Report(path.name)
        source = UnreadFile(path.name, path).read(report)
        lint.inspect(importers.parse(source, report), source.text, report)
        counts.update(each.kind for each in report.hints)
    assert counts.keys() <= {"unbalanced-tex", "cut-day"}
    assert 0 < sum(counts.values()) <= MAX_REAL


DAMAGES = {
    "mojibake": lambda words: words.replace("We", "WÃ©", 1),
    "unbalanced-tex": lambda words: words + " {",
    "short-abstract": lambda words: words[:20],
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_every_damaged_abstract_of_a_real_day_is_found(kind, shared):
    rng = random.Random(1)
    path = rng.choice(sorted(shared("listings/hf").rglob("*.json")))
    listing = importers.parse(a_source(path.read_text("utf-8"), path.name), Report())
    for entry in listing.entries:
        words = "We " + " ".join(entry.abstract)
        assert found(title=entry.title, abstract=(words,)) in ([], ["unbalanced-tex"])
        assert kind in found(title=entry.title, abstract=(DAMAGES[kind](words),))
