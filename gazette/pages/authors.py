"""The index of authors: a page for each letter that a surname begins with, and one of the letters."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from unicodedata import normalize

from gazette.archive.affected import Affected
from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Archive, Page

Row = tuple[str, str, int]
"""A name, the address of its page, the number of papers."""

OTHERS = "0"
"""In the place of a letter, for surnames that begin with none of the alphabet's."""


def pages(archive: Archive, site: Site, affected: Affected) -> Iterator[Page]:
    letters: dict[str, list[Row]] = {}
    for author in archive.authors:
        letters.setdefault(_initial(author.name), []).append((author.name, urls.of(author), len(author.papers)))
    index = tuple((letter, urls.letter(letter), len(letters[letter])) for letter in sorted(letters))
    yield Page(
        urls.AUTHORS, "authors.html", {"letters": index, "letter": "", "rows": (), "minimum": site.authors_minimum}
    )
    for letter, address, _ in index:
        rows = tuple(sorted(letters[letter], key=lambda row: (_surname(row[0]), row[0].casefold(), row[1])))
        shows = {"letters": index, "letter": letter, "rows": rows, "minimum": site.authors_minimum}
        yield Page(address, "authors.html", shows)


def _surname(name: str) -> str:
    """The last word of a name, folded; which of its words is the family's, no rule tells."""
    folded = normalize("NFKD", normalize("NFKC", name.split()[-1]).casefold())
    return "".join(filter(str.isalnum, folded))


def _initial(name: str) -> str:
    first = _surname(name)[:1]
    return first if first and first in ascii_lowercase else OTHERS
