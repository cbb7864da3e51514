"""With the default settings, a real archive is small enough for a free host."""

from contextlib import suppress

import build as table_of_contents
from gazette.core.errors import Report
from tests import site
from tests.make import some_days

MOST = (11_400, 300_000_000)
"""Files and bytes for the 477 real days of the shared listings, with 7,378 papers."""
MOST_OF_SOME = (1_450, 31_500_000)
"""For every tenth of these days."""
EVERY = 20


def test_real_days_are_few_files_and_few_bytes_by_default(shared, tmp_path, monkeypatch, in_full):
    """All pages are planned; every twentieth is drawn, and stands for the others of its template."""
    found = {}

    def measure(planned, renderer, *_):
        renderer.prepare(planned.pages)
        pages = {}
        for page in planned.pages:
            pages.setdefault(page.template, []).append(page)
        found["files"] = len(planned.pages) + 1  # with the manifest
        found["bytes"] = sum(_size(same, renderer) for same in pages.values())
        raise InterruptedError("measured")

    monkeypatch.setattr(table_of_contents, "draw", measure)
    source = site.a_source(tmp_path / "source", {}, settings="title: Papers\nurl: https://papers.example.org/\n")
    content, (files, size) = shared("listings/hf"), MOST
    if not in_full:
        content, (files, size) = some_days(content, 10, tmp_path / "some"), MOST_OF_SOME
    asked = site.options(source, content=content, jobs=2)
    with suppress(InterruptedError):
        table_of_contents.build(asked, Report())
    assert 0.9 * files < found["files"] <= files
    assert 0.9 * size < found["bytes"] <= size


def _size(pages, renderer):
    some = pages[::EVERY] if len(pages) > 5 * EVERY else pages
    return sum(len(renderer.draw(page)) for page in some) * len(pages) / len(some)
