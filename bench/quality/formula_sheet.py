"""Write an HTML page that shows formulas next to their TeX, and next to KaTeX's drawing."""

from __future__ import annotations

import html
import random
from collections.abc import Iterable
from pathlib import Path

from bench.checks import require_file
from bench.quality import browser, lost_markup, restoration
from gazette import tex
from gazette.core.errors import Refusal
from gazette.tex import mathml, plain

STYLE = Path(__file__).resolve().parents[2] / "static/style.css"
SHEET_STYLE = """\
body { font: 18px/1.5 serif; columns: 2; margin: 1rem; max-width: none }
div { break-inside: avoid; border-top: 1px solid #ccc; padding: .25rem 0 }
code { font-size: 13px; color: #555; display: block }
i { font-style: normal; font-size: 14px; color: #060 }"""


KATEX_FILES = ("katex.min.css", "katex.min.js")
KATEX = """<script>document.querySelectorAll("span[data-tex]").forEach(place =>
katex.render(place.dataset.tex, place, {throwOnError: false}))</script>"""


def write(
    sheet: Path, corpus: Path | None, listings: Path | None, per_source: int, seed: int, katex: Path | None = None
) -> str:
    """Write a sheet with a random sample of each source's formulas; return a summary.

    With `katex`, KaTeX's folder `dist`, each formula is also drawn by KaTeX when a browser opens the sheet.
    """
    style_and_script = [katex / name for name in KATEX_FILES] if katex else []
    for path in style_and_script:
        require_file(path, "pass the folder dist of KaTeX")
    groups = [_formulas(lost_markup.abstracts_with_formulas(corpus))] if corpus else []
    groups += [_formulas(restoration.abstracts(listings))] if listings else []
    formulas = [each for group in groups for each in random.Random(seed).sample(group, min(per_source, len(group)))]
    if not formulas:
        raise Refusal("there is no formula to show; pass a corpus or a folder with formulas")
    style = f"<style>{STYLE.read_text('utf-8')}</style><style>{SHEET_STYLE}</style>"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Formulas</title>\n{style}\n'
    if katex:
        style, script = (path.resolve().as_uri() for path in style_and_script)
        head += f'<link rel="stylesheet" href="{style}"><script src="{script}"></script>\n'
    rows = "".join(_row(each, bool(katex)) for each in formulas)
    sheet.write_text(head + rows + KATEX * bool(katex), "utf-8")
    as_source = sum(not mathml.render(each) for each in formulas)
    return f"{len(formulas)} formulas in {sheet}; {as_source} of them are shown as their source"


def _formulas(texts: Iterable[str]) -> list[str]:
    """Return the TeX of the different formulas in some texts, sorted."""
    return sorted({part.tex for text in texts for part in tex.split(text) or () if isinstance(part, tex.Formula)})


def _row(source: str, with_katex: bool) -> str:
    katex = f' · <span data-tex="{html.escape(source)}"></span> ·' * with_katex
    formula = mathml.render(source) or f"<code>{html.escape(source)}</code>"
    return f"<div>{formula}{katex} <i>{html.escape(plain.render(source))}</i><code>{html.escape(source)}</code></div>\n"


def take_picture(sheet: Path, picture: Path, chromium: Path | None) -> None:
    """Save a picture of the whole sheet."""
    with browser.start(chromium) as running:
        page = running.new_page(viewport={"width": 1100, "height": 900}, device_scale_factor=1.5)
        page.goto(sheet.resolve().as_uri())
        page.screenshot(path=str(picture), full_page=True)
