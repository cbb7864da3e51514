import random
import shutil
import sqlite3
from datetime import date

import pytest

from gazette.cache import database
from gazette.cache import listings as cached_listings
from gazette.cache.database import Memory
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing, Trust
from gazette.sources.files import SourceFile
from tests import site

SOURCE = SourceFile("content/2025-03-12.md", "…", b"digest")
LISTING = Listing(
    date(2025, 3, 12),
    (Entry("On π", published=date(2025, 3, 1), votes=0, extra=(("mood", "good"),), line=7),),
    trust=Trust.CAPTURED,
    path="content/2025-03-12.md",
)


class Parser:
    """Gives a listing with a warning, and counts how often it was asked."""

    def __init__(self, error=False):
        self.asked, self.error = [], error

    def __call__(self, source, report):
        self.asked.append(source.path)
        report.warn(3, "odd")
        if self.error:
            report.error(1, "wrong")
        return LISTING


def listings(folder, parser, sources=(SOURCE,)):
    report = Report()
    with Memory(folder and folder / "memory.sqlite") as known:
        return known.listings(sources, parser, report), report


def test_a_listing_is_parsed_once_and_the_same_ever_after(tmp_path):
    listings(tmp_path, Parser())
    again = Parser()
    (found,), report = listings(tmp_path, again)
    assert again.asked == []
    assert found == LISTING
    assert (found.trust, found.path, found.entries[0].line) == (Trust.CAPTURED, LISTING.path, 7)
    assert [str(each) for each in report.warnings] == ["content/2025-03-12.md:3: odd"]


@pytest.mark.parametrize(
    "changed", [SourceFile(SOURCE.path, "…", b"other"), SourceFile("content/b.md", "…", SOURCE.digest)]
)
def test_another_text_or_name_is_parsed_anew(changed, tmp_path):
    listings(tmp_path, Parser())
    again = Parser()
    listings(tmp_path, again, [changed])
    assert again.asked == [changed.path]


def test_other_code_parses_all_anew(tmp_path, monkeypatch):
    listings(tmp_path, Parser())
    monkeypatch.setattr(cached_listings, "code", lambda: b"other code")
    again = Parser()
    listings(tmp_path, again)
    assert again.asked == [SOURCE.path]


def test_a_mistake_is_never_remembered(tmp_path):
    for _ in range(2):
        parser = Parser(error=True)
        found, report = listings(tmp_path, parser)
        assert (parser.asked, found, len(report.errors)) == ([SOURCE.path], (), 1)


def test_what_is_no_longer_there_is_forgotten(tmp_path):
    listings(tmp_path, Parser())
    listings(tmp_path, Parser(), [])
    again = Parser()
    listings(tmp_path, again)
    assert again.asked == [SOURCE.path]


def test_a_remembered_listing_that_was_altered_is_parsed_anew(tmp_path):
    listings(tmp_path, Parser())
    with sqlite3.connect(tmp_path / "memory.sqlite") as base:
        (body,) = base.execute("select body from listings").fetchone()
        base.execute("update listings set body = ?", [body.replace("On π".encode(), "On τ".encode())])
    base.close()
    again = Parser()
    (found,), _ = listings(tmp_path, again)
    assert (again.asked, found) == ([SOURCE.path], LISTING)


def test_pages_are_remembered_until_they_are_gone(tmp_path):
    path = tmp_path / "memory.sqlite"
    with Memory(path) as known:
        known.pages.keep([("b", "", (b"2", "y", {})), ("a", "day 1", (b"1", "x", {}))])
        known.pages.keep([("a", "day 1", (b"3", "z", {"c.html": False}))])
        known.pages.forget(["b"])
        assert known.keep(7)
    with Memory(path) as known:
        assert known.pages.all() == known.pages.of(["day 1"]) == {"a": (b"3", "z", {"c.html": False})}
        assert known.pages.asking(frozenset(["c.html", "d.html"])) == {"day 1"}
        assert known.archive.fact("number") == 7


def test_what_is_not_kept_is_as_if_it_had_not_been(tmp_path):
    path = tmp_path / "memory.sqlite"
    for end in (Memory.undo, lambda known: None):
        with Memory(path) as known:
            known.pages.keep([("a", "", (b"1", "x", {}))])
            end(known)
        with Memory(path) as known:
            assert known.pages.all() == {}


def test_a_memory_that_fails_once_keeps_nothing_more(tmp_path):
    with Memory(tmp_path / "memory.sqlite") as known:
        known.attempt(lambda: known.pages._base.execute("no sql"))
        assert not known.keep(7)


def test_a_listing_that_was_learnt_makes_the_archive_unfit(tmp_path):
    listings(tmp_path, Parser())
    with Memory(tmp_path / "memory.sqlite") as known:
        assert known.keep(7)
    listings(tmp_path, Parser(), [SourceFile(SOURCE.path, "…", b"other")])
    with Memory(tmp_path / "memory.sqlite") as known:
        assert known.archive.fact("number") is None


@pytest.mark.parametrize("made", ["file", "nothing"])
def test_where_nothing_can_be_kept_a_memory_is_empty(made, tmp_path):
    folder = tmp_path / "there"
    if made == "file":
        folder.touch()
    for _ in range(2):
        parser = Parser()
        found, _ = listings(folder if made == "file" else folder / "deeper", parser)
        assert (found, parser.asked) == ((LISTING,), [SOURCE.path])


def test_a_memory_of_another_version_is_forgotten(tmp_path):
    listings(tmp_path, Parser())
    with sqlite3.connect(tmp_path / "memory.sqlite") as base:
        base.execute("pragma user_version = 99")
    base.close()
    for wanted in ([SOURCE.path], []):  # forgotten and learnt anew, known
        again = Parser()
        listings(tmp_path, again)
        assert again.asked == wanted


# Damage costs time only.


def cut(path, chance, older):
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def flip(path, chance, older):
    body = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 30, 1000])):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    path.write_bytes(body)


def overwrite(path, chance, older):
    body = bytearray(path.read_bytes())
    at = chance.randrange(len(body))
    length = chance.choice([1, 16, 500])
    body[at : at + length] = chance.randbytes(length)
    path.write_bytes(body)


def delete(path, chance, older):
    path.unlink()


def replace_by_an_older_one(path, chance, older):
    shutil.copy(older, path)


def replace_by_garbage(path, chance, older):
    path.write_bytes(
        chance.choice([b"", b"garbage", b"SQLite format 3\0" + chance.randbytes(200), chance.randbytes(9999)])
    )


def replace_by_a_folder(path, chance, older):
    path.unlink()
    site.write(path, {"in it": ""})


def leave_a_journal(path, chance, older):
    path.with_name(path.name + "-journal").write_bytes(path.read_bytes()[: chance.randrange(5000)])


def swap_its_rows(path, chance, older):
    with sqlite3.connect(path) as base:
        base.execute(chance.choice(MISCHIEF))
    base.close()


DAMAGE = (
    cut,
    flip,
    flip,
    overwrite,
    delete,
    replace_by_an_older_one,
    replace_by_garbage,
    replace_by_a_folder,
    leave_a_journal,
    swap_its_rows,
)
MISCHIEF = (
    "drop table pages",
    "update pages set key = null",
    "update pages set mark = (select max(mark) from pages)",
    "update pages set key = 7, mark = x'ff'",
    "update pages set answers = 'no JSON'",
    "update papers set body = (select max(body) from papers)",
    "delete from handles",
    "update registers set numbers = x'00'",
    "update facts set body = x'ff'",
    "update listings set body = (select max(body) from listings)",
    "update listings set body = 'text', digest = null",
    "update listings set name = 7 where name = (select max(name) from listings)",
    "alter table pages drop column mark",
    "create trigger t before insert on pages begin select raise(abort, 'no'); end",
)


def test_a_damaged_memory_changes_no_byte_and_says_nothing(tmp_path, capsys, in_full):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-03-14.md": "## First\n"})
    site.build(source)
    kept = [shutil.copytree(source / ".gazette", tmp_path / "oldest")]
    states = [
        {"content/2025-03-14.md": f"## On {word}\n- id: new\n- tags: bandits, {word}\n"} for word in ("tides", "lamps")
    ]
    wanted = []
    for state in states:
        site.write(source, state)
        wanted.append(site.clean_build(source))
        site.build(source)
        kept.append(shutil.copytree(source / ".gazette", tmp_path / f"kept-{len(kept)}"))
    chance = random.Random(11)
    for number in range(100 if in_full else 25):
        shutil.rmtree(source / ".gazette")
        shutil.copytree(kept[2 - number % 2], source / ".gazette")  # what the build before this one would have left
        damage = DAMAGE[number % len(DAMAGE)]
        damage(source / ".gazette/memory.sqlite", chance, chance.choice(kept) / "memory.sqlite")
        site.write(source, states[number % 2])
        assert site.command("build", "-q", "--source", source) == 0
        assert capsys.readouterr() == ("", ""), damage
        assert site.differences(wanted[number % 2], site.files(source / "public")) == [], damage


def test_without_a_folder_everything_is_forgotten_and_nothing_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    parser = Parser()
    for _ in range(2):
        listings(None, parser)
    assert (parser.asked, list(tmp_path.iterdir())) == ([SOURCE.path] * 2, [])


def test_many_sources_are_learnt_in_their_order_by_however_many_processes(tmp_path):
    sources = [SourceFile(f"content/{n}.md", "…", bytes([n])) for n in range(database.FEWEST + 9)]

    def parse(source, report):
        report.warn(1, source.path)
        return LISTING if source.digest[0] % 7 else report.error(2, source.path)

    found = []
    for jobs in (1, 3):
        report = Report()
        with Memory(tmp_path / str(jobs) / "memory.sqlite") as known:
            found.append((known.listings(sources, parse, report, jobs), report))
    assert found[0] == found[1]
    assert [problem.path for problem in found[0][1].errors] == [f"content/{n}.md" for n in range(0, len(sources), 7)]
