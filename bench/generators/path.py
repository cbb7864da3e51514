"""Programs that are installed."""

from __future__ import annotations

import shutil
from pathlib import Path


def program(name: str, folder: Path | None = None) -> list[str] | None:
    """How a command begins that starts it from anywhere; looked for on PATH, or in one folder."""
    found = shutil.which(name, path=folder)
    return [f"{Path(found).absolute()}"] if found else None
