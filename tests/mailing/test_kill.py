"""Killed at any moment and run again, nobody gets a mail twice, and nobody is lost unreported."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gazette.mailing import tables
from tests.mailing.outbox import DAY, Outbox
from tests.mailing.server import serving
from tests.make import times

ROOT = Path(__file__).parents[2]
PEOPLE = [f"reader{number}@example.org" for number in range(times(50, 120))]


def start(folder, *words, name=DAY):
    command = [sys.executable, "-m", "tests.mailing.outbox", str(folder), name, *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill(process, server, accepted, seconds):
    """Kill a process once the server has accepted some mails, a moment later; what it printed."""
    while process.poll() is None and len(server.accepted) < accepted:
        time.sleep(0.0005)
    time.sleep(seconds)
    process.kill()
    return "".join(process.communicate())


def reported(printed):
    return re.findall(r"nobody knows whether (\S+) got the mail", printed)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_after_kills_at_random_moments_everybody_is_sent_once_or_reported(seed, in_full, tmp_path):
    chance, kills = random.Random(seed), 50 if in_full else 3
    with serving() as server:
        box = Outbox(tmp_path, server.port, PEOPLE)
        for number in range(kills):
            name = f"2025-03-{number // 4 + 1:02}"
            process = start(tmp_path, *[] if box.ledger.exists() else ["--first-send"], name=name)
            printed = kill(process, server, len(server.accepted) + chance.randrange(40), chance.random() * 0.02)
            with (tmp_path / "printed").open("a") as file:
                file.write(printed)
        names = sorted({f"2025-03-{number // 4 + 1:02}" for number in range(kills)})
        for name in names:
            last = start(tmp_path, *[] if box.ledger.exists() else ["--first-send"], name=name)
            out, err = last.communicate()
            assert (last.returncode, "Traceback" in err) == (0, False), err
            with (tmp_path / "printed").open("a") as file:
                file.write(out + err)
    sent = [(mail["to"], re.search(r"2025-03-\d\d", mail["subject"])[0]) for mail in server.mails]
    assert len(sent) == len(set(sent))
    said = re.findall(r"nobody knows whether (\S+) got the mail of (\S+):", (tmp_path / "printed").read_text())
    assert {(person, name) for person in PEOPLE for name in names} == {*sent, *said}
    with tables.reading(box.ledger, box.site.authority) as base:
        for name in names:
            assert {*tables.states(base, name).values()} <= {"sent", "unknown"}
            assert {who for who, state in tables.states(base, name).items() if state == "unknown"} == {
                person for person, of in said if of == name
            }


def test_of_two_processes_with_one_ledger_exactly_one_sends_each_mail(tmp_path):
    with serving() as server:
        box = Outbox(tmp_path, server.port, PEOPLE)
        box.send("2025-03-01")
        server.accepted.clear()
        both = [start(tmp_path), start(tmp_path)]
        printed = ["".join(process.communicate()) for process in both]
        again = start(tmp_path)
        assert f"{len(PEOPLE)} had it before" in "".join(again.communicate())
    assert sorted(server.recipients) == sorted(PEOPLE)
    ended = [process.returncode for process in both]
    assert ended in ([0, 0], [0, 1], [1, 0])
    for status, text in zip(ended, printed, strict=True):
        assert not status or f"another process sends with the ledger {box.ledger}; wait until it ends" in text


@pytest.mark.slow
def test_10000_subscribers_get_their_mail_within_two_minutes(tmp_path):
    with serving() as server:
        server.keeps_text = False
        Outbox(tmp_path, server.port, [f"reader{number}@example.org" for number in range(10_000)])
        began = time.monotonic()
        process = start(tmp_path, "--first-send")
        printed = "".join(process.communicate())
        seconds = time.monotonic() - began
    assert "sent 10,000 mails" in printed
    assert len({*server.recipients}) == len(server.recipients) == 10_000
    assert seconds < 120, seconds
