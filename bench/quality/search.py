"""Measure how well the search of a built site finds papers, and how many bytes a first query reads.

Queries are made of sampled papers: three words of the title; three words of the abstract; the surname of an author and
a word of the title; and the words of the title with other endings.  Telling words are those that few papers have.  A
query finds its paper if the paper is the first result, or one of the first ten.
"""

from __future__ import annotations

import gzip
import html
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.checks import require_file
from bench.quality import browser
from bench.quality.full_text import FullTextIndex
from gazette.core import urls
from gazette.core.errors import Refusal
from gazette.search.reader import Reader
from gazette.search.words import STOP, split

TOP = 10
TELLING = 100
"""A telling word is one that at most 1 in so many papers has."""
SNIPPETS = 5
"""The number of results that a window of 1440 by 900 pixels shows, of which the page fetches an abstract."""
QUERIES = 500
SIZED = 1_000
FREQUENT = "large language models"
KB = 1_000
SCRIPTS = ("words", "query", "tier", "reader")
_META = re.compile(r'<meta name="citation_(title|abstract|author)" content="([^"]*)">')


class Facts(NamedTuple):
    """What the page of a paper says."""

    slug: str
    title: str
    abstract: str
    authors: tuple[str, ...]


class Sample(NamedTuple):
    """What queries are made of: a paper's distinct words."""

    slug: str
    title: tuple[str, ...]
    abstract: tuple[str, ...]
    surnames: tuple[str, ...]
    telling: tuple[str, ...] = ()
    """Those of the abstract."""
    telling_title: tuple[str, ...] = ()


def report(site: Path, count: int = QUERIES, seed: int = 1, chromium: Path | None = None) -> Iterator[str]:
    """Yield the lines of three tables: quality, bytes and, with a browser, times."""
    require_file(site / urls.search_root("settled"), "pass the folder of a site that was built with `search: true`")
    reader = Reader(lambda path: (site / path).read_bytes())
    rng = random.Random(seed)
    papers = [*_papers(site, reader)]
    peer = FullTextIndex((each.slug, each.title, each.abstract, " ".join(each.authors)) for each in papers)
    samples = [*islice(_samples(rng.sample(papers, len(papers)), peer, len(papers) // TELLING), count)]
    if not samples:
        raise Refusal(f"{site} has no papers with pages, abstracts and authors; pass a site that has them")
    yield f"{reader.size:,} papers, {len(samples):,} papers looked for"
    yield ""
    yield "| query | queries | first, % | first ten, % | FTS5: first, % | FTS5: first ten, % |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, make in KINDS.items():
        asked = [(sample, query) for sample in samples if (query := make(sample, rng))]
        yield quality(name, asked, reader, peer)
    yield ""
    yield from _sizes(site, samples, rng)
    if chromium:
        yield ""
        yield from _times(site, [make(sample, rng) for sample in samples[:100] for make in KINDS.values()], chromium)


def _papers(site: Path, reader: Reader) -> Iterator[Facts]:
    """The papers that have a page."""
    for tier in reader.tiers:
        for at in range(tier.size):
            slug = tier.row(at)[0]
            page = site / urls.paper(slug)
            if page.is_file():
                found: dict[str, list[str]] = {"title": [], "abstract": [], "author": []}
                for name, text in _META.findall(page.read_text("utf-8")):
                    found[name].append(html.unescape(text))
                yield Facts(slug, " ".join(found["title"]), " ".join(found["abstract"]), tuple(found["author"]))


def _samples(papers: Iterable[Facts], peer: FullTextIndex, few: int) -> Iterator[Sample]:
    """The words of papers with three words in the title, three in the abstract, and an author."""
    for paper in papers:
        title, abstract = _words(paper.title), _words(paper.abstract)
        surnames = [words[-1] for author in paper.authors if (words := split(author)) and len(words[-1]) > 1]
        if len(title) >= 3 and len(abstract) >= 3 and surnames:
            telling = [tuple(word for word in words if peer.papers_with(word) <= few) for words in (abstract, title)]
            yield Sample(paper.slug, title, abstract, tuple(surnames), *telling)


def _words(text: str) -> tuple[str, ...]:
    """The distinct words of a text without numbers, short words and those that every text has."""
    words = dict.fromkeys(split(text))
    return tuple(word for word in words if word not in STOP and len(word) > 2 and not word.isdigit())


def _title(sample: Sample, rng: random.Random) -> str:
    return " ".join(rng.sample(sample.title, 3))


def _abstract(sample: Sample, rng: random.Random) -> str:
    return " ".join(rng.sample(sample.abstract, 3))


def _telling_abstract(sample: Sample, rng: random.Random) -> str:
    return " ".join(rng.sample(sample.telling, 3)) if len(sample.telling) >= 3 else ""


def _author(sample: Sample, rng: random.Random) -> str:
    return f"{rng.choice(sample.surnames)} {rng.choice(sample.title)}"


def _author_and_telling(sample: Sample, rng: random.Random) -> str:
    return f"{rng.choice(sample.surnames)} {rng.choice(sample.telling_title)}" if sample.telling_title else ""


def _inflected(sample: Sample, rng: random.Random) -> str:
    return " ".join(_other_form(word) for word in rng.sample(sample.title, min(4, len(sample.title))))


def _other_form(word: str) -> str:
    if not word.isascii() or len(word) < 5:
        return word
    if word.endswith("ing"):
        return f"{word[:-3]}ed"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else f"{word}s"


KINDS: dict[str, Callable[[Sample, random.Random], str]] = {
    "three words of the title": _title,
    "three words of the abstract": _abstract,
    "three telling words of the abstract": _telling_abstract,
    "surname and a word of the title": _author,
    "surname and a telling word of the title": _author_and_telling,
    "words of the title, inflected": _inflected,
}


def quality(name: str, queries: Sequence[tuple[Sample, str]], reader: Reader, peer: FullTextIndex) -> str:
    """A row: how often the paper of a query is the first result, and among the first ten; then the same of the peer."""

    def ours(query: str) -> list[str]:
        return [hit.slug for hit in reader.search(f"{query} ", TOP).hits]

    figures: list[str] = []
    for search in (ours, partial(peer.search, limit=TOP)):
        found = [(sample.slug, search(query)) for sample, query in queries]
        for ranks in (1, TOP):
            hits = sum(slug in slugs[:ranks] for slug, slugs in found)
            figures.append(f"{100 * hits / max(1, len(found)):.1f}")
    return f"| {name} | {len(queries):,} | {' | '.join(figures)} |"


# Bytes.


def _sizes(site: Path, samples: Sequence[Sample], rng: random.Random) -> Iterator[str]:
    yield "| first query | kB compressed, median | with abstracts | worst | with abstracts |"
    yield "| --- | --- | --- | --- | --- |"
    sizes: dict[str, int] = {}
    for count in (1, 2, 3):
        asked = [" ".join(rng.sample(rng.choice(samples).title, count)) for _ in range(SIZED // 3)]
        found = [_bytes_of(site, f"{query} ", sizes) for query in asked]
        columns = [[each / KB for each in column] for column in zip(*found, strict=True)]
        numbers = " | ".join(f"{figure(column):.0f}" for figure in (median, max) for column in columns)
        yield f"| {count} word{'s' * (count > 1)} | {numbers} |"
    index, both = (each / KB for each in _bytes_of(site, FREQUENT, sizes))
    yield f"| {FREQUENT} | {index:.0f} | {both:.0f} | | |"


def _bytes_of(site: Path, query: str, sizes: dict[str, int]) -> tuple[int, int]:
    """The bytes of the files of the index that the query reads, and with the pages whose abstracts are shown.

    What counts the subjects of the results is left out; the page reads it after the results.
    """
    used: set[str] = set()

    def read(path: str) -> bytes:
        used.add(path)
        return (site / path).read_bytes()

    hits = Reader(read).search(query, TOP).hits
    index = sum(_compressed(site, path, sizes) for path in used)
    return index, index + sum(_compressed(site, urls.paper(hit.slug), sizes) for hit in hits[:SNIPPETS])


def _compressed(site: Path, path: str, sizes: dict[str, int]) -> int:
    if path not in sizes:
        sizes[path] = len(gzip.compress((site / path).read_bytes(), 9))
    return sizes[path]


# Times.

_SETUP = (
    "window.ask = async text => { const found = await answer(text, 'relevance'); return sorted(found.scores, '') };"
)
_TIME = """async text => {
  await ask(text);
  const start = performance.now();
  await ask(text);
  return performance.now() - start;
}"""


def _times(site: Path, queries: Sequence[str], chromium: Path) -> Iterator[str]:
    """Rank with files that have arrived: what is measured is decoding and ranking."""
    folder = Path(__file__).parents[2] / "static/search"
    script = "\n".join((folder / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    with browser.start(chromium) as started:
        page = started.new_context(bypass_csp=True, service_workers="block").new_page()
        page.route("**/*", lambda route: _answer(route, site))
        page.goto("http://search.example/404.html")
        page.add_script_tag(content=f"{script}\n{_SETUP}")
        page.evaluate("openIndex()")
        times = [page.evaluate(_TIME, query) for query in queries]
    yield f"ranking in Chromium, {len(times)} queries: median {median(times):.0f} ms, at most {max(times):.0f} ms"


def _answer(route: Any, site: Path) -> None:
    path = site / route.request.url.partition("search.example/")[2].partition("?")[0]
    if path.is_file():
        route.fulfill(path=path)
    else:
        route.fulfill(status=404)
