"""Turns untrusted input into safe markup: Markdown, formulas, and data inside a page.

HTML in Markdown is shown as text. An image, and a link to an address that is not allowed, become text with the
address. The converter's output then passes through an allow-list of elements and attributes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import msgspec
from markupsafe import Markup, escape

from gazette import tex
from gazette.core import complexity, text, urls

if TYPE_CHECKING:
    from markdown import Markdown

ELEMENTS = set("p em strong code pre a ul ol li blockquote br hr h2 h3 h4 h5 h6 table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_INTERNAL_LINK = re.compile('<a href="(?!(?i:https?)://)')  # matches links only: elsewhere `<` or `"` is escaped
_CHARACTER_REFERENCE = re.compile("&#?[0-9A-Za-z]+;")

_BEFORE_FORMULA = re.compile(r"[^ \n]{1,16}$")
_AFTER_FORMULA = re.compile(r"[^ \n–—/-]{1,16}[–—/-]?|[–—/-]")
_TOGETHER = Markup('<span class="tight">{}{}{}</span>')
"""A formula and the signs or letters next to it, as in `($x$),`: browsers would break the line between them."""

Resolve = Callable[[str], str]
"""Gives the address to write for a link as it was typed, or "" if the link is not allowed."""


def markdown(source: str, resolve: Resolve) -> Markup:
    """The Markdown in `source` as safe HTML, with headings from the second level on and without skipped levels.

    `resolve` gives either an address on the web or one relative to the root of the site. The latter are prefixed with
    `urls.ROOT`.
    """
    import nh3  # imported here, like markdown below, because it is slow to import and most builds do not need it

    allowed = set()

    def resolve_and_allow(address: str) -> str:
        allowed.add(resolved := resolve(address))
        return resolved

    cleaned = nh3.clean(
        _convert(source, resolve_and_allow),
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        attribute_filter=lambda _, name, value: value if name != "href" or value in allowed else None,
        url_schemes={"http", "https"},
        link_rel="noopener nofollow",
    )
    clean = text.clean(cleaned)  # again: when the file was read, `&#x202e;` was not yet the character it stands for
    return Markup(_INTERNAL_LINK.sub(lambda link: link[0] + urls.ROOT, clean))


def data(value: object) -> Markup:
    """`value` as JSON that is safe inside a script element."""
    json = msgspec.json.encode(value).decode()  # ten times as fast as json.dumps
    for character in "<>&":
        json = json.replace(character, f"\\u{ord(character):04x}")
    return Markup(json)


def math(source: str) -> Markup | str:
    """A text with its formulas as MathML. The tooltip of a restored formula shows the words that the source has."""
    row = tex.split(source)
    if row is None:
        return str(source)
    made: list[str] = []
    after = 0  # the signs of a text that stand in the element of the formula before it
    for at, part in enumerate(row):
        if isinstance(part, str):
            made.append(part[after:])
            after = 0
            continue
        before, following = made[-1] if made else "", row[at + 1] if at + 1 < len(row) else ""
        opening = _BEFORE_FORMULA.search(before) if type(before) is str else None
        closing = _AFTER_FORMULA.match(following) if isinstance(following, str) else None
        drawn, after = _formula(part), 0
        if not part.display and (opening or closing):
            made[-1:] = [before[: opening.start()]] if opening else made[-1:]
            after = closing.end() if closing else 0
            drawn = _TOGETHER.format(opening[0] if opening else "", drawn, closing[0] if closing else "")
        made.append(drawn)
    return Markup("").join(made)


@lru_cache(1 << 13)
def _formula(formula: tex.Formula) -> Markup:
    from gazette.tex import mathml

    drawn = mathml.render(formula.tex, formula.display)
    shown = Markup(drawn) if drawn else Markup('<code class="tex">{}</code>').format(formula.original or formula.tex)
    if not formula.original or not drawn:
        return shown
    tooltip = f"listed as: {formula.original}"
    return Markup('<span class="restored" role="group" aria-label="{0}" title="{0}">{1}</span>').format(tooltip, shown)


def _convert(source: str, resolve: Resolve) -> str:
    if complexity.too_complex(source):
        return f"<p>{escape(source)}</p>"
    converter, links = _converter()
    links.resolve = resolve
    try:
        return converter.reset().convert(source)
    except RecursionError:  # nested in a way that the pattern misses; the converter is then in an undefined state
        _converter.cache_clear()
        return f"<p>{escape(source)}</p>"


@lru_cache(maxsize=1)
def _converter() -> tuple[Markdown, Any]:
    from markdown import Markdown
    from markdown.treeprocessors import Treeprocessor

    class Links(Treeprocessor):
        resolve: Resolve

        def run(self, root: Element) -> None:
            level = 1
            for element in root.iter():
                if re.fullmatch("h[1-6]", element.tag):
                    level = min(max(int(element.tag[1]), 2), level + 1)
                    element.tag = f"h{level}"
                _restrict(element, self.resolve)

    converter = Markdown(extensions=["tables", "sane_lists"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("automail")
    converter.parser.blockprocessors.deregister("reference")
    links = Links(converter)
    converter.treeprocessors.register(links, "links", 15)  # after `inline`, which creates the link elements
    return converter, links


def _restrict(element: Element, resolve: Resolve) -> None:
    """Replace an image, or a link that is not allowed, by its text and its address."""
    title = f" “{element.get('title')}”" if element.get("title") else ""
    if element.tag == "img":
        element.tag, element.text = "em", f"{element.get('alt', '')} ({element.get('src', '')}{title})"
        element.attrib.clear()
    if element.tag == "a":
        address = _unescape(element.get("href", ""))
        element.set("href", resolve(address).replace("&", "&amp;"))
        if not element.get("href"):
            aside = "" if _unescape(element.text or "") == address else f" ({address}{title})"
            element.tag, element.tail = "em", aside + (element.tail or "")
            element.attrib.clear()


def _unescape(address: str) -> str:
    """`address` as a browser reads it."""
    return _CHARACTER_REFERENCE.sub(lambda reference: html.unescape(reference[0]), address)
