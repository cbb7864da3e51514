"""What can be wrong with what people wrote, and where they should look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the file, the line (from 1; 0: the whole file), what, and a way out."""

    path: str
    line: int
    what: str
    way_out: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        told = f"{where}: {self.what}" if where else self.what
        return f"{told}; {self.way_out}" if self.way_out else told


class Mistakes(Exception):
    """People's files cannot be built as they are; every problem is told at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Mistakes], tuple[tuple[Problem, ...]]]:
        """For the way back from another process."""
        return Mistakes, (self.problems,)


class BadValue(ValueError):
    """A value that a field, a setting or an option cannot have: what is wrong, and what to do."""

    def __init__(self, what: str, way_out: str) -> None:
        super().__init__(what, way_out)
        self.what = what
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.what}; {self.way_out}"


class Refusal(Exception):
    """The surroundings do not allow what was asked (a full disk, a folder that is not ours)."""


@dataclass(slots=True)
class Report:
    """What was found while reading: errors stop a build, warnings are told and passed over."""

    path: str = ""
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def about(self, path: str) -> Report:
        """The same report, speaking of another file."""
        return Report(path, self.errors, self.warnings)

    def error(self, line: int, what: str, way_out: str = "") -> None:
        self.errors.append(Problem(self.path, line, what, way_out))

    def warn(self, line: int, what: str, way_out: str = "") -> None:
        self.warnings.append(Problem(self.path, line, what, way_out))

    def settle(self) -> None:
        """Raise Mistakes if there was an error."""
        if self.errors:
            raise Mistakes(self.errors)


# The words of messages.


def nearest(key: str, known: Iterable[str]) -> str:
    """A way out of a misspelt key, or address."""
    near = get_close_matches(key[:60].lower(), known := sorted(known), n=1)
    some = f"known are {', '.join(known)}" if len(known) <= 60 else "write one that is there"
    return f"did you mean {near[0]!r}?" if near else some


def shown(value: str) -> str:
    """`value` as a message quotes it: short, on one line."""
    return repr(value if len(value) <= 60 else value[:57] + "…")
