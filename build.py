#!/usr/bin/env python3
"""Build the site:  python3 build.py

A build finds the files that changed since the last one, parses the listings among them, merges these into the archive,
plans the pages that this affects, draws them, and publishes them into public/.  Each step is a folder of gazette/.
`python3 build.py --help` lists the other commands.
"""

import os
import sys

from gazette.cli import venv

if __name__ == "__main__":
    root = os.path.dirname(os.path.realpath(__file__))
    for_tests = sys.argv[1:2] == ["test"] and sys.argv[2:] not in (["-h"], ["--help"], ["--version"])
    venv.ensure(root, for_tests, exit_if_unchanged=True)

from msgspec.structs import replace

from gazette import config
from gazette.archive import contradictions, health, moves, tags
from gazette.archive.merge import Rules
from gazette.archive.update import update
from gazette.cache.database import Cache
from gazette.cli import arguments
from gazette.config import Site
from gazette.core.errors import DamagedCache, Report
from gazette.core.model import Archive
from gazette.core.options import Options
from gazette.listings import importers, redirects, standalone
from gazette.publishing import dead_links
from gazette.publishing.draft import Planner, draw
from gazette.publishing.edition import Built, Edition
from gazette.rendering import mails
from gazette.rendering.renderer import Renderer
from gazette.sources import files, inputs
from gazette.sources.files import Content


def build(options: Options, report: Report) -> Built:
    """Publish the site.  If it cannot be built: Mistakes or Refusal, and the published site stays as it was."""
    site = config.load(options.source, report if options.checked_on else None)
    files.check_content(options.source, options.content, report)
    if not options.checked_on:  # which reports the errors of all files together
        report.raise_errors()
    try:
        with Cache(options.cache, options.fresh) as cache:
            return build_with(cache, site, options, report)
    except DamagedCache:  # it is deleted now
        report.clear()
        with Cache(None) as cache:
            return build_with(cache, site, options, report)


def build_with(cache: Cache, site: Site, options: Options, report: Report) -> Built:
    with Edition(options.output, options.folders, dry=options.publishes_nothing) as edition:
        changes = cache.compare(options)
        options.timings.done("compare", len(changes.changed))
        read = inputs.read(options, changes, report)
        listings = cache.parse(read, importers.parse, rules := Rules.of(site), options, report)
        options.timings.done("parse", len(listings.after))
        merged = update(cache.store, listings, rules, options.jobs)
        tags.warn(listings.after, cache.store, rules, report)
        archive = _with_other_files(merged.archive, read.content, cache, rules, report)
        options.timings.done("merge", len(archive.papers))
        planner = Planner(site, cache, edition, options, report)
        draft = planner.plan(archive, merged.affected, read.reason or merged.reason)
        report.raise_errors()
        renderer = Renderer(options.source, site, draft.assets, draft.addresses, draft.navigation, cache.templates)
        if options.checked_on:
            contradictions.warn(every := listings.all(), options.checked_on, archive.findings, report)
            dead_links.warn_undrawn(cache, draft, renderer, archive, options, report)
            return Built(archive, edition, draft.reason, moves=merged.moves, listings=every)
        if options.for_mails:
            mails.load(cache.store, renderer)
            return Built(archive, edition, draft.reason, renderer=renderer)
        draw(draft, renderer, edition, cache, options)
        dead_links.warn(cache, draft, archive, options, report)
        found = moves.new_addresses(edition.removed, merged.moves, archive.papers)
    options.timings.done("publish", len(edition.changed))
    number = cache.commit(changes.files | edition.published, options)
    options.timings.done("commit", edition.drawn)
    return Built(archive, edition, draft.reason, number, merged.moves, new_addresses=found)


def _with_other_files(archive: Archive, content: Content, cache: Cache, rules: Rules, report: Report) -> Archive:
    return replace(
        archive,
        findings=health.findings(archive, cache.store.every("tag"), rules, report.hints),
        standalone=standalone.parse_all(content.standalone, report),
        redirects=redirects.parse(content.redirects, report),
    )


if __name__ == "__main__":
    arguments.leave(arguments.main(build))
