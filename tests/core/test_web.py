"""Which addresses of other sites may be links, and what is wrong with the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import web


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
    assert web.safe(address) == address


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
    assert web.safe(address) == ""


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
    assert web.safe(address) == ""
    assert web.fault(address) == (what, way_out)


@given(st.text(st.sampled_from("ahtps:/@?#. []\\\"'<>`^{|}%9é"), max_size=12))
def test_only_an_address_without_a_scheme_is_told_to_start_with_one(rest):
    for address in (f"https://{rest}", rest):
        if not web.safe(address):
            told = web.fault(address)[1] == "start it with https://"
            assert told == (not address.lower().startswith(("http://", "https://")))
