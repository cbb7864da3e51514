"""A page that a person wrote: front matter with a title, then Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import StandalonePage
from gazette.listings import markdown
from gazette.sources.files import SourceFile

KEYS = ("title", "description")


def parse_all(sources: Iterable[SourceFile], report: Report) -> tuple[StandalonePage, ...]:
    found: dict[str, StandalonePage] = {}
    for source in sources:
        page = parse(source, report.about(source.path))
        if page and page.name in found:
            what = f"{found[page.name].path} is a page of that name already"
            report.about(source.path).error(0, what, "call it otherwise: folders are no part of the address")
        elif page:
            found[page.name] = page
    return tuple(found.values())


def parse(source: SourceFile, report: Report) -> StandalonePage | None:
    """The page in `source`; its name is the file's, its title too if it has no other."""
    path = PurePosixPath(source.path)
    if path.suffix != ".md" or path.stem != urls.slug(path.stem):
        report.error(0, "no name for a page", f"call it {urls.slug(path.stem)}.md")
        return None
    lines = text.clean(source.text).split("\n")
    rows, start = markdown.front(lines, report)
    for key, _, number in rows:
        if key not in KEYS:
            report.warn(number, f"there is no key {key!r}", errors.nearest(key, KEYS))
    head = {key: written for key, written, _ in rows}
    return StandalonePage(
        name=path.stem,
        title=head.get("title") or path.stem.replace("-", " ").capitalize(),
        body=text.lines("\n".join(lines[start:])),
        description=head.get("description", ""),
        path=source.path,
    )
