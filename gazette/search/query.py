"""Read a query: words, prefixes, fields, `-`, `OR` and quotes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from gazette.search import words
from gazette.search.segments import AUTHOR, ID, ORG, TAG
from gazette.search.words import STOP, id_in, split

MAX_LENGTH, MAX_TERMS = 1_000, 24
"""The characters and the terms of a query that count."""
MIN_PREFIX = 3
_TOKEN = re.compile(r'(-?)(?:(author|tag|org|after|before|votes):)?(?:"([^"]*)"?|([^\s"]+))', re.IGNORECASE)
_KINDS = {"author": AUTHOR, "tag": TAG, "org": ORG}
TOO_LONG = f"Only the first {MAX_LENGTH:,} characters count."
TOO_MANY = f"Only the first {MAX_TERMS} words count."
NO_FIELD = "is not a field; use author:, tag:, org:, after:, before: or votes:."
NEEDS_DAY = "needs a day, a month or a year, such as 2025-03-12."
NEEDS_NUMBER = "votes: needs a number, such as votes:>50."
INCOMPLETE = "The search index is incomplete; some papers may be missing."
_FIELD = re.compile(r"[A-Za-z]+:(?=[^\s:/])")
_CONTROLS = re.compile("[\\0-\\x1f\\x7f-\\x9f\\ufeff]")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_VOTES = re.compile("([<>]?)(=?)([0-9]{1,9})")


class Term(NamedTuple):
    """A word of a list: "" for the text, or what its field's terms begin with."""

    kind: str
    word: str
    is_prefix: bool = False


class Group(NamedTuple):
    """Words of which a paper needs all: in any order, or where a phrase has them."""

    terms: tuple[Term, ...]
    places: tuple[int, ...] = ()
    """Where in a phrase each word is."""


class Unit(NamedTuple):
    """Groups of words; a paper needs one of the groups."""

    groups: tuple[Group, ...]
    required: bool = False


class Query(NamedTuple):
    units: tuple[Unit, ...] = ()
    excluded: tuple[Group, ...] = ()
    after: str = ""
    """The first day that counts, as YYYY-MM-DD; "" for all."""
    before: str = ""
    """The first day that no longer counts."""
    votes: tuple[int, int] | None = None
    """The least and the greatest number of votes."""
    notes: tuple[str, ...] = ()
    """What a reader should know, such as which part of the query was not understood."""


def parse(text: str) -> Query:
    return _Parser().parse(text)


class _Parser:
    def __init__(self) -> None:
        self._units: list[Unit] = []
        self._excluded: list[Group] = []
        self._notes: dict[str, None] = {}
        self._limits = {"after": "", "before": ""}
        self._votes: tuple[int, int] | None = None
        self._joins = False
        self._terms = 0

    def parse(self, text: str) -> Query:
        if len(text) > MAX_LENGTH:
            self._note(TOO_LONG)
        text = _CONTROLS.sub(" ", text[:MAX_LENGTH])
        for found in _TOKEN.finditer(text):
            minus, field, phrase, plain = found[1], (found[2] or "").lower(), found[3], found[4] or ""
            if plain == "OR" and not minus and not field:
                self._joins = bool(self._units)
                continue
            self._add(bool(minus), field, plain if phrase is None else phrase, phrase is not None)
            self._joins = False
        self._mark_prefix(text)
        limits = self._limits
        return Query(
            self._without_stop_words(),
            tuple(self._excluded),
            limits["after"],
            limits["before"],
            self._votes,
            tuple(self._notes),
        )

    def _note(self, text: str) -> None:
        self._notes[text] = None

    def _add(self, minus: bool, field: str, value: str, quoted: bool) -> None:
        if field in self._limits:
            self._limit(field, value)
        elif field == "votes":
            self._limit_votes(value)
        elif group := self._group(field, value, quoted):
            self._terms += len(group.terms)
            if self._terms > MAX_TERMS:
                self._note(TOO_MANY)
            elif minus:
                self._excluded.append(group)
            else:
                self._add_units(group, bool(field) or quoted or group.terms[0].kind == ID)

    def _group(self, field: str, value: str, quoted: bool) -> Group | None:
        kind = _KINDS.get(field, "")
        if not kind and (found := id_in(value)):
            return Group((Term(ID, found),))
        if not kind and not quoted and (named := _FIELD.match(value)):
            self._note(f"{named[0]} {NO_FIELD}")
        words = split(value)
        if kind == TAG and words:
            return Group((Term(TAG, "-".join(words)),))
        if quoted and not kind and (places := [at for at, word in enumerate(words) if word not in STOP]):
            return Group(tuple(Term("", words[at]) for at in places), tuple(at - places[0] for at in places))
        return Group(tuple(Term(kind, word) for word in dict.fromkeys(words))) if words else None

    def _add_units(self, group: Group, required: bool) -> None:
        if self._joins:
            last = self._units.pop()
            self._units.append(Unit((*last.groups, group), last.required or required))
        elif required:
            self._units.append(Unit((group,), True))
        else:
            self._units += [Unit((Group((term,)),)) for term in group.terms]

    def _limit(self, field: str, value: str) -> None:
        """A year or a month stands for its first day."""
        found = _DAY.fullmatch(value)
        try:
            day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
        except ValueError:
            day = None
        if not day:
            self._note(f"{field}: {NEEDS_DAY}")
        else:
            self._limits[field] = str(day)

    def _limit_votes(self, value: str) -> None:
        found = _VOTES.fullmatch(value)
        if not found:
            self._note(NEEDS_NUMBER)
            return
        number, equal = int(found[3]), bool(found[2])
        least = number + (found[1] == ">" and not equal) if found[1] != "<" else 0
        most = number - (not equal) if found[1] == "<" else number if not found[1] else 10**9
        self._votes = least, most

    def _mark_prefix(self, text: str) -> None:
        """The last word of a query that ends with it may be the beginning of a longer one."""
        if self._units and not re.search(r'[\s"]$', text) and not self._units[-1].required:
            *others, last = self._units[-1].groups
            term = last.terms[-1]
            if term.kind == "" and len(term.word) >= MIN_PREFIX and split(text)[-1:] == [term.word]:
                self._units[-1] = Unit((*others, Group((*last.terms[:-1], term._replace(is_prefix=True)))))

    def _without_stop_words(self) -> tuple[Unit, ...]:
        kept = tuple(unit for unit in self._units if unit.required or not _is_stop(unit))
        return kept or tuple(self._units)


def _is_stop(unit: Unit) -> bool:
    return len(unit.groups) == 1 and all(term.kind == "" and term.word in STOP for term in unit.groups[0].terms)


def rules() -> dict[str, Any]:
    """What the script of the search page reads from the index: the rules of words, and the notes on queries."""
    notes = {"long": TOO_LONG, "many": TOO_MANY, "field": NO_FIELD, "day": NEEDS_DAY, "number": NEEDS_NUMBER}
    return {**words.rules(), **notes, "incomplete": INCOMPLETE}
