"""The command `check`: report problems, correct listings, or explain a paper."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gazette.cli import edit, findings
from gazette.cli import explain as explaining
from gazette.core.errors import Mistakes, Problem, Refusal, Report, counted
from gazette.listings import corrections
from gazette.publishing import rewrite
from gazette.publishing.edition import Built
from gazette.sources import files

JSON = "json"
DONE, MISTAKE = 0, 1


def check(make: Callable[[], Built], report: Report, form: str, quiet: bool) -> int:
    """Print all problems; the exit status is MISTAKE if one of them is an error."""
    errors: Sequence[Problem] = ()
    summary = ""
    try:
        archive = make().archive
        summary = f"{counted(len(archive.papers), 'paper')}, {counted(len(archive.days), 'day')}: "
    except Mistakes as mistakes:
        errors = mistakes.problems
    found = findings.ordered(errors, [*report.warnings, *report.hints])
    if form == JSON:
        print(findings.as_json(found))
        return MISTAKE if errors else DONE
    print(*(f"{findings.line(each)}\n" for each in found), sep="", end="", file=sys.stderr)
    if not quiet:
        warnings = counted(len(found) - len({*errors}), "warning")
        print(f"{summary}{counted(len({*errors}), 'error') if errors else 'no errors'}, {warnings}")
    return MISTAKE if errors else DONE


def fix(content: Path, source: Path, report: Report) -> Iterator[str]:
    """Correct the Markdown listings in a folder, all or none of them; yields a line for each correction."""
    shown = files.display_path(content, source)
    lines: list[str] = []
    if not content.is_dir():  # the check reports it
        return
    with rewrite.locked(content):
        texts: dict[Path, str] = {}
        for path in edit.markdown_listings(content, report):
            name = f"{shown}/{path.relative_to(content).as_posix()}"
            try:
                text = path.read_bytes().decode()
            except (OSError, UnicodeDecodeError):  # the check reports it
                continue
            corrected, found = corrections.correct(text, name)
            if found:
                texts[path] = corrected
            lines += (f"{name}:{each.line}: fixed: {each.what}" for each in found)
        if texts:
            rewrite.replace_all(content, texts)
    yield from lines


def explain(name: str, built: Built, source: Path) -> int:
    """Print where each field of a paper comes from; Refusal if the archive has no such paper."""
    found = explaining.find(name, built.listings)
    if not found:
        raise Refusal(f"no paper has the id or the address {name!r}; give its arXiv id, its slug or its address")

    def lines(path: str) -> Sequence[str]:
        try:
            return (source / path).read_text("utf-8-sig").split("\n") if path.endswith(".md") else ()
        except (OSError, UnicodeDecodeError):
            return ()

    print(*explaining.report(*found, lines), sep="\n")
    return DONE
