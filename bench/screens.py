"""Take pictures of every kind of page:  python3 bench/screens.py public/ pictures/

One page of each kind, at three widths, in light and in dark, as PNG files that bear the page's name, the width
and the theme.  It needs Playwright (`requirements-dev.txt`) and a Chromium, `--chromium` or Debian's.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")
CHROMIUM = "/usr/bin/chromium"
"""Debian's."""
TALLEST = 2600
"""So many pixels of a page are enough to see what it is like."""


def main() -> None:
    typed = _typed()
    typed.folder.mkdir(parents=True, exist_ok=True)
    pages = typed.page or list(kinds(typed.site))
    with _host(typed.site) as address, chromium(typed.chromium) as browser:
        for theme in typed.theme or THEMES:
            for width in typed.width or WIDTHS:
                window = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
                for page in pages:
                    window.goto(f"{address}/{page}")
                    name = re.sub("[^A-Za-z0-9.-]+", "_", page.removesuffix(".html"))
                    _picture(window, typed.folder / f"{name}-{width}-{theme}.png", width)
                window.close()
    print(f"{len(pages)} pages are in {typed.folder}")


def kinds(site: Path) -> Iterator[str]:
    """A page of each kind, by its path: the latest of those that are many, by name."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    yield from {_kind(page): page for page in pages}.values()


def _kind(page: str) -> str:
    """Pages at the root, indexes and what is rising are each of their own kind; others are of their folder's."""
    folder, _, name = page.rpartition("/")
    alone = not folder or name in ("index.html", "trending.html")
    numbered = "/number" if re.fullmatch("tags/.+", folder) else ""
    return page if alone else folder.split("/")[0] + numbered if numbered else folder


def _picture(window: Any, path: Path, width: int) -> None:
    height = window.evaluate("document.documentElement.scrollHeight")
    window.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)})


@contextmanager
def _host(site: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(site))
    with _Patient(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Patient(ThreadingHTTPServer):
    """Minds no browser that goes on before it has all."""

    def handle_error(self, *_: object) -> None:
        pass


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing of each request."""


@contextmanager
def chromium(path: str) -> Iterator[Any]:
    """Chromium, for as long as the context lasts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


def _typed(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take pictures of every kind of page of a site.")
    parser.add_argument("site", type=Path, help="the folder that a build wrote")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--page", action="append", metavar="PATH", help="this page alone; may be given more than once")
    parser.add_argument("--width", action="append", type=int, metavar="PIXELS", help=f"instead of {WIDTHS}")
    parser.add_argument("--theme", action="append", choices=THEMES, help="one theme alone")
    parser.add_argument("--chromium", default=CHROMIUM, help="the browser (%(default)s)")
    return parser.parse_args(words)


if __name__ == "__main__":
    main()
