"""The files for reading offline."""

from datetime import timedelta

from gazette.core.model import Archive
from gazette.pages import offline
from tests import site
from tests.make import AUG_20, AUG_21, AUG_22, a_listing, a_site, an_entry, merged, shows

FOUND = merged([a_listing(AUG_20, an_entry("A")), a_listing(AUG_21, an_entry("B")), a_listing(AUG_22, quiet=True)])


def stored(found, **settings) -> list[str]:
    """The pages that the service worker stores."""
    return shows(offline.pages, found, a_site(offline=True, **settings))["sw.js"]["files"]


def test_the_worker_stores_the_home_page_the_latest_days_with_papers_and_the_saved_papers():
    days = ["papers/date/2025-08-21.html", "papers/date/2025-08-20.html"]
    assert stored(FOUND) == ["index.html", *days, "saved.html"]


def test_the_worker_stores_a_limited_number_of_days():
    days = [a_listing(AUG_20 + timedelta(number), an_entry(str(number))) for number in range(20)]
    assert len(stored(merged(days))) == offline.RECENT_DAYS + 2


def test_the_worker_stores_no_pages_that_are_left_out():
    assert stored(FOUND, leave_out=("day", "saved")) == ["index.html"]
    assert stored(Archive()) == ["index.html", "saved.html"]


def test_a_site_that_is_not_for_offline_reading_has_a_worker_with_nothing_to_store():
    assert shows(offline.pages, FOUND, a_site(offline=False)) == {"sw.js": {"files": []}}


def test_pages_have_a_manifest_only_if_they_can_be_read_offline(tmp_path):
    for setting, expected in (("true", True), ("false", False)):
        source = site.a_source(tmp_path / setting, settings=f"{site.SETTINGS}offline: {setting}\n")
        site.build(source)
        home = (source / "public/index.html").read_text("utf-8")
        assert ('<link rel="manifest" href="manifest.webmanifest">' in home) == expected
        assert (source / "public/manifest.webmanifest").exists() == expected
