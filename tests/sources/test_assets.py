from gazette.core import urls
from gazette.core.model import Asset
from gazette.sources import assets

FONT = Asset("fonts/text.woff2", b"glyphs")


def sheet(body):
    return assets.join([FONT, Asset("favicon.svg", b"<svg/>"), Asset("style.css", body)])[-1].body.decode()


def test_a_style_sheet_finds_a_font_under_its_name_in_the_site():
    name = urls.of(FONT).removeprefix("assets/")
    assert sheet(b"src: url(fonts/text.woff2), url('fonts/text.woff2')") == f"src: url({name}), url({name})"


def test_a_style_sheet_finds_a_file_at_the_root():
    assert sheet(b"background: url(favicon.svg)") == "background: url(../favicon.svg)"


def test_an_address_that_names_no_file_of_static_stays():
    body = "a: url(other.svg); b: url(data:image/png;base64,AA==); c: url(https://a.example/b)"
    assert sheet(body.encode()) == body


def test_a_changed_font_gives_its_style_sheet_another_address():
    def address(font):
        return urls.of(assets.join([font, Asset("style.css", b"src: url(fonts/text.woff2)")])[-1])

    assert address(FONT) != address(Asset(FONT.name, b"other glyphs"))


def test_what_is_no_style_sheet_is_left_alone():
    script = Asset("a.js", b"url(fonts/text.woff2)")
    assert assets.join([FONT, script])[-1] == script


def test_scripts_become_one_in_their_order():
    parts = [Asset("scripts/a.js", b"one();"), Asset("scripts/b.js", b"two();\n\n"), Asset("style.css", b"")]
    joined = {asset.name: asset.body for asset in assets.join(parts)}
    assert joined == {"gazette.js": b'"use strict";\none();\ntwo();\n', "style.css": b""}


def test_a_script_of_the_site_stands_in_for_them_all():
    own = Asset("gazette.js", b"own();")
    assert assets.join([own, Asset("scripts/a.js", b"a();")]) == (own,)


def test_no_other_file_is_taken_for_a_part_of_the_script():
    kept = (Asset("scripts/deep/a.js", b"a();"), Asset("scripts/notes.txt", b"a"), Asset("worker.js", b"w();"))
    assert assets.join(kept) == kept
