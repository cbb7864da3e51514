"""The cache of a source folder: one SQLite file, safe to delete, never deployed.

A build works in one transaction from its first look at the files to its commit, so another build of the same source
waits.  Whatever happens to the file costs only time: a cache that somebody else wrote to, or that cannot be written,
counts as empty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from gazette.archive import store
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.cache import files, listings, pages, templates
from gazette.cache.files import Facts, Files
from gazette.cache.listings import CachedListings, Parse
from gazette.cache.pages import CachedPages
from gazette.cache.templates import CachedTemplates
from gazette.config.topics import NO_TOPICS
from gazette.core import digest
from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.core.options import Options
from gazette.sources.changes import Changes, Row
from gazette.sources.inputs import Inputs

MAPPED = 1 << 31
"""The number of bytes that SQLite may read from the page cache without copying them."""
PATIENCE = 30
"""Seconds to wait for another build of the same source; after that a build goes on without its cache."""


class Cache:
    """The tables of the cache, each as an attribute.

    What is changed is kept only by `commit`, except for the listings of a full build, which are kept even if it fails.
    """

    def __init__(self, path: Path | None, fresh: bool = False) -> None:
        """`fresh` empties the cache; without a path it is in memory."""
        self.path, self._fresh, self._started_over = path, fresh, False

    def __enter__(self) -> Self:
        self._base = self._open()
        self.files, self.facts = Files(self._base), Facts(self._base)
        self.listings, self.templates = CachedListings(self._base), CachedTemplates(self._base)
        self.store, self.pages = Store(self._base), CachedPages(self._base)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error and self._started_over:  # what was parsed is worth keeping, but no build is known by it
            self.attempt(self.files.forget)
            self.attempt(self._keep)
        self._base.close()

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

    def compare(self, options: Options) -> Changes:
        """The input files as they are, and which of them changed since the last build."""
        folders, singles = (list(map(str, paths)) for paths in (options.folders, options.files))
        return self.files.compare(folders, singles, options.asked)

    def parse(self, inputs: Inputs, parse: Parse, rules: Rules, options: Options, report: Report) -> ListingChanges:
        """The listings that changed; or all of them, if the archive in the store does not fit them and the rules."""
        made_with = digest.of(rules._replace(words=NO_TOPICS), tuple(rules.words.topics.values())).hex()
        if not inputs.partial or self.facts.get("rules") != made_with:
            self._forget_archive()
        self.attempt(lambda: self.facts.put("rules", made_with))
        before: list[Listing] = []
        if inputs.partial:
            before = self.listings.before(inputs.changed)
            after = self.listings.parse_changed(inputs.content.listings, inputs.changed, parse, report)
            report.raise_errors()
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
        """Make a change; if the disk is full, the build goes on, and nothing is kept."""
        with suppress(sqlite3.Error):
            change()
            return
        self.path = None

    def commit(self, changes: Changes, published: dict[str, Row], options: Options) -> None:
        """Keep everything as what the build of these files left; `published` is the manifest that it wrote."""
        inputs = {"folders": list(map(str, options.folders)), "files": list(map(str, options.files))}
        self.attempt(self.store.flush)
        self.attempt(self.listings.flush)
        self.attempt(self.templates.flush)
        self.attempt(lambda: self.files.put(changes.rows | published, inputs, options.asked))
        self.attempt(self._keep)

    def _keep(self) -> None:
        if self.path:
            with suppress(OSError):
                files.commit(self.path, self._base)


class Untrusted(Exception):
    """The file was not as the last build left it, and is gone now."""


def _connect(path: Path, fresh: bool) -> sqlite3.Connection:
    """A connection in a write transaction, to a file that is trusted or new."""
    path.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        base.execute("pragma synchronous = off")
        base.execute(f"pragma mmap_size = {MAPPED}")
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
        for suffix in ("", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise Untrusted from trouble


def _create(base: sqlite3.Connection) -> None:
    for statement in (files.SCHEMA + listings.SCHEMA + pages.SCHEMA + templates.SCHEMA + store.SCHEMA).split(";"):
        base.execute(statement)
    base.execute(f"pragma user_version = {files.VERSION}")
