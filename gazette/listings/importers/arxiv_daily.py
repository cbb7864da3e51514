"""The daily feed of a category of arXiv, with new, cross-listed and replaced papers in the feed's order."""

from __future__ import annotations

from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import arxiv_rss, foreign
from gazette.sources.files import SourceFile

NAME = "arXiv's RSS"
SUFFIXES = (".xml", ".atom", ".rss")


def recognise(source: SourceFile) -> bool:
    return source.path.lower().endswith(SUFFIXES) and arxiv_rss.recognise(source.text)


def parse(source: SourceFile, report: Report) -> Listing | None:
    feed = arxiv_rss.read(source.text, report)
    if feed is None:
        return None
    rows = [(None, entry) for entry in feed.entries]
    found = foreign.listings(rows, source.path, report, feed.day, source="arXiv", url=feed.url)
    return foreign.single(found, report)
