import pytest

from gazette.tex import commands, mathml, plain


@pytest.mark.parametrize(
    ("tex", "rewritten"),
    [
        (r"\arg\min_x", r"\operatorname{arg}\min_x"),
        (r"\operatorname*{arg\,max}_x", "\\operatorname{arg\u2009max}_x"),
        (r"\operatorname{\mathrm{tr}}", r"\operatorname{tr}"),
        ("argmax_x", r"\operatorname{argmax}_x"),
        ("100{,}000", "100,000"),
        ("1{,}5", r"1\text{,}5"),
        (r"r\!=\!1", "r = 1"),
        (r"\nicefrac{1}{2}", "{1}/{2}"),
        (r"\ensuremath{x}\label{a}\nonumber", "{x}"),
        (r"5\AA", r"5\text{Å}"),
        (r"5\textperthousand", r"5\text{‰}"),
        (r"\SI{5e3}{\micro\meter}", r"5\times 10^{3}\,\text{µm}"),
        (r"\SI{5}{m/s}", r"5\,\text{m/s}"),
        (r"\ce{H2O}", r"\mathrm{H}_{2}\mathrm{O}"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", r"\begin{array}{rl}a&=b\\c&=d\end{array}"),
        (r"\begin{gathered}a\\b\end{gathered}", r"\begin{array}{c}a\\b\end{array}"),
        (r"a&=b\\", r"\begin{array}{rl}a&=b\end{array}"),
        (r"\begin{cases}a&b\\c&d\end{cases}", r"\begin{cases}a&b\\c&d\end{cases}"),
        (r"\sum_{\substack{a\\b}} x", r"\sum_{\substack{a\\b}} x"),
        (r"a\&b", r"a\&b"),
        (r"{\tt ab} c", r"{\mathtt{ab}} c"),
        (r"\bf 1.8x", r"\mathbf{1.8x}"),
        (r"{\it 20}\%", r"{\mathit{20}}\%"),
        (r"{\bf x}", r"{\bf x}"),
        (r"[\![1,2]\!]", "⟦1,2⟧"),
        (r"\R^d", r"\mathbb{R}^d"),
        (r"\Rightarrow", r"\Rightarrow"),
        (r"24\\%", r"24\%"),
        (r"a \subset \dots \subset b", r"a \subset \cdots \subset b"),
        (r"a, \dots, b", r"a, \dots, b"),
        (r"\textit{\textbf{f}}", r"\textbf{f}"),
        (r"\operatorname{a\_b}", r"\text{a_b}"),
        (r"1 \pmod{3}", r"1 \;\,(\mathrm{mod}\;3)"),
        (r"O(\sqrt(n))", r"O(\sqrt{n})"),
        (r"\LaTeX{}", r"\text{LaTeX}"),
    ],
)
def test_commands_that_the_converter_does_not_know_are_rewritten(tex, rewritten):
    assert commands.rewrite(tex) == rewritten


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{aligned}a",
        r"\SI{5}",
        r"\ce",
        r"\nicefrac{1}",
        r"\operatorname",
        "&&&",
        r"\\\\",
        r"\pmod",
        r"{\tt",
        r"\tt}",
    ],
)
def test_commands_that_do_not_end_do_not_fail(tex):
    commands.rewrite(tex)
    assert isinstance(mathml.render(tex), str)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\ce{2 H2 + O2 -> 2 H2O}", "2H₂ + O₂ → 2H₂O"),
        (r"\ce{SO4^2-}", "SO₄²⁻"),
        (r"\si{\kilo\watt\hour}", "kWh"),
        (r"\num{1e-5}", "1×10⁻⁵"),
        (r"\arg\max_x f(x)", "arg maxₓ f(x)"),
        (r"5\,\permil", "5 ‰"),
    ],
)
def test_rewritten_commands_are_drawn(tex, text):
    assert plain.render(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\begin{pmatrix}a\\R\end{pmatrix}", "(a; R)"),
        (r"\begin{pmatrix}a\\\R\end{pmatrix}", "(a; ℝ)"),
        (r"a&=b\\N&=2", "a = b; N = 2"),
        (r"a\\P", "a; P"),
        (r"a\\\P", "a; ¶"),
        (r"a\\arg", "a; arg"),
        (r"a\\dots+b", "a; dots + b"),
        (r"a\\\dots+b", "a; ⋯ + b"),
        (r"a\\tt", "a; tt"),
        (r"a\\it 2", "a; it2"),
        (r"a\\\bf 2", "a; 2"),
    ],
)
def test_the_letters_after_a_row_break_are_no_command(tex, text):
    assert plain.render(tex) == text


@pytest.mark.parametrize(
    ("tex", "rewritten"),
    [
        (r"\begin{matrix}\bf 1 & 2\\3&4\end{matrix}", r"\begin{matrix}\mathbf{1 }& 2\\3&4\end{matrix}"),
        (r"\begin{matrix}1 & \bf 2\\3&4\end{matrix}", r"\begin{matrix}1 & \mathbf{2}\\3&4\end{matrix}"),
        (r"\begin{array}{c}\tt a\end{array}", r"\begin{array}{c}\mathtt{a}\end{array}"),
        (r"\left(\bf 1+x\right)y", r"\left(\mathbf{1+x}\right)y"),
        (r"\bf 1\left(x\right)y", r"\mathbf{1\left(x\right)y}"),
        (
            r"{\bf 1\begin{matrix}a&b\\c&d\end{matrix}}x",
            r"{\mathbf{1\begin{matrix}a&b\\c&d\end{matrix}}}x",
        ),
        (r"{\bf 1\}\rightarrow\&x}y", r"{\mathbf{1\}\rightarrow\&x}}y"),
    ],
)
def test_a_font_ends_with_its_group_or_cell(tex, rewritten):
    assert commands.rewrite(tex) == rewritten
    assert mathml.render(tex)
