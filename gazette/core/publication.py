"""Where a paper was published: in a journal, at a conference, or as a preprint.

A listing has a venue and the reference to a journal that arXiv gives, and authors write both as they like. The first
word that is usual for one kind decides. Without such a word a venue is a conference, and a reference is a journal. A
name that begins with arXiv is no publication.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gazette.core.model import Entry

JOURNAL, CONFERENCE, PREPRINT = "journal", "conference", "preprint"


class Publication(NamedTuple):
    """`name` is "" if the listings do not say it; a preprint has none."""

    kind: str
    name: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""


def of(facts: Entry) -> Publication:
    """Where a paper was published, as its venue says, or else its journal reference, or else its ids."""
    venue, journal = _named(facts.venue), _named(facts.journal)
    if venue:
        return Publication(_kind(venue) or CONFERENCE, venue)
    if journal:
        return Publication(CONFERENCE, journal) if _kind(journal) == CONFERENCE else _reference(journal)
    return Publication(JOURNAL if facts.doi and not facts.arxiv else PREPRINT)


def doi(facts: Entry) -> str:
    """The paper's own DOI, or else the one that arXiv registers for each of its papers, or ""."""
    return facts.doi or (f"10.48550/arXiv.{facts.arxiv}" if facts.arxiv else "")


_WORDS = re.compile(
    r"(?P<journal>\b(?:(?i:journal|transactions|trans|letters|lett|annals|magazine|quarterly|bulletin)\b"
    r"|(?i:proc\.|proceedings) (?:of the )?(?:IEEE(?! )|Nat)|(?:JAIR|JMLR|TACL|TMLR|TPAMI)\b)"
    r"|^(?:IEEE Access|Nature|PNAS|Science)\b)"
    r"|(?P<conference>\b(?:(?i:proc|proceedings|conf|conference|workshops?|symposium|congress|meeting|findings)\b"
    r"|(?:AAAI|ACL|AISTATS|CHI|COLING|COLM|COLT|CVPRW?|CoRL|EACL|ECCV|EMNLP|ICASSP|ICCV|ICLR|ICML|ICRA|IJCAI|IROS"
    r"|INTERSPEECH|Interspeech|KDD|MICCAI|MLSys|NAACL|NIPS|NeurIPS|RSS|SIGGRAPH|SIGIR|UAI|WACV|WWW)\b))"
)
_ARXIV = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(.*[^\d\s,.(]) (\d+)(?:\(([^()]+)\))? \(\d{4}\)(?: ([\w–-]+))?", re.DOTALL)


def _kind(name: str) -> str:
    """What a name says about its kind, or ""."""
    found = _WORDS.search(name)
    return found.lastgroup or "" if found else ""


def _named(name: str) -> str:
    return "" if name and _ARXIV.match(name) else name


def _reference(journal: str) -> Publication:
    """The parts of `Nature 600(3) (2025) 1–9`, as importers write it; other references stay whole."""
    found = _REFERENCE.fullmatch(journal)
    return Publication(JOURNAL, *(part or "" for part in found.groups())) if found else Publication(JOURNAL, journal)
