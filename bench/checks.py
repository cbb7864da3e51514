"""Check files and folders before a command starts its work."""

from __future__ import annotations

from pathlib import Path

from gazette.core.errors import Refusal


def require_path(path: Path, advice: str) -> None:
    """Raise Refusal unless `path` exists."""
    if not path.exists():
        raise Refusal(f"{path} does not exist; {advice}")


def require_file(path: Path, advice: str) -> None:
    """Raise Refusal unless `path` is a file."""
    if not path.is_file():
        raise Refusal(f"{path} {'is not a file' if path.exists() else 'does not exist'}; {advice}")


def require_folder(path: Path, advice: str) -> None:
    """Raise Refusal unless `path` is a folder."""
    if not path.is_dir():
        raise Refusal(f"{path} {'is not a folder' if path.exists() else 'does not exist'}; {advice}")
