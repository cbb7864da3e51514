"""Errors and warnings about input files: where, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

MIN_SIMILARITY = 0.7
"""From which similarity, as difflib measures it, a name may be meant by another; 1 is the same name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error, warning or hint; `line` counts from 1, and 0 means the whole file.  Hints have a kind."""

    path: str
    line: int
    what: str
    way_out: str = ""
    kind: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        message = f"{where}: {self.what}" if where else self.what
        return f"{message}; {self.way_out}" if self.way_out else message


class Mistakes(Exception):
    """The input files have errors, so nothing is built. All errors are reported together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Mistakes], tuple[tuple[Problem, ...]]]:
        """The exception as pickle needs it, to return from another process."""
        return Mistakes, (self.problems,)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by line within each file; files stay in the order of their first problems."""
    problems = list(problems)
    paths = {path: at for at, path in enumerate(dict.fromkeys(each.path for each in problems))}
    return sorted(problems, key=lambda each: (paths[each.path], each.line))


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
    """The errors, warnings and hints about one file, or if shared by `about`, about many.

    Errors stop a build, which prints warnings.  Hints are for `check` and the page about the archive's health.
    """

    path: str = ""
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)

    def about(self, path: str) -> Report:
        """A report on another file, with the same lists."""
        return Report(path, self.errors, self.warnings, self.hints)

    def error(self, line: int, what: str, way_out: str = "") -> None:
        self.errors.append(Problem(self.path, line, what, way_out))

    def warn(self, line: int, what: str, way_out: str = "", kind: str = "") -> None:
        self.warnings.append(Problem(self.path, line, what, way_out, kind))

    def hint(self, line: int, kind: str, what: str, way_out: str) -> None:
        self.hints.append(Problem(self.path, line, what, way_out, kind))

    def clear(self) -> None:
        """Forget everything, including what the other reports that share the lists have."""
        self.errors.clear()
        self.warnings.clear()
        self.hints.clear()

    def raise_errors(self) -> None:
        """Raise Mistakes if there are errors."""
        if self.errors:
            raise Mistakes(self.errors)


# Parts of messages.


def nearest(key: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to do about a misspelt name: the most similar of the known ones.

    If none is similar: `otherwise` or, without it, all of them if they are few.
    """
    names = {_plain(name): name for name in sorted(known)}
    wanted = _plain(key[:60])
    similar = [name for name in names if abs(len(name) - len(wanted)) <= max(2, len(wanted) // 3)]
    near = [name for name in names if name.endswith(f"/{wanted}")]  # an address without its folder
    near = near or get_close_matches(wanted, similar, n=1, cutoff=MIN_SIMILARITY)
    if not near and len(wanted) > 2:  # an abbreviation
        near = [name for name in names if name.startswith(wanted)]
    if near:
        return f"did you mean {names[near[0]]!r}?"
    return otherwise or (f"use one of {', '.join(names.values())}" if len(names) <= 60 else "use one that exists")


def _plain(name: str) -> str:
    """A name as it is compared: the suffix that all pages have does not make two of them similar."""
    return name.lower().removesuffix(".html")


def counted(count: int, noun: str, nouns: str = "") -> str:
    """`1 paper`, `2 papers`."""
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"


def of_system(error: OSError) -> str:
    """What the operating system reported, and what to do."""
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}. Fix this and run the command again."


def shown(value: str) -> str:
    """`value` in quotes, on one line, cut to about 60 characters. Backslashes are as in `value`."""
    return repr(value if len(value) <= 60 else value[:57] + "…").replace("\\\\", "\\")
