"""The setting `fetch.sources`: where listings come from.

- huggingface
- arxiv: {categories: [cs.CL, cs.LG], keywords: [diffusion], most: 50, types: [new, cross]}
- feed: https://example.org/papers.xml
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from gazette.config import values
from gazette.core import errors
from gazette.core.errors import BadValue
from gazette.sources.documents import Node

ARXIV_TYPES = ("new", "cross", "replace")
"""What arXiv announces: new papers, papers of another primary category, and new versions of older papers."""
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]{2,})?")


class HuggingFace(NamedTuple):
    """Hugging Face's daily papers."""

    @property
    def name(self) -> str:
        return "huggingface"


class Arxiv(NamedTuple):
    """New papers of some categories; if there are keywords, only papers with one of them in title or abstract."""

    categories: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    most: int = 100
    types: tuple[str, ...] = ("new", "cross")

    @property
    def name(self) -> str:
        return "arxiv"


class Feed(NamedTuple):
    """The items of an RSS, Atom or JSON feed."""

    url: str

    @property
    def name(self) -> str:
        return "feed"


Source = HuggingFace | Arxiv | Feed


def sources(node: Node) -> tuple[Source, ...]:
    """The sources, in the order in which they are fetched, each once."""
    if not isinstance(node.value, list):
        raise BadValue(f"expected a list, found {node.kind}", "write `- huggingface` on a line below, indented")
    return tuple(dict.fromkeys(_source(row) for row in node.rows))


def _source(node: Node) -> Source:
    if node.value == "huggingface":
        return HuggingFace()
    if isinstance(node.value, dict) and len(node.value) == 1:
        ((name, options),) = node.value.items()
        if name == "arxiv":
            return _arxiv(options)
        if name == "feed":
            return Feed(values.url(options))
    else:
        name = node.value if isinstance(node.value, str) else node.kind
    raise BadValue(
        f"unknown source {errors.shown(name)}", "write huggingface, `arxiv: {categories: [cs.CL]}` or `feed: URL`"
    )


def _arxiv(node: Node) -> Arxiv:
    readers = {"categories": _categories, "keywords": values.names, "most": values.number(1), "types": _types}
    given: dict[str, Any] = {}
    for key, each in node.items.items():
        if key not in readers:
            raise BadValue(f"arxiv: unknown key {errors.shown(key)}", errors.nearest(key, readers))
        given[key] = readers[key](each)
    if not given.get("categories"):
        raise BadValue("arxiv: no categories", "write `arxiv: {categories: [cs.CL]}`")
    return Arxiv(**given)


def _categories(node: Node) -> tuple[str, ...]:
    found = values.names(node)
    for each in found:
        if not _CATEGORY.fullmatch(each):
            raise BadValue(f"{errors.shown(each)} is not an arXiv category", "write one such as cs.CL or hep-th")
    return found


def _types(node: Node) -> tuple[str, ...]:
    found = values.names(node)
    for each in found:
        if each not in ARXIV_TYPES:
            raise BadValue(f"arxiv: unknown type {errors.shown(each)}", f"use {', '.join(ARXIV_TYPES)}")
    return found
