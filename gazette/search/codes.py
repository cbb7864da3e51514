"""Lists of numbers as bits, and the places of words in texts as characters.

Lists have gaps in a Rice code whose parameter follows from the length of the list. Each number is followed by its
strength from 1 to 7 in a code of 1 to 6 bits, if the list has strengths.

The places of a word in one text are gaps, too, each in one or more digits to the base 27. The last digit says whether
another place follows in the same text. So the places in many texts can be joined without being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

STRENGTHS = ("", "10", "0", "110", "1110", "11110", "111110", "111111")
"""The code of each strength; the frequent ones are short."""
_BY_CODE = {code: strength for strength, code in enumerate(STRENGTHS) if code}


def parameter(count: int, size: int) -> int:
    """The number of low bits of each gap in a list of `count` numbers below `size`."""
    return max(0, (size * 7 // (10 * count)).bit_length() - 1)


_ONES = ["1" * count for count in range(64)]


@cache
def _low(bits: int) -> list[str]:
    """The end of the unary part of a gap, and its low bits."""
    return ["0" + format(low, f"0{bits}b") for low in range(1 << bits)] if bits else ["0"]


def encode(numbers: Sequence[int], parameter: int) -> str:
    """The gaps between rising numbers, as the characters 0 and 1."""
    low, mask = _low(parameter), (1 << parameter) - 1
    gaps = [number - last - 1 for last, number in zip([-1, *numbers], numbers, strict=False)]
    return "".join([_unary(gap >> parameter) + low[gap & mask] for gap in gaps])


def encode_with_strengths(postings: Sequence[int], parameter: int) -> str:
    """As `encode`, for numbers times 8 plus a strength."""
    low, mask = _low(parameter), (1 << parameter) - 1
    if len(postings) == 1:
        gap = postings[0] >> 3
        return _unary(gap >> parameter) + low[gap & mask] + STRENGTHS[postings[0] & 7]
    parts, last = [], -1
    for posting in postings:
        number = posting >> 3
        gap = number - last - 1
        last = number
        high = gap >> parameter
        parts.append((_ONES[high] if high < 64 else "1" * high) + low[gap & mask] + STRENGTHS[posting & 7])
    return "".join(parts)


def _unary(number: int) -> str:
    return _ONES[number] if number < len(_ONES) else "1" * number


def pack(bits: str) -> bytes:
    """Characters 0 and 1 as bytes, the last one filled with zeros."""
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big") if padded else b""


BASE = 27
MORE, NEXT, LAST = 35, 65, 95
"""What digits begin at: those that another digit of the number follows, and the last ones of a number, after which
another place in the same text follows, or none."""
NOWHERE = "~"
"""The places of a word that a text does not have."""
_MAX_KNOWN = 512


def _place(number: int, start: int) -> str:
    digits = chr(start + number % BASE)
    while number := number // BASE:
        digits = chr(MORE + number % BASE) + digits
    return digits


_NEXT = [_place(number, NEXT) for number in range(_MAX_KNOWN)]
_LAST = [_place(number, LAST) for number in range(_MAX_KNOWN)]


def encode_place(place: int) -> str:
    """The only place of a word in a text."""
    return _LAST[place] if place < _MAX_KNOWN else _place(place, LAST)


def encode_places(places: Sequence[int]) -> str:
    """The places of a word in a text, in rising order; at least one."""
    parts, last = [], -1
    for place in places[:-1]:
        gap = place - last - 1
        parts.append(_NEXT[gap] if gap < _MAX_KNOWN else _place(gap, NEXT))
        last = place
    return "".join(parts) + encode_place(places[-1] - last - 1)


def places_in(encoded: str) -> Iterator[list[int]]:
    """The places of a word in each text."""
    places: list[int] = []
    number, last = 0, -1
    for sign in encoded:
        code = ord(sign)
        if sign != NOWHERE and code >= NEXT:
            last += number * BASE + code - (LAST if code >= LAST else NEXT) + 1
            places.append(last)
            number = 0
        elif sign != NOWHERE:
            number = number * BASE + code - MORE
        if code >= LAST:
            yield places
            places, last = [], -1


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
