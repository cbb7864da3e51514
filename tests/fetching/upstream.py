"""A local server that answers as Hugging Face's and arXiv's APIs do, and misbehaves on demand."""

import gzip
import json
import threading
import time
import zlib
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

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None: ...  # clients close connections early

        self._server = Server(("127.0.0.1", 0), Handler)
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


def raw(*parts: bytes, pause: float = 0.0, times: int = 1) -> Callable[..., None]:
    """An answer of these bytes, in which `BODY` is the right body; the last part is repeated."""

    def fault(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        handler.close_connection = True
        try:
            for part in [*parts[:-1], *[parts[-1]] * times]:
                handler.wfile.write(part.replace(b"BODY", body).replace(b"SIZE", b"%d" % len(body)))
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass

    return fault


def changed(change: Callable[[Rows], object]) -> Callable[..., None]:
    """An answer whose rows were changed."""

    def fault(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        rows = json.loads(body)
        result = change(rows)
        send(handler, json.dumps(rows if result is None else result).encode())

    return fault


def papers(**values: object) -> Callable[..., None]:
    """An answer whose papers all have other values."""
    return changed(lambda rows: [row["paper"].update(values) for row in rows] and None)


def packed(pack: Callable[[bytes], bytes], encoding: str) -> Callable[..., None]:
    def fault(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        try:
            send(handler, pack(body), headers={"Content-Encoding": encoding})
        except OSError:
            handler.close_connection = True

    return fault


def coded(charset: str) -> Callable[..., None]:
    def fault(upstream: Upstream, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        text = body.replace(b"Ada", b"Ad\\u00e4").decode("unicode-escape")
        send(handler, text.encode(charset), kind=f"application/json; charset={charset}")

    return fault


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
ROWS_OF_OTHERS = [{"paper": {"id": f"2412.{number:05}", "title": f"Other {number}"}} for number in range(99)]


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
    "304 that was not asked for": raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "204": raw(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "206": raw(b"HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\n[{}"),
    "101": raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
    "a status of another kind": raw(b"HTTP/1.1 999 Sorry\r\nContent-Length: 2\r\n\r\n[]"),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "no status": raw(b"[]"),
    "continue without end": raw(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01, times=300),
    "slow headers": raw(HEAD, b"X: y\r\n", pause=0.02, times=300),
    "large headers": raw(HEAD, b"X: " + b"y" * 1000 + b"\r\n", times=1000),
    "many cookies": raw(HEAD, b"Set-Cookie: a=b\r\n", times=9000),
    "control characters in a header": raw(HEAD + b"ETag: \x00\x01\r\n\r\n[]"),
    "a cut header": raw(HEAD),
    "a length that is no number": raw(HEAD + b"Content-Length: many\r\n\r\nBODY"),
    "a negative length": raw(HEAD + b"Content-Length: -1\r\n\r\nBODY"),
    "two lengths": raw(HEAD + b"Content-Length: 5\r\nContent-Length: SIZE\r\n\r\nBODY"),
    "a length that is too small": raw(HEAD + b"Content-Length: 20\r\n\r\nBODY"),
    "HTTP/1.0, cut": raw(b"HTTP/1.0 200 OK\r\n\r\n[{"),
    "a chunk without end": raw(CHUNKED + b"ffffff\r\nBODY"),
    "chunks without end": raw(CHUNKED, b"1\r\n \r\n", pause=0.01, times=300),
    "a chunk of no size": raw(CHUNKED + b"zz\r\nBODY\r\n"),
    "garbage after the end": raw(HEAD + b"\r\nBODY]]garbage"),
    "deflate": packed(zlib.compress, "deflate"),
    "Brotli": packed(lambda body: body, "br"),
    "gzip twice": packed(lambda body: gzip.compress(gzip.compress(body)), "gzip, gzip"),
    "gzip with garbage": packed(lambda body: gzip.compress(body) + b"garbage", "gzip"),
    "gzip, cut": packed(lambda body: gzip.compress(body)[:-9], "gzip"),
    "gzip of empty blocks": packed(lambda _: gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 9999, "gzip"),
    "a large answer": packed(lambda _: b"[" + b" " * 30_000_000 + b"]", "identity"),
    "UTF-16": coded("utf-16"),
    "Latin-1": coded("latin-1"),
    "redirect to no address": fixed(b"", 302, Location="http://[/"),
    "redirect to another port": fixed(b"", 307, Location="http://127.0.0.1:1/"),
    "redirect to another scheme": fixed(b"", 301, Location="ftp://127.0.0.1/"),
    "ids of another kind": papers(id={"arxiv": "2503.00001"}),
    "votes as text": papers(upvotes="many"),
    "negative votes": papers(upvotes=-5),
    "huge votes": papers(upvotes=10**40),
    "votes that are not whole": papers(upvotes=1.5),
    "null fields": papers(id=None, title=None, summary=None, authors=None, publishedAt=None, upvotes=None),
    "empty titles": papers(title=" "),
    "huge titles": papers(title="T" * 100_000),
    "huge abstracts": papers(summary="T" * 3_000_000),
    "many authors": papers(authors=[{"name": f"A{number}"} for number in range(100_000)]),
    "lists in lists": changed(lambda rows: [rows]),
    "rows in a mapping": changed(lambda rows: {"status": "success", "data": rows}),
    "rows as text": changed(lambda rows: [str(row) for row in rows]),
    "the same row 9,000 times": changed(lambda rows: rows[:1] * 9000),
    "100,000 rows": fixed(b"[" + b",".join([b"{}"] * 100_000) + b"]"),
    "papers of others": changed(lambda rows: ROWS_OF_OTHERS),
    "not a number": fixed(b'[{"paper":{"id":"2503.00001","title":"T","upvotes":NaN}}]'),
    "no text, but bytes": fixed(bytes(range(256)) * 10),
    "JavaScript": fixed(b"papers=[]", kind="text/javascript"),
    "several documents": raw(HEAD + b"\r\nBODY\nBODY"),
    "a list that does not close": raw(HEAD + b"\r\n", b"[1,"),
}
