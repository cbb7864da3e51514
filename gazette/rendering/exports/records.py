"""A paper for programs: as JSON, as Markdown, as BibTeX, and as schema.org data inside its page.

The JSON has the known keys of a listing, `slug`, `page` and `appearances` (day, rank, and votes if known), and `others`
if the list of authors says that there are more. Dates are YYYY-MM-DD. The Markdown has the same facts as YAML front
matter, then the abstract. Texts have TeX as their source wrote it, and restored formulas as TeX between `$`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from gazette import tex
from gazette.config import Site
from gazette.core import dates, people, publication, urls
from gazette.core.model import Appearance, Notice, Page, Paper, known
from gazette.listings import fields
from gazette.rendering import filters
from gazette.rendering.exports import bibtex, citations
from gazette.tex import texts

_JSON = json.JSONEncoder(ensure_ascii=False)


def as_dict(paper: Paper, site: Site) -> dict[str, Any]:
    """Everything known about a paper, in types that JSON has."""
    page = "" if "paper" in site.leave_out else site.absolute(urls.of(paper))
    facts = texts.with_tex(paper.facts)
    record: dict[str, Any] = {"slug": paper.slug, "page": page, "title": facts.title}
    for field in fields.FIELDS:
        value = getattr(facts, field.name)
        if known(value):
            record[field.key] = _json_value(value)
    if others := people.others(facts.authors):
        record |= {"authors": list(people.listed(facts.authors)), "others": others}
    record["tags"] = [subject.name for subject in paper.subjects]
    record["abstract"] = list(facts.abstract)
    record["appearances"] = [_appearance(each) for each in paper.appearances]
    return {key: value for key, value in record.items() if value not in ([], "")}


def _json_value(value: Any) -> Any:
    if isinstance(value, Notice):
        return {"day": str(value.day), "text": value.text}
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | str) else str(value)


def _appearance(appearance: Appearance) -> dict[str, Any]:
    votes = {} if appearance.votes is None else {"votes": appearance.votes}
    return {"day": str(appearance.day), "rank": appearance.rank, **votes}


def as_json(paper: Paper, site: Site) -> str:
    return msgspec.json.format(msgspec.json.encode(as_dict(paper, site)), indent=1).decode() + "\n"


def as_markdown(paper: Paper, site: Site) -> str:
    record = as_dict(paper, site)
    title, abstract = record["title"], record.pop("abstract", [])
    front_matter = "\n".join(f"{key}: {_JSON.encode(value)}" for key, value in record.items())
    summary = [record["summary"]] if paper.facts.summary and not abstract else []
    withdrawn = [f"**{filters.withdrawal(paper.facts.withdrawn)}**"] if paper.facts.withdrawn else []
    parts = [f"---\n{front_matter}\n---", f"# {title}", *withdrawn, *abstract, *summary]
    return "\n\n".join([*parts, f"```bibtex\n{bibtex.entry(paper)}```"]) + "\n"


def as_bibtex(paper: Paper, _: Site) -> str:
    return bibtex.entry(paper)


def scholarly_article(paper: Paper, site: Site) -> dict[str, object]:
    """The paper as a ScholarlyArticle of schema.org, without properties that are unknown.

    What is also in the `citation_` elements of the page is the same there.
    """
    facts, page = paper.facts, site.absolute(urls.of(paper))
    identifiers = [(kind, name, address) for kind, address in IDENTIFIERS if (name := getattr(facts, kind))]
    ids = {kind: name for kind, name, _ in identifiers}
    if doi := publication.doi(facts):
        ids["doi"] = doi
    article = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": page,
        "headline": tex.plain_text(texts.title(facts)),
        "author": _authors(people.listed(facts.authors)),
        "datePublished": dates.published(facts),
        "creativeWorkStatus": "Withdrawn" if facts.withdrawn else "",
        "correction": filters.withdrawal(facts.withdrawn) if facts.withdrawn else "",
        "abstract": citations.abstract(facts),
        "keywords": [subject.name for subject in paper.subjects] + list(facts.keywords),
        "identifier": [{"@type": "PropertyValue", "propertyID": kind, "value": name} for kind, name in ids.items()],
        "sameAs": [address(facts) for _, _, address in identifiers],
        "isPartOf": _part_of(publication.of(facts)),
        "encoding": _pdf(urls.pdf(facts)),
        "license": urls.safe(facts.license),
        "url": page,
    }
    return {name: value for name, value in article.items() if value}


def _part_of(where: publication.Publication) -> dict[str, str]:
    kind = "Periodical" if where.kind == publication.JOURNAL else "PublicationVolume"  # as of proceedings
    return {"@type": kind, "name": where.name} if where.name else {}


def _pdf(address: str) -> dict[str, str]:
    return {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": address} if address else {}


def _authors(names: Sequence[str]) -> list[dict[str, str]]:
    if not people.have_organisations(names):  # as most lists
        return [{"@type": "Person", "name": name} for name in names]
    kinds = ("Person", "Organization")
    return [{"@type": kinds[people.is_organisation(name)], "name": name} for name in names]


IDENTIFIERS = (
    ("arxiv", urls.arxiv),
    ("doi", urls.doi),
    ("openreview", urls.openreview),
    ("acl", urls.acl),
)


PREFIX = "twin."
"""A page whose template has this prefix is written by one of FORMATS, not by Jinja: templates escape for HTML."""


def is_export(template: str) -> bool:
    return template.startswith(PREFIX)


def export(page: Page, site: Site) -> bytes:
    """The bytes of a page that shows a `paper`, in the format that follows PREFIX in the name of its template."""
    paper = page.shows["paper"]
    assert isinstance(paper, Paper)
    return FORMATS[page.template.removeprefix(PREFIX)](paper, site).encode()


FORMATS: dict[str, Callable[[Paper, Site], str]] = {"md": as_markdown, "bib": as_bibtex, "json": as_json}
