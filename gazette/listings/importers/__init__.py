"""Read a listing in any format.

A format is a module in this folder with `NAME`, its name in messages; `recognise(source)`, which decides by the
content; and `parse(source, report)`, which returns the Listing, or None with the errors in the report. To add a
format, add its module here. `.md` files are Gazette's own Markdown; for others, the first module in alphabetical
order that recognises the source reads it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from gazette.core.errors import Report, counted
from gazette.core.model import Listing
from gazette.listings import markdown
from gazette.sources import conflicts
from gazette.sources.files import SourceFile


def parse(source: SourceFile, report: Report) -> Listing | None:
    """The listing in a source; None, with errors in the report, if there is not one."""
    if not source.text.strip():
        report.error(1, "the file is empty", "remove it, or write a listing with `quiet: true` for that day")
        return None
    listing = _parse(source, report)
    if listing and listing.quiet and listing.entries:
        lines = enumerate(source.text.split("\n"), 1)
        number = next((number for number, line in lines if "quiet" in line.partition(":")[0]), 1)
        what = (
            f"`quiet: true` is for a day without papers, but the listing has {counted(len(listing.entries), 'paper')}"
        )
        report.warn(number, what, "remove the line")
    return listing


def _parse(source: SourceFile, report: Report) -> Listing | None:
    if source.path.lower().endswith(".md"):
        return _markdown(source, report)
    if conflicts.report_markers(source.text, report):
        return None
    for module in formats():
        if module.recognise(source):
            listing: Listing | None = module.parse(source, report)
            return listing
    names = ", ".join(str(module.NAME) for module in formats())
    report.error(1, "the format is unknown", f"use one of: Markdown (.md), {names}")
    return None


def _markdown(source: SourceFile, report: Report) -> Listing:
    errors = len(report.errors)
    listing = markdown.parse(source.text, source.path, report)
    if not listing.entries and not listing.quiet and len(report.errors) == errors:
        line, instead = markdown.what_there_is(source.text)
        what = "the listing has no papers" + (f", but {instead}" if instead else "")
        report.error(line, what, "start each paper with a line `## Title`, or write `quiet: true` in the front matter")
    return listing


@cache
def formats() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)
