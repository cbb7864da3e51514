import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import text
from gazette.listings import html


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>One.</p><p>Two <b>bold</b>.</p>", ("One.", "Two bold.")),
        ("One.<br><br/>Two<br>lines.", ("One.", "Two lines.")),
        ("<div>One\n\nparagraph</div>", ("One paragraph",)),
        ("<p>$a &lt; b$ &amp; c</p>", ("$a < b$ & c",)),
        ("<p>$a<b$ and $x<y$</p>", ("$a<b$ and $x<y$",)),
        ("<p>V_max<17.5</p>", ("V_max<17.5",)),
        ("a < b and c > d", ("a < b and c > d",)),
        ("a<b and no tag", ("a<b and no tag",)),
        ("Q&amp;A &#8211; x", ("Q&A – x",)),
        ("AT&T &c", ("AT&T &c",)),
        ("<ul><li>One</li><li>Two</li></ul>", ("One", "Two")),
        ("<p>a<script>alert(1)</script>b</p>", ("ab",)),
        ("<p>see <x, y> and <T></p>", ("see <x, y> and <T>",)),
        ("<!-- no -->text", ("text",)),
        ("plain\n\ntwo", ("plain", "two")),
        ("", ()),
    ],
)
def test_markup_goes_and_text_stays(source, found):
    assert html.paragraphs(source) == found


def test_a_line_has_no_markup():
    assert html.line("A <i>Bandit</i>\n for <sub>x</sub>") == "A Bandit for x"


def test_addresses_are_those_of_links_each_once():
    assert html.addresses('<a href="https://a.example">x</a><a href="https://a.example">y</a><a>z</a>') == (
        "https://a.example",
    )
    assert html.addresses("no links") == ()


@given(st.lists(st.text("abc xyz.,", min_size=1).filter(str.strip), min_size=1))
def test_the_words_of_every_paragraph_are_found_again(paragraphs):
    source = "".join(f"<p>{each}</p>" for each in paragraphs)
    assert html.paragraphs(source) == tuple(map(text.line, paragraphs))


@given(st.text("<>/&;abp \n!-\"'=x", max_size=60))
def test_any_text_is_read(source):
    for paragraph in html.paragraphs(source):
        assert paragraph == text.line(paragraph)
