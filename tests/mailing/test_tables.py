"""The tables of the ledger, also of one that an earlier version wrote, and on a full disk."""

import sqlite3

import pytest

from gazette.core.errors import Refusal
from gazette.mailing import tables
from gazette.mailing.ledger import Ledger

OWNER = "papers.example.org,2025"


@pytest.fixture
def path(tmp_path):
    with Ledger(tmp_path / "mail.sqlite", OWNER, "2025-03-12", first=True) as made:
        return made.path


def test_a_ledger_of_version_1_is_upgraded_and_loses_nothing(tmp_path):
    path = tmp_path / "old.sqlite"
    base = sqlite3.connect(path)
    base.executescript(f"""
        create table site (authority text not null);
        create table mails (
          digest text, address text, state text not null, day text not null, why text not null,
          primary key (digest, address)
        ) without rowid;
        create table bounced (address text primary key, day text not null, why text not null) without rowid;
        pragma application_id = {tables.MARK};
        pragma user_version = 1;
        insert into site values ('{OWNER}');
        insert into mails values ('2025-03-11', 'a@b.org', 'sent', '2025-03-11', '');
        insert into bounced values ('c@d.org', '2025-03-11', '550 no');
    """)
    base.close()
    with tables.reading(path, OWNER) as base:
        assert tables.states(base, "2025-03-11") == {"a@b.org": "sent"}
        assert tables.state(base, "2025-03-11") == tables.FINISHED
        assert tables.bounces(base) == {"c@d.org": "550 no"}
    with Ledger(path, OWNER, "2025-03-12") as again:
        assert not again.claim("2025-03-11", "a@b.org")
        assert again.tidy(but="") == []


def test_a_full_disk_is_named_and_what_was_written_stays(path):
    with (
        pytest.raises(Refusal, match=r"the disk with the ledger .* is full; free some space"),
        Ledger(path, OWNER, "2025-03-12") as full,
    ):
        full.claim("2025-03-12", "first@example.org")
        full._base.execute(f"pragma max_page_count = {full._base.execute('pragma page_count').fetchone()[0]}")
        for number in range(1000):
            full.claim("2025-03-12", f"{number}@example.org" + "x" * 200)
    with tables.reading(path, OWNER) as base:
        assert "first@example.org" in tables.states(base, "2025-03-12")


def test_a_disk_that_ends_the_transaction_itself_is_named(path, monkeypatch):
    """SQLite rolls back on some full disks; a second rollback would hide the reason."""

    def write(self, results):
        self._base.execute("rollback")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(Ledger, "_write", write)
    with Ledger(path, OWNER, "2025-03-12") as full, pytest.raises(Refusal, match="is full; free some space"):
        full.claim("2025-03-12", "a@b.org")


def test_a_person_is_forgotten_but_for_the_mails_of_the_last_days(path):
    with Ledger(path, OWNER, "2025-03-12") as ledger:
        for day in ("2025-03-01", "2025-03-11"):
            ledger._today = day
            ledger.claim(day, "a@b.org")
            ledger.sent(day, "a@b.org")
        ledger.bounced("a@b.org", "550 no")
        ledger.doubtful("a@b.org")
    with tables.reading(path, OWNER) as base:
        tables.forget(base, "a@b.org", "2025-03-12")
        assert (tables.states(base, "2025-03-01"), tables.bounces(base)) == ({}, {})
        assert tables.states(base, "2025-03-11") == {"a@b.org": "sent"}
    with Ledger(path, OWNER, "2025-03-12") as ledger:
        assert ledger.refused() == set()


def test_a_digest_is_unfinished_for_seven_days_and_open_again_if_it_is_sent_again(path):
    with tables.reading(path, OWNER) as base:
        tables.begin(base, "2025-03-12", "2025-03-12")
        tables.begin(base, "2025-W10", "2025-03-10")
        tables.begin(base, "2025-03-12", "2025-03-19")
        assert tables.unfinished(base, "2025-03-17") == ["2025-W10", "2025-03-12"]
        assert tables.unfinished(base, "2025-03-19") == ["2025-03-12"]
        assert tables.unfinished(base, "2025-03-20") == []
    with Ledger(path, OWNER, "2025-03-20") as ledger:
        ledger.finish("2025-W10")
        ledger.flush()
        assert ledger.tidy(but="") == ["2025-03-12"]
        assert ledger.begin("2025-03-12") == tables.OPEN
        assert ledger.unfinished() == ["2025-03-12"]
