"""Read a listing in any format.

A format is a module in this folder with `NAME`, its name in messages; `recognise(source)`, which decides by the
content; and `parse(source, report)`, which returns the Listing, or None with the errors in the report. To add a
format, add its module here and its name to FORMATS.

A format whose files may have several days also has `parse_days(source, report)`, which returns their listings. A file
in content/ has one day; `import` takes all of them. There, `.md` files may be other lists of papers; elsewhere they
are Gazette's own Markdown. JSON Lines are read as JSON.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from types import ModuleType

from msgspec import structs

from gazette.core.errors import Report, counted
from gazette.core.model import Listing
from gazette.listings import markdown
from gazette.sources import conflicts
from gazette.sources.files import SourceFile

FORMATS = {
    ".md": ("daily_list",),
    ".txt": ("capture", "structured"),
    ".yaml": ("structured",),
    ".yml": ("structured",),
    ".json": ("csl", "feed", "huggingface", "structured"),
    ".xml": ("arxiv_api", "arxiv_daily", "oai", "feed"),
    ".atom": ("arxiv_api", "arxiv_daily", "feed"),
    ".rss": ("arxiv_daily", "feed"),
    ".bib": ("bibtex",),
    ".ris": ("ris",),
    ".csv": ("csv",),
}
"""The modules for each suffix, in the order in which they are asked. Only these are loaded, to save time."""
_OUR_JSON = re.compile(r'"papers?"\s*:')
"""A key with which almost every JSON listing begins, so that the other formats need not be loaded."""


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
    path = source.path.lower()
    if path.endswith(".md"):
        return _markdown(source, report)
    if conflicts.report_markers(source.text, report):
        return None
    if path.endswith(".jsonl"):
        from gazette.listings import foreign  # few builds need it

        return foreign.single(parse_days(source, report), report)
    if module := _format(source):
        listing: Listing | None = module.parse(source, report)
        return listing
    names = ", ".join(str(module.NAME) for module in formats())
    report.error(1, "the format is unknown", f"use one of: Markdown (.md), {names}")
    return None


def parse_days(source: SourceFile, report: Report) -> list[Listing]:
    """The listings of all days in a source; without one, there are errors in the report."""
    if source.path.lower().endswith(".jsonl") and source.text.strip():
        from gazette.sources import json_lines

        found = [parse(each, report) for each in json_lines.split(source, report)]
        return [structs.replace(listing, path=source.path) for listing in found if listing]
    module = _format(source) if source.text.strip() else None
    if module and hasattr(module, "parse_days"):
        days: list[Listing] = module.parse_days(source, report)
        return days
    listing = parse(source, report)
    return [listing] if listing else []


def _format(source: SourceFile) -> ModuleType | None:
    """The module that reads a source; None if no module recognises it."""
    suffix = "." + source.path.lower().rpartition(".")[2]
    names = FORMATS.get(suffix, ())
    if suffix == ".json" and _OUR_JSON.search(source.text, 0, 2000):
        names = ("huggingface", "structured")
    return next((module for module in map(_module, names) if module.recognise(source)), None)


def _markdown(source: SourceFile, report: Report) -> Listing:
    errors = len(report.errors)
    listing = markdown.parse(source.text, source.path, report)
    if not listing.entries and not listing.quiet and len(report.errors) == errors:
        line, instead = markdown.what_there_is(source.text)
        what = "the listing has no papers" + (f", but {instead}" if instead else "")
        report.error(line, what, "start each paper with a line `## Title`, or write `quiet: true` in the front matter")
    return listing


@cache
def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


def formats() -> list[ModuleType]:
    """All formats, in alphabetical order."""
    return [_module(name) for name in sorted({name for names in FORMATS.values() for name in names})]
