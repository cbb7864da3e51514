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


def test_a_page_without_a_description_is_described_by_its_first_sentences(tmp_path):
    files = {
        "content/pages/about.md": "We list *papers* & kites. Every day.\n",
        "content/pages/team.md": "---\ndescription: Who we are\n---\n\nWe are few.\n",
    }
    source = site.a_source(tmp_path, files)
    site.build(source)
    for name, description in (("about", "We list papers &amp; kites. Every day."), ("team", "Who we are")):
        html = (source / f"public/{name}.html").read_text("utf-8")
        assert f'<meta name="description" content="{description}">' in html
