"""What in an output folder is Gazette's: the record of it, and the places that never are.

The record lists the files that are Gazette's to change or remove, each with its mark: a
digest of its bytes, and their number.  Before files move, rows that say so are added at its end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from gazette.core import urls
from gazette.core.errors import Refusal
from gazette.publishing.rows import Rows

NAME = ".gazette-site"
HEADLINE = "gazette-site 1"
_MARK = re.compile(r"[0-9a-f]{32}-[0-9]{1,12}|-")
DIGITS = 33
"""In a mark, the number of bytes stands from here on."""
MOVING = "-"
"""In the place of a mark: this file may be the old one, the new one, or not there."""


def refuse(output: Path, sources: Iterable[Path]) -> None:
    """Refusal if `output` is a place where a site must never be put."""
    whole = output.resolve()
    if output.is_symlink():
        raise Refusal(f"the output {output} is a symbolic link; name the folder itself with --output")
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  Path.home() raises where a user has none
    if whole in (Path(whole.anchor), home.resolve()):
        raise Refusal(f"the output {output} is no folder for a site alone; name another with --output")
    if whole.exists() and not whole.is_dir():
        raise Refusal(f"the output {output} is a file; name a folder with --output")
    for source in map(Path.resolve, sources):
        if source.is_relative_to(whole):
            raise Refusal(f"the output {output} holds the source {source}; name another with --output")
        if whole.is_relative_to(source):
            raise Refusal(f"the output {output} lies in the source {source}; name another with --output")


def refuse_foreign(output: Path) -> None:
    """Refusal if there are files in `output` and no record that says whose they are."""
    if not (output / NAME).exists() and (found := occupied(output)):
        raise Refusal(
            f"{output} holds {found} and no {NAME}, so what is in it is not Gazette's; "
            "empty it, or name another folder with --output"
        )


def refuse_strangers(output: Path, own: Collection[str], changed: Iterable[str], removed: Iterable[str]) -> None:
    """Refusal if a file of the site would fall on one that is not in `own`, or pass through a link to elsewhere."""
    for folder in urls.folders((*changed, *removed)):
        place = output / folder
        if place.is_symlink():
            raise Refusal(f"{place} leads out of the output through a symbolic link; remove the link")
        if place.is_file() and folder not in own:
            raise Refusal(f"{place} is not Gazette's, and a folder would go there; move it away")
    for path in changed:
        place = output / path
        if place.is_dir() and not place.is_symlink():
            held = {each.relative_to(output).as_posix() for each in (place, *place.rglob("*"))}
            if held - set(own) - urls.folders(own):
                raise Refusal(f"{place} is a folder, and a page would go there; move it away")
        elif path not in own and os.path.lexists(place):
            raise Refusal(f"{place} is not Gazette's, and a page would go there; move it away")


def occupied(output: Path) -> str:
    """The name of something in a folder; "" if there is nothing."""
    return min(os.listdir(output), default="") if output.is_dir() else ""


def read(output: Path) -> dict[str, str]:
    """Gazette's files in `output`, each with its mark; the names in it are checked, for it may be anybody's."""
    try:
        lines = (output / NAME).read_text("utf-8").split("\n")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        lines = []
    if lines[:1] != [HEADLINE]:
        raise Refusal(f"{output / NAME} is damaged, so it is not sure which files are Gazette's; empty {output}")
    sound = _MARK.fullmatch
    rows = (line.split(" ", 1) for line in lines[1:-1])  # a last line without an end was cut off
    return {row[1]: row[0] for row in rows if len(row) == 2 and sound(row[0]) and urls.inside(row[1])}


def rows(output: Path) -> Rows:
    """The same of a record that is known to be as Gazette wrote it."""
    return Rows((output / NAME).read_text("utf-8").split("\n")[1:-1])


def size(mark: str) -> int:
    """The number of the file's bytes."""
    return int(mark[DIGITS:] or 0)


def write(output: Path, files: Mapping[str, str], stage: Path) -> None:
    """On disk before it returns, whole or not at all; drafted in `stage`, so that no draft is ever left in the site."""
    draft = stage / f"{NAME}-draft"
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{HEADLINE}\n")
        file.writelines(
            files.lines if isinstance(files, Rows) else (f"{files[path]} {path}\n" for path in sorted(files))
        )
        file.flush()
        os.fsync(file.fileno())
    draft.replace(output / NAME)
    sync(output)


def announce(output: Path, paths: Iterable[str]) -> None:
    """On disk before it returns: these files are about to move, or to come, or to go."""
    size = (output / NAME).stat().st_size
    try:
        with (output / NAME).open("a", encoding="utf-8", newline="\n") as file:
            file.write("".join(f"{MOVING} {path}\n" for path in paths))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            os.truncate(output / NAME, size)
        raise


def sync(folder: Path) -> None:
    """A rename is on disk when its folder is."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
