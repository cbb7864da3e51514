"""What each setting of site.yaml holds: a node of it → a value, or a BadValue."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from gazette.core import text, urls
from gazette.core.errors import BadValue
from gazette.sources.node import Node


def words(node: Node) -> str:
    if not isinstance(node.value, str):
        raise BadValue(f"it is {node.kind}", "write a line of text")
    return text.line(node.value)


def url(node: Node) -> str:
    address = words(node)
    if not urls.safe(address) or "?" in address or "#" in address or "'" in address:
        raise BadValue(f"{address!r} is no web address", "write it as https://papers.example.org/")
    return address.rstrip("/") + "/"


def link(node: Node) -> str:
    address = words(node)
    if not urls.safe(address):
        raise BadValue(f"{address!r} is no web address", "begin it with https://")
    return address


def folder(node: Node) -> str:
    """An address below which there are others."""
    return link(node).rstrip("/")


def number(least: int) -> Callable[[Node], int]:
    def read(node: Node) -> int:
        written = words(node)
        if not re.fullmatch("[0-9]{1,6}", written) or int(written) < least:
            raise BadValue(f"{written!r} will not do", f"write a number from {least} to 999999")
        return int(written)

    return read


def switch(node: Node) -> bool:
    if words(node) not in ("true", "false"):
        raise BadValue(f"{words(node)!r} is neither true nor false", "write one of them")
    return words(node) == "true"


def language(node: Node) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", words(node)):
        raise BadValue(f"{words(node)!r} is no language tag", "write it as en or pt-BR")
    return words(node)


def timezone(node: Node) -> str:
    try:
        from zoneinfo import ZoneInfo  # dear, and rarely asked for

        ZoneInfo(words(node))
    except (ValueError, OSError, LookupError):
        raise BadValue(f"{words(node)!r} is no time zone", "write it as Europe/Berlin") from None
    return words(node)


def authority(node: Node) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.@_-]+(,[0-9]{4}(-[0-9]{2}){0,2})?", words(node)):
        raise BadValue(f"{words(node)!r} names nobody", "write it as papers.example.org,2025")
    return words(node)


def names(node: Node) -> tuple[str, ...]:
    if node.value == []:
        return ()
    return tuple(words(row) for row in node.rows) if node.rows else text.split_tags(words(node))


def twins(node: Node) -> tuple[str, ...]:
    wanted = names(node)
    for name in wanted:
        if name not in ("md", "bib", "json"):
            raise BadValue(f"there is no twin {name!r}", "there are md, bib and json")
    return tuple(dict.fromkeys(wanted))


def links(node: Node) -> tuple[tuple[str, str], ...]:
    """Labels and addresses, in the site or elsewhere, in the order of the mapping."""
    if not isinstance(node.value, dict):
        raise BadValue(f"it is {node.kind}", "write `label: address` lines under it")
    return tuple((text.line(label), _way(address)) for label, address in node.items.items())


def _way(node: Node) -> str:
    return link(node) if "://" in words(node) else words(node)


SETTINGS: dict[str, Callable[[Node], Any]] = {
    "title": words,
    "url": url,
    "description": words,
    "language": language,
    "author": words,
    "repository": folder,
    "timezone": timezone,
    "tags.minimum": number(1),
    "authors.minimum": number(1),
    "orgs.minimum": number(1),
    "feed.authority": authority,
    "feed.length": number(1),
    "page.length": number(1),
    "twins": twins,
    "leave_out": names,
    "subscribe.form": link,
    "offline": switch,
    "navigation": links,
}
