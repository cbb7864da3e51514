import pytest

from gazette import tex


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("with rho = 0.44 and", r"with $\rho = 0.44$ and"),
        ("for 0<delta<1 and", r"for $0<\delta<1$ and"),
        ("so Sin R^{mtimes n} is", r"so $S\in R^{m\times n}$ is"),
        ("let XinR^{ntimes d} be", r"let $X\in R^{n\times d}$ be"),
        ("F:R^drightarrowR if", r"F:$R^d\rightarrow R$ if"),
        ("if rho^2dto0 as dtoinfty, then", r"if $\rho^2d\to0$ as $d\to\infty$, then"),
        ("some alpha in (0,1) with", r"some $\alpha \in (0,1)$ with"),
        ("as K to infty, from 10^{-3} to 10^{-5}", r"as $K \to \infty$, from $10^{-3}$ to $10^{-5}$"),
        ("all of x_1 to x_n", "all of $x_1$ to $x_n$"),
        ("where m gg n and h = g circ p", r"where $m \gg n$ and $h = g \circ p$"),
        ("any u, vin V of", r"any u, $v\in V$ of"),
        ("of 0.25 pm 4.88 cdot 10^{-8}, so", r"of $0.25 \pm 4.88 \cdot 10^{-8}$, so"),
        ("probability 1-delta is", r"probability $1-\delta$ is"),
        ("at 256times256times3 and 2sim3times", r"at $256\times256\times3$ and $2\sim3\times$"),
    ],
)
def test_operators_and_relations_join_operands_with_a_hint(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    "text",
    [
        "win (0, 1) of",
        "3 times 4 hours",
        "A to B",
        "at 5 pm 20 people",
        "version 1-alpha",
        "in R we",
        "p < 0.05",
        "x in y",
        "version 1-2 and 3-5 people",
        "the goal g in psi",
        "we met at 5 pm and 6 pm",
        "le Monde and ne plus",
        "an alpha-beta search",
    ],
)
def test_words_of_prose_join_nothing(text):
    assert tex.restore_formulas(text) in (text, text.replace("3 times 4", r"$3 \times 4$"))


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("is 1.3--2.7times faster", r"is 1.3--$2.7\times$ faster"),
        ("or 2times--4times less", r"or $2\times$--$4\times$ less"),
        ("or 2times-4times less", r"or $2\times$-$4\times$ less"),
        ("about 3-5times less", r"about 3-$5\times$ less"),
        ("saves 2times - 4times of", r"saves $2\times$ - $4\times$ of"),
        ("between 10^8 - 10^12 of", "between $10^8$ - 10^12 of"),
        ("from 10^{-3}--10^{-2} to", "from $10^{-3}$--$10^{-2}$ to"),
        ("is 2^3 - 1 and x_1 - x_2", "is $2^3 - 1$ and $x_1 - x_2$"),
    ],
)
def test_a_dash_between_numbers_is_no_minus(text, restored):
    assert tex.restore_formulas(text) == restored


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("yields a >12times gain", r"yields a $>12\times$ gain"),
        ("for any rho >0 we", r"for any $\rho >0$ we"),
        ("the y^phi- z of", r"the $y^\phi- z$ of"),
        ("at n ge 128 and d le 3 for k ne 0", r"at $n \ge 128$ and $d \le 3$ for $k \ne 0$"),
        ("some kll d of", r"some $k\ll d$ of"),
        ("as beta_2 to 1 and R^n to R^m", r"as $\beta_2 \to 1$ and $R^n \to R^m$"),
        ("from beta_2 to 1", r"from $\beta_2$ to 1"),
        ("is 4.84pm2.17 and 0.5 pm 0.1 of", r"is $4.84\pm2.17$ and $0.5 \pm 0.1$ of"),
        ("got r!=!0.99 and sim!10^3 of", r"got $r\!=\!0.99$ and $\sim\!10^3$ of"),
        ("with pin[2,4] and |alpha|in{0.25,0.5} of", r"with $p\in[2,4]$ and $|\alpha|\in\{0.25,0.5\}$ of"),
        ("a goal g in psi_g of", r"a goal g in $\psi_g$ of"),
        ("with n=3{,}214 of 3{,}214", r"with $n=3{,}214$ of 3{,}214"),
        ("so kappa approx {-}0.07 is", r"so $\kappa \approx {-}0.07$ is"),
        ("at SNRapprox 40 of", r"at SNR$\approx 40$ of"),
        ("on 8timesA100 of", r"on $8\times$A100 of"),
        ("an epsilon+delta of", r"an $\epsilon+\delta$ of"),
        ("size 12 in C_2^4 of", "size 12 in $C_2^4$ of"),
        ("some 75 K in T_{e} of", "some 75 K in $T_{e}$ of"),
        ("rate O(N^{-1/2}) in W_2 of", "rate $O(N^{-1/2})$ in $W_2$ of"),
        ("for x in X setminus Y of", r"for $x \in X \setminus Y$ of"),
        ("for x in X setminus {y} of", r"for $x \in X \setminus \{y\}$ of"),
        ("in mathbb{R}^n setminus {0} of", r"in $\mathbb{R}^n \setminus \{0\}$ of"),
        ("with S_d ltimes {pm 1}^d of", r"with $S_d \ltimes \{\pm 1\}^d$ of"),
        ("with R^{rtimes d} of", r"with $R^{r\times d}$ of"),
        ("with Z rtimes Z of", r"with $Z \rtimes Z$ of"),
        ("with h(x)ne h(y) of", r"with $h(x)\ne h(y)$ of"),
        ("and +0.81to-0.42 of", r"and +$0.81\to-0.42$ of"),
        ("at zapprox-7 of", r"at $z\approx-7$ of"),
        ("about 17,529pm 1,650 of", r"about $17,529\pm 1,650$ of"),
        ("let R_t in SO(3) be", r"let $R_t \in SO(3)$ be"),
    ],
)
def test_what_stands_next_to_a_macro_decides_whether_it_joins(text, restored):
    assert tex.restore_formulas(text) == restored
