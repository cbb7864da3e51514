"""Digests of values: equal values, equal digests, on every machine and in every year."""

from __future__ import annotations

from hashlib import blake2b

from msgspec import msgpack

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
