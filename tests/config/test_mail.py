"""The settings of mail: their values, and which of them fit together."""

import pytest

from gazette import config
from gazette.config import mail
from gazette.core.errors import BadValue, Report
from gazette.sources.documents import Node

REQUIRED = "title: T\nurl: https://a.example/\n"
MAIL = "mail:\n  host: smtp.example.org\n  from: Papers <p@example.org>\n  subscribers: ../people.csv\n"
LEAVE = "  unsubscribe: https://a.example/leave?who={address}\n"


def parse(more):
    report = Report(config.NAME)
    return config.parse(REQUIRED + more, report), [str(error) for error in report.errors]


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (mail.host, "SMTP.Example.org", "smtp.example.org"),
        (mail.host, "[::1]", "::1"),
        (mail.port, "2525", 2525),
        (mail.port, "0", 0),
        (mail.security, "tls", "tls"),
        (mail.address, "List@Example.org", "List@example.org"),
        (mail.sender, "Ünal Lab <p@bücher.example>", "Ünal Lab <p@xn--bcher-kva.example>"),
        (mail.sender, "p@example.org", "p@example.org"),
        (mail.unsubscribe, "https://a.example/leave?who={address}", "https://a.example/leave?who={address}"),
        (mail.unsubscribe, "mailto:leave@example.org?subject=leave", "mailto:leave@example.org?subject=leave"),
        (mail.list_id, "<papers.example.org>", "papers.example.org"),
        (mail.field, "EMAIL", "EMAIL"),
    ],
)
def test_a_value_is_read(read, written, value):
    assert read(Node(written, 1)) == value


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (mail.host, "smtp example"),
        (mail.host, "https://smtp.example.org"),
        (mail.port, "65536"),
        (mail.security, "ssl"),
        (mail.address, "Ada <a@example.org>"),
        (mail.sender, "Papers"),
        (mail.sender, "Papers <ä@example.org>"),
        (mail.unsubscribe, "http://a.example/leave"),
        (mail.unsubscribe, "https://"),
        (mail.unsubscribe, "https://a.example/a b"),
        (mail.unsubscribe, "https://a.example/>"),
        (mail.unsubscribe, "mailto:nobody"),
        (mail.unsubscribe, "javascript:alert(1)"),
        (mail.unsubscribe, f"https://a.example/{'a' * 500}"),
        (mail.list_id, "papers"),
        (mail.list_id, "a b.example.org"),
        (mail.field, " "),
    ],
)
def test_a_bad_value_is_refused_with_a_way_out(read, written):
    with pytest.raises(BadValue) as error:
        read(Node(written, 1))
    assert error.value.way_out


@pytest.mark.parametrize("written", ["{adress}", "{Address}", "{email}", "{}", "{address}&name={name}"])
@pytest.mark.parametrize("start", ["https://a.example/leave?who=", "mailto:leave@a.example?subject="])
def test_an_unknown_placeholder_is_named(start, written):
    with pytest.raises(BadValue) as error:
        mail.unsubscribe(Node(start + written, 1))
    unknown = written.removeprefix("{address}&name=")
    assert (error.value.what, error.value.way_out) == (f"unknown `{unknown}`", "write `{address}`")


def test_hidden_fields_may_have_no_value():
    fields = {"b": Node("", 1), "l": Node("x y", 1), "nonce": Node(None, 1)}
    assert mail.hidden(Node(fields, 1)) == (("b", ""), ("l", "x y"), ("nonce", ""))
    with pytest.raises(BadValue):
        mail.hidden(Node("b", 1))


def test_mail_is_set_with_a_host_a_sender_and_recipients():
    assert parse("") == (config.Site("T", "https://a.example/", topics=parse("")[0].topics), [])
    assert not parse("")[0].mail_is_set
    found, problems = parse(MAIL)
    assert problems == []
    assert found.mail_is_set
    assert (found.mail_security, found.mail_rate, found.mail_port) == ("starttls", 10, 0)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (MAIL + "  list: all@b.org\n", "site.yaml:6: mail.subscribers: there is a mail.list too; remove one of them"),
        (
            MAIL + "  security: none\n",
            "site.yaml:7: mail.security: mails to smtp.example.org would not be encrypted; write starttls or tls",
        ),
        (
            MAIL + "  password: hunter2\n",
            "site.yaml:7: unknown setting 'mail.password'; remove it, and put the password into the environment "
            "variable GAZETTE_SMTP_PASSWORD",
        ),
    ],
)
def test_settings_that_do_not_fit_together_are_reported(more, message):
    problems = parse(more)[1]
    assert any(problem.startswith(message) for problem in problems), problems
    assert "hunter2" not in "".join(problems)


def test_subscribers_who_cannot_unsubscribe_are_a_warning():
    for more, expected in (("", 1), (LEAVE, 0)):
        report = Report(config.NAME)
        config.parse(f"{REQUIRED}{MAIL}{more}", report)
        line = "site.yaml:6: mail.subscribers: no mail says how to unsubscribe; set mail.unsubscribe"
        assert [str(each) for each in report.warnings] == [line] * expected


@pytest.mark.parametrize(
    ("more", "needed"),
    [
        ("host: a.example", "mail.from and mail.list or mail.subscribers"),
        ("host: a.example, from: a@b.org", "mail.list or mail.subscribers"),
        ("rate: 3, list: a@b.org", "mail.host and mail.from"),
        ("rate: 3", "mail.host, mail.from, and mail.list or mail.subscribers"),
    ],
)
def test_settings_without_which_no_mail_is_sent_are_a_warning(more, needed):
    report = Report(config.NAME)
    found = config.parse(f"{REQUIRED}mail: {{{more}}}\n", report)
    way_out = f"add {'them' if ' and ' in needed else 'it'}, or remove the settings of mail"
    assert [str(each) for each in report.warnings] == [f"site.yaml:3: no mail is sent without {needed}; {way_out}"]
    assert (found.mail_is_set, found.mail_missing) == (False, needed)


@pytest.mark.parametrize("wrong", ["from: nobody", "host: a/b", "list: nobody"])
def test_a_setting_with_a_mistake_is_not_called_missing(wrong):
    rows = {"from": "from: a@b.org", "host": "host: a.example", "list": "list: a@b.org"} | {wrong.split(":")[0]: wrong}
    report = Report(config.NAME)
    config.parse(f"{REQUIRED}mail: {{{', '.join(rows.values())}}}\n", report)
    assert report.warnings == []
    assert len(report.errors) == 1
    assert f"mail.{wrong.split(':')[0]}: " in str(report.errors[0])


@pytest.mark.parametrize("host", mail.LOOPBACK)
def test_mails_to_this_machine_need_no_encryption(host):
    assert parse(f"mail: {{host: '{host}', security: none, from: a@b.org, list: l@b.org}}\n")[1] == []


def test_no_page_depends_on_how_mails_are_sent():
    one, other = parse(MAIL)[0], parse(MAIL.replace("smtp.", "smtp2."))[0]
    assert one != other
    assert one.of_pages() == other.of_pages() == parse("")[0].of_pages()
