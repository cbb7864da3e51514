"""A day's papers of some categories from arXiv's API, and what the API says about papers with known ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from msgspec.structs import replace

from gazette.config import topics
from gazette.config.sources import Arxiv
from gazette.config.topics import Topic
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, Trust
from gazette.fetching.answers import BadAnswer
from gazette.fetching.client import Client, FetchError
from gazette.listings import arxiv_atom

PAGE = 100
MAX_PAPERS = 5_000
EMPTY_ATTEMPTS = 3
"""How often a page is asked for that arXiv leaves empty although more papers match, which happens now and then."""


def fetch(client: Client, base: str, source: Arxiv, day: date) -> Listing | None:
    """The day's papers; None for a day without papers. Raises FetchError or BadAnswer."""
    found: dict[str, Entry] = {}
    if {"new", "cross"} & set(source.types):
        for entry in _search(client, base, _query(source.categories, "submittedDate", day)):
            found[entry.arxiv] = replace(entry, announced=_type(entry, source))
    if "replace" in source.types:
        for entry in _search(client, base, _query(source.categories, "lastUpdatedDate", day)):
            if entry.published and entry.published < day:
                found[entry.arxiv] = replace(entry, announced="replace")
    entries = _chosen([entry for entry in found.values() if entry.announced in source.types], source)
    if not entries:
        return None
    name = f"arXiv {', '.join(source.categories)}"
    return Listing(day, entries, source=name, url="https://arxiv.org/", trust=Trust.STRUCTURED)


def by_ids(client: Client, base: str, ids: Sequence[str]) -> list[Entry]:
    """What arXiv says about at most PAGE papers; it has nothing about some ids."""
    query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)}, safe=",/")
    return list(_answer(client, f"{base}/api/query?{query}").entries)


def _query(categories: Iterable[str], what: str, day: date) -> str:
    span = f"[{day:%Y%m%d}0000 TO {day:%Y%m%d}2359]"
    return f"({' OR '.join(f'cat:{each}' for each in categories)}) AND {what}:{span}"


def _search(client: Client, base: str, query: str) -> Iterator[Entry]:
    """All papers that match a query, page by page."""
    start, total, empty = 0, 1, 0
    while start < total:
        asked = {
            "search_query": query,
            "start": start,
            "max_results": PAGE,
            "sortBy": "submittedDate",
            "sortOrder": "ascending",
        }
        answer = _answer(client, f"{base}/api/query?{urlencode(asked)}")
        total = answer.total
        yield from answer.entries
        start += len(answer.entries)
        empty = 0 if answer.entries else empty + 1
        if empty == EMPTY_ATTEMPTS and start < total:
            raise BadAnswer(f"arXiv gave {start:,} of {total:,} papers")
        if total > MAX_PAPERS:
            raise BadAnswer(f"{total:,} papers match, more than {MAX_PAPERS:,} (name fewer categories)")


def _answer(client: Client, url: str) -> arxiv_atom.Answer:
    """The answer at an address. A web page or cut XML is a failure that may pass."""
    body = client.get(url).body or b""
    report = Report("arXiv's answer")
    try:
        answer = arxiv_atom.read(body.decode("utf-8-sig"), report)
    except UnicodeDecodeError:
        raise FetchError("arXiv's answer is not UTF-8") from None
    if report.errors or answer is None:
        raise FetchError(f"arXiv's answer: {report.errors[0].what}" if report.errors else "arXiv's answer is empty")
    return answer


def _type(entry: Entry, source: Arxiv) -> str:
    return "new" if entry.categories[:1] and entry.categories[0] in source.categories else "cross"


def _chosen(entries: Iterable[Entry], source: Arxiv) -> tuple[Entry, ...]:
    """The papers with most matching keywords first, then by id; without keywords by id."""
    words = topics.vocabulary(Topic(f"{number}", each, (each,)) for number, each in enumerate(source.keywords))
    ranked = []
    for entry in entries:
        matches = topics.mentioned("\n".join((entry.title, *entry.abstract)), words) if source.keywords else {""}
        if matches:
            ranked.append((-len(matches), entry.arxiv, entry))
    return tuple(entry for _, _, entry in sorted(ranked, key=lambda row: row[:2])[: source.most])
