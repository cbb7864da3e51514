"""A cache of template fragments: what a macro draws is drawn once and reused on every page that shows it.

While a template is drawn, a large fragment is represented by a short marker with its number. A page of fifty papers
passes through Jinja as a few lines, and the fragments replace their markers at the end, as bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinja2.runtime import Macro
from markupsafe import escape

from gazette.core import urls

MAX_FRAGMENTS = 1 << 15
"""Between pages the cache is emptied if it has more. A fragment takes one to three kilobytes."""
MIN_LENGTH = 400
"""The number of characters from which a fragment is replaced by a marker."""
MARKER = "\0"
"""Stands before and after the number of a fragment. Cleaned text never contains it."""
_ROOT, _MARKER = urls.ROOT.encode(), MARKER.encode()


class FragmentCache:
    """Fragments by the macro and the arguments that they were drawn with."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        """The large fragments as UTF-8, by their numbers, with `urls.ROOT` where the path to the root will be."""
        self.draw: Callable[..., str] = lru_cache(None, typed=True)(self._draw)

    def _draw(self, macro: Macro, *arguments: object) -> str:
        """What `macro` draws of these arguments, or a marker for it; templates call `draw` as the filter `once`.

        The macro may depend only on its arguments and on what is the same on all pages, so import its file without
        context. Print the result unchanged: until the page is assembled, it may be a marker.
        """
        text = escape(macro(*arguments))  # leaves markup as it is
        if len(text) < MIN_LENGTH:
            return text
        self._bodies.append(self._replace_markers(text, urls.ROOT))
        return escape(f"{MARKER}{len(self._bodies) - 1}{MARKER}")

    def assemble(self, text: str, up: str) -> bytes:
        """The bytes of a page, from what its template drew and the relative path `up` to the root."""
        body = self._replace_markers(f"{text}\n", up)
        if len(self._bodies) > MAX_FRAGMENTS:  # only now: the page had markers until here
            self._bodies.clear()
            self.draw.cache_clear()  # type: ignore[attr-defined]
        return body

    def _replace_markers(self, text: str, up: str) -> bytes:
        """The text with its fragments, and with `up` in place of `urls.ROOT`. It is bytes because they are faster."""
        root = up.encode()
        parts = text.encode().replace(_ROOT, root).split(_MARKER)
        parts[1::2] = [self._bodies[int(number)].replace(_ROOT, root) for number in parts[1::2]]
        return b"".join(parts)
