"""Make an Archive of what the store has."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from gazette.archive import events, index, merge, numbering, related, remembered, renamed, tags
from gazette.archive.lazy import LazyPapers
from gazette.archive.merge import Rules
from gazette.archive.store import Store, StoredDay
from gazette.core.model import Archive, Author, Day, Org, Subject, Tag


def read(store: Store, rules: Rules) -> Archive:
    """The archive in the store; its papers are loaded when they are read."""
    stored = [*store.days().values()]
    papers = (each for day in stored for each in day.numbers if numbering.first_day(each) == day.date.toordinal())
    subjects = tuple(_tags(store, rules))
    authors = tuple(Author(slug, name, papers) for slug, name, papers in _with_pages("author", store, rules))
    orgs = tuple(Org(slug, name, papers) for slug, name, papers in _with_pages("org", store, rules))
    return Archive(
        papers=LazyPapers(store, array("Q", papers)),
        days=merge.link(_day(store, day) for day in stored),
        tags=subjects,
        authors=authors,
        orgs=orgs,
        corrected=LazyPapers(store, _corrected(store)),
        moved=(
            *store.moved(),
            *renamed.redirects("tag", store, rules.tags_minimum, subjects),
            *renamed.redirects("author", store, rules.authors_minimum, authors),
            *renamed.redirects("org", store, rules.orgs_minimum, orgs),
        ),
        segment_of=remembered.reader(store),
        related_to=related.reader(store),
        phrases_of=remembered.phrases_reader(store),
    )


def _day(store: Store, day: StoredDay) -> Day:
    return Day(
        day.date,
        LazyPapers(store, day.numbers),
        day.notes,
        day.origins,
        day.quiet,
        withdrawn=LazyPapers(store, day.withdrawn) if day.withdrawn else (),
    )


def _corrected(store: Store) -> array[int]:
    """The papers of the latest months with events; of at least events.MAX_SHOWN papers, if there are so many."""
    months = [name for name, *_ in store.names("event", 1)]
    found: set[int] = set()
    while months and len(found) < events.MAX_SHOWN:
        found.update(store.index("event", months.pop()).numbers)
    return array("Q", sorted(found))


def _tags(store: Store, rules: Rules) -> Iterator[Tag]:
    known = [*store.names("tag", 1)]
    subjects = {slug: Subject(name, slug if count >= rules.tags_minimum else "") for slug, name, count, _ in known}
    for slug, name, count, months in known:
        if count >= rules.tags_minimum:
            papers = LazyPapers(store, store.index("tag", slug).numbers)
            yield Tag(slug, name, papers, tags.parent(slug, subjects, rules), months)


def _with_pages(kind: str, store: Store, rules: Rules) -> Iterator[tuple[str, str, LazyPapers]]:
    for slug, name, _, _ in store.names(kind, max(1, index.KINDS[kind].minimum(rules))):
        yield slug, name, LazyPapers(store, store.index(kind, slug).numbers)
