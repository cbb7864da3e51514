"""Where this Gazette comes from, as a line of a requirements file."""

from __future__ import annotations

import json
import re
import subprocess
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import gazette
from gazette.core.version import ROOT

_SSH = re.compile(r"(?:ssh://)?[\w.-]+@(?P<host>[\w.-]+)[:/](?P<path>[^:].*)")


def current() -> str:
    """The package or the commit; an address that begins with file: if other machines have neither."""
    if (ROOT / ".git").exists():
        return of_clone(ROOT)
    try:
        origin = metadata.distribution("gazette").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        origin = None
    return of_package(origin)


def of_package(direct_url: str | None) -> str:
    """Of an installed package; `direct_url` is what pip noted about its origin, None if that is a package index."""
    if not direct_url:
        return f"gazette=={gazette.__version__}"
    origin = json.loads(direct_url)
    url = str(origin["url"])
    if vcs := origin.get("vcs_info"):
        url = f"{vcs['vcs']}+{_without_user(_without_ssh(url))}@{vcs['commit_id']}"
    elif "dir_info" in origin and (folder := Path(urlsplit(url).path)).joinpath(".git").exists():
        return of_clone(folder)
    return f"gazette @ {_without_user(url)}"


def of_clone(folder: Path) -> str:
    """The current commit of a clone, if the repository that it was cloned from has it; else the folder."""
    remote, commit = _git(folder, "remote", "get-url", "origin"), _git(folder, "rev-parse", "HEAD")
    remote = _without_ssh(remote)
    if commit and remote.startswith("https://") and _git(folder, "branch", "--remotes", "--contains", commit):
        return f"gazette @ git+{_without_user(remote)}@{commit}"
    return f"gazette @ {folder.as_uri()}"


def is_local(requirement: str) -> bool:
    """Whether only this machine has what the line names."""
    return "file:" in requirement


def _without_ssh(url: str) -> str:
    """An address that needs a key as one that does not."""
    found = _SSH.fullmatch(url)
    return f"https://{found['host']}/{found['path']}" if found else url


def _without_user(url: str) -> str:
    """An address without a name or a password, which must not get into a repository."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _git(folder: Path, *words: str) -> str:
    """What git prints; "" if it fails."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.strip()
