"""A page for each paper, with what citation managers and search engines read."""

from __future__ import annotations

from collections.abc import Iterator

from gazette import urls
from gazette.config import Site
from gazette.model import Archive, Entry, Page, Paper


def pages(archive: Archive, site: Site) -> Iterator[Page]:
    known = {author.slug: urls.of(author) for author in archive.authors}
    for paper in archive.stale:
        shows = {
            "paper": paper,
            "people": tuple((name, known.get(urls.person(name), "")) for name in paper.facts.authors),
            "scholarly": scholarly(paper, site),
        }
        yield Page(urls.of(paper), "paper.html", shows, paper.noun, updated=paper.first.day)


def scholarly(paper: Paper, site: Site) -> dict[str, object]:
    """The paper as schema.org's ScholarlyArticle; what is unknown is left out."""
    facts = paper.facts
    found = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": site.url + urls.of(paper),
        "headline": facts.title,
        "author": [{"@type": "Person", "name": name} for name in facts.authors],
        "datePublished": str(facts.published or ""),
        "abstract": "\n\n".join(facts.abstract),
        "keywords": [subject.name for subject in paper.subjects] + list(facts.keywords),
        "identifier": _identifiers(facts),
        "sameAs": [address(facts) for kind, address in PLACES if getattr(facts, kind)],
        "license": urls.safe(facts.license),
        "url": site.url + urls.of(paper),
    }
    return {name: held for name, held in found.items() if held}


PLACES = (
    ("arxiv", urls.arxiv),
    ("doi", urls.doi),
    ("openreview", urls.openreview),
    ("acl", urls.acl),
)


def _identifiers(facts: Entry) -> list[dict[str, str]]:
    held = ((kind, getattr(facts, kind)) for kind, _ in PLACES)
    return [{"@type": "PropertyValue", "propertyID": kind, "value": name} for kind, name in held if name]
