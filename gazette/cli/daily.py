"""The command `daily`: fetch, check, commit, build, deploy, mail and ping, for a cron job.

A source that fails does not stop the rest: the site is built from what there is, and the command ends with status 1.
A listing with an error stops it before anything is committed or published.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from gazette import config
from gazette.archive import channels
from gazette.cli import build_options, clock, commands, findings
from gazette.cli import fetch as fetching
from gazette.cli.build_options import Build
from gazette.config import Site
from gazette.core import names
from gazette.core.errors import Mistakes, Problem, Refusal, Report, counted
from gazette.core.options import Options
from gazette.fetching import days, hub
from gazette.fetching.client import FetchError
from gazette.fetching.listed import Listed
from gazette.publishing.edition import Built
from gazette.publishing.lock import Lock

LOCK = "daily.lock"
MAX_QUIET_WEEKDAYS = 3
"""After so many weekdays without a listing, `daily` reports that nothing has come."""
COMMITTED = (".", ":(exclude,glob)**/.*")
"""In content/, all files but hidden ones, such as the lock of a command that changes listings."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def daily(args: argparse.Namespace, make: Build, report: Report) -> None:
    """Run all steps. Mistakes if a listing has an error, or at the end if fetching failed."""
    options = build_options.of(args)
    site = config.load(options.source)
    with _alone(options):
        failed = _fetch(args, site)
        failed += _stale(options, site.timezone)
        try:
            _publish(args, make, report, site)
            if site.hub:
                _announce(site, options)
            failed += _mail(args, make, site)
        except Mistakes as mistakes:  # a listing with an error may have been read by `fetch` too
            raise Mistakes(dict.fromkeys([*failed, *mistakes.problems])) from None
        except BaseException:
            print(*(f"{problem}\n" for problem in failed), sep="", end="", file=sys.stderr)
            raise
        if failed:
            raise Mistakes(failed)
        if site.daily_ping:
            _ping(site, options)


@contextmanager
def _alone(options: Options) -> Iterator[None]:
    """Refusal if another run is at work in the same folder."""
    folder = options.source / names.CACHE_FOLDER
    folder.mkdir(exist_ok=True)
    lock = Lock(folder / LOCK)
    try:
        lock.acquire(limit=0)
    except TimeoutError:
        raise Refusal(f"another `daily` is at work in {options.source}; wait until it ends") from None
    try:
        yield
    finally:
        lock.release()


def _fetch(args: argparse.Namespace, site: Site) -> list[Problem]:
    """Fetch the missing days; the errors of sources, which do not stop the rest."""
    if not site.fetch_sources:
        return []
    _say("fetch", args)
    report = Report()
    named = argparse.Namespace(**{**vars(args), "date": None, "first": None, "last": None})
    fetching.fetch(named, report)
    commands.print_warnings(report)
    return report.errors


def _stale(options: Options, timezone: str) -> list[Problem]:
    today, folder = clock.today(timezone), options.content.name
    last = max((day for day in Listed(options.content, Report()).days if day <= today), default=None)
    if last is None:
        return [Problem(folder, 0, "there are no listings", "add one, or set fetch.sources")]
    since = weekdays_between(last, today)
    if since < MAX_QUIET_WEEKDAYS:
        return []
    way_out = "look at the source, or add quiet listings"
    return [Problem(folder, 0, f"no listing has come since {last}, for {since} weekdays", way_out)]


def weekdays_between(last: date, today: date) -> int:
    """The number of weekdays after `last` and before `today`, which may still get a listing."""
    return sum(days.is_weekday(day) for day in days.between(last, today)[1:-1])


def _publish(args: argparse.Namespace, make: Build, report: Report, site: Site) -> None:
    options = build_options.of(args)
    _say("check", args)
    try:
        make(replace(options, checked_on=clock.today(site.timezone)), report)
    except Mistakes as mistakes:
        note = Problem("", 0, "nothing was committed or published", "correct these mistakes and run the command again")
        raise Mistakes([*mistakes.problems, note]) from None
    found = findings.ordered((), [*report.warnings, *([] if args.quiet else report.hints)])
    print(*(f"{findings.line(each)}\n" for each in found), sep="", end="", file=sys.stderr)
    reported = {*report.warnings}
    report.clear()
    if not args.no_commit:
        _commit(args, options)
    _say("build", args)

    def make_quietly(options: Options, report: Report) -> Built:
        """A build without the warnings that were printed."""
        built = make(options, report)
        report.warnings[:] = [each for each in report.warnings if each not in reported]
        return built

    commands.build(argparse.Namespace(**{**vars(args), "verbose": False, "fresh": False}), make_quietly, report)
    report.clear()
    if site.daily_deploy:
        _say("deploy", args)
        _run(["sh", "-c", site.daily_deploy], options.source, "daily.deploy")


def _mail(args: argparse.Namespace, make: Build, site: Site) -> list[Problem]:
    """Send the latest digest, if mail is set; what is wrong with it."""
    if not site.mail_is_set:
        return []
    from gazette.cli import digest

    _say("mail", args)
    return digest.send_latest(build_options.of(args), make, args.first_send, args.quiet)


def _say(words: str, args: argparse.Namespace, mark: str = "# ") -> None:
    """Print the name of a step, or without the mark what came of it."""
    if not args.quiet:
        print(f"{mark}{words}", flush=True)


def _commit(args: argparse.Namespace, options: Options) -> None:
    """Commit what changed in content/, if it is in a Git repository."""
    content = options.content
    if not content.is_dir() or not _in_repository(content):
        return
    _say("commit", args)
    _run(["git", "add", "--all", "--", *COMMITTED], content, "git add")
    staged = _git(content, "diff", "--cached", "--name-only", "-z", "--", *COMMITTED).stdout.split("\0")
    if changed := [name for name in staged if name]:
        words = message(changed)
        _run(["git", "commit", "--quiet", "--message", words, "--", *COMMITTED], content, "git commit")
        _say(f"committed {counted(len(changed), 'file')}: {words}", args, "")
    else:
        _say("nothing to commit", args, "")


def _in_repository(folder: Path) -> bool:
    """Whether Git tracks files in a folder; Refusal if there is a repository that Git cannot use."""
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return False
    asked = _git(folder, "rev-parse", "--is-inside-work-tree")
    if asked.returncode:
        raise Refusal(f"git: {asked.stderr.strip().partition(chr(10))[0]}; correct that, or pass --no-commit")
    return True


def message(paths: Sequence[str]) -> str:
    """The message of a commit that changes these files."""
    named = sorted(found[0] for path in paths if (found := _DAY.match(path.rpartition("/")[2])))
    if not named:
        return "Update content"
    return f"Listings of {named[0]}" + (f" to {named[-1]}" if named[-1] != named[0] else "")


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return subprocess.CompletedProcess(words, 1, "", "it is not installed")


def _run(command: Sequence[str], folder: Path, name: str) -> None:
    """Run a command; Refusal with its status if it fails."""
    sys.stdout.flush()
    try:
        status = subprocess.run(command, cwd=folder, check=False).returncode
    except OSError as error:
        raise Refusal(f"{name}: {shlex.join(command)} cannot be run ({error.strerror}); install it") from error
    if status:
        raise Refusal(f"{name} failed with status {status}; correct that and run `daily` again")


def _announce(site: Site, options: Options) -> None:
    """Tell the hub which feeds may have changed."""
    try:
        with fetching.client(site, options) as client:
            hub.publish(client, site.hub, [site.absolute(link.address) for link in channels.of_whole_site(site)])
    except FetchError as error:
        print(f"warning: {names.SITE_YAML}: hub: {error}", file=sys.stderr)


def _ping(site: Site, options: Options) -> None:
    try:
        with fetching.client(site, options) as client:
            client.get(site.daily_ping)
    except FetchError as error:
        if error.status // 100 == 2:  # such as 204, without content
            return
        print(f"warning: {names.SITE_YAML}: daily.ping: {error}", file=sys.stderr)
