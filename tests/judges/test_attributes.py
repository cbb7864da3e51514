"""Scripts find elements by data attributes, which static/scripts/site.js documents."""

import re

from gazette.core import security
from gazette.sources import assets

from .tools import ROOT

SCRIPTS = "\n".join((ROOT / f"static/scripts/{name}.js").read_text("utf-8") for name in sorted(assets.SCRIPTS))
CODE = re.sub(r"(^|\s)//.*|/\*.*?\*/", "", SCRIPTS, flags=re.MULTILINE) + security.INLINE_SCRIPT
SEARCH = "".join(path.read_text("utf-8") for path in sorted((ROOT / "static/search").glob("*.js")))
SELECTORS = re.findall(r"""(?:querySelector|querySelectorAll|closest|matches)\(\s*(["'`])(.*?)\1\s*\)""", CODE)
STANDARD = re.compile(
    r"(a|bdi|button|footer|h1|h2|input|link|meta|script|select|summary|textarea)\b|\[(rel|name|type)=[^]]*\]|\[contenteditable\]|dialog"
)


PRINTED = {"site", "address"}
"""What only the style sheet reads: it prints them."""


def attributes(pattern: str, text: str) -> set[str]:
    return {re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name) for name in re.findall(pattern, text)}


def in_templates() -> set[str]:
    texts = (path.read_text("utf-8") for path in (ROOT / "templates").glob("*.html"))
    return attributes(r"\sdata-([a-z-]+)", "\n".join(texts)) - PRINTED


def set_by_scripts() -> set[str]:
    return attributes(r"dataset\.(\w+) ?= ?", CODE.replace("==", ""))


def test_every_attribute_that_scripts_read_is_in_the_templates_and_no_other_is():
    read = attributes(r"\[data-([a-z-]+)", CODE) | attributes(r"dataset\.(\w+)", CODE + SEARCH)
    assert read - set_by_scripts() == in_templates()


def test_every_attribute_is_explained_once_where_scripts_begin():
    lines = re.findall(r"^//   data-([a-z-]+)  ", (ROOT / "static/scripts/site.js").read_text("utf-8"), re.MULTILINE)
    assert len(lines) == len(set(lines))
    assert set(lines) == in_templates() - {"face"}  # which only the inline script reads
    assert set_by_scripts() == attributes(r"data-([a-z-]+) \(on", SCRIPTS)


def test_scripts_select_by_data_attributes_and_standard_elements_only():
    assert SELECTORS
    for _, selector in SELECTORS:
        rest = STANDARD.sub("", re.sub(r"\[data-[^]]+\]", "", selector))
        assert re.fullmatch(r"[\s,]*", rest), selector


def test_the_style_sheet_prints_attributes_that_every_page_has():
    style = (ROOT / "static/style.css").read_text("utf-8")
    base = (ROOT / "templates/_base.html").read_text("utf-8")
    assert (
        attributes(r"attr\(data-([a-z-]+)", style)
        == attributes(r"<html .*?\sdata-([a-z-]+)", base) | PRINTED
        == PRINTED
    )


def test_the_style_sheet_uses_no_unknown_attribute():
    style = (ROOT / "static/style.css").read_text("utf-8")
    assert attributes(r"\[data-([a-z-]+)", style) <= in_templates() | set_by_scripts()
