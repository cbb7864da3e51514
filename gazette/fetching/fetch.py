"""Fetch the listings of some days from all sources of a site, one day after the other.

An answer that may be wrong is reported and not used.  A source that cannot be reached is not asked for further days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from gazette.config import Site
from gazette.config.sources import Arxiv, Feed, HuggingFace, Source
from gazette.core import urls
from gazette.core.errors import Report
from gazette.core.model import Listing, Trust
from gazette.fetching import answers, arxiv, days, huggingface
from gazette.fetching.answers import BadAnswer
from gazette.fetching.client import NOT_KNOWN, Client, FetchError
from gazette.fetching.feed import FeedReader
from gazette.fetching.listed import Known, Listed
from gazette.fetching.refresh import refresh
from gazette.fetching.state import Validators
from gazette.publishing import rewrite

Fetched = tuple[Listing | None, Validators] | None
"""A listing, or None for a day without papers, with the validators; None if nothing changed."""


class Outcome(NamedTuple):
    """What came of one day of one source."""

    day: date
    source: Source
    path: str = ""
    papers: int = 0
    new: int = 0
    changed: bool = False
    failed: bool = False


class Fetcher:
    """Fetches days into the listings of one site."""

    def __init__(self, site: Site, listed: Listed, client: Client, report: Report, now: datetime) -> None:
        self._site, self._listed, self._client, self._report = site, listed, client, report
        self._feeds = FeedReader(client, report)
        self.answered: set[date] = set()
        """The days for which a source gave an answer, perhaps without papers."""
        self._added = now.strftime("%Y-%m-%dT%H:%MZ")

    def missing(self, today: date) -> dict[Source, list[date]]:
        """The days that each source has to be asked for, in the order of the sources."""
        every = self._site.fetch_sources
        return {source: days.missing(self._listed.days_of(self._suffix(source)), today) for source in every}

    def run(self, asked: Sequence[date] | Mapping[Source, Sequence[date]]) -> Iterator[Outcome]:
        """Fetch days, which may differ by source; the outcomes come as soon as they are known."""
        with rewrite.locked(self._listed.content):
            pass  # this removed what a run that was killed left
        for source in self._site.fetch_sources:
            for day in asked.get(source, ()) if isinstance(asked, Mapping) else asked:
                try:
                    outcome = self._day(source, self._suffix(source), day)
                except FetchError as error:
                    self._report.about(f"{day}").error(0, f"{source.name}: {error.what}", error.way_out)
                    yield Outcome(day, source, failed=True)
                    break
                if not outcome or not outcome.failed:
                    self.answered.add(day)
                if outcome:
                    yield outcome

    def listings(self, days: Sequence[date]) -> list[Path]:
        """The files of these days that the sources' listings are in, as far as they exist."""
        suffixes = [self._suffix(source) for source in self._site.fetch_sources]
        found = dict.fromkeys(self._listed.path(day, suffix) for day in days for suffix in suffixes)
        return [path for path in found if path.exists()]

    def _suffix(self, source: Source) -> str:
        """What a source's listings have after the day in their names: nothing for the first source."""
        if source == self._site.fetch_sources[0]:
            return ""
        if isinstance(source, Feed):
            return f"-feed-{urls.slug(source.url)}"
        same = [each for each in self._site.fetch_sources[1:] if each.name == source.name]
        number = same.index(source) + 1
        return f"-{source.name}" + (f"-{number}" if number > 1 else "")

    def _day(self, source: Source, suffix: str, day: date) -> Outcome | None:
        """Fetch one day; None if there is nothing to say about it."""
        if foreign := self._listed.foreign(day):
            path = self._listed.shown(foreign[0])
            self._report.about(path).warn(0, f"{day} is not fetched", "convert the file with the command `import`")
            return None
        known = self._listed.read(day, suffix)
        if not known:
            return Outcome(day, source, failed=True)
        try:
            return self._merge(source, suffix, day, known)
        except BadAnswer as bad:
            what = f"{source.name}: {bad}, so the listing was not changed"
            self._report.about(f"{day}").error(0, what, "fetch this day again later")
            return Outcome(day, source, failed=True)

    def _merge(self, source: Source, suffix: str, day: date, known: Known) -> Outcome | None:
        found = self._ask(source, day, known)
        if found is None:
            papers = len(known.listing.entries) if known.listing else 0
            return Outcome(day, source, self._listed.shown(known.path), papers)
        answer, validators = found
        if isinstance(source, HuggingFace):
            answers.check(answer, known.listing, self._listed.before(day, suffix))
        if not answer:
            return None
        if known.listing and not _is_same_source(known.listing, answer):
            what = f"{self._listed.shown(known.path)} is from {known.listing.source!r}, not from {answer.source!r}"
            raise BadAnswer(f"{what} (the first of fetch.sources has the plain file name)")
        warned = len(self._report.warnings)
        written = self._listed.change(known, lambda now: self._refreshed(source, now, answer))
        if not written or not written.listing:
            return Outcome(day, source, failed=True)
        if validators != NOT_KNOWN and len(self._report.warnings) == warned:  # else something of it was not written
            url = huggingface.url(self._site.fetch_huggingface_url, day)
            self._client.state.keep(url, validators, written.digest)
        before = len(known.listing.entries) if known.listing else 0
        papers = len(written.listing.entries)
        path = self._listed.shown(known.path)
        return Outcome(day, source, path, papers, max(0, papers - before), written.text != known.text)

    def _refreshed(self, source: Source, now: Listing | None, answer: Listing) -> Listing:
        if not now:
            return answer
        most = max(source.most, len(now.entries)) if isinstance(source, Arxiv) else None
        found = refresh(now, answer, self._added)
        return replace(found, entries=found.entries[:most])

    def _ask(self, source: Source, day: date, known: Known) -> Fetched:
        if isinstance(source, HuggingFace):
            base = self._site.fetch_huggingface_url
            validators = self._client.state.validators(huggingface.url(base, day), known.digest)
            return huggingface.fetch(self._client, base, day, validators)
        if isinstance(source, Arxiv):
            return arxiv.fetch(self._client, self._site.fetch_arxiv_url, source, day), NOT_KNOWN
        return self._feeds.fetch(source.url, day), NOT_KNOWN


def _is_same_source(listing: Listing, answer: Listing) -> bool:
    """Whether a fetched listing is from the source of an answer; a listing that a person wrote takes any."""
    if listing.trust == Trust.WRITTEN or not listing.source or listing.source == answer.source:
        return True
    return listing.url == answer.url or answer.source.startswith(f"{listing.source.split(' ')[0]} ")
