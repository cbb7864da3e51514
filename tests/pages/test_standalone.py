"""The pages from content/pages."""

from gazette.core.model import Archive, StandalonePage
from gazette.pages import standalone
from tests import site
from tests.make import shows

ABOUT = StandalonePage("about", "About", "")


def test_every_file_in_content_pages_has_a_page():
    other = StandalonePage("contact", "Contact", "")
    assert shows(standalone.pages, Archive(standalone=(ABOUT, other))) == {
        "about.html": {"page": ABOUT},
        "contact.html": {"page": other},
    }


def test_the_page_shows_the_markdown_with_links_to_pages_of_the_site(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    page = (source / "public/about.html").read_text("utf-8")
    assert '<h1 dir="auto">About</h1>\n<p>See <a href="tags/bandits.html"' in page
