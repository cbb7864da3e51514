"""With `clean_urls: true`, addresses on the web name pages without .html; links between pages and ids do not change."""

import re

import pytest

from tests import site

URL = "https://small.example.org/"
PATTERNS = {
    "canonical": (r'<link rel="canonical" href="([^"]*)"', ".html"),
    "og:url": (r'<meta property="og:url" content="([^"]*)"', ".html"),
    "citation": (r'citation_abstract_html_url" content="([^"]*)"', ".html"),
    "sitemap": (r"<loc>([^<]*)</loc>", ".xml"),
    "feed": (r"<link>([^<]*)</link>", ".xml"),
    "outline": (r'htmlUrl="([^"]*)"', ".opml"),
    "json": (r'"(?:@id|url|page)": ?"(https://small[^"]*)"', ""),
}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The files of a site without and with the setting."""
    files = {**site.LISTINGS, "content/redirects.yaml": "old.html: papers/gaps.html\n"}
    sites = []
    for more in ("", "clean_urls: true\n"):
        source = site.a_source(tmp_path_factory.mktemp("site") / "source", files, site.SETTINGS + more)
        site.build(source)
        assert site.broken_links(source / "public") == []
        sites.append(site.files(source / "public"))
    return sites


def found(files, name):
    """The addresses of a kind, on the site."""
    pattern, suffix = PATTERNS[name]
    texts = [
        body.decode() for path, body in sorted(files.items()) if path.endswith(suffix or (".html", ".json", ".md"))
    ]
    return [address for text in texts for address in re.findall(pattern, text) if address.startswith(URL)]


def pages_only(addresses):
    return [address for address in addresses if not address.endswith((".xml", ".opml"))]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_address_on_the_web_has_no_html(name, both):
    ordinary, clean = (found(files, name) for files in both)
    assert any(".html" in address for address in ordinary)
    assert len(ordinary) == len(clean)
    assert not [address for address in clean if ".html" in address or address.endswith("/index")]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_clean_address_is_one_page_of_the_site(name, both):
    ordinary, clean = (pages_only(found(files, name)) for files in both)
    for before, after in zip(ordinary, clean, strict=True):
        path = after.removeprefix(URL).partition("#")[0]
        file = f"{path}index.html" if path.endswith("/") or not path else f"{path}.html"
        assert file in both[1]
        assert before.removeprefix(URL).partition("#")[0] == ("" if file == "index.html" else file)


def test_relative_links_and_ids_do_not_change(both):
    links, guids = r'href="(?!https?:)([^"]*)"', r"<guid[^>]*>([^<]*)</guid>"
    for path, body in both[0].items():
        if path.endswith((".html", ".xml")):
            one, other = body.decode(), both[1][path].decode()
            assert re.findall(links, one) == re.findall(links, other)
            assert re.findall(guids, one) == re.findall(guids, other)


def test_a_build_after_the_setting_changed_equals_a_clean_one(both, tmp_path):
    files = {**site.LISTINGS, "content/redirects.yaml": "old.html: papers/gaps.html\n"}
    source = site.a_source(tmp_path / "source", files)
    site.build(source)
    for settings, expected in ((site.SETTINGS + "clean_urls: true\n", both[1]), (site.SETTINGS, both[0])):
        site.write(source, {"site.yaml": settings})
        site.build(source)
        assert site.differences(site.files(source / "public"), expected) == []
