"""Read topics from a mapping in YAML."""

from __future__ import annotations

from gazette.config import topic_phrases, topics
from gazette.config.topics import Topic
from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.sources.documents import Node

KEYS = ("name", "phrases", "hints", "not", "parent")


def parse(root: Node, report: Report) -> dict[str, Topic | None]:
    """The topics of a mapping from slugs to the values of KEYS; None for a slug with nothing under it."""
    found: dict[str, Topic | None] = {}
    if root.value is not None and not isinstance(root.value, dict):
        way_out = "write a line `bandits:` for each topic, or [] for none"
        report.error(root.line, f"topics: expected a mapping, found {root.kind}", way_out)
    for slug, node in root.items.items():
        if slug != urls.tag_slug(slug):
            what = f"topics: the key {slug!r} has other characters than small letters, digits and -"
            report.error(node.line, what, f"write it as {urls.tag_slug(slug)}")
        for key in node.items.keys() - set(KEYS):
            report.error(node.items[key].line, f"topics: {slug} has the unknown key {key!r}", errors.nearest(key, KEYS))
        found[slug] = _topic(slug, node, report) if node.value is not None else None
    return found


def _topic(slug: str, node: Node, report: Report) -> Topic:
    def words(key: str) -> list[str]:
        value = node.items.get(key, Node(None, node.line))
        rows = value.rows or [value]
        if any(not isinstance(row.value, str | None) for row in rows):
            what = f"topics: {slug}: {key} has a value that is not text"
            report.error(value.line, what, "write a phrase, or a list of phrases")
        texts = [each for row in rows if isinstance(row.value, str) for each in row.value.split(",")]
        return [text.line(each) for each in texts if topics.parts(each)]

    phrases, hints = words("phrases"), words("hints")
    for end in (
        each for each in phrases + hints if each.startswith(topic_phrases.END) and sum(map(len, topics.parts(each))) > 1
    ):
        what = f"topics: {slug}: {end!r} has more words than one, but - begins the end of a word"
        report.error(node.line, what, "write only the end of a word, such as -Bench")
    if not phrases:
        report.error(node.line, f"topics: {slug} has no phrases", "add a list `phrases:`")
    name = " ".join(words("name")) or slug.replace("-", " ")
    return Topic(slug, name, tuple(phrases), tuple(words("not")), " ".join(words("parent")), tuple(hints))
