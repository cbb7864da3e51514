"""Which files have changed since the site was last built: told by a glance, mostly without reading them.

A file is as it was if its size, times and inode are, and its times were at least SETTLED old when they were
noted, for then a later change shows in them.  Any other is read, and the digest of its bytes decides.

Only the standard library is needed here, so that a build with nothing to do need not load anything else.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from gazette.sources import scan

SETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clocks of file systems count by two seconds."""
LEDGER, TOLD = "glance.json", "told.json"
MARKS = 4
"""So many fields of a row are a file's size, times and inode; then comes its digest, then whether to trust them."""

Row = list[Any]


class Glance:
    """The inputs as they are now, and what has `changed` since the build whose ledger lies in `folder`.

    `changed` is None where no ledger can be read.  `number` names the build that the ledger belongs to.
    """

    def __init__(self, folder: Path, inputs: Iterable[Path], singles: Iterable[Path], asked: Sequence[str]) -> None:
        """`asked` is what else decides a build, as text; a ledger of another is none."""
        self.folder, self.asked = folder, list(asked)
        self.inputs, self.singles = [str(path) for path in inputs], [str(path) for path in singles]
        held = _read(folder / LEDGER)
        known: dict[str, Row] = held.get("files", {}) if held.get("asked") == self.asked else {}
        self.number: int = held.get("number", 0)
        self.memory: list[int] = held.get("memory", [])
        self.known = frozenset(known)
        looked = _looked[3] if _looked[:3] == [self.inputs, self.singles, known] else None
        self.files: dict[str, Row]
        self.files, changed, _ = looked or _compare(self.inputs, self.singles, known)
        _looked.clear()
        self.changed = frozenset(changed) if known else None

    def same(self, path: Path) -> bool:
        """Whether a file that was looked at is still as it was then."""
        return _compare([], [str(path)], {str(path): self.files.get(str(path), [])})[1] == []

    def keep(self, number: int, memory: list[int], made: Path) -> None:
        """Note what was seen as what build `number` was made from; it left `made`, and a memory with these marks."""
        self.files |= _compare([], [str(made)], {})[0]
        looked = {"asked": self.asked, "inputs": self.inputs, "singles": self.singles, "files": self.files}
        _write(self.folder / LEDGER, {"number": number, "memory": memory, **looked})
        self.number, self.changed = number, frozenset()

    def tell(self, typed: Sequence[str], lines: Sequence[str], summary: str) -> None:
        """Note what the command `typed` told, for the next time that it finds nothing to do."""
        place = {"typed": list(typed), "cwd": str(Path.cwd()), "prefix": os.path.realpath(sys.prefix)}
        _write(self.folder / TOLD, {**place, "number": self.number, "lines": list(lines), "summary": summary})


def stop_if_idle(root: str | os.PathLike[str], typed: Sequence[str]) -> None:
    """SystemExit, after what there is to tell, if there is nothing to do."""
    if idle(root, typed):
        sys.exit()


def idle(root: str | os.PathLike[str], typed: Sequence[str]) -> bool:
    """Whether the command `typed` was a build before and has nothing to do now; what it told then is told again."""
    started = time.perf_counter()
    root = Path(root)
    folder = _source(root, typed) / ".gazette"
    told = _read(folder / TOLD)
    prefix = os.path.realpath(sys.prefix if sys.prefix != sys.base_prefix else root / ".venv")
    if [told.get(key) for key in ("typed", "cwd", "prefix")] != [list(typed), str(Path.cwd()), prefix]:
        return False
    held = _read(folder / LEDGER)
    if not held or held["number"] != told["number"]:
        return False
    files, changed, stale = _compare(held["inputs"], held["singles"], held["files"])
    if changed:
        _looked[:] = [held["inputs"], held["singles"], held["files"], (files, changed, stale)]
        return False
    if stale:
        _write(folder / LEDGER, {**held, "files": files})
    for line in told["lines"]:
        print(line, file=sys.stderr)
    if told["summary"]:
        print(f"{told['summary']}, in {time.perf_counter() - started:.1f} s")
    return True


_looked: list[Any] = []
"""What `idle` saw when there was something to do, for the build that it makes way for a moment later."""


def _source(root: Path, typed: Sequence[str]) -> Path:
    """The folder that a command line speaks of, where it does so plainly."""
    for word, following in zip(typed, [*typed[1:], ""], strict=False):  # nothing typed: no words, and nothing follows
        if word.startswith("--source"):
            return Path(word.partition("=")[2] or following)
    return root


def _compare(
    inputs: Iterable[str], singles: Sequence[str], known: dict[str, Row]
) -> tuple[dict[str, Row], list[str], bool]:
    """A row for every file there is, the files that changed, and whether the rows known are out of date."""
    now = time.time_ns()
    rows: dict[str, Row] = {}
    changed, stale = [], False
    for path, marks in scan.snapshot(map(Path, inputs), map(Path, singles)).items():
        old = known.get(path, [])
        if old[:MARKS] == [*marks] and old[-1]:
            rows[path] = old
            continue
        stale = True
        digest = _digest(path, follow=path in singles)
        rows[path] = [*marks, digest, digest != "" and max(marks[1:3]) < now - SETTLED]
        if not digest or old[MARKS : MARKS + 1] != [digest]:
            changed.append(path)
    changed += [path for path in known if path not in rows]
    return rows, changed, stale


def _digest(path: str, follow: bool) -> str:
    """Of a file's bytes, or of the names of the packages in a folder; "" if that cannot be told."""
    with suppress(OSError):
        mode = os.stat(path, follow_symlinks=follow).st_mode
        if S_ISDIR(mode):
            body = "\n".join(sorted(name for name in os.listdir(path) if name.endswith("-info"))).encode()
        elif S_ISREG(mode):
            with open(path, "rb") as file:
                body = file.read()
        else:  # what a link leads to changes without it, and a pipe would be waited for
            return ""
        return blake2b(body, digest_size=16).hexdigest()
    return ""


def _read(path: Path) -> dict[str, Any]:
    """What lies in a file of JSON; nothing if that is not what was put there."""
    try:
        body, _, digest = path.read_text("utf-8").rpartition("\n")
        if digest != blake2b(body.encode(), digest_size=16).hexdigest():
            return {}
        held = json.loads(body)
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _write(path: Path, held: dict[str, Any]) -> None:
    """Whole or not at all; where it cannot be written, the next build just takes longer."""
    body = json.dumps(held)
    draft = path.with_name(f".{path.name}-draft")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft.write_text(f"{body}\n{blake2b(body.encode(), digest_size=16).hexdigest()}", "utf-8")
        draft.replace(path)
