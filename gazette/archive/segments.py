"""What is remembered of each day's papers: its segment of the search index, and the words of its titles.

Each is made when it is needed, and again when its day changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import msgpack

from gazette import tex
from gazette.archive import periods
from gazette.archive.store import Store
from gazette.core.model import Day, Ref
from gazette.search.segments import Segment, segment
from gazette.search.words import split
from gazette.tex import texts

SEGMENT, TITLES = "segment", "titles"
_encode = msgpack.Encoder().encode
_segment = msgpack.Decoder(Segment).decode
_titles = msgpack.Decoder(list[str]).decode


def reader(store: Store) -> Callable[[Day], Segment]:
    """A function that returns the segment of a day."""

    def segment_of(day: Day) -> Segment:
        if body := store.remembered(SEGMENT, day.date):
            return _segment(body)
        made = segment(periods.first_listed([day]))
        store.remember(SEGMENT, day.date, _encode(made))
        return made

    return segment_of


def titles_reader(store: Store) -> Callable[[Day], list[str]]:
    """A function that returns the words of the title of each paper first listed on a day, with spaces between."""

    def titles_of(day: Day) -> list[str]:
        if body := store.remembered(TITLES, day.date):
            return _titles(body)
        papers = periods.first_listed([day])
        made = [" ".join(split(tex.plain_text(texts.title(paper.facts)))) for paper in papers]
        store.remember(TITLES, day.date, _encode(made))
        return made

    return titles_of


def forget(store: Store, refs: Iterable[Ref]) -> None:
    """Forget what is remembered of the days among `refs`."""
    for ref in refs:
        if ref.kind == "day":
            store.remember(SEGMENT, date.fromisoformat(ref.name), None)
            store.remember(TITLES, date.fromisoformat(ref.name), None)
