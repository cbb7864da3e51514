"""Where everything lives.  No other module, and no template, spells an address or a slug."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from unicodedata import category, combining, normalize
from urllib.parse import quote, urlsplit

from gazette.core.model import Asset, Author, Day, Entry, Org, Page, Paper, Period, Standing, Subject, Tag

LONGEST = 100
RESERVED = frozenset(
    ["index", "trending", "date", "week", "month", "year", "con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
HOME = "index.html"
TAGS = "tags/index.html"
MISSING = "404.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
TRENDING = "papers/trending.html"
ARCHIVE = "archive.html"
AUTHORS = "authors/index.html"
ORGS = "orgs/index.html"
SUBSCRIBE = "subscribe.html"
WEEK_FEED = "week.xml"
OPML = "feeds.opml"
ROBOTS = "robots.txt"
HEADERS = "_headers"
SAVED = "saved.html"
MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
ROOT = "\x7f"
"""Stands in what templates draw for the way up to the root, which depends on the page.  No text holds it."""


def of(thing: object) -> str:
    """The address of a thing, from the root of the site: a path that names its file."""
    address = _ADDRESSES.get(type(thing)) or _of_kind(thing)
    return address(thing)


def _of_kind(thing: object) -> Callable[[Any], str]:
    """How things of the nearest kind are addressed: a Markup, too, is text."""
    for kind in type(thing).__mro__:
        if kind in _ADDRESSES:
            return _ADDRESSES[kind]
    raise TypeError(f"{type(thing).__name__} has no page of its own")


def _of_asset(asset: Asset) -> str:
    """Scripts, styles and fonts bear a digest of themselves, so that they may be kept for ever."""
    name, dot, suffix = asset.name.rpartition(".")
    if suffix not in ("css", "js", "woff2"):
        return asset.name
    return f"assets/{name.replace('/', '-')}.{blake2b(asset.body, digest_size=5).hexdigest()}{dot}{suffix}"


_ADDRESSES: dict[type, Callable[[Any], str]] = {
    str: str,
    date: lambda day: f"papers/date/{day}.html",
    Day: lambda day: f"papers/date/{day.date}.html",
    Paper: lambda paper: f"papers/{paper.slug}.html",
    Tag: lambda tag: f"tags/{tag.slug}.html",
    Subject: lambda tag: f"tags/{tag.slug}.html",
    Author: lambda author: f"authors/{author.slug}.html",
    Org: lambda org: f"orgs/{org.slug}.html",
    Period: lambda period: during(period.kind, period.name),
    Standing: lambda standing: f"{standing.name}.html",
    Page: lambda page: page.path,
    Asset: _of_asset,
}
"""A dict, not a singledispatch, for a page asks a hundred times."""


def during(kind: str, name: str) -> str:
    """The address of the week, month or year with that name."""
    return f"papers/{kind}/{name}.html"


def feed(thing: Tag | Author | Org) -> str:
    """The address of the feed of a tag, an author or an organisation."""
    return of(thing).removesuffix(".html") + ".xml"


def org(name: str) -> str:
    """The slug of an organisation."""
    return slug(name)


def letter(initial: str) -> str:
    """The page of the authors whose surname begins so."""
    return f"authors/{initial}.html"


def person(name: str) -> str:
    """The slug of an author; pages of one letter are the index's."""
    made = slug(name)
    return made if len(made) > 1 else apart(made, name)


def twin(paper: Paper, kind: str) -> str:
    """The address of the paper's page for programs: `md`, `bib` or `json`."""
    return f"papers/{paper.slug}.{kind}"


def former(paper: Paper) -> str:
    """Where a paper's page was while only its title was known."""
    return f"papers/{paper.former}.html"


def inside(path: str) -> bool:
    """Whether a path with "/" leads to a file below the folder it starts from."""
    whole = f"/{path}/"
    return not ("\\" in path or "//" in whole or "/./" in whole or "/../" in whole)


def folders(paths: Iterable[str]) -> set[str]:
    """Every folder on the way to one of these files."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def numbered(tag: Tag, number: int) -> str:
    """The address of a tag's page `number`, counted from its oldest papers."""
    return f"tags/{tag.slug}/{number}.html"


def sitemap(part: str) -> str:
    """A part of the sitemap, at the root, for a sitemap may only speak of what is beside or below it."""
    return f"sitemap-{part}.xml"


def up(path: str) -> str:
    """The way from the page at `path` to the root: "" or "../" or "../../"."""
    return "../" * path.count("/")


@lru_cache(maxsize=1 << 18)
def slug(text: str) -> str:
    """A name for `text` in a file name and an address, from the text alone.

    Compatibility forms, case and diacritics are folded, a run of separators or
    punctuation becomes "-".  If any other character had to go, or the slug had to be
    cut, or is reserved, eight digits of the text's digest tell it from its like.
    """
    whole, bare = _bare(text)
    if whole and bare and len(bare) <= LONGEST and bare not in RESERVED:
        return bare
    return apart(bare, text).lstrip("-")


def _bare(text: str) -> tuple[bool, str]:
    """Whether nothing was lost of a text but separators and punctuation; and its letters and digits, parted by "-"."""
    if _ORDINARY.fullmatch(text):  # a quicker way to the same
        return True, _PARTING.sub("-", text.lower()).strip("-")
    folded = normalize("NFKD", normalize("NFKC", text).casefold())
    whole, dashed = True, []
    for letter in folded:
        if letter in "abcdefghijklmnopqrstuvwxyz0123456789":
            dashed.append(letter)
        elif category(letter)[0] in "ZP":
            dashed.append("-")
        elif not combining(letter):
            whole = False
    return whole, re.sub("-+", "-", "".join(dashed)).strip("-")


_ORDINARY = re.compile(r"[A-Za-z0-9 !\"#%&'()*,./:;?@\[\\\]_{}-]*")
"""ASCII without its symbols, which are dropped."""
_PARTING = re.compile("[^a-z0-9]+")


def identity(kind: str, value: str) -> str:
    """The slug of a paper known by an id or title: `2503.08638`, `doi-10-1000-182`, `a-title`."""
    if kind == "arxiv":
        return value.replace("/", "-")
    return slug(value if kind in ("id", "title") else f"{kind} {value}")


def apart(name: str, value: str) -> str:
    """A slug beside `name`, for a second paper that would bear it."""
    digest = blake2b(value.encode(), digest_size=4).hexdigest()
    return f"{name[: LONGEST - 9].strip('-')}-{digest}"


# Addresses elsewhere.


def in_repository(path: str, repository: str) -> str:
    """Where a code host shows a file of the source, with a way to propose a change; "" if it lies elsewhere."""
    elsewhere = path.startswith("/") or ":" in path.partition("/")[0]
    return "" if elsewhere else f"{repository}/blob/HEAD/{quote(path)}"


def quoted(text: str) -> str:
    """`text` as a part of an address or a URI; other texts give other parts."""
    return quote(text, safe="/.:;()-_~")


# A host of letters, digits, dots and dashes is one that nothing can be wrong with.
_HOST = r"(?P<plain>[A-Za-z0-9.-]+)|[^\s/?#@\\<>\"'`^{|}]+"
_ADDRESS = re.compile(rf"(?ai:https?)://(?:{_HOST})(?:[/?#][^\s\\<>\"`^{{|}}]*)?")


@lru_cache(maxsize=1 << 14)
def safe(text: str) -> str:
    """`text` if a browser would take it for an ordinary web address, else "".

    A browser drops white space and reads "\\" as "/"; so whatever holds either, or a
    quote or an angle bracket, or a user's name before the host, is no link.
    """
    found = _ADDRESS.fullmatch(text)
    if not found:
        return ""
    if found["plain"]:
        return text
    try:
        parts = urlsplit(text)
        host = parts.hostname
        parts.port  # noqa: B018  one that is no number raises
    except ValueError:
        return ""
    return text if host else ""


def arxiv(entry: Entry) -> str:
    return f"https://arxiv.org/abs/{entry.arxiv}"


def doi(entry: Entry) -> str:
    return f"https://doi.org/{quote(entry.doi, safe='/:;()')}"


def openreview(entry: Entry) -> str:
    return f"https://openreview.net/forum?id={quote(entry.openreview)}"


def acl(entry: Entry) -> str:
    return f"https://aclanthology.org/{quote(entry.acl)}/"


def pdf(entry: Entry) -> str:
    """Where the paper's PDF is: as the listing says, else where its source keeps it, else ""."""
    if safe(entry.pdf):
        return entry.pdf
    if entry.arxiv:
        return f"https://arxiv.org/pdf/{entry.arxiv}"
    if entry.acl:
        return f"https://aclanthology.org/{quote(entry.acl)}.pdf"
    return f"https://openreview.net/pdf?id={quote(entry.openreview)}" if entry.openreview else ""
