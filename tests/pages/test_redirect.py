"""Redirects from old addresses."""

from msgspec.structs import replace

from gazette.core.model import Redirect
from gazette.pages import redirect
from tests import site
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, merged, shows

MOVED = [a_listing(AUG_20, an_entry("On Gaps")), a_listing(AUG_21, an_entry("On Gaps", arxiv="2503.00001"))]
REDIRECTS = """\
old/deep/a.html: papers/2503.00001.html
b.html: {gone: "<b>withdrawn</b> at once"}
c.html: https://a.example/?d&e
"""


def test_a_paper_that_got_an_identifier_is_redirected_from_its_old_address():
    assert shows(redirect.pages, merged(MOVED)) == {
        "papers/on-gaps.html": {"new": "papers/2503.00001.html", "gone": ""}
    }


def test_circular_redirects_have_no_pages():
    written = (Redirect("a.html", "b.html", line=1), Redirect("b.html", "a.html", line=2))
    assert shows(redirect.pages, replace(merged([]), redirects=written), a_site()) == {}


def test_browsers_and_search_engines_can_follow_a_redirect(tmp_path):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/redirects.yaml": REDIRECTS})
    site.build(source)
    a, b, c = (source.joinpath("public", path).read_text("utf-8") for path in ("old/deep/a.html", "b.html", "c.html"))
    assert '<meta http-equiv="refresh" content="0; url=../../papers/2503.00001.html">' in a
    assert '<link rel="canonical" href="https://small.example.org/papers/2503.00001.html">' in a
    assert '<a href="../../papers/2503.00001.html">' in a
    assert "refresh" not in b
    assert "&lt;b&gt;withdrawn&lt;/b&gt; at once" in b
    assert '<link rel="canonical" href="https://a.example/?d&amp;e">' in c
    for page in (a, b, c):
        assert '<meta name="robots" content="noindex">' in page
    assert "old/deep" not in "".join(path.read_text("utf-8") for path in source.glob("public/sitemap*.xml"))
