"""Everybody gets each digest once, whatever the server does."""

import pytest

from gazette.mailing import ledger
from tests.mailing.outbox import DAY, Outbox
from tests.mailing.server import serving

PEOPLE = [f"reader{number}@example.org" for number in range(6)]


def states(box, name=DAY):
    with ledger.reading(box.ledger, box.site.authority) as base:
        return ledger.states(base, name)


@pytest.fixture
def box(tmp_path, server):
    return Outbox(tmp_path, server.port, PEOPLE)


def test_everybody_gets_one_mail_over_one_connection(box, server):
    summary = box.send()
    assert (summary.sent, summary.complete, box.said) == (6, True, [])
    assert sorted(server.recipients) == PEOPLE
    assert server.connections == 1
    assert states(box) == dict.fromkeys(PEOPLE, "sent")


def test_a_second_run_sends_to_new_subscribers_only(box, server):
    box.send()
    box.add("new@example.org,,")
    summary = box.send()
    assert (summary.sent, summary.before) == (1, 6)
    assert server.recipients.count("new@example.org") == 1
    assert not server.twice


def test_another_digest_is_sent_with_the_same_ledger(box, server):
    box.send()
    assert box.send("2025-03-13").sent == 6
    assert len({mail["message-id"] for mail in server.mails}) == 12


@pytest.mark.parametrize("answer", ["450 4.2.1 greylisted", "451 try again", "421 too busy"])
def test_a_temporary_refusal_is_tried_again_after_the_others(answer, box, server):
    server.refuse = {PEOPLE[1]: [answer, None]}
    assert box.send().sent == 6
    assert server.recipients[-1] == PEOPLE[1]
    assert not server.twice


def test_greylisting_of_everybody_ends_with_a_mail_for_each(box, server):
    server.refuse = {person: ["450 greylisted", "450 greylisted", None] for person in PEOPLE}
    assert box.send().sent == 6
    assert not server.twice


def test_a_refusal_that_stays_is_reported_and_tried_by_the_next_run(box, server):
    server.refuse = {PEOPLE[2]: ["452 mailbox full"]}
    summary = box.send()
    assert (summary.sent, summary.failed) == (5, {PEOPLE[2]: "452 mailbox full"})
    assert box.said == [f"mail: {PEOPLE[2]} has not got the mail of {DAY}: 452 mailbox full; run the command again"]
    server.refuse = {}
    assert box.send().sent == 1
    assert not server.twice


def test_an_address_without_a_mailbox_is_recorded_reported_and_skipped(box, server):
    server.refuse = {PEOPLE[0]: ["550 5.1.1 no such user"], PEOPLE[5]: ["550 unknown"]}
    summary = box.send()
    assert (summary.sent, sorted(summary.bounced)) == (4, [PEOPLE[0], PEOPLE[5]])
    assert [line.partition(";")[0] for line in box.said] == [
        f"mail: {PEOPLE[0]} bounced: 550 5.1.1 no such user",
        f"mail: {PEOPLE[5]} bounced: 550 unknown",
    ]
    server.refuse = {}
    assert box.send().sent == 0
    assert box.send("2025-03-13").sent == 4
    assert server.seen.count(PEOPLE[0]) == 1


@pytest.mark.parametrize("answer", ["550 5.7.1 relaying denied", "530 5.7.0 authentication required"])
def test_a_refusal_because_of_the_sender_is_no_bounce(answer, box, server):
    server.refuse = {"*": [answer]}
    summary = box.send()
    assert (summary.sent, summary.bounced, len(summary.failed)) == (0, [], 6)
    server.refuse = {}
    assert box.send().sent == 6


def test_a_server_that_refuses_everybody_makes_nobody_bounce(tmp_path, server):
    people = [f"p{number}@example.org" for number in range(50)]
    box = Outbox(tmp_path, server.port, people)
    server.refuse = {"*": ["550 no"]}
    summary = box.send()
    assert "refused 20 mails in a row, the last one with: 550 no" in summary.stopped
    assert (summary.sent, summary.bounced, len(summary.failed)) == (0, [], 50)
    assert len(server.seen) == 20
    assert box.said[-1] == "mail: 30 more addresses have not got it; run the command again"
    server.refuse = {}
    assert box.send().sent == 50


@pytest.mark.parametrize(("answer", "accepted"), [("drop", 0), ("drop after", 1)])
def test_a_connection_that_ends_after_the_text_is_reported_as_unknown(answer, accepted, box, server):
    server.data = {PEOPLE[3]: [answer, None]}
    summary = box.send()
    assert (summary.sent, summary.unknown) == (5, [PEOPLE[3]])
    assert box.said[0].startswith(f"mail: nobody knows whether {PEOPLE[3]} got the mail of {DAY}: ")
    assert states(box)[PEOPLE[3]] == "unknown"
    again = box.send()
    assert (again.sent, again.before, again.complete) == (0, 6, True)
    assert server.recipients.count(PEOPLE[3]) == accepted


def test_a_server_that_drops_every_mail_is_given_up_soon(tmp_path, server):
    box = Outbox(tmp_path, server.port, [f"p{number}@example.org" for number in range(9)])
    server.data = {"*": ["drop"]}
    summary = box.send()
    assert len(summary.unknown) == 3
    assert len(summary.failed) == 6
    assert "ended the connection during 3 mails in a row" in summary.stopped


def test_a_connection_that_ends_before_the_text_is_opened_again(box, server):
    server.refuse = {PEOPLE[3]: ["drop", None]}
    summary = box.send()
    assert (summary.sent, summary.unknown) == (6, [])
    assert server.connections == 2
    assert not server.twice


@pytest.mark.parametrize("answer", ["554 5.7.1 spam", "552 too large"])
def test_a_text_that_is_refused_is_reported_and_not_recorded_as_sent(answer, box, server):
    server.data = {PEOPLE[3]: [answer, None]}
    summary = box.send()
    assert (summary.sent, summary.failed, summary.bounced) == (5, {PEOPLE[3]: answer}, [])
    assert box.send().sent == 1


def test_a_sender_that_is_refused_stops_the_run_with_nothing_recorded(box, server):
    server.mail = [None, "550 5.7.1 not yours"]
    summary = box.send()
    assert summary.stopped == (
        f"127.0.0.1:{server.port} takes no mails from papers@example.org: 550 5.7.1 not yours; "
        "correct mail.from or mail.user"
    )
    assert (summary.sent, len(summary.failed)) == (1, 5)
    assert box.send().sent == 5
    assert not server.twice


def test_no_server_is_a_reason_to_stop_and_nothing_is_lost(tmp_path):
    with serving() as gone:
        port = gone.port
    box = Outbox(tmp_path, port, PEOPLE)
    summary = box.send()
    assert summary.stopped == f"no connection to 127.0.0.1:{port}: Connection refused"
    assert len(summary.failed) == 6
    assert states(box) == {}


def test_the_mail_is_drawn_once_for_the_same_subjects(tmp_path, server):
    people = [("a@x.org", "bandits; theory"), ("b@x.org",), ("c@x.org", "theory;Bandits"), ("d@x.org", "agents")]
    box, drawn = Outbox(tmp_path, server.port, people), []

    def mail_of(subjects):
        from tests.mailing.outbox import mail

        drawn.append(subjects)
        return None if subjects == {"agents"} else mail(DAY, subjects)

    summary = box.send(mail_of=mail_of)
    assert (summary.sent, summary.empty) == (3, 1)
    assert sorted(map(sorted, drawn)) == [[], ["agents"], ["bandits", "theory"]]


def test_the_rate_is_kept(tmp_path, server):
    import time

    box = Outbox(tmp_path, server.port, PEOPLE, rate=20)
    began = time.monotonic()
    assert box.send().sent == 6
    assert time.monotonic() - began > 5 / 20


def test_addresses_in_other_scripts_need_a_server_that_takes_them(tmp_path, server):
    box = Outbox(tmp_path, server.port, ["пример@example.org", "ada@bücher.example"])
    summary = box.send()
    assert server.recipients == ["ada@xn--bcher-kva.example"]
    assert summary.failed == {"пример@example.org": f"127.0.0.1:{server.port} takes only addresses in ASCII"}


def test_addresses_in_other_scripts_get_their_mail_from_servers_that_take_them(tmp_path):
    with serving(enable_SMTPUTF8=True) as server:
        box = Outbox(tmp_path, server.port, ["пример@example.org", "ada@example.org"])
        assert box.send().sent == 2
        assert {mail["to"] for mail in server.mails} == {"пример@example.org", "ada@example.org"}
