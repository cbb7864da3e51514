"""Slugs, the addresses of pages, and which addresses of other sites may be links."""

import re
from datetime import date

import pytest

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


def test_a_feed_has_the_same_name_in_other_formats():
    assert urls.other_formats("tags/a.daily.atom.xml") == [
        f"tags/a{end}" for end in (".xml", ".atom.xml", ".json", ".daily.xml", ".daily.json")
    ]
    assert urls.other_formats("feed.xml") == ["atom.xml", "feed.json", "daily.xml", "daily.atom.xml", "daily.json"]


@pytest.mark.parametrize("path", ["index.html", "papers/one.html", "tags/a.html", "feed.xml", "tags/a.xml", "a1.html"])
def test_somebody_may_know_the_address_of_a_page_or_a_feed(path):
    assert urls.may_be_known(path)


@pytest.mark.parametrize(
    "path",
    [
        "tags/a/3.html",
        "sitemap.xml",
        "sitemap-2025-03.xml",
        "feed/2025-W11.xml",
        "papers/a.bib",
        "a.css",
        "opensearch.xml",
    ],
)
def test_nobody_keeps_the_address_of_a_numbered_page_or_of_a_file_for_programs(path):
    assert not urls.may_be_known(path)


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
