"""A day's papers from a feed."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import date

from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, Trust
from gazette.fetching.client import Client, FetchError
from gazette.listings import feeds

UTF_16 = (BOM_UTF16_BE, BOM_UTF16_LE)
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


class FeedReader:
    """Reads each feed once a run: a feed has the items of many days."""

    def __init__(self, client: Client) -> None:
        self._client = client
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
            feed = feeds.read(_decoded(self._client.get(url).body or b""), report)
            if report.errors or feed is None:
                what = report.errors[0].what if report.errors else "it is empty"
                raise FetchError(f"{url} is not a feed that can be read: {what}", "correct the address in site.yaml")
            self._read[url] = feed
        return self._read[url]

    @staticmethod
    def _day(entry: Entry, feed: feeds.Feed) -> date | None:
        return entry.published or feed.day


def _decoded(body: bytes) -> str:
    """The text of a feed, in the encoding that it declares."""
    declared = _ENCODING.match(body)
    name = declared[1].decode() if declared else "utf-16" if body[:2] in UTF_16 else "utf-8-sig"
    try:
        return body.decode("utf-8-sig" if name.lower() == "utf-8" else name)
    except (LookupError, UnicodeDecodeError) as error:
        raise FetchError(f"the feed is not in the encoding {name}") from error
