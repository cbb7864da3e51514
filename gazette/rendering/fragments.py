"""Pieces that many pages show: drawn once, and put into each page as the bytes that they become there.

In what a template draws, a large piece stands as a sign with its number.  So a page of fifty papers goes through
Jinja as a few lines, and what it shows of the papers joins them at the very end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinja2.runtime import Macro
from markupsafe import escape

from gazette.core import urls

MOST = 1 << 15
"""So many pieces are kept, of one to three kilobytes each; pages of one time are drawn together."""
LARGE = 400
"""From so many letters on, a sign is less to carry than what it stands for."""
SIGN = "\0"
"""Stands before and after the number of a piece.  No text holds it."""
_ROOT, _SIGN = urls.ROOT.encode(), SIGN.encode()


class Pieces:
    """What was drawn once, by what it was drawn with."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        """The large ones in UTF-8, by their numbers; the way to the root still a sign."""
        self.once: Callable[..., str] = lru_cache(None, typed=True)(self._made)

    def _made(self, macro: Macro, *things: object) -> str:
        """What a macro makes of these things; as the filter `once` it is made the first time only.

        So it may depend on nothing but them and what all pages know: import its file without context.  And it is to
        be shown as it is, for until the page is whole a large piece is but a sign.
        """
        text = escape(macro(*things))  # which markup passes as it is
        if len(text) < LARGE:
            return text
        self._bodies.append(self._joined(text, urls.ROOT))
        return escape(f"{SIGN}{len(self._bodies) - 1}{SIGN}")

    def whole(self, text: str, up: str) -> bytes:
        """The bytes of a page, from what its template drew and the way `up` to the root."""
        body = self._joined(f"{text}\n", up)
        if len(self._bodies) > MOST:  # and not before, for the page had signs
            self._bodies.clear()
            self.once.cache_clear()  # type: ignore[attr-defined]
        return body

    def _joined(self, text: str, up: str) -> bytes:
        """The text with the pieces in the place of their signs; as bytes, of which all this is quick."""
        way = up.encode()
        parts = text.encode().replace(_ROOT, way).split(_SIGN)
        parts[1::2] = [self._bodies[int(number)].replace(_ROOT, way) for number in parts[1::2]]
        return b"".join(parts)
