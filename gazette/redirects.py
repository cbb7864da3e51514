"""Where old addresses lead: what content/redirects.yaml says, and what the listings tell by themselves.

    papers/an-old-title.html: papers/2503.08638.html
    papers/withdrawn-at-once.html: {gone: the authors asked for it}

A paper that was first known by its title and learnt an id later has moved: its old address
leads to the new one without anybody writing it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gazette import fields, text, tree, urls
from gazette.content import Source
from gazette.errors import Report
from gazette.model import Redirect
from gazette.node import Node

NAME = "redirects.yaml"


def parse(source: Source | None, report: Report) -> tuple[Redirect, ...]:
    """The redirects that a person wrote; none where there is no such file."""
    report = report.about(source.path) if source else report
    root = tree.parse(text.clean(source.text), report, as_json=False) if source else None
    if root is None:
        return ()
    if root.value is not None and not isinstance(root.value, dict):
        report.error(root.line, "no mapping", "write `old.html: new.html` lines")
    found = (_redirect(old, node, report) for old, node in root.items.items())
    return tuple(each for each in found if each)


def _redirect(old: str, node: Node, report: Report) -> Redirect | None:
    gone = node.items.get("gone")
    told = gone or node
    if not isinstance(told.value, str) or (node.items and set(node.items) != {"gone"}):
        report.error(node.line, f"{old} leads nowhere", "write an address, or `{gone: why}`")
        return None
    if not urls.inside(old) or not old.endswith(".html"):
        report.error(node.line, f"{fields.shown(old)} is no address of a page", "write it as papers/a-title.html")
        return None
    words = text.line(told.value)
    return Redirect(old, "" if gone else words, words if gone else "", node.line)


def check(redirects: Iterable[Redirect], pages: Iterable[str], report: Report) -> None:
    """Errors for what leads nowhere, in a circle, or away from a page that is there."""
    known = set(pages)
    ways = {each.old: each for each in redirects}
    for each in ways.values():
        if each.old in known:
            report.error(each.line, f"{each.old} is a page that exists", "remove the line")
        end = _end(each, ways)
        if end is None:
            report.error(each.line, f"{each.old} leads in a circle", "let one of its addresses be a page")
        elif end and end not in known and "://" not in end:
            report.error(each.line, f"{each.old} leads to {end}, where no page is", fields.nearest(end, known))


def _end(redirect: Redirect, ways: Mapping[str, Redirect]) -> str | None:
    """Where a redirect ends, after others; "" if that is gone, None if it goes round."""
    seen: set[str] = set()
    while redirect.new in ways:
        if redirect.old in seen:
            return None
        seen.add(redirect.old)
        redirect = ways[redirect.new]
    return redirect.new


def final(redirects: Iterable[Redirect]) -> Iterator[Redirect]:
    """Each redirect with the address where it ends, however many others it leads over."""
    ways = {each.old: each for each in redirects}
    for each in ways.values():
        end = _end(each, ways)
        gone = ways[each.new].gone if each.new in ways and not end else each.gone
        yield Redirect(each.old, end or "", gone, each.line)
