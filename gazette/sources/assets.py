"""Prepare the files of static/ for the site.

Addresses in style sheets change: `url(fonts/text.woff2)` becomes the address of that file in the site.

Scripts in scripts/ run in scopes that cannot disturb each other:

- Gazette's own, named in `SCRIPTS`, become one file, gazette.js, with one function around all of them.  A site can
  replace one by a file of the same name; that file then runs in the same function and can use all the others.
- The scripts of the search page, in search/ and named in `SEARCH_SCRIPTS`, become search.js in the same way, and those
  of the page "For you", named in `RANKING_SCRIPTS`, become ranking.js.
- Every other file is an addition of the site.  It gets a function around it and a <script> of its own after
  gazette.js, so that neither its names nor its errors, even a syntax error, affect anything else.  It can use what
  the page offers, such as the attributes that scripts/site.js documents, but none of Gazette's functions.

A site that has a gazette.js of its own gets no other script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, relpath

from msgspec.structs import replace

from gazette.core import urls
from gazette.core.model import Asset

SCRIPT = "gazette.js"
SCRIPTS = (
    "site",
    "checks",
    "store",
    "papers",
    "names",
    "formats",
    "offline",
    "theme",
    "keys",
    "habits",
    "saved",
    "start",
)
"""Gazette's own, in the order in which they run: a constant must come before the code that uses it at once."""
_INDEX = ("words", "query", "tier", "reader")
SEARCH_SCRIPTS = (*_INDEX, "items", "results")
RANKING_SCRIPTS = (*_INDEX, "library", "profile", "budget", "items", "ranking")
_JOINED = {
    SCRIPT: tuple(f"scripts/{name}.js" for name in SCRIPTS),
    "search.js": tuple(f"search/{name}.js" for name in SEARCH_SCRIPTS),
    "ranking.js": tuple(f"search/{name}.js" for name in RANKING_SCRIPTS),
}
_PART = re.compile(rf"scripts/[^/]+\.js|search/(?:{'|'.join({*SEARCH_SCRIPTS, *RANKING_SCRIPTS})})\.js")
_ADDED = re.compile(r"scripts/[^/]+\.js")
_SPARE = re.compile(rb"/\*\*.*?\*/\s*|^\s*//[^\n]*\n| // [^\n]*|^\s+", re.DOTALL | re.MULTILINE)
_ENDS = re.compile(rb"(?<=[;,{}(])\n|\n(?=[.)])")
_TEXT = re.compile(
    rb'("(?:\\.|[^"\\])*"|`[^`]*`|(?:(?<=[(!])|(?<=[=&,] ))/(?![/*])(?:\\.|\[(?:\\.|[^]\\])*\]|[^/\\[])+/)'
)
"""Texts and regular expressions."""
_UNCLEAR = re.compile(rb"'|[$][{][^}]*`")
"""What may be a text in another text."""
_SIGN = re.compile(
    rb" ?([][(){},;:]|=>|[=!]==|[-+*&|?]?=|&&|[|]{2}|[?]{1,2}|[<>]=?) ?(?![-+!<=>])| ([-+*%&|<>]+) (?=[\w([])"
)
"""A sign with its spaces, unless what follows could join it."""
_URL = re.compile(rb"""(?<=url\()(["']?)([^"'()]+)\1(?=\))""")


def join(assets: Sequence[Asset]) -> tuple[Asset, ...]:
    """The files as the site serves them: scripts wrapped, Gazette's in one file, addresses in style sheets final."""
    scripts = {asset.name: asset for asset in assets if _PART.fullmatch(asset.name)}
    others = [asset for asset in assets if asset.name not in scripts]
    if scripts and all(asset.name != SCRIPT for asset in others):
        others = sorted([*others, *_scripts(scripts)], key=lambda asset: asset.name)
    addresses = {asset.name.encode(): urls.of(asset) for asset in others}
    return tuple(_linked(asset, addresses) if asset.name.endswith(".css") else asset for asset in others)


def added(names: Iterable[str]) -> tuple[str, ...]:
    """Of the names that `join` returned, the scripts that the site added."""
    return tuple(filter(_ADDED.fullmatch, names))


def _scripts(parts: Mapping[str, Asset]) -> list[Asset]:
    own = {script: [parts[name].body.rstrip() for name in names if name in parts] for script, names in _JOINED.items()}
    own["search.js"] = [*map(_shortened, own["search.js"])]
    joined = [Asset(script, _wrapped(b'"use strict";', *bodies)) for script, bodies in own.items() if bodies]
    others = (part for name, part in parts.items() if not any(name in names for names in _JOINED.values()))
    return joined + [replace(part, body=_wrapped(part.body.rstrip())) for part in others]


def _shortened(body: bytes) -> bytes:
    """A script without comments, indentation, ends of lines after which a statement begins, and spaces at signs."""
    return _ENDS.sub(b"", b"\n".join(map(_dense, _SPARE.sub(b"", body).split(b"\n"))))


def _dense(line: bytes) -> bytes:
    """A line without the spaces around signs, which stay in texts."""
    if _UNCLEAR.search(line):
        return line
    parts = _TEXT.split(line)
    if any(b"/" in part.replace(b" / ", b"") for part in parts[::2]):
        return line
    parts[::2] = [_SIGN.sub(rb"\1\2", part) for part in parts[::2]]
    return b"".join(parts)


def _wrapped(*bodies: bytes) -> bytes:
    """One function around the scripts; as an arrow function, it leaves `this` as it is outside."""
    return b"\n".join([b"(() => {", *bodies, b"})();\n"])


def _linked(sheet: Asset, addresses: Mapping[bytes, str]) -> Asset:
    folder = dirname(urls.of(sheet))

    def lead(found: re.Match[bytes]) -> bytes:
        address = addresses.get(found[2])
        return relpath(address, folder or ".").encode() if address else found[0]

    return replace(sheet, body=_URL.sub(lead, sheet.body))
