"""Jinja made quick shows what Jinja shows."""

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from gazette.templates import Templates


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
