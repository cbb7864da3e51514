"""The tags of a paper: their slugs, their names, and their parents among the topics.

A tag has the name that its oldest paper gives it; a topic always has the name in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping

from gazette.archive.merge import Rules
from gazette.archive.store import Index
from gazette.config import topics
from gazette.core import urls
from gazette.core.model import Entry, Subject

Members = Mapping[str, str]
"""The slugs that a paper is indexed by, and its name for each."""


def of_paper(entry: Entry, rules: Rules) -> Members:
    """The tags of a paper's listings, then the topics found in its text; the vocabulary names the topics."""
    words = rules.words
    found = {urls.slug(tag): tag for tag in reversed(entry.tags)}
    slugs = dict.fromkeys((*map(urls.slug, entry.tags), *topics.find(entry, words)))
    return {slug: words.topics[slug].name if slug in words.topics else found[slug] for slug in slugs}


def subject(slug: str, index: Index, rules: Rules) -> Subject:
    """A tag as the pages of papers show it; without a slug if it has no page."""
    return Subject(index.name, slug if len(index.numbers) >= max(1, rules.tags_minimum) else "")


def parent(slug: str, subjects: Mapping[str, Subject], rules: Rules) -> Subject | None:
    """The topic above a topic, even if no paper has it."""
    known = rules.words.topics
    above = known.get(known[slug].parent) if slug in known else None
    return subjects.get(above.slug, Subject(above.name)) if above else None
