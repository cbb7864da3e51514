"""site.yaml, read once and checked whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from gazette import errors, text, topics, tree, urls
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
    twins: tuple[str, ...] = ()
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
            found["topics"] = _topics(node, report)
        elif key not in SETTINGS:
            report.error(node.line, f"there is no setting {key!r}", errors.nearest(key, [*SETTINGS, "topics"]))
        elif node.value is not None:
            try:
                found[key.replace(".", "_")] = SETTINGS[key](node)
            except ValueError as error:
                what, way_out = errors.split(str(error))
                report.error(node.line, f"{key}: {what}", way_out)
    for key in ("title", "url"):
        if not found.get(key) and not report.errors:
            report.error(1, f"no {key}", f"add a line `{key}: …`")
    if "topics" not in found:
        found["topics"] = _topics(Node(None, 0), report)
    return Site(**{"title": "", "url": "", **found})


def _topics(node: Node, report: Report) -> tuple[Topic, ...]:
    """The shipped topics with the site's own among them, or in their place; none of a list that is empty."""
    if node.value == []:
        return ()
    known, told = _shipped(SHIPPED.read_text("utf-8"))
    report.errors += told.errors
    own = topics.parse(node, report)
    gone = {slug for slug, topic in own.items() if topic is None}
    for slug in sorted(gone - known.keys()):
        what = f"topics: there is no topic {slug!r} that could go"
        report.error(node.items[slug].line, what, errors.nearest(slug, known))
    alone = {slug: replace(topic, parent="") for slug, topic in known.items() if topic and topic.parent in gone}
    found = {slug: topic for slug, topic in (known | alone | own).items() if topic}
    for slug, topic in found.items():
        line = node.items[slug].line if slug in own else 0
        if topic.parent and topic.parent not in found:
            what = f"topics: {slug} has a parent that is none, {topic.parent!r}"
            report.error(line, what, errors.nearest(topic.parent, found))
        elif slug in topics.above(topic, found):
            report.error(line, f"topics: {slug} is its own parent in the end", "take one of the parents away")
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
        if key in groups and node.value is None:
            continue
        if key in groups and isinstance(node.value, dict):
            rows += [(f"{key}.{name}", inner) for name, inner in node.value.items()]
        elif key in groups:
            within = [name.partition(".")[2] for name in SETTINGS if name.startswith(f"{key}.")]
            report.error(node.line, f"{key} holds settings", f"write `{within[0]}: …` indented below it")
        else:
            rows.append((key, node))
    return rows
