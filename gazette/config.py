"""site.yaml, read once and checked whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gazette import fields, text, topics, tree, urls
from gazette.errors import Report
from gazette.model import Topic
from gazette.node import Node
from gazette.settings import SETTINGS

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
    offline: bool = True
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
            found[key] = topics.parse(node, report) if node.value != [] else None
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
    return Site(**{"title": "", "url": "", **found}, topics=() if own is None else _topics(own, report))


def _topics(own: dict[str, Topic | None], report: Report) -> tuple[Topic, ...]:
    """The shipped topics with the site's own among them, or in their place; None takes one away."""
    known, told = _shipped(SHIPPED.read_text("utf-8"))
    report.errors += told.errors
    found = {slug: topic for slug, topic in (known | own).items() if topic}
    for topic in found.values():
        if topic.parent and topic.parent not in found:
            way_out = fields.nearest(topic.parent, found)
            report.error(0, f"topics: {topic.slug} has a parent that is none, {topic.parent!r}", way_out)
    return tuple(found.values())


@lru_cache(maxsize=1)
def _shipped(written: str) -> tuple[dict[str, Topic | None], Report]:
    """The topics in a text, and what is wrong with them; `serve` asks at every save."""
    report = Report(SHIPPED.name)
    root = tree.parse(written, report, as_json=False)
    return topics.parse(root, report) if root else {}, report


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
