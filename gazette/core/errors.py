"""Errors and warnings about input files: where, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One error or warning; `line` counts from 1, and 0 means the whole file."""

    path: str
    line: int
    what: str
    way_out: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        message = f"{where}: {self.what}" if where else self.what
        return f"{message}; {self.way_out}" if self.way_out else message


class Mistakes(Exception):
    """The input files have errors, so nothing is built. All errors are reported together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Mistakes], tuple[tuple[Problem, ...]]]:
        """The exception as pickle needs it, to return from another process."""
        return Mistakes, (self.problems,)


class BadValue(ValueError):
    """A value that a field, a setting or an option cannot have: what is wrong, and what to do."""

    def __init__(self, what: str, way_out: str) -> None:
        super().__init__(what, way_out)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}; {self.way_out}"


class DamagedCache(Exception):
    """A table of the cache cannot be read, or lacks something that every build writes."""


class Refusal(Exception):
    """The command cannot be run here, for example because the disk is full or the output is not a site."""


@dataclass(slots=True)
class Report:
    """The errors and warnings about one file, or if shared by `about`, about many. Errors stop a build."""

    path: str = ""
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def about(self, path: str) -> Report:
        """A report on another file, with the same lists of errors and warnings."""
        return Report(path, self.errors, self.warnings)

    def error(self, line: int, what: str, way_out: str = "") -> None:
        self.errors.append(Problem(self.path, line, what, way_out))

    def warn(self, line: int, what: str, way_out: str = "") -> None:
        self.warnings.append(Problem(self.path, line, what, way_out))

    def clear(self) -> None:
        """Forget all errors and warnings, including those of the other reports that share the lists."""
        self.errors.clear()
        self.warnings.clear()

    def raise_errors(self) -> None:
        """Raise Mistakes if there are errors."""
        if self.errors:
            raise Mistakes(self.errors)


# Parts of messages.


def nearest(key: str, known: Iterable[str]) -> str:
    """What to do about a misspelt name: the nearest of the known ones, or all of them if they are few."""
    near = get_close_matches(key[:60].lower(), known := sorted(known), n=1)
    others = f"use one of {', '.join(known)}" if len(known) <= 60 else "use one that exists"
    return f"did you mean {near[0]!r}?" if near else others


def of_system(error: OSError) -> str:
    """What the operating system reported, and what to do."""
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}. Fix this and run the command again."


def shown(value: str) -> str:
    """`value` in quotes, on one line, cut to about 60 characters."""
    return repr(value if len(value) <= 60 else value[:57] + "…")
