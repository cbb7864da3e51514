"""Which subjects a subscriber can name: those of topics and those with a page."""

from __future__ import annotations

from gazette.config import Site
from gazette.core import errors
from gazette.core.errors import Report
from gazette.core.options import Options
from gazette.mailing.subscribers import Subscriber


class Subjects:
    """Reports each unknown subject once."""

    def __init__(self, site: Site, options: Options) -> None:
        self._known = {topic.slug for topic in site.topics}
        self._folder = options.output / "tags"
        self._reported: set[str] = set()

    def check(self, line: int, each: Subscriber, report: Report) -> None:
        """Warn about subjects that no page is about: a misspelt one gives no mails."""
        for slug in sorted(each.subjects - self._known - self._reported):
            if (self._folder / f"{slug}.html").is_file():
                self._known.add(slug)
                continue
            self._reported.add(slug)
            pages = {path.stem for path in self._folder.glob("*.html")} - {"index"}
            way_out = errors.nearest(slug, self._known | pages, "correct it, or build the site first")
            report.warn(line, f"no page has the subject {slug!r}", way_out)
