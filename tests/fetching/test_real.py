"""Real days, fetched through a local server: killed at any moment and resumed, and in every revision."""

import json
import random
from datetime import UTC, date, datetime

import pytest

from gazette.listings import markdown
from tests import site as sites
from tests.fetching import process
from tests.fetching.conftest import SHARED
from tests.fetching.upstream import Upstream
from tests.make import some

NOW = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("few", [pytest.param(True), pytest.param(False, marks=pytest.mark.slow)])
def test_a_fetch_that_is_killed_at_random_moments_and_resumed_gives_the_same_listings(few, real_days, tmp_path):
    chance = random.Random(few)
    every = dict(list(real_days.items())[:12]) if few else real_days
    kills = 3 if few else 50
    with Upstream(every) as upstream:
        assert process.fetch(tmp_path / "whole", upstream.url, NOW, [*every])[0] == []
        expected = sites.files(tmp_path / "whole/content")
        folder, killed = tmp_path / "killed", 0
        step = max(1, len(every) // kills)
        while killed < kills:
            done = {path.stem for path in (folder / "content").rglob("2*.md")}
            left = [day for day in every if str(day) >= max(done, default="")]
            running = process.start(folder, upstream.url, NOW, left)
            alive = process.kill_after(running, upstream, chance.randrange(1, 2 * step), chance.uniform(0, 0.03))
            if not alive:
                assert running.returncode == 0
                break
            killed += 1
        assert killed >= kills // 2
        assert process.fetch(folder, upstream.url, NOW, [*every])[0] == []
    assert sites.files(folder / "content") == expected
    assert sum(path.endswith(".md") for path in expected) == len(every)


def test_fetched_listings_of_real_days_are_canonical_and_complete(real_days, tmp_path):
    every = dict(list(real_days.items())[::40])
    with Upstream(every) as upstream:
        assert process.fetch(tmp_path, upstream.url, NOW, [*every])[0] == []
    for day, rows in every.items():
        text = (tmp_path / f"content/{day.year}/{day}.md").read_text("utf-8")
        listing = markdown.parse(text)
        assert markdown.dump(listing) == text
        assert [entry.arxiv or entry.id for entry in listing.entries] == [row["paper"]["id"] for row in rows]
        assert [entry.votes for entry in listing.entries] == [row["paper"]["upvotes"] for row in rows]


def revisions():
    """The revisions of each day, the oldest first."""
    fixtures = SHARED / "fixtures/hf_api"
    found = {}
    for folder in sorted((fixtures / "revisions").glob("*")):
        found[date.fromisoformat(folder.name)] = [path.read_text() for path in sorted(folder.glob("*.json"))]
    for path in sorted((fixtures / "second_snapshot").glob("*.json")):
        first = SHARED / f"listings/hf/{path.name[:4]}/{path.name}"
        found[date.fromisoformat(path.stem)] = [each.read_text() for each in (first, path) if each.is_file()]
    return found


def papers(folder, day):
    path = folder / f"content/{day.year}/{day}.md"
    if not path.exists():
        return {}
    entries = markdown.parse(path.read_text("utf-8")).entries
    found = {entry.arxiv: (entry.votes, entry.comments, entry.stars) for entry in entries}
    assert len(found) == len(entries)
    return found


def expected(bodies):
    """The papers of all bodies that are lists of rows, with their greatest counts."""
    found = {}
    for body in bodies:
        rows = json.loads(body)
        for row in rows if isinstance(rows, list) and isinstance(rows[0], dict) else ():
            paper = row["paper"]
            stars = paper.get("githubStars", row.get("githubStars"))
            counts = (paper["upvotes"], row["numComments"], stars)
            before = found.get(paper["id"], (None,) * 3)
            found[paper["id"]] = tuple(
                max((c for c in pair if c is not None), default=None) for pair in zip(before, counts, strict=True)
            )
    return found


ORDERS = ["in order", "backwards", "shuffled", "twice"]


@pytest.mark.parametrize("order", ORDERS)
def test_revisions_of_an_answer_in_any_order_give_all_papers_and_the_greatest_counts(order, tmp_path):
    if not SHARED.is_dir():
        pytest.skip("needs the recorded answers in ../shared")
    assert len(revisions()) >= 15
    for day, bodies in some(revisions().items(), len(ORDERS), start=ORDERS.index(order)):
        chosen = {
            "in order": bodies,
            "backwards": bodies[::-1],
            "shuffled": random.Random(7).sample(bodies * 2, len(bodies) * 2),
            "twice": bodies * 2,
        }[order]
        wanted = expected(bodies)
        with Upstream(etags=False) as upstream:
            for body in chosen:
                before = papers(tmp_path, day)
                upstream.files["/api/daily_papers"] = body.encode()
                errors, _ = process.fetch(tmp_path, upstream.url, NOW, [day])
                rows = len(expected([body]))
                assert bool(errors) == (rows == 0 or rows * 2 <= len(before))
                assert before.keys() <= papers(tmp_path, day).keys()
        assert papers(tmp_path, day) == wanted
