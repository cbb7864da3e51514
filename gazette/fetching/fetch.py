"""Fetch the listings of some days from all sources of a site, one day after the other.

An answer that may be wrong is reported and not used.  A source that cannot be reached is not asked for further days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from gazette.config import Site
from gazette.config.sources import Arxiv, Feed, HuggingFace, Source
from gazette.core import urls
from gazette.core.errors import Report
from gazette.core.model import Listing
from gazette.fetching import answers, arxiv, huggingface
from gazette.fetching.answers import BadAnswer
from gazette.fetching.client import NOT_KNOWN, Client, FetchError
from gazette.fetching.feed import FeedReader
from gazette.fetching.listed import Known, Listed
from gazette.fetching.refresh import refresh
from gazette.fetching.state import Validators

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
        self._feeds = FeedReader(client)
        self._added = now.strftime("%Y-%m-%dT%H:%MZ")

    def run(self, days: Sequence[date]) -> Iterator[Outcome]:
        """Fetch all days from each source; the outcomes come as soon as they are known."""
        for source in self._site.fetch_sources:
            suffix = self._suffix(source)
            for day in days:
                try:
                    outcome = self._day(source, suffix, day)
                except FetchError as error:
                    self._report.about(f"{day}").error(0, f"{source.name}: {error.what}", error.way_out)
                    yield Outcome(day, source, failed=True)
                    break
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
        return f"-feed-{urls.slug(source.url)}" if isinstance(source, Feed) else f"-{source.name}"

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
            way_out = "fetch this day again later; the listing was not changed"
            self._report.about(f"{day}").error(0, f"{source.name}: {bad}", way_out)
            return Outcome(day, source, failed=True)

    def _merge(self, source: Source, suffix: str, day: date, known: Known) -> Outcome | None:
        found = self._ask(source, day, known)
        if found is None:
            papers = len(known.listing.entries) if known.listing else 0
            return Outcome(day, source, self._listed.shown(known.path), papers)
        answer, validators = found
        if isinstance(source, HuggingFace):
            answers.check(answer, known.listing, self._others(day, suffix))
        if not answer:
            return None
        listing = refresh(known.listing, answer, self._added) if known.listing else answer
        written = self._listed.write(known, listing)
        if validators != NOT_KNOWN:
            url = huggingface.url(self._site.fetch_huggingface_url, day)
            self._client.state.keep(url, validators, written.digest)
        before = len(known.listing.entries) if known.listing else 0
        papers = len(listing.entries)
        return Outcome(day, source, self._listed.shown(known.path), papers, papers - before, written.text != known.text)

    def _others(self, day: date, suffix: str) -> list[Listing]:
        """The listing of the same source before `day`, of which an answer might be a stale copy."""
        earlier = max((each for each in self._listed.days if each < day), default=None)
        known = self._listed.read(earlier, suffix) if earlier else None
        return [known.listing] if known and known.listing else []

    def _ask(self, source: Source, day: date, known: Known) -> Fetched:
        if isinstance(source, HuggingFace):
            base = self._site.fetch_huggingface_url
            validators = self._client.state.validators(huggingface.url(base, day), known.digest)
            return huggingface.fetch(self._client, base, day, validators)
        if isinstance(source, Arxiv):
            return arxiv.fetch(self._client, self._site.fetch_arxiv_url, source, day), NOT_KNOWN
        return self._feeds.fetch(source.url, day), NOT_KNOWN
