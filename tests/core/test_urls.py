"""Slugs, addresses here, and which addresses elsewhere may be links."""

import random
import re
from datetime import date

import pytest

from gazette.core import text, urls
from gazette.core.model import Asset, Entry, Standing, Subject, Tag
from tests.make import AUG_20, a_listing, an_entry, merged, times

HEX = "[0-9a-f]{8}"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Speech and Audio", "speech-and-audio"),
        ("  --A/B_test!  ", "a-b-test"),
        ("Éléphant Ångström", "elephant-angstrom"),
        ("ﬁne ＦＵＬＬ", "fine-full"),
        ("Straße", "strasse"),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_slug_folds_case_diacritics_and_punctuation(title, slug):
    assert urls.slug(title) == slug


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("π₀", "0-"),
        ("強化学習", ""),
        ("a+b", "ab-"),
        ("", ""),
        ("???", ""),
        ("x" * 101, "x" * 91 + "-"),
        ("index", "index-"),
        ("CON", "con-"),
        ("lpt1", "lpt1-"),
    ],
)
def test_a_slug_that_lost_something_or_is_reserved_bears_a_digest(title, start):
    assert re.fullmatch(re.escape(start) + HEX, urls.slug(title))


@pytest.mark.parametrize(("one", "other"), [("C", "C+"), ("π", "ρ"), ("a<b", "a>b"), ("x" * 101, "x" * 102)])
def test_what_a_slug_lost_still_tells_texts_apart(one, other):
    assert urls.slug(one) != urls.slug(other)


def random_texts(count: int):
    """Texts of every kind: any character, near-reserved names, paths, long runs."""
    chance = random.Random(4)
    pieces = ["../", "..\\", "/", "\\", ".", "con", "nul", "index", "date", "\x00", "%2e", " ", "-", "π", "é", "A", "9"]
    for _ in range(count):
        letters = (chr(chance.choice((chance.randrange(128), chance.randrange(0x110000)))) for _ in range(4))
        mixed = [*letters, *chance.choices(pieces, k=chance.randrange(6))]
        chance.shuffle(mixed)
        yield text.clean("".join(mixed) * chance.choice((1, 1, 1, 40)))


def test_no_text_becomes_a_slug_that_is_reserved_too_long_or_a_path():
    for found in random_texts(times(3_000, 100_000)):
        slug = urls.slug(found)
        assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", slug), (found, slug)
        assert len(slug) <= urls.LONGEST, (found, slug)
        assert slug not in urls.RESERVED, found


def test_no_two_papers_share_an_address_whatever_their_titles():
    titles = list(dict.fromkeys(random_texts(times(3_000, 100_000))))
    entries = [an_entry(text.line(title) or "?", id=str(number)) for number, title in enumerate(titles)]
    entries += [an_entry(text.line(title) or "?") for title in titles[:1000]]
    papers = merged([a_listing(AUG_20, *entries)]).papers
    assert len({paper.slug for paper in papers}) == len(papers) >= len(titles)


@pytest.mark.parametrize(
    ("kind", "held", "slug"),
    [
        ("arxiv", "2503.08638", "2503.08638"),
        ("arxiv", "hep-th/9901001", "hep-th-9901001"),
        ("doi", "10.1000/182", "doi-10-1000-182"),
        ("openreview", "abc", "openreview-abc"),
        ("acl", "2024.acl-long.1", "acl-2024-acl-long-1"),
        ("title", "On Gaps", "on-gaps"),
        ("id", "gaps", "gaps"),
    ],
)
def test_a_paper_is_called_by_its_id(kind, held, slug):
    assert urls.identity(kind, held) == slug


def test_a_second_paper_of_one_name_gets_a_name_beside_it():
    assert re.fullmatch(f"x{{91}}-{HEX}", urls.apart("x" * 100, "another"))


@pytest.mark.parametrize(
    ("thing", "address"),
    [
        (date(2025, 3, 12), "papers/date/2025-03-12.html"),
        (Tag("rl", "RL", ()), "tags/rl.html"),
        (Subject("RL", "rl"), "tags/rl.html"),
        (Standing("about", "About", ""), "about.html"),
        (Asset("icons/a.svg", b""), "icons/a.svg"),
        ("feed.xml", "feed.xml"),
    ],
)
def test_every_thing_has_its_address(thing, address):
    assert urls.of(thing) == address


def test_what_has_no_page_has_no_address():
    with pytest.raises(TypeError, match="Entry has no page"):
        urls.of(Entry("A"))


def test_a_style_that_changes_changes_its_address():
    one, other = (urls.of(Asset("deep/style.css", body)) for body in (b"a", b"b"))
    assert one != other
    assert re.fullmatch(r"assets/deep-style\.[0-9a-f]{10}\.css", one)


@pytest.mark.parametrize(("path", "up"), [("index.html", ""), ("tags/rl.html", "../"), ("tags/rl/3.html", "../../")])
def test_the_way_up_to_the_root(path, up):
    assert urls.up(path) == up


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
def test_nothing_else_may_be_a_link(address):
    assert urls.safe(address) == ""


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
def test_the_pdf_is_where_the_listing_says_else_where_its_source_keeps_it(entry, address):
    assert urls.pdf(entry) == address


def test_an_id_cannot_break_out_of_the_address_it_stands_in():
    assert urls.doi(an_entry(doi='10.1000/a"b<c>?d#e')) == "https://doi.org/10.1000/a%22b%3Cc%3E%3Fd%23e"


def test_the_folders_of_a_path_are_all_those_on_its_way():
    assert urls.folders(["a/b/c.html", "a/d.html", "index.html"]) == {"a", "a/b"}
    assert urls.folders([]) == set()


def test_a_listing_that_lies_outside_of_the_source_is_not_in_its_repository():
    assert urls.in_repository("content/2025-03-12.md", "https://a.example/b") == (
        "https://a.example/b/blob/HEAD/content/2025-03-12.md"
    )
    assert [urls.in_repository(path, "https://a.example/b") for path in ("/tmp/a.md", "C:/a.md")] == ["", ""]
