"""A page stays if its key, its file and the answers to its Markdown are what they were; else it is drawn."""

import errno
from datetime import date

import pytest

from gazette.core.errors import Refusal
from gazette.core.model import Page
from gazette.publishing import draw, manifest
from gazette.publishing.draw import Stage, Work

PAGE = Page("a/b.html", "", {}, "day 1")


class Artist:
    """Draws the key, and counts what is drawn."""

    def __init__(self, key=b"key", still=True):
        self.drawn, self._key, self._still = [], key, still
        self.links = {"c.html": True}

    def key(self, page):
        return self._key

    def links_unchanged(self, links):
        return self._still

    def draw(self, page):
        self.drawn.append(page.path)
        return self._key


def settle(folder, artist, drawn, held, pages=(PAGE,)):
    work = Work(artist, drawn, lambda path: held, Stage(folder), dict.fromkeys(draw.STEPS, 0.0))
    return list(draw.settle(pages, work, 1, lambda: None))


def made(folder):
    """What is remembered of the page, drawn for the first time."""
    [(page, drawn, staged)] = settle(folder, Artist(), {}, "")
    assert (page, drawn[0], drawn[2], staged) == (PAGE, b"key", {"c.html": True}, True)
    assert (folder / PAGE.path).read_bytes() == b"key"
    (folder / PAGE.path).unlink()
    return drawn


def test_what_is_as_it_was_stays(tmp_path):
    drawn = made(tmp_path)
    artist = Artist()
    assert settle(tmp_path, artist, {PAGE.path: drawn}, drawn[1]) == [(PAGE, None, False)]
    assert artist.drawn == []


@pytest.mark.parametrize("artist", [Artist(key=b"other"), Artist(still=False)], ids=["another key", "another answer"])
def test_what_would_not_be_the_same_is_drawn(artist, tmp_path):
    drawn = made(tmp_path)
    settle(tmp_path, artist, {PAGE.path: drawn}, drawn[1])
    assert artist.drawn == [PAGE.path]


@pytest.mark.parametrize("held", ["", "0f-3"], ids=["a file that is not sure", "another file"])
def test_what_the_output_does_not_hold_is_staged(held, tmp_path):
    drawn = made(tmp_path)
    [(_, again, staged)] = settle(tmp_path, Artist(), {PAGE.path: drawn}, held)
    assert (again, staged) == (drawn, True)


def test_the_same_bytes_are_drawn_and_not_staged(tmp_path):
    drawn = made(tmp_path)
    [(_, again, staged)] = settle(tmp_path, Artist(), {}, drawn[1])
    assert (again, staged, (tmp_path / PAGE.path).exists()) == (drawn, False, False)


def test_all_is_staged_where_nothing_shall_be_trusted(tmp_path):
    drawn = made(tmp_path)
    assert settle(tmp_path, Artist(), None, drawn[1])[0].staged


def test_what_stands_is_neither_asked_for_its_key_nor_drawn(tmp_path):
    page = Page("tags/gaps/1.html", "tag.html", {}, stands=True)
    assert settle(tmp_path, None, {}, "0f-3", [page]) == []


def test_pages_of_one_time_are_drawn_together(tmp_path):
    days = [date(2025, 3, 2), None, date(2025, 3, 1), date(2025, 3, 2)]
    pages = [Page(f"{at}.html", "", {}, updated=day) for at, day in enumerate(days)]
    artist = Artist()
    settle(tmp_path, artist, {}, "", pages)
    assert artist.drawn == ["2.html", "0.html", "3.html", "1.html"]


@pytest.mark.parametrize("path", ["../out.html", "/etc/passwd", "a/../../b", manifest.NAME])
def test_no_page_leaves_the_stage(path, tmp_path):
    with pytest.raises(Refusal, match="no place for a page"):
        Stage(tmp_path / "stage").write(path, b"x")


def test_half_a_file_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(draw.os, "write", lambda handle, body: len(body) - 1)
    with pytest.raises(OSError) as found:
        Stage(tmp_path).write("a.html", b"xy")
    assert found.value.errno == errno.ENOSPC
