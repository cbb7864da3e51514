"""Connections to real servers: encrypted, with a password that appears nowhere, and with clear refusals."""

import socket

import pytest

from gazette.config.mail import PASSWORD
from gazette.core.errors import Refusal
from gazette.mailing import smtp
from gazette.mailing.smtp import Connection, Server, Unreachable
from tests import site
from tests.mailing import server as servers
from tests.mailing.outbox import Outbox
from tests.mailing.server import Handler, serving

USER, SECRET = "papers", "canary-5f3a-geheim"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return servers.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    return certificate


def encrypted(security, certificate):
    context = servers.context(certificate)
    login = {"authenticator": servers.authenticator(USER, SECRET)}
    if security == "tls":
        return serving(Handler(), wrapped=context, auth_require_tls=False, **login)
    return serving(Handler(), tls_context=context, require_starttls=True, auth_required=True, **login)


def people(tmp_path, port, **mail):
    return Outbox(tmp_path, port, ["ada@example.org", "bo@example.org"], **mail)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mails_are_sent_encrypted_and_with_a_password_that_appears_nowhere(
    security, trusted, tmp_path, monkeypatch, capfd
):
    monkeypatch.setenv(PASSWORD, SECRET)
    with encrypted(security, trusted) as server:
        box = people(tmp_path, server.port, security=security, user=USER)
        summary = box.send()
        assert summary.sent == 2
    printed = "".join([*capfd.readouterr(), *box.said, str(summary), repr(summary)])
    written = b"".join([*site.files(tmp_path).values(), *[body for _, body in server.accepted]])
    assert SECRET not in printed
    assert SECRET.encode() not in written


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_wrong_password_stops_the_run_and_is_not_named(security, trusted, tmp_path, monkeypatch, capfd):
    wrong = "wrong-canary"
    monkeypatch.setenv(PASSWORD, wrong)
    with encrypted(security, trusted) as server:
        box = people(tmp_path, server.port, security=security, user=USER)
        summary = box.send()
    assert summary.stopped.startswith(f"127.0.0.1:{server.port} refused to log in {USER}: 535")
    assert summary.stopped.endswith(f"; correct mail.user or {PASSWORD}")
    assert wrong not in "".join([*capfd.readouterr(), *box.said, repr(summary)])
    assert server.accepted == []
    assert len(summary.failed) == 2


def test_an_untrusted_certificate_stops_the_run(certificate, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSWORD, SECRET)
    with encrypted("tls", certificate) as server:
        summary = people(tmp_path, server.port, security="tls", user=USER).send()
    assert "the certificate of 127.0.0.1" in summary.stopped
    assert "self-signed certificate" in summary.stopped
    assert server.accepted == []


def test_a_server_without_starttls_gets_no_mail(server, tmp_path):
    summary = people(tmp_path, server.port, security="starttls").send()
    assert summary.stopped == (
        f"127.0.0.1:{server.port} does not offer STARTTLS; "
        "set mail.security: none for a server on this machine, or correct mail.port"
    )
    assert server.seen == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_local_server_that_does_not_encrypt_gets_the_mails_once_the_advice_is_followed(
    security, host, server, tmp_path
):
    refused = people(tmp_path, server.port, host=host, security=security).send()
    assert "; set mail.security: none for a server on this machine, or correct mail.port" in refused.stopped
    assert people(tmp_path, server.port, host=host, security="none").send().sent == 2


def test_a_server_elsewhere_must_encrypt(server, tmp_path, monkeypatch):
    monkeypatch.setattr(smtp, "LOOPBACK", ())
    assert (
        people(tmp_path, server.port, security="starttls")
        .send()
        .stopped.endswith(" does not offer STARTTLS; set mail.security: tls, or correct mail.port")
    )
    assert people(tmp_path, server.port, security="tls").send().stopped.endswith("; correct mail.security or mail.port")


def test_a_plain_server_where_tls_is_expected_is_named(server, tmp_path):
    summary = people(tmp_path, server.port, security="tls").send()
    assert summary.stopped.startswith(f"127.0.0.1:{server.port} cannot encrypt: ")


def test_a_server_without_login_is_named(server, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSWORD, SECRET)
    summary = people(tmp_path, server.port, user=USER).send()
    assert "does not take a user and password" in summary.stopped


def test_a_user_without_a_password_is_refused_before_anything_is_written(server, tmp_path, monkeypatch):
    monkeypatch.delenv(PASSWORD, raising=False)
    box = people(tmp_path, server.port, user=USER)
    with pytest.raises(Refusal, match=f"put it into the environment variable {PASSWORD}"):
        box.send()
    assert not box.ledger.exists()


def test_a_password_that_the_protocol_cannot_carry_is_refused(trusted, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSWORD, "Schlüssel")
    with encrypted("starttls", trusted) as server:
        summary = people(tmp_path, server.port, security="starttls", user=USER).send()
    assert summary.stopped == f"mail.user and {PASSWORD} must be ASCII; choose another password"


def test_what_a_server_says_is_printed_on_one_line_without_the_password(server):
    with Connection(Server("127.0.0.1", server.port, "none", "", SECRET, "example.org")) as connection:
        server.refuse = {"a@b.org": [f"550 no\x1b[31m {SECRET} {'x' * 900}"]}
        result = connection.send("p@example.org", "a@b.org", b"A: b\r\n\r\nc\r\n")
    assert result.state == smtp.DOUBTFUL
    assert result.why.isprintable()
    assert SECRET not in result.why
    assert len(result.why) <= smtp.MAX_REPLY


ANSWERS = {
    "550 5.1.1 no such user": smtp.BOUNCED,
    "550 5.1.2 no such host": smtp.BOUNCED,
    "501 5.1.3 bad address": smtp.BOUNCED,
    "551 5.1.6 moved": smtp.BOUNCED,
    "556 5.1.10 null MX": smtp.BOUNCED,
    "550 5.2.1 disabled": smtp.BOUNCED,
    "550 5.1.7 bad sender": smtp.REFUSED,
    "550 5.1.8 bad outbound sender": smtp.REFUSED,
    "550 5.1.11 x": smtp.REFUSED,
    "550 5.1.100 x": smtp.REFUSED,
    "552 5.2.2 full": smtp.REFUSED,
    "550 5.2.3 too long": smtp.REFUSED,
    "550 5.2.10 x": smtp.REFUSED,
    "550 5.7.1 relaying denied": smtp.REFUSED,
    "550 5.0.0 no": smtp.REFUSED,
    "550 relay not permitted": smtp.DOUBTFUL,
    "550 blocked, too many messages": smtp.DOUBTFUL,
    "550 no such user": smtp.DOUBTFUL,
    "551 user not local": smtp.REFUSED,
    "552 quota": smtp.REFUSED,
    "553 sorry": smtp.REFUSED,
    "554 no": smtp.REFUSED,
    "450 5.1.1 greylisted": smtp.LATER,
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_only_an_address_that_does_not_exist_bounces(answer, server):
    server.refuse = {"a@b.org": [answer]}
    with Connection(Server("127.0.0.1", server.port, "none", "", "", "example.org")) as connection:
        assert connection.send("p@example.org", "a@b.org", b"A: b\r\n\r\n").state == ANSWERS[answer]


def test_lines_that_begin_with_a_dot_arrive(server):
    body = b"Subject: a\r\n\r\n.\r\n..\r\n.a\r\nb.\r\n"
    with Connection(Server("127.0.0.1", server.port, "none", "", "", "example.org")) as connection:
        assert connection.send("p@example.org", "a@b.org", body).state == smtp.SENT
    assert server.accepted == [("a@b.org", body)]


def test_a_connection_is_opened_again_after_the_server_closed_it(server):
    with Connection(Server("127.0.0.1", server.port, "none", "", "", "example.org")) as connection:
        for _ in range(2):
            assert connection.send("p@example.org", "a@b.org", b"A: b\r\n\r\n").state == smtp.SENT
            connection.open().sock.shutdown(socket.SHUT_RDWR)
    assert (len(server.accepted), server.connections) == (2, 2)


def test_no_server_is_unreachable():
    with serving() as gone:
        port = gone.port
    with Connection(Server("127.0.0.1", port, "none", "", "", "x")) as connection, pytest.raises(Unreachable) as error:
        connection.open()
    assert str(error.value) == f"no connection to 127.0.0.1:{port}: Connection refused"


def test_a_server_that_does_not_answer_in_time_is_unreachable(monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with Connection(Server("127.0.0.1", port, "none", "", "", "x")) as connection, pytest.raises(Unreachable) as no:
            connection.open()
    assert "127.0.0.1" in str(no.value)


def test_a_server_that_takes_too_long_after_the_text_is_reported_as_unknown(server, monkeypatch):
    monkeypatch.setattr(smtp, "DATA_TIMEOUT", 0.2)
    server.delay = 1.0
    with Connection(Server("127.0.0.1", server.port, "none", "", "", "example.org")) as connection:
        assert connection.send("p@example.org", "a@b.org", b"A: b\r\n\r\n").state == smtp.UNKNOWN


def test_no_representation_of_a_server_shows_the_password():
    assert SECRET not in f"{Server('h', 1, 'tls', USER, SECRET, 'x')!r}"
