"""Polite requests: time limits, size limits, back-off, conditional requests, and pauses between requests to a host.

A request that fails raises FetchError, which says why and what to do.  Nothing is written here.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import httpx

import gazette
from gazette.fetching.state import State, Validators

MAX_BYTES = 20_000_000
"""The greatest size of an answer, after decompression."""
MAX_REDIRECTS = 3
MAX_ATTEMPTS = 5
MAX_WAIT = 600
"""Seconds that a server may ask us to wait; if it asks for more, the request fails."""
CONNECT_TIMEOUT, READ_TIMEOUT, TOTAL_TIMEOUT = 10.0, 20.0, 120.0
"""Seconds: to connect, without any new byte, and for one whole answer."""
FIRST_PAUSE = 1.0
"""Seconds before the second attempt; the pause doubles for each further one, and jitter adds up to as much again."""
TEMPORARY = frozenset([408, 425, 429, 500, 502, 503, 504])
_PERMANENT_WAY_OUT = {
    401: "the service wants a login that Gazette does not have",
    403: "the service refuses the request; wait a day, or ask the service why",
    404: "correct the address in site.yaml",
    410: "correct the address in site.yaml",
}


class FetchError(Exception):
    """An answer could not be had: what is wrong, and what to do."""

    def __init__(self, what: str, way_out: str = "run the command again later") -> None:
        super().__init__(what, way_out)
        self.what, self.way_out = what, way_out

    def __str__(self) -> str:
        return f"{self.what}; {self.way_out}"


class TemporaryError(FetchError):
    """A failure that another attempt may not have; `after` is when the server allows one, in seconds from now."""

    def __init__(self, what: str, after: float = 0.0) -> None:
        super().__init__(what)
        self.after = after


NOT_KNOWN = Validators()


class Answer(NamedTuple):
    """The body of an answer; None if it has not changed since the one that the validators identify."""

    body: bytes | None
    kind: str = ""
    """The media type, in lower case, without parameters."""
    validators: Validators = NOT_KNOWN


@dataclass
class Client:
    """Makes requests to any host; `pauses` are the least seconds between two requests to a host.

    `clock` and `sleep` are replaced by tests that need not wait.
    """

    state: State
    contact: str
    """An address where the owner of the archive can be reached."""
    pauses: Mapping[str, float] = field(default_factory=dict)
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    requests: int = 0

    def __enter__(self) -> Self:
        version = f"gazette/{gazette.__version__} (+{self.contact})"
        self._http = httpx.Client(
            headers={"User-Agent": version, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(READ_TIMEOUT, connect=CONNECT_TIMEOUT),
            follow_redirects=False,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, url: str, known: Validators = NOT_KNOWN, headers: Mapping[str, str] | None = None) -> Answer:
        """Get an address; if it has not changed since `known`, the answer has no body."""
        asked = dict(headers or {})
        asked |= {"If-None-Match": known.etag} if known.etag else {}
        asked |= {"If-Modified-Since": known.modified} if known.modified else {}
        return self._persist(url, lambda: self._follow(url, asked))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        return self._persist(url, lambda: self._once("POST", url, headers, body)[0])

    def _persist(self, url: str, attempt: Callable[[], Answer]) -> Answer:
        """Try again after temporary failures, never before the server allows it."""
        for number in range(1, MAX_ATTEMPTS + 1):
            try:
                return attempt()
            except TemporaryError as error:
                if error.after:
                    self.state.wait_until(host_of(url), self.clock() + min(error.after, MAX_WAIT))
                if number == MAX_ATTEMPTS:
                    raise FetchError(f"{error.what}, {number} times") from error
                if error.after > MAX_WAIT:
                    minutes = round(error.after / 60)
                    raise FetchError(f"{error.what}, and asks to wait {minutes:,} minutes") from error
                pause = FIRST_PAUSE * 2 ** (number - 1)
                pause *= 1 + random.random()  # so that several archives do not come back at the same moment
                self.state.wait_until(host_of(url), self.clock() + pause)
        raise AssertionError

    def _follow(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Get an address and follow redirects on the same host."""
        at = url
        for _ in range(MAX_REDIRECTS + 1):
            answer, target = self._once("GET", at, headers)
            if target is None:
                return answer
            to = urljoin(at, target)
            if host_of(to) != host_of(url) or (at.startswith("https:") and not to.startswith("https:")):
                way_out = "if that is right, set the new address in site.yaml"
                raise FetchError(f"{host_of(url)} redirects to {to[:200]}", way_out)
            at = to
        raise FetchError(f"{url} redirects more than {MAX_REDIRECTS} times", "correct the address in site.yaml")

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> tuple[Answer, str | None]:
        """One request: its answer, or the target of its redirect."""
        self._wait_for(host_of(url))
        self.requests += 1
        try:
            with self._http.stream(method, url, headers=dict(headers), content=body) as response:
                return self._read(response)
        except httpx.TimeoutException as error:
            raise TemporaryError(f"{host_of(url)} did not answer in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TemporaryError(
                f"the connection to {host_of(url)} failed ({error or type(error).__name__})"
            ) from error
        except httpx.InvalidURL as error:
            raise FetchError(f"{url[:200]!r} is not a web address", "correct it in site.yaml") from error
        finally:
            if pause := self.pauses.get(host_of(url)):
                self.state.wait_until(host_of(url), self.clock() + pause)

    def _wait_for(self, host: str) -> None:
        while (seconds := self.state.free(host) - self.clock()) > 0:
            self.sleep(seconds)

    def _read(self, response: httpx.Response) -> tuple[Answer, str | None]:
        status, headers = response.status_code, response.headers
        host = response.url.netloc.decode()
        if status in TEMPORARY:
            raise TemporaryError(f"{host} answered {status} {response.reason_phrase}".rstrip(), self._after(headers))
        if status == 304:
            return Answer(None), None
        if status in (301, 302, 303, 307, 308) and "location" in headers:
            return Answer(b""), headers["location"]
        if status != 200:
            way_out = _PERMANENT_WAY_OUT.get(status, "run the command again later")
            raise FetchError(f"{host} answered {status} {response.reason_phrase}".rstrip(), way_out)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
        return Answer(self._body(response, host), kind, validators), None

    def _body(self, response: httpx.Response, host: str) -> bytes:
        """The bytes of an answer, within the limits of size and time."""
        started, size = time.monotonic(), 0
        parts: list[bytes] = []
        for part in response.iter_bytes():
            size += len(part)
            if size > MAX_BYTES:
                raise FetchError(f"the answer of {host} is larger than {MAX_BYTES:,} bytes", "ask the service why")
            if time.monotonic() - started > TOTAL_TIMEOUT:
                raise TemporaryError(f"the answer of {host} took more than {TOTAL_TIMEOUT:.0f} seconds")
            parts.append(part)
        return b"".join(parts)

    def _after(self, headers: httpx.Headers) -> float:
        """The seconds that Retry-After asks for; 0 if it asks for none."""
        written = headers.get("retry-after", "").strip()
        if written.isascii() and written.isdigit():
            return float(written[:9])
        try:
            return max(0.0, parsedate_to_datetime(written).timestamp() - self.clock())
        except ValueError:
            return 0.0


def host_of(url: str) -> str:
    """The host and port of an address."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
