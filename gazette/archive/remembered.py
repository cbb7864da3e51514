"""What is remembered of each day's papers: its segment of the search index, and the phrases in its titles.

Each is made when it is needed, and again when its day changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import msgpack

from gazette import tex
from gazette.archive import periods, phrases
from gazette.archive.store import Store
from gazette.core.model import Day, Ref
from gazette.search.segments import Segment, segment
from gazette.search.words import split
from gazette.tex import texts

SEGMENT, PHRASES = "segment", "phrases"
_encode = msgpack.Encoder().encode
_segment = msgpack.Decoder(Segment).decode
_phrases = msgpack.Decoder(list[list[str]]).decode


def reader(store: Store) -> Callable[[Day], Segment]:
    """A function that returns the segment of a day."""

    def segment_of(day: Day) -> Segment:
        if body := store.remembered.get(SEGMENT, day.date):
            return _segment(body)
        made = segment(periods.first_listed([day]))
        store.remembered.put(SEGMENT, day.date, _encode(made))
        return made

    return segment_of


def phrases_reader(store: Store) -> Callable[[Day], list[list[str]]]:
    """A function that returns the phrases in the title of each paper first listed on a day."""

    def phrases_of(day: Day) -> list[list[str]]:
        if body := store.remembered.get(PHRASES, day.date):
            return _phrases(body)
        titles = (tex.plain_text(texts.title(paper.facts)) for paper in periods.first_listed([day]))
        made = [phrases.in_title(split(title)) for title in titles]
        store.remembered.put(PHRASES, day.date, _encode(made))
        return made

    return phrases_of


def forget(store: Store, refs: Iterable[Ref]) -> None:
    """Forget what is remembered of the days among `refs`."""
    for ref in refs:
        if ref.kind == "day":
            store.remembered.put(SEGMENT, date.fromisoformat(ref.name), None)
            store.remembered.put(PHRASES, date.fromisoformat(ref.name), None)
