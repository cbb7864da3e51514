"""The files of static/."""

from gazette.archive.affected import Affected
from gazette.core.model import Archive, Asset
from gazette.pages import static
from tests.make import a_site


def test_static_files_are_published_unchanged_and_without_a_template():
    assets = (Asset("icons/a.svg", b"<svg/>"), Asset("CNAME", b"papers.example.org"))
    pages = static.pages(Archive(assets=assets), a_site(), Affected())
    assert [(page.path, page.template, page.shows) for page in pages] == [
        ("icons/a.svg", "", {"body": b"<svg/>"}),
        ("CNAME", "", {"body": b"papers.example.org"}),
    ]
