"""Listings from every format there is.

A format is a module in this folder with `NAME`, what messages call it, `recognise(source)`,
which looks at what the file holds, and `parse(source, report)`, which gives its listing or
None, with every problem in the report.  Putting the module here is all it takes to add one.  Gazette's
own Markdown is what `.md` files are; the rest is recognised in the order of the names.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.listings import markdown
from gazette.sources.files import SourceFile


def parse(source: SourceFile, report: Report) -> Listing | None:
    """The listing in a source; None, with what is wrong in the report, if there is none."""
    if not source.text.strip():
        report.error(1, "an empty file", "remove it, or write `quiet: true` in a listing of that day")
        return None
    if source.path.lower().endswith(".md"):
        return markdown.parse(source.text, source.path, report)
    for module in formats():
        if module.recognise(source):
            found: Listing | None = module.parse(source, report)
            return found
    report.error(1, "no listing in any known format", f"known are {', '.join(map(_name, formats()))}")
    return None


@cache
def formats() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}") for name in names)


def _name(module: ModuleType) -> str:
    return str(module.NAME)
