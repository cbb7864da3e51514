"""What looks like a field, a list, a table or other markup where a listing has running text.

Such lines are reported, because they were probably meant otherwise. One that is text all the same begins with a
backslash, which `escape` adds to a paragraph and `unescape` removes from a line.
"""

from __future__ import annotations

import re

from gazette.core import errors, urls
from gazette.core.errors import BadValue, Report
from gazette.listings import fields

Block = list[tuple[int, str]]
"""Lines and their numbers; none of them is blank."""

CLEAR_KEYS = frozenset(["arxiv", "doi", "authors", "published", "votes"])
"""Keys with which no sentence begins, in any case."""
_MARKS = "[*_`]{0,3}"
_FIELD_LIKE = re.compile(
    rf"([-*+•–—])?\s{{0,8}}{_MARKS}({'|'.join(fields.BY_KEY)}){_MARKS}\s{{0,8}}[:：]\s*(.*)", re.IGNORECASE
)
_FIELD_WINDOW = 50
"""In how many characters a key and its colon must be."""
_ALMOST_FIELD = re.compile(r"\s*(?:[*+-]\s*)?([a-z][a-z-]*):")
_RULE = re.compile(r"([-*_])(?: ?\1){2,}\s*")
RULE_STARTS = frozenset(["---", "***", "___", "- -", "* *", "_ _"])
"""How every rule begins."""
_STRUCTURE = re.compile(r"# |##|>|- |<{7,}(?: |\Z)|\|{7,}(?: |\Z)")
"""What means something at the start of a line, apart from rules and from what `_oddity` finds."""
_BULLET = re.compile(r"(?:[-*+•]|[0-9]{1,3}[.)])\s")
_FIELD_ITEM = re.compile(r"- ([A-Za-z][A-Za-z0-9_-]{0,30}):(?:\s|\Z)")
_HTML = re.compile(
    r"</?(?:jats:[a-z]+|p|div|span|br|table|tr|td|details|summary|h[1-6]|ul|ol|li|img|a)[\s/>]", re.IGNORECASE
)
_NOT_A_TITLE = re.compile(
    r"(?:last )?updated? (?:on|at)\b.*|last updated?\b.*|table of contents|[0-9]{4}-[0-9]{2}-[0-9]{2}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2}(?:,? [0-9]{4})?",
    re.IGNORECASE,
)


def is_rule(line: str) -> bool:
    """Whether a line is a horizontal rule, such as `---`."""
    return line[:3] in RULE_STARTS and bool(_RULE.fullmatch(line))


def check_title(title: str, number: int, report: Report) -> None:
    """Warn about a title that is a link, a date, or a heading of something else."""
    if "](" in title and ("](http" in title or title.startswith("[")):
        way_out = "write only the title there, and the address as a field `- url: …`"
        report.warn(number, f"the title {errors.shown(title)} has a Markdown link", way_out)
    elif len(title) < 60 and _NOT_A_TITLE.fullmatch(title):
        report.warn(number, f"{errors.shown(title)} is not the title of a paper", "start only papers with `## `")


def check_block(block: Block, direct: bool, report: Report) -> None:
    """Report the lines of running text that were probably meant otherwise; `direct` if it is directly under a title."""
    match = _ALMOST_FIELD.match(block[0][1]) if direct else None
    if match and match[1] in fields.BY_KEY:
        report.error(block[0][0], f"`{match[0].strip()}` does not start a field", f"write `- {match[1]}: …`")
        return
    alone: bool | None = None
    for number, line in block:
        bare = line.strip()
        if alone is None and (":" in bare[:_FIELD_WINDOW] or "：" in bare[:_FIELD_WINDOW]):
            alone = all(_is_bare_field(each.strip()) for _, each in block)
        oddity = _oddity(bare, bool(alone))
        if oddity and oddity[0]:
            report.error(number, *oddity[1:])
            return
        if oddity:
            report.warn(number, *oddity[1:])
    number, first = block[0]
    if first.startswith("- ") or (len(block) > 1 and sum(is_item(line) for _, line in block) > 1):
        report.warn(number, "the list becomes one paragraph", "write sentences, or begin the paragraph with `\\`")
    elif len(block) > 1 and is_table_rule(block[1][1]):
        report.warn(number, "the table becomes one paragraph", "write each paper as an entry with a `## ` title")
    else:
        for at, line in block[1:]:
            if match := _FIELD_ITEM.match(line.strip()):
                way_out = "write it directly under the title, or `\\` before it if it is text"
                report.warn(at, f"`{match[0].strip()}` is read as text, not as a field", way_out)


def is_field(line: str) -> bool:
    """Whether a line is a list item with a known key and a value of its kind."""
    match = _field_like(line.strip())
    return bool(match and match[1] and _fits(match[2].lower(), match[3]))


def is_item(line: str) -> bool:
    """Whether a line is an item of a Markdown list."""
    return bool(_BULLET.match(line.strip()))


def _is_bare_field(line: str) -> bool:
    """Whether a line has the form `key: value` with a known key in lower case."""
    match = _field_like(line)
    return bool(match and not match[1] and match[2].islower())


def _field_like(line: str) -> re.Match[str] | None:
    start = line[:_FIELD_WINDOW]
    return _FIELD_LIKE.match(line) if ":" in start or "：" in start else None


def is_table_rule(line: str) -> bool:
    """Whether a line separates the head of a Markdown table from its rows."""
    return "|" in line and "-" in line and not line.strip("|-: ")


def _oddity(line: str, alone: bool) -> tuple[bool, str, str] | None:
    """Whether a line is wrong or only suspicious, what it is, and what to do; None if it is running text.

    `alone` says that its paragraph has nothing but bare fields.
    """
    first = line[0]
    if first == "<" and _HTML.match(line):
        return False, "HTML is shown as text", "write plain text"
    if first == "=" and len(line) > 2 and not line.strip("="):
        return False, "a line of `=` does not make a title", "start a title with `## `"
    if first == "`" and line.startswith("```"):
        return False, "code fences have no meaning", "remove the line"
    match = _field_like(line)
    severity = _severity(match, alone) if match else None
    if not match or severity is None:
        return None
    key = match[2].lower()
    way_out = f"write `- {key}: …` directly under the title, or `\\` before it if it is text"
    return severity, f"the field `{key}` is in the text", way_out


def _severity(match: re.Match[str], alone: bool) -> bool | None:
    """Whether a line that looks like a field certainly is one; None if it is certainly text."""
    bullet, key, value = match.groups()
    fits = _fits(key.lower(), value)
    if key.islower():
        return fits or (bullet in ("-", "*", "+") if bullet else alone)
    if not fits:
        return None
    return True if bullet else False if key.lower() in CLEAR_KEYS else None


def _fits(key: str, value: str) -> bool:
    """Whether a value is of the kind that a key needs, as ordinary words are not."""
    value = value.strip(" *_`")
    if key in fields.LINKS:
        return bool(urls.safe(value))
    if key in ("authors", "arxiv", "doi", "acl", "published", "votes", "comments", "stars", "changed", "withdrawn"):
        try:
            return bool(value) and fields.BY_KEY[key].read(value) is not None
        except BadValue:
            return key == "authors"
    return False


def escape(paragraph: str) -> str:
    """A paragraph as it is written: with a backslash before it if it would not be read as text."""
    return f"\\{paragraph}" if _needs_escape(paragraph) else paragraph


def unescape(line: str) -> str:
    """The inverse of `escape`."""
    return line[1:] if line.startswith("\\") and _needs_escape(line) else line


def _needs_escape(paragraph: str) -> bool:
    bare = paragraph.lstrip("\\")
    return bool(bare) and bool(_STRUCTURE.match(bare) or is_rule(bare) or _oddity(bare, alone=True))
