import pytest

from gazette import tex


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("of CO_2 and Fe_2O_3 in", "of CO$_2$ and Fe$_2$O$_3$ in"),
        ("SpO_2, FiO_2, PaO_2, pCO_2 and VO_2 max", "SpO$_2$, FiO$_2$, PaO$_2$, pCO$_2$ and VO$_2$ max"),
        ("of SnO_x and Cr_2O_{12} in", "of SnO$_x$ and Cr$_2$O$_{12}$ in"),
        ("with F1leq0.064 of", r"with F1$\leq0.064$ of"),
        ("on inftyBench we", r"on $\infty$Bench we"),
        ("a [^{18}F] tracer, ^1H and ^{13}C.", "a [$^{18}$F] tracer, $^1$H and $^{13}$C."),
        ("called Sol(Di)^2T or SPEA2^+ or F1_{a}", "called Sol(Di)$^2$T or SPEA2$^+$ or F1$_{a}$"),
        ("a BERTrm_{BASE} and rm SP^3 of", r"a BERT$\rm_{BASE}$ and $\rm SP^3$ of"),
        ("Spearman's rho_s of", r"Spearman's $\rho_s$ of"),
        ("a shifted-log f_theta of", r"a shifted-log $f_\theta$ of"),
        ("about 5 mum and 7mus long", r"about 5 $\mu$m and $7\mu s$ long"),
        ("to Longotimesshort and DALLcdotE", r"to Long$\otimes$short and DALL$\cdot$E"),
    ],
)
def test_a_formula_may_begin_within_a_word(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    "text",
    [
        "GPT_4 and T5_2 of",
        "see URL{models} for",
        "r(neg, pos) of",
        "team AI_ML of",
        "a SpA_2 or Fix_2 of",
        "our Model_x of",
        "my mum and museum",
        "rm -rf and it x",
    ],
)
def test_names_and_words_of_prose_begin_no_formula(text):
    assert tex.restore_formulas(text) == text
