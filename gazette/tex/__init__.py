"""TeX in titles and abstracts: set as text and as mathematics, and restored where it was mangled."""

from gazette.tex.parts import Formula, Held, Part, held, parts, spans
from gazette.tex.restore.restore import Restored, restore, restored

__all__ = ["Formula", "Held", "Part", "Restored", "held", "parts", "plain", "restore", "restored", "searched", "spans"]


def plain(text: str) -> str:
    """The text in Unicode alone, for where no markup can be: `$O(n^2)$` is O(n²)."""
    row = parts(text)
    if row is None:
        return str(text)
    from gazette.tex import plain as line

    return "".join(line.of(part.tex) if isinstance(part, Formula) else part for part in row)


def searched(text: str) -> str:
    """The text as somebody may look for it: formulas as they are read, then as they are typed: "ε" and "varepsilon"."""
    row = parts(text)
    if row is None:
        return text
    told = [part.words or part.tex.replace("\\", "") for part in row if isinstance(part, Formula)]
    return " ".join([plain(text), *told])
