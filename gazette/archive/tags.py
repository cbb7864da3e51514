"""The tags of a paper: their slugs, their names, and their parents among the topics.

A tag has the name that its oldest paper gives it; a topic always has the name in the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import category

from gazette.archive.merge import Rules
from gazette.archive.store import Index, Store
from gazette.config import topics
from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, Subject

Members = Mapping[str, str]
"""The slugs that a paper is indexed by, and its name for each."""


def of_paper(entry: Entry, rules: Rules) -> Members:
    """The tags of a paper's listings, then the topics found in its text; the vocabulary names the topics."""
    words = rules.words
    found = {urls.tag_slug(tag): tag for tag in reversed(entry.tags)}
    slugs = dict.fromkeys((*map(urls.tag_slug, entry.tags), *topics.find(entry, words)))
    return {slug: words.topics[slug].name if slug in words.topics else found[slug] for slug in slugs}


def on_pages(entry: Entry, rules: Rules) -> Members:
    """The tags whose pages show a paper: its own, then the topics above them, each once."""
    known = rules.words.topics
    own = of_paper(entry, rules)
    above = {slug: known[slug].name for tag in own if tag in known for slug in topics.ancestors(known[tag], known)}
    return {**own, **above}


def warn(listings: Iterable[Listing], store: Store, rules: Rules, report: Report) -> None:
    """Warn once about each tag of these listings that differs only in punctuation from the name on its page."""
    known = set(rules.words.topics)
    checked: set[str] = set()
    for listing in listings:
        for entry in listing.entries:
            for tag in entry.tags:
                if tag in checked:
                    continue
                checked.add(tag)
                slug = urls.tag_slug(tag)
                name = store.index("tag", slug).name if slug not in known else ""
                if name and name != tag and _signs(name) != _signs(tag):
                    what = f"tags: {errors.shown(tag)} and {errors.shown(name)} are one subject, {slug}"
                    report.about(listing.path).warn(entry.line, what, "write both alike, or use other words for one")


def _signs(tag: str) -> list[str]:
    """What is neither a letter, a digit nor a mark between words."""
    return [sign for sign in text.fold(tag) if category(sign)[0] in "PS" and category(sign) not in ("Pd", "Pc")]


def subject(slug: str, index: Index, rules: Rules) -> Subject:
    """A tag as the pages of papers show it; without a slug if it has no page."""
    return Subject(index.name, slug if len(index.numbers) >= max(1, rules.tags_minimum) else "")


def parent(slug: str, subjects: Mapping[str, Subject], rules: Rules) -> Subject | None:
    """The topic above a topic, even if no paper has it."""
    known = rules.words.topics
    above = known.get(known[slug].parent) if slug in known else None
    return subjects.get(above.slug, Subject(above.name)) if above else None
