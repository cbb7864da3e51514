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
        ("", "'none'"),
        ("https://mail.example/to?list=1", "https://mail.example"),
        ("https://mail.example:8443/a;b", "https://mail.example:8443"),
    ],
)
def test_forms_may_be_sent_to_the_host_of_the_mail_form_alone(form, action):
    assert rules(form)["form-action"] == [action]


def test_the_headers_contain_the_policy_and_cache_only_assets_forever():
    lines = security.headers("https://mail.example/").splitlines()
    assert lines[:2] == [
        "/*",
        f"  Content-Security-Policy: {security.policy('https://mail.example/')}; frame-ancestors 'none'",
    ]
    assert lines[lines.index("/sw.js") + 1] == "  Cache-Control: no-cache"
    assert lines[lines.index("/assets/*") + 1].endswith("immutable")
    assert sum("immutable" in line for line in lines) == 1
