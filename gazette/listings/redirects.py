"""Where old addresses lead: what content/redirects.yaml says, and what the listings tell by themselves.

    papers/an-old-title.html: papers/2503.08638.html
    papers/withdrawn-at-once.html: {gone: the authors asked for it}

A paper that was first known by its title and learnt an id later has moved: its old address
leads to the new one without anybody writing it down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import Archive, Redirect
from gazette.sources import documents
from gazette.sources.documents import Node
from gazette.sources.files import SourceFile

NAME = "redirects.yaml"
_ADDRESS = re.compile(r"(?:[\w.~!$&'()+,;=@-]{1,120}/)*[\w.~!$&'()+,;=@-]{1,120}\.html", re.ASCII)


def parse(source: SourceFile | None, report: Report) -> tuple[Redirect, ...]:
    """The redirects that a person wrote; none where there is no such file."""
    report = report.about(source.path) if source else report
    root = documents.parse_yaml(text.clean(source.text), report) if source else None
    if root is None:
        return ()
    if root.value is not None and not isinstance(root.value, dict):
        report.error(root.line, "no mapping", "write `old.html: new.html` lines")
    found = (_redirect(old, node, report) for old, node in root.items.items())
    return tuple(each for each in found if each)


def _redirect(old: str, node: Node, report: Report) -> Redirect | None:
    gone = node.items.get("gone")
    told = gone or node
    if not isinstance(told.value, str) or not told.value.strip() or (gone and len(node.items) > 1):
        report.error(node.line, f"{old} leads nowhere", "write an address, or `{gone: why}`")
        return None
    if not urls.inside(old) or not _ADDRESS.fullmatch(old):
        report.error(node.line, f"{errors.shown(old)} is no address of a page", "write it as papers/a-title.html")
        return None
    words = text.line(told.value)
    return Redirect(old, "" if gone else words, words if gone else "", report.path, node.line)


def check(archive: Archive, pages: Iterable[str], report: Report) -> None:
    """Errors for what leads nowhere, in a circle, or away from a page that is there."""
    if not archive.redirects:  # and of a hundred thousand pages it is not asked what they are called
        return
    known = set(pages)
    folded = {path.casefold() for path in known}
    ways = _ways(archive)
    for each in archive.redirects:
        report = report.about(each.path)
        if each.old.casefold() in folded:
            report.error(each.line, f"{each.old} is a page that exists", "remove the line")
        end = _end(each, ways)
        if end is None:
            report.error(each.line, f"{each.old} leads in a circle", "let one of its addresses be a page")
        elif end.new and end.new not in known and not urls.safe(end.new):
            what = f"{each.old} leads to {errors.shown(end.new)}, where no page is"
            report.error(each.line, what, errors.nearest(end.new, (path for path in known if path.endswith(".html"))))


def _ways(archive: Archive) -> dict[str, Redirect]:
    """Every redirect by its old address; what a person wrote goes before what follows from the listings."""
    return {each.old: each for each in (*archive.moved, *archive.redirects)}


def _end(redirect: Redirect, ways: Mapping[str, Redirect]) -> Redirect | None:
    """The last redirect on the way, over others; None if it goes round."""
    seen: set[str] = set()
    while redirect.new in ways:
        if redirect.old in seen:
            return None
        seen.add(redirect.old)
        redirect = ways[redirect.new]
    return redirect


def final(archive: Archive) -> Iterator[Redirect]:
    """Each redirect with the address where it ends, however many others it leads over; none that goes round."""
    ways = _ways(archive)
    for each in ways.values():
        if end := _end(each, ways):
            yield Redirect(each.old, end.new, end.gone, each.path, each.line)
