"""What pages were last drawn with."""

import sqlite3

import pytest

from gazette.cache import pages
from gazette.cache.pages import CachedPages, Drawn
from gazette.core.model import Ref

DAY = Ref("day", "2025-03-12")


@pytest.fixture
def cached():
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.executescript(pages.SCHEMA)
    yield CachedPages(base)
    base.close()


def test_pages_are_known_until_they_are_removed(cached):
    cached.put([("b", None, Drawn(b"2", "y", {})), ("a", DAY, Drawn(b"1", "x", {}))])
    cached.put([("a", DAY, Drawn(b"3", "z", {"c.html": False}))])
    assert cached.all() == {"a": (b"3", "z", {"c.html": False}), "b": (b"2", "y", {})}
    cached.remove(["b"])
    assert list(cached.all()) == ["a"]


def test_pages_are_found_by_what_they_are_about_with_those_of_the_whole_archive(cached):
    cached.put([(name, ref, Drawn(b"", "", {})) for name, ref in (("a", DAY), ("b", Ref("tag", "x")), ("c", None))])
    assert set(cached.about([DAY])) == {"a", "c"}
    assert set(cached.about([])) == {"c"}


def test_things_are_found_by_the_links_of_their_pages(cached):
    linking = Drawn(b"", "", {"c.html": False, "d.html": True})
    cached.put([("a", DAY, linking), ("b", None, linking), ("e", Ref("tag", "x"), Drawn(b"", "", {}))])
    assert cached.linking(frozenset(["c.html"])) == cached.linking(frozenset(["d.html", "x"])) == {DAY}
    assert cached.linking(frozenset(["x"])) == set()


def test_a_link_to_a_part_of_a_page_is_a_link_to_the_page(cached):
    cached.put([("a", DAY, Drawn(b"", "", {"c.html#part": True}))])
    assert cached.linking(frozenset(["c.html"])) == {DAY}


def test_pages_with_dead_links_are_found(cached):
    links = {"a": {"c.html": False, "d.html": True}, "b": {"d.html": True}, "e": {}}
    cached.put([(path, None, Drawn(b"", "", found)) for path, found in links.items()])
    assert [path for path, *_ in cached.dead_links()] == ["a"]
    cached.put([("a", None, Drawn(b"", "", {"c.html": True}))])
    assert list(cached.dead_links()) == []
