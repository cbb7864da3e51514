"""The short texts whose repetitions readers must read in linear time."""

import string
from typing import NamedTuple

PUNCTUATION = tuple(string.punctuation)
TEX = (
    r"\[ \( \] \) $$ $a \$ \begin{math} \begin{align*} \end{math} \text{ \textbf{ {\bf \frac \frac{ \left( \' \'{ {\' "
    r"\, "
    r"\href{a}{ \cite{ \$a\$ ^{ _{ x^ x_ a^a a_a (a [a |a {a} {=} `` '' ``a '' ~a .~ -- --- a-- \d \\ \\; $1 $a$ $^{"
).split()
MATHS = (
    "alpha( alpha= sqrt[ lceil mathcal log( log( times a^{a} x_i, (x_i {0, {rm left( rightarrow arrow simsim 1, 1. "
    "1,000 1{,}000 x!=!1 sim! le1 pm1 to1 a--b langle |a| |xrangle big( xbig) left| iright| exp{ {a}_ {a}( {}^ H_2 "
    "(alpha,beta) munu alphabeta argmin_ 1--2times mu$m$ \\ce{H2 \\SI{1}{ \\operatorname{a \\begin{aligned} & \\\\"
).split()
MARKUP = (
    "* ** *a **a _ __ _a ~~ [] [a] [] ]( [a]( ![ ![a]( <a <!-- --> <? </ <a@ <http: &a &# &amp; &amp;amp; &#1 `a` `` "
    "http:// https://a www. a@a.a https://https:// https://( https://). //"
).split()
LINES = (
    *("\n", "\n\n", "\na", "\n\na", "\n ", "\n  a", "\n\n  ", "\n#", "\n# ", "\n## ", "\n## a", "\n## a\n", "\n### a"),
    *(
        "\n> ",
        "\n>",
        "> ",
        "\n- ",
        "\n- a",
        "\n- x: ",
        "\n- code: https://a",
        "\n- tags: a",
        "- x: ",
        "\n* a",
        "\n1. a",
    ),
    *("\n---", "\n---\n", "\n***", "\n===", "\n|a|", "\n|-|", "a|", "|-", "\n    a", "\n\ta", "\n```", "\n~~~"),
    *("\n- a: b\n  ", "\n  - a", "- ", "1. ", "\n- [ ] ", "\n\n> a", "\n\n- title: A", "\n- title: A\n"),
    *("\nMar 12", "\nnew", "Subscribe", "\nby AK and the research community", "\na.", "\n" + "a" * 260),
)
DATA = (
    *('"', "'", '"a"', '""', "{}", "[]", "{", "[", "[[", '{"a":', '{"a":1},', '"a",', "1,", "null,", "0", "-", "1e1"),
    *("&a ", "*a ", "!!x ", "!a ", "? ", ": ", "a: ", "- - ", "\na: b", "{a: ", "[a, ", ", ", "%a", "\\u0041", "\\"),
    *(
        "|\n",
        ">\n",
        "\n#",
        " #",
        "#a\n",
        "a: &a {",
        "<<: ",
        "\n- ",
        "'\n",
        '"\n',
        "(",
        "((",
        "u'",
        "-(",
        "not ",
        "{'a':",
    ),
)
SPACES = (" ", "  ", "\t", "\r", "\r\n", "\x0b", "\x0c", "\xa0", "\u2003", "\u3000", "\u2028", "\u2029", ". ", ".  ")
LETTERS = (
    "a",
    "A",
    "a ",
    "A. ",
    "a.",
    "a,",
    "a;",
    ";",
    "; ",
    ", ",
    "'a ",
    "a-",
    "-a",
    "a'",
    "é",
    "ß",
    "ﬁ",
    "İ",
    "Å",
    "日",
    "٣",
    "²",
)
NAMES = (" and ", "and a ", "A and ", "A B and ", "van ", "A-", "A.", "A-B ", "O", "Others ", "A,")
COMBINING = (
    *(
        "\u0301",
        "\u0323",
        "\u0301\u0323",
        "a\u0301",
        "\u0327\u0301",
        "\u0345",
        "\u05b0\u0591",
        "\u093c",
        "\u3099",
        "\u20dd",
    ),
    *(
        "\u200d",
        "\u200c",
        "👩\u200d",
        "\ufe0f",
        "🏽",
        "\U000e0061",
        "\u1100",
        "\u1161",
        "가\u11a8",
        "\U0001d165",
        "\u0f71\u0f72",
    ),
    *("\u200b", "\u202e", "\u2066", "\ufeff", "\xad", "\x00", "\x7f", "\ud800", "\ufffe", "\ufffd", "\U0010ffff"),
)
SIGNS = tuple(
    dict.fromkeys(
        (
            *PUNCTUATION,
            *TEX,
            *MATHS,
            *MARKUP,
            *LINES,
            *DATA,
            *SPACES,
            *LETTERS,
            *NAMES,
            *COMBINING,
            "(a)",
            "a(",
            ") ",
            "]a",
            "10.1/",
            "log ",
            "hat ",
            "mathcal ",
            "sqrt ",
            "a+",
            "x^2+",
            "a_1 ",
            "| ",
            "a in ",
        )
    )
)
"""Each is repeated until the text is long."""


HEADS = (
    *(
        "",
        '"',
        "'",
        "`",
        "``",
        "$",
        "$$",
        r"\[",
        r"\text{",
        "{\\em",
        r"\'",
        "{",
        "(",
        "[",
        "[a](",
        "![a](",
        "<",
        "<!--",
        "&",
        "https://a",
    ),
    *("---\n", "## ", "- a: b\n", "> ", "|a|\n|-|\n", "a_{", "x^2 ", "[a]: ", "a: ", "- ", "{'", "1", "log(", "\\a"),
)
"""What the text begins with before a sign is repeated."""
TAILS = ("", "x", "{", "}", " ", "\n", ")", "'", '"', "]", "$", "`", ";", "_{")
"""What it ends with."""


class Case(NamedTuple):
    """What a text repeats, what it begins with, and what it ends with."""

    sign: str
    head: str = ""
    tail: str = ""


def repeated(case: Case, length: int) -> str:
    return case.head + (case.sign * (length // len(case.sign) + 1))[:length] + case.tail
