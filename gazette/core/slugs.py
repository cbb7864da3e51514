"""Slugs: the parts of addresses that are made from titles, names, tags and ids.

A slug depends on its own text alone. `old_slug` has the rule of earlier versions, for redirects from addresses that a
newer rule changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from unicodedata import category, combining, normalize

from gazette.core.text import fold

MAX_SLUG = 100
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
"""Names that no file can have on Windows, with any suffix."""
RESERVED = DEVICES | {"index", "trending", "date", "week", "month", "year"}


@lru_cache(maxsize=1 << 18)
def slug(text: str) -> str:
    """A name for `text` that is safe in file names and addresses, of at most MAX_SLUG characters from a-z0-9-.

    Compatibility forms, case and diacritics are folded; separators and punctuation become "-". If any other
    character is dropped, or the slug is too long, empty or reserved, it gets eight digits of the text's digest,
    so that different texts have different slugs.
    """
    if _ORDINARY.fullmatch(text):  # a faster way to the same result
        return _complete(text, True, _SEPARATORS.sub("-", text.lower()).strip("-"))
    return _complete(text, *_ascii_slug(fold(text)))


@lru_cache(maxsize=1 << 16)
def old_slug(text: str) -> str:
    """The slug in versions that did not fold letters such as ł and ø; most slugs are the same."""
    if text.isascii():
        return slug(text)
    return _complete(text, *_ascii_slug(normalize("NFKD", normalize("NFKC", text).casefold())))


def _complete(text: str, complete: bool, ascii_slug: str) -> str:
    """The slug, with a digest if it needs one."""
    if complete and ascii_slug and len(ascii_slug) <= MAX_SLUG and ascii_slug not in RESERVED:
        return ascii_slug
    return distinct_slug(ascii_slug, text).lstrip("-")


def _ascii_slug(folded: str) -> tuple[bool, str]:
    """Whether only separators and punctuation were dropped; and the letters and digits, separated by "-"."""
    complete, dashed = True, []
    for letter in folded:
        if letter in "abcdefghijklmnopqrstuvwxyz0123456789":
            dashed.append(letter)
        elif category(letter)[0] in "ZP":
            dashed.append("-")
        elif not combining(letter):
            complete = False
    return complete, re.sub("-+", "-", "".join(dashed)).strip("-")


_ORDINARY = re.compile(r"[A-Za-z0-9 !\"#%&'()*,./:;?@\[\\\]_{}-]*")
"""ASCII without the symbols, which are dropped from slugs."""
_SEPARATORS = re.compile("[^a-z0-9]+")
_SIGNS = re.compile("[#*+.♯∗＃＊＋．]")
_SIGN_NAMES = {"#": " sharp ", "♯": " sharp ", "*": " star ", "∗": " star ", "+": " plus ", ".": " dot "}
_NAMED_SIGNS = re.compile(
    r"\+|(?<![^\s(\[/,;:|&-])\.(?=[^\W_])|(?<=[^\W_])[#♯*∗](?![^\W_])|(?<=(?<![^\W_])[^\W\d_])[#♯]|(?<=[*∗])[*∗]"
)
"""Signs that tell tags apart: C#, C++, A*, .NET; not those in `*words*`, node.js or PR#12."""


def tag_slug(tag: str) -> str:
    """The slug of a tag: `c-sharp`, `c-plus-plus`, `a-star`, `dot-net`; other signs only separate words."""
    if not _SIGNS.search(tag):
        return slug(tag)
    written = normalize("NFKC", tag)
    if written.lstrip().startswith(("*", "∗")):
        written = written.replace("*", " ").replace("∗", " ")
    named = _NAMED_SIGNS.sub(lambda sign: _SIGN_NAMES[sign[0]], written)
    return slug(named if named.strip() else tag)


def paper_slug(kind: str, value: str) -> str:
    """The slug of a paper from an id or its title: `2503.08638`, `doi-10-1000-182`, `a-title`."""
    if kind == "arxiv":
        return value.replace("/", "-")
    return slug(value if kind in ("id", "title") else f"{kind} {value}")


def old_paper_slug(kind: str, value: str) -> str:
    """The slug of a paper in versions that did not fold letters such as ł."""
    if value.isascii() or kind == "arxiv":
        return paper_slug(kind, value)
    return old_slug(value if kind in ("id", "title") else f"{kind} {value}")


def distinct_slug(name: str, value: str) -> str:
    """`name` with a digest of `value`, for a second thing that would have the same slug."""
    digest = blake2b(value.encode(), digest_size=4).hexdigest()
    return f"{name[: MAX_SLUG - 9].strip('-')}-{digest}"


def org_slug(name: str) -> str:
    """The slug of an organisation."""
    return slug(name)


def author_slug(name: str) -> str:
    """The slug of an author; slugs of one letter are left to the pages of the index."""
    return _of_author(slug(name), name)


def old_author_slug(name: str) -> str:
    return _of_author(old_slug(name), name)


def _of_author(short: str, name: str) -> str:
    return short if len(short) > 1 else distinct_slug(short, name)
