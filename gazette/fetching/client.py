"""Polite requests: time limits, size limits, back-off, conditional requests, and pauses between requests to a host.

A request that fails raises FetchError, which says why and what to do.  Nothing is written here.
"""

from __future__ import annotations

import random
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from threading import Timer
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import httpx

import gazette
from gazette.core import errors, text
from gazette.fetching.state import State, Validators

_certificates = cache(httpx.create_ssl_context)  # to read them takes longer than many a request
MAX_BYTES = 20_000_000
"""The greatest size of an answer, after decompression."""
MAX_REDIRECTS = 3
MAX_ATTEMPTS = 5
MAX_WAIT = 600
"""Seconds for which a request waits until its host may be asked; if it had to wait longer, it fails."""
LONGEST_WAIT = 7 * 24 * 3600
"""Seconds for which a host is left alone, however much it asks for."""
CONNECT_TIMEOUT, READ_TIMEOUT, TOTAL_TIMEOUT = 10.0, 20.0, 120.0
"""Seconds: to connect, without any new byte, and for one whole answer."""
FIRST_PAUSE = 1.0
"""Seconds before the second attempt; the pause doubles for each further one, and jitter adds up to as much again."""
MAX_VALIDATOR = 1_000
"""Characters of an ETag or a date that is sent back."""
ENCODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}
"""The encodings of answers that are read, and whether the answer is compressed."""
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
TEMPORARY = frozenset([408, 425, 429, 500, 502, 503, 504])
_PERMANENT_WAY_OUT = {
    401: "set another address in site.yaml, because this one needs a login",
    403: "wait a day, or ask the service why",
    404: "correct the address in site.yaml",
    410: "correct the address in site.yaml",
}


class FetchError(Exception):
    """An answer could not be had: what is wrong, and what to do."""

    def __init__(self, what: str, way_out: str = "run the command again later", status: int = 0) -> None:
        super().__init__(what, way_out)
        self.what, self.way_out, self.status = what, way_out, status

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
            follow_redirects=False,
            verify=_certificates(),
        )
        self._connections: dict[str, Any] = {}
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
                if number == MAX_ATTEMPTS:
                    raise FetchError(f"{error.what}, {number} times") from error
                if error.after > MAX_WAIT:
                    raise FetchError(f"{error.what}, and asks to wait {_minutes(error.after)}") from error
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
            to = _joined(at, target)
            if host_of(to) != host_of(url) or urlsplit(to).scheme not in (urlsplit(at).scheme, "https"):
                way_out = "if that is right, set the new address in site.yaml"
                raise FetchError(f"{host_of(url)} redirects to {_shown(to)}", way_out)
            at = to
        raise FetchError(f"{url} redirects more than {MAX_REDIRECTS} times", "correct the address in site.yaml")

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> tuple[Answer, str | None]:
        """One request: its answer, or the target of its redirect."""
        host = host_of(url)
        with self.state.turn():
            self._wait_for(host)
            self.requests += 1
            patience = TOTAL_TIMEOUT if method == "POST" else READ_TIMEOUT  # a model may think before it answers
            try:
                with (
                    self._limited(host, patience) as extensions,
                    self._http.stream(
                        method, url, headers=dict(headers), content=body, extensions=extensions
                    ) as response,
                ):
                    return self._read(response, host, conditional=bool(_CONDITIONS & headers.keys()))
            except httpx.TimeoutException as error:
                raise TemporaryError(f"{host} did not answer in time") from error
            except (httpx.TransportError, httpx.DecodingError, httpx.StreamError, OSError) as error:
                what = _shown(str(error) or type(error).__name__)
                raise TemporaryError(f"the connection to {host} failed ({what})") from error
            except (httpx.InvalidURL, ValueError) as error:
                raise FetchError(f"{url[:200]!r} is not a web address", "correct it in site.yaml") from error
            finally:
                self._http.cookies.clear()
                if pause := self.pauses.get(host):
                    self.state.wait_until(host, self.clock() + pause)

    @contextmanager
    def _limited(self, host: str, patience: float) -> Iterator[dict[str, Any]]:
        """Close the connection to a host if a request takes too long, in whatever part of it; gives its extensions."""

        def note(_: str, found: dict[str, Any]) -> None:
            if hasattr(stream := found.get("return_value"), "get_extra_info"):
                self._connections[host] = stream

        def stop() -> None:
            stopped.append(True)
            with suppress(Exception):  # it was closed a moment ago
                self._connections[host].get_extra_info("socket").shutdown(socket.SHUT_RDWR)

        stopped: list[bool] = []
        timer = Timer(TOTAL_TIMEOUT, stop)
        timer.daemon = True
        timer.start()
        try:
            yield {"trace": note, "timeout": httpx.Timeout(patience, connect=CONNECT_TIMEOUT).as_dict()}
        except (httpx.TransportError, OSError, TemporaryError) as error:
            if not stopped:
                raise
            raise TemporaryError(f"the answer of {host} took more than {TOTAL_TIMEOUT:.0f} seconds") from error
        finally:
            timer.cancel()

    def _wait_for(self, host: str) -> None:
        """Wait until a host may be asked. Raises FetchError if that is long from now."""
        while (seconds := self.state.free(host) - self.clock()) > 0:
            if seconds > LONGEST_WAIT:  # the clock was wrong once
                return
            if seconds > MAX_WAIT:
                raise FetchError(f"{host} asked to be left alone for {_minutes(seconds)} more")
            self.sleep(seconds)

    def _read(self, response: httpx.Response, host: str, conditional: bool) -> tuple[Answer, str | None]:
        status, headers = response.status_code, response.headers
        answered = f"{host} answered {status} {_shown(response.reason_phrase)}".rstrip()
        after = self._after(headers) if status >= 400 else 0.0
        if after:
            self.state.wait_until(host, self.clock() + min(after, LONGEST_WAIT))
        if status in TEMPORARY:
            raise TemporaryError(answered, after)
        if status == 304 and conditional:
            return Answer(None), None
        if status in (301, 302, 303, 307, 308) and "location" in headers:
            return Answer(b""), headers["location"]
        if status != 200:
            raise FetchError(answered, _PERMANENT_WAY_OUT.get(status, "run the command again later"), status)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        validators = Validators(_sendable(headers.get("etag", "")), _sendable(headers.get("last-modified", "")))
        return Answer(_body(response, host), kind, validators), None

    def _after(self, headers: httpx.Headers) -> float:
        """The seconds that Retry-After asks for; 0 if it asks for none."""
        written = headers.get("retry-after", "").strip()
        if _SECONDS.fullmatch(written):
            return float(written)
        try:
            return max(0.0, parsedate_to_datetime(written).timestamp() - self.clock())
        except (ValueError, TypeError, OverflowError):
            return 0.0


_CONDITIONS = {"If-None-Match", "If-Modified-Since"}


def _body(response: httpx.Response, host: str) -> bytes:
    """The bytes of an answer, within the limits of size and time."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise FetchError(f"{host} answered with the encoding {errors.shown(encoding)}, which was not asked for")
    unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16) if ENCODINGS[encoding] else None
    started, body = time.monotonic(), bytearray()
    for part in response.iter_raw():
        try:
            body += unpacked.decompress(part, MAX_BYTES + 1 - len(body)) if unpacked else part
        except zlib.error as error:
            raise TemporaryError(f"the answer of {host} is damaged") from error
        if len(body) > MAX_BYTES:
            raise FetchError(f"the answer of {host} is larger than {MAX_BYTES:,} bytes", "ask the service why")
        if time.monotonic() - started > TOTAL_TIMEOUT:
            raise TemporaryError(f"the answer of {host} took more than {TOTAL_TIMEOUT:.0f} seconds")
        if unpacked and unpacked.unused_data:
            break
    if unpacked and (not unpacked.eof or unpacked.unused_data):
        raise TemporaryError(f"the answer of {host} is damaged")
    return bytes(body)


def _joined(at: str, target: str) -> str:
    try:
        to = urljoin(at, target)
        host_of(to)
    except ValueError as error:
        raise FetchError(f"{host_of(at)} redirects to {_shown(target)}, which is not a web address") from error
    return to


def _sendable(value: str) -> str:
    """A header's value if it can be sent back, else nothing."""
    return value if value.isascii() and value.isprintable() and len(value) <= MAX_VALIDATOR else ""


def _shown(value: str) -> str:
    """What a server said, on one line of at most 200 characters."""
    return text.line(text.clean(value[:200]))


def _minutes(seconds: float) -> str:
    return errors.counted(round(seconds / 60), "minute")


def host_of(url: str) -> str:
    """The host and port of an address."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
