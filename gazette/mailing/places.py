"""Where the ledger and the file of subscribers are: outside everything that is published or committed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from gazette.config import Site
from gazette.core import names
from gazette.core.errors import Refusal, Report
from gazette.core.options import Options

LEDGER = "mail.sqlite"


def subscribers(site: Site, options: Options, report: Report) -> Path:
    """The file of subscribers; Refusal if it would be published, a warning if Git would add it."""
    path = _absolute(site.mail_subscribers, options)
    _check_folders(path, "mail.subscribers", (options.output, options.content, options.source / "static"))
    if would_add(path):
        way_out = "name it in .gitignore, or move it"
        report.about(str(path)).warn(0, "Git would publish the addresses with the repository", way_out)
    return path


def ledger(site: Site, options: Options) -> Path:
    """The file of the ledger; Refusal if it would be published, deleted with the cache, or kept in Git."""
    path = _absolute(site.mail_ledger, options) if site.mail_ledger else _state() / _folder(site.authority) / LEDGER
    cache = options.source / names.CACHE_FOLDER
    _check_folders(path, "mail.ledger", (options.output, options.content, options.source / "static", cache))
    if would_add(path):
        raise Refusal(
            f"mail.ledger: Git would add {path}, and an older copy could come back; name a file outside the "
            "repository, or name it in .gitignore"
        )
    return path


def _absolute(written: str, options: Options) -> Path:
    return Path(os.path.abspath(options.source / Path(written).expanduser()))


def _state() -> Path:
    """The folder for what programs keep, as the XDG specification has it."""
    given = os.environ.get("XDG_STATE_HOME", "")
    return (Path(given) if given.startswith("/") else Path.home() / ".local" / "state") / "gazette"


def _folder(authority: str) -> str:
    return re.sub(r"[^A-Za-z0-9.@,_-]", "-", authority).strip(".") or "-"


def _check_folders(path: Path, setting: str, folders: tuple[Path, ...]) -> None:
    """Refusal if the file is in one of the folders, also through a link."""
    for folder in folders:
        for each in {path, path.resolve()}:
            if each.is_relative_to(folder) or each.is_relative_to(folder.resolve()):
                what = f"{setting}: {path} is in {folder}, which is published, committed or deleted"
                raise Refusal(f"{what}; name a file outside it")


def would_add(path: Path) -> bool:
    """Whether Git tracks a file, or would add it; Refusal if there is a repository that Git cannot use."""
    path = path.resolve()
    folder = next(each for each in path.parents if each.is_dir())
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return False
    if _git(folder, "ls-files", "--error-unmatch", "--", str(path)).returncode == 0:
        return True
    asked = _git(folder, "check-ignore", "--quiet", "--", str(path))
    if asked.returncode not in (0, 1):
        said = asked.stderr.strip().partition("\n")[0]
        raise Refusal(f"git cannot say whether it would add {path}: {said}; correct that, or name a file elsewhere")
    return asked.returncode == 1


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return subprocess.CompletedProcess(words, 128, "", "it is not installed")
