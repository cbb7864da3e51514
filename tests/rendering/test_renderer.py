from datetime import date

import pytest
from markupsafe import Markup, escape

from gazette.core import security, urls, version
from gazette.core.errors import Mistakes
from gazette.core.model import Page
from tests import site
from tests.rendering.make import a_renderer, drawn

FILES = ["style.css", "gazette.js", "favicon.svg", "fonts/text.woff2"]
EVIL = "<script>alert(1)</script>\"'&"


def mistake(folder, text, shows=None, **known):
    with pytest.raises(Mistakes) as found:
        drawn(folder, text, shows=shows, **known)
    (problem,) = found.value.problems
    return problem


def test_a_page_ends_with_one_newline_and_a_block_tag_adds_none(tmp_path):
    assert drawn(tmp_path, "{% if 1 %}\n  {% if 1 %}\na\n  {% endif %}\n{% endif %}\n\n") == "a\n\n"
    assert drawn(tmp_path, "a") == "a\n"


def test_a_page_without_a_template_is_its_body(tmp_path):
    assert a_renderer(tmp_path).draw(Page("a.bin", "", {"body": b"\xff\0"})) == b"\xff\0"


@pytest.mark.parametrize("name", ["mine.html", "mine.xml", "mine.txt", "mine.md", "mine"])
def test_templates_escape_whatever_their_suffix(name, tmp_path):
    assert drawn(tmp_path, "{{ x }}", shows={"x": EVIL}, name=name).startswith("&lt;script&gt;")


def test_only_the_text_of_mails_is_not_escaped(tmp_path):
    assert drawn(tmp_path, "{{ x }}", shows={"x": EVIL}, name="digest.txt").startswith("<script>")


def test_links_of_mails_are_absolute(tmp_path):
    assert (
        drawn(tmp_path, '{{ "index.html" | href }}', name="mail.html") == "https://small.example.org/sub/index.html\n"
    )


@pytest.mark.parametrize("folder", [version.ROOT / "templates"])
def test_no_template_turns_escaping_off(folder):
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        assert "safe" not in text.replace("safe_link", ""), path.name
        assert "autoescape" not in text, path.name


def test_a_template_of_the_site_replaces_gazettes_and_can_extend_its_base(tmp_path):
    text = drawn(
        tmp_path,
        '{% extends "_base.html" %}{% block main %}mine{% endblock %}',
        assets=FILES,
    )
    assert "mine" in text
    assert f'content="{security.policy()}"' in text.replace("&#39;", "'")
    assert "A &lt;Site&gt;" in text


def test_the_content_security_policy_comes_before_everything_that_it_restricts(tmp_path):
    text = drawn(tmp_path, '{% extends "_base.html" %}', assets=FILES)
    assert text.index("<meta http-equiv") == text.index("<head>") + len("<head>\n")
    assert "'unsafe" not in security.policy()


# Links.


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("index.html", "papers/date/2025-03-12.html"),
        ("tags/a.html", "../papers/date/2025-03-12.html"),
        ("tags/a/1.html", "../../papers/date/2025-03-12.html"),
        ("404.html", "/sub/papers/date/2025-03-12.html"),
    ],
)
def test_a_link_is_relative_to_the_page_except_on_the_404_page(path, link, tmp_path):
    shows = {"day": date(2025, 3, 12)}
    assert drawn(tmp_path, "{{ day | href }}", path, shows, pages=["papers/date/2025-03-12.html"]) == f"{link}\n"


def test_no_source_text_can_contain_the_placeholder_of_the_root(tmp_path):
    settings = f'title: "A \\x7f{urls.ROOT} Site"\nurl: https://small.example.org/sub/\n'
    listing = (
        f"## A Title{urls.ROOT}\n- tags: a{urls.ROOT}\n\nText &#127;{urls.ROOT}.\n\n> A note &#x7f; [x](index.html).\n"
    )
    captured = '{"date": "2025-03-13", "papers": [{"title": "An\\u007fother", "mood": "\\u007f"}]}'
    files = {"content/2025-03-12.md": listing, "content/2025-03-13.json": captured}
    source = site.a_source(tmp_path, files, settings)
    site.build(source)
    built = site.files(source / "public")
    texts = {path: body for path, body in built.items() if not path.endswith(".woff2")}
    assert not [path for path, body in texts.items() if urls.ROOT.encode() in body]
    assert b">A Site<" in built["papers/a-title.html"]
    assert b'<p>A note  <a href="../index.html"' in built["papers/a-title.html"]


def test_an_absolute_link_begins_with_the_address_of_the_site(tmp_path):
    assert drawn(tmp_path, '{{ "a.html" | absolute }}') == "https://small.example.org/sub/a.html\n"
    assert drawn(tmp_path, '{{ "index.html" | absolute }}') == "https://small.example.org/sub/\n"


def test_a_link_to_a_missing_page_is_an_error(tmp_path):
    problem = mistake(tmp_path, 'one\n{{ "tags/a.html" | href }}')
    assert str(problem).startswith("templates/mine.html:2: it links to tags/a.html, but the site has no such page")
    assert str(problem).endswith("; change the link, or test it with `is linked`")


def test_a_missing_asset_is_an_error(tmp_path):
    problem = mistake(tmp_path, '{{ "my.css" | asset }}')
    assert "it uses static/my.css" in problem.what
    assert problem.way_out == "add the file, or correct its name"
    assert drawn(tmp_path, '{{ "my.css" | asset }}', assets=["my.css"]).startswith("assets/my.")


def test_a_markdown_link_that_is_neither_a_page_nor_on_the_web_becomes_text(tmp_path):
    links = "tags/a.html#main", "tags/a.html#b", "tags/c.html", "https://example.org/", "javascript:alert"
    shows = {"x": " ".join(f"[{letter}]({address})" for letter, address in zip("abcde", links, strict=True))}
    text = drawn(tmp_path, "{{ x | markdown }}", "tags/x.html", shows, pages=["tags/a.html"])
    assert '<a href="../tags/a.html#main" rel="noopener nofollow">a</a> <em>b</em> (tags/a.html#b)' in text
    assert '<a href="https://example.org/"' in text
    assert text.count("<a ") == 2


# The filters `once` and `each`.

CARD = "{% macro card(thing) %}<a href={{ thing | href }}>{{ thing }}</a>{% endmacro %}"
ONCE = (
    '{% from "_card.html" import card %}{{ card | once("feed.xml") }}{{ ["feed.xml", "week.xml"] | each(card, "&") }}'
)


def test_links_in_a_cached_fragment_are_right_on_pages_of_every_depth(tmp_path):
    renderer = a_renderer(tmp_path, {"mine.html": ONCE, "_card.html": CARD}, pages=["feed.xml", "week.xml"])
    for path, up in (("index.html", ""), ("a/b.html", "../"), ("a/b/c.html", "../../"), ("404.html", "/sub/")):
        feed, week = (f"<a href={up}{name}>{name}</a>" for name in ("feed.xml", "week.xml"))
        assert renderer.draw(Page(path, "mine.html", {})).decode() == f"{feed}{feed}&amp;{week}\n"


def test_a_fragment_is_drawn_only_the_first_time(tmp_path):
    calls = []

    class Thing:
        def __str__(self):
            calls.append(1)
            return "<thing>"

    card = "{% macro card(thing) %}{{ thing }}{% endmacro %}"
    text = '{% from "_card.html" import card %}{{ card | once(x) }}{{ [x, x] | each(card) }}'
    renderer = a_renderer(tmp_path, {"mine.html": text, "_card.html": card})
    thing = Thing()
    for path in ("index.html", "a/b.html"):
        assert renderer.draw(Page(path, "mine.html", {"x": thing})) == b"&lt;thing&gt;" * 3 + b"\n"
    assert calls == [1]


@pytest.mark.parametrize("pair", [(1, True), ("&amp;", Markup("&amp;")), (0, 0.0)])
def test_equal_values_of_different_types_have_different_fragments(pair, tmp_path):
    card = "{% macro card(thing) %}{{ thing }}{% endmacro %}"
    text = '{% from "_card.html" import card %}{{ pair | each(card, " ") }}'
    page = a_renderer(tmp_path, {"mine.html": text, "_card.html": card}).draw(Page("a", "mine.html", {"pair": pair}))
    assert page.decode() == f"{escape(pair[0])} {escape(pair[1])}\n"


def test_a_macro_defined_in_the_template_of_a_page_can_use_the_path_of_the_page(tmp_path):
    renderer = a_renderer(
        tmp_path, {"mine.html": '{% macro here(x) %}{{ x }}{{ path }}{% endmacro %}{{ here | once("at ") }}'}
    )
    for path in ("index.html", "b.html"):
        assert renderer.draw(Page(path, "mine.html", {})).decode() == f"at {path}\n"


def test_the_result_of_a_function_that_is_not_a_macro_is_escaped(tmp_path):
    assert drawn(tmp_path, "{{ f | once }}{{ [x] | each(f) }}", shows={"f": lambda *_: "<", "x": 1}) == "&lt;&lt;\n"


# Errors in templates.


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("{{ site.titel }}", 1, "no attribute 'titel'"),
        ("\n\n{% if %}", 3, "Expected an expression"),
        ("{% block a %}", 1, "Unexpected end of template"),
        ("{{ x | no_such_filter }}", 1, "No filter named 'no_such_filter'"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ 1 + 'a' }}", 1, "unsupported operand"),
        ("{{ [].pop() }}", 1, "pop from empty list"),
        ("\n{% include 'nowhere.html' %}", 0, "it refers to nowhere.html, which does not exist"),
        ("{% extends 'nowhere.html' %}", 0, "it refers to nowhere.html, which does not exist"),
        ("{% include 'mine.html' %}", 1, "recursion"),
        ("{{ site.title.no() }}", 1, "has no attribute 'no'"),
        ("{{ 'a'.encode('no such') }}", 1, "unknown encoding"),
    ],
)
def test_an_error_in_a_template_names_the_template_and_the_line(text, line, what, tmp_path):
    problem = mistake(tmp_path, text)
    assert (problem.path, problem.line) == ("templates/mine.html", line)
    assert what in problem.what


def test_an_error_in_an_included_template_names_that_template(tmp_path):
    site.write(tmp_path, {"templates/_part.html": "\n{{ nothing }}"})
    assert str(mistake(tmp_path, "{% include '_part.html' %}")).startswith("templates/_part.html:2: ")


@pytest.mark.parametrize("use", ["card | once(1)", "[1] | each(card)"])
def test_an_error_in_a_fragment_names_the_file_and_the_line_of_its_macro(use, tmp_path):
    site.write(tmp_path, {"templates/_card.html": "\n{% macro card(x) %}\n{{ x.nothing }}{% endmacro %}"})
    text = '{% from "_card.html" import card %}\n{{ ' + use + " }}"
    assert str(mistake(tmp_path, text)).startswith("templates/_card.html:3: 'int object' has no attribute 'nothing'")


def test_an_unhashable_argument_of_once_is_an_error(tmp_path):
    problem = mistake(tmp_path, "{% macro card(x) %}{{ x }}{% endmacro %}\n{{ card | once([]) }}")
    assert (problem.line, "unhashable" in problem.what) == (2, True)


def test_a_template_that_is_not_utf_8_is_an_error(tmp_path):
    site.write(tmp_path, {"templates/mine.html": b"\xff\xfe"})
    with pytest.raises(Mistakes, match=r"templates/mine\.html: the file is not UTF-8"):
        a_renderer(tmp_path).key(Page("index.html", "mine.html", {}))
