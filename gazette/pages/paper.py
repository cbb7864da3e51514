"""A page for each paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page, Paper
from gazette.core.people import listed


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    authors = archive.authors if "author" not in site.leave_out else ()
    people = {author.slug: urls.of(author) for author in authors}
    orgs = {org.slug: urls.of(org) for org in archive.orgs} if "org" not in site.leave_out else {}
    for paper in affected.papers:
        org = orgs.get(urls.org_slug(paper.facts.org), "") if paper.facts.org else ""
        shows = {"paper": paper, "people": _people(paper, people), "org": org}
        yield Page(urls.of(paper), "paper.html", shows, paper.ref, updated=paper.first.day)


def _people(paper: Paper, addresses: Mapping[str, str]) -> tuple[str, ...]:
    """The address of each author's page, or "" if they have none; () if no author has one."""
    if not addresses:
        return ()
    people = tuple([addresses.get(urls.author_slug(name), "") for name in listed(paper.facts.authors)])
    return people if any(people) else ()
