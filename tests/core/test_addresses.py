"""Mail addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import addresses
from gazette.core.errors import BadValue


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (" Ada.Lovelace+x@Example.ORG ", "Ada.Lovelace+x@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("пример@example.org", "пример@example.org"),
        ("o'brien@a-b.example.org", "o'brien@a-b.example.org"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_read(written, found):
    assert addresses.address(written) == found


NO_ADDRESSES = [
    *["", "@", "ada", "ada@", "@example.org", "ada@host", "a b@example.org", "a@b@example.org", ".a@example.org"],
    *["a..b@example.org", "a.@example.org", "a@-b.org", "a@b-.org", "a@.org", "a@b..org", '"a"@b.org', "a<b@c.org"],
    *["a,b@c.org", "a\r\nBcc: x@y.org", "a@b.org\nX: y", "a\u202eb@c.org", "a@b.org>", f"{'a' * 65}@b.org"],
    *[f"a@{'b' * 64}.org", f"a@{'b.' * 130}org", "a\x00@b.org", "a\x1e@b.org"],
]


@pytest.mark.parametrize("written", NO_ADDRESSES)
def test_what_is_no_address_is_refused(written):
    with pytest.raises(BadValue) as error:
        addresses.address(written)
    assert error.value.way_out == "write it as name@example.org"


@given(st.text() | st.from_regex(r"[^@]{1,9}@[a-z.-]{1,9}\.[a-z]{2}", fullmatch=True))
def test_an_address_has_nothing_that_a_header_could_misread_and_is_read_as_itself(written):
    if addresses.is_valid(written):
        found = addresses.address(written)
        assert not set(found) & set(' \t\r\n<>,;:"()[]\\\x00\x1e')
        assert addresses.address(found) == found
        assert found.partition("@")[2].isascii()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Papers <a@example.org>", ("Papers", "a@example.org")),
        ('"Lab, of X" <a@Example.org>', ("Lab, of X", "a@example.org")),
        ("a@example.org", ("", "a@example.org")),
        ("<a@example.org>", ("", "a@example.org")),
    ],
)
def test_a_name_and_an_address_are_told_apart(written, found):
    assert addresses.mailbox(written) == found


def test_two_spellings_of_an_address_have_one_key():
    assert addresses.key("Ada@example.org") == addresses.key("ada@example.org") != addresses.key("bo@example.org")


def test_an_address_in_a_link_is_encoded():
    link = addresses.fill("https://a.example/?who={address}&x=1", "a+b&c@example.org")
    assert link == "https://a.example/?who=a%2Bb%26c%40example.org&x=1"


def test_ascii_addresses_need_no_extension():
    assert addresses.is_ascii("a@b.org")
    assert not addresses.is_ascii("ä@b.org")
