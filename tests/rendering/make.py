"""A renderer with templates of its own, to test with."""

from gazette.config import Site
from gazette.core import urls
from gazette.core.model import Asset, Page
from gazette.rendering.renderer import Renderer
from tests import site

SITE = Site("A <Site>", "https://small.example.org/sub/")


def a_renderer(folder, templates=(), pages=(), settings=SITE, assets=(), navigation=()):
    """A renderer with these templates; the site has a home page and these `pages`."""
    site.write(folder, {f"templates/{name}": text for name, text in dict(templates).items()})
    assets = tuple(Asset(name, b"body") for name in assets)
    planned = frozenset(["index.html", *pages, *map(urls.of, assets)])
    return Renderer(folder, settings, {asset.name: urls.of(asset) for asset in assets}, planned, navigation)


def drawn(folder, text, path="index.html", shows=None, name="mine.html", **known):
    """What a page shows whose template is `text`."""
    return a_renderer(folder, {name: text}, **known).draw(Page(path, name, shows or {})).decode()
