#!/usr/bin/env python3
"""Build the site:  python3 build.py

content/ is read, parsed, merged into one archive, laid out as pages, drawn, and
published into public/.  Each step is a module of gazette/ that bears its name.
`python3 build.py --help` tells the other commands.
"""

import sys
from functools import partial
from pathlib import Path

from gazette import setup

if __name__ == "__main__":
    setup.ready(Path(__file__).resolve().parent, for_tests=sys.argv[1:2] == ["test"], idle=True)

from msgspec.structs import replace

from gazette import archive, checks, cli, config, content, daily, importers, pages, recall, redirects, standing, topics
from gazette.archive import Rules
from gazette.errors import Report
from gazette.memory import Memory
from gazette.order import Built, Order
from gazette.publish import Edition
from gazette.render import Renderer


def build(order: Order, report: Report) -> Built:
    """One edition of the site that `order` names; Mistakes, and the old site untouched, if it cannot be."""
    glance = order.glance()
    site = config.load(order.source)
    rules = Rules(site.authority, site.tags_minimum, topics.vocabulary(site.topics), site.authors_minimum)
    with Memory(order.memory) as memory:
        if built := daily.build(order, site, rules, memory, glance, report):
            return built
        sources = content.read(order.source, order.content, report)
        order.stages.done("find", sources.listings)
        listings = memory.listings(sources.listings, importers.parse, report, order.jobs, order.fresh)
        order.stages.done("read", listings)
        gathered = archive.gather(order.until_day(listings))
        whole = replace(
            archive.join(gathered, rules),
            standing=standing.parse_all(sources.standing, report),
            redirects=redirects.parse(sources.redirects, report),
            assets=sources.assets,
        )
        order.stages.done("merge", whole.papers)
        planned = pages.plan(whole, site, report)
        paths = frozenset(page.path for page in planned)
        navigation = pages.navigation(site, paths, report)
        report.settle()
        order.stages.done("plan", planned)
        if order.checked_on:
            checks.tell(listings, order.checked_on, report)
            return Built(whole, Edition(order.output, order.inputs))
        artist = Renderer(order.source, site, sources.addresses, paths, navigation)
        shown = order.seen_by(artist, planned)
        with Edition(order.output, order.inputs) as edition:
            facts = artist.facts(planned)
            put_away = partial(recall.put_away, memory.archive, gathered, whole, rules, facts)
            drawn = edition.fill(
                planned, shown, order.trusted(memory), order.jobs, meanwhile=lambda: memory.attempt(put_away)
            )
            order.stages.done("draw", drawn)
        order.stages.done("publish", edition.changed)
        memory.attempt(lambda: memory.pages.keep(drawn, planned, edition.removed))
        memory.attempt(lambda: memory.archive.put_fact("size", edition.size))
        order.keep(memory, glance)
        order.stages.done("remember", whole.papers)
    return Built(whole, edition, glance)


if __name__ == "__main__":
    sys.exit(cli.main(build))
