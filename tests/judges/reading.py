"""Read back what a page or a feed's item says, as a program that trusts nothing would."""

import json
from html.parser import HTMLParser
from pathlib import Path


class Reader(HTMLParser):
    """The elements of a piece of HTML: tags with attributes, and the texts of those that were asked for."""

    def __init__(self, html: str, *wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        held = {name: value or "" for name, value in attrs}
        self.tags.append((tag, held))
        if tag in self.wanted:
            self.open.append((tag, held, []))

    def handle_data(self, data):
        for _, _, texts in self.open:
            texts.append(data)

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            tag, held, texts = self.open.pop()
            self.texts.append((tag, held, "".join(texts)))

    def all(self, tag: str) -> list[str]:
        return [text for name, _, text in self.texts if name == tag]


def metas(page: Path) -> list[tuple[str, str]]:
    """The (name or property, content) of a page's meta elements."""
    held = [held for tag, held in Reader(page.read_text("utf-8")).tags if tag == "meta"]
    return [(each.get("name") or each.get("property", ""), each.get("content", "")) for each in held]


def data(page: Path) -> dict[str, object]:
    """The page's one block of JSON-LD."""
    scripts = Reader(page.read_text("utf-8"), "script").texts
    (block,) = (text for _, held, text in scripts if held.get("type") == "application/ld+json")
    found = json.loads(block)
    assert isinstance(found, dict)
    return found
