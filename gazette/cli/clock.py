"""The current time, for the commands whose results depend on it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """In UTC."""
    return datetime.now(UTC)


def today(timezone: str) -> date:
    """The day in a time zone."""
    return now().astimezone(ZoneInfo(timezone)).date()


def day_of_mails() -> str:
    """The day that the ledger has for what is sent at this moment."""
    return now().date().isoformat()
