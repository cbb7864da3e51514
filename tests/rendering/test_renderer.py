from datetime import date

import pytest
from markupsafe import Markup, escape

from gazette.config import Site
from gazette.core import security, urls, version
from gazette.core.errors import Mistakes
from gazette.core.model import Asset, Page
from gazette.rendering.renderer import Renderer
from tests import site

FILES = ["style.css", "gazette.js", "favicon.svg", "fonts/text.woff2"]
SITE = Site("A <Site>", "https://small.example.org/sub/")
EVIL = "<script>alert(1)</script>\"'&"


def renderer(folder, templates=(), pages=(), settings=SITE, assets=(), navigation=()):
    """A renderer whose own templates are these; it is asked for the page it draws and for `pages`."""
    site.write(folder, {f"templates/{name}": text for name, text in dict(templates).items()})
    assets = tuple(Asset(name, b"body") for name in assets)
    planned = frozenset(["index.html", *pages, *map(urls.of, assets)])
    return Renderer(folder, settings, {asset.name: urls.of(asset) for asset in assets}, planned, navigation)


def drawn(folder, text, path="index.html", shows=None, name="mine.html", **known):
    return renderer(folder, {name: text}, **known).draw(Page(path, name, shows or {})).decode()


def mistake(folder, text, shows=None, **known):
    with pytest.raises(Mistakes) as found:
        drawn(folder, text, shows=shows, **known)
    (problem,) = found.value.problems
    return problem


# Drawing.


def test_a_page_ends_with_one_line_end_and_a_block_leaves_none(tmp_path):
    assert drawn(tmp_path, "{% if 1 %}\n  {% if 1 %}\na\n  {% endif %}\n{% endif %}\n\n") == "a\n\n"
    assert drawn(tmp_path, "a") == "a\n"


def test_a_page_without_a_template_is_its_body(tmp_path):
    assert renderer(tmp_path).draw(Page("a.bin", "", {"body": b"\xff\0"})) == b"\xff\0"


@pytest.mark.parametrize("name", ["mine.html", "mine.xml", "mine.txt", "mine.md", "mine"])
def test_every_template_escapes_whatever_its_suffix(name, tmp_path):
    assert drawn(tmp_path, "{{ x }}", shows={"x": EVIL}, name=name).startswith("&lt;script&gt;")


@pytest.mark.parametrize("folder", [version.ROOT / "templates"])
def test_no_template_calls_anything_safe(folder):
    for path in folder.iterdir():
        text = path.read_text("utf-8")
        assert "safe" not in text.replace("safe_link", ""), path.name
        assert "autoescape" not in text, path.name


def test_a_template_of_the_site_replaces_gazettes_and_may_build_on_its_parts(tmp_path):
    text = drawn(
        tmp_path,
        '{% extends "_base.html" %}{% block main %}mine{% endblock %}',
        assets=FILES,
    )
    assert "mine" in text
    assert f'content="{security.policy()}"' in text.replace("&#39;", "'")
    assert "A &lt;Site&gt;" in text


def test_the_policy_comes_before_anything_it_should_hold(tmp_path):
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
def test_a_link_leads_from_the_page_that_bears_it(path, link, tmp_path):
    shows = {"day": date(2025, 3, 12)}
    assert drawn(tmp_path, "{{ day | href }}", path, shows, pages=["papers/date/2025-03-12.html"]) == f"{link}\n"


def test_no_text_can_hold_the_sign_of_the_root(tmp_path):
    settings = f'title: "A \\x7f{urls.ROOT} Site"\nurl: https://small.example.org/sub/\n'
    listing = (
        f"## A Title{urls.ROOT}\n- tags: a{urls.ROOT}\n\nText &#127;{urls.ROOT}.\n\n> A note &#x7f; [x](index.html).\n"
    )
    captured = '{"date": "2025-03-13", "papers": [{"title": "An\\u007fother", "mood": "\\u007f"}]}'
    files = {"content/2025-03-12.md": listing, "content/2025-03-13.json": captured}
    source = site.a_source(tmp_path, files, settings)
    site.build(source)
    made = site.files(source / "public")
    texts = {path: body for path, body in made.items() if not path.endswith(".woff2")}
    assert not [path for path, body in texts.items() if urls.ROOT.encode() in body]
    assert b">A Site<" in made["papers/a-title.html"]
    assert b'<p>A note  <a href="../index.html"' in made["papers/a-title.html"]


def test_an_absolute_link_bears_the_sites_address(tmp_path):
    assert drawn(tmp_path, '{{ "a.html" | absolute }}') == "https://small.example.org/sub/a.html\n"
    assert drawn(tmp_path, '{{ "index.html" | absolute }}') == "https://small.example.org/sub/\n"


def test_a_link_to_a_page_that_is_not_there_is_a_mistake(tmp_path):
    problem = mistake(tmp_path, 'one\n{{ "tags/a.html" | href }}')
    assert str(problem).startswith("templates/mine.html:2: it links to tags/a.html, and no page is there")


def test_an_asset_that_is_not_there_is_a_mistake(tmp_path):
    assert "it asks for static/my.css" in mistake(tmp_path, '{{ "my.css" | asset }}').what
    assert drawn(tmp_path, '{{ "my.css" | asset }}', assets=["my.css"]).startswith("assets/my.")


def test_a_link_in_markdown_leads_to_a_page_or_to_the_web_or_is_words(tmp_path):
    shows = {"x": "[a](tags/a.html#b) [c](tags/c.html) [d](https://example.org/) [e](javascript:alert)"}
    text = drawn(tmp_path, "{{ x | markdown }}", "tags/x.html", shows, pages=["tags/a.html"])
    assert '<a href="../tags/a.html#b" rel="noopener nofollow">a</a>' in text
    assert '<a href="https://example.org/"' in text
    assert text.count("<a ") == 2


# Pieces drawn once.

CARD = "{% macro card(thing) %}<a href={{ thing | href }}>{{ thing }}</a>{% endmacro %}"
ONCE = (
    '{% from "_card.html" import card %}{{ card | once("feed.xml") }}{{ ["feed.xml", "week.xml"] | each(card, "&") }}'
)


def test_a_piece_that_is_drawn_once_leads_right_from_every_depth(tmp_path):
    artist = renderer(tmp_path, {"mine.html": ONCE, "_card.html": CARD}, pages=["feed.xml", "week.xml"])
    for path, up in (("index.html", ""), ("a/b.html", "../"), ("a/b/c.html", "../../"), ("404.html", "/sub/")):
        feed, week = (f"<a href={up}{name}>{name}</a>" for name in ("feed.xml", "week.xml"))
        assert artist.draw(Page(path, "mine.html", {})).decode() == f"{feed}{feed}&amp;{week}\n"


def test_a_piece_is_made_the_first_time_only(tmp_path):
    told = []

    class Thing:
        def __str__(self):
            told.append(1)
            return "<thing>"

    card = "{% macro card(thing) %}{{ thing }}{% endmacro %}"
    text = '{% from "_card.html" import card %}{{ card | once(x) }}{{ [x, x] | each(card) }}'
    artist = renderer(tmp_path, {"mine.html": text, "_card.html": card})
    thing = Thing()
    for path in ("index.html", "a/b.html"):
        assert artist.draw(Page(path, "mine.html", {"x": thing})) == b"&lt;thing&gt;" * 3 + b"\n"
    assert told == [1]


@pytest.mark.parametrize("pair", [(1, True), ("&amp;", Markup("&amp;")), (0, 0.0)])
def test_things_that_are_equal_but_not_the_same_are_drawn_apart(pair, tmp_path):
    card = "{% macro card(thing) %}{{ thing }}{% endmacro %}"
    text = '{% from "_card.html" import card %}{{ pair | each(card, " ") }}'
    made = renderer(tmp_path, {"mine.html": text, "_card.html": card}).draw(Page("a", "mine.html", {"pair": pair}))
    assert made.decode() == f"{escape(pair[0])} {escape(pair[1])}\n"


def test_a_macro_of_the_page_itself_may_know_the_page(tmp_path):
    artist = renderer(
        tmp_path, {"mine.html": '{% macro here(x) %}{{ x }}{{ path }}{% endmacro %}{{ here | once("at ") }}'}
    )
    for path in ("index.html", "b.html"):
        assert artist.draw(Page(path, "mine.html", {})).decode() == f"at {path}\n"


def test_what_is_no_macro_is_escaped_nonetheless(tmp_path):
    assert drawn(tmp_path, "{{ f | once }}{{ [x] | each(f) }}", shows={"f": lambda *_: "<", "x": 1}) == "&lt;&lt;\n"


# Mistakes.


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
        ("\n{% include 'nowhere.html' %}", 0, "it draws upon nowhere.html, which is not there"),
        ("{% extends 'nowhere.html' %}", 0, "it draws upon nowhere.html, which is not there"),
        ("{% include 'mine.html' %}", 1, "recursion"),
        ("{{ site.title.no() }}", 1, "has no attribute 'no'"),
        ("{{ 'a'.encode('no such') }}", 1, "unknown encoding"),
    ],
)
def test_a_mistake_in_a_template_names_template_and_line(text, line, what, tmp_path):
    problem = mistake(tmp_path, text)
    assert (problem.path, problem.line) == ("templates/mine.html", line)
    assert what in problem.what


def test_a_mistake_in_a_part_names_the_part(tmp_path):
    site.write(tmp_path, {"templates/_part.html": "\n{{ nothing }}"})
    assert str(mistake(tmp_path, "{% include '_part.html' %}")).startswith("templates/_part.html:2: ")


@pytest.mark.parametrize("use", ["card | once(1)", "[1] | each(card)"])
def test_a_mistake_in_a_piece_that_is_drawn_once_names_its_file_and_line(use, tmp_path):
    site.write(tmp_path, {"templates/_card.html": "\n{% macro card(x) %}\n{{ x.nothing }}{% endmacro %}"})
    text = '{% from "_card.html" import card %}\n{{ ' + use + " }}"
    assert str(mistake(tmp_path, text)).startswith("templates/_card.html:3: 'int object' has no attribute 'nothing'")


def test_what_cannot_be_remembered_is_a_mistake(tmp_path):
    problem = mistake(tmp_path, "{% macro card(x) %}{{ x }}{% endmacro %}\n{{ card | once([]) }}")
    assert (problem.line, "unhashable" in problem.what) == (2, True)


def test_a_template_that_is_no_text_is_a_mistake(tmp_path):
    site.write(tmp_path, {"templates/mine.html": b"\xff\xfe"})
    with pytest.raises(Mistakes, match=r"templates/mine\.html: not UTF-8"):
        renderer(tmp_path).key(Page("index.html", "mine.html", {}))


# Keys.


def key(folder, templates=(), shows=None, **known):
    found = renderer(folder, {"mine.html": "{% include '_part.html' %}", "_part.html": "a", **dict(templates)}, **known)
    return found.key(Page("index.html", "mine.html", shows or {"x": 1}))


def test_a_key_is_the_same_for_the_same(tmp_path):
    assert key(tmp_path / "a") == key(tmp_path / "b")


@pytest.mark.parametrize(
    "changed",
    [
        {"shows": {"x": 2}},
        {"templates": {"mine.html": "{% include '_part.html' %} "}},
        {"templates": {"_part.html": "b"}},
        {"settings": Site("Another", SITE.url)},
        {"settings": Site(SITE.title, SITE.url, leave_out=("tags",))},
        {"assets": ["more.css"]},
        {"navigation": (("About", "about.html"),)},
    ],
)
def test_whatever_decides_a_pages_bytes_changes_its_key(changed, tmp_path):
    assert key(tmp_path / "a") != key(tmp_path / "b", **changed)


def test_other_code_changes_every_key(tmp_path, monkeypatch):
    before = key(tmp_path)
    monkeypatch.setattr("gazette.rendering.renderer.code", lambda: b"other code")
    assert key(tmp_path) != before


@pytest.mark.parametrize("text", ["{% include x %}", "{% extends '_a' ~ '.html' %}", "{% import x as y %}"])
def test_a_template_that_is_named_while_drawing_may_be_any(text, tmp_path):
    one, two = ({"_part.html": text, "_a.html": body} for body in ("1", "2"))
    assert key(tmp_path / "a", one) != key(tmp_path / "b", two)


def test_a_part_that_comes_to_be_changes_the_key(tmp_path):
    part = {"_part.html": "{% include '_new.html' ignore missing %}"}
    assert key(tmp_path / "a", part) != key(tmp_path / "b", {**part, "_new.html": ""})


def test_templates_may_draw_upon_each_other_in_a_ring(tmp_path):
    ring = {"_part.html": "{% if x %}{% include 'mine.html' %}{% endif %}"}
    assert key(tmp_path / "a", ring) != key(tmp_path / "b", {**ring, "mine.html": "{% include '_part.html' %}!"})


def test_a_page_that_a_template_spells_changes_the_key_when_it_comes(tmp_path):
    part = {"_part.html": '{% if "new.html" is linked %}!{% endif %}'}
    assert key(tmp_path / "a", part) != key(tmp_path / "b", part, pages=["new.html"])


def test_what_markdown_leads_to_is_answered_and_an_answer_may_change(tmp_path):
    page = Page("index.html", "mine.html", {"x": "see [it](new.html#part) and [that](https://example.org/)"})
    before = renderer(tmp_path, {"mine.html": "{{ x | markdown }}"})
    before.draw(page)
    told = before.answers
    assert told == {"new.html": False, "https://example.org/": False}
    after = renderer(tmp_path, pages=["new.html"])
    assert (before.still(told), after.still(told)) == (True, False)
    after.draw(page)
    assert after.answers == {**told, "new.html": True}
    after.draw(Page("index.html", "", {"body": b""}))
    assert after.answers == {}


def test_a_page_that_nobody_asks_for_leaves_the_key(tmp_path):
    assert key(tmp_path / "a") == key(tmp_path / "b", pages=["new.html"])
