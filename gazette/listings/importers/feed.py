"""A feed of another site: RSS, Atom or JSON Feed. Each item is a paper."""

from __future__ import annotations

import re

from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import feeds, foreign
from gazette.sources.feeds import JSON_FEED
from gazette.sources.files import SourceFile

NAME = "a feed"
SUFFIXES = (".xml", ".atom", ".rss")
_ROOT = re.compile(r"<(?:[A-Za-z0-9]+:)?(?:rss|feed|RDF)\b")


def recognise(source: SourceFile) -> bool:
    """XML whose first tag is that of a feed, and JSON with the version of JSON Feed."""
    path, start = source.path.lower(), source.text[:3000]
    if path.endswith(SUFFIXES):
        tag = re.search(r"<[A-Za-z][^\s>/]*", start)
        return bool(tag and _ROOT.match(tag[0]))
    return path.endswith(".json") and start.lstrip()[:1] == "{" and JSON_FEED in start


def parse(source: SourceFile, report: Report) -> Listing | None:
    feed = feeds.read(source.text, report)
    if feed is None:
        return None
    rows = [(None, entry) for entry in feed.entries]
    found = foreign.listings(rows, source.path, report, feed.day, source=feed.title, url=feed.url)
    return foreign.single(found, report)
