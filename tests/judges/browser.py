"""A Chromium window that records errors, foreign requests and policy violations."""

import re
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .sites import Built

SMALL = {"width": 320, "height": 640}
LISTEN = """
window.reports = [];
addEventListener("securitypolicyviolation", report => {
  window.reports.push(`${report.violatedDirective} ${report.blockedURI} ${report.sample}`);
}, true);
// The elements of the page before scripts add to it, without charts.
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  const charts = "svg.spark, .bars > svg, .heat > svg, .course > svg";
  const all = [...document.querySelectorAll("*")].filter(each => !each.matches(charts));
  window.tags = [...new Set(all.map(element => element.localName))];
  window.attributes = [...new Set(all.flatMap(element =>
    [...element.attributes].map(each => `${element.localName} ${each.name}`)))];
  window.maths = [...new Set(all.filter(each => each.namespaceURI.endsWith("MathML")).flatMap(element =>
    [element.localName, ...[...element.attributes].map(each => `${element.localName} ${each.name}`)]))];
});
"""
# The contents of a page with all details open.  It first clicks javascript: links, so that an alert would be noticed.
LOOK = """() => {
  document.querySelectorAll("details").forEach(each => each.open = true);
  document.querySelectorAll("a[href^='javascript:' i]").forEach(link => link.click());
  return {
    text: document.body.innerText,
    title: document.title,
    width: document.documentElement.scrollWidth,
    reports: window.reports,
    tags: window.tags,
    attributes: window.attributes,
    maths: window.maths,
    schemes: [...new Set([...document.querySelectorAll("[href], [src]")].map(
      element => new URL(element.href || element.src, document.baseURI).protocol))],
  };
}"""


@dataclass
class Seen:
    """The contents of one page."""

    text: str
    title: str
    width: int
    reports: list[str]
    tags: list[str]
    attributes: list[str]
    maths: list[str]
    schemes: list[str]
    faults: list[str] = field(default_factory=list)


class Window:
    """A window on the site at `address`; everything that goes wrong is added to `faults`."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.faults: list[str] = []
        self.dialogs: list[str] = []
        self.context = browser.new_context(**options)
        self.context.add_init_script(LISTEN)
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda message: self.faults.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def visit(self, page: str) -> Seen:
        self.faults = []
        self.page.goto(self.address + page)
        found = self.page.evaluate(LOOK)
        return Seen(**found, faults=self.faults)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self.address):
            self.faults.append(f"foreign: {request.url}")

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was opened before the icon was loaded
            self.faults.append(f"{request.failure}: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")


def walk(browser: Any, address: str, pages: Iterable[str], **options: Any) -> dict[str, Seen]:
    """The contents of these pages on a small screen."""
    with Window(browser, address, viewport=SMALL, **options) as window:
        return {page: window.visit(page) for page in pages}


@contextmanager
def host(site: Built, scheme: str = "http", handler: "type[Quiet] | None" = None) -> Iterator[str]:
    """Serve the site below a path of a local host, or from disk; gives its address."""
    if scheme == "file":
        yield site.folder.as_uri() + "/"
        return
    answering = partial(handler or Quiet, directory=str(site.root))
    with Patient(("127.0.0.1", 0), answering) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        below = "".join(f"{part}/" for part in site.folder.relative_to(site.root).parts)
        try:
            yield f"http://127.0.0.1:{server.server_port}/{below}"
        finally:
            server.shutdown()


class Patient(ThreadingHTTPServer):
    """A server that ignores broken connections."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class Quiet(SimpleHTTPRequestHandler):
    """A request handler with persistent connections and without a log."""

    protocol_version = "HTTP/1.1"
    timeout = 5

    def send_head(self) -> Any:
        # Always send the file: times are in whole seconds, and tests build twice in one second.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def log_message(self, *_: object) -> None:
        pass


class Halting(Quiet):
    """A handler that pauses at the landmarks of a page, so that the browser paints what comes before them."""

    REST = 0.1  # seconds; a browser needs a few hundredths to paint

    def copyfile(self, source: Any, outputfile: Any) -> None:
        for part in re.split(rb"(?=<header|<main|</main>|</body>)", source.read()):
            outputfile.write(part)
            outputfile.flush()
            time.sleep(self.REST)
