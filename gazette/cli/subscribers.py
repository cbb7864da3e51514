"""The command `subscribers`: import, list, remove and export who gets the digest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from gazette import config
from gazette.cli import build_options, commands
from gazette.config import Site
from gazette.core import errors, names
from gazette.core.errors import Refusal, Report, counted
from gazette.core.options import Options
from gazette.mailing import imports, places, tables
from gazette.mailing import subscribers as files
from gazette.mailing.imports import Imported
from gazette.mailing.subscribers import Subscriber

NOT_FOUND = 1


def subscribers(args: argparse.Namespace, report: Report) -> int:
    """Run the action that the command line names."""
    options = build_options.of(args)
    site = config.load(options.source)
    if not site.mail_subscribers:
        raise Refusal(f"{names.SITE_YAML} has no mail.subscribers; add the path of a file outside the site")
    _check(args)
    path = places.subscribers(site, options, report)
    if args.action == "import":
        return _import(args, site, options, path, report)
    if args.action == "remove":
        return _remove(args, site, options, path, report)
    every = _load(path, report)
    if args.action == "list":
        with tables.reading(places.ledger(site, options), site.authority) as base:
            print(files.table(every, tables.bounces(base) if base else ()))
    else:
        print(files.as_csv(every), end="")
    return commands.DONE


def _check(args: argparse.Namespace) -> None:
    needs = {"import": "a CSV file", "remove": "an address"}.get(args.action, "")
    if bool(needs) != bool(args.values):
        way_out = f"name {needs}" if needs else "leave out the arguments"
        raise Refusal(f"`subscribers {args.action}` takes {needs or 'no arguments'}; {way_out}")


def _load(path: Path, report: Report) -> list[Subscriber]:
    """The subscribers; Mistakes if the file has errors."""
    every = files.load(path, report)
    report.raise_errors()
    return every


def _import(args: argparse.Namespace, site: Site, options: Options, path: Path, report: Report) -> int:
    """Add the subscribers of files, and remove those who left. Rows with errors are reported and left out."""
    with files.changing(path):
        known = _load(path, report) if path.exists() else []
        for name in args.values:
            found = imports.read(Path(name), report)
            _warn_about_subjects(found, name, site, options, report)
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
        (len(found.active) - merged.new - merged.changed, "as before"),
        (len(found.left), "not subscribed any more"),
        (merged.removed, "removed"),
        (found.waiting, "not confirmed"),
    )
    more = "".join(f", {count:,} {what}" for count, what in counts if count)
    return f"{name}: {merged.new:,} new{more}; {counted(len(merged.subscribers), 'subscriber')}"


def _warn_about_subjects(found: Imported, name: str, site: Site, options: Options, report: Report) -> None:
    """Warn about subjects that no page is about: a misspelt one gives no mails."""
    topics = {topic.slug for topic in site.topics}
    checked: dict[str, bool] = {}
    for each in found.active:
        for slug in sorted(each.subjects):
            if slug not in checked:
                checked[slug] = slug in topics or (options.output / "tags" / f"{slug}.html").is_file()
                if not checked[slug]:
                    way_out = errors.nearest(slug, topics, "correct it, or build the site first")
                    report.about(name).warn(found.lines[each.key], f"no page has the subject {slug!r}", way_out)


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
    _forget_bounces(keys, site, options)
    for address in missing:
        print(f"{path}: there is no subscriber {address}; look at `subscribers list`", file=sys.stderr)
    if not args.quiet and len(missing) < len(args.values):
        print(f"removed {counted(len(args.values) - len(missing), 'subscriber')}")
    return NOT_FOUND if missing else commands.DONE


def _forget_bounces(keys: Iterable[str], site: Site, options: Options) -> None:
    with tables.reading(places.ledger(site, options), site.authority) as base:
        if base:
            for key in keys:
                tables.forget_bounce(base, key)
