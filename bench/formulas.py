"""Draw formulas beside their TeX, to be looked at:

    python3 bench/formulas.py SHEET.html [--corpus FILE] [--listings FOLDER]

The formulas are those of a corpus of abstracts with TeX (a JSON object a line) and those restored in real listings; as
many of each, and other ones for another `--seed`.  A browser shows the sheet; with `--picture FILE.png` Chromium's
picture of it is kept, too.
"""

from __future__ import annotations

import argparse
import html
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import mangled, maths, screens
from gazette import tex
from gazette.tex import mathml, plain

ROOT = Path(__file__).resolve().parent.parent
HEAD = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Formulas</title>
<style>{(ROOT / "static/style.css").read_text("utf-8")}</style>
<style>body {{ font: 18px/1.5 serif; columns: 2; margin: 1rem; max-width: none }}
div {{ break-inside: avoid; border-top: 1px solid #ccc; padding: .25rem 0 }}
code {{ font-size: 13px; color: #555; display: block }} i {{ font-style: normal; font-size: 14px; color: #060 }}</style>
"""


def main() -> None:
    asked = typed()
    chosen = [each for group in groups(asked) for each in some(group, asked.each, asked.seed)]
    asked.sheet.write_text(HEAD + "".join(map(row, chosen)), "utf-8")
    print(f"{len(chosen)} formulas; {sum(not mathml.render(each) for each in chosen)} of them as their source")
    if asked.picture:
        keep(asked.sheet, asked.picture)


def typed() -> argparse.Namespace:
    typed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("sheet", type=Path)
    typed.add_argument("--corpus", type=Path)
    typed.add_argument("--listings", type=Path)
    typed.add_argument("--each", type=int, default=30, help="so many of each")
    typed.add_argument("--seed", type=int, default=1)
    typed.add_argument("--picture", type=Path)
    return typed.parse_args()


def groups(asked: argparse.Namespace) -> list[list[str]]:
    texts = [mangled.abstracts(asked.corpus)] if asked.corpus else []
    texts += [maths.real(asked.listings)] if asked.listings else []
    return [sorted({each.tex for text in group for each in formulas(text)}) for group in texts]


def some(group: list[str], most: int, seed: int) -> list[str]:
    return random.Random(seed).sample(group, min(most, len(group)))


def formulas(text: str) -> list[tex.Formula]:
    return [part for part in tex.split(text) or () if isinstance(part, tex.Formula)]


def row(source: str) -> str:
    shown = mathml.render(source) or f"<code>{html.escape(source)}</code>"
    return f"<div>{shown} <i>{html.escape(plain.render(source))}</i><code>{html.escape(source)}</code></div>\n"


def keep(sheet: Path, picture: Path) -> None:
    with screens.chromium(screens.CHROMIUM) as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 900}, device_scale_factor=1.5)
        page.goto(sheet.resolve().as_uri())
        page.screenshot(path=str(picture), full_page=True)


if __name__ == "__main__":
    main()
