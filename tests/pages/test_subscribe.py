"""How to follow the archive."""

import pytest

from gazette.pages import subscribe
from tests import site
from tests.make import AUG_20, a_listing, an_entry, merged, shows

FORM = "https://mail.example.org"


def test_the_feeds_of_tags_are_sorted_by_name_without_regard_to_case():
    found = merged([a_listing(AUG_20, an_entry("A", tags=("theory", "Bandits", "agents")))])
    assert shows(subscribe.pages, found)["subscribe.html"]["tags"] == (
        ("agents", "tags/agents.xml"),
        ("Bandits", "tags/bandits.xml"),
        ("theory", "tags/theory.xml"),
    )


@pytest.mark.parametrize("form", ["", f"{FORM}/subscribe?list=1"])
def test_the_mail_form_is_shown_if_it_is_set_and_may_send_only_to_its_host(form, tmp_path):
    settings = site.SETTINGS + (f"subscribe: {{form: '{form}'}}\n" if form else "")
    source = site.a_source(tmp_path / "source", settings=settings)
    site.build(source)
    page = (source / "public/subscribe.html").read_text("utf-8").replace("&#39;", "'")
    headers = (source / "public/_headers").read_text("utf-8")
    assert (f'<form action="{form}" method="post">' in page) == bool(form)
    assert ("<form" in page) == bool(form)
    for policy in (page, headers):
        assert f"form-action {FORM if form else chr(39) + 'none' + chr(39)}" in policy
