"""A mail is well-formed, and says the same as its digest."""

import email
import email.policy
import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.config import Site
from gazette.mailing import message
from tests.mailing.outbox import DAY, Mail, mail
from tests.mailing.server import LONGEST

NOW = datetime(2025, 3, 13, 6, tzinfo=UTC)
LINK = "https://lists.example.org/leave?who={address}&list=" + "0123456789" * 20
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n.=<>&\u2028\x85"))


def a_site(**settings):
    settings = {"mail_from": "Papers <papers@example.org>", "mail_unsubscribe": LINK, **settings}
    return Site("Papers", "https://papers.example.org/", **settings)


def sent(digest=None, site=None, to="ada@example.org"):
    return message.letter(digest or mail(), site or a_site()).to(to, NOW)


def read(body):
    return email.message_from_bytes(body, policy=email.policy.default)


def parts(found):
    return [part.get_content().replace("\r\n", "\n") for part in found.iter_parts()]


def test_the_headers_say_what_it_is_and_how_to_unsubscribe():
    found = read(sent())
    assert {name: value for name, value in found.items() if not name.startswith("Content-")} == {
        "To": "ada@example.org",
        "Date": "Thu, 13 Mar 2025 06:00:00 +0000",
        "Message-ID": found["message-id"],
        "List-Unsubscribe": f"<{LINK.replace('{address}', 'ada%40example.org')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "From": "Papers <papers@example.org>",
        "Subject": f"Papers of {DAY}: ∂ and more",
        "List-Id": "<papers.example.org>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "MIME-Version": "1.0",
    }
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    assert not [part.defects for part in found.walk() if part.defects]


def test_the_link_for_unsubscribing_is_on_one_line_of_the_header():
    """Mail programs do not put a link together that is broken over lines or encoded."""
    (line,) = re.findall(rb"(?m)^List-Unsubscribe: <[!-~]+>\r$", sent())
    assert len(line) < LONGEST


def test_the_id_is_the_same_each_time_and_differs_between_digests_people_and_sites():
    def of(name=DAY, to="ada@example.org", **settings):
        return read(sent(mail(name), a_site(**settings), to))["message-id"]

    assert of() == of(to="Ada@example.org")
    others = [of(), of("2025-03-13"), of(to="bo@example.org"), of(feed_authority="other.example,2025")]
    assert len({*others}) == 4
    assert re.fullmatch(r"<[0-9a-f]{32}@papers\.example\.org>", of())


@pytest.mark.parametrize(
    ("settings", "unsubscribe", "one_click"),
    [
        ({}, "<https://lists.example.org/leave?who=ada%40example.org", True),
        ({"mail_unsubscribe": "mailto:leave@example.org?subject={address}"}, "<mailto:leave@example.org?sub", False),
        ({"mail_unsubscribe": ""}, None, False),
        ({"mail_list": "all@example.org"}, None, False),
        ({"mail_list": "all@example.org", "mail_unsubscribe": "https://a.example/leave"}, "<https://a.exa", False),
        ({"mail_unsubscribe": "https://a.example/leave"}, "<https://a.example/leave>", False),
    ],
)
def test_one_click_needs_an_https_address_and_a_list_is_not_unsubscribed(settings, unsubscribe, one_click):
    found = read(sent(site=a_site(**settings)))
    assert str(found["list-unsubscribe"]).startswith(unsubscribe or "None")
    assert (found["list-unsubscribe-post"] is not None) == one_click
    text, markup = parts(found)
    assert ("Unsubscribe" in text) == ("Unsubscribe" in markup) == bool(unsubscribe)


def test_each_recipient_has_an_own_link_in_both_parts_where_the_digest_has_its_place():
    marked = Mail(
        DAY,
        "S",
        f'<body>\n<p><a href="{message.UNSUBSCRIBE}">Leave</a></p>\n<p>after</p></body>\n',
        f"before\nLeave: {message.UNSUBSCRIBE}\nafter\n",
    )
    prepared = message.letter(marked, a_site())
    for name in ("ada", "bo"):
        text, markup = parts(read(prepared.to(f"{name}@example.org", NOW)))
        link = LINK.replace("{address}", f"{name}%40example.org")
        assert text == f"before\nLeave: {link}\nafter\n"
        escaped = link.replace("&", "&amp;")
        assert markup == f'<body>\n<p><a href="{escaped}">Leave</a></p>\n<p>after</p></body>\n'


def test_a_digest_without_a_place_for_the_link_gets_one_at_its_end():
    text, markup = parts(read(sent(Mail(DAY, "S", "<body><p>A</p></body>", "A"))))
    assert text.startswith("A\n\n-- \nUnsubscribe: https://")
    assert re.fullmatch(r'<body><p>A</p>\n<p [^>]*><a href="[^"]*">Unsubscribe</a></p>\n</body>\n', markup)


@given(TEXT, TEXT, TEXT)
def test_both_parts_and_the_subject_arrive_as_they_were_in_lines_that_servers_accept(subject, text, markup):
    body = sent(Mail(DAY, subject, markup, text), a_site(mail_unsubscribe=""))
    found = read(body)
    expected = [text.rstrip("\n") + "\n", markup.rstrip("\n") + "\n"]
    assert [part.get_content().replace("\r\n", "\n") for part in found.iter_parts()] == expected
    assert " ".join(str(found["subject"]).split()) == message.line(subject)[: message.MAX_SUBJECT]
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert body.isascii()


@pytest.mark.parametrize(
    "subject",
    ["A\r\nBcc: evil@example.org", "A\nBcc: x", "A\x0bB", "=?utf-8?q?not_decoded?=", "word " * 200, "ü" * 400],
)
def test_a_subject_adds_no_header_and_is_shown_as_it_is(subject):
    found = read(sent(Mail(DAY, subject, "<p>", "a")))
    assert found["bcc"] is None
    assert " ".join(str(found["subject"]).split()) == message.line(subject)[: message.MAX_SUBJECT].strip()


NAMES = [
    "Papers",
    "Lab, of “X”",
    'A "quoted" name',
    "Ünïcödé 𝔼",
    "=?utf-8?q?x?=",
    "a;b:c",
    "論" * 400,
    "word, " * 79 + "word",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_sender_is_shown_as_it_is_and_folded(name):
    body = sent(site=a_site(mail_from=f"{name} <p@example.org>", mail_reply_to=f"{name} <r@x.org>"))
    for field, address in (("from", "p@example.org"), ("reply-to", "r@x.org")):
        written, found = parseaddr(email.message_from_bytes(body)[field])
        assert (str(make_header(decode_header(written))), found) == (name, address)
    assert not [part.defects for part in read(body).walk() if part.defects]
    head = body.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(len(line) for line in head if not line.startswith(b"List-Unsubscribe")) < 80


def test_the_host_of_the_site_is_in_ascii_in_the_headers():
    for url, host in (("https://exämple.org/", "xn--exmple-cua.org"), (f"https://{'ä' * 70}.org/", "example.org")):
        body = message.letter(mail(), Site("P", url, mail_from="P <p@example.org>")).to("ada@example.org", NOW)
        head = body.partition(b"\r\n\r\n")[0]
        assert head.isascii()
        assert f"List-Id: <{host}>".encode() in head
        assert str(read(body)["message-id"]).endswith(f"@{host}>")


def test_a_reply_goes_where_the_site_says():
    assert read(sent(site=a_site(mail_reply_to="Desk <desk@example.org>")))["reply-to"] == "Desk <desk@example.org>"


def test_a_list_is_named_in_the_headers():
    found = read(sent(site=a_site(mail_list="all@example.org", mail_list_id="papers.lists.example.org")))
    assert (found["precedence"], found["list-id"]) == ("list", "<papers.lists.example.org>")
