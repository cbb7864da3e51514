"""All that hangs together with some listings that changed: by shared ids and titles, and by shared days.

A handle is a number for something that a paper may be found by: an id, its title, its address.  Two papers that share
none cannot become one, so what the handles do not reach need not be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b

from gazette.archive import identity, merge
from gazette.archive.identity import Mention
from gazette.archive.store import Holdings
from gazette.core import urls
from gazette.core.model import Entry, Listing

Find = Callable[[str], Listing]
"""A listing that did not change, by its path."""


class Afresh(Exception):
    """This change is told from the whole archive alone."""


def borne(mentions: Iterable[Mention], slug: str) -> set[int]:
    """The handles by which the paper with these mentions is found."""
    mentions = tuple(mentions)
    found = {("slug", slug), ("slug", urls.paper_slug(*identity.strongest(mentions)))}
    if former := identity.former(mentions, ()):
        found.add(("slug", former))
    for mention in mentions:
        found.update(mention.ids)
        found.add(("named" if mention.ids else "title", identity.title(mention.entry)[1]))
    return {_handle(*key) for key in found}


def asked(entry: Entry) -> set[int]:
    """The handles of whatever this entry may be one paper with."""
    known = identity.keys(entry)
    title = identity.title(entry)[1]
    of_title = {_handle("title", title)} if known else {_handle("title", title), _handle("named", title)}
    return {_handle(*key) for key in known} | of_title


def addressed(slug: str) -> int:
    """The handle of whatever bears this slug, would, or once did."""
    return _handle("slug", slug)


def _handle(kind: str, held: str) -> int:
    return int.from_bytes(blake2b(f"{kind}:{held}".encode(), digest_size=8).digest(), "little", signed=True)


class Closure:
    """The papers and mentions that a change has to do with, as they were and as they are."""

    def __init__(self, holdings: Holdings, find: Find, before: Sequence[Listing], after: Sequence[Listing]) -> None:
        self.holdings, self._find = holdings, find
        self.before, self.after = {each.path: each for each in before}, {each.path: each for each in after}
        self.shown = holdings.days()
        self.whole = {each.day for each in (*before, *after)}
        """The days on which every paper counts as touched."""
        self.numbers: set[int] = set()
        """The papers as they were."""
        self._old: dict[tuple[str, int], Mention] = {}
        self._new: dict[tuple[str, int], Mention] = {}
        self._gather()

    def listings(self, day: date, changed: dict[str, Listing]) -> list[Listing]:
        """Those of a day, in order, with what is in `changed` of those that changed."""
        paths = {origin.path for origin in self.shown[day].origins} if day in self.shown else set()
        same = [self._find(path) for path in paths - self.before.keys() - self.after.keys()]
        return sorted([*same, *(each for each in changed.values() if each.day == day)], key=merge.order)

    def _gather(self) -> None:
        for day in self.whole:
            self.numbers.update(self.shown[day].numbers if day in self.shown else ())
        waiting = [*self.numbers]
        for day in self.whole:
            waiting += self._take(self._old, self.listings(day, self.before))
            waiting += self._take(self._new, self.listings(day, self.after))
        while waiting:
            number = waiting.pop()
            for day in {each.day for each in self.holdings.paper(number).appearances} - self.whole:
                same = self.listings(day, {})
                waiting += self._take(self._old, same, number)
                waiting += self._take(self._new, same, number)

    def _take(
        self, into: dict[tuple[str, int], Mention], listings: Iterable[Listing], number: int | None = None
    ) -> Iterator[int]:
        """Take the mentions in some listings, or those that may be of one paper; gives the papers that this touches."""
        for listing in listings:
            for at, entry in enumerate(listing.entries):
                bearers = self.holdings.bearers(asked(entry)) if (listing.path, at) not in into else set()
                if number is None or number in bearers:
                    into.setdefault((listing.path, at), Mention(entry, listing))
                    yield from bearers - self.numbers
                    self.numbers |= bearers

    def mentions(self, now: bool) -> list[Mention]:
        """In the order in which the whole archive would meet them."""
        held = self._new if now else self._old
        places = sorted(held, key=lambda place: (merge.order(held[place].listing), place[1]))
        return [held[place] for place in places]
