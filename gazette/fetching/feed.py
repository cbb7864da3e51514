"""A day's papers from a feed."""

from __future__ import annotations

from datetime import date

from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, Trust
from gazette.fetching.answers import BadAnswer
from gazette.fetching.client import Client
from gazette.listings import feeds


class FeedReader:
    """Reads each feed once a run: a feed has the items of many days."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._read: dict[str, feeds.Feed] = {}

    def fetch(self, url: str, day: date) -> Listing | None:
        """The items of a day; None if the feed has none. Raises FetchError or BadAnswer."""
        feed = self._feed(url)
        entries = tuple(entry for entry in feed.entries if self._day(entry, feed) == day)
        if not entries:
            return None
        return Listing(day, entries, source=feed.title or url, url=feed.url, trust=Trust.STRUCTURED)

    def _feed(self, url: str) -> feeds.Feed:
        if url not in self._read:
            body = self._client.get(url).body or b""
            report = Report(url)
            feed = feeds.read(body.decode("utf-8", "replace"), report)
            if report.errors or feed is None:
                raise BadAnswer(f"{url} is not a feed that can be read: {report.errors[0].what}")
            self._read[url] = feed
        return self._read[url]

    @staticmethod
    def _day(entry: Entry, feed: feeds.Feed) -> date | None:
        return entry.published or feed.day
