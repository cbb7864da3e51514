"""The current time and day."""

from datetime import UTC, date, datetime, timedelta

from gazette.cli import clock


def test_the_time_is_that_of_the_system():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_day_is_that_of_the_time_zone(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 12, 23, 30, tzinfo=UTC))
    assert clock.today("UTC") == date(2025, 3, 12)
    assert clock.today("Europe/Berlin") == date(2025, 3, 13)
    assert clock.today("America/New_York") == date(2025, 3, 12)


def test_the_day_of_mails_is_that_of_utc(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 12, 23, 30, tzinfo=UTC))
    assert clock.day_of_mails() == "2025-03-12"
