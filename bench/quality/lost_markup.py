"""Remove the markup of formulas from abstracts, in the way in which Hugging Face's papers page loses it.

There are two steps. First `\\name{argument}` becomes `argument`, up to the first `}`, inside and outside formulas.
Then, between two `$`, every backslash is removed, and the two `$`. What the first step removes cannot be restored, so a
restored formula is compared with the formula as it was after the first step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.checks import require_file
from bench.corpora import papers
from gazette.core.errors import Refusal
from gazette.tex.restore import glued, macros

_COMMAND = re.compile(r"\\[A-Za-z]+\{([^}]*)\}")
_FORMULA = re.compile(r"\$([^$]+)\$")
_WITH_NEIGHBOURS = re.compile(r"[\w.-]*\$([^$]+)\$[\w-]*")
_NAMES = "|".join(name for name in sorted(macros.ALL) if len(name) > 2)
_FORGOTTEN = re.compile(rf"(?<![\\A-Za-z{{])(?:{_NAMES})(?![A-Za-z}}])")
_SCRIPT_OR_BRACED = re.compile(r"[_^]|\{\w+\}|\{\W\}")
FRAMES = ("Here % is it.", "It (see %) is a % one, as %, says.", "%", "We have %-close sets; %: 5 of %.")
"""Sentences for formulas of a corpus: each `%` is one. What stands next to a formula decides where it ends."""
REMOVED = "\x00"
"""Marks where the first step removed something: a name does not continue across it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """The position of a formula in a text without markup, and its TeX, which may contain REMOVED."""

    start: int
    end: int
    tex: str
    required: bool = False
    """Whether it lost nothing but `$` and backslashes, and still has a hint: then it should be found."""


def abstracts_with_formulas(corpus: Path) -> Iterator[str]:
    """Yield the abstracts that contain formulas, or the sentences of a text; raise Refusal if nothing has one."""
    count = 0
    for abstract in _sentences(corpus) if corpus.suffix == ".txt" else _abstracts(corpus):
        has_formula = bool(_FORMULA.search(abstract))
        count += has_formula
        if has_formula or corpus.suffix == ".txt":
            yield abstract
    if not count:
        raise Refusal(f"{corpus} has no abstract with a formula between two $; pass a corpus of abstracts with TeX")


def _abstracts(corpus: Path) -> Iterator[str]:
    for record in papers.records(corpus):
        abstract = record.get("abstract")
        if isinstance(abstract, str):
            yield abstract


def _sentences(corpus: Path) -> Iterator[str]:
    """Yield the lines of a text, without comments and empty lines."""
    require_file(corpus, "pass a text with a sentence on each line")
    for line in corpus.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def framed_formulas(abstracts: Iterable[str]) -> Iterator[str]:
    """Yield each different formula of the abstracts, with the letters next to it, in each sentence of FRAMES.

    Formulas in which their authors forgot a backslash are left out.
    """
    found = (match for abstract in abstracts for match in _WITH_NEIGHBOURS.finditer(abstract))
    for formula in dict.fromkeys(match[0] for match in found if not _FORGOTTEN.search(match[1])):
        for frame in FRAMES:
            yield frame.replace("%", formula)


def remove_markup(abstract: str) -> tuple[str, tuple[Formula, ...]]:
    """Return the abstract as the papers page shows it, and its formulas as they were after the first step."""
    after_first_step = _COMMAND.sub(rf"{REMOVED}\1{REMOVED}", abstract.replace(REMOVED, " "))
    text, formulas, last = "", [], 0
    for match in _FORMULA.finditer(after_first_step):
        text += after_first_step[last : match.start()].replace(REMOVED, "")
        bare = match[1].replace("\\", "").replace(REMOVED, "")
        required = REMOVED not in match[1] and has_hint(bare)
        formulas.append(Formula(len(text), len(text) + len(bare), match[1], required))
        text += bare
        last = match.end()
    return text + after_first_step[last:].replace(REMOVED, ""), tuple(formulas)


def has_hint(bare: str) -> bool:
    """Return whether a formula without `$` and backslashes can still be recognised as one."""
    words = re.findall(r"[A-Za-z]+", bare)
    adjoining = re.findall(r"(?<=[\d)\]}])[A-Za-z]+|[A-Za-z]+(?=[\d(\[{])", bare)
    return bool(
        _SCRIPT_OR_BRACED.search(bare)
        or any(part in macros.ALL - macros.AMBIGUOUS for word in words for part in glued.split(word))
        or any(word in macros.ALL for word in adjoining)
        or any(len(glued.split(word)) > 1 for word in words)
        or any(word in macros.GREEK and re.search(rf"\b{word}\s*[=<>]|[=<>]\s*{word}\b", bare) for word in words)
    )
