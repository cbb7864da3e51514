"""Lists of numbers as bits: gaps by a Rice code whose parameter follows from the length of the list.

Each number is followed by its strength from 1 to 7 in a code of 1 to 6 bits, if the list has strengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

STRENGTHS = ("", "10", "0", "110", "1110", "11110", "111110", "111111")
"""The code of each strength; the frequent ones are short."""
_BY_CODE = {code: strength for strength, code in enumerate(STRENGTHS) if code}


def parameter(count: int, size: int) -> int:
    """The number of low bits of each gap in a list of `count` numbers below `size`."""
    return max(0, (size * 7 // (10 * count)).bit_length() - 1)


@cache
def _low(bits: int) -> list[str]:
    return [format(low, f"0{bits}b") for low in range(1 << bits)] if bits else [""]


def encode(numbers: Iterable[int], parameter: int) -> str:
    """The gaps between rising numbers, as the characters 0 and 1."""
    low, mask, parts, last = _low(parameter), (1 << parameter) - 1, [], -1
    for number in numbers:
        gap = number - last - 1
        last = number
        parts.append("1" * (gap >> parameter) + "0" + low[gap & mask])
    return "".join(parts)


def encode_with_strengths(postings: Iterable[int], parameter: int) -> str:
    """As `encode`, for numbers times 8 plus a strength."""
    low, mask, parts, last = _low(parameter), (1 << parameter) - 1, [], -1
    for posting in postings:
        number = posting >> 3
        gap = number - last - 1
        last = number
        parts.append("1" * (gap >> parameter) + "0" + low[gap & mask] + STRENGTHS[posting & 7])
    return "".join(parts)


def pack(bits: str) -> bytes:
    """Characters 0 and 1 as bytes, the last one filled with zeros."""
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big") if padded else b""


class Bits:
    """A reader of what `pack` returned; IndexError at its end."""

    def __init__(self, packed: bytes) -> None:
        self._bits = format(int.from_bytes(b"\1" + packed, "big"), "b")[1:]
        self._at = 0

    def numbers(self, count: int, parameter: int, strengths: bool) -> Iterator[tuple[int, int]]:
        """The next `count` numbers, each with its strength; 0 if the list has none."""
        bits, last = self._bits, -1
        for _ in range(count):
            end = bits.find("0", self._at)
            if end < 0 or end + parameter >= len(bits):
                raise IndexError("a list is cut off")
            gap = (end - self._at) << parameter | (int(bits[end + 1 : end + 1 + parameter], 2) if parameter else 0)
            self._at = end + 1 + parameter
            last += gap + 1
            yield last, self._strength() if strengths else 0

    def _strength(self) -> int:
        for length in range(1, 7):
            if found := _BY_CODE.get(self._bits[self._at : self._at + length]):
                self._at += length
                return found
        raise IndexError("a list is cut off")


def list_of(bits: Bits, count: int, size: int, strengths: bool) -> Sequence[tuple[int, int]]:
    return [*bits.numbers(count, parameter(count, size), strengths)] if count else ()
