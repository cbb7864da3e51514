from markupsafe import Markup

from gazette.core import urls
from gazette.rendering import fragments
from gazette.rendering.fragments import Pieces

LONG = "é" * fragments.LARGE


def wide(text):
    """What a macro would draw: it leads somewhere, and is large."""
    return Markup(f'<a href="{urls.ROOT}a.html">{text}{LONG}</a>')


def test_a_large_piece_passes_through_a_template_as_a_sign_and_comes_out_whole():
    kept = Pieces()
    shown = kept.once(wide, "x")
    assert len(shown) < 9
    assert kept.whole(f"<p>{shown}</p>", "../") == f'<p><a href="../a.html">x{LONG}</a></p>\n'.encode()


def test_a_small_piece_is_itself():
    assert Pieces().once(lambda text: text, "<b>") == "&lt;b&gt;"


def test_a_piece_leads_to_the_root_from_every_page_that_shows_it():
    kept = Pieces()
    pages = [kept.whole(kept.once(wide, "x") + urls.ROOT, up) for up in ("", "../", "../../")]
    assert [page.count(b"../") for page in pages] == [0, 2, 4]
    assert pages[0] == f'<a href="a.html">x{LONG}</a>\n'.encode()


def test_a_large_piece_within_a_large_piece_is_put_in():
    kept = Pieces()
    outer = kept.once(lambda text: Markup(f"[{wide('a')}{kept.once(wide, text)}]"), "b")
    assert kept.whole(outer, "") == f"[{wide('a')}{wide('b')}]\n".replace(urls.ROOT, "").encode()


def test_what_was_drawn_is_forgotten_between_pages_alone(monkeypatch):
    monkeypatch.setattr(fragments, "MOST", 2)
    kept = Pieces()
    for _ in range(3):
        shown = [kept.once(wide, number) for number in range(4)]
        assert kept.whole("".join(shown), "") == "".join(map(wide, range(4))).replace(urls.ROOT, "").encode() + b"\n"


def test_a_macro_is_asked_once_for_the_same_thing_and_again_for_its_like():
    asked = []

    def macro(thing):
        asked.append(thing)
        return Markup("drawn")

    kept = Pieces()
    for thing in ("1", 1, "1", Markup("1")):
        kept.once(macro, thing)
    assert asked == ["1", 1, Markup("1")]
