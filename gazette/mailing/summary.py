"""How a digest is sent, and what became of its mails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from gazette.core.errors import counted


class Flags(NamedTuple):
    """How to send."""

    clock: Callable[[], datetime]
    to: str = ""
    """Send only to this address, and record nothing."""
    dry_run: bool = False
    first_send: bool = False
    say: Callable[[str], None] = print
    """Prints what has to be known even if the process ends now."""


@dataclass(slots=True)
class Summary:
    """How many mails of a digest were sent, and what became of the others."""

    name: str
    sent: int = 0
    before: int = 0
    """Those that the ledger has, from an earlier run or from another process."""
    empty: int = 0
    """Subscribers for whose subjects there is nothing."""
    bounced: list[str] = field(default_factory=list)
    """The addresses that bounced now, or before."""
    unknown: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    """Who has not received it, and why; a later run tries again."""
    stopped: str = ""
    """Why the run ended before all mails were offered."""
    interrupted: int = 0
    """How many mails of other digests nobody knows about."""
    dry: bool = False

    @property
    def recipients(self) -> int:
        """How many the digest is for."""
        return self.sent + self.before + self.empty + len(self.bounced) + len(self.failed) + len(self.unknown)

    @property
    def complete(self) -> bool:
        return not (self.unknown or self.failed or self.stopped)

    def __str__(self) -> str:
        counts = (
            (self.before, "had it before"),
            (self.empty, "with nothing for them"),
            (len(self.bounced), "bounced"),
            (len(self.failed), "not sent"),
            (len(self.unknown), "unknown"),
        )
        word = "would send" if self.dry else "sent"
        parts = [f"{word} {counted(self.sent, 'mail')} of {self.name}", *(f"{n:,} {what}" for n, what in counts if n)]
        return ", ".join(parts)


def options(name: str) -> str:
    """The options of `digest` that name a digest."""
    if "-W" not in name:
        return f"--date {name}"
    year, week = name.split("-W")
    return f"--weekly --date {date.fromisocalendar(int(year), int(week), 1)}"
