"""Digests of values: equal values, equal digests, on every machine and in every year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from msgspec import Struct, msgpack

from gazette.model import Paper

SIZE = 16
_encode = msgpack.Encoder(decimal_format="string").encode


def of(*values: object) -> bytes:
    """A 16-byte digest of `values`: text, numbers, dates, bytes, tuples, mappings, dataclasses.

    A mapping counts in its own order, so that order must not come from a hash table.
    """
    return of_bytes(pack(*values))


def pack(*values: object) -> bytes:
    """`values` as bytes, in which each text stands as its own UTF-8."""
    return _encode(values)


def of_bytes(body: bytes) -> bytes:
    return blake2b(body, digest_size=SIZE).digest()


def of_shown(*values: object) -> bytes:
    """As `of`, for what pages show: a paper, which many of them do, counts by its own digest, made once."""
    return of_bytes(_encode(_flat(values)))


def _flat(value: Any) -> Any:
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is Paper:
        return _of_paper(value)
    if kind is dict:
        return {name: _flat(each) for name, each in value.items()}
    if isinstance(value, Struct):
        return [_flat(getattr(value, name)) for name in value.__struct_fields__]
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_flat(each) for each in value]
    return value


@lru_cache(maxsize=1 << 17)
def _of_paper(paper: Paper) -> bytes:
    return of(paper)
