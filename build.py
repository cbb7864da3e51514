#!/usr/bin/env python3
"""Build the site:  python3 build.py

content/ is read, parsed, merged into one archive, laid out as pages, drawn, and
published into public/.  Each step is a module of gazette/ that bears its name.
`python3 build.py --help` tells the other commands.
"""

import sys
from pathlib import Path

from gazette.cli import venv

if __name__ == "__main__":
    venv.ensure(Path(__file__).resolve().parent, for_tests=sys.argv[1:2] == ["test"], exit_if_unchanged=True)

from msgspec.structs import replace

from gazette import config, pages
from gazette.archive import merge, recall
from gazette.cache.database import Memory
from gazette.cli import arguments, check, daily
from gazette.cli.order import Built, Job, Order
from gazette.core.errors import Report
from gazette.listings import importers, redirects, standalone
from gazette.publishing.edition import Edition
from gazette.rendering.renderer import Renderer
from gazette.sources import files


def build(order: Order, report: Report) -> Built:
    """One edition of the site that `order` names; Mistakes, and the old site untouched, if it cannot be."""
    site = config.load(order.source)
    with Memory(order.memory) as memory:
        job = Job(order, site, memory, order.glance(), report)
        return daily.build(job) or whole(job)


def whole(job: Job) -> Built:
    """The edition that all of content/ makes, whatever was built before."""
    order, site, memory, _, report = job
    sources = files.read(order.source, order.content, report)
    order.stages.done("read", sources.listings)
    listings = memory.listings(sources.listings, importers.parse, report, order.jobs, order.fresh)
    gathered = merge.gather(order.until_day(order.stages.done("parse", listings)))
    merged = replace(
        merge.join(gathered, job.rules),
        standing=standalone.parse_all(sources.standing, report),
        redirects=redirects.parse(sources.redirects, report),
        assets=sources.assets,
    )
    order.stages.done("merge", merged.papers)
    planned = order.stages.done("plan", pages.plan(merged, site, report))
    paths = frozenset(page.path for page in planned)
    navigation = pages.navigation(site, paths, report)
    report.settle()
    if order.checked_on:
        check.warn(listings, order.checked_on, report)
        return Built(merged, Edition(order.output, order.inputs))
    if order.fresh:
        memory.templates.forget()
    renderer = Renderer(order.source, site, sources.addresses, paths, navigation, memory.templates)
    facts = renderer.facts(planned)
    known = None if order.fresh else memory.pages.all()
    return job.publish(
        merged, planned, renderer, known, lambda: recall.put_away(memory.archive, gathered, merged, job.rules, facts)
    )


if __name__ == "__main__":
    arguments.leave(arguments.main(build))
