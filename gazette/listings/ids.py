"""The ids of papers at arXiv, at OpenReview and in the ACL Anthology, and DOIs, in the spellings that people use.

An id may be written as it is, as its source cites it (`arXiv:2503.00001v1 [cs.CL]`), or as an address of the paper's
page.  Some DOIs and addresses contain the id of another source: `10.48550/arXiv.2503.00001` is an arXiv id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from gazette.core import errors, text
from gazette.core.errors import BadValue, Report

_SCHEME = r"(?:https?://)?(?:[a-z0-9-]+\.)*"
_ARXIV_DOI = r"10\.48550/arxiv\."
_ACL_DOI = r"10\.(?:18653|3115)/v1/"
_DOI_PREFIX = r"(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi:\s*)"
_QUERY = r"/?(?:[?#].*)?"
# Ids from before April 2007 have an archive, often its subject class, and seven digits that begin with the year and
# the month.
_ARXIV_ID = (
    r"(?:(?P<new>[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5})"
    r"|(?P<archive>[a-z]{1,8}(?:-[a-z]{1,5})?)(?:\.[a-z]{1,8}(?:-[a-z]{1,5})?)?"
    r"/(?P<old>[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}))"
)
_ARXIV_PLACES = (
    rf"{_SCHEME}arxiv\.org/(?:abs|pdf|html|format|e-print|src|ps)/(?:arxiv:)?",
    rf"{_SCHEME}ar5iv\.org/(?:abs|html)/",
    rf"{_SCHEME}alphaxiv\.org/(?:[a-z]+/)?",
    rf"{_SCHEME}(?:huggingface|hf)\.co/papers/",
    r"(?:arxiv preprint )?arxiv:\s*",
    rf"{_DOI_PREFIX}?{_ARXIV_DOI}",
)
_ACL_PLACES = (
    rf"{_SCHEME}aclanthology\.(?:org|info)/(?:papers/)?",
    rf"{_SCHEME}aclweb\.org/anthology/(?:papers/)?",
    rf"{_DOI_PREFIX}?{_ACL_DOI}",
)
_OPENREVIEW_PLACE = rf"{_SCHEME}openreview\.net/(?:forum|pdf|references/pdf|revisions|attachment)\?(?:[^#]*&)?id="
_KNOWN_ACL_ID = r"[a-z][0-9]{2}-[0-9]{4}|[0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII | re.DOTALL)


_ARXIV = _compiled(
    rf"(?P<bare>[0-9]{{2}}(?:0[1-9]|1[0-2])\.[0-9]{{4,5}})"  # first, for nearly all are written so
    rf"|(?:{'|'.join(_ARXIV_PLACES)})?{_ARXIV_ID}(?:v[0-9]+)?(?:\.pdf)?{_QUERY}(?:\s*\[[^]]*\].*)?\.?"
)
_DOI = _compiled(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?u:\S)+")
_DOI_START = _compiled(_DOI_PREFIX)
_OPENREVIEW = _compiled(rf"(?:{_OPENREVIEW_PLACE})?([a-z0-9_-]+)(?:[&#].*)?")
_ACL = _compiled(
    rf"(?P<bare>{_KNOWN_ACL_ID})"
    rf"|(?:{'|'.join(_ACL_PLACES)})?(?:(?P<known>{_KNOWN_ACL_ID})(?:v[0-9]{{1,2}})?|(?P<other>[a-z0-9]+(?:[.-][a-z0-9]+)+?))"
    rf"(?:\.pdf|\.bib)?{_QUERY}\.?"
)


def arxiv(value: str) -> str:
    """The id in lower case, without its version and, if it is an old one, without its subject class."""
    found = _ARXIV.fullmatch(unquote(value) if "%" in value else value)
    if not found:
        raise BadValue(f"{errors.shown(value)} is not an arXiv id", "write it as 2503.00001")
    return found["bare"] or found["new"] or f"{found['archive']}/{found['old']}".lower()


def doi(value: str) -> str:
    """The DOI in lower case, for DOIs are case-insensitive, without punctuation of the sentence that it ended."""
    found = value
    if start := _DOI_START.match(value):
        found = value[start.end() :]
        found = text.clean(unquote(re.split("[?#]", found, maxsplit=1)[0])) if "/" in start[0] else found
    found = found.rstrip(".,;")
    if not _DOI.fullmatch(found):
        raise BadValue(f"{errors.shown(value)} is not a DOI", "write it as 10.1000/182")
    return found.lower()


def openreview(value: str) -> str:
    if found := _OPENREVIEW.fullmatch(value):
        return found[1]
    raise BadValue(f"{errors.shown(value)} is not an OpenReview id", "write it as rJl-b3RcF7")


def acl(value: str) -> str:
    """The id; letters are in the case that the Anthology uses, if it is one of the usual ids."""
    found = _ACL.fullmatch(value)
    if not found:
        raise BadValue(f"{errors.shown(value)} is not an ACL Anthology id", "write it as 2024.acl-long.1")
    known = found["bare"] or found["known"]
    return (known.upper() if known[0].isalpha() else known.lower()) if known else found["other"]


# Ids in other ids.

READERS: dict[str, Callable[[str], str]] = {"arxiv": arxiv, "doi": doi, "openreview": openreview, "acl": acl}
_PLACES = {
    "arxiv": _compiled(rf"(?:{'|'.join(_ARXIV_PLACES)}){_ARXIV_ID}.*"),
    "acl": _compiled(rf"(?:{'|'.join(_ACL_PLACES)})(?:{_KNOWN_ACL_ID})(?![0-9]).*"),
    "openreview": _compiled(rf"{_OPENREVIEW_PLACE}.*"),
    "doi": _compiled(rf"{_DOI_PREFIX}10\..*"),
}
_DOI_STARTS = {"10.48550/arxiv.": "arxiv", "10.18653/v1/": "acl", "10.3115/v1/": "acl"}
# What every address contains that may contain an id: a search for it is faster than a match.
_SIGN = _compiled(r"xiv|ar5iv|/papers/|doi\.org/|openreview\.|aclanthology\.|aclweb\.")


def contained(value: str) -> dict[str, str]:
    """The ids, by key, that a DOI (as `doi` returns it) or an address contains."""
    found: dict[str, str] = {}
    if value.startswith("10."):
        kinds = [key for start, key in _DOI_STARTS.items() if value.startswith(start)]
    else:
        kinds = [*_PLACES] if _SIGN.search(value) else []
    for key in kinds:
        if _PLACES[key].fullmatch(value):
            with suppress(BadValue):  # it is another page of the source
                found[key] = READERS[key](value)
    whole = found.pop("doi", "")
    return found | (contained(whole) or {"doi": whole}) if whole else found


def complete(found: dict[str, Any], rows: Sequence[tuple[str, str, int]], report: Report) -> None:
    """Add the ids that the DOI and the addresses of an entry contain to its attributes in `found`.

    `rows` are its keys, their texts and their lines; a contained id that differs from the given one is reported.
    """
    for name, value in (("doi", found.get("doi", "")), *(("url", url) for url in found.get("url", ()))):
        for key, inner in contained(value).items() if value else ():
            given = found.setdefault(key, inner)
            if given.casefold() != inner.casefold():
                line = next(line for row, written, line in rows if row == name and (name == "doi" or written == value))
                what = f"{name}: it contains the {key} id {inner}, but `{key}` is {given}"
                report.warn(line, what, "correct one of them, or write a related address as `see`")
