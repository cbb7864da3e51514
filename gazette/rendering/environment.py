"""Jinja as it is, with three things made quick that a page does a hundred times, and one that each template does twice.

A template's globals are one dict; templates are kept without a look at which was used last;
what is shown is escaped by markupsafe's own function, without a Markup being made of each piece;
and a template that was looked at is not parsed again to be compiled, nor, by the next build, either of both done.
"""

from __future__ import annotations

from collections.abc import Container, MutableMapping
from contextlib import suppress
from typing import Any, NamedTuple

import markupsafe
import msgspec
from jinja2 import Environment, Template, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache

from gazette.cache.templates import CachedTemplates
from gazette.core import digest

_escaped = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def shown(value: object) -> str:
    """`value` as a page shows it: escaped, unless it is markup."""
    if type(value) is str:
        return _escaped(value)
    if type(value) is markupsafe.Markup:
        return value
    return markupsafe.escape(value)


class Escaping(Template):
    """A template that escapes with `shown`.  Were Jinja to change here, it would do so with its own, and slower."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = shown
        return super()._from_namespace(environment, namespace, globals)


class Look(NamedTuple):
    """What a template names: other templates (None: one whose name it makes up), and words that may be addresses."""

    templates: tuple[str | None, ...]
    spelt: tuple[str, ...]


_look = msgspec.msgpack.Decoder(Look).decode


class Templates(Environment):
    template_class = Escaping

    def __init__(self, **asked: Any) -> None:
        super().__init__(auto_reload=False, cache_size=-1, **asked)
        self._looked_at: dict[str, nodes.Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}

    def look(self, source: str) -> Look:
        """What a template names; TemplateSyntaxError if it is none."""
        tree = self.parse(source)
        self._looked_at[source] = tree  # for who compiles it, which changes it
        words = {node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)}
        spelt = sorted(word for word in words if "." in word and " " not in word)
        return Look(tuple(meta.find_referenced_templates(tree)), tuple(spelt))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._looked_at.pop(source, None) or super()._parse(source, name, filename)


class Compiled(BytecodeCache):
    """What an earlier build saw in templates and compiled of them, for who is about to do it again.

    Compiling works out what a filter makes of a word in a template, such as an address.  So the code of a template
    is known by all that decides this, too: the `frame` of its pages, and whether what it spells is `planned`.
    """

    def __init__(self, held: CachedTemplates, environment: Templates, frame: bytes, planned: Container[str]) -> None:
        self._held, self._environment, self._frame, self._planned = held, environment, frame, planned

    def look(self, source: str) -> Look:
        """As `Templates.look`."""
        name = digest.of(self._frame, source).hex()
        with suppress(msgspec.MsgspecError):
            return _look(self._held.get(name))
        seen = self._environment.look(source)
        self._held.put(name, msgspec.msgpack.encode(seen))
        return seen

    # What Jinja asks for.

    def get_source_checksum(self, source: str) -> str:
        there = [word for word in self.look(source).spelt if word in self._planned]
        return digest.of(self._frame, source, there).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        if held := self._held.get(bucket.key):
            bucket.bytecode_from_string(held)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held.put(bucket.key, bucket.bytecode_to_string())
