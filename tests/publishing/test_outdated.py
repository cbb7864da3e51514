"""A page is up to date if its key, its file and its links are the same as before; otherwise it is drawn."""

import errno
from datetime import date

import pytest

from gazette.core.errors import Refusal
from gazette.core.model import Page, Ref
from gazette.publishing import manifest, outdated
from gazette.publishing.outdated import Drawing, Result, StagingFolder

PAGE = Page("a/b.html", "day.html", {}, Ref("day", "2025-03-12"))
LINKS = {"c.html": True}


class StubRenderer:
    """Draws the key, and notes the paths of the pages that it draws."""

    links = LINKS

    def __init__(self, key=b"key", same_links=True):
        self.drawn, self._key, self._same_links = [], key, same_links

    def key(self, page):
        return self._key

    def links_unchanged(self, links):
        assert links == LINKS
        return self._same_links

    def draw(self, page):
        self.drawn.append(page.path)
        return self._key


def results(folder, renderer, known, mark, pages=(PAGE,)):
    """Draw the pages into `folder`; `mark` is the one of every published file."""
    drawing = Drawing(renderer, known, lambda path: mark, StagingFolder(folder), dict.fromkeys(outdated.STEPS, 0.0))
    return list(outdated.draw(pages, drawing, 1, lambda: None))


def draw_first(folder):
    """What the cache knows of the page after it was drawn for the first time, when its staged file is moved away."""
    [(page, drawn, staged)] = results(folder, StubRenderer(), {}, "")
    assert (page, drawn.key, drawn.mark, drawn.links, staged) == (PAGE, b"key", manifest.mark(b"key"), LINKS, True)
    assert (folder / PAGE.path).read_bytes() == b"key"
    (folder / PAGE.path).unlink()
    return drawn


def test_a_page_that_is_up_to_date_is_not_drawn(tmp_path):
    drawn = draw_first(tmp_path)
    renderer = StubRenderer()
    assert results(tmp_path, renderer, {PAGE.path: drawn}, drawn.mark) == [Result(PAGE, None, False)]
    assert renderer.drawn == []


@pytest.mark.parametrize(
    "renderer", [StubRenderer(key=b"other"), StubRenderer(same_links=False)], ids=["another key", "other links"]
)
def test_a_page_with_another_key_or_other_links_is_drawn(renderer, tmp_path):
    drawn = draw_first(tmp_path)
    results(tmp_path, renderer, {PAGE.path: drawn}, drawn.mark)
    assert renderer.drawn == [PAGE.path]


@pytest.mark.parametrize("mark", ["", "0f-3"], ids=["a pending file", "another file"])
def test_a_page_whose_file_the_output_lacks_is_staged(mark, tmp_path):
    drawn = draw_first(tmp_path)
    assert results(tmp_path, StubRenderer(), {PAGE.path: drawn}, mark) == [Result(PAGE, drawn, True)]


def test_a_page_that_the_cache_lacks_is_drawn_and_staged_only_if_the_bytes_differ(tmp_path):
    drawn = draw_first(tmp_path)
    assert results(tmp_path, StubRenderer(), {}, drawn.mark) == [Result(PAGE, drawn, False)]
    assert not (tmp_path / PAGE.path).exists()


def test_every_page_is_staged_if_nothing_is_known(tmp_path):
    drawn = draw_first(tmp_path)
    assert results(tmp_path, StubRenderer(), None, drawn.mark) == [Result(PAGE, drawn, True)]


def test_pages_are_drawn_by_date_and_those_of_papers_last(tmp_path):
    days = [date(2025, 3, 2), None, date(2025, 3, 1), date(2025, 3, 2)]
    pages = [Page(f"{at}.html", "", {}, updated=day) for at, day in enumerate(days)]
    pages.insert(0, Page("paper.html", "", {}, Ref("paper", "x"), date(2025, 2, 28)))
    renderer = StubRenderer()
    results(tmp_path, renderer, {}, "", pages)
    assert renderer.drawn == ["2.html", "0.html", "3.html", "1.html", "paper.html"]


def test_several_processes_return_what_one_does_and_the_seconds_of_all(tmp_path):
    pages = [Page(f"{at}.html", "", {}) for at in range(outdated.MIN_PAGES)]
    seconds, called = dict.fromkeys(outdated.STEPS, 0.0), []
    drawing = Drawing(StubRenderer(), {}, lambda path: "", StagingFolder(tmp_path), seconds)
    found = list(outdated.draw(pages, drawing, 2, lambda: called.append(1)))
    assert {each.page.path: each for each in found} == {
        each.page.path: each for each in results(tmp_path, StubRenderer(), {}, "", pages)
    }
    assert called == [1]
    assert all(spent > 0 for spent in seconds.values())


@pytest.mark.parametrize("path", ["../out.html", "/etc/passwd", "a/../../b", manifest.NAME])
def test_a_page_outside_the_staging_folder_is_refused(path, tmp_path):
    with pytest.raises(Refusal, match="a page cannot have this path"):
        StagingFolder(tmp_path / "staging").write(path, b"x")


def test_a_file_that_is_written_in_part_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(outdated.os, "write", lambda handle, body: len(body) - 1)
    with pytest.raises(OSError) as found:
        StagingFolder(tmp_path).write("a.html", b"xy")
    assert found.value.errno == errno.ENOSPC
