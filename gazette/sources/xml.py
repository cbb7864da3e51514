"""XML as a tree of elements with line numbers. Entities, external files, and trees that are too large are refused.

An element's name is its local name after a short form of its namespace, whatever prefix the file uses: `atom:entry`.
A name without a namespace, or with one that is not in NAMESPACES, has no prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gazette.core import text
from gazette.core.errors import Report

MAX_DEPTH = 50
MAX_ELEMENTS = 200_000
NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://arxiv.org/schemas/atom": "arxiv:",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.openarchives.org/OAI/2.0/": "oai:",
    "http://www.openarchives.org/OAI/2.0/oai_dc/": "oai_dc:",
    "http://arxiv.org/OAI/arXiv/": "oai_arxiv:",
}


@dataclass(slots=True)
class Element:
    """`content` is the clean text in the element, outside of its children; `line` is the line of its tag."""

    name: str
    attributes: dict[str, str]
    line: int
    content: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        """The children with a name."""
        return [child for child in self.children if child.name == name]

    def text(self, name: str) -> str:
        """The text of the first child with a name, without white space around it; "" without such a child."""
        return next((child.content.strip() for child in self.children if child.name == name), "")

    def texts(self, name: str) -> list[str]:
        """The text of each child with a name, without white space around it, if there is any."""
        return [found for child in self.all(name) if (found := child.content.strip())]

    def below(self) -> Iterator[Element]:
        """The element and all elements in it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.below()


def parse(source: str, report: Report) -> Element | None:
    """The root element; None, with an error in the report, if the text is not complete XML or has entities."""
    from defusedxml.common import DefusedXmlException  # only few builds read XML
    from defusedxml.ElementTree import ParseError, XMLParser

    body = _decoded_once(source.encode("utf-8", "replace").decode(), report).lstrip()
    builder = _Builder(source.count("\n", 0, len(source) - len(body)))
    builder.parser = parser = XMLParser(target=builder)
    try:
        parser.feed(body)
        parser.close()
    except _Invalid as error:
        report.error(error.line, error.what, error.way_out)
    except DefusedXmlException:
        what = "the XML has a document type with entities or with an external file"
        report.error(builder.line, what, "remove the document type")
    except ParseError as error:
        what = f"invalid XML: {str(error).partition(': ')[0][:100].replace(';', '')}"
        report.error(error.position[0] + builder.skipped, what, "save the whole file again, or correct this line")
    else:
        return builder.root
    return None


def _decoded_once(source: str, report: Report) -> str:
    """The text, repaired if all of it is UTF-8 that was read as Latin-1."""
    if source.isascii():
        return source
    try:
        repaired = source.encode("latin-1").decode()
    except UnicodeError:
        return source
    report.warn(1, "the text is UTF-8 that was read as Latin-1", "it is repaired")
    return repaired


class _Invalid(Exception):
    def __init__(self, line: int, what: str, way_out: str) -> None:
        super().__init__(what)
        self.line, self.what, self.way_out = line, what, way_out


class _Builder:
    """Makes the tree from the parser's events; `skipped` lines are before what the parser reads."""

    def __init__(self, skipped: int) -> None:
        self.skipped, self.count = skipped, 0
        self.parser: Any = None
        self.root: Element | None = None
        self.open: list[tuple[Element, list[str]]] = []

    @property
    def line(self) -> int:
        return int(self.parser.parser.CurrentLineNumber) + self.skipped

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= MAX_DEPTH:
            raise _Invalid(self.line, f"nested more than {MAX_DEPTH} levels deep", "use fewer levels")
        if self.count > MAX_ELEMENTS:
            raise _Invalid(self.line, f"more than {MAX_ELEMENTS:,} elements", "split the file")
        element = Element(_name(tag), {_name(key): text.clean(each) for key, each in attributes.items()}, self.line)
        if self.open:
            self.open[-1][0].children.append(element)
        else:
            self.root = element
        self.open.append((element, []))

    def data(self, content: str) -> None:
        if self.open:
            self.open[-1][1].append(content)

    def end(self, _: str) -> None:
        element, parts = self.open.pop()
        element.content = text.clean("".join(parts))


def _name(tag: str) -> str:
    """The name of an element or attribute; `tag` is its local name after `{namespace}`."""
    namespace, _, local = tag.rpartition("}")
    return NAMESPACES.get(namespace[1:], "") + local
