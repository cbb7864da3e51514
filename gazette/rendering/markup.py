"""The one place that may call markup safe: Markdown that people wrote, formulas, and data within a page.

Markdown keeps no HTML: what looks like a tag is shown as it was typed.  There are no
images; a link that may not be one, and an image, stay as words with their address.
What the converter prints then passes an allow-list of elements and attributes.
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
from gazette.core import text, urls

if TYPE_CHECKING:
    from markdown import Markdown

ELEMENTS = set("p em strong code pre a ul ol li blockquote br hr h2 h3 h4 h5 h6 table thead tbody tr th td".split())
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
MOST_BRACKETS = 200  # the converter's time grows with their square, and with the length
LONGEST = 20_000
# A nest of quotations or lists this deep is hostile, and the converter would measure the stack, not the text.
_NEST = re.compile(r"^[ ]{120}|^(?:[ ]*(?:>|[*+-](?= )|[0-9]+\.(?= ))){30}", re.MULTILINE)
_INSIDE = re.compile('<a href="(?!(?i:https?)://)')  # no text and no attribute looks so here: `<` or `"` is escaped
_REFERENCE = re.compile("&#?[0-9A-Za-z]+;")

Resolve = Callable[[str], str]
"""The address to write for a link as it was typed, or "" if it may not be one."""


def markdown(source: str, resolve: Resolve) -> Markup:
    """The Markdown in `source` as inert HTML, its headings from the second level on and none skipped.

    An address that `resolve` gives leads to the web or is one from the root of the site, and then bears `urls.ROOT`.
    """
    import nh3  # as markdown below: most builds meet neither, and both cost a start

    allowed = set()

    def noted(address: str) -> str:
        allowed.add(found := resolve(address))
        return found

    cleaned = nh3.clean(
        _convert(source, noted),
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        attribute_filter=lambda _, name, value: value if name != "href" or value in allowed else None,
        url_schemes={"http", "https"},
        link_rel="noopener nofollow",
    )
    clean = text.clean(cleaned)  # once more: `&#x202e;` was six letters at the border
    return Markup(_INSIDE.sub(lambda found: found[0] + urls.ROOT, clean))


def data(value: object) -> Markup:
    """`value` as JSON that may stand within a script element."""
    written = msgspec.json.encode(value).decode()  # as json.dumps writes it, in a tenth of the time
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(written)


def math(source: str) -> Markup | str:
    """A text with its formulas as MathML; one that was restored tells the words that the source has for it."""
    row = tex.split(source)
    if row is None:
        return str(source)
    return Markup("").join([_formula(part) if isinstance(part, tex.Formula) else part for part in row])


@lru_cache(1 << 13)
def _formula(formula: tex.Formula) -> Markup:
    from gazette.tex import mathml

    drawn = mathml.render(formula.tex, formula.display)
    shown = Markup(drawn) if drawn else Markup('<code class="tex">{}</code>').format(formula.original or formula.tex)
    if not formula.original or not drawn:
        return shown
    told = f"listed as: {formula.original}"
    return Markup('<span class="restored" role="group" aria-label="{0}" title="{0}">{1}</span>').format(told, shown)


def _convert(source: str, resolve: Resolve) -> str:
    if len(source) > LONGEST or source.count("[") > MOST_BRACKETS or _NEST.search(source):
        return f"<p>{escape(source)}</p>"
    converter, links = _converter()
    links.resolve = resolve
    try:
        return converter.reset().convert(source)
    except RecursionError:  # a hostile nest that is not seen from outside; it leaves the converter as it was then
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
                _tidy(element, self.resolve)

    converter = Markdown(extensions=["tables", "sane_lists"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.inlinePatterns.deregister("automail")
    converter.parser.blockprocessors.deregister("reference")
    links = Links(converter)
    converter.treeprocessors.register(links, "links", 15)  # after `inline`, which makes them
    return converter, links


def _tidy(element: Element, resolve: Resolve) -> None:
    """A link or an image that may not be is its words and its address."""
    title = f" “{element.get('title')}”" if element.get("title") else ""
    if element.tag == "img":
        words = f"{element.get('alt', '')} ({element.get('src', '')}{title})"
        element.tag, element.text = "em", words
        element.attrib.clear()
    if element.tag == "a":
        address = _read(element.get("href", ""))
        element.set("href", resolve(address).replace("&", "&amp;"))
        if not element.get("href"):
            aside = "" if _read(element.text or "") == address else f" ({address}{title})"
            element.tag, element.tail = "em", aside + (element.tail or "")
            element.attrib.clear()


def _read(address: str) -> str:
    """`address` as a browser reads it."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), address)
