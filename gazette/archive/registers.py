"""The archive's two registers: the subjects that papers bear, and the people who wrote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gazette.archive.identity import Mention
from gazette.config import topics
from gazette.config.topics import Vocabulary
from gazette.core import urls
from gazette.core.model import Author, Entry, Paper, Subject, Tag


def slugs(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*map(urls.slug, entry.tags), *topics.find(entry, words))))


def spellings(mentions: Iterable[Mention]) -> dict[str, str]:
    """The name of each tag by its slug: as the oldest listing that bears it spells it."""
    names: dict[str, str] = {}
    for mention in mentions:
        for tag in mention.entry.tags:
            names.setdefault(urls.slug(tag), tag)
    return names


def subjects_of(tags: Iterable[Sequence[str]], names: Mapping[str, str], minimum: int) -> dict[str, Subject]:
    """Each tag by its slug; those of too few papers have no page."""
    counts = Counter(slug for slugs in tags for slug in slugs)
    return {slug: Subject(names[slug], slug if count >= minimum else "") for slug, count in counts.items()}


def tags(papers: Iterable[Paper], subjects: Mapping[str, Subject], words: Vocabulary) -> tuple[Tag, ...]:
    """The tags that have a page, in the order of their slugs."""
    bearers: dict[Subject, list[Paper]] = {}
    for paper in papers:
        for subject in paper.subjects:
            if subject.slug:
                bearers.setdefault(subject, []).append(paper)
    tags = []
    for subject, borne in bearers.items():
        months = Counter([month(paper.first.day) for paper in borne])
        tags.append(Tag(subject.slug, subject.name, tuple(borne), parent(subject.slug, subjects, words), months))
    return tuple(sorted(tags, key=lambda tag: tag.slug))


def month(day: date) -> int:
    """The number of its month, counted from the first of year 0."""
    return day.year * 12 + day.month - 1


def parent(slug: str, subjects: Mapping[str, Subject], words: Vocabulary) -> Subject | None:
    """The subject that a topic belongs to, whether or not any paper bears that one."""
    topic = words.topics.get(slug)
    parent = words.topics.get(topic.parent) if topic else None
    return subjects.get(parent.slug, Subject(parent.name)) if parent else None


def authors(papers: Iterable[Paper], minimum: int) -> tuple[Author, ...]:
    """Those of at least `minimum` papers, in the order of their slugs; named as their oldest paper does."""
    names: dict[str, str] = {}
    wrote: dict[str, list[Paper]] = {}
    for paper in papers:
        for slug, name in people(paper.facts).items():
            names.setdefault(slug, name)
            wrote.setdefault(slug, []).append(paper)
    many = sorted(slug for slug, theirs in wrote.items() if len(theirs) >= minimum)
    return tuple(Author(slug, names[slug], tuple(wrote[slug])) for slug in many)


def people(entry: Entry) -> dict[str, str]:
    """The authors by their slugs, each once."""
    named: dict[str, str] = {}
    for name in entry.authors:
        named.setdefault(urls.author_slug(name), name)
    return named
