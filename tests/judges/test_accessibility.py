"""What axe-core finds on each kind of page, in light and in dark."""

from pathlib import Path

import pytest

from .browser import Window, host
from .sites import Built
from .tools import need

pytestmark = pytest.mark.browser

MOVED = "old.html"  # a visitor is gone before it could be judged
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
  found => `${found.id}: ${found.help}: ${found.nodes.map(node => node.html).join(" ").slice(0, 300)}`)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "real", "hostile", "formulas"])
def test_axe_finds_nothing_on_any_kind_of_page(name: str, theme: str, made, chromium):
    axe = Path(need("axe")).read_text("utf-8")
    site: Built = made(name)
    found = {}
    with host(site) as address, Window(chromium, address, color_scheme=theme) as window:
        for page in [page for page in site.kinds() if page != MOVED]:
            window.visit(page)
            window.page.evaluate(axe)
            found[page] = window.page.evaluate(RUN, RULES)
    assert {page: violations for page, violations in found.items() if violations} == {}
