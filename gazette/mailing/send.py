"""Send a digest to its recipients, each at most once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from gazette.config import Site
from gazette.config import mail as settings
from gazette.config.mail import NO_UNSUBSCRIBE, PASSWORD, PORTS
from gazette.core import addresses, names
from gazette.core.errors import Refusal, Report
from gazette.core.options import Options
from gazette.mailing import message, places, smtp, subscribers, tables
from gazette.mailing.ledger import Ledger
from gazette.mailing.run import Drawn, MailOf, Run
from gazette.mailing.smtp import Connection, Server, Unreachable
from gazette.mailing.subjects import Subjects
from gazette.mailing.subscribers import DAILY, LEFT, WEEKLY, Subscriber
from gazette.mailing.summary import Flags, Summary
from gazette.rendering.mails import Mail


def send(site: Site, options: Options, name: str, mail_of: MailOf, how: Flags, report: Report) -> Summary:
    """Send the digest `name`. Refusal if it cannot be sent at all; errors in the file of subscribers are reported."""
    if not site.mail_is_set:
        where = options.source / names.SITE_YAML
        needed = site.mail_missing
        raise Refusal(f"no mail is sent without {needed}; {settings.add(needed)} to {where}, or use --source")
    if how.to:
        subjects = _subjects(site, options, how.to, report)
        return _send_one(site, name, partial(mail_of, subjects), how)
    path, today = places.ledger(site, options), how.clock().date().isoformat()
    if not how.dry_run:
        begin(site, options, [name], today)
    every = recipients(site, options, name, report)
    report.raise_errors()
    if how.dry_run:
        with tables.reading(path, site.authority) as base:
            known = tables.states(base, name) if base else {}
            if base and tables.state(base, name) == tables.PRUNED:
                return Summary(name, before=len(every), dry=True)
            return _dry(name, every, mail_of, known, tables.bounces(base) if base else {})
    server = _server(site)
    with Ledger(path, site.authority, today, how.first_send) as ledger, Connection(server) as connection:
        return Run(site, name, mail_of, how, ledger, connection).run(every)


def begin(site: Site, options: Options, digests: Iterable[str], today: str) -> None:
    """Record in the ledger, if there is one, that digests are to be sent: what fails is sent later."""
    with tables.reading(places.ledger(site, options), site.authority) as base:
        if base:
            for name in digests:
                tables.begin(base, name, today)


def unfinished(site: Site, options: Options, today: str) -> list[str]:
    """The digests of the last days that not everybody has received, from the oldest."""
    with tables.reading(places.ledger(site, options), site.authority) as base:
        return tables.unfinished(base, today) if base else []


def _subjects(site: Site, options: Options, address: str, report: Report) -> frozenset[str]:
    """What the mail to somebody is about: if they are a subscriber, their subjects."""
    wanted = subscribers.key(address)
    path = places.subscribers(site, options, report) if site.mail_subscribers else None
    every = subscribers.load(path, report) if path and path.exists() else []
    report.raise_errors()
    found = next((each for each in every if each.key == wanted), Subscriber(address))
    if found.frequency == LEFT:
        report.about(str(path)).warn(0, f"{found.address} has left", "send a copy only if they asked for it")
    return found.subjects


def _send_one(site: Site, name: str, draw: Callable[[], Mail | None], how: Flags) -> Summary:
    """Send a mail to one address, without the ledger."""
    summary, recipient = Summary(name, dry=how.dry_run), addresses.address(how.to)
    mail = draw()
    if not mail:
        summary.empty = 1
    elif how.dry_run:
        summary.sent = 1
    else:
        with Connection(_server(site)) as connection:
            written = message.letter(mail, site).to(recipient, how.clock())
            try:
                result = connection.send(addresses.mailbox(site.mail_from)[1], recipient, written)
            except Unreachable as error:
                raise Refusal(f"{error}; try again later, or correct mail.host and mail.port") from None
        if result.state != smtp.SENT:
            raise Refusal(f"the mail to {recipient} was not accepted: {result.why}; correct that and try again")
        summary.sent = 1
    return summary


def recipients(site: Site, options: Options, name: str, report: Report) -> list[Subscriber]:
    """Who gets a digest; those with the same subjects follow each other. Errors in their file are reported."""
    if site.mail_list:
        return [Subscriber(site.mail_list)]
    often = WEEKLY if "W" in name else DAILY
    if not site.mail_unsubscribe:
        what, way_out = NO_UNSUBSCRIBE
        report.about(str(options.source / names.SITE_YAML)).warn(0, what, way_out)
    every = subscribers.load(places.subscribers(site, options, report), report, Subjects(site, options).check)
    return sorted((each for each in every if each.frequency == often), key=lambda each: sorted(each.subjects))


def _server(site: Site) -> Server:
    password = os.environ.get(PASSWORD, "")
    if site.mail_user and not password:
        raise Refusal(f"mail.user is set, but there is no password; put it into the environment variable {PASSWORD}")
    domain = addresses.mailbox(site.mail_from)[1].partition("@")[2]
    port = site.mail_port or PORTS[site.mail_security]
    return Server(site.mail_host, port, site.mail_security, site.mail_user, password, domain)


def _dry(
    name: str, every: Iterable[Subscriber], mail_of: MailOf, known: Mapping[str, str], bounced: Mapping[str, str]
) -> Summary:
    """What a run would do."""
    summary, drawn = Summary(name, dry=True), Drawn(mail_of)
    for each in every:
        if each.key in bounced:
            summary.bounced.append(each.address)
        elif each.key in known:
            summary.before += 1
        elif drawn.mail(each.subjects):
            summary.sent += 1
        else:
            summary.empty += 1
    return summary
