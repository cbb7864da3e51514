"""Draws the pages of a site with its templates."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from gazette.cache.pages import NO_LINKS
from gazette.cache.templates import CachedTemplates
from gazette.config import Site
from gazette.core import digest, security, urls
from gazette.core.errors import BadValue, DamagedCache
from gazette.core.model import Page, Paper
from gazette.core.version import ROOT, code, packages
from gazette.rendering import filters, mail_filters, markdown_text, markup
from gazette.rendering.environment import FastEnvironment, TemplateCache, template_error
from gazette.rendering.exports import bibtex, citations, records
from gazette.rendering.fragments import FragmentCache
from gazette.rendering.keys import PageKeys
from gazette.sources.assets import added

MAIL, MAIL_TEXT = "mail.html", "digest.txt"
"""The templates of the two parts of a mail."""


class Renderer:
    """A Jinja environment for one site and its planned pages."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        assets: Mapping[str, str],
        planned: Container[str],
        navigation: tuple[tuple[str, str], ...],
        compiled: CachedTemplates | None = None,
    ) -> None:
        """`folder` has the site's own templates in `templates/`; they replace Gazette's of the same name.

        `assets` are the addresses of the files in static/ by name, `planned` the paths of the site's pages, and
        `compiled` the references and compiled code of templates that earlier builds stored.
        """
        self.site, self.assets, self.planned, self.navigation = site, assets, planned, navigation
        self.links = NO_LINKS
        """The addresses in the site that Markdown on the page drawn last links to, and whether they exist there."""
        self.templates = [folder / "templates", ROOT / "templates"]
        self._fragments = FragmentCache()
        self.environment = self._environment(navigation)
        site_digest = digest.of(site.of_pages(), navigation, tuple(self.assets.items()), code(), packages())
        self._cache = TemplateCache(compiled, self.environment, site_digest, planned) if compiled else None
        references = (self._cache or self.environment).references
        self._keys = PageKeys(self.environment, self.templates, site_digest, planned, references)

    def _environment(self, navigation: tuple[tuple[str, str], ...]) -> FastEnvironment:
        environment = FastEnvironment(
            loader=FileSystemLoader(self.templates),
            autoescape=_is_markup,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        environment.globals |= {
            "site": self.site,
            "added_scripts": added(self.assets),
            "navigation": navigation,
            "policy": security.policy(),
            "form_policy": security.policy(self.site.subscribe_form),
            "inline_script": Markup(security.INLINE_SCRIPT),
        }
        environment.filters |= filters.ALL | mail_filters.ALL | self._filters()
        environment.tests["linked"] = lambda thing: urls.of(thing) in self.planned
        environment.tests["asset"] = self.assets.__contains__
        return environment

    def draw(self, page: Page) -> bytes:
        """The bytes of a page; Mistakes with the name and line of the template if it fails."""
        self.links = NO_LINKS
        if records.is_export(page.template):
            return records.export(page, self.site)
        if not page.template:
            body = page.shows["body"]
            assert isinstance(body, bytes)
            return body
        try:
            text = self.environment.get_template(page.template).render(page.shows, path=page.path)
        except DamagedCache:
            raise
        except Exception as error:  # a template is a program and may raise anything
            raise template_error(error, page.template, self.templates, page.path) from error
        return self._fragments.assemble(text, self._up(page))

    def key(self, page: Page) -> bytes:
        """A digest of everything that decides the bytes of `page`, except `links`."""
        return self._keys.key(page)

    def links_unchanged(self, links: Mapping[str, bool]) -> bool:
        """Whether the same ones of these addresses exist in the site as when `links` was stored."""
        return all(self._exists(address) is linked for address, linked in links.items())

    def _exists(self, address: str) -> bool:
        """Whether the site has a page at an address, with the part that follows a `#`."""
        path, _, part = address.partition("#")
        kind = urls.kind(path) if part and part.lower() != "top" else ""  # every page has the part "top"
        return path in self.planned and (not kind or self._keys.has_part(f"{kind}.html", part))

    def prepare(self, pages: Iterable[Page]) -> None:
        """Read and compile the templates of these pages before the process forks."""
        self.environment.bytecode_cache = self._cache
        with suppress(TemplateError):  # `draw` reports it
            for name in self._keys.templates({page.template for page in pages}):
                self.environment.get_template(name)
        self.environment.bytecode_cache = None  # a child process must not use the database connection
        self._keys.references = self.environment.references

    def shared(self, pages: Iterable[Page]) -> dict[str, Any]:
        """What all pages share, for the cache; `template_addresses` are strings in templates that may be addresses."""
        self.prepare(pages)
        return {"assets": self.assets, "navigation": self.navigation, "template_addresses": self._keys.addresses}

    # Filters that depend on the site.

    def _filters(self) -> dict[str, Callable[..., object]]:
        counting = filters.of_language(self.site.language)
        return {
            "href": self._href,
            "absolute": self._absolute,
            "asset": self._asset,
            "markdown": self._markdown,
            "markdown_text": self._markdown_text,
            "data": markup.data,
            "math": markup.math,
            "twins": self._twins,
            "scholarly": self._scholarly,
            "once": self._fragments.draw,
            "each": self._each,
            "bibtex": bibtex.entry,
            **counting,
            "by": partial(mail_filters.by, counted=counting["counted"]),
            "citation": citations.elements,
            "coins": lambda paper: Markup(citations.coins(paper)),
        }

    def _up(self, page: Page) -> str:
        """The prefix of links to the root.

        It is absolute in mails, and on the 404 page, which a host shows at addresses of any depth.
        """
        if page.template == MAIL:
            return self.site.url
        return self.site.base if page.path == urls.MISSING else urls.to_root(page.path)

    def _href(self, thing: object) -> str:
        """The link to the page of a thing; `draw` replaces `urls.ROOT` in it by the path to the root."""
        address = urls.of(thing)
        if address not in self.planned:
            what = f"it links to {address}, but the site has no such page"
            raise BadValue(what, "change the link, or test it with `is linked`")
        return urls.ROOT + address

    def _absolute(self, thing: object) -> str:
        return self.site.absolute(urls.of(thing))

    def _asset(self, name: str) -> str:
        if name not in self.assets:
            raise BadValue(f"it uses static/{name}, but there is no such file", "add the file, or correct its name")
        return self.assets[name]

    def _each(self, things: Iterable[object], macro: Macro, between: str = "") -> Markup:
        """What `once` gives for each of the things, joined by `between`."""
        return Markup(str.join(escape(between), [self._fragments.draw(macro, thing) for thing in things]))

    def _twins(self, paper: Paper) -> list[tuple[str, str]]:
        """The formats that the site exports the paper in, and the addresses."""
        twins = ((kind, urls.twin(paper, kind)) for kind in ("bib", "json", "md"))
        return [(kind, address) for kind, address in twins if address in self.planned]

    def _scholarly(self, paper: Paper) -> dict[str, object]:
        return records.scholarly_article(paper, self.site)

    def _markdown(self, source: str) -> Markup:
        def resolve(address: str) -> str:
            if not (elsewhere := urls.safe(address)):
                self.links = {**self.links, address: self._exists(address)}
            return address if self.links.get(address) else elsewhere

        return markup.markdown(source, resolve)

    def _markdown_text(self, source: str) -> str:
        return markdown_text.plain(self._markdown(source).replace(urls.ROOT, self.site.url))


def _is_markup(template: str | None) -> bool:
    """Whether values are escaped in a template: in all but the text of mails."""
    return template != MAIL_TEXT
