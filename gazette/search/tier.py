"""One part of the index: its files, and the lists of papers that have a word."""

from __future__ import annotations

import json
from base64 import b64decode
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from gazette.core import urls
from gazette.search import codes
from gazette.search.index import BLOCK, KINDS, TOGETHER, sort_key
from gazette.search.query import MIN_PREFIX, Term
from gazette.search.segments import AUTHOR, ID, ORG, TAG
from gazette.search.words import distance, stem

EXACT, PREFIX, VARIANT = 10, 8, 6
"""The weights of a word itself, of a longer word, and of another form of the word."""
MAX_FORMS, MAX_HEAVY = 9, 2
"""The most forms of a word with the word itself, and how many of the others may be in lists of their own."""
LONG_WORD = 6
"""Words from this length may differ from a suggested one in two adjacent letters, shorter ones in one."""


_LIST = {AUTHOR: KINDS.index(AUTHOR), ORG: KINDS.index(ORG)}
"""The list of a word that a field asks for."""


class Form(NamedTuple):
    """A word of a shard, and its lists: of the papers with it in their text, names and organisations."""

    word: str
    counts: tuple[int, ...]
    lists: tuple[Sequence[tuple[int, int]], ...]


class Broken(Exception):
    """A file of the index is missing or damaged."""


DAMAGES = (Broken, LookupError, TypeError, ValueError, AttributeError)
"""What reading a damaged file may raise."""


class Tier:
    """One part of the index; papers are numbered from `start`."""

    def __init__(self, name: str, read: Callable[[str], bytes], start: int) -> None:
        self.name, self.start, self._read = name, start, read
        self._cache: dict[str, Any] = {}
        root = self._load(path := urls.search_root(name))
        try:
            _, self.latest, self.size, shards, heavy, _, _, _, self.years, _ = root
            self.heavy: dict[str, str] = dict(heavy)
            self._firsts = [sort_key(first) for first, _ in shards]
        except (ValueError, TypeError) as error:
            raise Broken(path) from error

    def _load(self, path: str) -> Any:
        if path not in self._cache:
            try:
                self._cache[path] = json.loads(self._read(path))
            except (OSError, ValueError) as error:
                raise Broken(path) from error
        return self._cache[path]

    def _file(self, kind: str, number: int | None = None) -> Any:
        return self._load(urls.search_file(self.name, kind, number))

    def forms(self, term: Term) -> list[tuple[Form, int]]:
        """The word itself, then its other forms in its shard, each with its weight."""
        if not self._firsts:
            return []
        number = self._shard(_key(term))
        words, counts = self._words(number)
        chosen = _choose(term, words, counts, self.heavy)
        lists = self._file("words", number)[3].split(" ")
        return [(self._form(words.index(word), word, counts, lists), weight) for word, weight in chosen]

    def _form(self, at: int, word: str, counts: Sequence[tuple[int, ...]], lists: Sequence[str]) -> Form:
        encoded = self._file("list", [*self.heavy].index(word))[1] if word in self.heavy else lists[at]
        bits = codes.Bits(b64decode(encoded + "=" * (-len(encoded) % 4)))
        has_strengths = word[0] not in TAG + ID
        found = [
            codes.list_of(bits, count, self.size, not kind and has_strengths) for kind, count in enumerate(counts[at])
        ]
        return Form(word, counts[at], tuple(found))

    def _shard(self, word: str) -> int:
        return max(0, bisect_right(self._firsts, sort_key(word)) - 1)

    def _words(self, number: int) -> tuple[list[str], list[tuple[int, ...]]]:
        key = f"words of {number}"
        if key not in self._cache:
            _, packed, lengths, _ = self._file("words", number)
            words, last = [], ""
            for part in packed.split(" "):
                last = last[: int(part[0], 36)] + part[1:]
                words.append(last)
            self._cache[key] = words, [tuple(map(int, each.split("."))) for each in lengths.split(" ")]
        found: tuple[list[str], list[tuple[int, ...]]] = self._cache[key]
        return found

    def places(self, word: str) -> list[list[int]]:
        """Where a word is in the text of each paper that has it."""
        number = self._shard(word)
        if word in self.heavy:
            encoded = self._file("list-places", [*self.heavy].index(word))[1]
        else:
            words, _ = self._words(number)
            together = self._file("places", number // TOGETHER[self.name])[1]
            encoded = together[number % TOGETHER[self.name]].split(" ")[words.index(word)]
        return [*codes.places_in(encoded)]

    def near(self, term: Term) -> list[tuple[int, int, str]]:
        """Words of the same shard that differ little, each with how much, and minus its number of papers."""
        if not self._firsts:
            return []
        word = _key(term)
        most = 1 if len(term.word) < LONG_WORD else 2
        found = []
        for each, lengths in zip(*self._words(self._shard(word)), strict=True):
            if (each[0] in TAG + ID) == (term.kind == TAG) and (far := distance(each, word)) <= most:
                count = sum(lengths[kind : kind + 1] if (kind := _LIST.get(term.kind)) else lengths)
                found += [(far, -count, each)] if count else []
        return found

    def days(self) -> list[str]:
        """The day of each paper."""
        return [day for day, count in self._file("days")[1] for _ in range(count)]

    def votes(self) -> list[int]:
        """The votes of each paper."""
        return [int(each) for each in self._file("votes")[1]]

    def row(self, number: int) -> Any:
        return self._file("titles", number // BLOCK)[1][number % BLOCK]


def _key(term: Term) -> str:
    return term.kind + term.word if term.kind in (TAG, ID) else term.word


def _choose(
    term: Term, words: Sequence[str], counts: Sequence[tuple[int, ...]], heavy: Iterable[str]
) -> list[tuple[str, int]]:
    """The words of a shard that a term stands for, with their weights."""
    exact = _key(term)
    chosen = [(exact, EXACT)] if exact in words else []
    if term.kind or len(exact) < MIN_PREFIX:
        return chosen
    found = []
    for word, lengths in zip(words, counts, strict=True):
        if word[:MIN_PREFIX] == exact[:MIN_PREFIX] and word != exact and lengths[0]:
            weight = (
                VARIANT if stem(word) == stem(exact) else PREFIX if term.is_prefix and word.startswith(exact) else 0
            )
            found += [(-sum(lengths), sort_key(word), word, weight)] if weight else []
    big = 0
    for _, _, word, weight in sorted(found)[: MAX_FORMS - len(chosen)]:
        big += word in heavy
        if word not in heavy or big <= MAX_HEAVY:
            chosen.append((word, weight))
    return chosen
