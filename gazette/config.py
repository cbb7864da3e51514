"""site.yaml, read once and checked whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from gazette import fields, text, topics, tree, urls
from gazette.errors import Report
from gazette.model import Topic
from gazette.node import Node

NAME = "site.yaml"
SHIPPED = Path(__file__).with_name("topics.yaml")
NAVIGATION = (
    ("Trending", urls.TRENDING),
    ("Subjects", urls.TAGS),
    ("Archive", urls.ARCHIVE),
    ("Subscribe", urls.SUBSCRIBE),
    ("About", "about.html"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """The settings.  A site may hold any; `title` and `url` it must."""

    title: str
    url: str
    description: str = ""
    language: str = "en"
    author: str = ""
    repository: str = ""
    timezone: str = "UTC"
    tags_minimum: int = 2
    authors_minimum: int = 10
    feed_authority: str = ""
    feed_length: int = 50
    page_length: int = 50
    twins: tuple[str, ...] = ("md", "bib", "json")
    leave_out: tuple[str, ...] = ()
    subscribe_form: str = ""
    navigation: tuple[tuple[str, str], ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def base(self) -> str:
        """The path the site is served under: "/" or "/papers/"."""
        return urlsplit(self.url).path

    @property
    def authority(self) -> str:
        """Whose name the feed ids bear, and since when, as in a tag: URI (RFC 4151)."""
        named = self.feed_authority or str(urlsplit(self.url).hostname)
        return named if "," in named else f"{named},2025"


def load(folder: Path) -> Site:
    """The settings in `folder`; Mistakes if there is anything wrong with them."""
    path = folder / NAME
    report = Report(NAME)
    try:
        written = path.read_text("utf-8")
    except FileNotFoundError:
        written = ""
        report.error(
            0, f"there is none in {folder}", "make one with a title: and a url:, or name its folder with --source"
        )
    except (OSError, UnicodeDecodeError) as trouble:
        written = ""
        report.error(0, f"cannot be read: {trouble}", "it should be a text file in UTF-8")
    report.settle()
    site = parse(written, report)
    report.settle()
    return site


def parse(written: str, report: Report) -> Site:
    """The settings in the text of a site.yaml; what is wrong goes into the report."""
    root = tree.parse(text.clean(written), report, as_json=False)
    found: dict[str, Any] = {}
    for key, node in _flat(root, report) if root else []:
        if key == "topics":
            found[key] = topics.parse(node, report)
        elif key not in SETTINGS:
            report.error(node.line, f"there is no setting {key!r}", fields.nearest(key, SETTINGS))
        elif node.value is not None:
            try:
                found[key.replace(".", "_")] = SETTINGS[key](node)
            except ValueError as error:
                what, way_out = fields.split(str(error))
                report.error(node.line, f"{key}: {what}", way_out)
    for key in ("title", "url"):
        if not found.get(key) and not report.errors:
            report.error(1, f"no {key}", f"add a line `{key}: …`")
    own = found.pop("topics", {})
    return Site(**{"title": "", "url": "", **found}, topics=_topics(own, report))


def _topics(own: dict[str, Topic | None], report: Report) -> tuple[Topic, ...]:
    """The shipped topics with the site's own among them, or in their place; None takes one away."""
    shipped = tree.parse(SHIPPED.read_text("utf-8"), report.about(SHIPPED.name), as_json=False)
    known = topics.parse(shipped, report.about(SHIPPED.name)) if shipped else {}
    found = {slug: topic for slug, topic in (known | own).items() if topic}
    for topic in found.values():
        if topic.parent and topic.parent not in found:
            way_out = fields.nearest(topic.parent, found)
            report.error(0, f"topics: {topic.slug} has a parent that is none, {topic.parent!r}", way_out)
    return tuple(found.values())


def _flat(root: Node, report: Report) -> list[tuple[str, Node]]:
    """`feed: {length: 9}` as ("feed.length", 9)."""
    if root.value is not None and not isinstance(root.value, dict):
        report.error(root.line, "the settings are no mapping", "write `key: value` lines")
    groups = {key.split(".")[0] for key in SETTINGS if "." in key}
    rows = []
    for key, node in root.items.items():
        if key in groups and isinstance(node.value, dict):
            rows += [(f"{key}.{name}", inner) for name, inner in node.value.items()]
        else:
            rows.append((key, node))
    return rows


def _text(node: Node) -> str:
    if not isinstance(node.value, str):
        raise ValueError(f"it is {node.kind}; write a line of text")
    return text.line(node.value)


def _url(node: Node) -> str:
    address = _text(node)
    if not urls.safe(address) or "?" in address or "#" in address or "'" in address:
        raise ValueError(f"{address!r} is no web address; write it as https://papers.example.org/")
    return address.rstrip("/") + "/"


def _link(node: Node) -> str:
    address = _text(node)
    if not urls.safe(address):
        raise ValueError(f"{address!r} is no web address; begin it with https://")
    return address.rstrip("/")


def _number(least: int) -> Callable[[Node], int]:
    def read(node: Node) -> int:
        written = _text(node)
        if not re.fullmatch("[0-9]{1,6}", written) or int(written) < least:
            raise ValueError(f"{written!r} will not do; write a number from {least} on")
        return int(written)

    return read


def _language(node: Node) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", _text(node)):
        raise ValueError(f"{_text(node)!r} is no language tag; write it as en or pt-BR")
    return _text(node)


def _timezone(node: Node) -> str:
    try:
        ZoneInfo(_text(node))
    except (ValueError, OSError, LookupError):
        raise ValueError(f"{_text(node)!r} is no time zone; write it as Europe/Berlin") from None
    return _text(node)


def _authority(node: Node) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.@_-]+(,[0-9]{4}(-[0-9]{2}){0,2})?", _text(node)):
        raise ValueError(f"{_text(node)!r} names nobody; write it as papers.example.org,2025")
    return _text(node)


def _names(node: Node) -> tuple[str, ...]:
    return tuple(_text(row) for row in node.rows) if node.rows else text.split_tags(_text(node))


def _twins(node: Node) -> tuple[str, ...]:
    names = () if node.value == [] else _names(node)
    for name in names:
        if name not in ("md", "bib", "json"):
            raise ValueError(f"there is no twin {name!r}; there are md, bib and json")
    return names


def _links(node: Node) -> tuple[tuple[str, str], ...]:
    """Labels and addresses, in the site or elsewhere, in the order of the mapping."""
    if not isinstance(node.value, dict):
        raise ValueError(f"it is {node.kind}; write `label: address` lines under it")
    return tuple((text.line(label), _text(address)) for label, address in node.items.items())


SETTINGS: dict[str, Callable[[Node], Any]] = {
    "title": _text,
    "url": _url,
    "description": _text,
    "language": _language,
    "author": _text,
    "repository": _link,
    "timezone": _timezone,
    "tags.minimum": _number(1),
    "authors.minimum": _number(1),
    "feed.authority": _authority,
    "feed.length": _number(1),
    "page.length": _number(1),
    "twins": _twins,
    "leave_out": _names,
    "subscribe.form": _link,
    "navigation": _links,
}
