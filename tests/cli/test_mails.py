"""Mails are drawn from the listings as they are, and nothing is published or kept."""

from datetime import date

import pytest

from build import build
from gazette.cli import mails as drawing
from gazette.core.errors import Mistakes, Report
from gazette.rendering.mails import UNSUBSCRIBE
from tests import site

MONDAY = {"content/2025-03-17.md": "## After\n\nSee the text.\n"}


def opened(source, **others):
    return drawing.of(site.options(source, **others), build)


def text_of(source, name="2025-03-12", subjects=frozenset(), **others):
    mails = opened(source, **others)
    mail = mails.digest_of(name)(subjects)
    return mail and mail.text


def test_the_latest_day_and_week_are_known(built):
    mails = opened(built)
    assert (mails.latest_day, mails.latest_week) == ("2025-03-12", "")
    site.write(built, MONDAY)
    mails = opened(built)
    assert (mails.latest_day, mails.latest_week) == ("2025-03-17", "2025-W11")
    assert mails.site.title == "A Small Site"


def test_a_mail_is_as_the_listings_are_and_the_site_and_the_cache_stay_as_they_were(built):
    site.write(built, {**MONDAY, "content/pages/notes.md": "Notes.\n"})
    before = site.stamps(built / "public"), site.files(built / ".gazette")
    assert "See the text." in text_of(built, "2025-03-17")
    assert (site.stamps(built / "public"), site.files(built / ".gazette")) == before
    edition = site.build(built)
    assert "papers/date/2025-03-17.html" in edition.changed


def test_with_and_without_a_cache_the_mails_are_the_same(built, tmp_path):
    copy = site.a_source(tmp_path / "copy")
    for name in ("2025-03-10", "2025-03-12"):
        assert text_of(built, name) == text_of(copy, name)
    assert not (copy / "public").exists()


def test_a_mail_can_be_about_subjects(built):
    assert "On Gaps" in text_of(built, subjects=frozenset(["bandits"]))
    assert text_of(built, subjects=frozenset(["theory"])).count("A Small Bandit Paper") == 1
    assert "On Gaps" not in text_of(built, subjects=frozenset(["theory"]))
    assert text_of(built, subjects=frozenset(["lamps"])) is None
    assert text_of(built, "2025-03-11") is None


def test_later_listings_can_be_left_out(built):
    site.write(built, MONDAY)
    mails = opened(built, until=date(2025, 3, 12))
    assert (mails.latest_day, mails.latest_week) == ("2025-03-12", "")
    assert mails.digest_of("2025-03-17")(frozenset()) is None


def test_an_introduction_links_the_site(built):
    mails = opened(built)
    html = mails.digest_of("2025-03-10")(frozenset()).html
    assert '<a href="https://small.example.org/tags/index.html"' in html


def test_the_address_to_unsubscribe_is_a_part_of_the_mail_if_asked_for(built):
    mails = drawing.of(site.options(built), build, unsubscribe=UNSUBSCRIBE)
    assert UNSUBSCRIBE in mails.digest_of("2025-03-12")(frozenset()).html


def test_mistakes_are_raised_and_warnings_reported(built):
    site.write(built, {"content/2025-03-13.md": "## A\n- vots: 3\n"})
    drawing.of(site.options(built), build, report := Report())
    assert [str(each) for each in report.warnings] != []
    site.write(built, {"content/2025-03-13.md": "## \n"})
    with pytest.raises(Mistakes):
        opened(built)
