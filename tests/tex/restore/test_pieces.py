import pytest

from gazette.tex.restore.pieces import Piece, is_quantity
from gazette.tex.restore.tokens import tokenize


def test_pieces_add_up():
    piece = Piece(1, (0,)).then(Piece(3, (5,)), hint=True)
    assert piece == Piece(3, (0, 5), True)
    assert Piece(1).with_hint() == Piece(1, (), True)


@pytest.mark.parametrize(
    ("text", "expected"), [("x", True), ("alpha", True), ("12", True), ("a", False), ("if", False)]
)
def test_a_quantity_is_a_number_or_a_letter_that_is_not_a_word(text, expected):
    assert is_quantity(tokenize(text)[0]) == expected
