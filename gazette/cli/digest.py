"""The command `digest`: print the digest of a day or a week, or send it."""

from __future__ import annotations

import argparse
import sys

from gazette.cli import build_options, clock, commands, mails
from gazette.cli.build_options import Build
from gazette.core.errors import Problem, Refusal, Report
from gazette.core.options import Options
from gazette.mailing import send as mailing
from gazette.mailing.summary import Flags, Summary
from gazette.mailing.summary import options as flags
from gazette.mailing.tables import DAYS_OPEN
from gazette.rendering.mails import UNSUBSCRIBE, Mail

INCOMPLETE = 1


def digest(args: argparse.Namespace, make: Build, report: Report) -> int:
    """Print a digest, or send it. Refusal if it does not exist."""
    _check(args)
    options = build_options.of(args)
    sends = bool(args.send or args.to or args.dry_run)
    site, day, week, digest_of = _open(options, make, report, sends)
    name = _name(args, day, week)
    mail = _existing(digest_of(name)(frozenset()), name, week)
    if not sends:
        print(mail.html if args.html else mail.text)
        return commands.DONE
    how = Flags(clock.now, args.to or "", args.dry_run, args.first_send, say)
    summary = mailing.send(site, options, name, digest_of(name), how, report)
    commands.print_warnings(report)
    report.clear()
    if not args.quiet:
        print(summary)
    for each in mailing.unfinished(site, options, clock.day_of_mails()) if args.send else ():
        way_out = f"use `digest {flags(each)} --send`, or let `daily` send it within {DAYS_OPEN} days"
        say(str(Problem("mail", 0, f"not everybody has received the digest of {each}", way_out)))
    if summary.stopped:
        raise Refusal(summary.stopped)
    return commands.DONE if summary.complete else INCOMPLETE


def _open(options: Options, make: Build, report: Report, sends: bool) -> mails.Mails:
    """The digests of the archive as it is now; those that are sent have a place for the link to unsubscribe."""
    return mails.of(options, make, report, UNSUBSCRIBE if sends else "")


def _check(args: argparse.Namespace) -> None:
    """Refusal if options exclude each other."""
    if args.send and args.to:
        raise Refusal("--send sends to everybody, --to only to one address; leave out one of them")
    if args.first_send and not args.send:
        raise Refusal("--first-send belongs to --send; add it")
    if args.html and (args.send or args.to or args.dry_run):
        raise Refusal("--html prints the digest, and mails have both parts; leave it out")


def _name(args: argparse.Namespace, day: str, week: str) -> str:
    """The name of the digest that the command line asks for."""
    if args.weekly:
        year, number, _ = args.date.isocalendar() if args.date else (0, 0, 0)
        name = f"{year:04}-W{number:02}" if args.date else week
    else:
        name = str(args.date or day)
    if not name:
        raise Refusal(f"there is no {'complete week' if args.weekly else 'listing'} yet; add listings, or give --date")
    return name


def _existing(mail: Mail | None, name: str, latest_week: str) -> Mail:
    """The mail; Refusal if it does not exist. `latest_week` is the latest complete week."""
    if not mail and "W" in name and name > latest_week:
        way_out = "name an earlier --date, or wait for the first listing of the next week"
        raise Refusal(f"the week {name} is not complete; {way_out}")
    if not mail:
        raise Refusal(f"there are no papers for a digest of {name}; name another --date")
    return mail


def say(line: str) -> None:
    """Print what has to be known even if the process ends now."""
    print(line, file=sys.stderr, flush=True)


def send_latest(options: Options, make: Build, first_send: bool, quiet: bool) -> list[Problem]:
    """Send the digest of the latest day, and that of the latest complete week to those who asked for it.

    Before, those of the last days are sent to those who have not received them, as when the server was down.
    Returns what is wrong. Nobody gets a digest twice, so it does not matter how often this is called.
    """
    problems, warned = [], set[Problem]()
    site, day, week, digest_of = _open(options, make, Report(), sends=True)
    latest = [*filter(None, (day, week if site.mail_subscribers else ""))]
    before = [name for name in mailing.unfinished(site, options, clock.day_of_mails()) if name not in latest]
    mailing.begin(site, options, latest, clock.day_of_mails())
    for name in (*before, *latest):
        report = Report()
        how = Flags(clock.now, first_send=first_send and name == day, say=say)
        summary = mailing.send(site, options, name, digest_of(name), how, report)
        report.warnings[:] = [each for each in report.warnings if each not in warned]
        warned.update(report.warnings)
        commands.print_warnings(report)
        if not quiet and summary.recipients:
            print(summary)
        problems += _problems(summary)
    return problems


def _problems(summary: Summary) -> list[Problem]:
    if summary.stopped:
        what, _, way_out = summary.stopped.rpartition("; ")
        return [Problem("mail", 0, what, way_out)]
    if summary.complete:
        return []
    return [
        Problem(
            "mail",
            0,
            f"not all mails of {summary.name} were sent",
            "read the lines above, and let the next `daily` send them",
        )
    ]
