"""A local server that answers as Hugging Face's and arXiv's APIs do, and misbehaves on demand."""

import gzip
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.fetching.arxiv_papers import ArxivApi

Rows = list
BOMB = gzip.compress(b"[" + b" " * 100_000_000, 1)


class Clock:
    """A clock that only sleeping moves, shared by a client and the server that it asks."""

    def __init__(self, now: float = 1_750_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Upstream:
    """Serves `days` inside a `with` block; each request takes the next of `faults`, and None is no fault."""

    days: dict[date, Rows] = field(default_factory=dict)
    faults: list[str | None] = field(default_factory=list)
    arxiv: ArxivApi = field(default_factory=ArxivApi)
    files: dict[str, bytes] = field(default_factory=dict)
    """Other answers, by path."""
    clock: Callable[[], float] = time.time
    etags: bool = True
    requests: list[tuple[float, str]] = field(default_factory=list)
    """The time and the address of each request."""
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    """The headers and the body of each POST."""
    conditional: int = 0
    """How many requests were answered with 304."""
    too_early: list[str] = field(default_factory=list)
    free: float = 0.0
    """When the next request is allowed, after an answer with Retry-After."""

    def __enter__(self) -> "Upstream":
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                answer(upstream, self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                upstream.posts.append((dict(self.headers), body))
                answer(upstream, self)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def rows(self, query: dict[str, list[str]]) -> Rows:
        rows = self.days.get(date.fromisoformat(query["date"][0]), [])
        limit, page = int(query.get("limit", ["50"])[0]), int(query.get("p", ["0"])[0])
        return rows[page * limit : (page + 1) * limit]


def answer(upstream: Upstream, handler: BaseHTTPRequestHandler) -> None:
    now = upstream.clock()
    upstream.requests.append((now, handler.path))
    if now < upstream.free:
        upstream.too_early.append(handler.path)
    fault = upstream.faults.pop(0) if upstream.faults else None
    path, kind = urlsplit(handler.path).path, "application/xml"
    if path in upstream.files:
        body = upstream.files[path]
    elif path == "/api/query":
        body = upstream.arxiv.answer(handler.path)
    else:
        body, kind = json.dumps(upstream.rows(parse_qs(urlsplit(handler.path).query))).encode(), "application/json"
    if fault:
        FAULTS[fault](upstream, handler, body)
        return
    etag = f'"{sha256(body).hexdigest()[:16]}"'
    if upstream.etags and handler.headers.get("If-None-Match") == etag:
        upstream.conditional += 1
        send(handler, b"", 304)
        return
    send(handler, body, kind=kind, headers={"ETag": etag} if upstream.etags else {})


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    status: int = 200,
    kind: str = "application/json",
    headers: dict[str, str] | None = None,
    length: int | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    if status != 304:
        handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def too_many(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    upstream.free = upstream.clock() + 7
    send(handler, b"slow down", 429, headers={"Retry-After": "7"})


def cut(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    send(handler, body[: len(body) // 2], length=len(body))
    handler.close_connection = True


def without_end(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    send(handler, body[: len(body) // 2])


def drip(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    try:
        for _ in range(400):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)
    except OSError:
        pass
    handler.close_connection = True


def hang(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    time.sleep(0.5)
    handler.close_connection = True


def bomb(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    try:
        send(handler, BOMB, headers={"Content-Encoding": "gzip"})
    except OSError:
        handler.close_connection = True


def drop(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.close_connection = True
    handler.connection.close()


def yesterday(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    asked = date.fromisoformat(parse_qs(urlsplit(handler.path).query)["date"][0])
    earlier = max(day for day in upstream.days if day < asked)
    send(handler, json.dumps(upstream.days[earlier]).encode())


def renamed(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    send(handler, body.replace(b'"upvotes"', b'"likes"'))


def half(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    rows = json.loads(body)
    send(handler, json.dumps(rows[: len(rows) // 2]).encode())


def fixed(body: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> Callable[..., None]:
    def fault(upstream: Upstream, handler: BaseHTTPRequestHandler, _: bytes) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        send(handler, body, status, kind, named)

    return fault


FAULTS: dict[str, Callable[..., None]] = {
    "429": too_many,
    "429 without a time": fixed(b"slow down", 429),
    "429 for a day": fixed(b"slow down", 429, Retry_After="86400"),
    "500": fixed(b"sorry", 500),
    "502": fixed(b"<html>bad gateway", 502, "text/html"),
    "503": fixed(b"", 503),
    "504": fixed(b"", 504),
    "403": fixed(b"no", 403),
    "404": fixed(b'{"error":"not found"}', 404),
    "cut": cut,
    "without its end": without_end,
    "drip": drip,
    "hang": hang,
    "bomb": bomb,
    "drop": drop,
    "redirect elsewhere": fixed(b"", 302, Location="http://elsewhere.invalid/"),
    "redirect in a loop": fixed(b"", 302, Location="/api/daily_papers?date=2025-03-12"),
    "redirect to a file": fixed(b"", 302, Location="file:///etc/passwd"),
    "a page": fixed(b"<!DOCTYPE html><title>Hugging Face</title>", kind="text/html"),
    "a page that says it is JSON": fixed(b"<!DOCTYPE html><title>Hugging Face</title>"),
    "an error": fixed(b'{"error":"internal"}'),
    "a mapping": fixed(b'{"papers":[]}'),
    "text": fixed(b'"down"'),
    "no JSON": fixed(b"[{'paper': {'id': '2503.00001'}}]"),
    "not UTF-8": fixed(b"[\xff\xfe]"),
    "rows of numbers": fixed(b"[1,2,3]"),
    "rows without papers": fixed(b'[{"title":"A"},{"title":"B"}]'),
    "deep": fixed(b"[" * 100_000),
    "empty": fixed(b"[]"),
    "nothing": fixed(b""),
    "the stub": fixed(b"1"),
    "null": fixed(b"null"),
    "yesterday": yesterday,
    "a renamed field": renamed,
    "half": half,
    "another encoding": fixed(b"[]", Content_Encoding="gzip"),
}
