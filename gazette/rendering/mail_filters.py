"""The Jinja filters of digests and their mails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

from gazette import tex
from gazette.archive import digests
from gazette.core import urls
from gazette.core.model import Entry
from gazette.rendering import filters

ELLIPSIS = " …"


def folded(text: str, start: str = "", columns: int = 72) -> str:
    """The text in lines of at most so many columns, which begin with `start` or as many spaces.

    Wide characters, such as Chinese ones, take two columns. A word that is too long for a line is broken.
    """
    lines, room = [start], columns - len(start)
    used = 0
    for word in text.split():
        for part in _parts_of_word(word, room):
            width = _columns(part)
            if used and used + 1 + width > room:
                lines.append(" " * len(start))
                used = 0
            lines[-1] += f" {part}" if used else part
            used += width + bool(used)
    return "\n".join(lines)


def _parts_of_word(word: str, columns: int) -> list[str]:
    if len(word) * 2 <= columns or _columns(word) <= columns:
        return [word]
    half = columns // 2
    return [word[at : at + half] for at in range(0, len(word), half)]


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(1 + (east_asian_width(sign) in "WF") for sign in text)


def begun(text: tex.MarkedText) -> str:
    """The opening of an abstract in Unicode, as mails show it."""
    shown = tex.plain_text(filters.opening(text, 300, 420))
    return cut(shown if shown.strip(ELLIPSIS) else tex.plain_text(text), 600)


def cut(text: str, most: int) -> str:
    """The first words of a text, with at most so many characters; of a word that is longer, the first part."""
    if len(text) <= most:
        return text
    kept = filters.opening(text, most)
    return kept if kept.strip(ELLIPSIS) else text[: most - len(ELLIPSIS)] + ELLIPSIS


def by(names: Sequence[str], counted: Callable[[int, str], str], most: int = 6) -> str:
    """The first names, then "and 12 others"; `counted` writes the number."""
    shown = [cut(name, 100) for name in names[:most]]
    left = len(names) - len(shown)
    return ", ".join(shown) + (f" and {counted(left, 'other')}" if left else "")


def mail_links(entry: Entry) -> list[tuple[str, str]]:
    """The links of a paper in a mail, with their labels: at most two for each label."""
    of_arxiv = [urls.arxiv(entry)] if entry.arxiv else []
    rows = (("PDF", [urls.pdf(entry)]), ("arXiv", of_arxiv), ("Code", entry.code), ("Project", entry.project))
    return [(label, each) for label, targets in rows for each in [*filter(filters.feed_link, targets)][:2]]


ALL: dict[str, Callable[..., object]] = {
    "folded": folded,
    "begun": begun,
    "cut": cut,
    "mail_links": mail_links,
    "added_late": digests.added_late,
    "digest_page": urls.DIGEST.format,
    "digest_text": urls.DIGEST_TEXT.format,
    "ljust": str.ljust,
}
