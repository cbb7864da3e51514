"""The files of the index: words and lists of papers in shards, titles in blocks, and a root that names them all.

The index has two tiers: the closed months, and the latest month. A new day changes only the files of the second, and
the files of both together answer a query. Every file is a JSON array that begins with a digest of the rest.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from gazette.core import urls
from gazette.search import codes
from gazette.search.common_words import OF_READERS
from gazette.search.query import rules
from gazette.search.segments import AUTHOR, ID, ORG, TAG, Row, Segment
from gazette.search.words import split

SETTLED, CURRENT = "settled", "current"
TIERS = (SETTLED, CURRENT)
SHARD = {SETTLED: 10_000, CURRENT: 6_500}
"""The bytes of a shard: its words and its lists, before they are text."""
TOGETHER = {SETTLED: 1, CURRENT: 7}
"""The number of shards whose places of words are in one file."""
HEAVY = 3_000
"""A list of more bytes than this is a file of its own."""
BLOCK = 32
"""The number of titles in a block."""
KINDS = ("", AUTHOR, ORG)
"""The lists of a word: papers with it in the text, in the name of an author, or in that of the organisation."""
Days = Iterable[tuple[date, Segment]]
Terms = dict[str, tuple["array[int]", bytearray]]
"""The postings and the places of each term."""
Narrower = Mapping[str, Sequence[str]]
"""What follows `tag:` for the narrower subjects of a subject, by the same for it."""


class Entry(NamedTuple):
    """A word with the lengths of its lists, these lists as bits, and its places in the texts of the first list."""

    word: str
    counts: tuple[int, ...]
    bits: str
    places: bytes | bytearray

    @property
    def is_heavy(self) -> bool:
        return len(self.bits) > 8 * HEAVY


class _Root:
    """The digests of the files of a tier, as they are written."""

    def __init__(self, latest: str, size: int) -> None:
        self.latest, self.size = latest, size
        self.shards: list[tuple[str, str]] = []
        self.heavy: dict[str, str] = {}
        self.places = self.titles = self.columns = ""

    def body(self, years: Counter[str], rules: dict[str, Any]) -> bytes:
        heavy, counts = [*self.heavy.items()], [*years.items()]  # JavaScript sorts objects with numbers for keys
        digests = self.places, self.titles, self.columns
        return _file([self.latest, self.size, self.shards, heavy, *digests, counts, rules])[0]


def files(tier: str, days: Days, latest: str, narrower: Narrower | None = None) -> Iterator[tuple[str, bytes]]:
    """The path and the bytes of each file of a tier; `latest` is the latest month, which both tiers name.

    The list of a subject has the papers of the `narrower` subjects too. The days are read once, one after the other, so
    that not all segments are in memory.
    """
    rows: list[list[str]] = []
    votes: list[int] = []
    counts: list[tuple[str, int]] = []
    terms: Terms = {}
    for day, segment in days:
        _add(terms, segment, len(rows))
        rows += [_shown(row, day) for row in segment.rows]
        votes += [row.votes for row in segment.rows]
        counts.append((str(day), len(segment.rows)))
    _add_narrower(terms, narrower or {})
    root = _Root(latest, len(rows))
    yield from _words(tier, terms, root)
    for number, start in enumerate(range(0, len(rows), BLOCK)):
        body, version = _file([rows[start : start + BLOCK]])
        yield urls.search_file(tier, "titles", number), body
        root.titles += version
    columns: dict[str, Sequence[Any]] = {"days": counts, "votes": votes}
    for name, column in columns.items():
        body, version = _file([column])
        yield urls.search_file(tier, name), body
        root.columns += version
    years: Counter[str] = Counter()
    for first, count in counts:
        years[first[:4]] += count
    yield urls.search_root(tier), root.body(years, rules() if tier == SETTLED else {})


def _words(tier: str, terms: Terms, root: _Root) -> Iterator[tuple[str, bytes]]:
    """The shards, the lists that have files of their own, and the places of words."""
    together: list[str] = []
    for number, (first, entries) in enumerate(_cut(_entries(terms, root.size), SHARD[tier])):
        for entry in entries:
            if entry.is_heavy:
                at = len(root.heavy)
                body, version = _file([_base64(entry.bits)])
                yield urls.search_file(tier, "list", at), body
                body, other = _file([entry.places.decode()])
                yield urls.search_file(tier, "list-places", at), body
                root.heavy[entry.word] = version + other
        body, version = _file(_shard(entries))
        yield urls.search_file(tier, "words", number), body
        root.shards.append((first, version))
        together.append(" ".join(["" if entry.is_heavy else entry.places.decode() for entry in entries]))
        if len(together) == TOGETHER[tier]:
            yield _places(tier, together, root)
            together = []
    if together:
        yield _places(tier, together, root)


def _places(tier: str, together: Sequence[str], root: _Root) -> tuple[str, bytes]:
    body, version = _file([together])
    path = urls.search_file(tier, "places", len(root.places) // len(version))
    root.places += version
    return path, body


def _add(found: Terms, segment: Segment, start: int) -> None:
    """Add the terms of the papers of a day, which are numbered from `start`."""
    number = start << 3
    for terms, levels, places in zip(segment.terms, segment.levels, segment.places, strict=True):
        names = terms.split(" ") if terms else []
        words = places.split(b" ") if places else []
        words += [b""] * (len(names) - len(words))
        for term, level, where in zip(names, levels.encode(), words, strict=True):
            if term in found:
                postings, known = found[term]
                postings.append(number | level & 7)
                known += where
            else:
                found[term] = array("I", [number | level & 7]), bytearray(where)
        number += 8


def _add_narrower(found: Terms, narrower: Narrower) -> None:
    for name, below in narrower.items():
        lists = [found[TAG + each][0] for each in (name, *below) if TAG + each in found]
        if lists:
            found[TAG + name] = array("I", sorted(set().union(*lists))), bytearray()


def subject_term(name: str) -> str:
    """What follows `tag:` in a query for a subject."""
    return "-".join(split(name))


def subjects(tags: Iterable[tuple[str, str]]) -> bytes:
    """The body of the file of subjects: for each, what follows `tag:` in a query, its name, and its address."""
    rows = {subject_term(name): (name, path) for name, path in sorted(tags)}
    return _file([[[term, name, path] for term, (name, path) in rows.items() if term]])[0]


def common_words() -> bytes:
    """The body of the file of words that a reader's ranking leaves out."""
    return _file([sorted(OF_READERS)])[0]


def address_form(leave_out: Collection[str]) -> str:
    """Where scripts link a paper to: the page of its PATH or, on a site without these, of its DAY; "" if neither."""
    forms = {"paper": "papers/PATH.html", "day": "papers/date/DAY.html"}
    return next((form for kind, form in forms.items() if kind not in leave_out), "")


def sort_key(word: str) -> bytes:
    """The order of words in the index, which is that of JavaScript."""
    return word.encode("utf-16-be", "surrogatepass")


def _entries(terms: Terms, size: int) -> Iterator[Entry]:
    words = {term[1:] if term[0] in AUTHOR + ORG else term for term in terms}
    nothing: tuple[Sequence[int], bytes | bytearray] = (), b""
    for word in sorted(words, key=sort_key) if not all(map(str.isascii, words)) else sorted(words):
        postings, places = terms.get(word, nothing)
        plain = word[0] in TAG + ID
        lists = [postings] if plain else [postings, *(terms.get(kind + word, nothing)[0] for kind in KINDS[1:])]
        bits = [_bits(each, size, with_strengths=not at and not plain) for at, each in enumerate(lists) if each]
        yield Entry(word, tuple(map(len, lists)), "".join(bits), places)


def _bits(postings: Sequence[int], size: int, with_strengths: bool) -> str:
    parameter = codes.parameter(len(postings), size)
    if with_strengths:
        return codes.encode_with_strengths(postings, parameter)
    return codes.encode([each >> 3 for each in postings], parameter)


def _cut(entries: Iterable[Entry], limit: int) -> Iterator[tuple[str, list[Entry]]]:
    """Shards of about `limit` bytes, each with its first word."""
    shard: list[Entry] = []
    bits = 0
    for entry in entries:
        more = 8 * (len(entry.word) + 2) + (0 if entry.is_heavy else len(entry.bits))
        if shard and bits + more > 8 * limit:
            yield shard[0].word, shard
            shard, bits = [], 0
        shard.append(entry)
        bits += more
    if shard:
        yield shard[0].word, shard


LAST_PLAIN = "\uffff"
"""Letters after this one are two characters in JavaScript."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _shard(entries: Sequence[Entry]) -> list[str]:
    """The words, each without what it shares with the one before; the lengths of their lists; and the lists."""
    words, last = [], ""
    for entry in entries:
        shared = 0
        for one, other in zip(entry.word[:35], last, strict=False):
            if one != other or one > LAST_PLAIN:
                break
            shared += 1
        words.append(_DIGITS[shared] + entry.word[shared:])
        last = entry.word
    counts = [".".join(map(str, entry.counts)).removesuffix(".0").removesuffix(".0") for entry in entries]
    lists = ["" if entry.is_heavy else _base64(entry.bits) for entry in entries]
    return [" ".join(words), " ".join(counts), " ".join(lists)]


def _base64(bits: str) -> str:
    return b64encode(codes.pack(bits)).decode().rstrip("=")


def _shown(row: Row, day: date) -> list[str]:
    return [row.slug, row.title, row.authors, str(day)]


def _file(rest: Sequence[Any]) -> tuple[bytes, str]:
    """The bytes of a file, and the digest that it begins with."""
    body = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))[1:].encode("utf-8", "replace")
    version = b64encode(blake2b(body, digest_size=3).digest(), b"-_").decode()
    return b'["' + version.encode() + b'",' + body + b"\n", version
