"""A site can change the style with static/extra.css, as the documentation shows."""

import re

import pytest

from .browser import Window, host
from .habits import day, source
from .sites import built, write
from .tools import ROOT

pytestmark = pytest.mark.browser

# The colours as the browser computes them, and the measure.
SHOWN = """[getComputedStyle(document.querySelector(".neighbours a")).color, getComputedStyle(document.body).maxWidth,
  getComputedStyle(document.body).fontFamily]"""


def documented() -> str:
    """The example of docs/look.md."""
    (example,) = re.findall(r"```css\n(.*?)```", (ROOT / "docs/look.md").read_text("utf-8"), re.DOTALL)
    return example


@pytest.mark.parametrize(("theme", "accent"), [("light", "rgb(11, 83, 148)"), ("dark", "rgb(138, 184, 232)")])
def test_the_documented_example_changes_colours_face_and_measure(theme: str, accent: str, tmp_path, chromium):
    folder = source(tmp_path / "source")
    plain = built(folder, tmp_path / "plain")
    write(folder / "static/extra.css", documented())
    site = built(folder, tmp_path / "root")
    found = []
    for each in (plain, site):
        with host(each) as address, Window(chromium, address, color_scheme=theme) as window:
            window.page.goto(address + day(1))
            found.append(window.page.evaluate(SHOWN))
            assert window.faults == []
    (before, after) = found
    assert after == [accent, "701.25px", "Georgia, serif"]
    assert [was == now for was, now in zip(before, after, strict=True)] == [False] * 3


def test_extra_css_comes_after_the_style_sheet_and_is_stored_for_reading_offline(tmp_path):
    folder = source(tmp_path / "source")
    write(folder / "static/extra.css", documented())
    site = built(folder, tmp_path / "root")
    (extra,) = (site.folder / "assets").glob("extra.*.css")
    for page in site.pages():
        html = (site.folder / page).read_text("utf-8")
        assert html.index("/style.") < html.index(extra.name), page
    assert extra.name in (site.folder / "sw.js").read_text("utf-8")


def test_gazette_has_no_extra_css(kites):
    assert list((kites.folder / "assets").glob("extra.*")) == []
    assert "extra." not in (kites.folder / "index.html").read_text("utf-8")


def test_every_variable_of_the_documentation_exists_and_is_used():
    style = (ROOT / "static/style.css").read_text("utf-8")
    documentation = (ROOT / "docs/look.md").read_text("utf-8")
    named = set(re.findall(r"^\| `(--[a-z-]+)`", documentation, re.MULTILINE))
    top = style[style.index(":root {") : style.index("}", style.index(":root {"))]
    assert named == set(re.findall(r"(--[a-z-]+):", top))
    assert {name for name in named if f"var({name})" not in style} == set()
