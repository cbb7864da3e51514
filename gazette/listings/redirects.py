"""Redirects from old addresses: those in content/redirects.yaml, and those of papers whose address changed.

    papers/an-old-title.html: papers/2503.08638.html
    papers/withdrawn-at-once.html: {gone: the authors asked for it}
    tags/an-old-tag.xml: tags/a-new-tag.xml

At the old address of a feed is a copy of the new one, because not every feed reader follows a redirect in a page.
If a paper is first listed without an id and later with one, its address changes. The redirect from the old address
is made automatically, as are those from the slugs of earlier versions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from gazette.core import errors, names, text, urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Redirect
from gazette.sources import conflicts, documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = names.REDIRECTS
FEED = ".xml"
MAX_SUGGESTIONS = 20
"""After this number of errors, no more pages are looked for that resemble missing ones: there may be 100,000."""
_ADDRESS = re.compile(r"(?:[\w.~!$&'()+,;=@-]{1,120}/)*[\w.~!$&'()+,;=@-]{1,120}\.(?:html|xml)", re.ASCII)


def parse(source: SourceFile | None, report: Report) -> tuple[Redirect, ...]:
    """The redirects in redirects.yaml; none if `source` is None, because there is no such file."""
    if source is None:
        return ()
    report = report.about(source.path)
    if conflicts.report_markers(source.text, report):
        return ()
    root = documents.parse_yaml(text.clean(source.text), report)
    if root is None:
        return ()
    if root.value is not None and not isinstance(root.value, dict):
        report.error(root.line, "the file is not a mapping", "write `old.html: new.html` lines")
    redirects = (_redirect(old, node, report) for old, node in root.items.items())
    return tuple(each for each in redirects if each)


def _redirect(old: str, node: Node, report: Report) -> Redirect | None:
    gone = node.items.get("gone")
    value = (gone or node).value
    if not isinstance(value, str) or not value.strip() or (gone and len(node.items) > 1):
        way_out = "write one, or the reason as `{gone: the authors asked for it}`"
        report.error(node.line, f"{old} has no new address", way_out)
        return None
    if not urls.inside(old) or not _ADDRESS.fullmatch(old) or urls.is_sitemap(old):
        what = f"{errors.shown(old)} is not the address of a page or a feed"
        report.error(node.line, what, "write it like papers/a-title.html or tags/a-tag.xml")
        return None
    if why := urls.unusable(old):
        report.error(node.line, f"{errors.shown(old)} cannot be the address of a page: {why}", "remove the line")
        return None
    words = text.line(value)
    return Redirect(old, "" if gone else words, words if gone else "", report.path, node.line)


def check(archive: Archive, pages: Iterable[str], feeds: Collection[str], report: Report) -> None:
    """Report redirects in redirects.yaml that hide one of `pages`, end at none, or go in a circle.

    That of a feed must end at one of `feeds`, because it publishes a copy.
    """
    if not archive.redirects:  # saves a set of all paths, of which there may be 100,000
        return
    paths = set(pages)
    folded = {path.casefold() for path in paths}
    html = [path for path in paths if path.endswith(".html")]
    ends = _ends(_by_address(archive))
    for each in archive.redirects:
        report = report.about(each.path)
        if each.old.casefold() in folded:
            report.error(each.line, f"{each.old} is the address of an existing page", "remove the line")
        last = ends[each.old]
        if last is None:
            report.error(each.line, f"{each.old} redirects in a circle", "point one of its redirects to a page")
        elif last.new and is_feed(each.old) and last.new not in feeds:
            what = f"{each.old} redirects to {errors.shown(last.new)}, which is not a feed of this site"
            report.error(each.line, what, _way_out(last.new, feeds, report))
        elif last.new and last.new not in paths and not urls.safe(last.new):
            what = f"{each.old} redirects to {errors.shown(last.new)}, which does not exist"
            report.error(each.line, what, _way_out(last.new, html, report))


def _way_out(address: str, known: Iterable[str], report: Report) -> str:
    return errors.nearest(address, known) if len(report.errors) < MAX_SUGGESTIONS else "use one that exists"


def is_feed(address: str) -> bool:
    return address.endswith(FEED)


def resolve(archive: Archive) -> Iterator[Redirect]:
    """Every redirect with its final address, at the end of a chain of them; those in a circle are left out."""
    by_address = _by_address(archive)
    ends = _ends(by_address)
    for each in by_address.values():
        if last := ends[each.old]:
            yield Redirect(each.old, last.new, last.gone, each.path, each.line)


def _by_address(archive: Archive) -> dict[str, Redirect]:
    """Every redirect by its old address; those in redirects.yaml take precedence."""
    return {each.old: each for each in (*archive.moved, *archive.redirects)}


def _ends(redirects: Mapping[str, Redirect]) -> dict[str, Redirect | None]:
    """The last redirect of the chain that begins at each address; None if the chain ends in a circle."""
    ends: dict[str, Redirect | None] = {}
    for start in redirects:
        chain, old = {start: None}, start
        while old not in ends and (new := redirects[old].new) in redirects:
            if new in chain:
                ends[new] = None
            chain[new] = None
            old = new
        ends |= dict.fromkeys(chain, ends.get(old, redirects[old]))
    return ends
