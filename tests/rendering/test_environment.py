"""The faster environment draws what Jinja draws, and stores compiled templates between builds."""

import sqlite3
from contextlib import closing, contextmanager

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup, escape

from gazette.cache.templates import SCHEMA, CachedTemplates
from gazette.rendering.environment import FastEnvironment, References, TemplateCache, template_error


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
def test_values_are_escaped_as_jinja_escapes_them(text, x):
    options = {"loader": DictLoader({"a": text}), "autoescape": True, "undefined": StrictUndefined}
    fast, plain = (kind(**options).get_template("a").render(x=x) for kind in (FastEnvironment, Environment))
    assert fast == plain


def test_values_of_a_page_take_precedence_over_globals():
    environment = FastEnvironment(loader=DictLoader({"a": "{{ x }}{{ y }}"}), autoescape=True)
    environment.globals |= {"x": 1, "y": 2}
    template = environment.get_template("a")
    assert [template.render(x=3), template.render()] == ["32", "12"]


# References and compiled code in the cache.

TWO = {
    "a.html": "{% extends 'b.html' %}{% block x %}{{ y }} {{ 'feed.xml' | led }}{% endblock %}",
    "b.html": "<{% block x %}{% endblock %}>",
}


class CountingEnvironment(FastEnvironment):
    """Counts the templates that it parses."""

    parsed = 0

    def _parse(self, source, name, filename):
        self.parsed += 1
        return super()._parse(source, name, filename)


@contextmanager
def cached(folder):
    """The cache of templates in `folder`, which is empty at first."""
    with closing(sqlite3.connect(folder / "cache.sqlite")) as base:
        base.execute(SCHEMA.replace("create table", "create table if not exists"))
        templates = CachedTemplates(base)
        yield templates
        templates.flush()
        base.commit()


def build(folder, texts=TWO, site_digest=b"one", planned=("feed.xml",)):
    """The page and the references of a build with the cache in `folder`, and how many templates it parses."""
    with cached(folder) as templates:
        environment = CountingEnvironment(loader=DictLoader(texts), autoescape=True)
        environment.filters["led"] = lambda address: f"{site_digest.decode()} {address in planned}"
        environment.bytecode_cache = cache = TemplateCache(templates, environment, site_digest, planned)
        references = [cache.references(text) for text in texts.values()]
        page = environment.get_template("a.html").render(y="<1>")
    return page, references, environment.parsed


def test_the_second_build_parses_no_template_and_gives_the_same(tmp_path):
    first, again = build(tmp_path), build(tmp_path)
    assert first[0] == again[0] == "<&lt;1&gt; one True>"
    assert first[1] == again[1] == [References(("b.html",), ("b.html", "feed.xml")), References((), ())]
    assert (first[2] > 0, again[2]) == (True, 0)


def test_a_template_that_changed_is_parsed_again(tmp_path):
    build(tmp_path)
    page, references, parsed = build(tmp_path, {**TWO, "a.html": "{{ y }}"})
    assert (page, references[0].templates, parsed > 0) == ("&lt;1&gt;", (), True)


def test_a_template_is_compiled_again_for_another_site_or_other_pages(tmp_path):
    build(tmp_path)
    assert build(tmp_path, site_digest=b"other")[0] == "<&lt;1&gt; other True>"
    assert build(tmp_path, planned=())[0] == "<&lt;1&gt; one False>"


def test_a_template_with_a_syntax_error_is_not_stored(tmp_path):
    for _ in range(2):
        with pytest.raises(TemplateSyntaxError):
            build(tmp_path, {"a.html": "{% if %}"})


def test_a_template_name_computed_while_drawing_is_a_reference_to_none(tmp_path):
    texts = {"a.html": "{% include [y, '.html'] | join %}{{ 'feed.xml' | led }}"}
    for _ in range(2):
        with pytest.raises(TemplateNotFound):
            build(tmp_path, texts)
    with cached(tmp_path) as templates:
        found = TemplateCache(templates, FastEnvironment(), b"one", ()).references(texts["a.html"])
    assert found == References((None,), (".html", "feed.xml"))


# Messages


@pytest.mark.parametrize(
    "text", ["{% for x in y %}{% endif %}", "{% if x %}", "{% nothing %}", "{% if %}", "{{ x | no }}"]
)
def test_a_message_about_syntax_has_no_full_stop_before_what_to_do(text):
    with pytest.raises(TemplateSyntaxError) as error:
        Environment().from_string(text)
    message = str(template_error(error.value, "a.html", []))
    assert message.startswith("templates/a.html:1: ")
    assert message.endswith("; correct the syntax")
    assert ".;" not in message


def test_the_message_of_an_exception_has_no_full_stop_before_the_page():
    error = template_error(ValueError("It does not fit."), "a.html", [], "x.html")
    assert str(error) == "templates/a.html: It does not fit (while drawing x.html); fix the template"
