"""Read a listing in any format.

A format is a module in this folder with `NAME`, its name in messages; `recognise(source)`, which decides by the
content; and `parse(source, report)`, which returns the Listing, or None with the errors in the report. To add a
format, add its module here. The first module in alphabetical order that recognises the source reads it.

A format whose files may have several days also has `parse_days(source, report)`, which returns their listings. A file
in content/ has one day; `import` takes all of them. There, `.md` files may be other lists of papers; elsewhere they
are Gazette's own Markdown. JSON Lines are read as JSON.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from msgspec import structs

from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import foreign, json_lines, markdown
from gazette.sources.files import SourceFile


def parse(source: SourceFile, report: Report) -> Listing | None:
    """The listing in a source; None, with errors in the report, if there is not one."""
    if not source.text.strip():
        report.error(1, "the file is empty", "remove it, or write a listing with `quiet: true` for that day")
        return None
    return _parse(source, report)


def _parse(source: SourceFile, report: Report) -> Listing | None:
    if source.path.lower().endswith(".md"):
        return markdown.parse(source.text, source.path, report)
    if source.path.lower().endswith(json_lines.SUFFIX):
        return foreign.single(parse_days(source, report), report)
    module = _format(source, report)
    listing: Listing | None = module.parse(source, report) if module else None
    return listing


def parse_days(source: SourceFile, report: Report) -> list[Listing]:
    """The listings of all days in a source; without one, there are errors in the report."""
    path = source.path.lower()
    if path.endswith(json_lines.SUFFIX) and source.text.strip():
        found = [parse(each, report) for each in json_lines.split(source, report)]
        return [structs.replace(listing, path=source.path) for listing in found if listing]
    module = _format(source, None) if source.text.strip() else None
    if module and hasattr(module, "parse_days"):
        days: list[Listing] = module.parse_days(source, report)
        return days
    listing = parse(source, report)
    return [listing] if listing else []


def _format(source: SourceFile, report: Report | None) -> ModuleType | None:
    """The module that reads a source; None, with an error in the report, if no module recognises it."""
    for module in formats():
        if module.recognise(source):
            return module
    if report:
        names = ", ".join(str(module.NAME) for module in formats())
        report.error(1, "the format is unknown", f"known formats are {names}")
    return None


@cache
def formats() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)
