"""What builds remember: listings, what pages were drawn with, the archive; safe to delete, never deployed.

Damage costs time only: what cannot be read is forgotten, every remembered listing bears a digest of itself, and a
page counts as drawn only if its key is the wanted one and the output's own record says that the bytes it then got
are still there.  The archive is believed only if the file is untouched since the build that wrote it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from gazette.archive import store
from gazette.archive.store import Holdings
from gazette.cache import listings, pages, templates
from gazette.cache.listings import Learnt, Parse, Row
from gazette.cache.pages import Drawings
from gazette.cache.templates import Compilations
from gazette.core import parallel
from gazette.core.errors import Problem, Report
from gazette.core.model import Listing
from gazette.sources.files import SourceFile, UnreadFile

VERSION = 5
MAPPED = 1 << 31
"""Up to so many bytes are read where they lie: a day wants thousands of papers from all over the file, and on a
machine that was just started what lies beside one comes with it."""
FEWEST = 40
"""Fewer sources than these are not worth a second process."""
SCHEMA = """
create table listings (path text primary key, told integer, name blob, digest blob, body blob);
create index telling on listings (path) where told;
"""


UNFIT = "delete from facts where name = 'number'"
"""Where listings change, the archive that is remembered fits them no longer."""


class Memory:
    """The memory in a file; an empty one, soon forgotten, without a file or where it cannot be written.

    What is changed is kept by `keep` alone, but for listings, which are worth keeping even if the build fails.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lost = False

    def __enter__(self) -> Self:
        self._base = self._open()
        self.pages, self.archive = Drawings(self._base), Holdings(self._base)
        self.templates = Compilations(self._base, self.attempt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def _open(self) -> sqlite3.Connection:
        if self.path:
            for _ in range(2):  # a damaged one makes room for a new one
                try:
                    self.path.parent.mkdir(exist_ok=True)
                    return _connect(str(self.path))
                except (sqlite3.Error, OSError):
                    with suppress(OSError):
                        self.path.unlink(missing_ok=True)
            self._lost = True
        return _connect(":memory:")

    def marks(self) -> list[int]:
        """The file's size, times and inode: whoever touches it changes them."""
        if not self.path:
            return []
        found = self.path.stat()
        return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]

    def attempt(self, change: Callable[[], object]) -> None:
        """Make a change; where the memory cannot, the build goes on, and this and all later changes are lost."""
        try:
            if not self._lost:
                change()
        except sqlite3.Error:
            self._lost = True

    def keep(self, number: int) -> bool:
        """Keep all that was changed as what the build `number` leaves; whether that could be done."""
        self.attempt(lambda: self.archive.put_fact("number", number))
        self.attempt(self._base.commit)
        return not self._lost

    def undo(self) -> None:
        """Forget what was changed and not kept."""
        self._base.rollback()
        self.archive = Holdings(self._base)

    # Listings, by the paths of their sources.

    def listings(
        self, files: Iterable[SourceFile | UnreadFile], parse: Parse, report: Report, jobs: int = 1, fresh: bool = False
    ) -> tuple[Listing, ...]:
        """The listings in all files, each parsed only if it was not yet; errors are never remembered."""
        known = {} if fresh else self._known()
        named = {each.path: each for each in files}

        def learn(share: Sequence[SourceFile | UnreadFile]) -> list[tuple[str, Row | None, list[Problem]]]:
            return [(each.path, *listings.learn(each, parse, known.get(each.path))) for each in share]

        held: dict[str, Learnt] = {}
        wrong: dict[str, list[Problem]] = {}
        for share in parallel.map_chunks(list(named.values()), learn, jobs, FEWEST):
            self.attempt(partial(self._store, [row for _, row, errors in share if row and not errors]))
            for path, row, errors in share:
                wrong[path] = errors
                if row or not errors:
                    held[path] = listings.decode((row or known[path])[-1])
        self.attempt(partial(self._forget, known.keys() - held.keys()))
        self.attempt(self._base.commit)
        report.errors += (error for path in named for error in wrong[path])
        kept = [held[path] for path in named if path in held]
        report.warnings += (warning for each in kept for warning in each.warnings)
        return tuple(each.listing for each in kept if each.listing)

    def _known(self) -> dict[str, Row]:
        try:
            return {row[0]: row for row in self._base.execute("select * from listings")}
        except sqlite3.Error:
            return {}

    def _store(self, rows: Sequence[Row]) -> None:
        if rows:
            self._base.execute(UNFIT)
            self._base.executemany("insert or replace into listings values (?, ?, ?, ?, ?)", rows)

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._base.execute(UNFIT)
            self._base.execute("delete from listings where path = ?", (path,))

    def listing(self, path: str) -> Listing | None:
        """What was last read from the source at `path`; KeyError if it is not remembered."""
        row = self._base.execute("select * from listings where path = ?", (path,)).fetchone()
        found = listings.sound(row[2], row) if row else None
        if found is None:
            raise KeyError(path)
        return found.listing

    def relearn(self, files: Iterable[UnreadFile], gone: Iterable[str], parse: Parse, report: Report) -> list[Listing]:
        """The listings of files that changed; they and what all the others had told go into the report."""
        made = [listings.learn(each, parse, None) for each in files]
        self._forget(gone)
        self._store([row for row, _ in made if row])
        told = self._base.execute("select path, body from listings where told").fetchall()
        told.sort(key=lambda row: row[0].split("/"))  # as folders are walked
        report.warnings += (warning for _, body in told for warning in listings.decode(body).warnings)
        report.errors += (error for _, errors in made for error in errors)
        found = (listings.decode(row[-1]).listing for row, _ in made if row)
        return [each for each in found if each]


def _connect(name: str) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=30)
    try:
        base.execute("pragma synchronous = off")
        base.execute(f"pragma mmap_size = {MAPPED}")
        version = base.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("a memory of another version")
        if version == 0:
            base.executescript(
                f"begin; {SCHEMA} {pages.SCHEMA} {store.SCHEMA} {templates.SCHEMA}"
                f"pragma user_version = {VERSION}; commit"
            )
    except sqlite3.Error:
        base.close()
        raise
    return base
