"""Everybody gets each digest once, whatever the server does."""

import pytest

from gazette.mailing import tables
from gazette.mailing.ledger import Ledger
from tests.mailing.outbox import DAY, Outbox
from tests.mailing.server import serving

PEOPLE = [f"reader{number}@example.org" for number in range(6)]


def states(box, name=DAY):
    with tables.reading(box.ledger, box.site.authority) as base:
        return tables.states(base, name)


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
    why = "452 mailbox full; run the command again"
    assert box.said == [f"mail: {PEOPLE[2]} has not received the mail of {DAY}: {why}"]
    server.refuse = {}
    assert box.send().sent == 1
    assert not server.twice


def test_an_address_without_a_mailbox_is_recorded_reported_and_skipped(box, server):
    server.refuse = {PEOPLE[0]: ["550 5.1.1 no such user"], PEOPLE[5]: ["550 5.2.1 closed"]}
    summary = box.send()
    assert (summary.sent, sorted(summary.bounced)) == (4, [PEOPLE[0], PEOPLE[5]])
    assert [line.partition(";")[0] for line in box.said] == [
        f"mail: {PEOPLE[0]} bounced and gets no more mails: 550 5.1.1 no such user",
        f"mail: {PEOPLE[5]} bounced and gets no more mails: 550 5.2.1 closed",
    ]
    assert box.said[0].endswith(f"; to let it get mails again, use `subscribers add {PEOPLE[0]}`")
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


def test_dead_addresses_before_everybody_else_stop_nobody(tmp_path, server):
    """Each is recorded at once, also if the run ends after it."""
    people = [f"p{number:02}@example.org" for number in range(50)]
    box = Outbox(tmp_path, server.port, people)
    server.refuse = {person: ["550 5.1.1 no such user"] for person in people[:45]}
    server.mail = [None] * 30 + ["550 not you"]
    assert len(box.send().bounced) == 30
    server.mail = []
    summary = box.send()
    assert (summary.sent, len(summary.bounced), summary.complete) == (5, 45, True)
    assert len(server.seen) == 50


@pytest.mark.parametrize("answer", ["550 unknown", "452 full"])
def test_addresses_that_are_refused_for_other_reasons_let_the_others_go_first(answer, tmp_path, server):
    people = [f"p{number:02}@example.org" for number in range(50)]
    box = Outbox(tmp_path, server.port, people)
    server.refuse = {person: [answer] for person in people[:45]}
    runs = [box.send() for _ in range(3)]
    assert sum(each.sent for each in runs) == 5
    assert not any(each.bounced for each in runs)


def test_a_550_without_a_code_is_a_bounce_on_the_third_day_if_others_get_their_mail(box, server):
    server.refuse = {PEOPLE[2]: ["550 blocked, too many messages"]}
    for day in (10, 10, 10, 11):
        summary = box.send(f"2025-03-{day}", today=day)
        assert (summary.bounced, [*summary.failed]) == ([], [PEOPLE[2]])
    summary = box.send("2025-03-12", today=12)
    assert (summary.bounced, summary.failed, summary.sent) == ([PEOPLE[2]], {}, 5)
    assert box.send("2025-03-13").bounced == [PEOPLE[2]]


def test_a_server_that_refuses_everybody_for_a_week_makes_nobody_bounce(box, server):
    server.refuse = {"*": ["550 relay not permitted"]}
    for day in range(6, 13):
        summary = box.send(f"2025-03-{day:02}", today=day)
        assert (summary.bounced, len(summary.failed)) == ([], 6)


def test_a_mail_that_is_accepted_forgets_earlier_refusals(box, server):
    for day, answer in ((9, "550 no"), (10, "550 no"), (11, None), (12, "550 no")):
        server.refuse = {PEOPLE[2]: [answer]}
        assert box.send(f"2025-03-{day:02}", today=day).bounced == []


def test_a_server_that_refuses_everybody_makes_nobody_bounce(tmp_path, server):
    people = [f"p{number}@example.org" for number in range(50)]
    box = Outbox(tmp_path, server.port, people)
    server.refuse = {"*": ["550 no"]}
    summary = box.send()
    assert "refused 20 mails in a row, the last one with: 550 no" in summary.stopped
    assert (summary.sent, summary.bounced, len(summary.failed)) == (0, [], 50)
    assert len(server.seen) == 20
    assert box.said[-1] == "mail: 30 more addresses have not received it; run the command again"
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


def test_an_unknown_mail_of_another_digest_hides_no_failure_of_this_one(box, server):
    box.send("2025-03-11")
    with Ledger(box.ledger, box.site.authority, "2025-03-12") as ledger:
        ledger.begin("2025-W10")
        ledger.claim("2025-W10", PEOPLE[1])
    server.refuse = {PEOPLE[1]: ["452 full"]}
    server.mail = [None] * 4 + ["550 not you"]
    summary = box.send()
    assert summary.failed.keys() >= {PEOPLE[1]}
    assert (summary.unknown, summary.interrupted) == ([], 1)
    assert box.said[0] == (
        f"mail: nobody knows whether {PEOPLE[1]} got the mail of 2025-W10: a run on 2025-03-12 ended "
        f"while it was sent; to send a copy, use `digest --weekly --date 2025-03-03 --to {PEOPLE[1]}`"
    )


def test_a_digest_that_not_everybody_has_is_unfinished_until_they_have_it(box, server):
    def unfinished(today):
        with tables.reading(box.ledger, box.site.authority) as base:
            return tables.unfinished(base, today)

    server.refuse = {PEOPLE[1]: ["452 full"]}
    box.send("2025-03-12", today=12)
    assert unfinished("2025-03-13") == ["2025-03-12"]
    server.refuse = {}
    box.send("2025-03-12", today=13)
    assert unfinished("2025-03-13") == []


def test_a_digest_is_given_up_after_a_week_and_named(box, server):
    server.refuse = {PEOPLE[1]: ["452 full"]}
    box.send("2025-03-01", today=1)
    box.said.clear()
    box.send("2025-03-08", today=8)
    assert not any("given up" in line for line in box.said)
    box.send("2025-03-09", today=9)
    given_up = [line for line in box.said if "given up" in line]
    assert given_up == [
        "mail: the digest of 2025-03-01 is given up after 7 days: not everybody has received it; "
        "to send it to the others, use `digest --date 2025-03-01 --send`"
    ]
    server.refuse = {}
    assert box.send("2025-03-01", today=10).sent == 1


def test_a_finished_digest_that_is_a_month_old_is_one_row_and_never_sent_again(box, server):
    box.send("2025-01-31", today=1)
    server.refuse = {PEOPLE[1]: ["550 5.1.1 no"]}
    box.send("2025-03-31", today=31)
    assert states(box, "2025-01-31") == dict.fromkeys(PEOPLE, "sent")
    with Ledger(box.ledger, box.site.authority, "2025-04-01") as ledger:
        ledger.tidy(but="2025-04-01")
    assert states(box, "2025-01-31") == {}
    assert len(states(box, "2025-03-31")) == 5
    summary = box.send("2025-01-31", today=31)
    assert (summary.sent, summary.before, summary.complete) == (0, 6, True)
    assert str(box.send("2025-01-31", dry_run=True)) == "would send 0 mails of 2025-01-31, 6 had it before"
    assert box.send("2025-03-30", today=31).bounced == [PEOPLE[1]]


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
    way_out = "run the command again later, or correct mail.host and mail.port"
    assert summary.stopped == f"no connection to 127.0.0.1:{port}: Connection refused; {way_out}"
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
