"""Real listings for the local server, or made-up ones of the same form."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tests.fetching.upstream import Clock, Upstream

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def upstream(clock):
    with Upstream(clock=clock) as found:
        yield found


@pytest.fixture(scope="session")
def real_days():
    """The rows of each real day."""
    folder = SHARED / "listings/hf"
    if not folder.is_dir():
        assert not os.environ.get("CI")
        pytest.skip("needs the real listings in ../shared")
    return {date.fromisoformat(path.stem): json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))}


def row(number, day=date(2025, 3, 12), **known):
    """A row as the API gives it."""
    paper = {
        "id": f"{day:%y%m}.{day.day * 1000 + number:05}",
        "title": f"Paper {number} of {day}",
        "summary": f"Abstract {number} of {day}. It has two sentences.",
        "authors": [{"name": f"Ada Example{number}", "hidden": False}],
        "publishedAt": f"{day}T00:00:00.000Z",
        "upvotes": 100 - number % 90,
    }
    return {"paper": paper | known, "title": paper["title"], "numComments": 1}


def rows(count, day=date(2025, 3, 12)):
    return [row(number, day) for number in range(1, count + 1)]
