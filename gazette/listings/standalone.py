"""A page in content/pages: front matter with a title and a description, then Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from gazette.core import complexity, errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import StandalonePage
from gazette.listings import markdown
from gazette.sources import conflicts
from gazette.sources.files import SourceFile

KEYS = ("title", "description")


def parse_all(sources: Iterable[SourceFile], report: Report) -> tuple[StandalonePage, ...]:
    """The pages in `sources`; of two with the same name, the first."""
    pages: dict[str, StandalonePage] = {}
    for source in sources:
        page = parse(source, report.about(source.path))
        if page and page.name in pages:
            what = f"{pages[page.name].path} has the same name"
            report.about(source.path).error(0, what, "rename one of them: folders are not part of the address")
        elif page:
            pages[page.name] = page
    return tuple(pages.values())


def parse(source: SourceFile, report: Report) -> StandalonePage | None:
    """The page in `source`. Without a title, the file name is its title."""
    path = PurePosixPath(source.path)
    if path.stem.casefold() in urls.RESERVED:
        why = urls.unusable(path.stem) or f"{path.stem} is the name of another page"
        report.error(0, f"the file name cannot be an address: {why}", "rename the file")
        return None
    if path.suffix != ".md" or path.stem != urls.slug(path.stem):
        report.error(0, "the file name cannot be an address", f"rename it to {urls.slug(path.stem)}.md")
        return None
    written = text.clean(source.text)
    if conflicts.report_markers(written, report):
        return None
    lines = written.split("\n")
    rows, start = markdown.front_matter(lines, report)
    for key, _, number in rows:
        if key not in KEYS:
            report.warn(number, f"unknown key {errors.shown(key)}", errors.nearest(key, KEYS))
    head = {key: value for key, value, _ in rows}
    body = text.lines("\n".join(lines[start:]))
    complexity.warn(body, start + 1, report)
    return StandalonePage(
        name=path.stem,
        title=head.get("title") or path.stem.replace("-", " ").capitalize(),
        body=body,
        description=head.get("description", ""),
        path=source.path,
    )
