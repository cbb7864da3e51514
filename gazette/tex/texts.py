"""What of an entry is shown: its title, abstract and summary, whose TeX is read once, when their listing is.

What was read is remembered with the listing and with the paper, so that no later build pays for it again.
"""

from __future__ import annotations

from msgspec.structs import replace

from gazette import tex
from gazette.core.model import Entry
from gazette.tex import Held


def read(entry: Entry) -> Entry:
    """The entry with its texts as they are held; none are kept where all of them are plain."""
    texts = (entry.title, *entry.abstract, entry.summary)
    held = tuple(map(str, map(tex.held, texts)))
    return replace(entry, held=held if held != texts else ())


def title(entry: Entry) -> Held:
    return Held(entry.held[0] if entry.held else entry.title)


def abstract(entry: Entry) -> tuple[Held, ...]:
    return tuple(map(Held, entry.held[1:-1] if entry.held else entry.abstract))


def summary(entry: Entry) -> Held:
    return Held(entry.held[-1] if entry.held else entry.summary)


def gist(entry: Entry) -> Held:
    """What the paper is about, in one text: its abstract, else its summary, else nothing."""
    return Held(" ".join(abstract(entry)) or summary(entry))


def restored(entry: Entry) -> bool:
    """Whether a formula in what the paper's page shows of it was restored."""
    parts = (part for text in entry.held or () for part in tex.parts(Held(text)) or ())
    return any(isinstance(part, tex.Formula) and part.words for part in parts)
