"""The command `subscribers`."""

import pytest

from gazette.mailing.ledger import Ledger
from tests import site
from tests.mailing.outbox import Outbox

EXPORT = "email,status,subjects\nada@example.org,subscribed,language-models\nbo@example.org,unsubscribed,\nnobody,,\n"


@pytest.fixture
def box(tmp_path):
    found = Outbox(tmp_path, people=["bo@example.org", "cy@example.org,,weekly"])
    site.write(tmp_path, {"export.csv": EXPORT})
    return found


def command(box, *words):
    return site.command("subscribers", *words, "--source", box.options.source)


def addresses(box):
    """Those who have not left."""
    rows = (box.folder / "people.csv").read_text().splitlines()[1:]
    return [row.partition(",")[0] for row in rows if not row.endswith(",left")]


def test_an_import_adds_removes_and_reports(box, capsys):
    path = box.folder / "export.csv"
    assert command(box, "import", path) == 1
    printed = capsys.readouterr()
    assert printed.out == f"{path}: 1 new, 1 not subscribed any more, 1 removed; 2 subscribers\n"
    assert printed.err == f"{path}:4: 'nobody' is not a mail address; write it as name@example.org\n"
    assert addresses(box) == ["cy@example.org", "ada@example.org"]
    assert (box.folder / "people.csv").stat().st_mode & 0o777 == 0o600


def test_a_first_import_creates_the_file(tmp_path, capsys):
    box = Outbox(tmp_path, subscribers=tmp_path / "new" / "people.csv")
    site.write(tmp_path, {"a.csv": "ada@example.org\n"})
    assert command(box, "import", tmp_path / "a.csv") == 0
    assert capsys.readouterr().out == f"{tmp_path / 'a.csv'}: 1 new; 1 subscriber\n"
    assert (tmp_path / "new" / "people.csv").read_text() == "address,subjects,frequency\nada@example.org,,daily\n"


def test_an_import_that_changes_nothing_writes_nothing(box):
    site.write(box.folder, {"a.csv": "bo@example.org\n"})
    before = site.stamps(box.folder)
    assert command(box, "import", box.folder / "a.csv", "-q") == 0
    after = site.stamps(box.folder)
    assert {path for path in before if before[path] != after[path]} <= {box.folder.as_posix()}  # the lock


def test_a_subject_without_a_page_is_a_warning(box, capsys):
    site.write(box.folder, {"a.csv": "ada@example.org,languge models\nbo@example.org,my topic\n"})
    site.write(box.options.source, {"public/tags/my-topic.html": ""})
    assert command(box, "import", box.folder / "a.csv") == 0
    assert capsys.readouterr().err == (
        f"warning: {box.folder / 'a.csv'}:1: no page has the subject 'languge-models'; "
        "did you mean 'language-models'?\n"
    )


def test_an_error_in_the_file_of_subscribers_stops_an_import(box, capsys):
    box.add("nobody")
    before = (box.folder / "people.csv").read_bytes()
    assert command(box, "import", box.folder / "export.csv") == 1
    assert "people.csv:4: 'nobody' is not a mail address" in capsys.readouterr().err
    assert (box.folder / "people.csv").read_bytes() == before


def test_an_address_is_removed_and_a_missing_one_is_an_error(box, capsys):
    assert command(box, "remove", "BO@Example.org") == 0
    assert addresses(box) == ["cy@example.org"]
    assert command(box, "remove", "eve@example.org", "cy@example.org") == 1
    printed = capsys.readouterr()
    assert printed.out == "removed 1 subscriber\nremoved 1 subscriber\n"
    assert printed.err == (
        f"{box.folder / 'people.csv'}: there is no subscriber eve@example.org; look at `subscribers list`\n"
    )
    assert addresses(box) == []
    assert command(box, "remove", "nobody") == 2


def test_a_bounce_is_listed_until_its_address_is_added(box, capsys):
    with Ledger(box.ledger, box.site.authority, "2025-03-13", first=True) as ledger:
        ledger.bounced("bo@example.org", "550 no")
    assert command(box, "list") == 0
    assert "bo@example.org  daily   everything  (bounced)\n" in capsys.readouterr().out
    assert command(box, "add", "BO@example.org", "new@example.org") == 0
    assert capsys.readouterr().out == "added 1 subscriber (daily, everything), 1 subscribed before\n"
    command(box, "list")
    assert "(bounced)" not in capsys.readouterr().out
    assert addresses(box) == ["bo@example.org", "cy@example.org", "new@example.org"]


def test_who_was_removed_is_not_imported_again_but_can_be_added(box, capsys):
    site.write(box.folder, {"a.csv": "bo@example.org\n"})
    command(box, "remove", "bo@example.org")
    capsys.readouterr()
    assert command(box, "import", box.folder / "a.csv") == 0
    printed = "0 new, 1 left before (`subscribers add ADDRESS` adds one again); 1 subscriber\n"
    assert capsys.readouterr().out == f"{box.folder / 'a.csv'}: {printed}"
    assert addresses(box) == ["cy@example.org"]
    command(box, "add", "bo@example.org")
    assert addresses(box) == ["bo@example.org", "cy@example.org"]


def test_who_comes_back_can_choose_subjects_and_frequency(box, capsys):
    command(box, "remove", "cy@example.org")
    capsys.readouterr()
    words = ["--subjects", "language-models", "--frequency", "weekly"]
    assert command(box, "add", "cy@example.org", *words) == 0
    assert capsys.readouterr().out == "added 1 subscriber (weekly, language-models)\n"
    assert (box.folder / "people.csv").read_text().endswith("\ncy@example.org,language-models,weekly\n")
    assert command(box, "add", "bo@example.org", "--frequency", "weekly") == 0
    assert command(box, "add", "bo@example.org") == 0
    assert capsys.readouterr().out == "added 0 subscribers, 1 changed\nadded 0 subscribers, 1 subscribed before\n"
    assert "\nbo@example.org,,weekly\n" in (box.folder / "people.csv").read_text()


def test_a_misspelt_subject_of_somebody_who_is_added_is_a_warning(box, capsys):
    assert command(box, "add", "ada@example.org", "--subjects", "languge-models") == 0
    assert capsys.readouterr().err == (
        "warning: --subjects: no page has the subject 'languge-models'; did you mean 'language-models'?\n"
    )


@pytest.mark.parametrize(
    ("name", "way_out"),
    [
        ("none.csv", "correct the path of the file to import"),
        ("-", "save the list in a file and name that; `import` does not read standard input"),
    ],
)
def test_a_file_to_import_that_does_not_exist_is_named_with_a_way_out(name, way_out, box, capsys):
    before = (box.folder / "people.csv").read_bytes()
    assert command(box, "import", name) == 1
    assert capsys.readouterr().err == f"{name}: there is no such file; {way_out}\n"
    assert (box.folder / "people.csv").read_bytes() == before


def test_who_is_removed_is_forgotten_by_the_ledger_but_for_the_last_days(box):
    with Ledger(box.ledger, box.site.authority, "2025-03-13", first=True) as ledger:
        ledger.claim("2025-03-12", "bo@example.org")
        ledger.sent("2025-03-12", "bo@example.org")
        ledger.bounced("bo@example.org", "550 no")
    command(box, "remove", "bo@example.org")
    assert b"bo@example.org" not in box.ledger.read_bytes()


def test_without_an_action_everybody_is_listed(box, capsys):
    assert command(box) == 0
    assert capsys.readouterr().out == (
        "bo@example.org  daily   everything\ncy@example.org  weekly  everything\n2 subscribers: 1 daily, 1 weekly\n"
    )


def test_an_export_can_be_imported(box, capsys):
    assert command(box, "export") == 0
    exported = capsys.readouterr().out
    assert exported == "address,subjects,frequency\nbo@example.org,,daily\ncy@example.org,,weekly\n"
    site.write(box.folder, {"a.csv": exported})
    assert command(box, "import", box.folder / "a.csv") == 0
    assert "0 new, 2 as before; 2 subscribers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["import"], "`subscribers import` takes a CSV file; name a CSV file"),
        (["remove"], "`subscribers remove` takes an address; name an address"),
        (
            ["remove", "a@b.org", "--frequency", "weekly"],
            "`subscribers remove` takes no --subjects or --frequency; leave them out",
        ),
        (["list", "--subjects", ""], "`subscribers list` takes no --subjects or --frequency; leave them out"),
        (["list", "all"], "`subscribers list` takes no arguments; leave out the arguments"),
    ],
)
def test_wrong_arguments_are_refused(words, message, box, capsys):
    assert command(box, *words) == 2
    assert capsys.readouterr().err == f"gazette: {message}\n"


def test_without_the_setting_the_command_is_refused(tmp_path, capsys):
    box = Outbox(tmp_path, list="all@lists.example.org")
    assert command(box, "list") == 2
    what = f"{box.options.source}/site.yaml has no mail.subscribers"
    assert f"{what}; add the path of a file outside the site, or use --source" in capsys.readouterr().err
