"""One module per kind of page.

A kind is a module here with a function `pages(archive, site)` that yields the pages
it wants, each drawn by a template.  Putting the module in this folder is all it takes
to add one; `leave_out` in site.yaml names the modules that should not speak.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple

from gazette import config
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import errors, urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Page, UnchangedPage
from gazette.listings import redirects

ALWAYS = frozenset(["home", "static"])
KINDS = ("paper", "day", "tag", "author", "org", "week", "month", "year", "asset")
"""What a page can be about, for a build knows when one of these is affected."""


class Plan(NamedTuple):
    """Pages to look at, and the paths of those that are sure to be as they were at the last build."""

    pages: tuple[Page, ...]
    unchanged: frozenset[str]


def plan(archive: Archive, site: Site, affected: Affected, report: Report) -> Plan:
    """Every affected page of the site, each path once; two that want one path are an error."""
    found: list[Page | UnchangedPage] = []
    owners: dict[str, str] = {}
    for kind in _wanted(site, report):
        name = kind.__name__.rpartition(".")[2]
        for page in kind.pages(archive, site, affected):
            folded = page.path.casefold()
            folded = page.path if folded == page.path else folded  # one text to hold, not two
            if name == "redirect" and owners.get(folded, name) != name:
                continue  # `redirects.check` tells of it, with its line
            if folded in owners:
                what = f"{page.path} is wanted by {owners[folded]} and by {name}"
                report.about(config.NAME).error(0, what, "rename one of them, or leave one kind out")
            if page.about and page.about.kind not in KINDS:
                what = f"{page.path} is about a {page.about.kind!r}, and nothing says when that changes"
                way_out = f"leave `about` out, or name one of: {', '.join(KINDS)}"
                report.about(f"gazette/pages/{name}.py").error(0, what, way_out)
            owners[folded] = name
            found.append(page)
    for folder in sorted(urls.folders(owners)):
        if folder in owners:
            what = f"{folder} is wanted as a file by {owners[folder]}, and others lie in a folder of that name"
            report.about(config.NAME).error(0, what, "rename the file")
    if affected.refs is None:
        there = (page.path for page in found if owners[page.path.casefold()] != "redirect")
        redirects.check(archive, there, report)
    unchanged = frozenset(page.path for page in found if isinstance(page, UnchangedPage))
    return Plan(tuple(page for page in found if isinstance(page, Page)), unchanged)


def navigation(site: Site, paths: Collection[str], report: Report) -> tuple[tuple[str, str], ...]:
    """The masthead's links; what the site does not hold is an error if it was asked for."""
    links = site.navigation or config.NAVIGATION
    missing = [address for _, address in links if "://" not in address and address not in paths]
    for address in missing if site.navigation else []:
        report.about(config.NAME).error(0, f"navigation: there is no page {address}", errors.nearest(address, paths))
    return tuple((label, address) for label, address in links if address not in missing)


def _wanted(site: Site, report: Report) -> Iterator[ModuleType]:
    names = [kind.__name__.rpartition(".")[2] for kind in kinds()]
    for name in site.leave_out:
        if name not in names or name in ALWAYS:
            what = f"leave_out: {name!r} cannot be left out" if name in ALWAYS else f"leave_out: no kind {name!r}"
            report.about(config.NAME).error(0, what, errors.nearest(name, set(names) - ALWAYS))
    return (kind for kind, name in zip(kinds(), names, strict=True) if name not in site.leave_out)


@cache
def kinds() -> tuple[ModuleType, ...]:
    """Redirects come last: they lead only away from where no page is."""
    names = sorted((module.name for module in iter_modules(__path__)), key=lambda name: (name == "redirect", name))
    return tuple(import_module(f"{__name__}.{name}") for name in names)
