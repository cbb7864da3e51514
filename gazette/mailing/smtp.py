"""A connection to a mail server, and what it says about each mail.

A mail that the server has not accepted may be sent again. If the connection ends after the mail was handed over and
before the answer, the server may have accepted it: nobody can know.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Self

from gazette.config.mail import LOOPBACK, PASSWORD
from gazette.core import addresses, text
from gazette.core.errors import Refusal

TIMEOUT = 60.0
"""Seconds to wait for an answer."""
DATA_TIMEOUT = 300.0
"""Seconds to wait until a server has accepted or refused a mail that it has; it may check it first."""
ATTEMPTS = 3
"""How often a mail is offered if the connection ends before the mail was handed over."""
MAX_REPLY = 200
_DOTS = re.compile(rb"(?m)^\.")
_NO_MAILBOX = re.compile(r"5\.(?:1\.(?:1|2|3|6|10)|2\.1)(?![0-9])")
"""The enhanced codes (RFC 3463) for an address that does not exist, or does not any more."""
_ENHANCED = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9])")

SENT, LATER, BOUNCED, REFUSED, UNKNOWN = "sent", "later", "bounced", "refused", "unknown"
DOUBTFUL = "doubtful"


class Result(NamedTuple):
    """What became of a mail.

    SENT: the server has it. LATER: it was refused for now. BOUNCED: the mailbox does not exist. DOUBTFUL: perhaps so,
    or the server does not want this sender. REFUSED: it does not want this mail or this sender. UNKNOWN: the server may
    have it.
    """

    state: str
    why: str = ""


class Unreachable(Exception):
    """No connection could be made: why."""


@dataclass(slots=True)
class Server:
    """Where mails are handed over, and as whom."""

    host: str
    port: int
    security: str
    user: str
    password: str
    name: str
    """As what this machine greets: the domain of the sender, which exists, and needs no look-up."""

    def __repr__(self) -> str:
        return f"{self.host}:{self.port}"  # no traceback shows the password


class Connection:
    """A connection that is opened when it is needed, and again when it is lost."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def send(self, sender: str, recipient: str, mail: bytes) -> Result:
        """Hand over a mail. Refusal if the server takes none from this sender; Unreachable without a connection."""
        for _ in range(ATTEMPTS):
            smtp = self.open()
            try:
                return self._send(smtp, sender, recipient, mail)
            except (smtplib.SMTPException, OSError) as error:  # the server does not have the mail
                lost = self._reply(str(error))
                self._drop()
        return Result(LATER, lost)

    def open(self) -> smtplib.SMTP:
        """The connection; Refusal if the server does not take the settings, Unreachable if it does not answer."""
        if not self._smtp:
            self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        try:
            if server.security == "tls":
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, server.name, timeout=TIMEOUT, context=ssl.create_default_context()
                )
            else:
                smtp = smtplib.SMTP(server.host, server.port, server.name, timeout=TIMEOUT)
        except ssl.SSLError as error:
            raise Refusal(self._about_tls(error)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(self._failed(error)) from None
        try:
            self._set_up(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _set_up(self, smtp: smtplib.SMTP) -> None:
        """Encrypt and log in."""
        server = self._server
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                if not smtp.has_extn("starttls"):
                    way_out = self._unencrypted or "set mail.security: tls, or correct mail.port"
                    raise Refusal(f"{server} does not offer STARTTLS; {way_out}")
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except smtplib.SMTPAuthenticationError as error:
            if error.smtp_code // 100 == 4:
                raise Unreachable(f"{server}: {self._answer(error.smtp_code, error.smtp_error)}") from None
            answer = self._answer(error.smtp_code, error.smtp_error)
            raise Refusal(
                f"{server} refused to log in {server.user}: {answer}; correct mail.user or {PASSWORD}"
            ) from None
        except UnicodeEncodeError:
            raise Refusal(f"mail.user and {PASSWORD} must be ASCII; choose another password") from None
        except smtplib.SMTPNotSupportedError:
            raise Refusal(
                f"{server} does not take a user and password; remove mail.user, or correct mail.port"
            ) from None
        except ssl.SSLError as error:
            raise Refusal(self._about_tls(error)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(self._failed(error)) from None

    def _about_tls(self, error: ssl.SSLError) -> str:
        why = getattr(error, "verify_message", "") or error.reason or str(error)
        if isinstance(error, ssl.SSLCertVerificationError):
            way_out = self._unencrypted or "correct mail.host, or renew the certificate"
            return f"the certificate of {self._server} is not valid: {why}; {way_out}"
        return f"{self._server} cannot encrypt: {why}; {self._unencrypted or 'correct mail.security or mail.port'}"

    @property
    def _unencrypted(self) -> str:
        """What to do about a server on this machine, which need not encrypt; "" for one elsewhere."""
        is_local = self._server.host in LOOPBACK
        return "set mail.security: none for a server on this machine, or correct mail.port" if is_local else ""

    def _failed(self, error: OSError | smtplib.SMTPException) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return f"{self._server}: {self._answer(error.smtp_code, error.smtp_error)}"
        why = "it took too long" if isinstance(error, TimeoutError) else getattr(error, "strerror", None) or str(error)
        return f"no connection to {self._server}: {self._reply(why)}"

    def _send(self, smtp: smtplib.SMTP, sender: str, recipient: str, mail: bytes) -> Result:
        options = [f"SIZE={len(mail)}"] if smtp.has_extn("size") else []
        if not addresses.is_ascii(recipient):
            if not smtp.has_extn("smtputf8"):
                return Result(REFUSED, f"{self._server} takes only addresses in ASCII")
            options += ["BODY=8BITMIME", "SMTPUTF8"]
        code, reply = smtp.mail(sender, options)
        if code != 250:
            return self._refused_sender(smtp, code, reply, sender)
        code, reply = smtp.rcpt(recipient)
        if code not in (250, 251):
            return self._refused(smtp, code, reply, self._of_recipient(code, reply))
        code, reply = smtp.docmd("DATA")
        if code != 354:
            return self._refused(smtp, code, reply)
        try:
            return self._hand_over(smtp, mail)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Result(UNKNOWN, self._reply(str(error)))

    def _hand_over(self, smtp: smtplib.SMTP, mail: bytes) -> Result:
        """Send the text and wait for the answer. Whatever is raised, the server may have the mail."""
        if smtp.sock:
            smtp.sock.settimeout(DATA_TIMEOUT)
        smtp.send(_DOTS.sub(b"..", mail) + b".\r\n")
        code, reply = smtp.getreply()
        if smtp.sock:
            smtp.sock.settimeout(TIMEOUT)
        if code // 100 == 2:
            return Result(SENT)
        if code // 100 not in (4, 5):
            self._drop()
            return Result(UNKNOWN, self._answer(code, reply))
        return self._refused(smtp, code, reply)

    def _refused_sender(self, smtp: smtplib.SMTP, code: int, reply: bytes, sender: str) -> Result:
        if code // 100 == 5:
            answer = self._answer(code, reply)
            raise Refusal(f"{self._server} takes no mails from {sender}: {answer}; correct mail.from or mail.user")
        return self._refused(smtp, code, reply)

    def _refused(self, smtp: smtplib.SMTP, code: int, reply: bytes, state: str = REFUSED) -> Result:
        """The result of an answer that is not a success; the connection is ready for the next mail, or closed."""
        answer = self._answer(code, reply)
        if code == 421 or code < 400:
            self._drop()
        else:
            try:
                smtp.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()
        if code // 100 == 5:
            return Result(state, answer)
        return Result(LATER, answer)

    def _of_recipient(self, code: int, reply: bytes) -> str:
        """What a permanent refusal of a recipient means: servers say 550 for many reasons."""
        said = reply.decode("utf-8", "replace")
        if _ENHANCED.match(said):
            return BOUNCED if _NO_MAILBOX.match(said) else REFUSED
        return DOUBTFUL if code == 550 else REFUSED

    def _drop(self) -> None:
        """Forget a connection that is of no use."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            smtp.close()

    def _answer(self, code: int, reply: bytes | str) -> str:
        said = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
        return self._reply(f"{code} {said}")

    def _reply(self, said: str) -> str:
        """What a server said, on one line and without the password."""
        secret = self._server.password
        for hidden in (secret, b64encode(secret.encode()).decode()) if secret else ():
            said = said.replace(hidden, "…")
        return text.line(text.clean(said))[:MAX_REPLY]
