"""The key of a page: a digest of everything that decides its bytes.

A key covers the values that the page shows, its template with all templates that this one refers to, the settings,
the names of scripts and styles, the navigation, Gazette's code, and which of the addresses written in the templates
are pages. Pages with equal keys have equal bytes, unless Markdown on them links to other pages: such links are stored
next to the key (see `Renderer.links`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateNotFound, TemplateSyntaxError

from gazette.core import digest
from gazette.core.model import Page
from gazette.rendering.environment import FastEnvironment, References, template_error
from gazette.rendering.exports import records


class TemplateFile(NamedTuple):
    """One template file, without those that it refers to."""

    digest: bytes
    """Of its source, and of which of its `addresses` are pages."""
    templates: tuple[str, ...] = ()
    """The templates that it refers to; all templates, if it computes a name while drawing."""
    addresses: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class PageKeys:
    """The keys of the pages of one site, whose templates are loaded by one environment."""

    def __init__(
        self,
        environment: FastEnvironment,
        folders: list[Path],
        site_digest: bytes,
        planned: Container[str],
        references: Callable[[str], References],
    ) -> None:
        """`site_digest` covers what all pages depend on; `folders` are those of the templates.

        `references` gives what the source of a template refers to.
        """
        self.environment, self.folders, self.planned = environment, folders, planned
        self._site_digest, self.references = site_digest, references
        self._digests: dict[str, bytes] = {}
        self._files: dict[str, TemplateFile] = {}
        self._parts: dict[str, set[str]] = {}

    def key(self, page: Page) -> bytes:
        return digest.of_context(self._site_digest, self._digest(page.template), page.path, page.shows)

    def templates(self, names: Iterable[str]) -> list[str]:
        """These templates and all that they refer to."""
        for name in names:
            self._digest(name)
        return [name for name in self._files if name]

    @property
    def addresses(self) -> list[str]:
        """The strings in the templates read so far that may be addresses, whether or not a page has them."""
        return sorted({address for file in self._files.values() for address in file.addresses})

    def _digest(self, name: str) -> bytes:
        """The digest of a template and of all templates that it refers to."""
        if name not in self._digests:
            reached = self._reached(name)
            self._digests[name] = digest.of([(each, self._file(each).digest) for each in sorted(reached) if each])
        return self._digests[name]

    def _reached(self, name: str) -> set[str]:
        """A template and all that it refers to."""
        reached = {name}
        waiting = [name] if name else []
        while waiting:
            new = set(self._file(waiting.pop()).templates) - reached
            reached |= new
            waiting += new
        return reached

    def has_part(self, name: str, part: str) -> bool:
        """Whether pages that are drawn with a template may have an element with this id."""
        if name not in self._parts:
            self._parts[name] = {part for each in self._reached(name) for part in self._file(each).parts}
        known = self._parts[name]
        return part in known or any(part.startswith(each[:-1]) for each in known if each.endswith("*"))

    def _file(self, name: str) -> TemplateFile:
        if records.is_export(name):
            return TemplateFile(b"")
        if name not in self._files:
            try:
                self._files[name] = self._read(name)
            except TemplateNotFound:
                return TemplateFile(b"")  # `ignore missing` may allow that; if not, drawing the page reports it
            except (TemplateSyntaxError, UnicodeDecodeError) as error:
                raise template_error(error, name, self.folders) from None
        return self._files[name]

    def _read(self, name: str) -> TemplateFile:
        loader = self.environment.loader
        assert loader
        source, *_ = loader.get_source(self.environment, name)
        templates, addresses, parts = self.references(source)
        used = self.environment.list_templates() if None in templates else templates
        linked = [address for address in addresses if address in self.planned]
        return TemplateFile(digest.of(source, linked), tuple(each for each in used if each), addresses, parts)
