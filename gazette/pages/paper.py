"""A page for each paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Day, Page, Paper
from gazette.core.people import listed, others
from gazette.tex import texts

Neighbour = tuple[str, str, bool]
"""The title of a paper, with its marks, its address, and whether it was withdrawn."""

Related = tuple[str, str, str, date, bool, tuple[str, ...]]
"""The title of a related paper, its address, its first authors, its day, whether it was withdrawn, and shared words."""
AUTHORS = 3
"""The number of authors of a related paper that are shown."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    authors = archive.authors if "author" not in site.leave_out else ()
    people = {author.slug: urls.of(author) for author in authors}
    orgs = {org.slug: urls.of(org) for org in archive.orgs} if "org" not in site.leave_out else {}
    days = {day.date: day for day in archive.days}
    for paper in affected.papers:
        org = orgs.get(urls.org_slug(paper.facts.org), "") if paper.facts.org else ""
        day = days[paper.first.day]
        before, after = neighbours(paper, day)
        shows = {
            "paper": paper,
            "people": _people(paper, people),
            "org": org,
            "before": before,
            "after": after,
            "related": _related(archive, site, paper),
            "on_huggingface": any(urls.HUGGING_FACE in origin.url for origin in day.origins),
        }
        yield Page(urls.of(paper), "paper.html", shows, paper.ref, updated=paper.first.day)


def _related(archive: Archive, site: Site, paper: Paper) -> tuple[Related, ...]:
    if not site.search or not archive.related_to:
        return ()
    return tuple([_row(other, words) for other, words in archive.related_to(paper)])


def _row(paper: Paper, words: tuple[str, ...]) -> Related:
    facts = paper.facts
    names = listed(facts.authors)
    more = "et al." if len(names) > AUTHORS else others(facts.authors)
    shown = f"{', '.join(names[:AUTHORS])} {more}".strip()
    return str(texts.title(facts)), urls.of(paper), shown, paper.first.day, bool(facts.withdrawn), words


def neighbours(paper: Paper, day: Day) -> tuple[Neighbour | None, Neighbour | None]:
    """The papers before and after this one on its first day."""
    at = paper.first.rank - 1
    return _neighbour(day, at - 1), _neighbour(day, at + 1)


def _neighbour(day: Day, at: int) -> Neighbour | None:
    if not 0 <= at < len(day.papers):
        return None
    paper = day.papers[at]
    return str(texts.title(paper.facts)), urls.of(paper), bool(paper.facts.withdrawn)


def _people(paper: Paper, addresses: Mapping[str, str]) -> tuple[str, ...]:
    """The address of each author's page, or "" if they have none; () if no author has one."""
    if not addresses:
        return ()
    people = tuple([addresses.get(urls.author_slug(name), "") for name in listed(paper.facts.authors)])
    return people if any(people) else ()
