"""By what key a page is known: a digest of all that decides its bytes.

That is what it shows, its template with every template that one draws upon, the settings, the names of the
scripts and styles, the navigation, Gazette's own code, and whether there are pages at the addresses that the
template spells.  Same key, same bytes, but for Markdown that leads to other pages: what it was answered is
remembered beside the key.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError

from gazette.core import digest
from gazette.core.model import Page
from gazette.rendering import blame
from gazette.rendering.environment import Look, Templates
from gazette.rendering.exports import records


class Keys:
    """The keys of the pages of one site, drawn in one environment."""

    def __init__(
        self,
        environment: Templates,
        folders: list[Path],
        frame: bytes,
        planned: Container[str],
        look: Callable[[str], Look],
    ) -> None:
        """`frame` is a digest of what all pages depend on; `folders` are where templates lie."""
        self.environment, self.folders, self.planned = environment, folders, planned
        self._frame, self._look = frame, look
        self._digests: dict[str, bytes] = {}
        self._parts: dict[str, tuple[bytes, list[str], list[str]]] = {}

    def of(self, page: Page) -> bytes:
        return digest.of_context(self._frame, self._digest(page.template), page.path, page.shows)

    def templates(self, names: Iterable[str]) -> list[str]:
        """These templates and all that they draw upon."""
        for name in names:
            self._digest(name)
        return [name for name in self._parts if name]

    @property
    def spelt(self) -> list[str]:
        """What the templates seen so far spell that may be an address, whether or not a page is there."""
        return sorted({word for _, _, words in self._parts.values() for word in words})

    def _digest(self, name: str) -> bytes:
        """The digest of a template and of all the templates it draws upon."""
        if name not in self._digests:
            drawn_upon = {name}
            waiting = [name] if name else []
            while waiting:
                new = set(self._part(waiting.pop())[1]) - drawn_upon
                drawn_upon |= new
                waiting += new
            self._digests[name] = digest.of([(each, self._part(each)[0]) for each in sorted(drawn_upon) if each])
        return self._digests[name]

    def _part(self, name: str) -> tuple[bytes, list[str], list[str]]:
        """A digest of a template by itself, the names of the templates that it names, and the addresses it may spell.

        Its digest holds also which of the addresses that it spells have a page.  If it makes
        up a template's name while it is drawn, that may be any.
        """
        if records.encoded(name):
            return b"", [], []
        if name not in self._parts:
            loader = self.environment.loader
            assert loader
            try:
                text, *_ = loader.get_source(self.environment, name)
                seen = self._look(text)
            except TemplateNotFound:
                return b"", [], []  # if it is really needed, `draw` will tell
            except (TemplateSyntaxError, UnicodeDecodeError) as error:
                raise blame.template(error, name, self.folders) from None
            used = self.environment.list_templates() if None in seen.templates else seen.templates
            named = [each for each in used if each]
            spelt = list(seen.spelt)
            there = [word for word in spelt if word in self.planned]
            self._parts[name] = digest.of(text, there), named, spelt
        return self._parts[name]
