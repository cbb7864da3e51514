"""What all nouns of the archive are, whatever they mean."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import Struct, structs

NOUNS = ("paper ", "day ", "tag ", "author ", "week ", "month ", "year ", "asset ")
"""How the names of nouns begin of which it is known when a change of listings touches them."""


class Noun(Struct, frozen=True, array_like=True, gc=False):
    """What all nouns are: values that are made, copied, compared and remembered without a line of Python."""


class Placed(Noun, frozen=True, eq=False, gc=False):
    """A noun whose last ASIDE fields tell where it stood in people's files, which is no part of what it says."""

    ASIDE: ClassVar[int] = 1

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._said() == other._said()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[Any, ...]:
        return structs.astuple(self)[: -self.ASIDE]


def known(value: object) -> bool:
    """Whether what a noun holds tells anything: unknown is "", None or ()."""
    return value not in ("", (), None)
