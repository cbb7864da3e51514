"""Fragments are drawn once and put into each page that shows them."""

from markupsafe import Markup

from gazette.core import urls
from gazette.rendering import fragments
from gazette.rendering.fragments import FragmentCache

LONG = "é" * fragments.MIN_LENGTH


def wide(text):
    """A large fragment with a link, as a macro would draw it."""
    return Markup(f'<a href="{urls.ROOT}a.html">{text}{LONG}</a>')


def test_a_large_fragment_is_a_short_marker_until_the_page_is_assembled():
    cache = FragmentCache()
    shown = cache.draw(wide, "x")
    assert len(shown) < 9
    assert cache.assemble(f"<p>{shown}</p>", "../") == f'<p><a href="../a.html">x{LONG}</a></p>\n'.encode()


def test_a_small_fragment_has_no_marker():
    assert FragmentCache().draw(lambda text: text, "<b>") == "&lt;b&gt;"


def test_links_in_a_fragment_lead_to_the_root_from_every_page_that_shows_it():
    cache = FragmentCache()
    pages = [cache.assemble(cache.draw(wide, "x") + urls.ROOT, up) for up in ("", "../", "../../")]
    assert [page.count(b"../") for page in pages] == [0, 2, 4]
    assert pages[0] == f'<a href="a.html">x{LONG}</a>\n'.encode()


def test_a_large_fragment_can_contain_another():
    cache = FragmentCache()
    outer = cache.draw(lambda text: Markup(f"[{wide('a')}{cache.draw(wide, text)}]"), "b")
    assert cache.assemble(outer, "") == f"[{wide('a')}{wide('b')}]\n".replace(urls.ROOT, "").encode()


def test_the_cache_is_emptied_only_between_pages(monkeypatch):
    monkeypatch.setattr(fragments, "MAX_FRAGMENTS", 2)
    cache = FragmentCache()
    for _ in range(3):
        shown = [cache.draw(wide, number) for number in range(4)]
        assert (
            cache.assemble("".join(shown), "") == "".join(map(wide, range(4))).replace(urls.ROOT, "").encode() + b"\n"
        )


def test_a_macro_is_called_once_for_the_same_argument_and_again_for_an_equal_one_of_another_type():
    calls = []

    def macro(thing):
        calls.append(thing)
        return Markup("drawn")

    cache = FragmentCache()
    for thing in ("1", 1, "1", Markup("1")):
        cache.draw(macro, thing)
    assert calls == ["1", 1, Markup("1")]
