"""Long texts of one sign are read at once. `test_instructions` looks closer, but takes minutes."""

import json
import re
import time

import pytest

from tests import site
from tests.fuzz.readers import READERS
from tests.fuzz.signs import HEADS, SIGNS, TAILS, Case, repeated

SECONDS = 1
"""Of processor time. Reading takes a tenth of this, and took many times as long where it was quadratic."""
LENGTH = 100_000
SHORT = 20_000
"""For readers that nobody calls with longer texts."""

FOUND = [
    ("text.clean", Case("\u0323\u0301")),
    ("text.clean", Case("\u0344")),
    ("text.lines", Case("\n")),
    ("lists.names", Case("\\")),
    ("lists.one_name", Case("\\\\")),
    ("urls.slug", Case("\u0327\u0301", "a")),
    ("tex.delimited", Case(r"\[")),
    ("tex.delimited", Case(r"\(")),
    ("tex.delimited", Case(r"\begin{math}")),
    ("tex.mark", Case("`")),
    ("tex.mark", Case("hat ")),
    ("tex.mark", Case("log ", "x^2 ")),
    ("tex.prose", Case("`")),
    ("tex.prose", Case(" ", "{\\em")),
    ("tex.tokens", Case("\\")),
    ("tex.tokens", Case("@")),
    ("tex.tokens", Case("a.")),
    ("tex.restore", Case("a+")),
    ("tex.restore", Case("|a ")),
    ("tex.restore", Case("x^2+", "", "{")),
    ("tex.restore", Case("x_1, ldots, ")),
    ("filters.opening", Case(")")),
    ("filters.opening", Case("-")),
    ("filters.creators", Case("&")),
    ("filters.creators", Case("a ")),
    ("links.address", Case(")")),
    ("links", Case("https://a ")),
    ("capture.body", Case("\n" + "a" * 260)),
    ("capture.body", Case("http://", "", " x")),
    ("markdown.field", Case("\n- code: https://a")),
    ("markdown.field", Case("\n  a")),
    ("yaml.list", Case("\\")),
    ("site.file", Case("\u0323\u0301")),
    ("assets.css", Case("url(")),
    ("markup.markdown", Case("\n#")),
    ("markup.markdown", Case("\n- ")),
    ("markup.markdown", Case("\n***")),
]
"""Where reading was quadratic, or failed."""


def seconds(read, text):
    """The processor time that reading takes: the least of three times, unless the first is short enough."""
    found = []
    while len(found) < 3 and (not found or min(found) > SECONDS):
        started = time.process_time()
        read(text)
        found.append(time.process_time() - started)
    return min(found)


@pytest.mark.parametrize(("name", "case"), FOUND, ids=str)
def test_a_long_text_that_took_quadratic_time_is_read_at_once(name, case):
    length = SHORT if name in ("tex.restore", "tex.tokens", "markup.markdown") else LENGTH
    assert seconds(READERS[name], repeated(case, length)) < SECONDS


@pytest.mark.parametrize("name", READERS)
def test_a_text_of_few_different_signs_is_read_at_once(name):
    """Other signs for each reader; those of all readers are all signs."""
    first = [*READERS].index(name)
    for at, sign in enumerate(SIGNS[first :: len(READERS)]):
        case = Case(sign, HEADS[(first + at) % len(HEADS)], TAILS[(first + at) % len(TAILS)])
        assert seconds(READERS[name], repeated(case, SHORT)) < SECONDS, case


def test_a_quadratic_function_takes_too_long(monkeypatch):
    monkeypatch.setattr(f"{__name__}.SECONDS", 0.05)
    assert seconds(re.compile(r"(\\*);").findall, "\\" * 8_000) > 0.05
    assert seconds(re.compile(r"(?<!\\)(\\*);").findall, "\\" * 8_000) < 0.05


ABSTRACTS = [
    "`",
    "\\[",
    "\\(",
    "\\begin{math}",
    "\\",
    "{\\em  ",
    "a+",
    "|a ",
    "hat ",
    "x^2{",
    "\u0323\u0301",
    "https://a)",
    "$a ",
]


def test_a_site_with_such_texts_in_all_fields_is_built_at_once(tmp_path):
    papers = [
        {"title": f"A {number}", "abstract": text, "note": text, "authors": [text[:1_900]], "tags": [text[:1_900]]}
        for number, sign in enumerate(ABSTRACTS)
        for text in [repeated(Case(sign), SHORT - 100)]
    ]
    listing = json.dumps({"date": "2025-03-12", "papers": papers})
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.json": listing})
    assert seconds(lambda _: site.build(source, jobs=1), "") < SECONDS * len(ABSTRACTS)
