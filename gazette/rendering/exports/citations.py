"""A paper for citation managers: the `citation_` elements of its page, and a COinS record in lists.

Zotero, Mendeley and Google Scholar read the elements, which have Highwire Press's names. Zotero also reads the
records, and offers all papers of a list at once. In both it takes the last word of a name for the family name, unless
the name has a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from gazette import tex
from gazette.core import dates, people, publication, urls
from gazette.core.model import Entry, Paper
from gazette.core.publication import CONFERENCE, JOURNAL, PREPRINT
from gazette.rendering import filters
from gazette.tex import texts

LISTED_AUTHORS = 2
"""How many authors a record in a list has; the page of the paper has all."""
OTHERS = "others"
"""The last author of a record that has not all, as Zotero reads it from BibTeX."""


def elements(paper: Paper) -> Iterator[tuple[str, str]]:
    """The name and the content of each element; contents are not empty."""
    facts, where = paper.facts, publication.of(paper.facts)
    for name, content in _single(facts, where):
        if content:
            yield name, content
    for name in names_of(people.listed(facts.authors)):
        yield "citation_author", name
    for word in facts.keywords:
        yield "citation_keywords", word


def _single(facts: Entry, where: publication.Publication) -> Iterator[tuple[str, str]]:
    yield "citation_title", tex.plain_text(texts.title(facts))
    yield "citation_publication_date", dates.published(facts).replace("-", "/")
    yield "citation_arxiv_id", facts.arxiv
    yield "citation_doi", publication.doi(facts)
    yield f"citation_{where.kind}_title", where.name
    yield "citation_volume", where.volume
    yield "citation_issue", where.issue
    first, _, last = where.pages.replace("–", "-").partition("-")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    if where.kind == PREPRINT:
        yield "DC.type", PREPRINT
        if facts.arxiv:
            yield "citation_publisher", "arXiv"
            yield "citation_technical_report_number", f"arXiv:{facts.arxiv}"
    yield "citation_public_url", address(facts)
    yield "citation_pdf_url", urls.pdf(facts)
    yield "citation_abstract", abstract(facts)


def abstract(facts: Entry) -> str:
    """The whole abstract without markup."""
    return "\n\n".join(map(tex.plain_text, texts.abstract(facts)))


def address(facts: Entry) -> str:
    """The paper's page at its source, or "". A DOI has a field of its own in records, so arXiv's page comes first."""
    for identifier, page in ((facts.arxiv, urls.arxiv), (facts.doi, urls.doi), (facts.acl, urls.acl)):
        if identifier:
            return page(facts)
    return urls.openreview(facts) if facts.openreview else next(filter(urls.safe, facts.url), "")


_ODD = re.compile("^[^A-Z]| (?!and )[^A-Z]|,")


def names_of(names: Sequence[str]) -> Sequence[str]:
    """What `name_of` gives for each; most lists have only names that stay as written."""
    line = " and ".join(names)
    return names if not _ODD.search(line) and people.are_plain(line) else [*map(name_of, names)]


def name_of(written: str) -> str:
    """A name as written if its last word is the family name; else `van der Example, Ada`, or `Example Team,`."""
    name = people.split(written)
    if not name.given:
        return f"{written}," if " " in written and people.is_organisation(written) else written
    if name.particle or name.suffix or " " in name.family or "," in written:
        return f"{name.surname}, {name.given} {name.suffix}".rstrip()
    return written


def coins(paper: Paper) -> str:
    """The paper as an OpenURL ContextObject. It needs no escaping in an attribute: it has no quotes and no `<`."""
    facts, where = paper.facts, publication.of(paper.facts)
    title = tex.plain_text(texts.title(facts))
    names = people.listed(facts.authors)
    shown = filters.some(names, LISTED_AUTHORS)
    rows = [("ctx_ver", "Z39.88-2004"), *_kind(where, title)]
    rows += [("rft.au", name) for name in names_of(shown)]
    if shown and (len(shown) < len(names) or people.others(facts.authors)):
        rows.append(("rft.au", OTHERS))
    doi = publication.doi(facts)
    rows += [("rft.date", dates.published(facts)), ("rft_id", doi and f"info:doi/{doi}"), ("rft_id", address(facts))]
    return "&".join([f"{key}={_encoded(value)}" for key, value in rows if value])


def _kind(where: publication.Publication, title: str) -> list[tuple[str, str]]:
    form = "info:ofi/fmt:kev:mtx:"
    if where.kind == CONFERENCE:
        kind = [("rft_val_fmt", f"{form}book"), ("rft.genre", "proceeding")]
        return [*kind, ("rft.atitle", title), ("rft.btitle", where.name)]
    if where.kind == JOURNAL:
        kind = [("rft_val_fmt", f"{form}journal"), ("rft.genre", "article"), ("rft.atitle", title)]
        more = (("jtitle", where.name), ("volume", where.volume), ("issue", where.issue), ("pages", where.pages))
        return [*kind, *((f"rft.{key}", value) for key, value in more)]
    return [("rft_val_fmt", f"{form}dc"), ("rft.type", PREPRINT), ("rft.title", title)]


_RESERVED = re.compile("[^A-Za-z0-9 .,:/()_~-]")


def _encoded(text: str) -> str:
    """`text` as a value of a query."""
    return _RESERVED.sub(_percent, text).replace(" ", "+")


def _percent(character: re.Match[str]) -> str:
    return quote(character[0], safe="")
