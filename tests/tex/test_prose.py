import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.tex import prose


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"Schr\"odinger", "Schrödinger"),
        (r"na\"{\i}ve", "naïve"),
        (r"{\'e}t\'{e}", "été"),
        (r"Erd\H{o}s, Dvo\v{r}\'ak, It\^o, \O rsted", "Erdős, Dvořák, Itô, Ø rsted"),
        (r"\textsc{Foo} and {\em bar}", "Foo and bar"),
        (r"\emph{a {\bf b} \textit{c}}", "a b c"),
        (r"50\% of R\&D, \#1, a\_b", "50% of R&D, #1, a_b"),
        ("``quotes''", "“quotes”"),
        ("1--2, a -- b, a---b", "1–2, a – b, a—b"),
        (r"Fig.~3, et al.\ say", "Fig.\u00a03, et al. say"),
        (r"{\Delta}G of 2\times", "ΔG of 2×"),
        (r"\S 3, \S\,3 and \P{}", "§ 3, §\u202f3 and ¶"),
        (r"\href{https://a.example/}{here}", "here (https://a.example/)"),
        (r"\url{https://a.example/b_c}", "https://a.example/b_c"),
        (r"\$0.34", "$0.34"),
        (r"(\eg, x, \ie y), A \etal, and \etc. So", "(e.g., x, i.e. y), A et al., and etc. So"),
        ("an RTX~5090 or Llama~3", "an RTX\u00a05090 or Llama\u00a03"),
        ("some 100{,}000 of 1{,}5", "some 100,000 of 1{,}5"),
        ("\ufffc--\ufffc, 5~\ufffc~3", "\ufffc–\ufffc, 5\u00a0\ufffc\u00a03"),
    ],
)
def test_TeX_is_converted_to_text(source, text):
    assert prose.to_text(source) == text


@pytest.mark.parametrize(
    "text",
    [
        "use --fresh now",
        r"run C:\etc\hosts, /usr\etc, `\etc`",
        "-- begins",
        r"C:\Users\name",
        r"\u003cscript",
        "about ~50",
        "~/home",
        r"a\b",
        r"\ours is \foo, better",
        "1M~4M and 2~3",
        r"matches \d+\s*, \S+, \W{2}, \p{L} and \P{L}",
        r"by \g<0>, then \n or \t; \foo{a {b} c} \foo{} {\foo}",
        "-->",
        r'"x":"\ y',
        "a_b",
    ],
)
def test_text_that_is_not_TeX_stays(text):
    assert prose.to_text(text) == text


@given(
    st.lists(st.sampled_from([*"\\{}~`'-\"^ a%$&#_.", "\\emph{", "\\textbf", "{\\em ", "\\i", "\\"]), max_size=60).map(
        "".join
    )
)
def test_any_text_can_be_converted(text):
    assert isinstance(prose.to_text(text), str)


def test_deep_nesting_ends():
    assert prose.to_text("\\emph{" * 2_000 + "x" + "}" * 2_000).count("x") == 1
