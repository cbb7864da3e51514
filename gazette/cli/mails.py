"""Draw mails from the listings as they are, with the cache of the last build; nothing is published or kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from gazette import config
from gazette.archive.digests import Digests
from gazette.cli.build_options import Build
from gazette.config import Site
from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.rendering import mails
from gazette.rendering.mails import Mail

MailOf = Callable[[str], Callable[[frozenset[str]], Mail | None]]


class Mails(NamedTuple):
    """The names of the latest day with papers and of the latest complete week are "" if there is none."""

    site: Site
    latest_day: str
    latest_week: str
    mail_of: MailOf
    """Returns, for a day or a week, the function that draws its mail about some subjects; no subjects are all."""


@contextmanager
def open_mails(options: Options, make: Build, report: Report | None = None, unsubscribe: str = "") -> Iterator[Mails]:
    """The mails of an archive; `unsubscribe` is as for `mails.draw`.

    Mistakes if the archive has errors; its warnings are added to the report.
    """
    site = config.load(options.source)
    built = make(replace(options, for_mails=True), report or Report())
    renderer, archive = built.renderer, built.archive
    assert renderer
    digests = Digests(archive)

    def mail_of(name: str) -> Callable[[frozenset[str]], Mail | None]:
        return lambda subjects: mails.draw(renderer, archive, site, name, subjects, unsubscribe)

    yield Mails(site, digests.latest_day, digests.latest_week, mail_of)
