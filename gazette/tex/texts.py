"""Title, abstract and summary of an entry as marked texts.

Their TeX is read once, when a listing is parsed, and stored with the listing and the paper, so later builds do not
read it again. The entry also keeps the texts as its source wrote them.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from gazette import tex
from gazette.core.model import Entry
from gazette.tex import MarkedText
from gazette.tex.parts import DISPLAY, END, INLINE, ORIGINAL

_RESTORED = re.compile(f"{ORIGINAL}[^{END}]")


def mark(entry: Entry) -> Entry:
    """The entry with its marked texts in `marked`; they are left out if all of them equal the source's texts."""
    texts = (entry.title, *entry.abstract, entry.summary)
    marked = tuple(map(str, map(tex.mark, texts)))
    if DISPLAY in marked[0]:  # a title has no lines of its own for formulas
        marked = (marked[0].replace(DISPLAY, INLINE), *marked[1:])
    return replace(entry, marked=marked if marked != texts else ())


def title(entry: Entry) -> MarkedText:
    return MarkedText(entry.marked[0] if entry.marked else entry.title)


def abstract(entry: Entry) -> tuple[MarkedText, ...]:
    return tuple(map(MarkedText, entry.marked[1:-1] if entry.marked else entry.abstract))


def summary(entry: Entry) -> MarkedText:
    return MarkedText(entry.marked[-1] if entry.marked else entry.summary)


def gist(entry: Entry) -> MarkedText:
    """The abstract in one paragraph; the summary if there is no abstract."""
    return MarkedText(" ".join(abstract(entry)) or summary(entry))


def with_tex(entry: Entry) -> Entry:
    """The entry with its restored formulas as TeX between `$` in its title, abstract and summary."""
    if not entry.marked or not has_restored_formula(entry):
        return entry
    rows = zip((entry.title, *entry.abstract, entry.summary), entry.marked, strict=True)
    title, *abstract, summary = (
        tex.restore_formulas(text) if _RESTORED.search(marked) else text for text, marked in rows
    )
    return replace(entry, title=title, abstract=tuple(abstract), summary=summary)


def has_restored_formula(entry: Entry) -> bool:
    """Whether the title, abstract or summary has a formula that Gazette restored."""
    return any(map(_RESTORED.search, entry.marked or ()))
