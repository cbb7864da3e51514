#!/usr/bin/env python3
"""Build the site:  python3 build.py

content/ is read, parsed, merged into one archive, laid out as pages, drawn, and
published into public/.  Each step is a module of gazette/ that bears its name.
`python3 build.py --help` tells the other commands.
"""

import sys
from pathlib import Path

from gazette import setup

if __name__ == "__main__":
    setup.ready(Path(__file__).resolve().parent, for_tests=sys.argv[1:2] == ["test"])

from msgspec.structs import replace

from gazette import archive, checks, cli, config, content, importers, pages, redirects, standing, topics
from gazette.commands import Built, Order
from gazette.errors import Report
from gazette.memory import Memory
from gazette.publish import Edition
from gazette.render import Renderer


def build(order: Order, report: Report) -> Built:
    """One edition of the site that `order` names; Mistakes, and the old site untouched, if it cannot be."""
    site = config.load(order.source)
    sources = content.read(order.source, order.content, report)
    with Memory(None if order.checked_on else order.source / ".gazette") as memory:
        listings = memory.listings(sources.listings, importers.parse, report, order.jobs)
        words = topics.vocabulary(site.topics)
        merged = archive.merge(
            order.until_day(listings), site.authority, site.tags_minimum, words, site.authors_minimum
        )
        whole = replace(
            merged,
            standing=standing.parse_all(sources.standing, report),
            redirects=redirects.parse(sources.redirects, report),
            assets=sources.assets,
        )
        planned = pages.plan(whole, site, report)
        navigation = pages.navigation(site, planned, report)
        report.settle()
        if order.checked_on:
            checks.tell(listings, order.checked_on, report)
            return Built(whole, Edition(order.output, order.inputs))
        artist = order.preview(Renderer(order.source, site, whole, planned, navigation), planned)
        with Edition(order.output, order.inputs) as edition:
            drawn = edition.fill(planned, artist, None if order.fresh else memory.pages(), order.jobs)
        memory.drew(drawn, edition.removed)
    return Built(whole, edition)


if __name__ == "__main__":
    sys.exit(cli.main(build))
