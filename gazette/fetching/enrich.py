"""Give papers the title and the abstract that their authors wrote, and what else arXiv knows about them.

A field that a listing has stays.  A title and an abstract are replaced only if nobody edited them: they still match the
digest in `enriched`, or they are arXiv's text that lost its markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from gazette.config import Site
from gazette.core.model import Entry, Listing, Trust, known
from gazette.fetching import arxiv
from gazette.fetching.client import Client, FetchError
from gazette.fetching.listed import Known, Listed

FILLED = ("authors", "published", "doi", "categories", "journal", "author_note", "withdrawn", "code", "project")
"""The fields that arXiv's answer fills if the listing has none."""
MAX_AGE = 30 * 24 * 3600
"""Seconds for which an answer about a paper is used again."""
REFUSED = 400
UNKNOWN_AGE = 24 * 3600
"""Seconds after which a paper that arXiv did not know is asked for again: sometimes arXiv's answers are incomplete."""
_MARKUP = re.compile(r"[\s\\$]+")
_TOKEN = re.compile(r"\\[A-Za-z]+|[\\${}]|[^\s\\${}]+")
_FORM = f"{blake2b(' '.join(Entry.__struct_fields__).encode(), digest_size=4).hexdigest()}:"
"""Stands before the ids of stored answers: an answer with other fields than Entry has now is not used."""


class Enriched(NamedTuple):
    """A listing, and how many of its papers arXiv's answers changed."""

    listing: Listing
    changed: int


class Result(NamedTuple):
    """What enriching one file gave: its path in messages, how many papers changed, and which were withdrawn."""

    path: str
    changed: int
    withdrawn: tuple[str, ...] = ()


def run(site: Site, listed: Listed, client: Client, paths: Iterable[Path], again: bool = False) -> Iterator[Result]:
    """Enrich the papers of some listings; only `again` asks for those that are enriched already.

    Asks for the papers of many listings together, and writes each listing as soon as all of its papers are known.
    """
    waiting_files: list[tuple[Known, list[str]]] = []
    since = inf if again else client.clock() - MAX_AGE
    for path in paths:
        file = listed.read_path(path)
        if file and file.listing and (ids := waiting(file.listing, again)):
            waiting_files.append((file, ids))
        if sum(len(ids) for _, ids in waiting_files) >= arxiv.PAGE:
            yield from _write(site, listed, client, waiting_files, since)
            waiting_files = []
    yield from _write(site, listed, client, waiting_files, since)


def _write(
    site: Site, listed: Listed, client: Client, files: Sequence[tuple[Known, list[str]]], since: float
) -> Iterator[Result]:
    answers = ask(client, site.fetch_arxiv_url, [each for _, ids in files for each in ids], since)
    for file, _ in files:
        found: list[Result] = []

        def enriched(now: Listing | None, file: Known = file, found: list[Result] = found) -> Listing | None:
            if not now or not (result := enrich(now, answers, site.fetch_arxiv_tags)).changed:
                return None
            withdrawn = tuple(withdrawn_since(now, result.listing))
            found.append(Result(listed.shown(file.path), result.changed, withdrawn))
            return result.listing

        if written := listed.change(file, enriched):
            client.state.changed(file.digest, written.digest)
            yield from found


def waiting(listing: Listing, again: bool = False) -> list[str]:
    """The arXiv ids of the papers that are not enriched yet; of all papers, if they are to be asked for again."""
    return [entry.arxiv for entry in listing.entries if entry.arxiv and (again or not entry.enriched)]


def ask(client: Client, base: str, ids: Iterable[str], since: float) -> dict[str, Entry]:
    """What arXiv says about papers, by id; what was asked after `since` (seconds since 1970) comes from the state.

    Raises FetchError; what was got before that is kept.
    """
    found: dict[str, Entry] = {}
    missing = []
    for each in dict.fromkeys(ids):
        body = client.state.paper(_FORM + each, since)
        if body is None or (not body and client.state.paper(_FORM + each, client.clock() - UNKNOWN_AGE) is None):
            missing.append(each)
        elif body:
            found[each] = msgspec.msgpack.decode(body, type=Entry)
    for batch in _batches(missing, arxiv.PAGE):
        answer = {entry.arxiv: entry for entry in _known(client, base, batch)}
        found |= {each: answer[each] for each in batch if each in answer}
        rows = [(_FORM + each, msgspec.msgpack.encode(answer[each]) if each in answer else b"") for each in batch]
        client.state.keep_papers(rows)
    return found


def _known(client: Client, base: str, ids: Sequence[str]) -> list[Entry]:
    """What arXiv says about some papers. It refuses a whole batch for one id that it takes for a wrong one."""
    try:
        return arxiv.by_ids(client, base, ids)
    except FetchError as error:
        if error.status != REFUSED:
            raise
    half = len(ids) // 2
    return [*_known(client, base, ids[:half]), *_known(client, base, ids[half:])] if half else []


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def enrich(listing: Listing, answers: dict[str, Entry], tags: bool = False) -> Enriched:
    """The listing with what arXiv says; with `tags`, categories become the tags of papers that have none."""
    entries = [
        _enriched(entry, answers[entry.arxiv], listing.trust, tags) if entry.arxiv in answers else entry
        for entry in listing.entries
    ]
    changed = sum(old != new for old, new in zip(listing.entries, entries, strict=True))
    return Enriched(replace(listing, entries=tuple(entries)), changed)


def _enriched(ours: Entry, theirs: Entry, trust: Trust, tags: bool) -> Entry:
    found: dict[str, Any] = {
        name: value for name in FILLED if not known(getattr(ours, name)) and known(value := getattr(theirs, name))
    }
    found["version"] = theirs.version or ours.version
    if tags and not ours.tags:
        found["tags"] = theirs.categories
    if _is_unedited(ours, theirs, trust):
        found |= {"title": theirs.title, "abstract": theirs.abstract}
        found["enriched"] = text_digest(theirs.title, theirs.abstract)
    elif not ours.abstract and not theirs.withdrawn:
        found["abstract"] = theirs.abstract
    return replace(ours, **found)


def _is_unedited(ours: Entry, theirs: Entry, trust: Trust) -> bool:
    if not theirs.abstract or theirs.withdrawn:  # the abstract of a withdrawn version may be the notice
        return False
    if ours.enriched:
        return ours.enriched == text_digest(ours.title, ours.abstract)
    if trust == Trust.WRITTEN:
        return ours.title == theirs.title and not ours.abstract
    if not is_mangled(ours.title, theirs.title):
        return False
    return not ours.abstract or is_mangled("\n".join(ours.abstract), "\n".join(theirs.abstract))


def is_mangled(ours: str, theirs: str) -> bool:
    """Whether a text is another, apart from white space and the TeX that it may lack: commands, braces, `$`."""
    ours, at = _MARKUP.sub("", ours), 0
    for token in _TOKEN.findall(theirs):
        kept = token.strip("\\$")
        if ours.startswith(kept, at):
            at += len(kept)
        elif token[0] not in "\\{}":
            return False
    return at == len(ours)


def text_digest(title: str, abstract: Sequence[str]) -> str:
    """What `enriched` has for a title and an abstract."""
    return blake2b("\n\n".join((title, *abstract)).encode(), digest_size=8).hexdigest()


def withdrawn_since(before: Listing, after: Listing) -> Iterator[str]:
    """The titles of the papers whose withdrawal only `after` has."""
    pairs = zip(before.entries, after.entries, strict=True)
    return (new.title for old, new in pairs if new.withdrawn and not old.withdrawn)
