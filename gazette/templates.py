"""Jinja as it is, with three things made quick that a page does a hundred times, and one that each template does twice.

A template's globals are one dict; templates are kept without a look at which was used last;
what is shown is escaped by markupsafe's own function, without a Markup being made of each piece;
and a template that was looked at is not parsed again to be compiled.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes

_escaped = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def shown(value: object) -> str:
    """`value` as a page shows it: escaped, unless it is markup."""
    if type(value) is str:
        return _escaped(value)
    if type(value) is markupsafe.Markup:
        return value
    return markupsafe.escape(value)


class Drawn(Template):
    """A template that escapes with `shown`.  Were Jinja to change here, it would do so with its own, and slower."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = shown
        return super()._from_namespace(environment, namespace, globals)


class Templates(Environment):
    template_class = Drawn

    def __init__(self, **asked: Any) -> None:
        super().__init__(auto_reload=False, cache_size=-1, **asked)
        self._looked_at: dict[str, nodes.Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}

    def look(self, source: str) -> nodes.Template:
        """The tree of a template, to be looked at before it is compiled, which changes it."""
        tree = self.parse(source)
        self._looked_at[source] = tree
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._looked_at.pop(source, None) or super()._parse(source, name, filename)
