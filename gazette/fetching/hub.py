"""Tell a WebSub hub that feeds have changed, so that subscribers get new items at once (W3C WebSub, section 5)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from gazette.fetching.client import Client, FetchError

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def publish(client: Client, hub: str, feeds: Iterable[str]) -> None:
    """Send a request for each feed.  Raises FetchError if the hub refuses one."""
    for feed in feeds:
        try:
            client.post(hub, urlencode({"hub.mode": "publish", "hub.url": feed}).encode(), _FORM)
        except FetchError as error:
            if error.status // 100 != 2:  # hubs answer 202 or 204, without content
                raise
