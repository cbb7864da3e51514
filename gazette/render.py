"""Draw pages with the templates, and tell by a key which ones must be drawn.

A page's key is a digest of all that decides its bytes: what it shows, its template with
every template that one draws upon, the settings, the names of the scripts and styles,
the navigation, Gazette's own code, and whether there are pages at the addresses that
the template spells or a person's Markdown may link to.  Same key, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from functools import cached_property, lru_cache
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    meta,
    nodes,
)
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from gazette import blame, cite, filters, fingerprint, markup, policy, twins, urls
from gazette.config import Site
from gazette.content import code, packages
from gazette.model import Archive, Page, Paper
from gazette.templates import Templates

OWN = Path(__file__).resolve().parent
MARKDOWN_LINK = b"]("
"""What shows this may hold a link that a person wrote, which is one only if its page is there."""
FRAGMENTS = 1 << 17
"""So many drawn pieces of pages are kept: the cards of 100,000 papers are some 150 MB."""


class Renderer:
    """Jinja, set up for one site and the pages that it plans to hold."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        archive: Archive,
        pages: Iterable[Page],
        navigation: tuple[tuple[str, str], ...],
    ) -> None:
        self.site = site
        self.planned = frozenset(page.path for page in pages)
        self.assets = {asset.name: urls.of(asset) for asset in archive.assets}
        self.templates = [folder / "templates", OWN.parent / "templates"]
        self._once = lru_cache(FRAGMENTS, typed=True)(_made)
        self.environment = self._environment(navigation)
        frame = (astuple(site), navigation, tuple(self.assets.items()))
        self._frame = fingerprint.of(frame, code(), packages())
        self._digests: dict[str, bytes] = {}
        self._parts: dict[str, tuple[bytes, list[str]]] = {}

    def _environment(self, navigation: tuple[tuple[str, str], ...]) -> Environment:
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
        }
        environment.filters |= filters.ALL | {
            "href": self._href,
            "absolute": self._absolute,
            "asset": self._asset,
            "markdown": self._markdown,
            "data": markup.data,
            "twins": self._twins,
            "scholarly": self._scholarly,
            "once": self._once,
            "each": self._each,
            "bibtex": cite.bibtex,
        }
        environment.tests["linked"] = lambda thing: urls.of(thing) in self.planned
        return environment

    def draw(self, page: Page) -> bytes:
        """The bytes of a page; Mistakes, naming template and line, if its template fails."""
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
        return text.replace(urls.ROOT, self._up(page.path)).encode() + b"\n"

    def key(self, page: Page) -> bytes:
        """A digest of everything that decides what `page` looks like."""
        shows = fingerprint.pack(page.path, page.shows)
        answers = self._whole if MARKDOWN_LINK in shows else b""
        return fingerprint.of(self._frame, self._digest(page.template), answers, fingerprint.of_bytes(shows))

    @cached_property
    def _whole(self) -> bytes:
        """A digest of what there is to link to."""
        return fingerprint.of(sorted(self.planned))

    def _digest(self, name: str) -> bytes:
        """The digest of a template and of all the templates it draws upon."""
        if name not in self._digests:
            drawn_upon = {name}
            waiting = [name] if name else []
            while waiting:
                new = set(self._part(waiting.pop())[1]) - drawn_upon
                drawn_upon |= new
                waiting += new
            self._digests[name] = fingerprint.of([(each, self._part(each)[0]) for each in sorted(drawn_upon) if each])
        return self._digests[name]

    def _part(self, name: str) -> tuple[bytes, list[str]]:
        """A digest of a template by itself, and the names of the templates that it names.

        Its digest holds also which of the addresses that it spells have a page.  If it makes
        up a template's name while it is drawn, that may be any.
        """
        if twins.encoded(name):
            return b"", []
        if name not in self._parts:
            loader = self.environment.loader
            assert loader
            try:
                text, *_ = loader.get_source(self.environment, name)
                tree = self.environment.parse(text)
            except TemplateNotFound:
                return b"", []  # if it is really needed, `draw` will tell
            except (TemplateSyntaxError, UnicodeDecodeError) as error:
                raise blame.template(error, name, self.templates) from None
            used = list(meta.find_referenced_templates(tree))
            named = self.environment.list_templates() if None in used else [each for each in used if each]
            spelt = sorted({node.value for node in tree.find_all(nodes.Const) if node.value in self.planned})
            self._parts[name] = fingerprint.of(text, spelt), named
        return self._parts[name]

    # Filters that know the site.

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
        return Markup(str.join(escape(between), [self._once(macro, thing) for thing in things]))

    def _twins(self, paper: Paper) -> list[tuple[str, str]]:
        """The kinds of the paper's pages for programs, and their addresses, as far as there are any."""
        twins = ((kind, urls.twin(paper, kind)) for kind in ("bib", "json", "md"))
        return [(kind, address) for kind, address in twins if address in self.planned]

    def _scholarly(self, paper: Paper) -> dict[str, object]:
        return twins.scholarly(paper, self.site)

    def _markdown(self, source: str) -> Markup:
        def resolve(address: str) -> str:
            return address if address.partition("#")[0] in self.planned else urls.safe(address)

        return markup.markdown(source, resolve)


def _made(macro: Macro, *things: object) -> Markup:
    """What a macro makes of these things; as the filter `once` it is made the first time only.

    So it may depend on nothing but them and what all pages know: import its file without context.
    """
    made = macro(*things)
    return made if type(made) is Markup else escape(made)
