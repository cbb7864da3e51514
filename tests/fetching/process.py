"""Fetch in a process of its own, which a test can kill at any moment."""

import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(folder, url, now, days=()):
    """Start fetching some days, or those that are missing at `now`."""
    words = [str(folder), url, now.isoformat(), *map(str, days)]
    command = [sys.executable, "-m", "tests.fetching.process", *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def kill_after(process, upstream, requests, seconds):
    """Kill a process once it made some requests, a moment later. Whether it had not ended by itself."""
    stop = len(upstream.requests) + requests
    while process.poll() is None and len(upstream.requests) < stop:
        time.sleep(0.0005)
    time.sleep(seconds)
    running = process.poll() is None
    process.kill()
    process.wait()
    return running


def fetch(folder, url, now, days=()):
    """Fetch, and return the errors and the days without papers, as the command `fetch` does."""
    from gazette.config import Site
    from gazette.config.sources import HuggingFace
    from gazette.core.errors import Report
    from gazette.fetching import days as every
    from gazette.fetching.client import Client
    from gazette.fetching.fetch import Fetcher
    from gazette.fetching.listed import Listed
    from gazette.fetching.state import State
    from tests.fetching.upstream import Clock

    site = Site("T", "https://papers.example.org/", fetch_sources=(HuggingFace(),), fetch_huggingface_url=url)
    report, clock, today = Report(), Clock(now.timestamp()), now.date()
    listed = Listed(folder / "content", report)
    with State(folder / ".gazette/fetch.sqlite", clock) as state, Client(state, "x", {}, clock, clock.sleep) as client:
        fetcher = Fetcher(site, listed, client, report, now)
        [asked] = [days] if days else fetcher.missing(today).values()
        for _ in fetcher.run(asked):
            pass
    return [str(error) for error in report.errors], list(every.gaps(asked, listed.days, today))


if __name__ == "__main__":
    folder, url, now, *days = sys.argv[1:]
    errors, _ = fetch(
        Path(folder), url, datetime.fromisoformat(now).astimezone(UTC), [date.fromisoformat(day) for day in days]
    )
    sys.exit(bool(errors))
