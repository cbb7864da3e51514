"""Draw formulas beside their TeX, to be looked at:  python3 bench/formulas.py SHEET.html [--corpus FILE] [--listings FOLDER]

The formulas are those of a corpus of abstracts with TeX (a JSON object a line) and those restored in real listings; as
many of each, and other ones for another `--seed`.  `bench/screens.py` or any browser shows the sheet.
"""

from __future__ import annotations

import argparse
import html
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import maths
from gazette import tex
from gazette.tex import line, mathml

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Formulas</title>
<style>body { font: 18px/1.5 serif; columns: 2; margin: 1rem } div { break-inside: avoid; border-top: 1px solid #ccc; padding: .25rem 0 }
code { font-size: 13px; color: #555; display: block } i { font-style: normal; font-size: 14px; color: #060 }</style>
"""


def main() -> None:
    typed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("sheet", type=Path)
    typed.add_argument("--corpus", type=Path)
    typed.add_argument("--listings", type=Path)
    typed.add_argument("--each", type=int, default=30, help="so many of each")
    typed.add_argument("--seed", type=int, default=1)
    asked = typed.parse_args()
    groups = []
    if asked.corpus:
        groups.append({each.tex for text in maths.abstracts(asked.corpus) for each in formulas(text)})
    if asked.listings:
        groups.append({each.tex for text in maths.real(asked.listings) for each in formulas(text)})
    chosen = [
        tex for group in groups for tex in random.Random(asked.seed).sample(sorted(group), min(asked.each, len(group)))
    ]
    asked.sheet.write_text(HEAD + "".join(map(row, chosen)), "utf-8")
    print(
        f"{len(chosen)} formulas of {sum(map(len, groups)):,}; {sum(not mathml.drawn(each) for each in chosen)} as source"
    )


def formulas(text: str) -> list[tex.Formula]:
    return [part for part in tex.parts(text) or () if isinstance(part, tex.Formula)]


def row(source: str) -> str:
    shown = mathml.drawn(source) or f"<code>{html.escape(source)}</code>"
    return f"<div>{shown} <i>{html.escape(line.of(source))}</i><code>{html.escape(source)}</code></div>\n"


if __name__ == "__main__":
    main()
