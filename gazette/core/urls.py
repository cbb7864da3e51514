"""The addresses of all pages and files. No other module and no template may write out an address or a slug."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from gazette.core import names
from gazette.core.model import Asset, Author, Day, Entry, Org, Page, Paper, Period, StandalonePage, Subject, Tag
from gazette.core.slugs import DEVICES as DEVICES
from gazette.core.slugs import MAX_SLUG as MAX_SLUG
from gazette.core.slugs import RESERVED as RESERVED
from gazette.core.slugs import author_slug as author_slug
from gazette.core.slugs import distinct_slug as distinct_slug
from gazette.core.slugs import old_author_slug as old_author_slug
from gazette.core.slugs import old_paper_slug as old_paper_slug
from gazette.core.slugs import old_slug as old_slug
from gazette.core.slugs import org_slug as org_slug
from gazette.core.slugs import paper_slug as paper_slug
from gazette.core.slugs import slug as slug
from gazette.core.slugs import tag_slug as tag_slug
from gazette.core.web import fault as fault
from gazette.core.web import safe as safe

HOME = "index.html"
TAGS = "tags/index.html"
MISSING = "404.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
TRENDING = "papers/trending.html"
TRENDS = "trends.html"
ARCHIVE = "archive.html"
AUTHORS = "authors/index.html"
ORGS = "orgs/index.html"
SUBSCRIBE = "subscribe.html"
OPML = "feeds.opml"
ALL_OPML = "feeds-all.opml"
CHANGES = "changes.html"
ROBOTS = "robots.txt"
HEADERS = "_headers"
DIGEST, DIGEST_TEXT = "digest/{}.html", "digest/{}.txt"
"""The addresses of digests; in the braces stands the name of a day or a week, `2025-03-12` or `2025-W11`."""
SAVED, FOR_YOU = "saved.html", "for-you.html"
SEARCH, OPENSEARCH = "search.html", "opensearch.xml"
HEALTH, HEALTH_DATA = "health.html", "data/health.json"
MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
HUGGING_FACE = "https://huggingface.co"
ROOT = "\x7f"
"""A placeholder in rendered templates for the relative path to the root, which depends on the page.

No text contains this character.
"""


def of(thing: object) -> str:
    """The address of a thing, as the path of its file from the root of the site; TypeError if it has no page."""
    address = _ADDRESSES.get(type(thing)) or _of_kind(thing)
    return address(thing)


def _of_kind(thing: object) -> Callable[[Any], str]:
    """The function for the nearest base class: Markup, for example, is a str."""
    for kind in type(thing).__mro__:
        if kind in _ADDRESSES:
            return _ADDRESSES[kind]
    raise TypeError(f"{type(thing).__name__} has no page")


def _of_asset(asset: Asset) -> str:
    """The names of scripts, styles and fonts contain a digest, so that browsers may cache them forever."""
    name, dot, suffix = asset.name.rpartition(".")
    if suffix not in ("css", "js", "woff2"):
        return asset.name
    return f"assets/{name.replace('/', '-')}.{blake2b(asset.body, digest_size=5).hexdigest()}{dot}{suffix}"


_ADDRESSES: dict[type, Callable[[Any], str]] = {
    str: str,
    date: lambda day: f"papers/date/{day}.html",
    Day: lambda day: f"papers/date/{day.date}.html",
    Paper: lambda each: paper(each.slug),
    Tag: lambda tag: f"tags/{tag.slug}.html",
    Subject: lambda tag: f"tags/{tag.slug}.html",
    Author: lambda author: f"authors/{author.slug}.html",
    Org: lambda org: f"orgs/{org.slug}.html",
    Period: lambda each: period(each.kind, each.name),
    StandalonePage: lambda page: f"{page.name}.html",
    Page: lambda page: page.path,
    Asset: _of_asset,
}
"""A dict, because a page asks for a hundred addresses and singledispatch is slower."""


def period(kind: str, name: str) -> str:
    """The address of a week, month or year."""
    return f"papers/{kind}/{name}.html"


def kind(path: str) -> str:
    """The kind of page that has an address, as the name of its template; "" for a file that is no page."""
    if not path.endswith(".html"):
        return ""
    folder, _, name = path.rpartition("/")
    if path == letter(name[:1]):
        return "authors"
    return _KINDS.get(path) or _KINDS.get(folder) or _KINDS.get(folder.partition("/")[0], "standalone")


_KINDS = {
    HOME: "home",
    TAGS: "tags",
    MISSING: "missing",
    TRENDING: "trending",
    TRENDS: "trends",
    ARCHIVE: "archive",
    AUTHORS: "authors",
    ORGS: "orgs",
    SUBSCRIBE: "subscribe",
    SAVED: "saved",
    SEARCH: "search",
    FOR_YOU: "for_you",
    HEALTH: "health",
    CHANGES: "changes",
    "papers": "paper",
    "papers/date": "day",
    "papers/week": "week",
    "papers/month": "month",
    "papers/year": "year",
    "tags": "tag",
    "authors": "author",
    "orgs": "org",
    "digest": "digest",
}
"""The kinds of the pages at some addresses, and in some folders."""


_FEEDS = {"rss": ".xml", "atom": ".atom.xml", "json": ".json"}
_FEEDS |= {"daily": ".daily.xml", "daily-atom": ".daily.atom.xml", "daily-json": ".daily.json"}
"""The formats of feeds, and how the addresses of feeds in them end."""


def feed(thing: Tag | Author | Org | str, format: str = "rss") -> str:
    """The address of a feed of a tag, an author or an organisation, or with a name such as "week"."""
    return (thing if isinstance(thing, str) else of(thing).removesuffix(".html")) + _FEEDS[format]


def other_formats(feed: str) -> list[str]:
    """The addresses of a feed in its other formats."""
    site = [site_feed(format) for format in _FEEDS]
    if feed in site:
        return [address for address in site if address != feed]
    name = feed.removesuffix(max((each for each in _FEEDS.values() if feed.endswith(each)), key=len, default=""))
    return [name + each for each in _FEEDS.values() if name + each != feed]


def site_feed(format: str) -> str:
    """The address of a feed of all papers: feed.xml, atom.xml, feed.json, daily.xml, daily.atom.xml, daily.json."""
    return feed("feed", format) if format in ("rss", "json") else feed("", format)[1:]


def letter(initial: str) -> str:
    """The page of the authors whose surnames begin with this letter."""
    return f"authors/{initial}.html"


def twin(paper: Paper, kind: str) -> str:
    """The address of the paper in another format: `md`, `bib` or `json`."""
    return f"papers/{paper.slug}.{kind}"


def paper(slug: str) -> str:
    """The address of the paper with this slug."""
    return f"papers/{slug}.html"


def inside(path: str) -> bool:
    """Whether a path with "/" stays inside the folder it starts from, and has no empty or dot parts."""
    whole = f"/{path}/"
    return not ("\\" in path or "//" in whole or "/./" in whole or "/../" in whole)


def unusable(path: str) -> str:
    """Why a page cannot have this path, though it is `inside`; "" if it can."""
    for part in path.split("/"):
        if part.startswith("."):
            return f"{part} is a hidden name, which web servers do not show"
        if part.partition(".")[0].casefold() in DEVICES or part.endswith("."):
            return f"{part} is a name that Windows reserves"
    return ""


SEARCH_SUBJECTS, SEARCH_COMMON = "search/subjects.json", "search/common.json"


def search_root(tier: str) -> str:
    """The root of a part of the search index, "settled" or "current"."""
    return f"search/{tier}.json"


def search_file(tier: str, kind: str, number: int | None = None) -> str:
    """A file of a part of the search index."""
    return f"search/{tier}/{kind}{'' if number is None else f'-{number}'}.json"


def folders(paths: Iterable[str]) -> set[str]:
    """Every folder that contains one of these files, at any depth."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def numbered(tag: Tag, number: int) -> str:
    """The address of page `number` of a tag; page 1 has the oldest papers."""
    return f"tags/{tag.slug}/{number}.html"


def sitemap(part: str) -> str:
    """A part of the sitemap. It is at the root, because a sitemap may only list addresses below its folder."""
    return f"sitemap-{part}.xml"


def may_be_known(path: str) -> bool:
    """Whether somebody may have the address: that of a page, but not a numbered one, or of a feed."""
    if path.endswith(".xml"):
        return path != OPENSEARCH and not is_sitemap(path) and not path.startswith("feed/")
    return path.endswith(".html") and not re.search(r"/[0-9]+\.html$", path)


def is_sitemap(path: str) -> bool:
    return path == SITEMAP or (path.startswith("sitemap-") and path.endswith(".xml"))


def clean(address: str) -> str:
    """The address of a page without `.html`, or of its folder, as hosts that remove `.html` show it."""
    if address == HOME or address.endswith("/" + HOME):
        return address.removesuffix(HOME)
    return address.removesuffix(".html")


def to_root(path: str) -> str:
    """The relative path from the page at `path` to the root: "" or "../" or "../../"."""
    return "../" * path.count("/")


# Addresses of other sites.


def in_repository(path: str, repository: str) -> str:
    """The page of a source file on a code host, where it can be edited; "" if the file is outside the source folder."""
    return "" if names.is_outside(path) else f"{repository}/blob/HEAD/{quote(path)}"


def quoted(text: str) -> str:
    """`text` as a part of an address or a URI; different texts give different parts."""
    return quote(text, safe="/.:;()-_~")


def arxiv(entry: Entry) -> str:
    return f"https://arxiv.org/abs/{entry.arxiv}"


def alphaxiv(entry: Entry) -> str:
    """The discussion of a paper of arXiv on alphaXiv."""
    return f"https://www.alphaxiv.org/abs/{entry.arxiv}"


def discussion(entry: Entry) -> str:
    """The page of a paper of arXiv on Hugging Face, with its discussion; "" if it has no arXiv id."""
    return f"{HUGGING_FACE}/papers/{entry.arxiv}" if entry.arxiv else ""


def doi(entry: Entry) -> str:
    return f"https://doi.org/{quote(entry.doi, safe='/:;()')}"


def openreview(entry: Entry) -> str:
    return f"https://openreview.net/forum?id={quote(entry.openreview)}"


def acl(entry: Entry) -> str:
    return f"https://aclanthology.org/{quote(entry.acl)}/"


def pdf(entry: Entry) -> str:
    """The address of the paper's PDF: from the listing, or else from its id at arXiv, ACL or OpenReview, or ""."""
    if safe(entry.pdf):
        return entry.pdf
    if entry.arxiv:
        return f"https://arxiv.org/pdf/{entry.arxiv}"
    if entry.acl:
        return f"https://aclanthology.org/{quote(entry.acl)}.pdf"
    return f"https://openreview.net/pdf?id={quote(entry.openreview)}" if entry.openreview else ""
