"""Draw pages with the templates: Jinja, set up for one site and the pages that it plans to hold."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
)
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from gazette import blame, cite, filters, fingerprint, markup, policy, twins, urls
from gazette.assets import added
from gazette.compiled import Compilations
from gazette.config import Site
from gazette.drawn import NO_ANSWERS
from gazette.keys import Keys
from gazette.model import Page, Paper
from gazette.pieces import Pieces
from gazette.program import ROOT, code, packages
from gazette.templates import Compiled, Templates


class Renderer:
    """Jinja, set up for one site and the pages that it plans to hold."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        assets: Mapping[str, str],
        planned: Container[str],
        navigation: tuple[tuple[str, str], ...],
        compiled: Compilations | None = None,
    ) -> None:
        """`assets` are the addresses of what is in static/, by its name there; `planned` the site's pages by path.

        `compiled` is what is remembered of templates.
        """
        self.site, self.assets, self.planned, self.navigation = site, assets, planned, navigation
        self.answers = NO_ANSWERS
        """The addresses that Markdown on the page drawn last leads to, and whether a page is there."""
        self.templates = [folder / "templates", ROOT / "templates"]
        self._pieces = Pieces()
        self.environment = self._environment(navigation)
        frame = fingerprint.of(astuple(site), navigation, tuple(self.assets.items()), code(), packages())
        self._compiled = Compiled(compiled, self.environment, frame, planned) if compiled else None
        look = (self._compiled or self.environment).look
        self._keys = Keys(self.environment, self.templates, frame, planned, look)

    def _environment(self, navigation: tuple[tuple[str, str], ...]) -> Templates:
        environment = Templates(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        environment.globals |= {
            "site": self.site,
            "navigation": navigation,
            "policy": policy.content(self.site.subscribe_form),
            "early": Markup(policy.EARLY),
            "added_scripts": added(self.assets),
        }
        environment.filters |= filters.ALL | self._filters()
        environment.tests["linked"] = lambda thing: urls.of(thing) in self.planned
        return environment

    def draw(self, page: Page) -> bytes:
        """The bytes of a page; Mistakes, naming template and line, if its template fails."""
        self.answers = NO_ANSWERS
        if twins.encoded(page.template):
            return twins.encode(page, self.site)
        if not page.template:
            body = page.shows["body"]
            assert isinstance(body, bytes)
            return body
        try:
            text = self.environment.get_template(page.template).render(page.shows, path=page.path)
        except Exception as error:  # a template is a program; whatever it raises is its writer's to mend
            raise blame.template(error, page.template, self.templates, page.path) from error
        return self._pieces.whole(text, self._up(page.path))

    def key(self, page: Page) -> bytes:
        """A digest of everything that decides what `page` looks like, but for `answers`."""
        return self._keys.of(page)

    def still(self, answers: Mapping[str, bool]) -> bool:
        """Whether Markdown that once asked so would be answered so now."""
        return all((address in self.planned) is held for address, held in answers.items())

    def prepare(self, pages: Iterable[Page]) -> None:
        """Read and compile what these pages are drawn with, so that no copy of this process needs to."""
        self.environment.bytecode_cache = self._compiled
        with suppress(TemplateError):  # `draw` tells of it
            for name in self._keys.templates({page.template for page in pages}):
                self.environment.get_template(name)
        self.environment.bytecode_cache = None  # no copy of this process may use the connection

    def facts(self, pages: Iterable[Page]) -> dict[str, Any]:
        """What of the site's frame a daily build must find as it was; `spelt` is what templates spell as an address."""
        self.prepare(pages)
        return {"assets": self.assets, "navigation": self.navigation, "spelt": self._keys.spelt}

    # Filters that know the site.

    def _filters(self) -> dict[str, Callable[..., object]]:
        return {
            "href": self._href,
            "absolute": self._absolute,
            "asset": self._asset,
            "markdown": self._markdown,
            "data": markup.data,
            "math": markup.math,
            "twins": self._twins,
            "scholarly": self._scholarly,
            "once": self._pieces.once,
            "each": self._each,
            "bibtex": cite.bibtex,
        }

    def _up(self, path: str) -> str:
        """A host shows the page for missing addresses at any depth, so that one counts from the root."""
        return self.site.base if path == urls.MISSING else urls.up(path)

    def _href(self, thing: object) -> str:
        """The link to a thing that has a page, from any: `draw` puts in the way up."""
        address = urls.of(thing)
        if address not in self.planned:
            raise LookupError(f"it links to {address}, and no page is there")
        return urls.ROOT + address

    def _absolute(self, thing: object) -> str:
        address = urls.of(thing)
        return self.site.url + ("" if address == urls.HOME else address)

    def _asset(self, name: str) -> str:
        if name not in self.assets:
            raise LookupError(f"it asks for static/{name}, and no file is there")
        return self.assets[name]

    def _each(self, things: Iterable[object], macro: Macro, between: str = "") -> Markup:
        """What a macro makes of each of the things, `once`, with `between` between them."""
        return Markup(str.join(escape(between), [self._pieces.once(macro, thing) for thing in things]))

    def _twins(self, paper: Paper) -> list[tuple[str, str]]:
        """The kinds of the paper's pages for programs, and their addresses, as far as there are any."""
        twins = ((kind, urls.twin(paper, kind)) for kind in ("bib", "json", "md"))
        return [(kind, address) for kind, address in twins if address in self.planned]

    def _scholarly(self, paper: Paper) -> dict[str, object]:
        return twins.scholarly(paper, self.site)

    def _markdown(self, source: str) -> Markup:
        def resolve(address: str) -> str:
            page = address.partition("#")[0]
            self.answers = {**self.answers, page: page in self.planned}
            return address if self.answers[page] else urls.safe(address)

        return markup.markdown(source, resolve)
