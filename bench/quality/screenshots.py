"""Take pictures of a site's pages, in several widths and themes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from bench.checks import require_file, require_folder
from bench.quality import browser
from gazette.core.errors import Refusal

WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")
HEIGHT = 2600


def take(
    site: Path,
    pictures: Path,
    pages: Sequence[str] = (),
    widths: Sequence[int] = WIDTHS,
    themes: Sequence[str] = THEMES,
    height: int = HEIGHT,
    chromium: Path | None = None,
) -> int:
    """Save a picture NAME-WIDTH-THEME.png of each page, by default one page of each kind; return their number.

    What is below `height` pixels is cut off.
    """
    require_folder(site, "build the site, or pass the folder that a build wrote")
    for page in pages:
        require_file(site / page, f"pass the path of a page, as it is in {site}")
    pages = pages or list(one_of_each_kind(site))
    if not pages:
        raise Refusal(f"{site} has no pages; build the site, or pass the folder that a build wrote")
    pictures.mkdir(parents=True, exist_ok=True)
    with _serve(site) as address, browser.start(chromium) as running:
        for theme in themes:
            for width in widths:
                window = running.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
                for page in pages:
                    window.goto(f"{address}/{page}")
                    name = re.sub("[^A-Za-z0-9.-]+", "_", page.removesuffix(".html"))
                    _save(window, pictures / f"{name}-{width}-{theme}.png", width, height)
                window.close()
    return len(pages) * len(widths) * len(themes)


def one_of_each_kind(site: Path) -> Iterator[str]:
    """Yield the path of one page of each kind: the last by name."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    yield from {_kind(page): page for page in pages}.values()


def _kind(page: str) -> str:
    """Pages at the root, index.html and trending.html are each a kind of their own; others belong to their folder's."""
    folder, _, name = page.rpartition("/")
    if not folder or name in ("index.html", "trending.html"):
        return page
    return "tags/number" if folder.startswith("tags/") else folder  # the second and later pages of tags


@contextmanager
def _serve(site: Path) -> Iterator[str]:
    handler = partial(_QuietHandler, directory=str(site))
    with _QuietServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Ignore errors: the browser closes connections early when it goes to the next page."""


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Do not log requests."""


def _save(window: Any, path: Path, width: int, height: int) -> None:
    whole = window.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(whole, height)}
    window.screenshot(path=path, full_page=True, clip=clip)
