"""Which line of which template an error came from, told as people's own mistake."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from traceback import walk_tb

from jinja2 import TemplateNotFound, TemplateSyntaxError

from gazette.core.errors import Mistakes, Problem


def template(error: Exception, name: str, folders: Iterable[Path], page: str = "") -> Mistakes:
    """The mistake that `error` shows in the template `name`, or in one that it draws upon, while `page` was drawn."""
    match error:
        case TemplateSyntaxError():
            return _mistake(error.filename or name, error.lineno, str(error.message))
        case TemplateNotFound():
            return _mistake(name, 0, f"it draws upon {error.name}, which is not there")
        case UnicodeDecodeError():
            return _mistake(name, 0, "not UTF-8")
    inner, line = _raised_in(error, folders)
    return _mistake(inner or name, line, f"{error} (while drawing {page})")


def _mistake(name: str, line: int, what: str) -> Mistakes:
    shown = name if name.startswith("templates/") else f"templates/{name.rpartition('templates/')[2]}"
    return Mistakes([Problem(shown, line, what, "mend the template")])


def _raised_in(error: BaseException, folders: Iterable[Path]) -> tuple[str, int]:
    """The innermost template, and the line in it, that an error passed through."""
    found = ("", 0)
    for frame, line in walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if any(Path(name).is_relative_to(folder) for folder in folders):
            found = (name, line)
    return found
