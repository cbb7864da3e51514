"""Start Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gazette.core.errors import Refusal

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def start(path: Path | None = None) -> Iterator[Any]:
    """Start the Chromium at `path`, by default the one on PATH; raise Refusal if it or Playwright is missing."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError as error:
        advice = "run `python3 build.py test --version`, which installs the requirements of the tests"
        raise Refusal(f"this command needs Playwright, which is not installed; {advice}") from error
    program = _find(path)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        except Error as error:
            reason = error.message.partition("\n")[0]
            raise Refusal(f"{program} cannot be started ({reason}); pass the path of Chromium to --chromium") from error
        yield browser


def _find(path: Path | None) -> str:
    found = shutil.which(path) if path else next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        problem = f"{path} is not a program" if path else "Chromium is not installed"
        raise Refusal(f"{problem}; install Chromium, or pass its path to --chromium")
    return found
