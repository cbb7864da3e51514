"""The segments of the search index in the store: each is made when it is needed, and again when its day changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from msgspec import msgpack

from gazette.archive import periods
from gazette.archive.store import Store
from gazette.core.model import Day, Ref
from gazette.search.segments import Segment, segment

_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(Segment).decode


def reader(store: Store) -> Callable[[Day], Segment]:
    """A function that returns the segment of a day."""

    def segment_of(day: Day) -> Segment:
        if body := store.segment(day.date):
            return _decode(body)
        made = segment(periods.first_listed([day]))
        store.put_segment(day.date, _encode(made))
        return made

    return segment_of


def forget(store: Store, refs: Iterable[Ref]) -> None:
    """Forget the segments of the days among `refs`."""
    for ref in refs:
        if ref.kind == "day":
            store.put_segment(date.fromisoformat(ref.name), None)
