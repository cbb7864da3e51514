"""The settings of site.yaml: for each, a function from its node to its value, which raises BadValue."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gazette.core import lists, text, urls
from gazette.core.errors import BadValue
from gazette.sources.documents import Node


def line(node: Node) -> str:
    """One line of text."""
    if not isinstance(node.value, str):
        raise BadValue(f"expected text, found {node.kind}", "write a line of text")
    return text.line(node.value)


def site_url(node: Node) -> str:
    """The address of the site, with a slash at its end."""
    address = line(node)
    if not urls.safe(address) or "?" in address or "#" in address or "'" in address:
        raise BadValue(f"{address!r} is not a web address", "write it as https://papers.example.org/")
    return address.rstrip("/") + "/"


def url(node: Node) -> str:
    address = line(node)
    if not urls.safe(address):
        raise BadValue(f"{address!r} is not a web address", "write one that begins with https://")
    return address


def base_url(node: Node) -> str:
    """An address that others begin with, without a slash at its end."""
    return url(node).rstrip("/")


def number(minimum: int) -> Callable[[Node], int]:
    def read(node: Node) -> int:
        digits = line(node)
        if not re.fullmatch("[0-9]{1,6}", digits) or int(digits) < minimum:
            raise BadValue(f"{digits!r} is not allowed", f"write a number from {minimum} to 999999")
        return int(digits)

    return read


def boolean(node: Node) -> bool:
    if line(node) not in ("true", "false"):
        raise BadValue(f"{line(node)!r} is not allowed", "write true or false")
    return line(node) == "true"


def language(node: Node) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", line(node)):
        raise BadValue(f"{line(node)!r} is not a language tag", "write one such as en or pt-BR")
    return line(node)


def timezone(node: Node) -> str:
    try:
        from zoneinfo import ZoneInfo  # slow to import, and few sites need it

        ZoneInfo(line(node))
    except (ValueError, OSError, LookupError):
        raise BadValue(f"{line(node)!r} is not a time zone", "write one such as Europe/Berlin") from None
    return line(node)


def authority(node: Node) -> str:
    """The owner of a tag: URI (RFC 4151), with or without a date."""
    example = "papers.example.org,2025"
    if not isinstance(node.value, str):
        raise BadValue(f"expected text, found {node.kind}", f"write a domain and a year, such as {example}")
    found = re.fullmatch(r"([A-Za-z0-9.@_-]+)(?:,([0-9]{4}(?:-[0-9]{2}){0,2}))?", line(node))
    if not found:
        what = f"{line(node)!r} is not a domain or a mail address, with or without a comma and a year"
        raise BadValue(what, f"write it as {(urls.safe(line(node)) and urlsplit(line(node)).hostname) or example}")
    if found[2] and not _is_date(found[2]):
        raise BadValue(f"there is no day {found[2]}", f"write the year only, as in {found[1]},{found[2][:4]}")
    return line(node)


def _is_date(written: str) -> bool:
    """Whether there is such a day, or such a month or year."""
    try:
        date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        return False
    return True


def names(node: Node) -> tuple[str, ...]:
    """A list, or a line of names separated as tags are."""
    if node.value == []:
        return ()
    return tuple(line(row) for row in node.rows) if node.rows else lists.split_tags(line(node))


def twins(node: Node) -> tuple[str, ...]:
    """Formats, each once."""
    formats = names(node)
    for name in formats:
        if name not in ("md", "bib", "json"):
            raise BadValue(f"unknown format {name!r}", "use md, bib or json")
    return tuple(dict.fromkeys(formats))


def feed_formats(*known: str) -> Callable[[Node], tuple[str, ...]]:
    """Formats of feeds, each once."""

    def read(node: Node) -> tuple[str, ...]:
        found = names(node)
        for name in found:
            if name not in known:
                raise BadValue(f"unknown format {name!r}", f"use {', '.join(known[:-1])} or {known[-1]}")
        return tuple(dict.fromkeys(found))

    return read


_OF_PAPERS = feed_formats("rss", "atom", "json", "daily", "daily-atom", "daily-json")
_OF_POSTS = feed_formats("rss", "atom", "json")


def navigation(node: Node) -> tuple[tuple[str, str], ...]:
    """Labels and their addresses, in the site or elsewhere, in the order of the mapping."""
    if not isinstance(node.value, dict):
        raise BadValue(f"expected a mapping, found {node.kind}", "write `label: address` lines under it")
    return tuple((text.line(label), _address(address)) for label, address in node.items.items())


def _address(node: Node) -> str:
    return url(node) if "://" in line(node) else line(node)


SETTINGS: dict[str, Callable[[Node], Any]] = {
    "title": line,
    "url": site_url,
    "description": line,
    "language": language,
    "author": line,
    "repository": base_url,
    "timezone": timezone,
    "tags.minimum": number(1),
    "authors.minimum": number(1),
    "orgs.minimum": number(1),
    "feed.authority": authority,
    "feed.length": number(1),
    "feed.formats.site": _OF_PAPERS,
    "feed.formats.tags": _OF_PAPERS,
    "feed.formats.authors": _OF_PAPERS,
    "feed.formats.orgs": _OF_PAPERS,
    "feed.formats.week": _OF_POSTS,
    "feed.formats.changes": _OF_POSTS,
    "feed.formats.archive": feed_formats("rss", "atom"),
    "hub": url,
    "page.length": number(1),
    "twins": twins,
    "leave_out": names,
    "subscribe.form": url,
    "digests": boolean,
    "offline": boolean,
    "search": boolean,
    "navigation": navigation,
    "clean_urls": boolean,
    "fetch.enrich": boolean,
    "fetch.huggingface.url": base_url,
    "fetch.arxiv.url": base_url,
    "fetch.arxiv.tags": boolean,
    "summarize.url": base_url,
    "summarize.model": line,
    "summarize.language": language,
    "daily.deploy": line,
    "daily.ping": url,
}
