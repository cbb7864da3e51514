"""The Content-Security-Policy holds by itself: a site drawn with every other wall taken away."""

import pytest

from .browser import Window, host
from .payloads import PAYLOADS
from .sites import UNWALLED, Built, hostile

pytestmark = pytest.mark.browser

# A policy cannot keep a page from moving on; the first wall does.
STAYS = tuple(payload for payload in PAYLOADS if "http-equiv" not in payload)


@pytest.fixture(scope="module")
def unwalled(tmp_path_factory) -> Built:
    return hostile(tmp_path_factory.mktemp("unwalled"), STAYS, UNWALLED)


def dialogs(browser, site: Built, scheme: str = "http", **options) -> tuple[list[str], int]:
    """What scripts said on the papers' pages, and how many times the policy stopped something."""
    with host(site, scheme) as address, Window(browser, address, **options) as window:
        window.page.route("https://**", lambda route: route.abort())
        found = [window.visit(page) for page in site.pages() if page.startswith("papers/") and "date" not in page]
        return window.dialogs, sum(len(page.reports) for page in found)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_scripts_do_not_run_even_where_nothing_is_escaped(scheme: str, unwalled: Built, chromium):
    said, stopped = dialogs(chromium, unwalled, scheme)
    assert said == []
    assert stopped > len(STAYS)


def test_without_the_policy_they_would(unwalled: Built, chromium):
    said, _ = dialogs(chromium, unwalled, bypass_csp=True)
    assert len(set(said)) > 10


def test_every_page_bears_the_policy_before_anything_else(site: Built):
    for page in site.pages():
        head = (site.folder / page).read_text("utf-8").partition("<head>")[2].lstrip()
        assert head.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
        assert "unsafe" not in head.partition(">")[0]
