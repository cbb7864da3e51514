"""TeX in titles and abstracts: shown as text and formulas, and restored where a source removed its markup."""

from gazette.tex.parts import Formula, MarkedText, Part, formula_spans, mark, split
from gazette.tex.restore.restore import LostFormula, lost_formulas, restore_formulas

__all__ = [
    "Formula",
    "LostFormula",
    "MarkedText",
    "Part",
    "formula_spans",
    "lost_formulas",
    "mark",
    "plain_text",
    "restore_formulas",
    "search_text",
    "split",
]


def plain_text(text: str) -> str:
    """The text in Unicode, for places that allow no markup: `$O(n^2)$` becomes O(n²)."""
    parts = split(text)
    if parts is None:
        return str(text)
    from gazette.tex import plain  # imports the converter, which most builds do not need

    return "".join(plain.render(part.tex) if isinstance(part, Formula) else part for part in parts)


def search_text(text: str) -> str:
    """The text for a search index: formulas both in Unicode and as a reader may type them, "ε" and "varepsilon"."""
    parts = split(text)
    if parts is None:
        return text
    typed = [part.original or part.tex.replace("\\", "") for part in parts if isinstance(part, Formula)]
    return " ".join([plain_text(text), *typed])
