"""The page of saved papers."""

from gazette.core.model import Archive
from gazette.pages import saved
from tests import site
from tests.make import shows


def test_the_page_does_not_depend_on_the_archive():
    assert shows(saved.pages, Archive()) == {"saved.html": {}}


def test_the_page_has_a_place_for_the_script_and_is_not_for_search_engines(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    page = (source / "public/saved.html").read_text("utf-8")
    assert page.count('id="saved"') == 1
    assert '<meta name="robots" content="noindex">' in page
    assert not any("saved.html" in path.read_text("utf-8") for path in source.glob("public/sitemap*.xml"))
    assert 'href="saved.html"' in (source / "public/index.html").read_text("utf-8")
