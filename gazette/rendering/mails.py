"""Draw the mail of a digest: its HTML part, its text part and its subject line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gazette.archive import digests
from gazette.archive.digests import Digest, Digests
from gazette.archive.store import Store
from gazette.config import Site
from gazette.core import text, urls
from gazette.core.model import Archive, Page
from gazette.rendering import filters, mail_filters
from gazette.rendering.renderer import MAIL, MAIL_TEXT, Renderer
from gazette.tex import plain_text, texts

MAX_BYTES = 100_000
"""Gmail cuts the HTML part of a mail at 102 KB."""
MAX_TITLE = 90
"""The most characters of a title in the subject line."""
UNSUBSCRIBE = "\x1eunsubscribe\x1e"
"""Stands in a mail for the address at which its recipient can unsubscribe.  No text contains these characters."""


class Mail(NamedTuple):
    """`name` is the day or the week, such as `2025-03-12` or `2025-W11`."""

    name: str
    subject: str
    html: str
    text: str


def draw(
    renderer: Renderer, archive: Archive, site: Site, name: str, subjects: frozenset[str], unsubscribe: str = ""
) -> Mail | None:
    """The mail of a digest; None if it has nothing about these subjects, which are slugs. No subjects stand for all.

    The mail has a link to unsubscribe if an address is given, or a place for one, if UNSUBSCRIBE is given.
    """
    keep = digests.about(subjects, site.topics) if subjects else None
    digest = Digests(archive).get(name, keep)
    if not digest:
        return None
    names = _names(subjects, archive, site)
    subject = _subject(digest, site)
    shows = {"subjects": names, "subject": subject, "unsubscribe": unsubscribe, "mailed": True}
    body, budget = _html(renderer, digest, shows), digests.BUDGET
    while len(body) > MAX_BYTES and budget:
        budget = budget * 3 // 4
        digest = digests.fit(digest, budget)
        body = _html(renderer, digest, shows)
    text_part = renderer.draw(Page(urls.DIGEST_TEXT.format(name), MAIL_TEXT, {**shows, "digest": digest}))
    return Mail(name, subject, body.decode(), text_part.decode())


def load(store: Store, renderer: Renderer) -> None:
    """Load what mails are drawn with, so that they can be drawn once the cache is closed."""
    store.load_all()
    renderer.prepare(Page(name, name, {}) for name in (MAIL, MAIL_TEXT))


def _html(renderer: Renderer, digest: Digest, shows: Mapping[str, object]) -> bytes:
    return renderer.draw(Page(urls.DIGEST.format(digest.name), MAIL, {**shows, "digest": digest}))


def _names(subjects: frozenset[str], archive: Archive, site: Site) -> tuple[str, ...]:
    """The names of the subjects, in order; a slug that has no name stands for itself."""
    known = {topic.slug: topic.name for topic in site.topics}
    known |= {tag.slug: tag.name for tag in archive.tags if tag.slug in subjects}
    return tuple(sorted(known.get(slug, slug) for slug in subjects))


def _subject(digest: Digest, site: Site) -> str:
    """Daily Papers, 12 March 2025: the title of the first new paper."""
    when = filters.week_name(digest.name) if digest.weekly else filters.short_date(digest.day)
    new = [row.paper for row in (*digest.rows, *digest.late) if row.form in (digests.WHOLE, digests.SHORT)]
    first = next((paper for paper in new if not paper.facts.withdrawn), None)
    title = f": {mail_filters.cut(plain_text(texts.title(first.facts)), MAX_TITLE)}" if first else ""
    return text.line(f"{mail_filters.cut(site.title, MAX_TITLE)}, {when}{title}")
