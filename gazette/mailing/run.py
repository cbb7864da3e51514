"""One run over the recipients of a digest: claim, send, record, try again.

For each mail the ledger has an intent before it is sent. A refusal removes the intent, so that a later run sends the
mail. If the connection ends while the server may have the mail, the mail is never sent again, and reported.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from gazette.config import Site
from gazette.core import addresses
from gazette.core.errors import Problem, Refusal, counted
from gazette.mailing import message, smtp
from gazette.mailing.ledger import Ledger
from gazette.mailing.message import Letter
from gazette.mailing.smtp import Connection, Result, Unreachable
from gazette.mailing.subscribers import Subscriber
from gazette.mailing.summary import Flags, Summary, options
from gazette.mailing.tables import DAYS_OPEN, PRUNED
from gazette.rendering.mails import Mail

MailOf = Callable[[frozenset[str]], Mail | None]
"""The mail for some subjects, or for all of them; None if there is nothing for them."""
PAUSES = (30.0, 120.0, 300.0)
"""Seconds to wait before mails that were refused for now are tried again; greylisting takes a few minutes."""
RECONNECT = (1.0, 5.0, 15.0)
"""Seconds to wait before another attempt to connect."""
MAX_REFUSED, MAX_UNKNOWN = 20, 3
"""After so many mails in a row that were refused, or may have been accepted, the server is at fault."""
MAX_SAID = 20
"""How many addresses are named that have not received the mail."""
AGAIN = "run the command again"
DOUBTFUL_DAYS = 3
"""On so many days a server has to refuse an address with 550 and no enhanced code before it has bounced."""


class Drawn:
    """The mail for the subjects that were asked for last."""

    def __init__(self, mail_of: MailOf) -> None:
        self._mail_of = mail_of
        self._last: tuple[frozenset[str], Mail | None] | None = None

    def mail(self, subjects: frozenset[str]) -> Mail | None:
        if not self._last or self._last[0] != subjects:
            self._last = subjects, self._mail_of(subjects)
        return self._last[1]


class Run:
    def __init__(
        self, site: Site, name: str, mail_of: MailOf, how: Flags, ledger: Ledger, connection: Connection
    ) -> None:
        self._site, self._name, self._how = site, name, how
        self._ledger, self._connection = ledger, connection
        self._drawn = Drawn(mail_of)
        self._letter: tuple[Mail, Letter] | None = None
        self._sender = addresses.mailbox(site.mail_from)[1]
        self._summary = Summary(name)
        self._next = 0.0
        """When the next mail may be sent."""
        self._refused = self._unknown = 0
        """How many mails in a row were refused, or may have been accepted."""
        self._bounced: list[tuple[Subscriber, str]] = []
        """Doubtful bounces, recorded once a mail is accepted: a server at fault may refuse everybody."""
        self._doubted: set[str] = set()
        """The keys of the addresses that servers refused without saying why."""
        self._connected = False

    def run(self, every: Iterable[Subscriber]) -> Summary:
        state = self._ledger.begin(self._name)
        self._report_interrupted()
        self._give_up()
        if state == PRUNED:
            self._summary.before = len([*every])
            return self._summary
        waiting = self._new(every)
        try:
            for pause in (0.0, *PAUSES):
                if waiting and pause:
                    self._rest(pause)
                self._round(waiting)
        except Unreachable as error:
            self._summary.stopped = f"{error}; run the command again later, or correct mail.host and mail.port"
        except Refusal as error:
            self._summary.stopped = str(error)
        self._finish(waiting)
        return self._summary

    def _report_interrupted(self) -> None:
        """Report the mails that earlier runs began to send, before the ledger forgets that they are new."""
        for each in self._ledger.intents():
            self._say_unknown(each.address, each.digest, f"a run on {each.day} ended while it was sent")
            if each.digest == self._name:
                self._summary.unknown.append(each.address)
            else:
                self._summary.interrupted += 1
            self._ledger.unknown(each.digest, each.address, "the run ended")
        self._ledger.flush()

    def _say_unknown(self, address: str, digest: str, why: str) -> None:
        what = f"nobody knows whether {address} got the mail of {digest}: {why}"
        self._say(what, f"to send a copy, use `digest {options(digest)} --to {address}`")

    def _give_up(self) -> None:
        """Say which digests are too old to be sent to those who have not received them."""
        for name in self._ledger.tidy(but=self._name):
            way_out = f"to send it to the others, use `digest {options(name)} --send`"
            what = f"the digest of {name} is given up after {DAYS_OPEN} days: not everybody has received it"
            self._say(what, way_out)

    def _say(self, what: str, way_out: str) -> None:
        self._how.say(str(Problem("mail", 0, what, way_out)))

    def _new(self, every: Iterable[Subscriber]) -> dict[str, Subscriber]:
        """Those who have not received the digest and can get it, by the keys of their addresses."""
        known, bounced, waiting = self._ledger.recorded(self._name), self._ledger.bounces(), {}
        self._doubted = self._ledger.refused()
        for each in sorted(every, key=lambda each: each.key in self._doubted):  # a run may end with twenty of them
            if each.key in bounced:
                self._summary.bounced.append(each.address)
            elif each.key in known:
                self._summary.before += 1
            else:
                waiting[each.key] = each
        return waiting

    def _rest(self, seconds: float) -> None:
        """Wait before the next round, with nothing open and nothing unwritten."""
        self._connection.close()
        self._ledger.flush()
        time.sleep(seconds)

    def _round(self, waiting: dict[str, Subscriber]) -> None:
        """Offer each mail once. Those that were refused for now stay in `waiting`."""
        in_a_row = 0
        for each in list(waiting.values()):
            later = self._offer(each)
            del waiting[each.key]
            in_a_row = in_a_row + 1 if later else 0
            if later:
                waiting[each.key] = each  # behind those that were not offered
            if in_a_row >= MAX_REFUSED:
                return  # the server needs a pause

    def _offer(self, each: Subscriber) -> bool:
        """Send a mail to somebody, if they have not received it; whether it was refused for now."""
        mail = self._drawn.mail(each.subjects)
        if not mail:
            self._summary.empty += 1
            return False
        self._keep_rate()
        self._connect()
        if not self._ledger.claim(self._name, each.key):
            self._summary.before += 1
            return False
        written = self._of(mail).to(each.address, self._how.clock())
        try:
            result = self._connection.send(self._sender, each.address, written)
        except Unreachable as error:
            result = Result(smtp.LATER, str(error))
        except Refusal:
            self._ledger.not_sent(self._name, each.key)
            raise
        return self._record(each, result)

    def _of(self, mail: Mail) -> Letter:
        if not self._letter or self._letter[0] is not mail:
            self._letter = mail, message.letter(mail, self._site)
        return self._letter[1]

    def _keep_rate(self) -> None:
        """Wait until the next mail may be sent."""
        if self._site.mail_rate:
            now = time.monotonic()
            if self._next > now:
                self._ledger.flush()
                time.sleep(self._next - now)
            self._next = max(now, self._next) + 1 / self._site.mail_rate

    def _connect(self) -> None:
        """Open the connection. If it was open in this run, it is tried several times."""
        for pause in RECONNECT if self._connected else ():
            try:
                self._connection.open()
                return
            except Unreachable:
                self._ledger.flush()
                time.sleep(pause)
        self._connection.open()
        self._connected = True

    def _record(self, each: Subscriber, result: Result) -> bool:
        """Record what became of a mail; whether it was refused for now."""
        self._summary.failed.pop(each.address, None)
        if result.state == smtp.SENT:
            self._ledger.sent(self._name, each.key)
            self._summary.sent += 1
            self._refused = self._unknown = 0
            if each.key in self._doubted:
                self._ledger.trusted(each.key)
            self._record_bounces()
        elif result.state == smtp.UNKNOWN:
            self._ledger.unknown(self._name, each.key, result.why)
            self._ledger.flush()
            self._say_unknown(each.address, self._name, result.why)
            self._summary.unknown.append(each.address)
            self._unknown += 1
            self._check(self._unknown, MAX_UNKNOWN, "ended the connection during", result.why)
        else:
            self._ledger.not_sent(self._name, each.key)
            return self._record_refusal(each, result)
        return False

    def _record_refusal(self, each: Subscriber, result: Result) -> bool:
        if result.state == smtp.LATER:
            self._summary.failed[each.address] = result.why
            return True
        if result.state == smtp.BOUNCED and not self._site.mail_list:
            self._record_bounce(each, result.why)  # the server works, and knows that this address does not exist
            return False
        self._summary.failed[each.address] = result.why
        doubtful = result.state == smtp.DOUBTFUL and not self._site.mail_list
        if doubtful and self._ledger.doubtful(each.key) >= DOUBTFUL_DAYS:
            self._bounced.append((each, result.why))
        self._refused += 1
        self._check(self._refused, MAX_REFUSED, "refused", result.why)
        return False

    def _check(self, count: int, most: int, what: str, why: str) -> None:
        """Refusal if there are too many failures in a row."""
        if count >= most:
            raise Refusal(
                f"{self._site.mail_host} {what} {count} mails in a row, the last one with: {why}; correct that with "
                "the provider, and run the command again"
            )

    def _record_bounces(self) -> None:
        for each, why in self._bounced:
            self._summary.failed.pop(each.address, None)
            self._record_bounce(each, why)
        self._bounced.clear()

    def _record_bounce(self, each: Subscriber, why: str) -> None:
        self._ledger.bounced(each.key, why)
        self._ledger.flush()
        self._summary.bounced.append(each.address)
        way_out = f"to let it get mails again, use `subscribers add {each.address}`"
        self._say(f"{each.address} bounced and gets no more mails: {why}", way_out)

    def _finish(self, waiting: dict[str, Subscriber]) -> None:
        """Record the last results, and say who has not received the mail."""
        summary = self._summary
        if summary.sent and not summary.stopped:
            self._record_bounces()
        for each in waiting.values():
            if each.address not in summary.unknown:
                summary.failed.setdefault(each.address, "the run stopped before")
        if not summary.failed and not summary.stopped:
            self._ledger.finish(self._name)
        self._ledger.flush()
        failed = list(summary.failed.items())
        for address, why in failed[:MAX_SAID]:
            self._say(f"{address} has not received the mail of {self._name}: {why}", AGAIN)
        if more := len(failed[MAX_SAID:]):
            self._say(f"{counted(more, 'more address', 'more addresses')} have not received it", AGAIN)
