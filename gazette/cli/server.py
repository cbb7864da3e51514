"""The web server of `serve`, for the person who writes the site.

Responses come from the planned pages, never from a file, so no address can lead out of the site. livereload sends a
message to the browser after each save. The script that receives it is added to the response; built pages lack it.
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

from gazette.cli.build_options import Build
from gazette.cli.preview import Rebuilder
from gazette.core import urls
from gazette.core.errors import Mistakes, Refusal
from gazette.core.options import Options

HOST = "127.0.0.1"
TEXT = re.compile("text/|application/(.*[+])?(json|javascript|xml)|image/svg")
ERROR_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The site cannot be built</title></head>
<body style="margin: 2rem"><h1>The site cannot be built</h1>
<pre style="white-space: pre-wrap">{}</pre></body></html>
"""
ERROR_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' ws:; style-src 'unsafe-inline'"
RETRY = "mindelay=100&amp;maxdelay=1000"
"""Milliseconds until a browser tries to reconnect after the server went away."""
CONNECT_SRC = b"connect-src &#39;self&#39;"
"""The directive as it is escaped in the <meta> of a page."""


def serve(options: Options, make: Build, port: int, quiet: bool) -> int:
    """Serve until interrupted. Port 0 selects a free port; raises Refusal if `port` is taken."""
    try:
        sockets = netutil.bind_sockets(port, HOST)
    except OSError as error:
        way_out = "choose another with --port, or --port 0 for any free port"
        raise Refusal(f"port {port} is not available ({error.strerror}); {way_out}") from None
    port = sockets[0].getsockname()[1]
    logging.getLogger("livereload").setLevel(logging.CRITICAL)  # it logs a traceback for every closed tab
    rebuilder = Rebuilder(options, make, _print, (lambda _: None) if quiet else _print)
    try:
        asyncio.run(_serve(rebuilder, sockets, port))
    except KeyboardInterrupt:
        return 0
    return _restart(port)


def _print(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


async def _serve(rebuilder: Rebuilder, sockets: list[socket.socket], port: int) -> None:
    """Accept connections from the first preview on; earlier ones wait. Returns when Gazette's code has changed."""
    loop, accepting, done = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    server = HTTPServer(application(rebuilder, port))

    def update() -> None:
        if not accepting.is_set():
            accepting.set()
            server.add_sockets(sockets)
        LiveReload.reload_waiters("*")

    def rebuild() -> None:
        rebuilder.run()
        loop.call_soon_threadsafe(done.set)

    print(f"http://{HOST}:{port}/", flush=True)
    rebuilder.print_progress("Press Ctrl-C to stop.")
    rebuilder.on_update = partial(loop.call_soon_threadsafe, update)
    Thread(target=rebuild, daemon=True).start()
    await done.wait()


def _restart(port: int) -> int:
    """Run the same command with the new code, at the same port."""
    command = [sys.executable, *sys.orig_argv[1:], "--port", str(port)]
    if sys.platform == "win32":  # on Windows, exec does not wait for the new process
        return subprocess.call(command)
    return os.execv(command[0], command)


def application(rebuilder: Rebuilder, port: int) -> web.Application:
    ports = (f":{port}", "") if port == 80 else (f":{port}",)
    hosts = {f"{name}{suffix}" for name in (HOST, "localhost") for suffix in ports}
    arguments = {"rebuilder": rebuilder}
    handlers = [
        routing.Rule(OtherHost(hosts), web.ErrorHandler, {"status_code": 421}),
        web.url("/([0-9]+)/livereload", LiveReload, arguments),
        web.url("/livereload.js", LiveReloadJSHandler),
        web.url("/(.*)", PageHandler, arguments),
    ]
    return web.Application(handlers, log_function=lambda _: None)


class OtherHost(routing.Matcher):
    """Matches requests for other host names: a web page may have pointed its domain at this machine."""

    def __init__(self, hosts: set[str]) -> None:
        self.hosts = hosts

    def match(self, request: httputil.HTTPServerRequest) -> dict[str, object] | None:
        return None if request.host.lower() in self.hosts else {}


class PageHandler(web.RequestHandler):
    """Responds with a page as it will be deployed, plus the script that reloads it."""

    def initialize(self, rebuilder: Rebuilder) -> None:
        self.rebuilder = rebuilder

    def get(self, address: str) -> None:
        preview = self.rebuilder.preview
        try:
            status, name, body = preview.respond(address)
        except (Mistakes, Refusal) as error:
            status, name, body = 500, urls.MISSING, ERROR_PAGE.format(escape(str(error))).encode()
            self.set_header("Content-Security-Policy", ERROR_POLICY)
        if name.endswith(".html"):
            body = _with_script(body, self.request.host, preview.number)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.set_status(status)
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if TEXT.match(kind) else kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.finish(body)

    head = get


def _with_script(body: bytes, host: str, number: int) -> bytes:
    """Add livereload's script, and allow its WebSocket: in some browsers 'self' does not include ws:."""
    port = f"{host.partition(':')[2] or 80}/{number}"  # the script connects to ws://HOST:{port}/livereload
    script = f'<script src="/livereload.js?port={port}&amp;{RETRY}"></script></head>'
    allowed = body.replace(CONNECT_SRC, CONNECT_SRC + f" ws://{host}".encode(), 1)
    return allowed.replace(b"</head>", script.encode(), 1)


class LiveReload(LiveReloadHandler):
    """The WebSocket to a page. Its address contains the number of the preview that the page came from."""

    watcher = Watcher()  # watches nothing, but the base class needs it
    check_origin = websocket.WebSocketHandler.check_origin

    def initialize(self, rebuilder: Rebuilder) -> None:
        self.rebuilder = rebuilder

    def open(self, number: str) -> None:
        self.number = int(number)

    def on_message(self, message: str | bytes) -> None:
        """Reload a page that was fetched before the newest preview but connects only after it."""
        super().on_message(message)
        if self in self.waiters and self.number != self.rebuilder.preview.number:
            self.send_message({"command": "reload", "path": "*"})
