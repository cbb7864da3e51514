"""A paper as a BibTeX entry.

LaTeX prints the texts as a reader sees them on the page, with formulas as formulas. The title is in braces, so that no
bibliography style changes its capitals. Names are written as `core.people` splits them.
"""

from __future__ import annotations

import re

from gazette import tex
from gazette.core import dates, people, publication
from gazette.core.model import Entry, Paper
from gazette.core.publication import CONFERENCE, JOURNAL
from gazette.rendering import filters
from gazette.rendering.exports import citations
from gazette.tex import texts

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_LIGATURE = re.compile(r"(?<=([-'`,<>]))(?=\1)|(?<=[?!])(?=`)")  # characters that fonts combine into one
_NOTHING_TO_ESCAPE = re.compile(r"[^\\{}$&%#_~^'`,<>?!-]*(?:['`,<>?!-](?!['`,<>-])[^\\{}$&%#_~^'`,<>?!-]*)*")
"""Text that LaTeX prints as it is. This check is fast, and most texts pass it."""
# A list of names that need no braces; most lists match.
_WORD = r"(?:[B-NP-Z]|A(?!(?i:nd)\b)|O(?!(?i:thers)\b))[A-Za-zÀ-ɏ.]*(?:-[A-Za-zÀ-ɏ.]+)*"
_SIMPLE_NAMES = re.compile(f"{_WORD}(?: {_WORD})+(?: and {_WORD}(?: {_WORD})+)*")
OTHERS = "others"
"""BibTeX's word for authors who are not named."""


def entry(paper: Paper) -> str:
    """The BibTeX entry; its key is the paper's slug, which is unique and permanent."""
    kind, where = _publication(paper.facts)
    rows = ",\n".join([f"  {name} = {{{value}}}" for name, value in _fields(paper.facts, where) if value])
    return f"@{kind}{{{paper.slug},\n{rows}\n}}\n"


def _publication(facts: Entry) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The type of the entry, and the fields that say where the paper was published.

    A paper on arXiv is an article: programs drop the eprint of a `misc`, and styles print nothing of it.
    """
    where = publication.of(facts)
    if where.kind == CONFERENCE:
        return "inproceedings", (("booktitle", to_latex(where.name)),)
    if where.kind == JOURNAL and where.name:
        parts = (("journal", where.name), ("volume", where.volume), ("number", where.issue), ("pages", where.pages))
        return "article", tuple((name, to_latex(value)) for name, value in parts)
    return ("article", (("journal", f"arXiv preprint arXiv:{facts.arxiv}"),)) if facts.arxiv else ("misc", ())


def _fields(facts: Entry, where: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    year, _, rest = dates.published(facts).partition("-")
    return (
        ("title", f"{{{to_latex(texts.title(facts))}}}"),
        ("author", _author_list(facts.authors)),
        ("year", year),
        ("month", rest[:2].lstrip("0")),
        *where,
        ("doi", _verbatim(publication.doi(facts))),
        *_eprint(facts),
        ("url", _verbatim(citations.address(facts))),
        ("note", to_latex(filters.withdrawal(facts.withdrawn)) if facts.withdrawn else ""),
    )


def _eprint(facts: Entry) -> tuple[tuple[str, str], ...]:
    """BibTeX styles and pandoc read `archiveprefix`; Zotero reads only biblatex's name for it, `eprinttype`."""
    if not facts.arxiv:
        return ()
    primary = facts.categories[0] if facts.categories else ""
    names = ("eprint", "eprinttype", "archiveprefix", "primaryclass")
    return tuple(zip(names, (facts.arxiv, "arxiv", "arXiv", to_latex(primary)), strict=True))


def to_latex(text: str) -> str:
    """`text` as LaTeX: special characters are escaped, and formulas stay, each in braces."""
    row = tex.split(text)
    return _escape(text) if row is None else "".join(map(_part, row))


def _part(part: tex.Part) -> str:
    if isinstance(part, str):
        return _escape(part)
    return f"{{${part.tex}$}}" if _is_safe_formula(part.tex) else _escape(part.original or f"${part.tex}$")


def _escape(text: str) -> str:
    """Also keeps two hyphens apart, and writes unbalanced braces as commands: BibTeX counts escaped braces, too."""
    if _NOTHING_TO_ESCAPE.fullmatch(text):
        return text
    escaped = text.translate(_ESCAPES)
    if not _balanced(text):
        escaped = escaped.replace(r"\{", r"\ensuremath{\lbrace}").replace(r"\}", r"\ensuremath{\rbrace}")
    return _LIGATURE.sub("{}", escaped)


def _is_safe_formula(formula: str) -> bool:
    """Whether its braces are balanced for BibTeX and for LaTeX, and no character in it would end it."""
    without_commands = re.sub(r"\\.", "", formula)
    return _balanced(formula) and _balanced(without_commands) and not set(without_commands) & set("%#&")


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _author_list(authors: tuple[str, ...]) -> str:
    names = people.listed(authors)
    last = [OTHERS] if names and people.others(authors) else []
    joined = " and ".join(names)
    if _SIMPLE_NAMES.fullmatch(joined) and joined.count(" and ") < len(names) and people.are_plain(joined):
        return " and ".join([joined, *last])
    return " and ".join([*map(_author, names), *last])


def _author(written: str) -> str:
    """`Ada Example`, or `van der Example, III, Ada`, or in braces if no rule splits the name."""
    if _SIMPLE_NAMES.fullmatch(written) and people.are_plain(written) and " and " not in written:
        return written
    name = people.split(written)
    if not name.given:
        return f"{{{_escape(name.family)}}}"
    given, surname = _escape(name.given), _escape(name.surname)
    if _splits_itself(name):
        return f"{given} {surname}"
    if not people.CONNECTIVES.isdisjoint(name.family.split()):
        surname = f"{{{surname}}}"  # BibTeX would take `Ortega y` for a particle
    return ", ".join(filter(None, (surname, _escape(name.suffix), given)))


def _splits_itself(name: people.Name) -> bool:
    """Whether BibTeX finds the same parts without commas.

    For BibTeX a particle is what begins with a small letter, and for its first versions also what has a small letter
    after one that is not ASCII.
    """
    *family, last = name.family.split()
    capitals = all("A" <= word[0] <= "Z" for word in (*name.given.split(), *family))
    particle = all("a" <= word[0] <= "z" for word in name.particle.split())
    joined = name.particle.endswith(("-", "'", "’")) or last[0].islower() or (family and not name.particle)
    return capitals and particle and not name.suffix and not joined


def _verbatim(address: str) -> str:
    """An address or identifier for a field that LaTeX prints verbatim; braces and backslashes are percent-encoded."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
