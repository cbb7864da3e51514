import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.tex import latex


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (r"{\"O}zg{\"u}r \'Etude \c{c}a \o{} {\ss}", "Özgür Étude ça ø ß"),
        (r"{BERT}: {P}re-training", "BERT: Pre-training"),
        (r"An $x_{i}$-{B}ound", r"An $x_{i}$-Bound"),
        (r"$\alpha$ and \alpha", r"$\alpha$ and α"),
        (r"For \$5 and \$6", r"For \$5 and \$6"),
        (r"A \& B, 5\%", "A & B, 5%"),
        (r"\emph{So} ``quoted''", "So “quoted”"),
        (r"a set $\{1, 2\}$", r"a set $\{1, 2\}$"),
        ("two\n  lines", "two lines"),
        ("plain", "plain"),
    ],
)
def test_accents_become_unicode_and_formulas_stay(source, found):
    assert latex.line(source) == found


def test_a_plain_text_has_no_escaped_dollars():
    assert latex.plain(r"A\$AP {\'E}xample") == "A$AP Éxample"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (r"\url{https://example.org/a\_b}", "https://example.org/a_b"),
        (r"\href{https://example.org/}{here}", "https://example.org/"),
        ("https://example.org/", "https://example.org/"),
        ("javascript:alert(1)", ""),
        ("Available online", ""),
    ],
)
def test_the_address_in_a_field_is_found(source, found):
    assert latex.address(source) == found


@given(st.text("ab{}\\$\"'`^~ _-e", max_size=40))
def test_any_text_is_one_line(source):
    found = latex.line(source)
    assert found == " ".join(found.split())
