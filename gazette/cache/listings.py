"""What was learnt from a file of listings, in the form in which it is remembered."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from gazette.core import digest
from gazette.core.errors import Problem, Report
from gazette.core.model import Listing
from gazette.core.version import code
from gazette.sources.files import SourceFile, UnreadFile
from gazette.tex import texts as shown


class Learnt(msgspec.Struct, array_like=True):
    """A listing as it was parsed, with what had to be said about it; None if it could not be."""

    listing: Listing | None
    warnings: tuple[Problem, ...]


Parse = Callable[[SourceFile, Report], Listing | None]
Row = tuple[str, bool, bytes, bytes, bytes]
"""A source's path, whether it gave warnings, a digest of what it was read from, one of the body, the body: a Learnt."""

_encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Learnt).decode


def learn(file: SourceFile | UnreadFile, parse: Parse, known: Row | None) -> tuple[Row | None, list[Problem]]:
    """What is to be remembered of a file, and what is wrong with it; without errors, None for what is known already."""
    report = Report(file.path)
    source = file.read(report)
    if not source:
        return None, report.errors
    name = _name(source)
    if sound(name, known):
        return None, []
    listing = parse(source, report)
    if listing:
        listing = replace(listing, entries=tuple(map(shown.read, listing.entries)))
    body = _encode(Learnt(None if report.errors else listing, tuple(report.warnings)))
    return (source.path, bool(report.warnings), name, digest.of(name, body), body), report.errors


def sound(name: bytes, row: Row | None) -> Learnt | None:
    if row and row[2] == name and isinstance(row[-1], bytes) and digest.of(name, row[-1]) == row[3]:
        try:
            return decode(row[-1])
        except msgspec.MsgspecError:
            return None
    return None


def _name(source: SourceFile) -> bytes:
    """A digest of all that decides what is read from a source."""
    return digest.of(code(), source.path, source.digest)
