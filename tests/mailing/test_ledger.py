"""The ledger of what was sent: each mail is claimed once, also by processes at the same time."""

import random
import shutil
import sqlite3
import threading

import pytest

from gazette.core.errors import Refusal
from gazette.mailing import ledger, tables
from gazette.mailing.ledger import Ledger, Record

OWNER, DAY = "papers.example.org,2025", "2025-03-12"


def opened(path, first=False, owner=OWNER):
    return Ledger(path, owner, "2025-03-13", first)


@pytest.fixture
def path(tmp_path):
    with opened(tmp_path / "state" / "mail.sqlite", first=True) as made:
        return made.path


def states(path, digest=DAY):
    with tables.reading(path, OWNER) as base:
        return tables.states(base, digest)


def test_a_claim_succeeds_once(path):
    with opened(path) as one:
        assert one.claim(DAY, "a@b.org")
        assert not one.claim(DAY, "a@b.org")
        assert one.claim("2025-03-13", "a@b.org")
    with opened(path) as other:
        assert not other.claim(DAY, "a@b.org")


def test_the_intent_is_on_disk_before_a_mail_is_sent_and_the_result_with_the_next_intent(path):
    with opened(path) as one:
        one.claim(DAY, "a")
        assert states(path) == {"a": "intent"}
        one.sent(DAY, "a")
        one.claim(DAY, "b")
        assert states(path) == {"a": "sent", "b": "intent"}
        one.unknown(DAY, "b", "dropped")
        one.flush()
        assert states(path) == {"a": "sent", "b": "unknown"}
        one.claim(DAY, "c")
        one.not_sent(DAY, "c")
    assert states(path) == {"a": "sent", "b": "unknown"}


def test_a_copy_of_the_file_alone_is_complete_at_any_moment(path, tmp_path):
    with opened(path) as one:
        for number in range(20):
            one.claim(DAY, f"{number}")
            copy = shutil.copy(path, tmp_path / "copy.sqlite")
            assert states(copy).keys() == {f"{each}" for each in range(number + 1)}


def test_mails_without_a_result_are_found_by_the_next_run(path):
    with opened(path) as one:
        one.claim(DAY, "a@b.org")
        one.sent(DAY, "a@b.org")
        one.claim(DAY, "c@d.org")
    with opened(path) as other:
        assert other.intents() == [Record(DAY, "c@d.org", "2025-03-13")]


def test_a_bounce_is_remembered_until_it_is_forgotten(path):
    with opened(path) as one:
        one.bounced("a@b.org", "550 no")
    with tables.reading(path, OWNER) as base:
        assert tables.bounces(base) == {"a@b.org": "550 no"}
        tables.forget_bounce(base, "a@b.org")
    with opened(path) as one:
        assert one.bounces() == {}


def test_a_missing_ledger_is_an_error_that_says_what_to_do(tmp_path):
    with (
        pytest.raises(Refusal, match=r"there is no ledger at .*; restore it from a copy, .*--first-send") as error,
        opened(tmp_path / "a"),
    ):
        pass
    assert "nobody knows who has received which mail" in str(error.value)
    assert not (tmp_path / "a").exists()


def test_a_first_send_never_replaces_a_ledger(path):
    before = path.read_bytes()
    with pytest.raises(Refusal, match="exists already; leave out --first-send"), opened(path, first=True):
        pass
    assert path.read_bytes() == before


def test_only_its_owner_may_read_the_ledger(path):
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_nothing_but_the_ledger_stays_in_its_folder(path):
    with opened(path) as one:
        one.claim(DAY, "a")
    assert [each.name for each in path.parent.iterdir()] == ["mail.sqlite"]


def test_the_ledger_of_another_site_is_refused(path):
    with (
        pytest.raises(Refusal, match=f"is that of {OWNER}, not of other.example") as error,
        opened(path, owner="other.example"),
    ):
        pass
    assert f"feed.authority to {OWNER}" in str(error.value)


def spoil(path, how):
    body = path.read_bytes()
    if how == "empty":
        path.write_bytes(b"")
    elif how == "text":
        path.write_text("address\n")
    elif how == "another":
        path.unlink()
        sqlite3.connect(path).execute("create table a (b)").connection.close()
    elif how == "newer":
        base = sqlite3.connect(path)
        base.execute("pragma user_version = 99")
        base.close()
    else:
        path.write_bytes(body[: len(body) // 2])


@pytest.mark.parametrize("how", ["empty", "text", "another", "newer", "cut"])
def test_a_file_that_is_no_usable_ledger_is_refused_and_stays(how, path):
    spoil(path, how)
    before = path.read_bytes()
    with pytest.raises(Refusal, match=r"; .+"), opened(path) as found:
        found.claim(DAY, "a")
    assert path.read_bytes() == before


def test_a_second_process_waits_for_nobody_but_says_who_is_at_work(path):
    with opened(path), pytest.raises(Refusal, match="another process sends with the ledger"), opened(path):
        pass


def test_of_many_that_claim_at_once_each_mail_has_one(path, monkeypatch):
    """On machines that share a ledger, the lock of one does not stop the other."""
    monkeypatch.setattr(ledger.Lock, "acquire", lambda self, limit: None)
    monkeypatch.setattr(ledger.Lock, "release", lambda self: None)
    won, people = [], [f"p{number}" for number in range(40)]

    def work(seed):
        mine = random.Random(seed).sample(people, len(people))
        with opened(path) as one:
            for each in mine:
                if one.claim(DAY, each):
                    won.append(each)
                    one.sent(DAY, each)

    threads = [threading.Thread(target=work, args=[seed]) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == sorted(people)
    assert states(path) == dict.fromkeys(people, "sent")


def test_a_missing_ledger_can_be_read_as_none(tmp_path):
    with tables.reading(tmp_path / "a", OWNER) as base:
        assert base is None
