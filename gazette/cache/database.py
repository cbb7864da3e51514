"""The cache of a source folder: one SQLite file, safe to delete, never deployed.

A build works in one transaction, from comparing the files to its commit, so another build of the same source waits.
If another program wrote to the cache, or it is damaged, the build starts with an empty one.  If it cannot be opened or
written, the build goes on with a cache in memory.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import MsgspecError

from gazette.archive import store
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.cache import files, listings, pages, templates
from gazette.cache.files import Files, State
from gazette.cache.listings import CachedListings, Parse
from gazette.cache.pages import CachedPages
from gazette.cache.templates import CachedTemplates
from gazette.config.topics import NO_TOPICS
from gazette.core import digest
from gazette.core.errors import DamagedCache, Report
from gazette.core.model import Listing
from gazette.core.options import Options
from gazette.sources.changes import FileChanges, FileStates
from gazette.sources.inputs import Inputs

MMAP_SIZE = 1 << 31
"""SQLite reads up to this many bytes of the file as a memory map."""
LOCK_TIMEOUT = 30
"""Seconds to wait for another build of the same source; after that, a build goes on with a cache in memory."""


class Cache:
    """The tables of the cache, each as an attribute.

    Only `commit` keeps changes, except that listings parsed by a full build are kept even if it fails.  An error of
    SQLite, or of decoding a row, leaves the context as DamagedCache.
    """

    def __init__(self, path: Path | None, fresh: bool = False) -> None:
        """`fresh` empties the cache; without a path it is in memory."""
        self.path, self._fresh, self._started_over = path, fresh, False

    def __enter__(self) -> Self:
        self._base = self._open()
        self.files, self.state = Files(self._base), State(self._base)
        self.listings, self.templates = CachedListings(self._base), CachedTemplates(self._base)
        self.store, self.pages = Store(self._base), CachedPages(self._base)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error and self._started_over:  # keep what was parsed, but no state: no build was completed
            self.attempt(self.files.forget)
            self.attempt(self._keep)
        self._base.close()
        if isinstance(error, DamagedCache | sqlite3.Error | MsgspecError):
            if self.path:
                _remove(self.path)
            raise DamagedCache(str(error)) from error

    def _open(self) -> sqlite3.Connection:
        for fresh in (self._fresh, True):
            try:
                if self.path:
                    return _connect(self.path, fresh)
            except Untrusted:
                continue
            except (sqlite3.Error, OSError):
                break
        self.path = None
        base = sqlite3.connect(":memory:", isolation_level=None)
        _create(base)
        return base

    def compare(self, options: Options) -> FileChanges:
        """The input files as they are, and which of them changed since the last build."""
        folders, singles = (list(map(str, paths)) for paths in (options.folders, options.files))
        changes = self.files.compare(folders, singles, options.conditions)
        return changes._replace(reason="--fresh was given") if self._fresh else changes

    def parse(self, inputs: Inputs, parse: Parse, rules: Rules, options: Options, report: Report) -> ListingChanges:
        """The listings that changed; or all of them, if the archive in the store does not fit them and the rules."""
        made_with = digest.of(rules._replace(words=NO_TOPICS), tuple(rules.words.topics.values())).hex()
        if not inputs.partial or self.state.get("rules") != made_with:
            self._forget_archive()
        self.attempt(lambda: self.state.put("rules", made_with))
        before: list[Listing] = []
        if inputs.partial:
            before = self.listings.before(inputs.changed)
            after = self.listings.parse_changed(inputs.content.listings, inputs.changed, parse, report)
        else:
            after = self.listings.parse_all(inputs.content.listings, parse, report, options.jobs)
        return ListingChanges(
            options.until_day(before),
            options.until_day(after),
            self.listings.unchanged,
            lambda: options.until_day(self.listings.all() if inputs.partial else after),
        )

    def _forget_archive(self) -> None:
        self.store.clear()
        self._started_over = True

    def attempt(self, change: Callable[[], object]) -> None:
        """Make a change.  If SQLite cannot, for example because the disk is full, no change of this build is kept."""
        with suppress(sqlite3.Error):
            change()
            return
        self.path = None

    def commit(self, files: FileStates, options: Options) -> int:
        """Keep all changes, as the result of a build with these input files; returns a number for this build."""
        inputs = {"folders": list(map(str, options.folders)), "files": list(map(str, options.files))}
        build = time.time_ns()
        self.attempt(self.store.flush)
        self.attempt(self.listings.flush)
        self.attempt(self.templates.flush)
        self.attempt(lambda: self.files.put(files, inputs, options.conditions, build))
        self.attempt(self._keep)
        return build

    def _keep(self) -> None:
        if self.path:
            with suppress(OSError):
                files.commit(self.path, self._base)


class Untrusted(Exception):
    """The file was not as the last build left it, and is gone now."""


def _connect(path: Path, fresh: bool) -> sqlite3.Connection:
    """A connection in a write transaction, to a file that is trusted or new."""
    path.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(path, timeout=LOCK_TIMEOUT, isolation_level=None)
    try:
        base.execute("pragma synchronous = off")
        base.execute(f"pragma mmap_size = {MMAP_SIZE}")
        base.execute("begin immediate")
        new = path.stat().st_size == 0
        if new or (not fresh and files.trusted(path, base)):
            if new:
                _create(base)
            return base
        raise sqlite3.DatabaseError("it is not as the last build left it")
    except (sqlite3.Error, OSError, ValueError) as trouble:
        base.close()
        if getattr(trouble, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise
        _remove(path)
        raise Untrusted from trouble


def _remove(path: Path) -> None:
    for suffix in ("", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _create(base: sqlite3.Connection) -> None:
    for statement in (files.SCHEMA + listings.SCHEMA + pages.SCHEMA + templates.SCHEMA + store.SCHEMA).split(";"):
        base.execute(statement)
    base.execute(f"pragma user_version = {files.VERSION}")
