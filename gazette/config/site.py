"""Read site.yaml, and report all mistakes in it together."""

from __future__ import annotations

import dataclasses
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from gazette.config import mail, sources, topic_settings, topics, values
from gazette.config.sources import Source
from gazette.config.topics import Topic
from gazette.core import errors, names, text, urls
from gazette.core.errors import BadValue, Report
from gazette.sources import conflicts, documents
from gazette.sources.documents import Node

NAME = names.SITE_YAML
VOCABULARY = Path(__file__).with_name("topics.yaml")
NAVIGATION = (
    ("Search", urls.SEARCH),
    ("Trending", urls.TRENDING),
    ("Subjects", urls.TAGS),
    ("Archive", urls.ARCHIVE),
    ("Subscribe", urls.SUBSCRIBE),
    ("About", "about.html"),
)
SETTINGS = {**values.SETTINGS, **mail.SETTINGS, "fetch.sources": sources.sources}
NOT_OF_PAGES = ("fetch_", "summarize_", "daily_", "mail_")
"""The first words of settings for commands that fetch or send."""
CHECKED_LATER = ("leave_out", "navigation")
"""Settings that are valid only for certain pages."""


@dataclass(frozen=True, slots=True)
class Site:
    """The settings. Only `title` and `url` are required."""

    title: str
    url: str
    description: str = ""
    language: str = "en"
    author: str = ""
    repository: str = ""
    timezone: str = "UTC"
    tags_minimum: int = 2
    authors_minimum: int = 10
    orgs_minimum: int = 5
    feed_authority: str = ""
    feed_length: int = 50
    feed_formats_site: tuple[str, ...] = ("rss", "atom", "json", "daily")
    feed_formats_tags: tuple[str, ...] = ("rss",)
    feed_formats_authors: tuple[str, ...] = ("rss",)
    feed_formats_orgs: tuple[str, ...] = ("rss",)
    feed_formats_week: tuple[str, ...] = ("rss",)
    feed_formats_changes: tuple[str, ...] = ("rss",)
    feed_formats_archive: tuple[str, ...] = ("rss",)
    hub: str = ""
    page_length: int = 50
    twins: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    subscribe_form: str = ""
    digests: bool = False
    subscribe_field: str = "email"
    subscribe_hidden: tuple[tuple[str, str], ...] = ()
    offline: bool = True
    search: bool = True
    navigation: tuple[tuple[str, str], ...] | None = None
    """None stands for the default links to pages that the site has."""
    topics: tuple[Topic, ...] = ()
    clean_urls: bool = False
    fetch_sources: tuple[Source, ...] = ()
    fetch_enrich: bool = True
    fetch_huggingface_url: str = "https://huggingface.co"
    fetch_arxiv_url: str = "https://export.arxiv.org"
    fetch_arxiv_tags: bool = False
    summarize_url: str = ""
    summarize_model: str = ""
    summarize_language: str = "en"
    daily_deploy: str = ""
    daily_ping: str = ""
    mail_host: str = ""
    mail_port: int = 0
    """0 stands for the usual port of `mail_security`."""
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_from: str = ""
    mail_reply_to: str = ""
    mail_list: str = ""
    mail_subscribers: str = ""
    mail_ledger: str = ""
    mail_unsubscribe: str = ""
    mail_rate: int = 10
    mail_list_id: str = ""
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)
    """The line in site.yaml of a setting and a value in it, of those that are checked when pages are planned."""

    def line_of(self, setting: str, value: str) -> int:
        """The line of a value of a setting, or of the setting; 0 if it is not known."""
        return self.lines.get((setting, value), self.lines.get((setting, ""), 0))

    def of_pages(self) -> Site:
        """These settings without those that no page depends on."""
        others = [each for each in dataclasses.fields(self) if each.name.startswith(NOT_OF_PAGES)]
        defaults: dict[str, Any] = {each.name: each.default for each in others}
        return dataclasses.replace(self, lines={}, **defaults)

    @property
    def mail_is_set(self) -> bool:
        """Whether digests are sent by mail."""
        return not self.mail_missing

    @property
    def mail_missing(self) -> str:
        """The settings without which no mail can be sent."""
        return mail.missing({name: getattr(self, name) for name in mail.FIELDS})

    @property
    def base(self) -> str:
        """The path of the site's address: "/" or "/papers/"."""
        return urlsplit(self.url).path

    def absolute(self, path: str) -> str:
        """The address on the web of the file at `path`, for canonical links, the sitemap and feeds."""
        if self.clean_urls:
            return self.url + urls.clean(path)
        return self.url if path == urls.HOME else self.url + path

    @property
    def has_digests(self) -> bool:
        """Whether the site has the pages of the digests."""
        return self.digests or self.mail_is_set

    @property
    def authority(self) -> str:
        """The start of a `tag:` URI (RFC 4151): who the ids of feeds belong to, and a year in which this was so."""
        owner = self.feed_authority or str(urlsplit(self.url).hostname)
        return owner if "," in owner else f"{owner},2025"


def load(folder: Path, report: Report | None = None) -> Site:
    """The settings of the site in `folder`; Mistakes if the file cannot be read, or has errors.

    With a report, errors in settings are added to it, and the settings are left out.
    """
    report, strict = (report or Report()).about(NAME), report is None
    source = ""
    try:
        source = _text(folder / NAME)
    except FileNotFoundError:
        way_out = "create it with a title: and a url:, or name its folder with --source"
        report.error(0, f"not found in {folder}", way_out)
    except (OSError, UnicodeDecodeError) as error:
        report.error(0, f"cannot read the file: {error}", "make it a text file in UTF-8")
    report.raise_errors()
    site = parse(source, report)
    if strict:
        report.raise_errors()
    return site


def _text(path: Path) -> str:
    """The text of a file; OSError if it is a pipe or a device, which reading might never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("it is not an ordinary file")
    return path.read_text("utf-8")


def parse(source: str, report: Report) -> Site:
    """The settings in the text of a site.yaml. Settings with errors are left out, and reported."""
    if conflicts.report_markers(source, report):
        return Site("", "")
    root = documents.parse_yaml(text.clean(source), report)
    values: dict[str, Any] = {}
    lines: dict[tuple[str, str], int] = {}
    written: dict[str, int] = {}
    for key, node in _flat(root, report) if root else []:
        if key == "topics":
            values["topics"] = _topics(node, report)
        elif key not in SETTINGS:
            report.error(node.line, f"unknown setting {key!r}", _way_out(key))
        elif node.value is not None:
            try:
                written[key] = node.line
                values[key.replace(".", "_")] = SETTINGS[key](node)
                lines |= _lines(key, node) if key in CHECKED_LATER else {}
            except BadValue as error:
                report.error(node.line, f"{key}: {error.what}", error.way_out)
    mail.check(values, written, report)
    missing = [key for key in ("title", "url") if not values.get(key)]
    for key in missing if not report.errors else ():
        report.error(1, f"missing {key}", f"add a line `{key}: …`")
    if "topics" not in values:
        values["topics"] = _topics(Node(None, 0), report)
    return Site(**{"title": "", "url": "", **values}, lines=lines)


def _way_out(unknown: str) -> str:
    if unknown == mail.SECRET:
        return f"remove it, and put the password into the environment variable {mail.PASSWORD}"
    return errors.nearest(unknown, [*SETTINGS, "topics"])


def _lines(key: str, node: Node) -> dict[tuple[str, str], int]:
    """The lines of a setting and of each text in its list or mapping."""
    within = [*node.rows, *node.items.values()]
    return {(key, ""): node.line} | {(key, str(each.value)): each.line for each in within}


def _flat(root: Node, report: Report) -> list[tuple[str, Node]]:
    """`feed: {length: 9}` as ("feed.length", 9)."""
    if root.value is not None and not isinstance(root.value, dict):
        report.error(root.line, f"expected a mapping, found {root.kind}", "write `key: value` lines")
    return list(_leaves(root, "", report))


def _leaves(node: Node, prefix: str, report: Report) -> Iterator[tuple[str, Node]]:
    for key, inner in node.items.items():
        name = f"{prefix}{key}"
        within = [each.removeprefix(f"{name}.") for each in SETTINGS if each.startswith(f"{name}.")]
        if not within:
            yield name, inner
        elif isinstance(inner.value, dict):
            yield from _leaves(inner, f"{name}.", report)
        elif inner.value is not None:
            what = f"{name}: expected a mapping, found {inner.kind}"
            report.error(inner.line, what, f"write `{within[0]}: …` on a line below, indented")


def _topics(node: Node, report: Report) -> tuple[Topic, ...]:
    """Gazette's topics with those of the site added, replaced or removed; no topics if the site has an empty list."""
    if node.value == []:
        return ()
    known, problems = _vocabulary(VOCABULARY.read_text("utf-8"))
    report.errors += problems.errors
    own = topic_settings.parse(node, report)
    removed = {slug for slug, topic in own.items() if topic is None}
    for slug in sorted(removed - known.keys()):
        way_out = errors.nearest(slug, known)
        report.error(node.items[slug].line, f"topics: no topic {slug!r} to remove", way_out)
    orphans = {slug: replace(topic, parent="") for slug, topic in known.items() if topic and topic.parent in removed}
    merged = {slug: topic for slug, topic in (known | orphans | own).items() if topic}
    for slug, topic in merged.items():
        line = node.items[slug].line if slug in own else 0
        if topic.parent and topic.parent not in merged:
            what = f"topics: {slug} has the unknown parent {topic.parent!r}"
            report.error(line, what, errors.nearest(topic.parent, merged))
        elif slug in topics.ancestors(topic, merged):
            report.error(line, f"topics: {slug} is one of its own ancestors", "remove one of the parents")
    return tuple(merged.values())


@lru_cache(maxsize=1)
def _vocabulary(source: str) -> tuple[dict[str, Topic | None], Report]:
    """Gazette's topics, and the errors in them; cached because `serve` reads the settings at every save."""
    report = Report(VOCABULARY.name)
    root = documents.parse_yaml(source, report)
    parsed = topic_settings.parse(root, report) if root else {}
    return {slug: topic and replace(topic, learned=True) for slug, topic in parsed.items()}, report
