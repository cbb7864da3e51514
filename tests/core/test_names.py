"""The names of files that users rely on."""

import pytest

from gazette.core import names
from tests.site import ROOT

DOCS = {
    names.SITE_YAML: "README.md",
    names.REDIRECTS: "docs/listings.md",
    f"content/{names.PAGES}/": "docs/settings.md",
    names.MANIFEST: "docs/builds.md",
    f"{names.CACHE_FOLDER}/": "docs/builds.md",
}


@pytest.mark.parametrize(("name", "page"), DOCS.items())
def test_the_docs_use_the_same_name(name, page):
    assert name in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "outside"),
    [("content/2025-03-12.md", False), ("/srv/a.md", True), ("C:/a.md", True), ("content/a: b.md", False)],
)
def test_a_path_of_the_machine_is_outside_the_source_folder(path, outside):
    assert names.is_outside(path) == outside
