"""A day's papers from a feed."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import date

from gazette.core.errors import Report, counted
from gazette.core.model import Entry, Listing, Trust
from gazette.fetching.client import Client, FetchError
from gazette.listings import feeds

UTF_16 = (BOM_UTF16_BE, BOM_UTF16_LE)
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class FeedReader:
    """Reads each feed once a run: a feed has the items of many days."""

    def __init__(self, client: Client, report: Report) -> None:
        self._client, self._report = client, report
        self._read: dict[str, feeds.Feed] = {}

    def fetch(self, url: str, day: date) -> Listing | None:
        """The items of a day; None if the feed has none. Raises FetchError."""
        feed = self._feed(url)
        entries = tuple(entry for entry in feed.entries if self._day(entry, feed) == day)
        if not entries:
            return None
        return Listing(day, entries, source=feed.title or url, url=feed.url, trust=Trust.STRUCTURED)

    def _feed(self, url: str) -> feeds.Feed:
        if url not in self._read:
            report = Report(url)
            text = _decoded(self._client.get(url).body or b"")
            feed = feeds.read(text, report)
            if report.errors or feed is None:
                what = report.errors[0].what if report.errors else "it is empty"
                raise FetchError(f"{url} is not a feed that can be read: {what}", "correct the address in site.yaml")
            if undated := sum(not self._day(entry, feed) for entry in feed.entries):
                way_out = "import the feed with the command `import`"
                self._report.about(url).warn(0, f"{counted(undated, 'item')} without a date cannot be fetched", way_out)
            self._read[url] = feed
        return self._read[url]

    @staticmethod
    def _day(entry: Entry, feed: feeds.Feed) -> date | None:
        """The day of an item; arXiv's feeds give one day for all items."""
        return entry.published or (feed.day if entry.announced else None)


def _decoded(body: bytes) -> str:
    """The text of a feed, in the encoding that it declares."""
    declared = _ENCODING.match(body)
    name = declared[1].decode() if declared else "utf-16" if body[:2] in UTF_16 else "utf-8-sig"
    try:
        return body.decode("utf-8-sig" if name.lower() == "utf-8" else name)
    except (LookupError, UnicodeDecodeError) as error:
        raise FetchError(f"the feed is not in the encoding {name}") from error
