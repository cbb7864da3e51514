"""Search indexes of small and of real archives, in memory."""

import json
from collections.abc import Callable, Iterable, Sequence

from gazette.archive import periods
from gazette.core.model import Archive, Paper
from gazette.listings import importers
from gazette.search import index
from gazette.search.codes import encode_places
from gazette.search.reader import Reader
from gazette.search.segments import Row, Segment, segment
from gazette.sources.files import SourceFile
from tests.make import merged


def segment_of(rows: Sequence[Row], terms: dict[str, dict[int, int]]) -> Segment:
    """A segment with the strength of each term in each paper; each word is at the place of its strength."""
    by_paper = [
        sorted((term[0] in "@&#=", term, found[at]) for term, found in terms.items() if at in found)
        for at in range(len(rows))
    ]
    return Segment(
        tuple(rows),
        tuple(" ".join(term for _, term, _ in found) for found in by_paper),
        tuple("".join(str(strength) for _, _, strength in found) for found in by_paper),
        tuple(
            " ".join(encode_places([strength]) for is_name, _, strength in found if not is_name).encode()
            for found in by_paper
        ),
    )


def files_of(archive: Archive) -> dict[str, bytes]:
    days = [(day.date, segment(periods.first_listed([day]))) for day in archive.days]
    latest = str(days[-1][0])[:7] if days else ""
    closed = [row for row in days if str(row[0])[:7] != latest]
    tiers = {index.SETTLED: closed, index.CURRENT: days[len(closed) :]}
    return {path: body for tier, rows in tiers.items() for path, body in index.files(tier, rows, latest)}


def read_from(files: dict[str, bytes]) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return read


def reader_of(archive: Archive) -> Reader:
    return Reader(read_from(files_of(archive)))


def real_archive(paths: Iterable) -> Archive:
    sources = (SourceFile(f"content/{path.name}", path.read_text("utf-8"), b"") for path in paths)
    return merged([listing for each in sources if (listing := importers.parse(each, _report()))])


def _report():
    from gazette.core.errors import Report

    return Report()


def slugs(papers: Iterable[Paper]) -> list[str]:
    return [paper.slug for paper in papers]


def root(files: dict[str, bytes], tier: str) -> list:
    return json.loads(files[f"search/{tier}.json"])
