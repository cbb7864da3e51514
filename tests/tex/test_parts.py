import pytest

from gazette import tex
from gazette.tex import Formula


def test_plain_prose_is_not_split():
    assert tex.split("Nothing here.") is None


def test_prose_and_formulas_are_in_order():
    text = 'A $x$ and 36times 64, na\\"{\\i}ve.'
    assert tex.split(text) == (
        "A ",
        Formula("x"),
        " and ",
        Formula(r"36\times 64", original="36times 64"),
        ", naïve.",
    )


def test_display_formulas_are_known():
    assert tex.split(r"So \[x\] is") == ("So ", Formula("x", display=True), " is")


def test_words_between_dollars_are_prose():
    assert tex.split(r"the $\textit{\textbf{S}earch}$ here") == ("the ", "Search", " here")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"code $\href{https://a.example/}{here}$", "here (https://a.example/)"),
        (r"code $\href{https://a.example/}{\text{our code}}$", "our code (https://a.example/)"),
        (r"code $\href{https://a.example/}{https://a.example/}$", "https://a.example/"),
    ],
)
def test_links_between_dollars_are_prose(text, shown):
    assert tex.split(text) == ("code ", shown)


TEXTS = ["An $x_1$ and an ell_infty bound", r"na\"{\i}ve", "Nothing here.", r"So \[x\] is", "", "$x_1$"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_marked_text_has_the_parts_of_the_text(text):
    assert (tex.split(tex.mark(text)) or (str(tex.mark(text)),)) == (tex.split(text) or (text,))


def test_a_part_of_a_marked_text_is_not_restored_again():
    marked = tex.mark("It takes R^d. So does R^{ntimes d}")
    assert tex.split(tex.MarkedText(marked[:9])) is None
    assert tex.split(tex.MarkedText(marked.partition(". ")[2])) == (
        "So does ",
        Formula(r"R^{n\times d}", original="R^{ntimes d}"),
    )


def test_the_spans_of_a_marked_text_are_its_formulas():
    marked = tex.mark("An $x_1$ and an ell_infty bound")
    inner = [tex.split(tex.MarkedText(marked[start:end])) for start, end in tex.formula_spans(marked)]
    assert inner == [(Formula("x_1"),), (Formula(r"\ell_\infty", original="ell_infty"),)]


@pytest.mark.parametrize("text", [r"$\text{F}_1$", r"$\text{H}_2\text{O}$"])
def test_words_with_scripts_are_formulas(text):
    assert tex.split(text) == (tex.Formula(text.strip("$")),)


def test_ties_and_dashes_next_to_formulas_are_set():
    assert tex.split("5~$x$--$y$") == ("5\u00a0", tex.Formula("x"), "–", tex.Formula("y"))
