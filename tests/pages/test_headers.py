"""The `_headers` file of static hosts."""

import re

import pytest

from gazette.core import security
from gazette.core.model import Archive
from gazette.pages import headers
from tests.make import a_site, shows

FORM = "https://mail.example.org/subscribe"


def test_hosts_send_the_same_policy_as_the_pages_have():
    lines = shows(headers.pages, Archive(), a_site())["_headers"]["body"].decode().split("\n")
    assert lines[0] == "/*"
    assert f"  Content-Security-Policy: {security.policy()}; frame-ancestors 'none'" in lines


@pytest.mark.parametrize("base", ["/", "/papers/"])
def test_only_the_page_with_the_form_may_send_it(base):
    site = a_site(url=f"https://a.example{base}", subscribe_form=FORM)
    rules = shows(headers.pages, Archive(), site)["_headers"]["body"].decode()
    allowed = re.findall(r"^(/\S*)\n(?:  .*\n)*?  Content-Security-Policy:.*form-action ([^;\n]*)", rules, re.MULTILINE)
    host = "'self' https://mail.example.org"
    assert allowed == [(f"{base}subscribe.html", host), (f"{base}subscribe", host)]


def test_only_assets_are_cached_for_long():
    rules = shows(headers.pages, Archive())["_headers"]["body"].decode()
    assert rules.count("immutable") == 1
    assert "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in rules
    assert "/sw.js\n  Cache-Control: no-cache\n" in rules
