"""The Content-Security-Policy alone stops scripts, on a site that is built without any escaping."""

from base64 import b64encode
from hashlib import sha256

import pytest

from gazette.core import security

from .browser import Window, host
from .payloads import PAYLOADS
from .reading import Reader
from .sites import FULL, WITHOUT_ESCAPING, Built, hostile

pytestmark = pytest.mark.browser

FORMS = ("", FULL["subscribe"]["form"])
# A policy cannot stop a redirect in the page; escaping does.
STAYS = tuple(payload for payload in PAYLOADS if "http-equiv" not in payload)


@pytest.fixture(scope="module")
def unescaped(tmp_path_factory) -> Built:
    return hostile(tmp_path_factory.mktemp("unescaped"), STAYS, WITHOUT_ESCAPING)


def dialogs(browser, site: Built, scheme: str = "http", **options) -> tuple[list[str], int]:
    """The alerts on the pages of papers, and how often the policy stopped something."""
    with host(site, scheme) as address, Window(browser, address, **options) as window:
        window.page.route("https://**", lambda route: route.abort())
        pages = [page for page in site.pages() if page.startswith("papers/") and "date" not in page]
        found = [window.visit(page) for page in (pages if scheme == "http" else pages[::4])]
        return window.dialogs, sum(len(page.reports) for page in found)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_policy_stops_scripts_on_pages_without_escaping(scheme: str, unescaped: Built, chromium):
    said, stopped = dialogs(chromium, unescaped, scheme)
    assert said == []
    assert stopped > len(STAYS) / (1 if scheme == "http" else 4)


def test_without_the_policy_these_scripts_would_run(tmp_path, chromium):
    tried = [payload for payload in STAYS if "alert" in payload and "focus" not in payload][:3]
    said, _ = dialogs(chromium, hostile(tmp_path, tuple(tried), WITHOUT_ESCAPING), bypass_csp=True)
    assert set(said) >= {"1", "2", "3"}


def test_every_page_starts_with_the_policy(site: Built):
    for page in site.pages():
        tags = Reader((site.folder / page).read_text("utf-8")).tags
        assert [tag for tag, _ in tags[:3]] == ["html", "head", "meta"]
        assert tags[2][1]["http-equiv"] == "Content-Security-Policy"
        allowed = FORMS if page == "subscribe.html" else [""]
        assert tags[2][1]["content"] in map(security.policy, allowed)


def test_the_policy_allows_only_gazettes_inline_script_and_the_own_host():
    allowed = {source for rule in security.policy().split(";") for source in rule.split()[1:]}
    early = b64encode(sha256(security.INLINE_SCRIPT.encode()).digest()).decode()
    assert allowed == {"'none'", "'self'", f"'sha256-{early}'"}
    for form in FORMS[1:]:
        assert security.policy(form).replace(" https://mail.example", "") == security.policy()
