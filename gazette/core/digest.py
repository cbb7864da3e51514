"""Digests of values: equal values have equal digests, on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from blake3 import blake3
from msgspec import msgpack

from gazette.core.model import Author, Day, Org, Paper, Period, Tag

SIZE = 16
_encode = msgpack.Encoder(decimal_format="string").encode


def of(*values: object) -> bytes:
    """A digest of SIZE bytes. Values are text, numbers, dates, bytes, sequences, mappings and dataclasses.

    The order of a mapping counts, so it must not depend on hashes.
    """
    return _short(_encode(values))


def of_bytes(body: bytes) -> bytes:
    """A digest of a whole file. For large inputs this is faster than `of`."""
    return blake3(body).digest(SIZE)


def of_context(*values: object) -> bytes:
    """As `of`, for what a page shows: each paper counts by its digest, which is computed once for all pages."""
    return _short(_encode(_with_digests(values)))


def _short(packed: bytes) -> bytes:
    return blake2b(packed, digest_size=SIZE).digest()


def _with_digests(value: Any) -> Any:
    kind = type(value)
    if kind is Paper:
        return _of_paper(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {name: _with_digests(each) for name, each in value.items()}
    if kind in _WITH_PAPERS:
        return [_with_digests(getattr(value, name)) for name in value.__struct_fields__]
    if kind is tuple or isinstance(value, Sequence):
        return [_of_paper(each) if type(each) is Paper else _with_digests(each) for each in value]
    return value


_PLAIN = frozenset({str, bytes, int, bool, type(None), date})
_WITH_PAPERS = frozenset({Day, Period, Tag, Author, Org})
"""The other structs of the archive contain no papers and are encoded as rows of their fields."""


@lru_cache(maxsize=1 << 17)
def _of_paper(paper: Paper) -> bytes:
    return of(paper)
