"""Which characters are allowed."""

from unicodedata import category, is_normalized, normalize

import pytest
from hypothesis import given

from gazette.core import text
from tests.strategies import ANY

BEFORE_NUMBERS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
JOINERS = "\u200c\u200d"
EVERY = "".join(map(chr, range(0x110000)))


def test_the_line_feed_is_the_only_control_character_allowed():
    assert {letter for letter in text.clean(EVERY) if category(letter) == "Cc"} == {"\n"}


def test_joiners_and_signs_before_numbers_are_the_only_format_characters_allowed():
    kept = "".join(letter for letter in text.clean(EVERY) if category(letter) == "Cf")
    assert sorted(kept) == sorted(BEFORE_NUMBERS + JOINERS)


def test_a_surrogate_is_replaced():
    assert text.clean("a\ud83db\udca9c") == "a\ufffdb\ufffdc"


def test_noncharacters_are_dropped():
    assert text.clean("a\ufdd0\ufffe\uffff\U0001fffe\U0010ffffb") == "ab"


@pytest.mark.parametrize("word", ["می‌خواهم", "👩‍🚀", "क्‍ष"])
def test_joiners_that_scripts_and_emoji_need_are_kept(word):
    assert text.clean(word) == word


@pytest.mark.parametrize(
    ("found", "cleaned"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("cafe\u0301", "café"),
        ("\ufeffBOM", "BOM"),
        ("a\u202egnol\u202c", "agnol"),
        ("soft\xadhyphen", "softhyphen"),
        ("e\u200b\u0301", "é"),
        ("\u037e", ";"),
        ("日本語 Ünïcode $x^2$", "日本語 Ünïcode $x^2$"),
    ],
)
def test_clean(found, cleaned):
    assert text.clean(found) == cleaned


def test_nothing_printable_is_dropped():
    printable = "".join(filter(str.isprintable, EVERY))
    assert text.clean(f"{printable}\x00") == text.clean(printable)


@given(ANY)
def test_cleaning_twice_changes_nothing(found):
    cleaned = text.clean(found)
    assert text.clean(cleaned) == cleaned
    assert is_normalized("NFC", cleaned)
    cleaned.encode()


@pytest.mark.parametrize(("found", "line"), [("  a \n b\xa0\xa0c ", "a b c"), ("\n ", ""), ("a", "a")])
def test_line(found, line):
    assert text.line(found) == line


def test_blank_lines_separate_paragraphs_and_other_line_breaks_become_spaces():
    assert text.paragraphs("\n\none\ntwo\n \n\n three  four\n") == ("one two", "three four")


def test_lines_drops_only_blank_lines_at_the_ends():
    assert text.lines("\n  \n    code\n\n  end  \n\n") == "    code\n\n  end  "


@pytest.mark.parametrize("mark", "\u0301 \u0323 \u0591 \u0345".split())
@pytest.mark.parametrize("base", ["", "a", "日", "\n"])
def test_thirty_marks_in_a_row_stay_and_more_are_separated(base, mark):
    assert "\u034f" not in text.clean(base + mark * 30)
    assert text.clean(f"{base}{mark * 31}x").count("\u034f") == 1


def test_texts_of_scripts_with_many_marks_stay():
    for word in ("हिन्दी में लिखा हुआ", "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים", "ภาษาไทยที่นี่", "tiếng Việt"):
        assert text.clean(word).replace("\u034f", "") == normalize("NFC", word) == text.clean(word)
