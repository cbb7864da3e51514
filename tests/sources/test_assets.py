import re
from collections import Counter
from itertools import pairwise

import pytest

from gazette.core import urls
from gazette.core.model import Asset
from gazette.core.version import ROOT
from gazette.sources import assets

FONT = Asset("fonts/text.woff2", b"glyphs")


def sheet(body):
    return assets.join([FONT, Asset("favicon.svg", b"<svg/>"), Asset("style.css", body)])[-1].body.decode()


def test_a_style_sheet_links_to_the_font_at_its_address_in_the_site():
    name = urls.of(FONT).removeprefix("assets/")
    assert sheet(b"src: url(fonts/text.woff2), url('fonts/text.woff2')") == f"src: url({name}), url({name})"


def test_a_style_sheet_links_to_a_file_at_the_root():
    assert sheet(b"background: url(favicon.svg)") == "background: url(../favicon.svg)"


def test_an_address_outside_static_stays_unchanged():
    body = "a: url(other.svg); b: url(data:image/png;base64,AA==); c: url(https://a.example/b)"
    assert sheet(body.encode()) == body


def test_a_changed_font_changes_the_address_of_the_style_sheet():
    def address(font):
        return urls.of(assets.join([font, Asset("style.css", b"src: url(fonts/text.woff2)")])[-1])

    assert address(FONT) != address(Asset(FONT.name, b"other glyphs"))


def test_other_files_stay_unchanged():
    script = Asset("a.js", b"url(fonts/text.woff2)")
    assert assets.join([FONT, script])[-1] == script


def test_gazettes_scripts_become_one_file_with_one_function_around_it():
    parts = [Asset("scripts/keys.js", b"keys();\n\n"), Asset("scripts/site.js", b"site();"), Asset("style.css", b"")]
    joined = {asset.name: asset.body for asset in assets.join(parts)}
    assert joined == {"gazette.js": b'(() => {\n"use strict";\nsite();\nkeys();\n})();\n', "style.css": b""}


def test_a_script_that_a_site_adds_stays_a_file_with_a_function_around_it():
    joined = assets.join([Asset("scripts/site.js", b"site();"), Asset("scripts/x.js", b"const root = 1 // x")])
    assert [asset.name for asset in joined] == ["gazette.js", "scripts/x.js"]
    assert joined[1].body == b"(() => {\nconst root = 1 // x\n})();\n"
    assert assets.added(asset.name for asset in joined) == ("scripts/x.js",)


def test_gazettes_scripts_are_named_once_and_exist():
    assert len(set(assets.SCRIPTS)) == len(assets.SCRIPTS)
    assert set(assets.SCRIPTS) <= {path.stem for path in (ROOT / "static/scripts").iterdir()}


def test_a_site_with_a_gazette_js_of_its_own_gets_no_other_script():
    own = Asset("gazette.js", b"own();")
    assert assets.join([own, Asset("scripts/keys.js", b"a();"), Asset("scripts/x.js", b"x();")]) == (own,)


def test_other_files_are_not_taken_for_scripts_of_the_page():
    kept = (Asset("scripts/deep/a.js", b"a();"), Asset("scripts/notes.txt", b"a"), Asset("worker.js", b"w();"))
    assert assets.join(kept) == kept
    assert assets.added(asset.name for asset in kept) == ()


def scripts_of_search():
    return {path.name: path.read_text("utf-8") for path in (ROOT / "static/search").glob("*.js")}


def test_the_scripts_of_search_say_nothing_twice():
    """No function or class has the name of another, and no two lines in a row are in two places."""
    named, pairs = Counter(), Counter()
    for text in scripts_of_search().values():
        named.update(re.findall(r"^(?:async )?(?:function|class) (\w+)", text, re.MULTILINE))
        lines = [line.strip() for line in text.splitlines() if len(line.strip()) > 20]
        pairs.update(set(pairwise(line for line in lines if not line.startswith(("//", "/**", "* ")))))
    assert len(named) > 50
    assert [name for name, count in named.items() if count > 1] == []
    assert [pair for pair, count in pairs.items() if count > 1] == []


def shortened(text):
    lines = assets.join([Asset("search/words.js", text.encode())])[-1].body.decode().splitlines()
    return "\n".join(lines[2:-1])


def test_the_script_of_the_search_page_has_no_comments_and_few_spaces():
    text = (
        '/** A note. */\nfunction add(one, other = 1) {\n  return { one, sum: one + other } ?? "a, b"; // no more\n}\n'
    )
    assert shortened(text) == 'function add(one,other=1){return{one,sum:one+other}??"a, b";}'


def test_shortening_keeps_texts_regular_expressions_and_signs_apart():
    kept = [
        'x("a = b, (c) => d");',
        "x(`a = ${b} , c`);",
        "x(/a = b , c/);",
        "x=/[/] = /g;",
        'x(`${a ? `b , c` : "" }`);',
        "x('a = b');",
    ]
    assert [shortened(line) for line in kept] == kept
    assert shortened("x = y / 2 + z.search(/a , b/);") == "x=y / 2+z.search(/a , b/);"
    assert shortened("y = a - -b + ++c < !d ? -1 : x => !x;") == "y=a - -b + ++c< !d? -1:x=> !x;"


@pytest.mark.parametrize("name", assets.SEARCH_SCRIPTS)
def test_shortening_a_script_removes_only_comments_and_white_space(name):
    body = (ROOT / f"static/search/{name}.js").read_text("utf-8")
    bare = re.sub(r"/\*\*.*?\*/|^\s*//[^\n]*$| // [^\n]*", "", body, flags=re.DOTALL | re.MULTILINE)
    assert "".join(shortened(body).split()) == "".join(bare.split())
