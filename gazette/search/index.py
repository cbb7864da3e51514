"""The files of the index: words and lists of papers in shards, titles in blocks, and a root that names them all.

The index has two tiers: the closed months, and the latest month. A new day changes only the files of the second, and
the files of both together answer a query. Every file is a JSON array that begins with a digest of the rest.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from gazette.core import urls
from gazette.search import codes
from gazette.search.segments import AUTHOR, ID, ORG, TAG, Row, Segment

SETTLED, CURRENT = "settled", "current"
TIERS = (SETTLED, CURRENT)
SHARD = {SETTLED: 10_000, CURRENT: 5_000}
"""The bytes of a shard: its words and its lists, before they are text."""
HEAVY = 3_000
"""A list of more bytes than this is a file of its own."""
BLOCK = 32
"""The number of titles in a block."""
KINDS = ("", AUTHOR, ORG)
"""The lists of a word: papers with it in the text, in the name of an author, or in that of the organisation."""
Days = Sequence[tuple[date, Segment]]


class Entry(NamedTuple):
    """A word with the lengths of its lists, and these lists as bits."""

    word: str
    counts: tuple[int, ...]
    bits: str


def files(tier: str, days: Days, latest: str) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of each file of a tier; `latest` is the latest month, which both tiers name."""
    size = sum(len(segment.rows) for _, segment in days)
    shards: list[list[str]] = []
    heavy: dict[str, str] = {}
    for number, (first, entries) in enumerate(_cut(_entries(_postings(days), size), SHARD[tier])):
        for entry in entries:
            if _is_heavy(entry):
                body, version = _file([_base64(entry.bits)])
                yield urls.search_file(tier, "list", len(heavy)), body
                heavy[entry.word] = version
        body, version = _file(_shard(entries))
        yield urls.search_file(tier, "words", number), body
        shards.append([first, version])
    blocks: list[str] = []
    rows = [(row, day) for day, segment in days for row in segment.rows]
    for number, start in enumerate(range(0, size, BLOCK)):
        body, version = _file([[_shown(row, day) for row, day in rows[start : start + BLOCK]]])
        yield urls.search_file(tier, "titles", number), body
        blocks.append(version)
    body, version = _file([[[str(day), len(segment.rows)] for day, segment in days], [row.votes for row, _ in rows]])
    yield urls.search_file(tier, "columns"), body
    yield urls.search_root(tier), _file([latest, size, shards, heavy, "".join(blocks), version])[0]


def _postings(days: Days) -> dict[str, array[int]]:
    """The postings of each term in the whole tier."""
    found: dict[str, array[int]] = {}
    start = 0
    for _, segment in days:
        for term, places in segment.terms.items():
            if (postings := found.get(term)) is None:
                postings = found[term] = array("I")
            if start:
                postings.extend([start + place for place in places])
            else:
                postings.extend(places)
        start += len(segment.rows) << 3
    return found


def sort_key(word: str) -> bytes:
    """The order of words in the index, which is that of JavaScript."""
    return word.encode("utf-16-be", "surrogatepass")


def _entries(postings: dict[str, array[int]], size: int) -> Iterator[Entry]:
    words = {term[1:] if term[0] in AUTHOR + ORG else term for term in postings}
    for word in sorted(words, key=sort_key) if not all(map(str.isascii, words)) else sorted(words):
        lists = [postings.get(word, ())] if word[0] in TAG + ID else [postings.get(kind + word, ()) for kind in KINDS]
        bits = [_bits(each, size, with_strengths=not at and len(lists) > 1) for at, each in enumerate(lists) if each]
        yield Entry(word, tuple(map(len, lists)), "".join(bits))


def _bits(postings: Sequence[int], size: int, with_strengths: bool) -> str:
    parameter = codes.parameter(len(postings), size)
    if with_strengths:
        return codes.encode_with_strengths(postings, parameter)
    return codes.encode([each >> 3 for each in postings], parameter)


def _is_heavy(entry: Entry) -> bool:
    return len(entry.bits) > 8 * HEAVY


def _cut(entries: Iterable[Entry], limit: int) -> Iterator[tuple[str, list[Entry]]]:
    """Shards of about `limit` bytes, each with its first word."""
    shard: list[Entry] = []
    bits = 0
    for entry in entries:
        more = 8 * (len(entry.word) + 2) + (0 if _is_heavy(entry) else len(entry.bits))
        if shard and bits + more > 8 * limit:
            yield shard[0].word, shard
            shard, bits = [], 0
        shard.append(entry)
        bits += more
    if shard:
        yield shard[0].word, shard


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _shard(entries: Sequence[Entry]) -> list[str]:
    """The words, each without what it shares with the one before; the lengths of their lists; and the lists."""
    words, last = [], ""
    for entry in entries:
        shared = 0
        for one, other in zip(entry.word[:35], last, strict=False):
            if one != other:
                break
            shared += 1
        words.append(_DIGITS[shared] + entry.word[shared:])
        last = entry.word
    counts = [".".join(map(str, entry.counts)).removesuffix(".0").removesuffix(".0") for entry in entries]
    bits = "".join([entry.bits for entry in entries if not _is_heavy(entry)])
    return [" ".join(words), " ".join(counts), _base64(bits)]


def _base64(bits: str) -> str:
    return b64encode(codes.pack(bits)).decode()


def _shown(row: Row, day: date) -> list[str]:
    return [row.slug, row.title, row.authors, str(day)]


def _file(rest: Sequence[Any]) -> tuple[bytes, str]:
    """The bytes of a file, and the digest that it begins with."""
    body = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))[1:].encode("utf-8", "replace")
    version = b64encode(blake2b(body, digest_size=3).digest(), b"-_").decode()
    return b'["' + version.encode() + b'",' + body + b"\n", version
