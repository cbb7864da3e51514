"""How lists of names and tags are written on one line.

`;` separates items; without one, `,` separates tags. A full-width `；`, `，` or `、` counts as `;` or `,`. Backslashes
count only before a `;`: each two of them are one backslash, and an odd one makes the `;` a part of the item. A list
that ends with `;` is read exactly so. Others may also have brackets, quotes, or names separated by commas: these are
read where they are clear, and `names_problem` and `tags_problem` say what should be written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from gazette.core import people
from gazette.core.errors import BadValue

_SEMICOLON = re.compile(r"(?<!\\)(\\*)([;；])")
_CLOSED = re.compile(r"(?<!\\)(?:\\\\)*[;；]\Z")
_COMMA = re.compile("[,，、]")
_NAME_SEPARATOR = re.compile(r"[,，、]\s*(?:(?:and|&)\s)?|\s(?:and|&)\s")
_ITEM = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|“[^”]*”)\s*(?=[,，、]|\Z)|[^,，、]+""")
_QUOTED = re.compile(r"""(?:"[^"]*"|'[^']*'|“[^”]*”)\Z""")
_CJK_NAME = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・]{2,12}")
_PARTICLES = people.PARTICLES | people.CONNECTIVES
_FORM = "write `A. Author; B. Writer`, or end the line with `;` if it is one name"


def split_names(text: str) -> tuple[str, ...]:
    """The items of `A. Author; B. Writer`; BadValue if commas separate names and it is not clear how."""
    return _names(text)[0]


def names_problem(text: str) -> str:
    """What is unusual about a list of names that `split_names` reads; "" if nothing is."""
    return "" if _is_plain(text) else _names(text)[1]


def may_be_several(name: str) -> bool:
    """Whether one name, without a `;` as separator, is probably several."""
    if "," not in name and " and " not in name:
        return False
    try:
        return len(_full_names(name)[0]) > 1
    except BadValue:
        return True


def _names(text: str) -> tuple[tuple[str, ...], str]:
    if _is_plain(text) or _is_closed(text):
        return _separated(text), ""
    if quoted := _quoted(text):
        return quoted, "the list has brackets or quotes"
    items = _separated(text)
    if len(items) != 1 or not _NAME_SEPARATOR.search(items[0]):
        return items, ""
    return _full_names(items[0])


def _is_plain(text: str) -> bool:
    """Whether a list certainly has no brackets, no quotes, and no names separated by commas."""
    if '"' in text or "[" in text or "“" in text or text[:1] == "'":
        return False
    return ";" in text or not ("," in text or " and " in text or "&" in text or not text.isascii())


def _is_closed(text: str) -> bool:
    return text.rstrip()[-1:] in (";", "；") and bool(_CLOSED.search(text.rstrip()))


def _separated(text: str) -> tuple[str, ...]:
    """The items between semicolons."""
    return _stripped(_unescaped(text) if "\\;" in text or "；" in text else text.split(";"))


def _unescaped(text: str) -> list[str]:
    items, start, item = [], 0, ""
    for found in _SEMICOLON.finditer(text):
        slashes = len(found[1])
        item += text[start : found.start()] + "\\" * (slashes // 2)
        start = found.end()
        if slashes % 2:
            item += found[2]
        else:
            items.append(item)
            item = ""
    return [*items, item + text[start:]]


def _stripped(items: Iterable[str]) -> tuple[str, ...]:
    """The items without surrounding white space, and without empty ones."""
    return tuple([item for each in items if (item := each.strip())])


def _quoted(text: str) -> tuple[str, ...]:
    """The items of a list in brackets, or with items in quotes; () if it has neither."""
    inner = text.strip()
    bracketed = inner[:1] == "[" and inner[-1:] == "]" and "[" not in inner[1:] and "]" not in inner[:-1]
    inner = inner[1:-1] if bracketed else inner
    items = _separated(inner) if _SEMICOLON.search(inner) else _stripped(_ITEM.findall(inner))
    unquoted = _stripped(item[1:-1] if _QUOTED.match(item) else item for item in items)
    return unquoted if bracketed or unquoted != items else ()


def _full_names(text: str) -> tuple[tuple[str, ...], str]:
    """The names in a text without semicolons, in which commas or "and" may separate them."""
    names = people.without_others(text)
    if names not in (text, ""):
        found, problem = _full_names(names)
        return (*found, text[len(names) :].strip(" ,")), problem
    parts: list[str] = []
    for part in _stripped(_NAME_SEPARATOR.split(text)):
        if parts and people.is_suffix(part, after_comma=True):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    if len(parts) == 1:
        return (text.strip(),), ""
    if all(map(_is_full, parts)):
        return tuple(parts), 'the names are separated by commas or "and"'
    if len(parts) > 2:
        raise BadValue("it is not clear where each name ends", _FORM)
    if not _COMMA.search(text):
        return (text.strip(),), 'the name has an "and"'
    first = parts[0].split()
    return (text.strip(),), "two names may be in one" if len(first) > 1 and first[0] not in _PARTICLES else ""


def _is_full(part: str) -> bool:
    """Whether a part of a list is a name with a given name and a surname, in this order, or stands for others."""
    words = part.partition(",")[0].split()
    words = words[:-1] if len(words) > 2 and people.is_suffix(words[-1]) else words
    named = all(word[0].isupper() or word in _PARTICLES or not word[0].isascii() for word in words)
    full = (
        len(words) > 1 and named and words[0] not in _PARTICLES and not words[-1].endswith(".") and len(words[-1]) > 1
    )
    return full or bool(_CJK_NAME.fullmatch(part)) or not people.without_others(part)


def split_tags(text: str) -> tuple[str, ...]:
    """Items separated by `;` if the text has one outside of items, or else by `,`."""
    return _tags(text)[0]


def tags_problem(text: str) -> str:
    """What is unusual about a list of tags that `split_tags` reads; "" if nothing is."""
    plain = not ('"' in text or "[" in text or "“" in text or "'" in text or "and " in text)
    return "" if plain else _tags(text)[1]


def _tags(text: str) -> tuple[tuple[str, ...], str]:
    if _is_closed(text):
        return _separated(text), ""
    if ('"' in text or "[" in text or "“" in text or "'" in text) and (quoted := _quoted(text)):
        return quoted, "the list has brackets or quotes"
    if ";" not in text and text.isascii():
        items = _stripped(text.split(","))
    elif any(len(found[1]) % 2 == 0 for found in _SEMICOLON.finditer(text)):
        return _separated(text), ""
    else:
        items = tuple(item for part in _COMMA.split(text) for item in _separated(part))
    if "and " in text and len(items) > 1 and any(item.startswith("and ") for item in items):
        return _stripped(item.removeprefix("and ") for item in items), 'a tag begins with "and"'
    return items, ""


def join_names(items: Iterable[str]) -> str:
    """The inverse of `split_names`, for items without surrounding white space."""
    items = tuple(items)
    joined = _joined(items)
    return joined if _reads_as(_names, joined, items) else close(items)


def join_tags(items: Iterable[str]) -> str:
    """The inverse of `split_tags`: separated by commas if no item contains one, or else by semicolons."""
    items = tuple(items)
    forms = (", ".join(_joined((item,)) for item in items), _joined(items))
    return next((joined for joined in forms if _reads_as(_tags, joined, items)), close(items))


def _reads_as(read: Callable[[str], tuple[tuple[str, ...], str]], joined: str, items: tuple[str, ...]) -> bool:
    """Whether a list is read as these items, and without a problem."""
    try:
        return read(joined) == (items, "")
    except BadValue:
        return False


def close(items: Iterable[str]) -> str:
    """A list that ends with `;`, so that its items are read exactly."""
    return _joined([*items, ""]).rstrip()


def _joined(items: Iterable[str]) -> str:
    escaped = [_SEMICOLON.sub(lambda found: found[1] * 2 + "\\" + found[2], item) for item in items]
    return "; ".join([*map(_closable, escaped[:-1]), *escaped[-1:]])


def _closable(item: str) -> str:
    """The item with backslashes at its end doubled, so that a `;` may follow."""
    body = item.rstrip("\\")
    return body + "\\" * 2 * (len(item) - len(body))
