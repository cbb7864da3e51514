"""Find installed programs."""

from __future__ import annotations

import shutil
from pathlib import Path


def find_program(name: str, folder: Path | None = None) -> list[str] | None:
    """Return the absolute path of a program on PATH, or in `folder`, as the first word of a command."""
    path = shutil.which(name, path=folder)
    return [f"{Path(path).absolute()}"] if path else None
