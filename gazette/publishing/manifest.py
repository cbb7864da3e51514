"""The manifest of a site: which files in the output folder are Gazette's, and the checks that protect all others.

`.gazette-site` has a line for each file that Gazette may change or remove: a mark, which is the digest and the size of
the file, and the path.  Before files are replaced, a line for each of them is added that marks it as pending.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from gazette.core import digest, names, urls
from gazette.core.errors import Refusal
from gazette.publishing import disk

NAME = names.MANIFEST
HEADLINE = "gazette-site 1"
OWN = frozenset([names.STAGE, names.LOCK, "lost+found"])
"""What an output that is a file system of its own may have besides the site."""
PENDING = "-"
"""The mark of a file that may be the old one, the new one, or missing."""
BLOCK = 16
"""The number of lines of which one path is kept ready for searches, which are then fast."""
_MARK = re.compile(r"[0-9a-f]{32}-[0-9]{1,12}|-")
_SIZE_START = 33


def mark(body: bytes) -> str:
    return f"{digest.of_bytes(body).hex()}-{len(body)}"


def size(mark: str) -> int:
    """The number of bytes of a file with this mark; 0 if it is pending."""
    return int(mark[_SIZE_START:] or 0)


class SortedLines(Mapping[str, str]):
    """The marks of paths, found by searching the lines of a manifest; a dict of 100,000 files takes longer to make."""

    __slots__ = ("_lines", "_starts")

    def __init__(self, lines: list[str]) -> None:
        """`lines` are `mark path`, in the order of paths, without line ends."""
        self._lines = lines
        self._starts = [_path(line) for line in lines[::BLOCK]]

    def __getitem__(self, path: str) -> str:
        first = max(0, bisect_right(self._starts, path) - 1) * BLOCK
        at = bisect_left(self._lines, path, first, min(first + BLOCK, len(self._lines)), key=_path)
        if at == len(self._lines) or _path(self._lines[at]) != path:
            raise KeyError(path)
        return self._lines[at].partition(" ")[0]

    def __iter__(self) -> Iterator[str]:
        return map(_path, self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def text(self) -> Iterator[str]:
        """The lines with their ends."""
        return (f"{line}\n" for line in self._lines)

    def updated(self, marks: Mapping[str, str], removed: Iterable[str]) -> SortedLines:
        """A copy without the removed paths, and with these marks, which replace those that it has."""
        lines = [*self._lines]
        for path in removed:
            at = bisect_left(lines, path, key=_path)
            if at < len(lines) and _path(lines[at]) == path:
                del lines[at]
        for path, mark in marks.items():
            at = bisect_left(lines, path, key=_path)
            replaces = at < len(lines) and _path(lines[at]) == path
            lines[at : at + replaces] = [f"{mark} {path}"]
        return SortedLines(lines)


def _path(line: str) -> str:
    return line[line.index(" ") + 1 :]


# Reading and writing.


def read(output: Path) -> dict[str, str]:
    """The mark of each of Gazette's files, without lines that Gazette cannot have written; Refusal if it is damaged."""
    try:
        lines = (output / NAME).read_text("utf-8").split("\n")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        lines = []
    if lines[:1] != [HEADLINE]:
        what = "the manifest is damaged, so Gazette does not know which files are its own"
        raise Refusal(f"{output / NAME}: {what}; empty {output}")
    valid = _MARK.fullmatch
    rows = (line.split(" ", 1) for line in lines[1:-1])  # a last line without an end was cut off
    return {row[1]: row[0] for row in rows if len(row) == 2 and valid(row[0]) and urls.inside(row[1])}


def read_unchanged(output: Path) -> SortedLines:
    """A manifest that nobody changed since Gazette wrote it, without checking its lines."""
    return SortedLines((output / NAME).read_text("utf-8").split("\n")[1:-1])


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the manifest of these files to a folder, on disk when this returns."""
    disk.write_through(folder / NAME, "".join(_text(files)).encode())


def is_current(output: Path, files: Mapping[str, str]) -> bool:
    """Whether the manifest exists and is what `write` would make it."""
    try:
        return (output / NAME).read_bytes() == "".join(_text(files)).encode()
    except FileNotFoundError:
        return False


def _text(files: Mapping[str, str]) -> Iterator[str]:
    yield f"{HEADLINE}\n"
    yield from files.text if isinstance(files, SortedLines) else (f"{files[path]} {path}\n" for path in sorted(files))


def append_pending(output: Path, paths: Iterable[str], staging: Path) -> Callable[[], object]:
    """Mark files as pending, on disk when this returns; the result undoes that.  A new manifest begins in `staging`."""
    place, paths = output / NAME, [*paths]
    if not place.exists():
        write(staging, dict.fromkeys(paths, PENDING))
        (staging / NAME).replace(place)
        return place.unlink
    length = place.stat().st_size
    undo = partial(os.truncate, place, length)
    try:
        disk.write_through(place, "".join(f"{PENDING} {path}\n" for path in paths).encode(), os.O_APPEND)
    except OSError:
        with suppress(OSError):
            undo()
        raise
    return undo


# Checks.


def check_location(output: Path, sources: Iterable[Path]) -> None:
    """Refusal if a site must never be published to `output`."""
    resolved = output.resolve()
    other = "choose another folder with --output"
    if output.is_symlink():
        raise Refusal(f"{output}: the output is a symbolic link; use --output with the folder that it leads to")
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  Path.home() raises where a user has none
    if resolved in (Path(resolved.anchor), home.resolve()):
        raise Refusal(f"{output}: the root folder and your home folder cannot be the output; {other}")
    if resolved.exists() and not resolved.is_dir():
        raise Refusal(f"{output}: the output is a file; {other}")
    for source in map(Path.resolve, sources):
        if source.is_relative_to(resolved):
            raise Refusal(f"{output}: the output contains the source {source}; {other}")
        if resolved.is_relative_to(source):
            raise Refusal(f"{output}: the output is inside the source {source}; {other}")


def check_owner(output: Path) -> None:
    """Refusal if `output` has files but no manifest."""
    if not (output / NAME).exists() and (found := first_name(output)):
        what = f"the folder contains {found} but no {NAME}, so its files are not Gazette's"
        raise Refusal(f"{output}: {what}; empty it, or choose another folder with --output")


def first_name(output: Path) -> str:
    """The first name in a folder, except what a build or a file system keeps there; "" if nothing else is there."""
    found = os.listdir(output) if output.is_dir() else []
    return min((name for name in found if name not in OWN), default="")


def check_conflicts(output: Path, own: Collection[str], changed: Iterable[str], removed: Iterable[str]) -> None:
    """Refusal if a change would replace a file that is not in `own`, or follow a symbolic link out of the output."""
    foreign = "Gazette did not create this"
    for folder in urls.folders((*changed, *removed)):
        place = output / folder
        if place.is_symlink():
            raise Refusal(f"{place}: this symbolic link leads out of the output; remove it")
        if place.is_file() and folder not in own:
            raise Refusal(f"{place}: {foreign} file, and needs a folder of that name; move it away")
    for path in changed:
        place = output / path
        if place.is_dir() and not place.is_symlink():
            found = {each.relative_to(output).as_posix() for each in (place, *place.rglob("*"))}
            if found - set(own) - urls.folders(own):
                raise Refusal(f"{place}: {foreign} folder or a file in it, and needs a page of that name; move it away")
        elif path not in own and os.path.lexists(place):
            raise Refusal(f"{place}: {foreign} file, and needs a page of that name; move it away")
