from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.listings import list_rows


@pytest.mark.parametrize(
    ("line", "title", "arxiv"),
    [
        ("[A Bandit](https://arxiv.org/abs/2503.00001)", "A Bandit", "2503.00001"),
        ("**A Bandit.** [[paper](https://arxiv.org/abs/2503.00001)]", "A Bandit", "2503.00001"),
        (
            "**[2503.00001] [A Bandit](https://arxiv.org/pdf/2503.00001)** [[PDF]](https://x.example)",
            "A Bandit",
            "2503.00001",
        ),
        ("[2025/03] A Bandit [[Paper]](https://arxiv.org/abs/2503.00001)", "A Bandit", "2503.00001"),
        ("A Bandit: https://arxiv.org/abs/2503.00001", "A Bandit", "2503.00001"),
        ("(2025-03-12) A Bandit [pdf](https://arxiv.org/pdf/2503.00001.pdf)", "A Bandit", "2503.00001"),
        ("[A $x_1$ [Bandit]](https://huggingface.co/papers/2503.00001)", "A $x_1$ [Bandit]", "2503.00001"),
        ("_A Bandit_, Paper: <https://arxiv.org/abs/2503.00001>", "A Bandit", "2503.00001"),
    ],
)
def test_a_bullet_has_a_title_and_an_id(line, title, arxiv):
    entry = list_rows.bullet(line).entry("", 1)
    assert (entry.title, entry.arxiv) == (title, arxiv)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("[A](https://arxiv.org/abs/2503.00001) - Ada Example, Bo Sample", ("Ada Example", "Bo Sample")),
        ("[A](https://arxiv.org/abs/2503.00001) by Ada Example and Bo Sample", ("Ada Example", "Bo Sample")),
        ("**A Title**, Ada Example et.al., [pdf](https://arxiv.org/abs/2503.00001)", ("Ada Example", "et al.")),
        ("[A](https://arxiv.org/abs/2503.00001) - a description of it", ()),
    ],
)
def test_the_authors_of_a_bullet_are_read_if_they_are_names(line, authors):
    assert list_rows.bullet(line).entry("", 1).authors == authors


def test_other_addresses_get_the_field_that_their_host_says():
    entry = list_rows.bullet(
        "[A](https://arxiv.org/abs/2503.00001) [code](https://github.com/a/b) [page](https://a.github.io/b) [x](https://x.example)"
    ).entry("Bandits", 3)
    assert (entry.code, entry.project, entry.see) == (
        ("https://github.com/a/b",),
        ("https://a.github.io/b",),
        ("https://x.example",),
    )
    assert (entry.tags, entry.line, entry.url) == (("Bandits",), 3, ())


def test_an_address_without_an_id_is_the_url():
    assert list_rows.bullet("[A Title](https://example.org/a)").entry("", 1).url == ("https://example.org/a",)


@pytest.mark.parametrize("line", ["[paper](https://arxiv.org/abs/2503.00001)", "https://arxiv.org/abs/2503.00001"])
def test_a_bullet_without_a_title_is_no_paper(line):
    assert list_rows.bullet(line) is None


def test_a_row_of_a_table_is_read_by_its_columns():
    names = list_rows.columns("| **Title** | Date | Abstract | Comment | Code | Colour |")
    assert names == ["title", "date", "abstract", "author_note", "code", ""]
    entry = list_rows.table_row(
        "| **[A \\| B](http://arxiv.org/abs/2503.00001v1)** | 2025-03-11 "
        "| <details><summary>Show</summary><p>We show $a<b$.</p></details> | 20 pages "
        "| [repo](https://example.org/repo) | red |",
        names,
    ).entry("", 1)
    assert (entry.title, entry.arxiv, entry.published) == ("A | B", "2503.00001", date(2025, 3, 11))
    assert (entry.abstract, entry.author_note) == (("We show $a<b$.",), "20 pages")
    assert entry.code == ("https://example.org/repo",)


def test_a_table_without_known_columns_has_the_longest_text_as_the_title():
    assert (
        list_rows.table_row("|2025-03-11|A Bandit|[2503.00001](http://arxiv.org/abs/2503.00001)|", [])
        .entry("", 1)
        .title
        == "A Bandit"
    )


def test_markdown_becomes_text_and_formulas_stay():
    assert list_rows.plain(r"**A_b** *c* `d` \* [e](https://x.example) $x_1*y_2*z$ ![i](https://x.example)") == (
        "A_b c d * e $x_1*y_2*z$"
    )


@given(st.text("[]()|*_<>/:.a1 $\\", max_size=80))
def test_any_line_is_read(line):
    for row in (
        list_rows.bullet(line),
        list_rows.table_row(f"|{line}|", []),
        list_rows.table_row(line, ["title", "code"]),
    ):
        if row:
            title = row.entry("", 1).title
            assert title and title == " ".join(title.split())
