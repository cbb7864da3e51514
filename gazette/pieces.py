"""Pieces that many pages show: drawn once, and put into each page as the bytes that they become there.

In what a template draws, a large piece stands as a sign with its number.  So a page of fifty papers goes through
Jinja as a few lines, and what it shows of the papers joins them at the very end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from jinja2.runtime import Macro
from markupsafe import escape

from gazette import urls

MOST = 1 << 16
"""So many pieces are kept, of one to three kilobytes each; pages of one time are drawn together."""
LARGE = 400
"""From so many letters on, a sign is less to carry than what it stands for."""
SIGN = "\0"
"""Stands before and after the number of a piece.  No text holds it."""
_ROOT = urls.ROOT.encode()


class Pieces:
    """What was drawn once, by what it was drawn with."""

    def __init__(self) -> None:
        self._bodies: dict[str, bytes] = {}
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
        number = str(len(self._bodies))
        self._bodies[number] = b"".join(self._parts(text, _ROOT)) if SIGN in text else text.encode()
        return escape(f"{SIGN}{number}{SIGN}")

    def whole(self, text: str, up: str) -> bytes:
        """The bytes of a page, from what its template drew and the way `up` to the root."""
        body = b"".join([*self._parts(text, up.encode()), b"\n"])
        if len(self._bodies) > MOST:  # and not before, for the page had signs
            self._bodies.clear()
            self.once.cache_clear()  # type: ignore[attr-defined]
        return body

    def _parts(self, text: str, up: bytes) -> Iterator[bytes]:
        """The text and the pieces in it, one after the other."""
        for at, part in enumerate(text.split(SIGN)):
            body = self._bodies[part] if at % 2 else part.encode()
            yield body.replace(_ROOT, up)
