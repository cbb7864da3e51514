"""A paper's page for programs: the same facts as BibTeX, as JSON, and as Markdown.

The JSON has the keys of a listing (without those that are unknown), `slug`, `page` and the
`appearances`: day, rank, and votes where they are known.  Dates are YYYY-MM-DD.
The Markdown begins with those facts as YAML; then the abstract, TeX as it was written.
What search engines read stands within the page itself: `scholarly`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from gazette import tex
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Appearance, Notice, Page, Paper
from gazette.core.noun import known
from gazette.listings import fields
from gazette.rendering.exports import bibtex
from gazette.tex import texts

_JSON = json.JSONEncoder(ensure_ascii=False)


def record(paper: Paper, site: Site) -> dict[str, Any]:
    """Everything that is known of a paper, ready for JSON."""
    page = "" if "paper" in site.leave_out else site.url + urls.of(paper)
    told: dict[str, Any] = {"slug": paper.slug, "page": page, "title": paper.facts.title}
    for field in fields.FIELDS:
        held = getattr(paper.facts, field.name)
        if known(held):
            told[field.key] = _plain(held)
    told["tags"] = [subject.name for subject in paper.subjects]
    told["abstract"] = list(paper.facts.abstract)
    told["appearances"] = [_appearance(each) for each in paper.appearances]
    return {key: held for key, held in told.items() if held not in ([], "")}


def _plain(held: Any) -> Any:
    if isinstance(held, Notice):
        return {"day": str(held.day), "text": held.text}
    if isinstance(held, tuple):
        return list(held)
    return held if isinstance(held, int | str) else str(held)


def _appearance(appearance: Appearance) -> dict[str, Any]:
    votes = {} if appearance.votes is None else {"votes": appearance.votes}
    return {"day": str(appearance.day), "rank": appearance.rank, **votes}


def as_json(paper: Paper, site: Site) -> str:
    return msgspec.json.format(msgspec.json.encode(record(paper, site)), indent=1).decode() + "\n"


def as_markdown(paper: Paper, site: Site) -> str:
    facts = {key: held for key, held in record(paper, site).items() if key != "abstract"}
    head = "\n".join(f"{key}: {_JSON.encode(held)}" for key, held in facts.items())
    summary = [paper.facts.summary] if paper.facts.summary and not paper.facts.abstract else []
    parts = [f"---\n{head}\n---", f"# {paper.facts.title}", *paper.facts.abstract, *summary]
    return "\n\n".join([*parts, f"```bibtex\n{bibtex.bibtex(paper)}```"]) + "\n"


def as_bibtex(paper: Paper, _: Site) -> str:
    return bibtex.bibtex(paper)


def scholarly(paper: Paper, site: Site) -> dict[str, object]:
    """The paper as schema.org's ScholarlyArticle; what is unknown is left out."""
    facts, page = paper.facts, site.url + urls.of(paper)
    places = [(kind, name, address) for kind, address in PLACES if (name := getattr(facts, kind))]
    found = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": page,
        "headline": tex.plain_text(texts.title(facts)),
        "author": [{"@type": "Person", "name": name} for name in facts.authors],
        "datePublished": str(facts.published or ""),
        "abstract": "\n\n".join(map(tex.plain_text, texts.abstract(facts))),
        "keywords": [subject.name for subject in paper.subjects] + list(facts.keywords),
        "identifier": [{"@type": "PropertyValue", "propertyID": kind, "value": name} for kind, name, _ in places],
        "sameAs": [address(facts) for _, _, address in places],
        "license": urls.safe(facts.license),
        "url": page,
    }
    return {name: held for name, held in found.items() if held}


PLACES = (
    ("arxiv", urls.arxiv),
    ("doi", urls.doi),
    ("openreview", urls.openreview),
    ("acl", urls.acl),
)


PREFIX = "twin."
"""Pages whose template is named so are drawn by a function, for their formats know no HTML."""


def encoded(template: str) -> bool:
    return template.startswith(PREFIX)


def encode(page: Page, site: Site) -> bytes:
    """The bytes of a page that shows a `paper` in the format that its template names."""
    paper = page.shows["paper"]
    assert isinstance(paper, Paper)
    return ENCODERS[page.template.removeprefix(PREFIX)](paper, site).encode()


ENCODERS: dict[str, Callable[[Paper, Site], str]] = {"md": as_markdown, "bib": as_bibtex, "json": as_json}
