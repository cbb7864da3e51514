"""The policy forbids everything that pages do not need."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from gazette.core import security


def rules(form=""):
    return {rule.split()[0]: rule.split()[1:] for rule in security.policy(form).split(";")}


def test_what_the_policy_does_not_name_is_forbidden():
    assert rules()["default-src"] == rules()["base-uri"] == ["'none'"]


def test_no_other_site_and_no_inline_code_is_allowed_except_the_inline_script():
    digest = b64encode(sha256(security.INLINE_SCRIPT.encode()).digest()).decode()
    assert {source for sources in rules().values() for source in sources} == {"'none'", "'self'", f"'sha256-{digest}'"}
    assert rules()["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_the_inline_script_has_no_character_that_html_could_misread():
    assert not re.search("[<&]|--|]]", security.INLINE_SCRIPT)
    assert '"' not in security.INLINE_SCRIPT


@pytest.mark.parametrize(
    ("form", "action"),
    [
        ("", "'self'"),
        ("https://mail.example/to?list=1", "'self' https://mail.example"),
        ("https://mail.example:8443/a;b", "'self' https://mail.example:8443"),
    ],
)
def test_forms_may_be_sent_to_the_site_and_to_the_host_of_the_mail_form_alone(form, action):
    assert rules(form)["form-action"] == action.split()


def test_the_headers_contain_the_policy_and_cache_only_assets_forever():
    lines = security.headers().splitlines()
    assert lines[:2] == ["/*", f"  Content-Security-Policy: {security.policy()}; frame-ancestors 'none'"]
    assert lines[lines.index("/sw.js") + 1] == "  Cache-Control: no-cache"
    assert lines[lines.index("/assets/*") + 1].endswith("immutable")
    assert sum("immutable" in line for line in lines) == 1


def test_the_headers_name_the_host_of_the_form_only_for_the_page_with_the_form():
    lines = security.headers("https://mail.example/join", ("/a.html", "/a")).splitlines()
    named = [at for at, line in enumerate(lines) if "https://mail.example" in line]
    assert [lines[at - 1] for at in named] == ["/a.html", "/a"]
    assert {lines[at] for at in named} == {
        "  Content-Security-Policy: form-action 'self' https://mail.example; frame-ancestors 'none'"
    }


def test_the_common_header_and_that_of_the_form_allow_together_what_the_page_allows():
    """Browsers apply both policies if a host sends both, so a rule of one must not be stricter in the other."""
    form = "https://mail.example/join"
    sent = [line for line in security.headers(form, ("/a",)).splitlines() if "Security-Policy" in line]
    both = {rule.strip() for line in sent for rule in line.partition(": ")[2].split(";")}
    assert both == {*(rule.strip() for rule in security.policy(form).split(";")), "frame-ancestors 'none'"}
