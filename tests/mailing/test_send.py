"""Who gets a digest, a test copy, and what a dry run prints."""

import pytest

from gazette.core.errors import Mistakes, Refusal, Report
from gazette.mailing import subscribers, tables
from tests import site
from tests.mailing.outbox import DAY, WEEK, Outbox
from tests.mailing.server import LONGEST, serving

PEOPLE = ["ada@example.org", "bo@example.org,,weekly", "cy@example.org,bandits,daily"]


@pytest.fixture
def box(tmp_path, server):
    return Outbox(tmp_path, server.port, PEOPLE)


def test_daily_digests_go_to_daily_and_weekly_ones_to_weekly_subscribers(box, server):
    assert box.send(DAY).sent == 2
    assert box.send(WEEK).sent == 1
    assert server.recipients == ["ada@example.org", "cy@example.org", "bo@example.org"]


def test_each_mail_has_one_recipient_and_what_it_asked_for(box, server):
    box.send()
    for found, words in zip(server.mails, ["everything", "bandits"], strict=True):
        assert found["to"].count("@") == 1
        assert words in found.get_body(("plain",)).get_content()
    assert max(len(line) for _, body in server.accepted for line in body.split(b"\r\n")) <= LONGEST


def test_a_list_gets_one_mail_and_needs_no_subscribers(tmp_path, server):
    box = Outbox(tmp_path, server.port, list="all@lists.example.org")
    assert box.send().sent == 1
    assert (box.send().sent, box.send().before) == (0, 1)
    assert server.recipients == ["all@lists.example.org"]


def test_a_list_that_does_not_exist_is_an_error_and_no_bounce(tmp_path, server):
    box = Outbox(tmp_path, server.port, list="all@lists.example.org")
    server.refuse = {"*": ["550 5.1.1 no such list"]}
    summary = box.send()
    assert (summary.bounced, summary.failed) == ([], {"all@lists.example.org": "550 5.1.1 no such list"})


def test_a_copy_for_one_address_needs_and_changes_no_ledger(box, server):
    for _ in range(2):
        assert box.send(to="me@example.org").sent == 1
    assert server.recipients == ["me@example.org"] * 2
    assert not box.ledger.exists()


def test_a_copy_for_a_subscriber_is_about_their_subjects(box, server):
    box.send(to="CY@example.org")
    box.send(to="me@example.org")
    about = [found.get_body(("plain",)).get_content() for found in server.mails]
    assert ["Papers about bandits" in each for each in about] == [True, False]
    assert "Papers about everything" in about[1]


def test_unknown_subjects_and_a_missing_address_for_unsubscribing_are_warnings(tmp_path, server):
    people = [*PEOPLE, "di@example.org,languge models; bandits", "eve@example.org,reinforcement-learning"]
    box = Outbox(tmp_path, server.port, people, unsubscribe=None)
    site.write(box.options.source, {"public/tags/bandits.html": "", "public/tags/my-own.html": ""})
    box.add("fay@example.org,my owm")
    box.send()
    source, path = box.options.source, tmp_path / "people.csv"
    assert [*map(str, box.report.warnings)] == [
        f"{source}/site.yaml: mail.subscribers: no mail says how to unsubscribe; set mail.unsubscribe",
        f"{path}:5: no page has the subject 'languge-models'; did you mean 'language-models'?",
        f"{path}:7: no page has the subject 'my-owm'; did you mean 'my-own'?",
    ]


def test_who_left_gets_no_mail(box, server):
    box.add("di@example.org,,left")
    assert box.send(DAY).sent == 2
    assert box.send(WEEK).sent == 1
    assert "di@example.org" not in server.recipients


def test_a_copy_that_is_refused_is_an_error(box, server):
    server.refuse = {"*": ["550 no"]}
    with pytest.raises(
        Refusal, match=r"the mail to me@example.org was not accepted: 550 no; correct that and try again"
    ):
        box.send(to="me@example.org")


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_copy_to_somebody_who_left_is_a_warning(dry_run, box, server):
    box.add("Gone@example.org,,left")
    assert box.send(to="gone@example.org", dry_run=dry_run).sent == 1
    (warning,) = box.report.warnings
    assert str(warning).endswith("/people.csv: Gone@example.org has left; send a copy only if they asked for it")
    box.send(to=PEOPLE[0], dry_run=True)
    assert box.report.warnings == []


def test_a_copy_without_a_server_is_an_error(tmp_path):
    with serving() as gone:
        port = gone.port
    with pytest.raises(Refusal, match=r"no connection to .*; try again later, or correct mail.host and mail.port"):
        Outbox(tmp_path, port, PEOPLE).send(to="me@example.org")


def test_a_dry_run_sends_and_writes_nothing(box, server, tmp_path):
    before = site.files(tmp_path)
    summary = box.send(dry_run=True)
    assert str(summary) == f"would send 2 mails of {DAY}"
    assert (site.files(tmp_path), server.connections) == (before, 0)
    box.send()
    box.add("new@example.org")
    assert str(box.send(dry_run=True)) == f"would send 1 mail of {DAY}, 2 had it before"


def test_a_dry_run_does_not_count_who_left(box, server):
    box.add("gone@example.org,,left")
    assert str(box.send(dry_run=True)) == f"would send 2 mails of {DAY}"
    box.send()
    people = box.folder / "people.csv"
    subscribers.save(people, subscribers.remove(subscribers.load(people, Report()), PEOPLE[0])[0])
    assert str(box.send(dry_run=True)) == f"would send 0 mails of {DAY}, 1 had it before"


def test_an_error_in_the_subscribers_stops_before_anything_is_sent(box, server):
    box.add("nobody")
    with pytest.raises(Mistakes, match=r"people.csv:5: 'nobody' is not a mail address"):
        box.send()
    assert server.connections == 0
    assert not box.ledger.exists()


def test_a_digest_that_cannot_be_sent_at_all_is_unfinished(box):
    box.send("2025-03-11", today=11)
    box.add("nobody")
    with pytest.raises(Mistakes):
        box.send()
    with tables.reading(box.ledger, box.site.authority) as base:
        assert tables.unfinished(base, "2025-03-14") == [DAY]


def test_without_a_ledger_nothing_is_sent(box, server):
    with pytest.raises(Refusal, match="there is no ledger"):
        box.send(first_send=False)
    assert server.connections == 0


def test_without_settings_mail_is_refused(tmp_path):
    site.write(tmp_path / "source", {"site.yaml": "title: T\nurl: https://a.example/\n"})
    box = Outbox.__new__(Outbox)
    box.folder, box.said = tmp_path, []
    with pytest.raises(
        Refusal,
        match=r"no mail is sent without mail.host, mail.from, and .*; add them to .*/source/site.yaml, or use --source",
    ):
        box.send()


def test_subscribers_without_anything_about_their_subjects_are_counted_and_asked_again(box, server):
    from tests.mailing.outbox import mail

    summary = box.send(mail_of=lambda subjects: None if subjects else mail())
    assert str(summary) == f"sent 1 mail of {DAY}, 1 with nothing for them"
    with tables.reading(box.ledger, box.site.authority) as base:
        assert tables.states(base, DAY) == {"ada@example.org": "sent"}
    assert box.send().sent == 1
