"""The rows of a Markdown list of papers: a row of a table, or a bullet with links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gazette.core import lists, text, urls
from gazette.core.model import Entry
from gazette.listings import foreign, html, links

_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_BARE = re.compile(r"https?://[^\s<>()\[\]|\"'*]+")
_ANCHOR = re.compile(r"<a\b[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_PIPE = re.compile(r"(?<!\\)\|")
_MATHS = re.compile(r"(\$[^$]+\$)")
_PAPER = re.compile(
    r"(?:arxiv\.org|ar5iv\S*?|alphaxiv\.org)/(?:abs|pdf|html)/|(?:huggingface|hf)\.co/papers/[0-9]|doi\.org/10\."
    r"|openreview\.net/(?:forum|pdf)|aclanthology\.org/[0-9A-Z]",
    re.IGNORECASE,
)
_ID = re.compile(r"(?:arxiv:)?\s*[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:the )?(?:pdf|paper|papers|arxiv|abs|abstract|link|code|github|official code|project|project page|website|page|"
    r"demo|data|dataset|video|blog|html|slides|model|models|homepage|hf|doi|openreview|bibtex|null|n/a|-|\W*)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){1,4}"
_PEOPLE = re.compile(
    rf"[\s,.:;|–—-]*(?:by\s+)?"
    rf"(?:([^,.;|()\[\]]+? et\.? ?al\b\.?)|({_NAME}(?:(?:, and|,| and) {_NAME})*)\s*(?:$|[\[(|]))"
)
_LABEL_AFTER = re.compile(r"[\s,.;|–—-]+(?:paper|pdf|link|arxiv|code)\s*:?[\s<(]*$", re.IGNORECASE)
COLUMNS = {
    "title": "title", "paper": "title", "papers": "title", "paper title": "title", "name": "title",
    "authors": "authors", "author": "authors", "author(s)": "authors",
    "date": "date", "publish date": "date", "published": "date", "publication date": "date", "submitted": "date",
    "abstract": "abstract", "summary": "abstract", "tldr": "summary", "tl;dr": "summary",
    "comment": "author_note", "comments": "author_note", "venue": "venue", "conference": "venue", "journal": "venue",
    "category": "categories", "categories": "categories", "primary category": "categories",
    "code": "code", "github": "code", "repo": "code", "project": "project", "project page": "project",
    "keywords": "keywords", "tags": "keywords", "topic": "keywords",
}  # fmt: skip
"""The names of columns, and what is in them; links to the paper may be in any column."""


@dataclass(slots=True)
class Row:
    """What a row says: texts by the attribute of Entry they belong to, and its addresses by that attribute or ""."""

    texts: dict[str, str] = field(default_factory=dict)
    addresses: list[tuple[str, str]] = field(default_factory=list)

    def entry(self, topic: str, line: int) -> Entry:
        abstract = text.paragraphs(self.texts.get("abstract", ""))
        papers = [address for _, address in self.addresses if has_paper(address)]
        others = [(name, address) for name, address in self.addresses if not has_paper(address) and urls.safe(address)]
        found: dict[str, Any] = foreign.identify(papers)
        for name, address in others:
            field = name or next(iter(links.find(address)), "see")
            if field == "see" and not found:
                field = "url"
            found[field] = tuple(dict.fromkeys([*found.get(field, ()), address]))
        return Entry(
            title=self.texts["title"],
            authors=foreign.split_names(self.texts.get("authors", "")),
            published=self._published(),
            venue=self.texts.get("venue", ""),
            summary=self.texts.get("summary", ""),
            tags=(topic,) if topic else (),
            keywords=lists.split_tags(self.texts.get("keywords", "")),
            categories=lists.split_tags(self.texts.get("categories", "")),
            author_note=self.texts.get("author_note", ""),
            abstract=abstract,
            line=line,
            **found,
        )

    def _published(self) -> date | None:
        return foreign.leading_date(self.texts.get("date", ""))


def has_paper(line: str) -> bool:
    """Whether a line has the address of a paper."""
    return bool(_PAPER.search(line))


def has_link(line: str) -> bool:
    """Whether a line links to another site."""
    return bool(_BARE.search(line))


def columns(header: str) -> list[str]:
    """What is in each column of a table; the name of an unknown one is ""."""
    return [COLUMNS.get(plain(cell).lower(), "") for cell in cells(header)]


def cells(line: str) -> list[str]:
    """The cells of a row of a table, without the pipes at its ends."""
    found = _PIPE.split(line.strip())
    inner = found[found[0] == "" : len(found) - (found[-1] == "")]
    return [cell.strip().replace("\\|", "|") for cell in inner]


def table_row(line: str, names: list[str]) -> Row | None:
    """The paper in a row of a table; None if it has no title."""
    row = Row()
    found = cells(line)
    for at, cell in enumerate(found):
        name = names[at] if at < len(names) else ""
        row.addresses += [("", address) for address in addresses(cell)]
        words = plain(_without_show(cell))
        if name in ("code", "project"):
            row.addresses = [(name, each) if each in addresses(cell) else (old, each) for old, each in row.addresses]
        elif name and words and words.lower() not in ("null", "none"):
            row.texts.setdefault(name, words)
    if not row.texts.get("title") and not names:
        titles = [
            plain(cell)
            for cell in found
            if cell and not _LABEL.fullmatch(plain(cell)) and not _ID.fullmatch(plain(cell))
        ]
        row.texts["title"] = max((each for each in titles if not foreign.leading_date(each)), key=len, default="")
    return row if row.texts.get("title") else None


def bullet(line: str) -> Row | None:
    """The paper in a bullet; None if nothing in it can be its title."""
    row = Row(addresses=[("", address) for address in addresses(line)])
    written = foreign.leading_date(re.sub(r"^[\s*_(\[`]+", "", line))
    if written:
        row.texts["date"] = str(written)
        line = re.sub(r"^[\s*_(\[`]*[0-9./-]+[\s*_)\]`]*[,:|-]?\s*", "", line)
    names = [plain(match[1]) for match in _LINK.finditer(line)]
    bold = [plain(match[1] or match[2]) for match in _BOLD.finditer(line)]
    start = plain(re.split(r"(?<!\[)\[+[^\[\]]*\]+\(|https?://", line, maxsplit=1)[0])
    titles = [_trimmed(each) for each in (*bold, *names, start)]
    row.texts["title"] = next((each for each in titles if _is_title(each)), "")
    if not row.texts["title"]:
        return None
    _, _, rest = plain(line).partition(row.texts["title"])
    if people := _PEOPLE.match(rest):
        row.texts["authors"] = people[1] or people[2]
    return row


def _is_title(words: str) -> bool:
    return bool(words) and not _LABEL.fullmatch(words) and not _ID.fullmatch(words) and "://" not in words


def _trimmed(words: str) -> str:
    """A title without brackets around it, an id or a month before it, and punctuation after it."""
    words = _LABEL_AFTER.sub("", re.sub(r"^\[([^\[\]]*)\]$", r"\1", words)).strip(" ,:;|-–—<(")
    words = words[:-1] if words.endswith(".") and not words.endswith("..") else words
    return re.sub(r"^\[?(?:[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[0-9]{4}[/.-][0-9]{1,2})\]?[\s:,.-]*", "", words).strip(
        " ,:;|-–—"
    )


def addresses(words: str) -> list[str]:
    """The addresses in Markdown, each once."""
    found = [match[2] for match in _LINK.finditer(words)] + [match[1] for match in _ANCHOR.finditer(words)]
    rest = _ANCHOR.sub(" ", _LINK.sub(" ", words))
    return list(dict.fromkeys([*(each for each in found if "://" in each), *(_BARE.findall(rest))]))


def plain(words: str) -> str:
    """Markdown as text on one line; formulas keep their signs."""
    words = _LINK.sub(lambda link: "" if link[0].startswith("!") else link[1], words)
    parts = [
        part if at % 2 else _ESCAPED.sub(r"\1", _EMPHASIS.sub("", part)) for at, part in enumerate(_MATHS.split(words))
    ]
    return html.line("".join(parts))


def _without_show(cell: str) -> str:
    """A cell without the words that unfold it."""
    return re.sub(r"<summary>.*?</summary>", "", cell, flags=re.IGNORECASE) if "<details" in cell else cell
