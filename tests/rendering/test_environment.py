"""Jinja made quick shows what Jinja shows."""

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from gazette.cache.database import Memory
from gazette.rendering.environment import Compiled, Look, Templates


class Marked(str):
    def __html__(self) -> str:
        return f"<b>{escape(str(self))}</b>"


class Sub(Markup):
    pass


VALUES = [
    "<a & 'b' \"c\">",
    Markup("<b>"),
    Sub("<i>"),
    Marked("<"),
    1,
    1.5,
    None,
    True,
    ["<"],
    ("<",),
    {"<": ">"},
    b"<",
]
TEXTS = [
    "{{ x }}",
    "{{ x ~ '<' }}",
    "{{ '<' if x }}",
    "{% set y %}{{ x }}{% endset %}{{ y }}",
    "{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}",
    "{{ x | forceescape }}",
    "{% filter upper %}{{ x }}<{% endfilter %}",
    "{{ [x, x] | join('<') }}",
    "{% autoescape false %}{{ x }}{% endautoescape %}",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("x", VALUES, ids=repr)
def test_what_is_shown_is_escaped_as_jinja_escapes_it(text, x):
    asked = {"loader": DictLoader({"a": text}), "autoescape": True, "undefined": StrictUndefined}
    quick, plain = (kind(**asked).get_template("a").render(x=x) for kind in (Templates, Environment))
    assert quick == plain


def test_what_a_page_shows_comes_before_what_all_pages_know():
    environment = Templates(loader=DictLoader({"a": "{{ x }}{{ y }}"}), autoescape=True)
    environment.globals |= {"x": 1, "y": 2}
    template = environment.get_template("a")
    assert [template.render(x=3), template.render()] == ["32", "12"]


# What is remembered of templates.

TWO = {
    "a.html": "{% extends 'b.html' %}{% block x %}{{ y }} {{ 'feed.xml' | led }}{% endblock %}",
    "b.html": "<{% block x %}{% endblock %}>",
}


class Counted(Templates):
    """Counts the templates that it parses."""

    parsed = 0

    def _parse(self, source, name, filename):
        self.parsed += 1
        return super()._parse(source, name, filename)


def drawn(folder, texts=TWO, frame=b"frame", planned=("feed.xml",)):
    """What a build with that memory draws and sees, and how many templates it parses."""
    with Memory(folder / "memory.sqlite") as memory:
        environment = Counted(loader=DictLoader(texts), autoescape=True)
        environment.filters["led"] = lambda address: f"{frame.decode()} {address in planned}"
        environment.bytecode_cache = compiled = Compiled(memory.templates, environment, frame, planned)
        looks = [compiled.look(text) for text in texts.values()]
        page = environment.get_template("a.html").render(y="<1>")
        memory.keep(1)
    return page, looks, environment.parsed


def test_the_second_build_parses_no_template_and_draws_and_sees_the_same(tmp_path):
    first, again = drawn(tmp_path), drawn(tmp_path)
    assert first[0] == again[0] == "<&lt;1&gt; frame True>"
    assert first[1] == again[1] == [Look(("b.html",), ("b.html", "feed.xml")), Look((), ())]
    assert (first[2] > 0, again[2]) == (True, 0)


def test_a_template_that_changed_is_parsed_anew(tmp_path):
    drawn(tmp_path)
    page, looks, parsed = drawn(tmp_path, {**TWO, "a.html": "{{ y }}"})
    assert (page, looks[0].templates, parsed > 0) == ("&lt;1&gt;", (), True)


def test_what_was_worked_out_for_another_frame_or_other_pages_is_compiled_anew(tmp_path):
    drawn(tmp_path)
    assert drawn(tmp_path, frame=b"other")[0] == "<&lt;1&gt; other True>"
    assert drawn(tmp_path, planned=())[0] == "<&lt;1&gt; frame False>"


def test_what_is_no_template_is_never_remembered(tmp_path):
    for _ in range(2):
        with pytest.raises(TemplateSyntaxError):
            drawn(tmp_path, {"a.html": "{% if %}"})


def test_a_template_that_makes_up_a_name_says_so(tmp_path):
    texts = {"a.html": "{% include [y, '.html'] | join %}{{ 'feed.xml' | led }}"}
    for _ in range(2):
        with pytest.raises(TemplateNotFound):
            drawn(tmp_path, texts)
    with Memory(tmp_path / "memory.sqlite") as memory:
        seen = Compiled(memory.templates, Templates(), b"frame", ()).look(texts["a.html"])
    assert seen == Look((None,), (".html", "feed.xml"))
