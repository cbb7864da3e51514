"""A mail server on a free port that accepts, refuses, delays or drops mails as a test says."""

import asyncio
import email
import email.policy
import socket
import ssl
import subprocess
from collections import Counter
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

LONGEST = 998  # the longest line that mail servers accept (RFC 5321)


class Handler:
    """Records what it accepts. `answers` maps a command and a recipient to what it says, once or always."""

    def __init__(self):
        self.accepted, self.seen, self.connections = [], [], 0
        self.refuse = {}  # recipient: the answers to RCPT, in turn; the last one stays
        self.data = {}  # recipient: the answers after DATA, in turn; "drop" and "drop after" end the connection
        self.mail = []  # answers to MAIL, in turn
        self.delay = 0.0
        self.keeps_text = True

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mail and (answer := self.mail.pop(0)):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.seen.append(address)
        answer = _next(self.refuse, address)
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (recipient,) = envelope.rcpt_tos
        if self.delay:
            await asyncio.sleep(self.delay)
        answer = _next(self.data, recipient)
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer and answer != "drop after":
            return answer
        self.accepted.append((recipient, envelope.original_content if self.keeps_text else b""))
        if answer:
            server.transport.abort()
            return "421 gone"
        return "250 OK"

    # What was accepted.

    @property
    def recipients(self):
        return [recipient for recipient, _ in self.accepted]

    @property
    def mails(self):
        return [email.message_from_bytes(body, policy=email.policy.default) for _, body in self.accepted]

    @property
    def twice(self):
        return [recipient for recipient, count in Counter(self.recipients).items() if count > 1]


def _next(answers, recipient):
    waiting = answers.get(recipient) or answers.get("*") or []
    return waiting.pop(0) if len(waiting) > 1 else (waiting[0] if waiting else None)


class Server(Controller):
    """The controller of a handler; `port` is free when it starts."""

    def __init__(self, handler, wrapped=None, **options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        super().__init__(handler, hostname="127.0.0.1", port=port, ssl_context=wrapped, **options)

    def factory(self):
        self.handler.connections += 1
        return SMTP(self.handler, hostname="localhost", **self.SMTP_kwargs)


@contextmanager
def serving(handler=None, **options):
    """A handler whose server runs, with its port as `port`."""
    handler = handler or Handler()
    options.setdefault("enable_SMTPUTF8", False)
    server = Server(handler, **options)
    server.start()
    handler.port, handler.connections = server.port, 0  # without the one by which the controller sees that it runs
    try:
        yield handler
    finally:
        server.stop()


def certificate(folder):
    """The file of a key and a certificate for this machine."""
    path = folder / "server.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost".split()
    names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    command = ["openssl", *words, *names, "-keyout", path.with_suffix(".key"), "-out", path.with_suffix(".crt")]
    subprocess.run(command, capture_output=True, check=True)
    path.write_bytes(path.with_suffix(".key").read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def context(path):
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(path)
    return found


def authenticator(user, password):
    def check(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=right)  # if not handled, the server says 535

    return check
