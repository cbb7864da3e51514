"""The command `new`: start an archive in a folder of its own."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from gazette import config
from gazette.cli import clock, program, requirement
from gazette.config import values
from gazette.core import names, text
from gazette.core.errors import BadValue, Refusal, Report
from gazette.fetching.days import FIRST_DAYS
from gazette.sources.documents import Node

STARTER = Path(__file__).with_name("starter")
SAMPLE = "-sample.md"
"""The end of the name of the sample day."""
FILES = {
    "site.yaml": names.SITE_YAML,
    "gitignore": ".gitignore",
    "readme.md": "README.md",
    "requirements.txt": "requirements.txt",
    "sample.md": f"content/{{day.year}}/{{day}}{SAMPLE}",
    "publish.yml": ".github/workflows/publish.yml",
}
"""The files of the folder `starter`, and their paths in a new archive."""
VERBATIM = ("gitignore", "publish.yml")
"""Those that are copied; in the others, names in braces are replaced."""
KEPT = frozenset([".git", ".venv", "LICENSE"])
"""What a folder may already have."""
ASKED = {"title": "the title", "url": "the address of the site"}
SAMPLE_URL = "https://papers.example.org/"


def new(args: argparse.Namespace, report: Report) -> None:
    """Write the files of a new archive. Raises Refusal if the folder has files, or a value cannot be used."""
    folder: Path = args.folder
    _check(folder)
    _require_terminal(args)
    title = _title(args.title or _ask("Title of the archive", _title_of(folder)))
    url = _url(args.url) if args.url else _asked_url()
    origin = text.line(args.gazette or requirement.current())
    for path, written in _files(title, url, origin).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(written, "utf-8", newline="\n")
    if requirement.is_local(origin):
        what = "names a place that only this machine has"
        way_out = "to publish elsewhere, name a package or a repository, as in `gazette @ git+https://…@COMMIT`"
        report.about(os.path.relpath(folder / "requirements.txt")).warn(1, what, way_out)
    if not args.quiet:
        command = "python3 build.py" if program.name() == program.SCRIPT else program.name()
        fetch = f"{command} fetch --source {shlex.quote(str(folder))}"
        print(f"created {folder}; next, run `{fetch}`, or write a listing in {folder / 'content'}")


def remove_sample(content: Path) -> list[Path]:
    """Remove the sample day if nobody changed it; returns the files that were removed.

    It has the day on which the archive was started, so it would be the latest day of an archive of older days.
    """
    removed = []
    for path in sorted(content.glob(f"*/*{SAMPLE}")):
        day = path.name.removesuffix(SAMPLE)
        if path.read_bytes() == _text("sample.md", {"day": day}).encode():
            path.unlink()
            removed.append(path)
    return removed


def _files(title: str, url: str, origin: str) -> dict[str, str]:
    """The texts of all files, by their paths."""
    today = clock.today("UTC")
    facts = {
        "title": title,
        "yaml_title": _in_yaml(title),
        "url": url,
        "day": today - timedelta(FIRST_DAYS - 1),  # so that the first fetch gets the days since then
        "authority": f"{urlsplit(url).hostname},{today.year}",
        "gazette": origin,
    }
    found = {path.format(**facts): _text(name, facts) for name, path in FILES.items()}
    problems = Report(names.SITE_YAML)
    config.parse(found[names.SITE_YAML], problems)
    if problems.errors:
        raise Refusal(f"{problems.errors[0].what}; give another --title or --url")
    return found


def _check(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is a file; name a folder that does not exist")
    if folder.is_dir() and (found := sorted({path.name for path in folder.iterdir()} - KEPT)):
        raise Refusal(f"{folder} is not empty (it has {found[0]}); name a folder that does not exist")


def _require_terminal(args: argparse.Namespace) -> None:
    """Refusal if nobody can answer a question."""
    missing = [name for name in ASKED if not getattr(args, name)]
    if missing and not (sys.stdin and sys.stdin.isatty()):
        wanted, options = " and ".join(ASKED[name] for name in missing), " and ".join(f"--{name}" for name in missing)
        raise Refusal(f"there is no terminal to ask for {wanted}; pass {options}")


def _ask(question: str, default: str) -> str:
    try:
        return input(f"{question} [{default}]: ").strip() or default
    except EOFError:
        raise Refusal("the question was not answered; run the command again") from None


def _title_of(folder: Path) -> str:
    """A title from the name of the folder."""
    return folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "My papers"


def _title(written: str) -> str:
    title = text.line(text.clean(written))
    if not title:
        raise Refusal("the title is empty; pass --title")
    return title


def _url(written: str) -> str:
    try:
        return values.site_url(Node(written, 1))
    except BadValue as bad:
        raise Refusal(f"--url: {bad}") from bad


def _asked_url() -> str:
    """Ask until the answer is an address."""
    while True:
        try:
            return values.site_url(Node(_ask("Its address on the web", SAMPLE_URL), 1))
        except BadValue as bad:
            print(bad, file=sys.stderr)


def _in_yaml(title: str) -> str:
    """The title as a value in YAML, in quotes if it needs them."""
    problems = Report(names.SITE_YAML)
    plain = config.parse(f"title: {title}\nurl: {SAMPLE_URL}\n", problems)
    return title if plain.title == title and not problems.errors else json.dumps(title, ensure_ascii=False)


def _text(name: str, facts: dict[str, object]) -> str:
    starter = (STARTER / name).read_text("utf-8")
    return starter if name in VERBATIM else starter.format(**facts)
