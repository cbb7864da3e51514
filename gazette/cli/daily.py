"""The command `daily`: fetch, check, commit, build, deploy and ping, for a cron job.

A source that fails does not stop the rest: the site is built from what there is, and the command ends with status 1.
A listing with an error stops it before anything is committed or published.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gazette import config
from gazette.cli import build_options, commands
from gazette.cli import fetch as fetching
from gazette.cli.build_options import Build
from gazette.core import names
from gazette.core.errors import Mistakes, Problem, Refusal, Report
from gazette.core.options import Options
from gazette.fetching import days
from gazette.fetching.client import FetchError
from gazette.fetching.listed import Listed

MAX_QUIET_WEEKDAYS = 3
"""After so many weekdays without a listing, `daily` reports that nothing has come."""


def daily(args: argparse.Namespace, make: Build, report: Report) -> int:
    """Run all steps. Mistakes if a listing has an error, or at the end if fetching failed."""
    options = build_options.of(args)
    site = config.load(options.source)
    failed: list[Problem] = []
    if site.fetch_sources:
        _say("fetch", args)
        failed = _fetch(args)
    failed += _stale(options, site.timezone)
    _say("check", args)
    commands.check(args, make, report)
    if not args.no_commit:
        _say("commit", args)
        _commit(options)
    _say("build", args)
    commands.build(args, make, Report())
    if site.daily_deploy:
        _say("deploy", args)
        _run(["sh", "-c", site.daily_deploy], options.source, "daily.deploy")
    if failed:
        raise Mistakes(failed)
    if site.daily_ping:
        _ping(args, site.daily_ping)
    return commands.DONE


def _say(step: str, args: argparse.Namespace) -> None:
    if not args.quiet:
        print(f"# {step}", flush=True)


def _fetch(args: argparse.Namespace) -> list[Problem]:
    """Fetch the missing days; the errors of sources, which do not stop the rest."""
    report = Report()
    fetching.fetch(args, report)
    commands.print_warnings(report)
    return report.errors


def _stale(options: Options, timezone: str) -> list[Problem]:
    today = datetime.now(UTC).astimezone(ZoneInfo(timezone)).date()
    last = max((day for day in Listed(options.content, Report()).days if day <= today), default=None)
    if last is None:
        return [Problem(options.content.name, 0, "there are no listings", "add one, or set fetch.sources")]
    since = weekdays_after(last, today)
    if since < MAX_QUIET_WEEKDAYS:
        return []
    way_out = "look at the source, or add quiet listings"
    return [Problem(options.content.name, 0, f"no listing has come since {last}, for {since} weekdays", way_out)]


def weekdays_after(last: date, today: date) -> int:
    """The number of weekdays after `last` and before `today`, which may still get a listing."""
    return sum(days.is_weekday(day) for day in days.between(last, today)[1:-1])


def _commit(options: Options) -> None:
    """Commit what changed in content/, if the source is in a Git repository."""
    source, content = options.source, str(options.content)
    if _git(source, "rev-parse", "--is-inside-work-tree").returncode:
        return
    _run(["git", "add", "--all", "--", content], source, "git add")
    if not _git(source, "diff", "--cached", "--quiet", "--", content).returncode:
        return
    changed = _git(source, "diff", "--cached", "--name-only", "--", content).stdout.split()
    named = sorted({Path(name).stem for name in changed})
    words = "Listings of " + (named[0] if len(named) == 1 else f"{named[0]} to {named[-1]}")
    _run(["git", "commit", "--quiet", "--message", words, "--", content], source, "git commit")


def _git(source: Path, *words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", *words], cwd=source, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return subprocess.CompletedProcess(words, 1, "", "")


def _run(command: Sequence[str], source: Path, name: str) -> None:
    """Run a command; Refusal with its status if it fails."""
    sys.stdout.flush()
    try:
        status = subprocess.run(command, cwd=source, check=False).returncode
    except OSError as error:
        raise Refusal(f"{name}: {shlex.join(command)} cannot be run ({error.strerror})") from error
    if status:
        raise Refusal(f"{name} failed with status {status}; the steps before it are done")


def _ping(args: argparse.Namespace, url: str) -> None:
    options = build_options.of(args)
    try:
        with fetching.client(config.load(options.source), options) as client:
            client.get(url)
    except FetchError as error:
        print(f"warning: {names.SITE_YAML}: daily.ping: {error}", file=sys.stderr)
