"""Each kind of setting accepts its values and says what is wrong with others."""

import pytest

from gazette.config import Site, site, values
from gazette.core.errors import BadValue
from gazette.sources.documents import Node


def text(value):
    return Node(value, 1)


def texts(*each):
    return Node([text(value) for value in each], 1)


@pytest.mark.parametrize(
    ("read", "node", "value"),
    [
        (values.line, text("  day by\n day "), "day by day"),
        (values.site_url, text("https://a.example/papers//"), "https://a.example/papers/"),
        (values.url, text("https://a.example/?b#c"), "https://a.example/?b#c"),
        (values.base_url, text("https://a.example/b/"), "https://a.example/b"),
        (values.number(1), text("999999"), 999999),
        (values.number(0), text("0"), 0),
        (values.boolean, text("true"), True),
        (values.boolean, text("false"), False),
        (values.language, text("zh-Hant-TW"), "zh-Hant-TW"),
        (values.timezone, text("Europe/Berlin"), "Europe/Berlin"),
        (values.authority, text("a@example.org,2024-01-31"), "a@example.org,2024-01-31"),
        (values.names, texts("a", "b"), ("a", "b")),
        (values.names, text("a, b"), ("a", "b")),
        (values.names, Node([], 1), ()),
        (values.twins, texts("md", "bib", "md"), ("md", "bib")),
        (values.navigation, Node({" A  b ": text("c.html")}, 1), (("A b", "c.html"),)),
    ],
)
def test_a_value_is_read(read, node, value):
    assert read(node) == value


@pytest.mark.parametrize(
    ("read", "node", "what"),
    [
        (values.line, Node(None, 1), "expected text, found empty"),
        (values.line, texts("a"), "expected text, found a list"),
        (values.site_url, text("https://a.example/it's"), '"https://a.example/it\'s" is not a web address'),
        (values.url, text("javascript:alert(1)"), "'javascript:alert(1)' is not a web address"),
        (values.number(2), text("1"), "'1' is not allowed"),
        (values.number(1), text("٣"), "'٣' is not allowed"),
        (values.number(1), text("1000000"), "'1000000' is not allowed"),
        (values.boolean, text("yes"), "'yes' is not allowed"),
        (values.language, text("english"), "'english' is not a language tag"),
        (values.timezone, text("../etc/passwd"), "'../etc/passwd' is not a time zone"),
        (values.authority, text("a b"), "'a b' is not a domain or a mail address, with or without a comma and a year"),
        (values.authority, text("a.example,2025-13"), "there is no day 2025-13"),
        (values.authority, Node({}, 1), "expected text, found a mapping"),
        (values.names, Node([Node({}, 1)], 1), "expected text, found a mapping"),
        (values.twins, texts("pdf"), "unknown format 'pdf'"),
        (values.navigation, text("a"), "expected a mapping, found text"),
        (values.navigation, Node({"A": text("data://x")}, 1), "'data://x' is not a web address"),
    ],
)
def test_a_bad_value_is_described_with_a_way_out(read, node, what):
    with pytest.raises(BadValue) as error:
        read(node)
    assert error.value.what == what
    assert error.value.way_out


@pytest.mark.parametrize(
    ("written", "way_out"),
    [
        ("https://papers.example.net/a", "write it as papers.example.net"),
        ("Example Lab", "write it as papers.example.org,2025"),
        ("papers.example.net, 2025", "write it as papers.example.org,2025"),
        ("papers.example.net,25", "write it as papers.example.org,2025"),
        ("papers.example.net,2025-02-30", "write the year only, as in papers.example.net,2025"),
    ],
)
def test_an_authority_in_another_form_is_answered_with_the_right_one(written, way_out):
    with pytest.raises(BadValue) as error:
        values.authority(text(written))
    assert error.value.way_out == way_out
    right = way_out.split()[-1]
    assert values.authority(text(right)) == right


def test_every_setting_is_a_field_of_the_site():
    assert {key.replace(".", "_") for key in site.SETTINGS} | {"topics", "lines"} == set(Site.__dataclass_fields__)
