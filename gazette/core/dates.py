"""When a paper was published, as exactly as its listings tell."""

from __future__ import annotations

import re

from gazette.core.model import Entry

_ARXIV = re.compile(r"([a-z-]+/)?([0-9]{2})(0[1-9]|1[0-2])")


def published(entry: Entry) -> str:
    """The date as `2017-06-12`; only the month, as `2017-06`, if just the arXiv id tells it; "" if nothing does.

    An arXiv id begins with the year and the month in which arXiv received the paper: `1706.00001`, or from 1991 to 2007
    `hep-th/9901001`.
    """
    if entry.published:
        return str(entry.published)
    found = _ARXIV.match(entry.arxiv)
    if not found:
        return ""
    archive, year, month = found.groups()
    if archive:
        return f"19{year}-{month}" if year >= "91" else f"20{year}-{month}" if year <= "07" else ""
    return f"20{year}-{month}" if year >= "07" else ""
