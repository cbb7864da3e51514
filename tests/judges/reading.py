"""Parse pages and items of feeds, independently of the code that writes them."""

import json
from html.parser import HTMLParser
from pathlib import Path


class Reader(HTMLParser):
    """The tags of some HTML with their attributes, and the texts of the `wanted` ones."""

    def __init__(self, html: str, *wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag in self.wanted:
            self.open.append((tag, attributes, []))

    def handle_data(self, data):
        for _, _, texts in self.open:
            texts.append(data)

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            tag, attributes, texts = self.open.pop()
            self.texts.append((tag, attributes, "".join(texts)))

    def all(self, tag: str) -> list[str]:
        return [text for name, _, text in self.texts if name == tag]


def metas(page: Path) -> list[tuple[str, str]]:
    """The (name or property, content) of each meta element."""
    attributes = [attributes for tag, attributes in Reader(page.read_text("utf-8")).tags if tag == "meta"]
    return [(each.get("name") or each.get("property", ""), each.get("content", "")) for each in attributes]


def data(page: Path) -> dict[str, object]:
    """The JSON-LD of a page, which must have exactly one block."""
    scripts = Reader(page.read_text("utf-8"), "script").texts
    (block,) = (text for _, attributes, text in scripts if attributes.get("type") == "application/ld+json")
    found = json.loads(block)
    assert isinstance(found, dict)
    return found
