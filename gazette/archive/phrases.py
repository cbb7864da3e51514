"""The phrases of a title: its words, and two or three words in a row.

A phrase does not begin or end with a word such as "the", and does not begin with a number. A part of a word with a
hyphen, such as "non", is no phrase of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazette.search.words import STOP

LONGEST = 3
_SMALL = STOP | frozenset(
    "about all also any beyond but do does every how if into more most not no only over than then they through "
    "towards toward under up using what when where which who why will without you your".split()
)
_PARTS = frozenset("anti bi co cross de inter intra multi non post pre re self semi sub un vs".split())
_INNER = frozenset(["as", "of", "to"])
"""The small words that may be in the middle, as in "chain of thought"."""


def in_title(words: Sequence[str]) -> list[str]:
    """The phrases in a title, each once."""
    return list(dict.fromkeys(_in_title(words)))


def _in_title(words: Sequence[str]) -> Iterator[str]:
    for start, word in enumerate(words, 1):
        if word in _SMALL or word.isdigit():
            continue
        if len(word) > 1 and word not in _PARTS:
            yield word
        phrase = word
        for other in words[start : start + LONGEST - 1]:
            phrase = f"{phrase} {other}"
            if other not in _SMALL:
                yield phrase
            elif other not in _INNER:
                break
