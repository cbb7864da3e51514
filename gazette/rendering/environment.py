"""A faster Jinja environment, and errors of templates as problems with the file and the line.

- The globals of a template are one dict.
- Jinja does not track which template was used last.
- Values are escaped by markupsafe's inner function, which does not make a Markup object of each value.
- A template that was parsed to find its references is not parsed again to compile it. The next build takes both
  the references and the compiled code from the cache.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, MutableMapping
from contextlib import suppress
from pathlib import Path
from traceback import walk_tb
from typing import Any, NamedTuple

import jinja2
import markupsafe
import msgspec
from jinja2 import TemplateNotFound, TemplateSyntaxError, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache

from gazette.cache.templates import CachedTemplates
from gazette.core import digest
from gazette.core.errors import BadValue, Mistakes, Problem
from gazette.core.version import code, packages

_escape_text = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def escape(value: object) -> str:
    """The same text as `markupsafe.escape`, but a plain str where `value` is one."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is markupsafe.Markup:
        return value
    return markupsafe.escape(value)


class FastTemplate(jinja2.Template):
    """A template that escapes with `escape`.

    If a later Jinja no longer calls this method, templates escape with Jinja's own function, which is slower.
    """

    @classmethod
    def _from_namespace(
        cls, environment: jinja2.Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> jinja2.Template:
        namespace["escape"] = escape
        return super()._from_namespace(environment, namespace, globals)


class References(NamedTuple):
    """What the source of a template refers to."""

    templates: tuple[str | None, ...]
    """The templates that it includes, imports or extends; None stands for a name computed while drawing."""
    addresses: tuple[str, ...]
    """Its string constants that may be addresses of pages."""
    parts: tuple[str, ...] = ()
    """The ids that it writes; one that ends in `*` stands for all that begin so."""


_decode_references = msgspec.msgpack.Decoder(References).decode


class FastEnvironment(jinja2.Environment):
    template_class = FastTemplate

    def __init__(self, **options: Any) -> None:
        super().__init__(auto_reload=False, cache_size=-1, **options)
        self._parsed: dict[str, nodes.Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}

    def references(self, source: str) -> References:
        """What a template refers to; TemplateSyntaxError if Jinja cannot parse it."""
        tree = self.parse(source)
        self._parsed[source] = tree  # the compiler takes the tree from here; it changes it, so only one may use it
        constants = {node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)}
        addresses = sorted(text for text in constants if "." in text and " " not in text)
        return References(tuple(meta.find_referenced_templates(tree)), tuple(addresses), _parts(source, constants))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._parsed.pop(source, None) or super()._parse(source, name, filename)


_ID = re.compile(r"""\sid=["']([^"'{]*)(\{?)""")


def _parts(source: str, constants: set[str]) -> tuple[str, ...]:
    """The ids in a template. If it computes one from nothing but a value, each of its constants may be that value."""
    found: set[str] = set()
    for written, computed in _ID.findall(source):
        found |= {f"{written}*"} if written and computed else {written} if written else constants
    return tuple(sorted(found))


class TemplateCache(BytecodeCache):
    """The references and the compiled code of templates, as an earlier build stored them.

    Jinja applies filters to constants while it compiles, so the code may contain, for example, a link to a page.
    The key of the code is therefore a digest of the source, of `site_digest` (what all pages of a site depend on),
    and of which addresses in the source are `planned` pages. References follow from the source, Gazette's code and
    its packages.
    """

    def __init__(
        self, table: CachedTemplates, environment: FastEnvironment, site_digest: bytes, planned: Container[str]
    ) -> None:
        self._table, self._environment, self._site_digest, self._planned = table, environment, site_digest, planned

    def references(self, source: str) -> References:
        """As `FastEnvironment.references`."""
        name = digest.of("references", code(), packages(), source).hex()
        with suppress(msgspec.MsgspecError):
            return _decode_references(self._table.get(name))
        references = self._environment.references(source)
        self._table.put(name, msgspec.msgpack.encode(references))
        return references

    # The methods that Jinja calls.

    def get_source_checksum(self, source: str) -> str:
        linked = [address for address in self.references(source).addresses if address in self._planned]
        return digest.of(self._site_digest, source, linked).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        if body := self._table.get(bucket.key):
            bucket.bytecode_from_string(body)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._table.put(bucket.key, bucket.bytecode_to_string())


def template_error(error: Exception, name: str, folders: Iterable[Path], page: str = "") -> Mistakes:
    """`error` as a problem in the template `name`, or in the template in `folders` that raised it.

    `page` is the path of the page that was being drawn.
    """
    match error:
        case TemplateSyntaxError():
            return _mistake(error.filename or name, error.lineno, str(error.message), "correct the syntax")
        case TemplateNotFound():
            what = f"it refers to {error.name}, which does not exist"
            return _mistake(name, 0, what, "create it, or correct the name")
        case UnicodeDecodeError():
            return _mistake(name, 0, "the file is not UTF-8", "save it as UTF-8")
    innermost, line = _innermost_template(error, folders)
    what, way_out = (error.what, error.way_out) if isinstance(error, BadValue) else (str(error), "fix the template")
    return _mistake(innermost or name, line, f"{what.rstrip('.')} (while drawing {page})", way_out)


def _mistake(name: str, line: int, what: str, way_out: str) -> Mistakes:
    what = what.rstrip(".")  # a way out follows
    path = name if name.startswith("templates/") else f"templates/{name.rpartition('templates/')[2]}"
    return Mistakes([Problem(path, line, what, way_out)])


def _innermost_template(error: BaseException, folders: Iterable[Path]) -> tuple[str, int]:
    """The last template in the traceback of `error`, and the line in it; ("", 0) if it has no template."""
    innermost = ("", 0)
    for frame, line in walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if any(Path(name).is_relative_to(folder) for folder in folders):
            innermost = (name, line)
    return innermost
