"""The formats of each paper for programs."""

import pytest

from gazette.archive.affected import everything
from gazette.pages import twin
from tests.make import AUG_20, a_listing, a_site, an_entry, merged

ARCHIVE = merged([a_listing(AUG_20, an_entry("A", arxiv="2503.00001"), an_entry("B"))])


@pytest.mark.parametrize("twins", [("md", "bib", "json"), ("bib",), ()])
def test_a_paper_has_the_formats_in_the_settings(twins):
    found = {page.path: page.template for page in twin.pages(ARCHIVE, a_site(twins=twins), everything(ARCHIVE))}
    assert found == {f"papers/{slug}.{kind}": f"twin.{kind}" for slug in ("2503.00001", "b") for kind in twins}
