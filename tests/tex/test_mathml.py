import time
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.tex import mathml, plain
from tests.make import times

HOSTILE = [
    r"\text{<svg onload=alert(1)>}",
    r"\text{</math><script>alert(2)</script>}",
    r"\mathrm{<img src=x onerror=alert(3)>}",
    r"\href{javascript:alert(4)}{x}",
    r"\style{background:url(//evil.example)}{x}",
    r"\class{x onclick=alert(5)}{y}",
    r"\color{red' onmouseover='alert(6)}x",
    r"\begin{array}{l onload=alert(7)}x\end{array}",
    r"\hspace{1em onload=alert(8)}x",
    r"\operatorname{<b>x</b>}",
    r"\unicode{x3c}script\unicode{x3e}",
    "&#x3c;script&#x3e;",
    "&lt;script&gt;alert(9)&lt;/script&gt;",
    "<!--",
    "]]>",
    '"><x y="',
    "\x00\u202e\ud7ff",
    "^" * 400,
    "_{" * 200,
    "{" * 900,
    r"\frac" * 150,
    r"\sqrt{" * 100 + "x" + "}" * 100,
    r"\left(" * 120,
    r"\begin{matrix}" * 60,
    r"\def\a{\a\a}\a",
    r"\newcommand{\b}{\b\b}\b",
    "x" * 5_000,
    r"\\" * 300,
    "&" * 300,
    "'" * 300,
    r"\over\over\over",
    r"\limits\nolimits",
    r"\not" * 100,
    r"\hat" * 100,
    "%",
    "\\",
    "$",
]
COMMANDS = (
    r"\frac \sqrt \text \mathcal \mathbb \left( \right) \left. \hat \tilde \sum \int \alpha \varepsilon \begin{matrix} "
    r"\end{matrix} \\ & \color \style \href \over \binom \overset \underset \operatorname \limits \mathrm \rm \bf "
    r"\not \xrightarrow \boxed \phantom \hspace \stackrel \substack \cases \tag \label \ref \mbox \cr \hline"
).split()
SYMBOLS = [*"xyR01 ^_{}()[]|<>&'\"=+-,.;:%#~`/\u202e\u00e9\U0001d4aa", "</math>", "<script>", "&#x3c;", "onload="]
EXPRESSIONS = st.lists(st.sampled_from([*COMMANDS, *SYMBOLS, "{x}", "{", "}"]), max_size=30).map("".join)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag != "wbr":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


# written here again, so that a mistake in the module is found
CHILDREN = {"msub": 2, "msup": 2, "munder": 2, "mover": 2, "mfrac": 2, "mroot": 2, "msubsup": 3, "munderover": 3}


def allowed(tex, display=False):
    """The parsed MathML, if all its elements and attributes are allowed."""
    drawn = mathml.render(tex, display)
    reader = Reader()
    reader.feed(drawn)
    reader.close()
    assert reader.open == []
    for element in ElementTree.fromstring(f"<p>{drawn.replace('<wbr>', '')}</p>").iter():
        assert len(element) == CHILDREN.get(element.tag, len(element))
    for tag, attributes in reader.tags:
        assert tag in mathml.ELEMENTS | {"math", "wbr"}
        assert all(mathml.ATTRIBUTES[name].fullmatch(value) for name, value in attributes.items())
    return reader


@pytest.mark.parametrize("tex", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_TeX_becomes_allowed_elements_in_little_time(tex):
    began = time.process_time()
    allowed(tex)
    assert time.process_time() - began < 1


@settings(max_examples=times(300, 500))
@given(st.lists(st.sampled_from([*HOSTILE, *COMMANDS, *SYMBOLS]), max_size=8).map("".join))
def test_hostile_expressions_become_allowed_elements(tex):
    allowed(tex)


@settings(max_examples=times(300, 5_000))
@given(EXPRESSIONS)
def test_any_expression_becomes_allowed_elements(tex):
    allowed(tex)


@settings(max_examples=times(300, 5_000))
@given(EXPRESSIONS, st.booleans())
def test_any_expression_has_one_line_of_text_and_can_stand_on_its_own_line(tex, display):
    line = plain.render(tex)
    assert line == tex or line == " ".join(line.split())
    assert bool(line) == bool(tex)
    allowed(tex, display)


def test_text_in_a_formula_is_escaped():
    reader = allowed(r"\text{<svg onload=alert(1)>}")
    assert reader.text == "<svg\u00a0onload=alert(1)>"


@pytest.mark.parametrize(
    ("tex", "inner"),
    [
        (r"36\times 64", "<mrow><mn>36</mn><mo>×</mo><mn>64</mn></mrow>"),
        (r"\mathcal{L}", "<mi>ℒ</mi>"),
        (r"\mathbb R", "<mi>ℝ</mi>"),
        (r"\mathfrak g", "<mi>𝔤</mi>"),
        ("p_{gen}", "<msub><mi>p</mi><mi>gen</mi></msub>"),
        (r"\Delta", '<mi mathvariant="normal">Δ</mi>'),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        ("12,000", "<mn>12,000</mn>"),
        (r"\sim17", '<mrow><mo lspace="0" rspace="0">∼</mo><mn>17</mn></mrow>'),
        (r"\lceil x", '<mrow><mo stretchy="false">⌈</mo><mi>x</mi></mrow>'),
        (r"\boxed{x}", '<mrow class="box"><mi>x</mi></mrow>'),
        (r"\infty", "<mi>∞</mi>"),
    ],
)
def test_letters_and_symbols_are_unicode(tex, inner):
    assert mathml.render(tex) == f"<math>{inner}</math>"


def test_a_long_formula_can_break_after_a_relation_and_keeps_the_space_before_it():
    drawn = mathml.render(r"x_{t+1} = x_t - \eta \nabla f(x_t) + \varepsilon")
    assert drawn.count("<math>") == drawn.count("</math>") == drawn.count("<wbr>") + 1 == 4
    assert '<mo form="infix">=</mo></mrow></math><wbr><math>' in drawn


def test_a_wide_formula_that_cannot_break_is_not_drawn():
    assert mathml.render(r"\mathrm{" + "x" * 40 + "}") == ""
    assert mathml.render(r"\mathrm{" + "x" * 40 + "}", display=True) != ""


def test_a_display_formula_is_a_block():
    assert mathml.render("x", True) == '<math display="block"><mi>x</mi></math>'


def test_unknown_TeX_is_not_drawn():
    assert mathml.render(r"\unknown{x}") == ""


@pytest.mark.parametrize(
    ("tex", "inner"),
    [
        (r"\left\lfloor x\right\rfloor", '<mo stretchy="true" fence="true" form="prefix">⌊</mo>'),
        (r"(|\Gamma|^2)", '<msup><mo lspace="0" rspace="0" stretchy="false">|</mo><mn>2</mn></msup>'),
        (r"\overline{AB}", '<mrow class="over"><mrow><mi>A</mi><mi>B</mi></mrow></mrow>'),
        (r"\overline{x}", "<mover>"),
        (r"\underline{AB}", '<mrow class="under">'),
        (r"\widehat{xyz}", "<mo>\u0302</mo>"),
        ("100{,}000", "<mn>100,000</mn>"),
        (r"x\!y", "<mi>x</mi><mi>y</mi>"),
        ("1/n", '<mo lspace="0" rspace="0">/</mo>'),
        (r"\lambda{=}2", '<mo lspace="0" rspace="0">=</mo>'),
        (r"\vec{x}", '<mover><mi>x</mi><mo stretchy="false">→</mo></mover>'),
        ("g'(x)", "<mrow><mi>g</mi><mi>′</mi></mrow><mo"),
        ("g''_a", "<msub><mrow><mi>g</mi><mi>″</mi></mrow><mi>a</mi></msub>"),
        ("g'^2", "<msup><mrow><mi>g</mi><mi>′</mi></mrow><mn>2</mn></msup>"),
        (r"\overrightarrow{AB}", "<mo>→</mo></mover>"),
        (r"\big(x\big)^2", '<msup><mrow><mo stretchy="true" minsize="1.2em" maxsize="1.2em">)</mo></mrow>'),
        (r"1\%\downarrow", 'stretchy="false">↓</mo>'),
        (r"\textbf{Big} n", '<mtext class="bold">Big</mtext>'),
        (r"\exp(x)", "<mi>exp</mi><mo"),
        (r"\arg\min_x", '<mi>arg</mi><mspace width="0.17em"></mspace><msub><mi>min</mi>'),
        (r"2\text{--}3", "<mtext>–</mtext>"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", '<mtr><mtd class="right"><mi>c</mi></mtd><mtd class="left">'),
    ],
)
def test_spaces_brackets_and_lines_are_as_in_TeX(tex, inner):
    assert inner in mathml.render(tex)


@pytest.mark.parametrize(
    ("tex", "element"),
    [
        (r"\sum_{i=1}^n x", "munderover"),
        (r"\left(\sup_j \sum_k x\right)", "munder"),
        (r"\max_x f", "munder"),
        (r"\operatorname*{arg\,max}_x f", "munder"),
    ],
)
def test_limits_stand_under_functions_in_display_only(tex, element):
    assert f"<{element}>" in mathml.render(tex, display=True)
    assert f"<{element}>" not in mathml.render(tex)


def test_a_formula_with_many_scripts_is_not_too_wide():
    assert mathml.render(r"O\left(\delta^{2/3} N^{1/3}T^{2/3}\log^{1/3}(T)\right)") != ""


def test_rows_of_an_environment_are_rows():
    drawn = mathml.render(r"a&=b\\c&=d", display=True)
    assert drawn.count("<mtr>") == 2
