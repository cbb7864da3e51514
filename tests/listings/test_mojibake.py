"""Text that was decoded wrongly is found and repaired, and no other text is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.listings import mojibake

LETTERS = "áâãäåæçèéêëìíîïðñòóôõöøùúûüýÿßÉÖÜ"


def damaged(text: str) -> str:
    return text.encode().decode("cp1252")


@pytest.mark.parametrize(
    "right", ["Schrödinger", "café", "isn’t", "“so", "1–2 → 3", "90°", "naïve", "Škoda", "Wałęsa", "a €"]
)
def test_damaged_text_is_repaired(right):
    wrong = damaged(right)
    assert mojibake.find(wrong)
    assert mojibake.repair(wrong) == right


@pytest.mark.parametrize(
    "right",
    [
        "São Paulo, SÃO PAULO",
        "à la “Ã”",
        "3 Å–5 Å",
        "10 Å",
        "„Ä“",
        "Ångström Łódź Ðuro",
        "über „große“ Wörter",
        "Ελληνικά 中文 日本語 русский",
        "α → β ≤ γ",
        "Nguyễn Văn Ân",
        "€5 – ‘so’",
    ],
)
def test_right_text_is_left_alone(right):
    assert mojibake.find(right) == ""
    assert mojibake.repair(right) == right


@given(st.lists(st.text("abc " + LETTERS, min_size=1), min_size=1).map(" ".join))
def test_names_that_were_damaged_once_become_right_and_stay_so(words):
    try:
        wrong = damaged(words)
    except UnicodeDecodeError:
        return
    repaired = mojibake.repair(wrong)
    if all(mojibake.repair(damaged(letter)) == letter for letter in words if not letter.isascii()):
        assert repaired == words
    assert mojibake.repair(words) == words


@given(st.text())
def test_repairing_any_text_does_not_fail_and_ascii_never_changes(text):
    mojibake.repair(text)
    assert mojibake.find(text.encode("ascii", "ignore").decode()) == ""


def test_what_cannot_be_repaired_is_found_and_stays():
    assert mojibake.find("a ï¿½ b") == "ï¿½"
    assert mojibake.repair("a ï¿½ b") == "a ï¿½ b"


@pytest.mark.parametrize(
    ("address", "single"),
    [
        ("https://https://a.org", "https://a.org"),
        ("http://https://a.org", "https://a.org"),
        ("https://a.org/xhttps://a.org/x", "https://a.org/x"),
        ("https://a.org/x%20%20", "https://a.org/x"),
        ("https://a.org/x", ""),
        ("https://web.archive.org/web/https://a.org/x", ""),
        ("https://a.org/?to=https://b.org", ""),
    ],
)
def test_an_address_inside_another_is_taken_out(address, single):
    assert mojibake.single_address(address) == single
