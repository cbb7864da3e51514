"""When a paper was published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.core import dates
from gazette.listings import ids
from tests.make import an_entry


def test_the_date_in_the_listing_is_taken_whatever_the_id_says():
    assert dates.published(an_entry("A", published=date(2016, 5, 4), arxiv="1706.00001")) == "2016-05-04"


@given(st.integers(2007, 2099), st.integers(1, 12), st.integers(0, 99999))
def test_a_new_arxiv_id_tells_the_year_and_the_month(year, month, number):
    paper = an_entry("A", arxiv=ids.arxiv(f"{year % 100:02}{month:02}.{number:05}"))
    assert dates.published(paper) == f"{year}-{month:02}"


@given(st.sampled_from(["hep-th", "math", "cs"]), st.integers(1991, 2007), st.integers(1, 12), st.integers(0, 999))
def test_an_old_arxiv_id_tells_the_year_and_the_month(archive, year, month, number):
    paper = an_entry("A", arxiv=ids.arxiv(f"{archive}/{year % 100:02}{month:02}{number:03}"))
    assert dates.published(paper) == f"{year}-{month:02}"


@pytest.mark.parametrize("arxiv", ["", "math/0813001", "math/5001001", "hep-th/0800001", "0601.00001"])
def test_no_date_is_made_up(arxiv):
    assert dates.published(an_entry("A", arxiv=arxiv, doi="10.1000/2017", venue="ICML 2017")) == ""
