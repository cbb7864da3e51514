"""Web addresses in abstracts, and the fields they belong to."""

import pytest

from gazette.listings import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Code is available at https://github.com/a/b.", {"code": ("https://github.com/a/b",)}),
        ("(see https://github.com/a/b_(c)).", {"code": ("https://github.com/a/b_(c)",)}),
        ("researchhttps://github.com/a/b.", {"code": ("https://github.com/a/b",)}),
        ("https://github.com/a/bhttps://github.com/a/b", {"code": ("https://github.com/a/b",)}),
        ("at https://https://github.com/a/b", {"code": ("https://github.com/a/b",)}),
        ("available~https://github.com/a/b/README.md{here.}", {"code": ("https://github.com/a/b/README.md",)}),
        ("Project page: https://x.github.io/y/", {"project": ("https://x.github.io/y/",)}),
        ("The project website is https://x.org/y", {"project": ("https://x.org/y",)}),
        ("We release our code via https://x.org/y", {"code": ("https://x.org/y",)}),
        ("Code is ours. Data: https://x.org/y", {"see": ("https://x.org/y",)}),
        ("Weights: https://huggingface.co/a/b", {"see": ("https://huggingface.co/a/b",)}),
        (
            "Two videos: https://youtu.be/a and https://youtu.be/b.",
            {"media": ("https://youtu.be/a", "https://youtu.be/b")},
        ),
    ],
)
def test_address_is_separated_from_its_sentence_and_gets_a_field(text, found):
    assert links.find(text) == found


@pytest.mark.parametrize("text", ["", "no address", "https://", "http://.", "javascript:alert(1)", "https://a b@c"])
def test_text_without_an_address_gives_no_links(text):
    assert links.find(text) in ({}, {"see": ("https://a",)})


def test_long_text_of_incomplete_addresses_takes_no_time():
    assert links.find("https:" * 100_000) == {}
