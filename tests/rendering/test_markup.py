"""Markdown as safe HTML, formulas as MathML, and data inside a page."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.core import urls
from gazette.rendering import markup
from tests.make import times

HERE = {"papers/2503.00001.html", "about.html"}


def resolve(address: str) -> str:
    return address if address.partition("#")[0] in HERE else urls.safe(address)


def html(source: str) -> str:
    """The HTML on a page that is one folder below the root."""
    return str(markup.markdown(source, resolve)).replace(urls.ROOT, "../")


class Seen(HTMLParser):
    """What a browser finds in a page: elements, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data

    def unknown_decl(self, data):
        self.elements.add("!")

    handle_decl = handle_pi = handle_comment = unknown_decl


def assert_inert(page: str) -> None:
    seen = Seen(page)
    assert seen.elements <= markup.ELEMENTS
    for name, value in seen.attributes:
        assert name in ("href", "title", "rel", "start"), (name, value)
        assert name != "href" or value.startswith("../") or urls.safe(value)


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=https://evil.example></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="https://ok.example" onclick="alert(1)">x</a>',
    "<style>body{background:url(//evil.example)}</style>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "</p></article><form action=//evil.example>",
    "<!-- --><b>",
    "<![CDATA[<script>]]>",
    "<?php echo 1 ?>",
    "<scr<script>ipt>",
    "\"><script>alert('1')</script>",
    "{{ site.url }} {% include 'x' %}",
    "<details open ontoggle=alert(1)>",
    "<base href=//evil.example>",
    "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]
PLACES = ["{}", "> {}", "- {}", "# {}", "**{}**", "`{}`", "a|b\n-|-\n{}|c", "1. {}", "    {}", "text\n{}\ntext"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_in_markdown_is_shown_as_text(payload, place):
    page = html(place.format(payload))
    assert_inert(page)
    assert payload in Seen(page).words


LINKS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert%281%29)",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example)",
    "[x](https://ok.example@evil.example)",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)",
    '[x](https://ok.example "t\\" onmouseover=\\"alert(1)")',
    '[x](https://ok.example/"onmouseover=alert(1))',
    "![x](https://evil.example/pixel.gif)",
    '![x" onerror="alert(1)](x)',
    "[![x](https://evil.example/a.gif)](https://ok.example)",
    "[x](#top)",
    "[x](../../etc/passwd)",
    "<a@b.example>",
]


@pytest.mark.parametrize("source", LINKS)
def test_no_link_or_image_can_run_code_or_load_anything(source):
    assert_inert(html(source))


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="noopener nofollow">x</a></p>'),
        ("<https://a.example>", '<p><a href="https://a.example" rel="noopener nofollow">https://a.example</a></p>'),
        ("[x](about.html#b)", '<p><a href="../about.html#b" rel="noopener nofollow">x</a></p>'),
        ("[x](javascript:y)", "<p><em>x</em> (javascript:y)</p>"),
        ("[x](missing.html)", "<p><em>x</em> (missing.html)</p>"),
        ("![a film](https://a.example/b.png)", "<p><em>a film (https://a.example/b.png)</em></p>"),
    ],
)
def test_a_link_that_is_not_allowed_becomes_text(source, page):
    assert html(source) == page


def test_only_internal_links_have_the_placeholder_of_the_root():
    source = '&#127; &#x7f; `<a href="about.html">` [x](about.html "<a href=") [y](HTTPS://a.example "&#127;")'
    page = str(markup.markdown(source, resolve))
    assert page.count(urls.ROOT) == page.count(f'<a href="{urls.ROOT}about.html"') == 1


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"),
        ("*a* **b** `c*d*`", "<p><em>a</em> <strong>b</strong> <code>c*d*</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
    ],
)
def test_usual_markdown_becomes_html(source, page):
    assert html(source) == page


@pytest.mark.parametrize(
    ("source", "levels"),
    [("# a", "2"), ("# a\n## b\n### c", "223"), ("#### a", "2"), ("## a\n##### b\n## c", "232"), ("####### a", "2")],
)
def test_headings_begin_at_the_second_level_and_skip_no_level(source, levels):
    assert "".join(re.findall("<h([1-6])>", html(source))) == levels


@given(
    st.lists(st.sampled_from([*PAYLOADS, *LINKS, *">-*_`#[]()!<&|\\:\"'", "\n", "\n\n", "    ", "x"]), max_size=12).map(
        "".join
    )
)
@settings(max_examples=times(150, 5_000))
def test_no_mixture_of_markdown_and_payloads_can_run_code_or_load_anything(source):
    assert_inert(html(source))


@pytest.mark.parametrize("text", ["</script><script>alert(1)", "<!--", "a & b", "\u2028", "π", '"\\'])
def test_data_inside_a_script_element_cannot_end_it(text):
    written = markup.data({"a": text})
    assert not set("<>&") & set(written)
    assert json.loads(str(written)) == {"a": text}


# Formulas


def test_a_formula_becomes_mathml_and_the_text_around_it_is_escaped():
    assert str(markup.math("a < $x$ & b")) == "a &lt; <math><mi>x</mi></math> &amp; b"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a ($x$), b", "a [($x$),] b"),
        ("$x$-close", "[$x$-]close"),
        ("$x$", "$x$"),
        ("$x$ $y$", "$x$ $y$"),
        ("$x$--$y$", "[$x$–]$y$"),
        ("5~$x$m of", "[5\u00a0$x$m] of"),
        ("a\u2014$$x$$.", "a\u2014$x$."),
    ],
)
def test_no_line_begins_between_a_formula_and_a_sign_next_to_it(text, marked):
    drawn = re.sub(r"<math.*?</math>", lambda found: f"${re.sub('<[^>]*>', '', found[0])}$", str(markup.math(text)))
    assert drawn.replace('<span class="tight">', "[").replace("</span>", "]") == marked


def test_a_restored_formula_has_a_tooltip_with_its_source():
    drawn = str(markup.math('an "x" ell_2'))
    attributes = 'role="group" aria-label="listed as: ell_2" title="listed as: ell_2"'
    assert drawn.startswith(f'an &#34;x&#34; <span class="restored" {attributes}><math>')


def test_a_formula_that_cannot_be_drawn_is_shown_as_its_source():
    assert str(markup.math(r"a $\unknown{<b>}$")) == r'a <code class="tex">\unknown{&lt;b&gt;}</code>'


@pytest.mark.parametrize(("text", "shown"), [("no <b> formula", "no <b> formula"), ("at <b> $5", "at &lt;b&gt; $5")])
def test_a_text_without_formulas_is_plain_or_escaped(text, shown):
    made = markup.math(text)
    assert (str(made), hasattr(made, "__html__")) == (shown, shown != text)


def test_a_display_formula_is_a_block():
    assert '<math display="block">' in markup.math("$$x$$")
