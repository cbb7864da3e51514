"""The kinds of pages: one module per kind.

A kind is a module with a function `pages(archive, site, affected)` that yields its pages, each with the name of its
template. It may leave out pages about things that `affected` does not include. To add a kind, put a module into this
folder. `leave_out` in site.yaml lists the modules that a site does without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple

from gazette import config
from gazette.archive import channels
from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import errors, urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Page, StandalonePage, UnchangedPage
from gazette.listings import redirects

ALWAYS = frozenset(["home", "static"])
"""Kinds that cannot be left out."""
RENAMED = {"standing": "standalone"}
"""Names of kinds in earlier versions, which `leave_out` may still have."""
KINDS = ("paper", "day", "tag", "author", "org", "week", "month", "year", "digest", "asset", "search")
"""What a page can be about: a build knows which of these a change affects."""


class Plan(NamedTuple):
    """The pages that may have changed, and the paths of others that are certainly as the last build left them."""

    pages: tuple[Page, ...]
    unchanged: frozenset[str]


def plan(archive: Archive, site: Site, affected: Affected, report: Report) -> Plan:
    """The affected pages of all kinds that the site includes; two pages with the same path are reported as an error."""
    site = _with_new_names(site, report)
    found: list[Page | UnchangedPage] = []
    owners: dict[str, str] = {}
    sources: dict[str, str] = {}
    for kind in _included(site, report):
        name = kind.__name__.rpartition(".")[2]
        for page in kind.pages(archive, site, affected):
            folded = page.path.casefold()
            folded = page.path if folded == page.path else folded  # one string in memory, not two
            if name == "redirect" and owners.get(folded, name) != name:
                continue  # `redirects.check` reports it with its line
            if folded in owners:
                _report_clash(page, [(owners[folded], sources.get(folded, "")), (name, _source(page, name))], report)
            if page.about and page.about.kind not in KINDS:
                _report_about(page, page.about.kind, name, report)
            owners[folded] = name
            if source := _source(page, name):
                sources[folded] = source
            found.append(page)
    _check_folders(owners, sources, report)
    if affected.refs is None:
        _check_redirects(archive, [page for page in found if owners[page.path.casefold()] != "redirect"], report)
    unchanged = frozenset(page.path for page in found if isinstance(page, UnchangedPage))
    return Plan(tuple(page for page in found if isinstance(page, Page)), unchanged)


def _check_redirects(archive: Archive, planned: Sequence[Page | UnchangedPage], report: Report) -> None:
    templates = {*channels.TEMPLATES.values()}
    feeds = frozenset(page.path for page in planned if isinstance(page, Page) and page.template in templates)
    redirects.check(archive, (page.path for page in planned), feeds, report)


def _report_about(page: Page | UnchangedPage, about: str, kind: str, report: Report) -> None:
    what = f"{page.path} is about a {about!r}, and a build does not know when that changes"
    way_out = f"leave out `about`, or use one of: {', '.join(KINDS)}"
    report.about(f"gazette/pages/{kind}.py").error(0, what, way_out)


def _check_folders(owners: Mapping[str, str], sources: Mapping[str, str], report: Report) -> None:
    """Report the files whose path is a folder of other files."""
    for folder in sorted(urls.folders(owners).intersection(owners)):
        what = f"{folder} is a file (kind {owners[folder]}), but other pages need a folder of that name"
        report.about(sources.get(folder, config.NAME)).error(0, what, "rename the file")


def _source(page: Page | UnchangedPage, kind: str) -> str:
    """The file whose name decides about the page's path; "" if it is not one file."""
    if kind == "standalone" and isinstance(page, Page) and isinstance(shown := page.shows.get("page"), StandalonePage):
        return shown.path
    return f"static/{page.about.name}" if kind == "static" and page.about else ""


def _report_clash(page: Page | UnchangedPage, claims: Sequence[tuple[str, str]], report: Report) -> None:
    """Report two pages with the same path, each given as its kind and its file."""
    (one, _), (other, _) = claims
    named = [source for _, source in claims if source]
    if len(named) == 2:
        report.about(named[1]).error(0, f"{named[0]} has the same address, {page.path}", "rename one of them")
    elif named:
        kind = other if named[0] == claims[0][1] else one
        whose = "the home page" if kind == "home" else f"a page of the kind {kind}"
        way_out = (
            "rename the file" if kind in ALWAYS else f"rename the file, or add {kind} to leave_out in {config.NAME}"
        )
        report.about(named[0]).error(0, f"{whose} has this address, {page.path}", way_out)
    else:
        what = f"two pages have the path {page.path} (kinds {one} and {other})"
        report.about(config.NAME).error(0, what, "rename one of them, or leave one kind out")


def navigation(site: Site, paths: Collection[str], report: Report) -> tuple[tuple[str, str], ...]:
    """The links of the masthead whose pages the site has.

    A link to a missing page is left out if it is a default, and an error if it is set in site.yaml.
    """
    links = config.NAVIGATION if site.navigation is None else site.navigation
    missing = [address for _, address in links if "://" not in address and address not in paths]
    for address in missing if site.navigation else []:
        what = f"navigation: there is no page {address}"
        way_out = errors.nearest(address, paths, _create(address))
        report.about(config.NAME).error(site.line_of("navigation", address), what, way_out)
    return tuple((label, address) for label, address in links if address not in missing)


def _create(address: str) -> str:
    """What to do about a link to a page that the site does not have."""
    name = address.removesuffix(".html")
    is_name = address.endswith(".html") and name == urls.slug(name)
    return f"create content/pages/{name}.md, or remove the link" if is_name else "correct it, or remove the link"


def _with_new_names(site: Site, report: Report) -> Site:
    for name in RENAMED.keys() & {*site.leave_out}:
        line = site.line_of("leave_out", name)
        report.about(config.NAME).warn(line, f"leave_out: {name!r} has a new name", f"write {RENAMED[name]!r}")
    return replace(site, leave_out=tuple(RENAMED.get(name, name) for name in site.leave_out))


def _included(site: Site, report: Report) -> Iterator[ModuleType]:
    names = [kind.__name__.rpartition(".")[2] for kind in kinds()]
    for name in site.leave_out:
        line = site.line_of("leave_out", name)
        if name in ALWAYS:
            report.about(config.NAME).error(line, f"leave_out: {name!r} is always needed", "remove it from leave_out")
        elif name not in names:
            way_out = errors.nearest(name, set(names) - ALWAYS)
            report.about(config.NAME).error(line, f"leave_out: no kind {name!r}", way_out)
    return (kind for kind, name in zip(kinds(), names, strict=True) if name not in site.leave_out)


@cache
def kinds() -> tuple[ModuleType, ...]:
    """The modules of this folder by name, redirects last: they may use only paths that no page has."""
    names = sorted((module.name for module in iter_modules(__path__)), key=lambda name: (name == "redirect", name))
    return tuple(import_module(f"{__name__}.{name}") for name in names)
