"""Exports of Buttondown, listmonk and Mailchimp, and lists of addresses."""

import pytest

from gazette.core.errors import Report
from gazette.mailing import imports, subscribers
from gazette.mailing.subscribers import DAILY, LEFT, WEEKLY, Subscriber

BUTTONDOWN = """\
email,notes,tags,type,creation_date
ada@example.org,,"a, b",regular,2025-01-01
bo@example.org,,,unsubscribed,2025-01-01
cy@example.org,,,unactivated,2025-01-01
di@example.org,,,premium,2025-01-01
"""
LISTMONK = """\
uuid,email,name,attributes,status,created_at,updated_at
1,ada@example.org,Ada,"{""city"": ""Oslo""}",enabled,2025,2025
2,bo@example.org,Bo,{},blocklisted,2025,2025
3,cy@example.org,Cy,{},disabled,2025,2025
"""
MAILCHIMP = """\
Email Address,First Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON
ada@example.org,Ada,2,2025-01-01,,
bo@example.org,Bo,2,2025-01-01,2025-02-02,no longer interested
"""


def read(tmp_path, body, encoding="utf-8"):
    path, report = tmp_path / "export.csv", Report()
    path.write_text(body, encoding)
    found = imports.read(path, report)
    return found, [str(each).removeprefix(f"{path}:") for each in [*report.errors, *report.warnings]]


@pytest.mark.parametrize(
    ("body", "active", "left", "waiting"),
    [
        (BUTTONDOWN, ["ada", "di"], ["bo"], 1),
        (LISTMONK, ["ada"], ["bo", "cy"], 0),
        (MAILCHIMP, ["ada"], ["bo"], 0),
        (MAILCHIMP.replace(",", ";"), ["ada"], ["bo"], 0),
        (MAILCHIMP.replace(",", "\t"), ["ada"], ["bo"], 0),
        (BUTTONDOWN.replace("\n", "\r\n"), ["ada", "di"], ["bo"], 1),
        ("ada@example.org\nbo@example.org\n", ["ada", "bo"], [], 0),
    ],
)
def test_who_is_subscribed_is_imported_and_the_others_are_counted(body, active, left, waiting, tmp_path):
    for encoding in ("utf-8", "utf-8-sig"):
        found, problems = read(tmp_path, body, encoding)
        assert problems == []
        assert [each.address for each in found.active] == [f"{name}@example.org" for name in active]
        assert [*found.left] == [f"{name}@example.org" for name in left]
        assert found.waiting == waiting


def test_subjects_and_frequency_are_columns_by_name_or_by_place(tmp_path):
    expected = [Subscriber("ada@example.org", frozenset({"bandits", "language-models"}), WEEKLY)]
    by_name = "frequency,name,subjects,email\nweekly,Ada,Bandits;Language Models,ada@example.org\n"
    assert read(tmp_path, by_name)[0].active == expected
    assert read(tmp_path, "ada@example.org,Bandits;Language Models,weekly\n")[0].active == expected


def test_wrong_and_repeated_addresses_are_reported_with_their_lines(tmp_path):
    found, problems = read(tmp_path, 'email,note\nada@example.org,"two\nlines"\nbo,\nAda@example.org,\n')
    assert [each.address for each in found.active] == ["ada@example.org"]
    assert problems == [
        "4: 'bo' is not a mail address; write it as name@example.org",
        "5: Ada@example.org is already in line 3; remove one of the two",
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", " there is nobody in the file; export it again"),
        ("name,city\nAda,Oslo\n", "1: no column has addresses; name the column `email` in the first line"),
    ],
)
def test_a_file_without_addresses_is_reported(body, problem, tmp_path):
    assert read(tmp_path, body)[1] == [problem]


def test_a_merge_adds_changes_and_removes(tmp_path):
    known = [Subscriber("ada@example.org"), Subscriber("bo@example.org"), Subscriber("eve@example.org")]
    rows = (
        "email,status,frequency\nADA@example.org,subscribed,weekly\nbo@example.org,unsubscribed,\nnew@example.org,,\n"
    )
    merged = imports.merge(known, read(tmp_path, rows)[0])
    assert (merged.new, merged.changed, merged.removed) == (1, 1, 1)
    assert merged.subscribers == [
        Subscriber("ada@example.org", frozenset(), WEEKLY),
        Subscriber("eve@example.org"),
        Subscriber("new@example.org"),
    ]
    assert imports.merge(merged.subscribers, read(tmp_path, rows)[0]).changed == 0


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("ADA@example.org\n", ({"bandits"}, WEEKLY)),
        ("ADA@example.org,games\n", ({"games"}, WEEKLY)),
        ("email\nAda@Example.org\n", ({"bandits"}, WEEKLY)),
        ("email,frequency\nada@example.org,\n", ({"bandits"}, DAILY)),
        ("email,subjects\nada@example.org,\n", ((), WEEKLY)),
        ("frequency,email,subjects\ndaily,ada@EXAMPLE.org,games\n", ({"games"}, DAILY)),
    ],
)
def test_a_known_address_keeps_its_spelling_and_what_the_file_does_not_have(rows, expected, tmp_path):
    known = Subscriber("Ada@example.org", frozenset({"bandits"}), WEEKLY)
    found, problems = read(tmp_path, rows)
    assert problems == []
    assert imports.merge([known], found).subscribers == [Subscriber(known.address, frozenset(expected[0]), expected[1])]


def test_who_left_is_not_added_again_and_a_list_with_them_moves_to_another_machine(tmp_path):
    known = [Subscriber("ada@example.org", frequency=LEFT), Subscriber("bo@example.org")]
    merged = imports.merge(known, read(tmp_path, "ada@example.org\nbo@example.org\n")[0])
    assert (merged.subscribers, merged.new, merged.changed, merged.respected) == (known, 0, 0, 1)
    unsubscribed = "email,status\nada@example.org,unsubscribed\n"
    assert imports.merge(known, read(tmp_path, unsubscribed)[0]).subscribers == known
    exported = read(tmp_path, subscribers.as_csv(known))[0]
    assert imports.merge([], exported).subscribers == known
    assert imports.merge([Subscriber("ada@example.org")], exported).subscribers == known


@pytest.mark.parametrize("column", ["State", "Type", "type"])
@pytest.mark.parametrize("value", ["CA", "person", "inactive in 2020"])
def test_a_state_or_a_type_of_anything_else_leaves_the_subscribers_alone(column, value, tmp_path):
    found, problems = read(tmp_path, f"Email Address,{column}\nada@example.org,{value}\nbo@example.org,\n")
    assert problems == []
    assert [each.address for each in found.active] == ["ada@example.org", "bo@example.org"]
    assert found.left == {}


@pytest.mark.parametrize("column", ["status", "Type", "Subscription_Status"])
def test_an_unknown_status_is_reported_and_its_row_neither_added_nor_removed(column, tmp_path):
    rows = f"email,{column}\nada@example.org,Sleeping\nbo@example.org,unsubscribed\nada2@example.org,\n"
    found, problems = read(tmp_path, rows)
    assert problems == [
        "2: 'sleeping' is not a status of a subscriber; write subscribed or unsubscribed, or rename the column"
    ]
    assert ([each.address for each in found.active], [*found.left]) == (["ada2@example.org"], ["bo@example.org"])
    known = [Subscriber("ada@example.org"), Subscriber("bo@example.org")]
    assert imports.merge(known, found).subscribers == [known[0], Subscriber("ada2@example.org")]


@pytest.mark.parametrize(("time", "left"), [("", 0), ("NULL", 0), ("-", 0), ("0000-00-00", 0), ("2025-02-02", 1)])
def test_a_time_of_unsubscribing_has_to_be_a_time(time, left, tmp_path):
    found, problems = read(tmp_path, f"email,unsubscribed_at\nada@example.org,{time}\n")
    assert (len(found.left), problems) == (left, [])
    assert read(tmp_path, "email,unsubscribed_at\nada@example.org,no\n")[1] == [
        "2: 'no' is not a time of unsubscribing; correct it, or rename the column"
    ]


@pytest.mark.parametrize("status", imports.LEFT)
def test_every_status_of_leaving_counts_and_confirming_does_not_undo_it(status, tmp_path):
    rows = f"email,status,subscription_status\nada@example.org,{status.upper()},pending\n"
    assert read(tmp_path, rows)[0].left == {"ada@example.org": status}


def test_a_quote_that_is_not_closed_is_reported_with_the_line_where_it_begins(tmp_path):
    rows = 'email,subjects\nada@example.org,\nbo@example.org,"bandits\ncy@example.org,\n'
    _, problems = read(tmp_path, rows)
    assert problems == [
        "3: this is not CSV: unexpected end of data; close the quote in this line, or export the file again"
    ]
    rows = "ada@example.org; bo@example.org\n"
    assert read(tmp_path, rows)[1] == [
        "1: 'bo@example.org' is in the place of a subject; write each address on a line of its own"
    ]
