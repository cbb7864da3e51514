"""The pages of digests."""

import re

import pytest

from gazette.pages import digest
from tests import site
from tests.make import AUG_20, AUG_25, a_listing, a_site, an_entry, merged, shows

SETTINGS = f"{site.SETTINGS}digests: true\n"
LISTINGS = {
    **site.LISTINGS,
    "content/2025-03-17.md": "## On Gaps & <b>Tides</b>\n- id: more\n- added: 2025-03-18T08:15Z\n\nText with $x^2$.\n",
    "content/2025-03-18.md": "## Another\n- id: another\n",
}


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    source = site.a_source(tmp_path_factory.mktemp("digests") / "source", LISTINGS, SETTINGS)
    site.build(source)
    return source / "public"


def test_each_day_and_each_complete_week_has_a_page_and_a_text():
    archive = merged([a_listing(AUG_20, an_entry("A")), a_listing(AUG_25, an_entry("B"))])
    names = ("2025-08-20", "2025-08-25", "2025-W34")
    found = shows(digest.pages, archive, a_site(digests=True))
    assert [*found] == [f"digest/{name}.{kind}" for name in names for kind in ("html", "txt")]


def test_without_the_setting_there_are_none():
    assert shows(digest.pages, merged([a_listing(AUG_20, an_entry("A"))])) == {}


def test_the_pages_are_as_the_policy_and_search_engines_need_them(public):
    pages = [path.read_text("utf-8") for path in (public / "digest").glob("*.html")]
    assert len(pages) == 5
    for page in pages:
        assert '<meta name="robots" content="noindex">' in page
        assert 'rel="canonical"' not in page
        assert " style=" not in page
    assert "digest/" not in "".join(path.read_text("utf-8") for path in public.glob("sitemap*.xml"))
    assert site.broken_links(public) == []


def test_a_page_has_what_the_mail_has_and_its_links_are_relative(public):
    page = (public / "digest/2025-03-18.html").read_text("utf-8")
    assert "Added to earlier days" in page
    assert '<a href="../papers/more.html">On Gaps &amp; &lt;b&gt;Tides&lt;/b&gt;</a>' in page
    assert "Text with x²." in page
    assert 'href="https://small.example.org/' not in page


def test_the_text_is_not_escaped(public):
    text = (public / "digest/2025-03-18.txt").read_text("utf-8")
    assert "On Gaps & <b>Tides</b>" in text
    assert "Text with x²." in text
    assert not re.search("&(amp|lt|#)", text)


def test_the_page_about_subscribing_links_the_latest_digest_as_a_sample(public, tmp_path):
    assert '<a href="digest/2025-03-18.html">' in (public / "subscribe.html").read_text("utf-8")
    for number, settings in enumerate((site.SETTINGS, f"{SETTINGS}leave_out: [digest]\n")):
        source = site.a_source(tmp_path / str(number), LISTINGS, settings)
        site.build(source)
        assert "digest/" not in (source / "public/subscribe.html").read_text("utf-8")


def test_a_word_about_the_day_with_a_link_to_a_page_that_comes_later_is_drawn_again(tmp_path):
    word = "---\nsource: T\n---\n\nSee [the notes](notes.html).\n\n## A\n"
    source = site.a_source(tmp_path / "source", {"content/2025-03-10.md": word}, SETTINGS)
    site.build(source)
    page, text = (source / f"public/digest/2025-03-10.{suffix}" for suffix in ("html", "txt"))
    assert 'href="../notes.html"' not in page.read_text("utf-8")
    assert "\nSee the notes (notes.html).\n" in text.read_text("utf-8")
    site.write(source, {"content/pages/notes.md": "Notes.\n"})
    site.build(source)
    assert 'href="../notes.html"' in page.read_text("utf-8")
    assert re.search(r"\nSee the notes\.\n    the notes: https://\S+/notes\.html\n", text.read_text("utf-8"))
