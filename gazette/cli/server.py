"""The site on this machine, for whoever writes it.

Answers come out of what is planned and nothing else, so no address leads to a file.  livereload brings
the message of a new view to the browser; the tag that fetches its script is added on the way out, for no page
that is deployed may hold it.
"""

from __future__ import annotations

import asyncio
import logging
import mimetypes
import os
import re
import socket
import subprocess
import sys
from functools import partial
from html import escape
from threading import Thread

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import httputil, netutil, routing, web, websocket
from tornado.httpserver import HTTPServer

from gazette.cli.asked import Build
from gazette.cli.preview import Studio
from gazette.core import urls
from gazette.core.errors import Mistakes, Refusal
from gazette.core.options import Options

HERE = "127.0.0.1"
TEXT = re.compile("text/|application/(.*[+])?(json|javascript|xml)|image/svg")
SHEET = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>To be mended</title></head>
<body style="margin: 2rem"><h1>To be mended</h1>
<pre style="white-space: pre-wrap">{}</pre></body></html>
"""
HASTE = "mindelay=100&amp;maxdelay=1000"
"""How soon a browser tries again after the server went away."""
CONNECT = b"connect-src &#39;self&#39;"
"""As it stands in a page's <meta>."""
SHEET_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' ws:; style-src 'unsafe-inline'"


def serve(order: Options, make: Build, port: int, quiet: bool) -> int:
    """Serve until interrupted; Refusal if `port` (0: any that is free) cannot be had."""
    try:
        sockets = netutil.bind_sockets(port, HERE)
    except OSError as trouble:
        way_out = "name another with --port, or 0 for any that is free"
        raise Refusal(f"port {port} cannot be had ({trouble.strerror}); {way_out}") from None
    port = sockets[0].getsockname()[1]
    logging.getLogger("livereload").setLevel(logging.CRITICAL)  # of every closed tab it tells at length
    studio = Studio(order, make, _tell, (lambda _: None) if quiet else _tell)
    try:
        asyncio.run(_serve(studio, sockets, port))
    except KeyboardInterrupt:
        return 0
    return _start_over(port)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


async def _serve(studio: Studio, sockets: list[socket.socket], port: int) -> None:
    """The door opens at the first view; who comes earlier waits before it."""
    loop, opened, done = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    server = HTTPServer(application(studio, port))

    def shown() -> None:
        if not opened.is_set():
            opened.set()
            server.add_sockets(sockets)
            print(f"http://{HERE}:{port}/", flush=True)
        Live.reload_waiters("*")

    def work() -> None:
        studio.work()
        loop.call_soon_threadsafe(done.set)

    studio.shown = partial(loop.call_soon_threadsafe, shown)
    Thread(target=work, daemon=True).start()
    await done.wait()


def _start_over(port: int) -> int:
    """The same command with the code as it is now, at the same address."""
    command = [sys.executable, *sys.orig_argv[1:], "--port", str(port)]
    if sys.platform == "win32":  # its exec does not wait for the one it starts
        return subprocess.call(command)
    return os.execv(command[0], command)


def application(studio: Studio, port: int) -> web.Application:
    hosts = {f"{name}{colon}" for name in (HERE, "localhost") for colon in (f":{port}", "") if colon or port == 80}
    known = {"studio": studio}
    handlers = [
        routing.Rule(Foreign(hosts), web.ErrorHandler, {"status_code": 421}),
        web.url("/([0-9]+)/livereload", Live, known),
        web.url("/livereload.js", LiveReloadJSHandler),
        web.url("/(.*)", Pages, known),
    ]
    return web.Application(handlers, log_function=lambda _: None)


class Foreign(routing.Matcher):
    """A request to another name than ours: a page from elsewhere that found its way to this machine."""

    def __init__(self, hosts: set[str]) -> None:
        self.hosts = hosts

    def match(self, request: httputil.HTTPServerRequest) -> dict[str, object] | None:
        return None if request.host.lower() in self.hosts else {}


class Pages(web.RequestHandler):
    """Answers with a page as it is to be deployed, but for the script that brings the next one."""

    def initialize(self, studio: Studio) -> None:
        self.studio = studio

    def get(self, address: str) -> None:
        view = self.studio.view
        try:
            status, name, body = view.answer(address)
        except (Mistakes, Refusal) as trouble:
            status, name, body = 500, urls.MISSING, SHEET.format(escape(str(trouble))).encode()
            self.set_header("Content-Security-Policy", SHEET_POLICY)
        if name.endswith(".html"):
            body = _live(body, self.request.host, view.mark)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.set_status(status)
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if TEXT.match(kind) else kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.finish(body)

    head = get


def _live(body: bytes, host: str, mark: int) -> bytes:
    """The page with livereload's script; not every browser takes 'self' to speak of sockets too."""
    line = f"{host.partition(':')[2] or 80}/{mark}"  # the script makes ws://HOST:{line}/livereload of it
    script = f'<script src="/livereload.js?port={line}&amp;{HASTE}"></script></head>'
    allowed = body.replace(CONNECT, CONNECT + f" ws://{host}".encode(), 1)
    return allowed.replace(b"</head>", script.encode(), 1)


class Live(LiveReloadHandler):
    """The line to a browser; its address bears the mark of the view that the page came from."""

    watcher = Watcher()  # has nothing to watch, but is asked
    check_origin = websocket.WebSocketHandler.check_origin

    def initialize(self, studio: Studio) -> None:
        self.studio = studio

    def open(self, mark: str) -> None:
        self.mark = int(mark)

    def on_message(self, message: str | bytes) -> None:
        """A page that was fetched before the newest view, and is heard of only after it, is fetched again."""
        super().on_message(message)
        if self in self.waiters and self.mark != self.studio.view.mark:
            self.send_message({"command": "reload", "path": "*"})
