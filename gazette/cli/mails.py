"""Draw mails from the listings as they are, with the cache of the last build; nothing is published or kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from gazette import config
from gazette.archive.digests import Digests
from gazette.cli.build_options import Build
from gazette.config import Site
from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.mailing.run import MailOf
from gazette.rendering import mails

DigestOf = Callable[[str], MailOf]


class Mails(NamedTuple):
    """The names of the latest day with papers and of the latest complete week are "" if they do not exist."""

    site: Site
    latest_day: str
    latest_week: str
    digest_of: DigestOf
    """Returns, for a day or a week, the function that draws its mail about some subjects; no subjects are all."""


def of(options: Options, make: Build, report: Report | None = None, unsubscribe: str = "") -> Mails:
    """The mails of an archive; `unsubscribe` is as for `mails.draw`.

    Mistakes if the archive has errors; its warnings are added to the report.
    """
    site = config.load(options.source)
    built = make(replace(options, for_mails=True), report or Report())
    renderer, archive = built.renderer, built.archive
    assert renderer
    digests = Digests(archive)

    def digest_of(name: str) -> MailOf:
        return lambda subjects: mails.draw(renderer, archive, site, name, subjects, unsubscribe)

    return Mails(site, digests.latest_day, digests.latest_week, digest_of)
