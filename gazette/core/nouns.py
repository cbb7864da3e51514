"""The base classes of the archive's data."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct, structs


class Noun(Struct, frozen=True, array_like=True, gc=False):
    """The base class of the archive's data. Structs are created, compared and stored without Python code."""


class Placed(Noun, frozen=True, eq=False, gc=False):
    """Data from a file. The last NOT_COMPARED fields, such as its place there, do not count in comparisons."""

    NOT_COMPARED: ClassVar[int] = 2
    __ne__ = object.__ne__  # that of Struct would compare all fields

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(self._compared())

    def _compared(self) -> tuple[Any, ...]:
        return structs.astuple(self)[: -self.NOT_COMPARED]


def known(value: object) -> bool:
    """Whether the value of a field says anything."""
    return value not in ("", (), None)
