"""The cache of a source folder: what it keeps, and what happens to one that is damaged or cannot be written."""

import random
import shutil
import sqlite3
import threading

import msgspec
import pytest

from gazette.cache import database
from gazette.cache.database import Cache
from gazette.cache.pages import Drawn
from gazette.core.errors import DamagedCache
from tests import site

DRAWN = [("a", None, Drawn(b"1", "x", {}))]


def keep(path, fresh=False):
    """Put one page into a cache and keep it."""
    with Cache(path, fresh) as cache:
        cache.pages.put(DRAWN)
        cache._keep()


def known(path, fresh=False):
    with Cache(path, fresh) as cache:
        return list(cache.pages.all())


def test_what_is_committed_is_kept_and_the_rest_is_not(tmp_path):
    path = tmp_path / "cache.sqlite"
    keep(path)
    with Cache(path) as cache:
        cache.pages.put([("b", *DRAWN[0][1:])])
    assert known(path) == ["a"]


def test_a_fresh_cache_is_empty(tmp_path):
    path = tmp_path / "cache.sqlite"
    keep(path)
    assert known(path, fresh=True) == []


def test_without_a_file_a_cache_is_in_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    keep(None)
    assert (known(None), list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("folder", ["a file", "nothing"])
def test_a_cache_that_cannot_be_written_is_empty(folder, tmp_path):
    there = tmp_path / "there"
    if folder == "a file":
        there.touch()
    path = (there if folder == "a file" else there / "deeper") / "cache.sqlite"
    keep(path)
    assert known(path) == []


def test_a_cache_that_another_build_uses_for_long_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "cache.sqlite"
    keep(path)
    monkeypatch.setattr(database, "LOCK_TIMEOUT", 0.1)
    with Cache(path) as first:
        assert known(path) == []
        first.pages.put([("b", *DRAWN[0][1:])])
        first._keep()
    assert known(path) == ["a", "b"]


def test_a_build_waits_for_another_of_the_same_source(tmp_path):
    path, found = tmp_path / "cache.sqlite", []
    with Cache(path) as first:
        second = threading.Thread(target=lambda: found.extend(known(path)))
        second.start()
        first.pages.put(DRAWN)
        first._keep()
    second.join(20)
    assert found == ["a"]


def test_a_full_disk_costs_only_the_cache(tmp_path):
    path = tmp_path / "cache.sqlite"
    keep(path)
    with Cache(path) as cache:
        cache.attempt(lambda: cache.pages.put([("b", *DRAWN[0][1:])]))
        cache.attempt(lambda: cache._base.execute("no sql"))
        cache._keep()
    assert known(path) == ["a"]


@pytest.mark.parametrize("trouble", [sqlite3.DatabaseError("no"), msgspec.DecodeError("no"), DamagedCache("no")])
def test_a_cache_that_cannot_be_read_is_deleted_and_all_errors_are_one_kind(trouble, tmp_path):
    path = tmp_path / "cache.sqlite"
    keep(path)
    with pytest.raises(DamagedCache), Cache(path):
        raise trouble
    assert list(tmp_path.iterdir()) == []


# Damage costs only time.


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
        base.execute(chance.choice(CHANGES))
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
CHANGES = (
    "drop table pages",
    "update pages set key = null",
    "update pages set mark = (select max(mark) from pages)",
    "update pages set key = 7, mark = x'ff'",
    "update pages set links = 'no JSON'",
    "update papers set body = (select max(body) from papers)",
    "delete from keys",
    "update indexes set numbers = x'00'",
    "update state set body = 'no JSON'",
    "update files set digest = 'x'",
    "update listings set body = (select max(body) from listings)",
    "update listings set body = 'text', digest = null",
    "alter table pages drop column mark",
    "create trigger t before insert on pages begin select raise(abort, 'no'); end",
)


def test_a_damaged_cache_changes_no_byte_and_prints_nothing(tmp_path, capsys, in_full):
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
        shutil.copytree(kept[2 - number % 2], source / ".gazette")  # the cache that the build before would have left
        damage = DAMAGE[number % len(DAMAGE)]
        damage(source / ".gazette/cache.sqlite", chance, chance.choice(kept) / "cache.sqlite")
        site.write(source, states[number % 2])
        assert site.command("build", "-q", "--source", source) == 0
        assert capsys.readouterr() == ("", ""), damage
        assert site.differences(wanted[number % 2], site.files(source / "public")) == [], damage
