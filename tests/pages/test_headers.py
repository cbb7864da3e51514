"""The `_headers` file of static hosts."""

import pytest

from gazette.core import security
from gazette.core.model import Archive
from gazette.pages import headers
from tests.make import a_site, shows

FORM = "https://mail.example.org/subscribe"


@pytest.mark.parametrize("form", ["", FORM])
def test_hosts_send_the_same_policy_as_the_pages_have(form):
    found = shows(headers.pages, Archive(), a_site(subscribe_form=form))
    lines = found["_headers"]["body"].decode().split("\n")
    assert lines[0] == "/*"
    assert f"  Content-Security-Policy: {security.policy(form)}; frame-ancestors 'none'" in lines


def test_only_assets_are_cached_for_long():
    rules = shows(headers.pages, Archive())["_headers"]["body"].decode()
    assert rules.count("immutable") == 1
    assert "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in rules
    assert "/sw.js\n  Cache-Control: no-cache\n" in rules
