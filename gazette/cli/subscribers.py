"""The command `subscribers`: import, list, add, remove and export who gets the digest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gazette import config
from gazette.cli import build_options, clock, commands
from gazette.config import Site
from gazette.core import names
from gazette.core.errors import Refusal, Report, counted
from gazette.core.options import Options
from gazette.mailing import imports, places, tables
from gazette.mailing import subscribers as files
from gazette.mailing.imports import Imported
from gazette.mailing.subjects import Subjects
from gazette.mailing.subscribers import Subscriber

NOT_FOUND = 1


def subscribers(args: argparse.Namespace, report: Report) -> int:
    """Run the action that the command line names."""
    options = build_options.of(args)
    site = config.load(options.source)
    if not site.mail_subscribers:
        where = options.source / names.SITE_YAML
        raise Refusal(f"{where} has no mail.subscribers; add the path of a file outside the site, or use --source")
    _check(args)
    path = places.subscribers(site, options, report)
    if args.action == "import":
        return _import(args, site, options, path, report)
    if args.action == "remove":
        return _remove(args, site, options, path, report)
    if args.action == "add":
        return _add(args, site, options, path, report)
    every = _load(path, report)
    if args.action == "list":
        with tables.reading(places.ledger(site, options), site.authority) as base:
            print(files.table(every, tables.bounces(base) if base else ()))
    else:
        print(files.as_csv(every), end="")
    return commands.DONE


def _check(args: argparse.Namespace) -> None:
    needs = {"import": "a CSV file", "remove": "an address", "add": "an address"}.get(args.action, "")
    if bool(needs) != bool(args.values):
        way_out = f"name {needs}" if needs else "leave out the arguments"
        raise Refusal(f"`subscribers {args.action}` takes {needs or 'no arguments'}; {way_out}")
    if args.action != "add" and (args.subjects is not None or args.frequency):
        raise Refusal(f"`subscribers {args.action}` takes no --subjects or --frequency; leave them out")


def _load(path: Path, report: Report) -> list[Subscriber]:
    """The subscribers; Mistakes if the file has errors."""
    every = files.load(path, report)
    report.raise_errors()
    return every


def _import(args: argparse.Namespace, site: Site, options: Options, path: Path, report: Report) -> int:
    """Add the subscribers of files, and remove those who left. Rows with errors are reported and left out."""
    subjects = Subjects(site, options)
    with files.changing(path):
        known = _load(path, report) if path.exists() else []
        for name in args.values:
            found = imports.read(Path(name), report)
            for each in found.active:
                subjects.check(found.lines[each.key], each, report.about(name))
            merged = imports.merge(known, found)
            if merged.subscribers != known:
                files.save(path, merged.subscribers)
            known = merged.subscribers
            if not args.quiet:
                print(_summary(name, found, merged))
    return commands.DONE


def _summary(name: str, found: Imported, merged: imports.Merged) -> str:
    counts = (
        (merged.changed, "changed"),
        (len(found.active) - merged.new - merged.changed - merged.respected, "as before"),
        (len(found.left), "not subscribed any more"),
        (merged.removed, "removed"),
        (found.waiting, "not confirmed"),
        (merged.respected, "left before (`subscribers add ADDRESS` adds one again)"),
    )
    more = "".join(f", {count:,} {what}" for count, what in counts if count)
    return f"{name}: {merged.new:,} new{more}; {counted(len(files.active(merged.subscribers)), 'subscriber')}"


def _remove(args: argparse.Namespace, site: Site, options: Options, path: Path, report: Report) -> int:
    with files.changing(path):
        every = _load(path, report)
        missing, keys = [], []
        for address in args.values:
            every, count = files.remove(every, address)
            keys += [files.key(address)]
            if not count:
                missing.append(address)
        if len(missing) < len(args.values):
            files.save(path, every)
    with tables.reading(places.ledger(site, options), site.authority) as base:
        if base:
            for key in keys:
                tables.forget(base, key, clock.day_of_mails())
    for address in missing:
        print(f"{path}: there is no subscriber {address}; look at `subscribers list`", file=sys.stderr)
    if not args.quiet and len(missing) < len(args.values):
        print(f"removed {counted(len(args.values) - len(missing), 'subscriber')}")
    return NOT_FOUND if missing else commands.DONE


def _add(args: argparse.Namespace, site: Site, options: Options, path: Path, report: Report) -> int:
    """Add addresses, also those that left or bounced before, or change what subscribers get."""
    with files.changing(path):
        known = _load(path, report) if path.exists() else []
        every, added = known, 0
        for address in args.values:
            every, count = files.add(every, address, args.subjects, args.frequency)
            added += count
        changed = [each for each in every if each not in known]
        if changed:
            files.save(path, every)
    subjects = Subjects(site, options)
    for each in changed:
        subjects.check(0, each, report.about("--subjects"))
    with tables.reading(places.ledger(site, options), site.authority) as base:
        if base:
            for address in args.values:
                tables.forget_bounce(base, files.key(address))
    if not args.quiet:
        print(_added(args, added, len(changed) - added))
    return commands.DONE


def _added(args: argparse.Namespace, added: int, changed: int) -> str:
    gets = f" ({args.frequency or files.DAILY}, {args.subjects or 'everything'})" if added else ""
    before = len(args.values) - added - changed
    counts = ((changed, "changed"), (before, "subscribed before"))
    more = "".join(f", {count:,} {what}" for count, what in counts if count)
    return f"added {counted(added, 'subscriber')}{gets}{more}"
