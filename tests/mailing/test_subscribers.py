"""The file of subscribers is read with its errors, and written whole or not at all."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core.errors import BadValue, Report
from gazette.mailing import subscribers
from gazette.mailing.subscribers import DAILY, LEFT, WEEKLY, Subscriber

ADDRESSES = st.from_regex(r"[a-z0-9+]{1,9}@[a-z]{1,9}\.org", fullmatch=True)
PEOPLE = st.lists(
    st.builds(
        Subscriber,
        ADDRESSES,
        st.frozensets(st.sampled_from(["bandits", "c-plus-plus", "theory"])),
        st.sampled_from([DAILY, WEEKLY, LEFT]),
    ),
    unique_by=lambda each: each.key,
)


def load(path):
    report = Report()
    found = subscribers.load(path, report)
    return found, [str(each).removeprefix(f"{path}:") for each in [*report.errors, *report.warnings]]


@given(PEOPLE)
def test_what_is_saved_is_loaded_again(people):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        from pathlib import Path

        path = Path(folder) / "people.csv"
        subscribers.save(path, people)
        assert load(path) == (people, [])


def test_subjects_are_names_or_slugs(tmp_path):
    (tmp_path / "p.csv").write_text('address,subjects,frequency\na@b.org,"Language Models; c++ ;",Weekly\nb@b.org\n')
    assert load(tmp_path / "p.csv") == (
        [
            Subscriber("a@b.org", frozenset({"language-models", "c-plus-plus"}), WEEKLY),
            Subscriber("b@b.org", frozenset(), DAILY),
        ],
        [],
    )


def test_errors_are_reported_with_their_lines_and_a_repeated_address_is_a_warning(tmp_path):
    rows = "address,subjects,frequency\na@b.org,,\nnobody,,\nc@d.org,,hourly\n\nA@b.org,x,weekly\n"
    (tmp_path / "p.csv").write_text(rows)
    found, problems = load(tmp_path / "p.csv")
    assert found == [Subscriber("a@b.org")]
    assert problems == [
        "3: 'nobody' is not a mail address; write it as name@example.org",
        "4: 'hourly' is not a frequency; write daily, weekly or left",
        "6: A@b.org is in the file twice; remove one of the two lines",
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (None, "there is no such file; create it with `subscribers import FILE.csv`, or correct its path"),
        (b"\xff\xfe\x00", "cannot read the file: "),
        (b'a@b.org,"' + b"x" * 200_000, "1: this is not CSV: "),
        (
            b'a@b.org,"bandits\nc@d.org,\n',
            "1: this is not CSV: unexpected end of data; close the quote in the same line",
        ),
        (b'a@b.org,"bandits"theory,daily\n', "1: this is not CSV: "),
        (b'a@b.org,"ban\ndits",daily\n', "1: this is not CSV: "),
        (b"a@b.org; c@d.org\n", "1: 'a@b.org; c@d.org' is not a mail address; write it as name@example.org"),
        (b"a@b.org,c@d.org\n", "1: 'c@d.org' is in the place of a subject; write each address on a line of its own"),
        (b"a@b.org\tbandits\n", "1: "),
        (b"a@b.org,bandits,daily,theory\n", "1: there are 4 cells; write an address, subjects and a frequency"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(body, problem, tmp_path):
    if body is not None:
        (tmp_path / "p.csv").write_bytes(body)
    found, problems = load(tmp_path / "p.csv")
    assert "a@b.org" not in [each.address for each in found]
    assert any(problem in each for each in problems), problems


def test_only_the_owner_may_read_the_file_and_a_failed_write_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "own" / "p.csv"
    subscribers.save(path, [Subscriber("a@b.org")])
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        subscribers.save(path, [])
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["p.csv"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("")
    (tmp_path / "p.csv").symlink_to("real.csv")
    subscribers.save(tmp_path / "p.csv", [Subscriber("a@b.org")])
    assert (tmp_path / "p.csv").is_symlink()
    assert "a@b.org" in (tmp_path / "real.csv").read_text()


def test_who_is_removed_has_left_whatever_the_case_of_the_address():
    people = [Subscriber("Ada@example.org", frozenset({"theory"}), WEEKLY), Subscriber("bo@example.org")]
    left = [Subscriber("Ada@example.org", frequency=LEFT), people[1]]
    assert subscribers.remove(people, "ada@EXAMPLE.org") == (left, 1)
    assert subscribers.remove(left, "ada@example.org") == (left, 0)
    assert subscribers.remove(people, "eve@example.org") == (people, 0)
    with pytest.raises(BadValue):
        subscribers.remove(people, "nobody")


def test_who_is_added_is_there_once_also_after_leaving():
    people = [Subscriber("ada@example.org", frequency=LEFT), Subscriber("bo@example.org", frequency=WEEKLY)]
    assert subscribers.add(people, "Ada@example.org") == ([Subscriber("Ada@example.org"), people[1]], 1)
    assert subscribers.add(people, "BO@example.org") == (people, 0)
    assert subscribers.add(people, "cy@example.org") == ([*people, Subscriber("cy@example.org")], 1)


def test_who_is_added_gets_what_was_asked_for_and_keeps_the_rest():
    ada, bo = Subscriber("ada@example.org", frozenset({"theory"}), WEEKLY), Subscriber("bo@example.org", frequency=LEFT)
    assert subscribers.add([ada], "ADA@example.org", "My games; bandits") == (
        [Subscriber("ada@example.org", frozenset({"my-games", "bandits"}), WEEKLY)],
        0,
    )
    assert subscribers.add([ada], "ada@example.org", None, DAILY) == ([ada._replace(frequency=DAILY)], 0)
    assert subscribers.add([ada], "ada@example.org", "") == ([ada._replace(subjects=frozenset())], 0)
    assert subscribers.add([ada, bo], "bo@example.org", "theory", WEEKLY) == (
        [ada, Subscriber("bo@example.org", frozenset({"theory"}), WEEKLY)],
        1,
    )


def test_the_key_of_an_address_is_that_of_its_other_spellings():
    assert subscribers.key(" Ada@Example.org") == subscribers.key("ada@example.org")


def test_the_table_counts_and_marks_who_bounced():
    people = [Subscriber("ada@example.org", frozenset({"b", "a"})), Subscriber("bo@example.org", frequency=WEEKLY)]
    assert subscribers.table(people, {"bo@example.org"}) == (
        "ada@example.org  daily   a, b\n"
        "bo@example.org   weekly  everything  (bounced)\n"
        "2 subscribers: 1 daily, 1 weekly, 1 bounced"
    )
    left = [*people, Subscriber("cy@example.org", frequency=LEFT)]
    assert subscribers.table(left).endswith("\n2 subscribers: 1 daily, 1 weekly, 1 left")
    assert "cy@example.org" not in subscribers.table(left)
    assert subscribers.table([]) == "0 subscribers: 0 daily, 0 weekly"
