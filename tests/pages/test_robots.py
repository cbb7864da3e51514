"""robots.txt."""

import pytest

from gazette.archive.affected import Affected
from gazette.core.model import Archive
from gazette.pages import robots
from tests.make import a_site
from tests.rendering.make import a_renderer


@pytest.mark.parametrize("sitemap", [True, False])
def test_crawlers_may_read_everything_and_find_the_sitemap_if_there_is_one(sitemap, tmp_path):
    [page] = robots.pages(Archive(), a_site(), Affected())
    body = a_renderer(tmp_path, pages=["sitemap.xml"] if sitemap else []).draw(page).decode()
    assert page.path == "robots.txt"
    assert body.startswith("User-agent: *\nAllow: /\n")
    assert "Disallow" not in body
    assert ("\nSitemap: https://small.example.org/sub/sitemap.xml\n" in body) == sitemap
