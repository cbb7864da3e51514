"""Slugs, the addresses of pages, and which addresses of other sites may be links."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import urls
from gazette.core.model import Asset, Entry, StandalonePage, Subject, Tag
from tests.make import an_entry


@pytest.mark.parametrize(
    ("thing", "address"),
    [
        (date(2025, 3, 12), "papers/date/2025-03-12.html"),
        (Tag("rl", "RL", ()), "tags/rl.html"),
        (Subject("RL", "rl"), "tags/rl.html"),
        (StandalonePage("about", "About", ""), "about.html"),
        (Asset("icons/a.svg", b""), "icons/a.svg"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_everything_with_a_page_has_an_address(thing, address):
    assert urls.of(thing) == address


def test_a_value_without_a_page_has_no_address():
    with pytest.raises(TypeError, match="Entry has no page"):
        urls.of(Entry("A"))


def test_a_style_sheet_that_changes_gets_another_address():
    one, other = (urls.of(Asset("deep/style.css", body)) for body in (b"a", b"b"))
    assert one != other
    assert re.fullmatch(r"assets/deep-style\.[0-9a-f]{10}\.css", one)


@pytest.mark.parametrize(("path", "root"), [("index.html", ""), ("tags/rl.html", "../"), ("tags/rl/3.html", "../../")])
def test_the_relative_path_to_the_root(path, root):
    assert urls.to_root(path) == root


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTP://EXAMPLE.org:8080/a?b=c&d#e",
        "https://example.org/it's(fine)",
        "https://[::1]/",
        "https://bücher.example/ü",
    ],
)
def test_an_ordinary_web_address_may_be_a_link(address):
    assert urls.safe(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "example.org",
            "//example.org",
            "/a",
            "#a",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
        ),
        *("java\nscript:alert(1)", " https://example.org", "https://example.org\n", "https://exa mple.org", "https://"),
        *("https:///example.org", "https:/example.org", "https:\\\\example.org", "https://example.org\\@evil.org"),
        *(
            "https://user@evil.org/",
            "https://user:word@evil.org/",
            'https://a.org/"x',
            "https://a.org/<x",
            "https://a.org`",
        ),
        *(
            "https://a.org:x/",
            "https://a.org:99999/",
            "https://[",
            "https://:80/",
            "vbscript:x",
            "ftp://a.org/",
            "httpſ://a.org",
        ),
        *("mailto:a@example.org", "file:///etc/passwd", "blob:https://a.org/1", "view-source:https://a.org"),
    ],
)
def test_no_other_address_may_be_a_link(address):
    assert urls.safe(address) == ""


@pytest.mark.parametrize(
    ("address", "what", "way_out"),
    [
        ("example.org", "is not a web address", "start it with https://"),
        ("https:/example.org", "is not a web address", "start it with https://"),
        ("https://a:b@example.org/", "has a user name or a password before the host", "remove everything up to the @"),
        ("HTTPS://a@example.org", "has a user name or a password before the host", "remove everything up to the @"),
        ("https://example.org/a b", "has a space in it", "write it as %20"),
        ("https://exa mple.org/", "has a space in it", "remove it"),
        ("https://example.org/a\\b", "has a backslash in it", "write it as %5C"),
        ('https://example.org/"', "has '\"' in it", "write it as %22"),
        ("https://", "has no host", "write it after https://"),
        ("https://:80/", "has no host", "write it after https://"),
        ("https://example.org:99999/", "has a host or a port that does not exist", "correct it"),
        ("https://[", "has a host or a port that does not exist", "correct it"),
    ],
)
def test_what_is_wrong_with_an_address_and_what_to_do(address, what, way_out):
    assert urls.safe(address) == ""
    assert urls.fault(address) == (what, way_out)


@given(st.text(st.sampled_from("ahtps:/@?#. []\\\"'<>`^{|}%9é"), max_size=12))
def test_only_an_address_without_a_scheme_is_told_to_start_with_one(rest):
    for address in (f"https://{rest}", rest):
        if not urls.safe(address):
            told = urls.fault(address)[1] == "start it with https://"
            assert told == (not address.lower().startswith(("http://", "https://")))


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        (an_entry(arxiv="2503.00001"), "https://arxiv.org/pdf/2503.00001"),
        (an_entry(arxiv="2503.00001", pdf="https://a.org/b.pdf"), "https://a.org/b.pdf"),
        (an_entry(arxiv="2503.00001", pdf="javascript:x"), "https://arxiv.org/pdf/2503.00001"),
        (an_entry(acl="P19-1001"), "https://aclanthology.org/P19-1001.pdf"),
        (an_entry(openreview="aB_1"), "https://openreview.net/pdf?id=aB_1"),
        (an_entry(), ""),
    ],
)
def test_a_pdfs_address_is_from_the_listing_or_else_from_an_id(entry, address):
    assert urls.pdf(entry) == address


def test_an_id_is_quoted_in_addresses():
    assert urls.doi(an_entry(doi='10.1000/a"b<c>?d#e')) == "https://doi.org/10.1000/a%22b%3Cc%3E%3Fd%23e"


def test_folders_are_all_that_contain_one_of_the_files():
    assert urls.folders(["a/b/c.html", "a/d.html", "index.html"]) == {"a", "a/b"}
    assert urls.folders([]) == set()


def test_a_listing_outside_the_source_folder_is_not_in_the_repository():
    assert urls.in_repository("content/2025-03-12.md", "https://a.example/b") == (
        "https://a.example/b/blob/HEAD/content/2025-03-12.md"
    )
    assert [urls.in_repository(path, "https://a.example/b") for path in ("/tmp/a.md", "C:/a.md")] == ["", ""]


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("a/b.md", True),
        ("..", False),
        ("a/../b", False),
        ("/a", False),
        ("a//b", False),
        ("a\\b", False),
        ("./a", False),
        ("a..b", True),
    ],
)
def test_a_path_is_inside_its_folder_if_it_has_no_empty_or_dot_parts(path, inside):
    assert urls.inside(path) == inside


def test_pages_of_one_kind_have_addresses_next_to_each_other():
    tag = Tag("rl", "RL", ())
    assert [urls.numbered(tag, 3), urls.feed(tag)] == ["tags/rl/3.html", "tags/rl.xml"]
    assert [urls.letter("b"), urls.period("week", "2025-W34")] == ["authors/b.html", "papers/week/2025-W34.html"]
    assert urls.sitemap("2025-08") == "sitemap-2025-08.xml"


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("index.html", ""),
        ("tags/index.html", "tags/"),
        ("papers/2503.00001.html", "papers/2503.00001"),
        ("my-index.html", "my-index"),
        ("feed.xml", "feed.xml"),
        ("tags/a.html.html", "tags/a.html"),
    ],
)
def test_a_clean_address_has_no_html(address, clean):
    assert urls.clean(address) == clean
