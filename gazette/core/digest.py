"""Digests of values: equal values, equal digests, on every machine and in every year."""

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
    """A 16-byte digest of `values`: text, numbers, dates, bytes, tuples, mappings, dataclasses.

    A mapping counts in its own order, so that order must not come from a hash table.
    """
    return _short(pack(*values))


def pack(*values: object) -> bytes:
    """`values` as bytes, in which each text stands as its own UTF-8."""
    return _encode(values)


def of_bytes(body: bytes) -> bytes:
    """Of a whole file, of which a site has a hundred kilobytes again and again."""
    return blake3(body).digest(SIZE)


def of_shown(*values: object) -> bytes:
    """As `of`, for what pages show: a paper, which many of them do, counts by its own digest, made once."""
    return _short(_encode(_flat(values)))


def _short(packed: bytes) -> bytes:
    return blake2b(packed, digest_size=SIZE).digest()


def _flat(value: Any) -> Any:
    kind = type(value)
    if kind is Paper:
        return _of_paper(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {name: _flat(each) for name, each in value.items()}
    if kind in _WITH_PAPERS:
        return [_flat(getattr(value, name)) for name in value.__struct_fields__]
    if kind is tuple or isinstance(value, Sequence):
        return [_of_paper(each) if type(each) is Paper else _flat(each) for each in value]
    return value


_PLAIN = frozenset({str, bytes, int, bool, type(None), date})
_WITH_PAPERS = frozenset({Day, Period, Tag, Author, Org})
"""What else of the archive is shown is packed as it stands, being of the same form: a row of its fields."""


@lru_cache(maxsize=1 << 17)
def _of_paper(paper: Paper) -> bytes:
    return of(paper)
