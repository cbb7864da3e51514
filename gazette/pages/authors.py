"""The index of authors: a page with the letters, and a page for each letter that a surname begins with."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import people, urls
from gazette.core.model import Archive, Page

AuthorRow = tuple[str, str, int]
"""An author's name, the address of their page, the number of their papers."""

OTHERS = "0"
"""Stands for a letter in the address of surnames that begin with no letter from a to z."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    letters: dict[str, list[AuthorRow]] = {}
    for author in archive.authors:
        letters.setdefault(_initial(author.name), []).append((author.name, urls.of(author), len(author.papers)))
    index = tuple((letter, urls.letter(letter), len(letters[letter])) for letter in sorted(letters))
    for letter, address in [("", urls.AUTHORS), *((letter, address) for letter, address, _ in index)]:
        rows = sorted(letters.get(letter, ()), key=lambda row: (people.sort_key(row[0]), row[0].casefold(), row[1]))
        shows = {"letters": index, "letter": letter, "rows": tuple(rows), "minimum": site.authors_minimum}
        yield Page(address, "authors.html", shows)


def _initial(name: str) -> str:
    first = people.sort_key(name)[:1]
    return first if first and first in ascii_lowercase else OTHERS
