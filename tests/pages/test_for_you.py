"""The page that ranks the latest papers by what its reader saved."""

import re

import pytest

from gazette.archive import affected
from gazette.core.model import Archive
from gazette.pages import for_you
from tests import site
from tests.make import AUG_25, a_listing, a_site, an_entry, merged

ARCHIVE = merged([a_listing(AUG_25, an_entry("Tides"))])


def planned(archive=ARCHIVE, **own):
    found = for_you.pages(archive, a_site(**own), affected.everything(archive))
    return {page.path: page.shows for page in found}


def test_the_page_knows_where_papers_are_but_not_which_there_are():
    assert planned(search=True) == {"for-you.html": {"address": "papers/PATH.html"}}


def test_without_pages_of_papers_results_lead_to_their_days():
    assert planned(search=True, leave_out=("paper",)) == {"for-you.html": {"address": "papers/date/DAY.html"}}
    assert planned(search=True, leave_out=("paper", "day")) == {"for-you.html": {"address": ""}}


def test_without_an_index_there_is_no_page():
    assert planned(search=False) == {}
    assert planned(search=True, leave_out=("search",)) == {}
    assert planned(archive=Archive(), search=True) == {}


@pytest.mark.parametrize("search", [True, False])
def test_only_a_site_with_the_index_has_the_page_and_links_to_it(tmp_path, search):
    source = site.a_source(tmp_path / "source", settings=f"{site.SETTINGS}search: {str(search).lower()}\n")
    site.build(source)
    public = source / "public"
    assert (public / "for-you.html").exists() == search
    assert ('href="for-you.html"' in (public / "index.html").read_text("utf-8")) == search
    assert not any("for-you" in path.read_text("utf-8") for path in public.glob("sitemap*.xml"))


def test_the_page_is_not_for_search_engines_and_alone_loads_the_script(tmp_path):
    source = site.a_source(tmp_path / "source", settings=f"{site.SETTINGS}search: true\n")
    site.build(source)
    pages = {path.name: path.read_text("utf-8") for path in (source / "public").rglob("*.html")}
    assert '<meta name="robots" content="noindex">' in pages["for-you.html"]
    assert [name for name, html in pages.items() if re.search(r'src="[^"]*/ranking\.', html)] == ["for-you.html"]
