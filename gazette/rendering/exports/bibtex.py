"""A paper as BibTeX: text that LaTeX sets as it reads, with its mathematics as mathematics.

The whole title stands in braces, so that no style folds its letters.  Names are put so that
BibTeX finds the parts that a reader would; a name it could take apart wrongly is braced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gazette import tex
from gazette.core import urls
from gazette.core.model import Paper
from gazette.tex import texts

_SPECIAL = str.maketrans(
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
_LIGATURE = re.compile(r"(?<=([-'`,<>]))(?=\1)|(?<=[?!])(?=`)")  # what fonts make one sign of
_USUAL = re.compile(r"[^\\{}$&%#_~^'`,<>?!-]*(?:['`,<>?!-](?!['`,<>-])[^\\{}$&%#_~^'`,<>?!-]*)*")
"""Text of which nothing is special, by one quick look at it."""
# Of a name that needs no second look, and neither does a row of them.
_WORD = r"(?:[B-NP-ZÀ-ÖØ-Þ]|A(?!(?i:nd)\b)|O(?!(?i:thers)\b))[\w.]*(?:-[\w.]+)*"
_USUAL_NAMES = re.compile(f"{_WORD}(?: {_WORD})+(?: and {_WORD}(?: {_WORD})+)*")
_PLAIN_NAME = re.compile(r"[^\s,{}]+(?: [^\s,{}]+)*")


def bibtex(paper: Paper) -> str:
    """The entry; its key is the paper's slug, which is its own and stays."""
    kind = "inproceedings" if paper.facts.venue else "misc"
    rows = ",\n".join([f"  {name} = {{{value}}}" for name, value in _fields(paper) if value])
    return f"@{kind}{{{paper.slug},\n{rows}\n}}\n"


def _fields(paper: Paper) -> tuple[tuple[str, str], ...]:
    facts = paper.facts
    return (
        ("title", f"{{{latex(texts.title(facts))}}}"),
        ("author", _names(facts.authors)),
        ("year", str(facts.published.year) if facts.published else ""),
        ("month", str(facts.published.month) if facts.published else ""),
        ("booktitle", latex(facts.venue)),
        ("doi", _bare(facts.doi)),
        ("eprint", facts.arxiv),
        ("archiveprefix", "arXiv" if facts.arxiv else ""),
        ("url", _bare(_address(paper))),
    )


def _address(paper: Paper) -> str:
    facts = paper.facts
    for held, address in ((facts.doi, urls.doi), (facts.arxiv, urls.arxiv), (facts.acl, urls.acl)):
        if held:
            return address(facts)
    return urls.openreview(facts) if facts.openreview else next(filter(urls.safe, facts.url), "")


def latex(text: str) -> str:
    """`text` with what LaTeX would take for a command made literal; formulas stay, each in braces."""
    row = tex.split(text)
    return _literal(text) if row is None else "".join(map(_part, row))


def _part(part: tex.Part) -> str:
    if isinstance(part, str):
        return _literal(part)
    return f"{{${part.tex}$}}" if _sound(part.tex) else _literal(part.original or f"${part.tex}$")


def _literal(text: str) -> str:
    """Two hyphens stay two; and BibTeX counts a brace that is a letter, too, so one alone is written without."""
    if _USUAL.fullmatch(text):
        return text
    written = text.translate(_SPECIAL)
    if not _balanced(text):
        written = written.replace(r"\{", r"\ensuremath{\lbrace}").replace(r"\}", r"\ensuremath{\rbrace}")
    return _LIGATURE.sub("{}", written)


def _sound(formula: str) -> bool:
    """Whether its braces pair, for BibTeX and for LaTeX, and it holds nothing that would end it."""
    bare = re.sub(r"\\.", "", formula)
    return _balanced(formula) and _balanced(bare) and not set(bare) & set("%#&")


def _balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _names(authors: Sequence[str]) -> str:
    joined = " and ".join(authors)
    usual = "_" not in joined and _USUAL_NAMES.fullmatch(joined) and joined.count(" and ") < len(authors)
    return joined if usual else " and ".join(map(_name, authors))


def _name(name: str) -> str:
    """As it is where BibTeX sees first names, words like "van", and a last name; else in braces, as one."""
    words = name.split()
    plain = _PLAIN_NAME.fullmatch(name) and not {"and", "others"} & {word.lower() for word in words}
    cases = "".join("a" if word[0].islower() else "A" for word in words)
    written = _literal(name)
    return written if plain and re.fullmatch("A+a*A+", cases) else f"{{{written}}}"


def _bare(address: str) -> str:
    """An address or id for a field that is set verbatim; braces and "%" would still end it."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
