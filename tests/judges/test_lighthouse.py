"""Lighthouse gives every kind of page a full score."""

import json
import os
import subprocess

import pytest

from .browser import host
from .sites import Built
from .tools import need

pytestmark = pytest.mark.browser

ASKED = ("accessibility", "best-practices", "seo")
PAGES = {
    "home": "index.html",
    "day": "papers/date/*.html",
    "paper": "papers/[0-9]*.html",
    "tag": "tags/[a-z]*.html",
    "archive": "archive.html",
}
OTHERS = {
    "week": "papers/week/*.html",
    "month": "papers/month/*.html",
    "year": "papers/year/*.html",
    "trending": "papers/trending.html",
    "trends": "trends.html",
    "subjects": "tags/index.html",
    "authors": "authors/index.html",
    "subscribe": "subscribe.html",
    "changes": "changes.html",
    "saved": "saved.html",
    "health": "health.html",
    "digest": "digest/*.html",
}
HIDDEN = {"saved", "health", "digest"}
"""Pages that search engines are asked to leave out."""


@pytest.mark.parametrize("kind", [*PAGES, *(pytest.param(kind, marks=pytest.mark.slow) for kind in OTHERS)])
def test_lighthouse_finds_nothing_to_fix(kind: str, made, tmp_path):
    tool, chromium = need("lighthouse"), need("chromium")
    site: Built = made("real")
    page = max(site.folder.glob((PAGES | OTHERS)[kind])).relative_to(site.folder).as_posix()
    report = tmp_path / "report.json"
    with host(site) as address:
        words = [f"--only-categories={','.join(ASKED)}", "--output=json", f"--output-path={report}", "--quiet"]
        flags = "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"
        done = subprocess.run(
            ["node", tool, address + page, *words, flags],
            env=os.environ | {"CHROME_PATH": chromium},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(report.read_text("utf-8"))
    low = [audit["title"] for audit in found["audits"].values() if audit["score"] is not None and audit["score"] < 1]
    asked = [name for name in ASKED if name != "seo" or kind not in HIDDEN]
    assert {name: found["categories"][name]["score"] for name in asked} == dict.fromkeys(asked, 1), low
