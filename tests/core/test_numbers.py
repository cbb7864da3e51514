"""Numbers are written as the site's language writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import numbers

LANGUAGES = ["en", "en-GB", "de", "DE-ch", "fr", "fr-CA", "es", "es-MX", "pt", "pt-PT", "pl", "sv", "zh", "tlh"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1,234,567"),
        ("en-GB", "1,234,567"),
        ("de", "1.234.567"),
        ("de-CH", "1’234’567"),
        ("fr", "1\u202f234\u202f567"),
        ("fr-ca", "1\xa0234\xa0567"),
        ("sv", "1\xa0234\xa0567"),
        ("pt-BR", "1.234.567"),
        ("pt-PT", "1\xa0234\xa0567"),
        ("es-MX", "1,234,567"),
        ("zh-Hant", "1,234,567"),
        ("tlh", "1,234,567"),
    ],
)
def test_a_language_and_its_region_decide_what_separates_thousands(language, shown):
    assert numbers.formatter(language)(1234567) == shown


@pytest.mark.parametrize(
    ("language", "four", "five"), [("es", "1234", "12.345"), ("pl", "1234", "12\xa0345"), ("de", "1.234", "12.345")]
)
def test_some_languages_keep_four_digits_together(language, four, five):
    written = numbers.formatter(language)
    assert (written(1234), written(12345)) == (four, five)


@given(st.sampled_from(LANGUAGES), st.integers())
def test_without_the_separators_a_number_is_its_digits(language, count):
    written = numbers.formatter(language)(count)
    assert "".join(sign for sign in written if sign in "-0123456789") == str(count)


def test_no_language_is_in_the_table_twice():
    tables = (numbers._BY_SEPARATOR, numbers._REGIONS)
    names = [name for table in tables for row in table.values() for name in row.split()]
    assert len(names) == len(set(names)) == len(numbers._SEPARATORS)
