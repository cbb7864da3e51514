"""The command `digest`, and how `daily` sends, with a real mail server. The digests are made up."""

from datetime import date, datetime

import pytest

from gazette import config
from gazette.cli import clock, digest, mails
from gazette.mailing import run
from gazette.rendering.mails import UNSUBSCRIBE
from tests import site
from tests.cli.archives import MONDAY, at, repository
from tests.fetching.conftest import rows
from tests.fetching.upstream import Upstream
from tests.mailing.outbox import DAY, WEEK, Outbox, mail
from tests.mailing.server import serving

PEOPLE = ["ada@example.org", "bo@example.org,,weekly", "cy@example.org,bandits,daily"]


def made_up(options, make, report=None, unsubscribe=""):
    """The digests of an archive with one day and one week."""

    def mail_of(name):
        return lambda subjects: mail(name, subjects) if name in (DAY, WEEK) else None

    assert unsubscribe in ("", UNSUBSCRIBE)
    return config.load(options.source), DAY, WEEK, mail_of


@pytest.fixture
def server():
    with serving() as found:
        yield found


@pytest.fixture
def box(tmp_path, server, monkeypatch):
    monkeypatch.setattr(mails, "of", made_up)
    monkeypatch.setattr(run, "PAUSES", (0.001,))
    return Outbox(tmp_path, server.port, PEOPLE)


def command(box, *words):
    return site.command("digest", "--source", box.options.source, *words)


def test_the_latest_digest_is_printed_as_text_or_html(box, capsys):
    assert command(box) == 0
    assert capsys.readouterr().out == mail(DAY).text + "\n"
    assert command(box, "--weekly", "--html") == 0
    assert capsys.readouterr().out == mail(WEEK).html + "\n"


@pytest.mark.parametrize(
    ("words", "name"),
    [(["--date", "2025-03-12"], DAY), (["--weekly", "--date", "2025-03-12"], WEEK), (["--weekly"], WEEK)],
)
def test_a_digest_is_named_by_its_day_or_a_day_of_its_week(words, name, box, capsys):
    assert command(box, *words) == 0
    assert capsys.readouterr().out == mail(name).text + "\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--date", "2025-03-11"], "there are no papers for a digest of 2025-03-11; name another --date"),
        (["--send", "--to", "a@b.org"], "--send sends to everybody, --to only to one address; leave out one of them"),
        (
            ["--weekly", "--date", "2025-03-19"],
            "the week 2025-W12 is not complete; name an earlier --date, or wait for the first listing of the next week",
        ),
        (["--weekly", "--date", "2025-03-05"], "there are no papers for a digest of 2025-W10; name another --date"),
        (["--first-send"], "--first-send belongs to --send; add it"),
        (["--html", "--send"], "--html prints the digest, and mails have both parts; leave it out"),
        (["--to", "nobody"], "'nobody' is not a mail address; write it as name@example.org"),
    ],
)
def test_what_cannot_be_done_is_refused(words, message, box, capsys):
    assert command(box, *words) == 2
    assert capsys.readouterr().err == f"gazette: {message}\n"


def test_a_send_needs_a_ledger_or_first_send_which_works_once(box, server, capsys):
    assert command(box, "--send") == 2
    assert "gazette: there is no ledger at" in capsys.readouterr().err
    assert command(box, "--send", "--first-send") == 0
    assert capsys.readouterr().out == f"sent 2 mails of {DAY}\n"
    assert command(box, "--send", "--first-send") == 2
    assert "exists already; leave out --first-send" in capsys.readouterr().err
    assert command(box, "--send") == 0
    assert capsys.readouterr().out == f"sent 0 mails of {DAY}, 2 had it before\n"
    assert len(server.accepted) == 2


def test_a_copy_and_a_dry_run_need_no_ledger(box, server, capsys):
    assert command(box, "--to", "me@example.org") == 0
    assert command(box, "--dry-run") == 0
    assert capsys.readouterr().out == f"sent 1 mail of {DAY}\nwould send 2 mails of {DAY}\n"
    assert server.recipients == ["me@example.org"]
    assert not box.ledger.exists()


def test_mails_that_were_not_sent_are_named_and_the_status_is_1(box, server, capsys):
    server.refuse = {"ada@example.org": ["452 later"]}
    assert command(box, "--send", "--first-send") == 1
    printed = capsys.readouterr()
    assert printed.out == f"sent 1 mail of {DAY}, 1 not sent\n"
    refused = f"mail: ada@example.org has not received the mail of {DAY}: 452 later; run the command again\n"
    assert refused in printed.err
    assert printed.err.splitlines()[-1] == (
        f"mail: not everybody has received the digest of {DAY}; use `digest --date {DAY} --send`, "
        "or let `daily` send it within 7 days"
    )


def test_a_run_that_stopped_says_why_and_the_status_is_2(box, server, capsys):
    server.mail = ["550 not you"]
    assert command(box, "--send", "--first-send", "-q") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[-1].startswith(f"gazette: 127.0.0.1:{server.port} takes no mails from papers@")


@pytest.fixture
def upstream():
    with Upstream({MONDAY: rows(3, MONDAY)}) as found:
        yield found


@pytest.fixture
def morning(tmp_path, box, upstream, monkeypatch):
    """`daily` in an archive whose mails are set, on the morning after the last listing."""
    settings = (box.options.source / "site.yaml").read_text().partition("mail:")[2]
    archive = repository(tmp_path / "archive", upstream, f"daily: {{ping: {upstream.url}/ping}}\nmail:{settings}")
    upstream.files["/ping"] = b"OK"
    at(monkeypatch, date(2025, 3, 11))
    return lambda *words: site.command("daily", "--source", archive, *words)


def pings(upstream):
    return [path for _, path in upstream.requests].count("/ping")


def test_daily_sends_to_each_what_is_new_and_then_pings(morning, server, upstream, capsys):
    assert morning("--first-send") == 0
    out = capsys.readouterr().out
    assert out.index("# build") < out.index(f"# mail\nsent 2 mails of {DAY}\nsent 1 mail of {WEEK}\n")
    assert server.recipients == ["ada@example.org", "cy@example.org", "bo@example.org"]
    assert pings(upstream) == 1
    assert morning() == 0
    assert len(server.accepted) == 3


def test_daily_without_a_ledger_publishes_and_sends_nothing(morning, server, upstream, tmp_path, capsys):
    assert morning() == 2
    assert "there is no ledger at" in capsys.readouterr().err
    assert (tmp_path / "archive/public/index.html").is_file()
    assert (server.accepted, pings(upstream)) == ([], 0)


def test_daily_reports_mails_that_were_not_sent_and_does_not_ping(morning, server, upstream, capsys):
    server.refuse = {"ada@example.org": ["452 later"]}
    assert morning("--first-send") == 1
    way_out = "read the lines above, and let the next `daily` send them"
    assert capsys.readouterr().err.splitlines()[-1] == f"mail: not all mails of {DAY} were sent; {way_out}"
    assert (len(server.accepted), pings(upstream)) == (2, 0)


def test_daily_sends_first_what_the_last_days_could_not(box, server, monkeypatch, capsys):
    """The server was down on Monday; on Tuesday it is back, and the archive has a new day."""
    names = ["2025-03-10", "2025-03-11", "2025-03-20"]

    def archive(day):
        def digest_of(name):
            return lambda subjects: mail(name, subjects) if name in names else None

        monkeypatch.setattr(mails, "of", lambda *_: (config.load(box.options.source), day, "", digest_of))
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(f"{day}T06:00:00+00:00"))

    archive(names[0])
    server.refuse = {"*": ["450 down"]}
    (problem,) = digest.send_latest(box.options, lambda *_: None, True, False)
    assert str(problem) == (
        "mail: not all mails of 2025-03-10 were sent; read the lines above, and let the next `daily` send them"
    )
    archive(names[1])
    server.refuse = {}
    capsys.readouterr()
    assert digest.send_latest(box.options, lambda *_: None, False, False) == []
    assert capsys.readouterr().out == "sent 2 mails of 2025-03-10\nsent 2 mails of 2025-03-11\n"
    archive(names[2])
    assert digest.send_latest(box.options, lambda *_: None, False, False) == []
    assert capsys.readouterr().out == "sent 2 mails of 2025-03-20\n"
    assert not {each for each in server.mails if server.mails.count(each) > 1}


def test_daily_names_the_digests_that_it_gives_up(box, server, monkeypatch, capsys):
    def on(day):
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(f"{day}T06:00:00+00:00"))
        monkeypatch.setattr(
            mails, "of", lambda *_: (config.load(box.options.source), day, "", lambda name: lambda _: mail(name))
        )
        return digest.send_latest(box.options, lambda *_: None, day == "2025-03-10", True)

    server.refuse = {"*": ["450 down"]}
    assert len(on("2025-03-10")) == 1
    server.refuse = {}
    capsys.readouterr()
    assert on("2025-03-18") == []
    given_up = "mail: the digest of 2025-03-10 is given up after 7 days: not everybody has received it; "
    assert given_up in capsys.readouterr().err


def test_a_server_that_cannot_be_reached_is_a_problem_with_something_to_do(box, server, monkeypatch):
    with serving() as gone:
        port = gone.port
    text = (box.options.source / "site.yaml").read_text().replace(f"port: '{server.port}'", f"port: '{port}'")
    (box.options.source / "site.yaml").write_text(text)
    problems = digest.send_latest(box.options, lambda *_: None, True, True)
    assert str(problems[0]) == (
        f"mail: no connection to 127.0.0.1:{port}: Connection refused; "
        "run the command again later, or correct mail.host and mail.port"
    )


def test_an_archive_without_days_has_no_digest(box, monkeypatch, capsys):
    def nothing(options, make, report=None, unsubscribe=""):
        return config.load(options.source), "", "", lambda name: lambda subjects: None

    monkeypatch.setattr(mails, "of", nothing)
    assert command(box) == 2
    assert "there is no listing yet; add listings, or give --date" in capsys.readouterr().err
    assert command(box, "--weekly") == 2
    assert "there is no complete week yet" in capsys.readouterr().err
    assert digest.send_latest(box.options, lambda *_: None, False, True) == []
