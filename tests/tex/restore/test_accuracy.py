"""The accuracy of restoring that BENCHMARKS.md claims, measured over the same abstracts."""

from pathlib import Path

import pytest

from bench.quality import lost_markup, restoration, restoration_score
from gazette import tex
from tests.make import some, some_days, times

MADE_UP = Path(lost_markup.__file__).parents[1] / "corpora/formulas.txt"


def scored(abstracts):
    found = restoration_score.Score()
    for abstract in abstracts:
        for _ in found.add(*lost_markup.remove_markup(abstract)):
            pass
    return found


@pytest.fixture(scope="module")
def abstracts(shared):
    return some(lost_markup.abstracts_with_formulas(shared("corpora/acl-anthology.jsonl.gz")), 4)


@pytest.fixture(scope="module", params=["real", "framed", "made up"])
def score(request):
    if request.param == "made up":
        return scored(lost_markup.abstracts_with_formulas(MADE_UP))
    real = request.getfixturevalue("abstracts")
    return scored(lost_markup.framed_formulas(real) if request.param == "framed" else real)


def test_restored_formulas_were_in_the_original(score):
    assert score.restored > times(75, 300)
    assert score.correct / score.restored >= 0.995
    assert score.tokens_correct / score.tokens >= 0.995


def test_formulas_with_a_hint_are_found(score):
    assert score.required > times(62, 250)
    assert score.required_found / score.required >= 0.96


def test_no_character_outside_formulas_is_changed(score):
    assert score.altered_characters == 0


def test_prose_between_the_made_up_sentences_stays():
    """The last part of the corpus has no formulas, but words that look like them."""
    prose = [text for text in MADE_UP.read_text("utf-8").partition("# Prose")[2].splitlines() if "$" not in text]
    assert len(prose) > 15
    assert [text for text in prose if tex.lost_formulas(text)] == []


@pytest.mark.parametrize("read", ["abstracts", "listings"])
def test_restoring_real_abstracts_again_changes_nothing(read, request, shared, tmp_path):
    if read == "abstracts":
        texts = [lost_markup.remove_markup(each)[0] for each in request.getfixturevalue("abstracts")]
    else:
        texts = list(restoration.abstracts(some_days(shared("listings/hf"), 10, tmp_path / "some")))
    once = list(map(tex.restore_formulas, texts))
    assert once != texts
    assert list(map(tex.restore_formulas, once)) == once
    assert [text for text, before in zip(once, texts, strict=True) if text.count("$$") > before.count("$$")] == []


@pytest.mark.parametrize(
    ("abstract", "text", "formulas"),
    [
        (r"a $\mathcal{O}(n)$ b", "a O(n) b", ["O(n)"]),
        (r"a $\mathcal O(n)$ b", "a mathcal O(n) b", [r"\mathcal O(n)"]),
        (r"a $\tilde{\mathcal{O}}(n)$ b", "a mathcal{O}(n) b", [r"\mathcal{O}(n)"]),
        (r"a $\frac{a}{b}$ b", "a a{b} b", ["a{b}"]),
        (r"an $\emph{x}$ and 5\%", r"an x and 5\%", ["x"]),
    ],
)
def test_an_abstract_is_mangled_in_two_steps(abstract, text, formulas):
    mangle = lost_markup.remove_markup(abstract)
    assert mangle[0] == text
    assert [each.tex.replace(lost_markup.REMOVED, "") for each in mangle[1]] == formulas
    assert all(
        text[each.start : each.end] == each.tex.replace("\\", "").replace(lost_markup.REMOVED, "") for each in mangle[1]
    )


@pytest.mark.parametrize(
    "bare", ["36times 64", "L_2", "varepsilon", "rho = 0.44", "Theta(log n)", "sim17", "{=}", "ntimes d"]
)
def test_a_formula_with_a_hint_is_required(bare):
    assert lost_markup.has_hint(bare)


@pytest.mark.parametrize("bare", ["n", "O(n)", "K=3", "alpha", "p < 5"])
def test_a_formula_without_a_hint_is_not_required(bare):
    assert not lost_markup.has_hint(bare)


def test_a_small_share_of_real_abstracts_is_restored(shared, tmp_path):
    texts = list(restoration.abstracts(some_days(shared("listings/hf/2025"), 4, tmp_path / "some")))
    changed = [text for text in texts if tex.lost_formulas(text)]
    assert 0.03 < len(changed) / len(texts) < 0.08
