"""A simulated year of mornings: nothing is lost, nothing is there twice, and every gap is reported."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from gazette.listings import markdown
from tests.fetching import process
from tests.fetching.conftest import row
from tests.fetching.upstream import Upstream

START = date(2025, 1, 6)


class World:
    """What the source has: on each weekday some papers, of which some are late, with votes that grow for four days."""

    def __init__(self, seed, mornings):
        chance = random.Random(seed)
        self.days = [START + timedelta(number) for number in range(mornings)]
        weekdays = [day for day in self.days if day.weekday() < 5]
        self.holidays = set(chance.sample(weekdays[2:-8], max(1, mornings // 40)))
        self.papers = {}
        for day in weekdays:
            if day not in self.holidays:
                late = [0, 0, 0, *(chance.choice([0, 0, 0, 1, 1, 2, 5]) for _ in range(chance.randrange(2, 9)))]
                self.papers[day] = [day + timedelta(days) for days in late]

    def rows(self, day, today):
        """The rows of a day as they are on another day, most votes first."""
        seen = [number for number, since in enumerate(self.papers.get(day, ()), 1) if since <= today]
        found = [row(number, day, upvotes=self.votes(number, day, today)) for number in seen]
        return sorted(found, key=lambda each: -each["paper"]["upvotes"])

    @staticmethod
    def votes(number, day, today):
        return number + number % 5 * min(4, (today - day).days)


def listings(folder):
    return {path.stem: markdown.parse(path.read_text("utf-8")) for path in sorted((folder / "content").rglob("2*.md"))}


@pytest.mark.parametrize(
    ("mornings", "outages", "renamed", "repeated", "crash"),
    [
        pytest.param(26, (4, 12), 8, 9, 5, id="a month"),
        pytest.param(365, (60, 200), 120, 11, 7, id="a year", marks=pytest.mark.slow),
    ],
)
def test_a_year_needs_no_hand(mornings, outages, renamed, repeated, crash, tmp_path):
    world, chance = World(3, mornings), random.Random(4)
    reported, failed, killed = set(), set(), 0
    with Upstream(etags=True) as upstream:
        for number, today in enumerate(world.days):
            quiet = number >= mornings - 8  # the last week has no faults
            upstream.days = {day: world.rows(day, today) for day in world.days[max(0, number - 20) : number + 1]}
            upstream.faults = ["503"] * 50 if any(0 <= number - first < 3 for first in outages) and not quiet else []
            if number - renamed in (0, 1) and not quiet:
                upstream.faults = ["a renamed field"] * 50
            if number % repeated == 3 and not quiet and world.rows(today, today):
                earlier = [day for day in world.papers if day < today]
                upstream.days[today] = world.rows(max(earlier), today) if earlier else []
            before = listings(tmp_path)
            now = datetime(today.year, today.month, today.day, 7, 0, tzinfo=UTC)
            if number % crash == crash - 1 and not quiet:
                running = process.start(tmp_path, upstream.url, now)
                killed += process.kill_after(running, upstream, chance.randrange(1, 9), chance.uniform(0, 0.02))
                continue
            errors, gaps = process.fetch(tmp_path, upstream.url, now)
            reported |= set(gaps)
            failed |= {number} if errors else set()
            after = listings(tmp_path)
            for day, listing in before.items():
                order = [entry.arxiv for entry in listing.entries]
                assert [entry.arxiv for entry in after[day].entries][: len(order)] == order
            for day in world.days[max(0, number - 3) : number]:
                assert (day in gaps) == (day.weekday() < 5 and str(day) not in after), (today, day)
    assert killed >= mornings // crash // 2
    for first in (*outages, renamed):
        assert {first, first + 1} - {n for n in range(mornings) if n % crash == crash - 1} <= failed
    assert world.holidays <= reported
    found = listings(tmp_path)
    assert found.keys() == {str(day) for day in world.papers}
    for day, since in world.papers.items():
        votes = {entry.arxiv: entry.votes for entry in found[str(day)].entries}
        assert len(votes) == len(found[str(day)].entries)
        visible = {row["paper"]["id"]: row["paper"]["upvotes"] for row in world.rows(day, world.days[-1])}
        assert votes == visible
        assert len(votes) == sum(when <= world.days[-1] for when in since)
