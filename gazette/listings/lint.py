"""What is probably wrong with a listing although it can be built: hints, which `check` and the health page show.

Every listing is inspected when it is parsed, so each test first asks something that is fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gazette.core import errors, text, urls
from gazette.core.errors import Report
from gazette.core.model import Entry, Listing
from gazette.listings import mojibake
from gazette.tex import delimited

MIN_ABSTRACT = 30
"""The shortest abstract, in characters, that may be a whole one: of 7,378 real ones, the shortest has 165."""
LONGEST_SUSPECT = 2_000
"""Nothing that is longer is the comment of a bot."""
API_LIMITS = (50, 100)
"""How many rows Hugging Face's API gives without `limit`, and at most."""
LINKS = ("url", "pdf", "code", "project", "media", "see")

_BOT = re.compile(
    r"this is an automated message|automated message from|librarian[- ]?bot|^bot comment"
    r"|the following papers (?:are|were) (?:recommended|similar)|join the discussion on this paper page",
    re.IGNORECASE,
)
_BOT_SIGNS = ("utomated ", "ibrarian", "ollowing papers", "Bot comment", "bot comment", "oin the discussion")
_ARXIV_LIKE = re.compile(r"(?:arxiv:\s*)?[0-9]{4}\.[0-9]{3,6}(?:v[0-9]+)?", re.IGNORECASE)
_USUAL_ADDRESS = re.compile(r"(?ai:https?)://(?:[A-Za-z0-9_-]+\.)+[A-Za-z]{2,24}(?::[0-9]+)?(?:[/?#][!-~]*)?")
_LOCAL = re.compile(r"(?i:https?)://(?:localhost|127\.[0-9.]+|[^/?#.:\[]+)(?:[:/?#]|$)")
_MISTYPED = re.compile(r"(?i:https?)://(?:https?[:/]|/|[^/?#]*(?:\.\.|https?:))|(?:%20|[.,;])+$")
_LONE_DOLLAR = re.compile(r"(?<![\\0-9])\$(?!\s?[0-9.])")
_ESCAPED = re.compile(r"\\[\\{}$]")
_COMMANDS = re.compile(r"\\(begin|end|left|right)(?![A-Za-z])")


class Finding(NamedTuple):
    """A kind of hint, what is wrong and what to do; `near` is text from the line that it is about."""

    kind: str
    what: str
    way_out: str
    near: str = ""


def inspect(listing: Listing, source: str, report: Report) -> None:
    """Add the hints about a listing, whose file has the text `source`, to the report."""
    if len(listing.entries) in API_LIMITS:
        what = f"the listing has exactly {len(listing.entries)} papers, as an answer that was cut off"
        report.hint(1, "cut-day", what, "fetch the day again, or ignore this if the day is complete")
    month = listing.day.year * 12 + listing.day.month
    for entry in listing.entries:
        found = [*_words(entry), *_ids(entry, month)]
        for name in LINKS:
            if value := getattr(entry, name):
                found += _links(name, (value,) if name == "pdf" else value, report)
        for each in found:
            what = f"{errors.shown(entry.title)}: {each.what}"
            report.hint(_line(entry, each.near, source), each.kind, what, each.way_out)


def _line(entry: Entry, near: str, source: str) -> int:
    """The first line of an entry that has the text `near`; the entry's own line if none has it."""
    if not near or not entry.line:
        return entry.line
    lines = source.split("\n")
    for number in range(entry.line, len(lines) + 1):
        if near in lines[number - 1]:
            return number
        if number > entry.line and lines[number - 1].startswith("## "):
            break
    return entry.line


# Titles and abstracts.


def _words(entry: Entry) -> Iterator[Finding]:
    abstract = entry.abstract[0] if len(entry.abstract) == 1 else " ".join(entry.abstract)
    if len(abstract) < LONGEST_SUSPECT and abstract:
        yield from _suspect(entry.title, abstract)
    for each in (entry.title, abstract):
        if "$" in each or "}" in each or "{" in each or "\\" in each:
            yield from _tex(each)
        if not each.isascii():
            yield from _characters(each)
    for each in entry.authors:
        if not each.isascii():
            yield from _characters(each)


def _suspect(title: str, abstract: str) -> Iterator[Finding]:
    """Whether something else stands where the abstract should be."""
    if any(sign in abstract for sign in _BOT_SIGNS) and _BOT.search(abstract):
        what = f"the abstract is the comment of a program: {errors.shown(abstract)}"
        yield Finding("bot-comment", what, "replace it by the paper's abstract, or remove it", abstract[:30])
    elif len(abstract) < 2 * len(title) + 20 and _plain(abstract) == _plain(title):
        yield Finding("title-abstract", "the abstract repeats the title", "replace it by the paper's abstract")
    elif len(abstract) < MIN_ABSTRACT:
        what = f"the abstract has only {errors.counted(len(abstract), 'character')}"
        yield Finding("short-abstract", what, "complete it, or remove it", abstract)


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", text.fold(words)).strip()


def _characters(words: str) -> Iterator[Finding]:
    if "\ufffd" in words:
        near = words[max(0, words.index("\ufffd") - 15) :][:30]
        yield Finding("mojibake", f"a character was lost in {errors.shown(near)}", "write the right one", "\ufffd")
    elif damaged := mojibake.find(words):
        right = mojibake.repair(damaged)
        what = f"{errors.shown(damaged)} was decoded wrongly"
        fixed = f"write {errors.shown(right)}, or run `check --fix`" if right != damaged else "write it as it should be"
        yield Finding("mojibake", what, fixed, damaged)


def _tex(words: str) -> Iterator[Finding]:
    """The first thing that begins but does not end, or ends but does not begin."""
    bare = _ESCAPED.sub("", words)
    if "$" in words and (lone := _lone_dollar(words)):
        yield Finding("unbalanced-tex", f"a `$` without another one in {errors.shown(lone)}", "correct it", lone)
    elif bare.count("{") != bare.count("}") or not _nested(bare):
        sign = "}" if bare.count("}") >= bare.count("{") else "{"
        other = "{" if sign == "}" else "}"
        part = _around(bare, sign)
        yield Finding("unbalanced-tex", f"a `{sign}` without `{other}` in {errors.shown(part)}", "correct it", part)
    elif "\\begin" in bare or "\\left" in bare or "\\end" in bare or "\\right" in bare:
        commands = _COMMANDS.findall(bare)
        for one, other in (("begin", "end"), ("left", "right")):
            if commands.count(one) != commands.count(other):
                what = f"as many `\\{one}` as `\\{other}` are needed, but there are others"
                yield Finding("unbalanced-tex", what, "correct it", f"\\{one}")


def _nested(words: str) -> bool:
    depth = 0
    for sign in re.findall("[{}]", words):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return True


def _around(words: str, sign: str) -> str:
    """The text around the sign that closes nothing or is not closed."""
    depth, at = 0, words.rfind(sign) if sign == "{" else words.find(sign)
    for found in re.finditer("[{}]", words) if sign == "}" else ():
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            at = found.start()
            break
    return words[max(0, at - 20) : at + 20]


def _lone_dollar(words: str) -> str:
    """The text around a `$` that neither delimits a formula nor is money."""
    at, outside = 0, []
    for formula in delimited.formulas(words):
        outside.append(words[at : formula.start])
        at = formula.end
    rest = " ".join([*outside, words[at:]])
    found = _LONE_DOLLAR.findall(rest)
    if len(found) % 2 == 0:
        return ""
    place = _LONE_DOLLAR.search(rest)
    return rest[max(0, place.start() - 20) : place.start() + 20] if place else ""


# Ids.


def _ids(entry: Entry, month: int) -> Iterator[Finding]:
    if entry.arxiv:
        yield from _arxiv(entry.arxiv, month)
    if entry.id and entry.id[:1] in "0123456789aA" and _ARXIV_LIKE.fullmatch(entry.id):
        what = f"the id {errors.shown(entry.id)} looks like one of arXiv, but is none"
        yield Finding("arxiv-id", what, "correct it", entry.id)


def _arxiv(value: str, month: int) -> Iterator[Finding]:
    _, slash, digits = value.rpartition("/")
    digits = digits.replace(".", "")
    year, number = int(digits[:2]), digits[4:]
    own = (1900 if slash and year > 90 else 2000) * 12 + year * 12 + int(digits[2:4])
    if own > month:
        what = f"the arXiv id {value} is newer than its listing: it is of {(own - 1) // 12}-{(own - 1) % 12 + 1:02}"
        yield Finding("newer-id", what, "correct the id, or the day of the listing", value)
    elif not number.strip("0") or (not slash and (own < 2007 * 12 + 4 or (len(number) == 5) != (own > 2014 * 12 + 12))):
        yield Finding("arxiv-id", f"arXiv never gave the id {value}", "correct it", value)


# Addresses.


def _links(name: str, values: Sequence[str], report: Report) -> Iterator[Finding]:
    if len(values) > 1 and len(set(values)) < len(values):
        twice = next(value for at, value in enumerate(values) if value in values[:at])
        yield Finding("doubled-url", f"{name}: {errors.shown(twice)} is listed twice", "remove one of them", twice)
    for value in values:
        usual = _USUAL_ADDRESS.fullmatch(value) and value[-1] not in ".,;0" and value.count("://") == 1
        if not usual and (found := _fault(name, value, report)):
            yield found


def _fault(name: str, value: str, report: Report) -> Finding | None:
    shown = errors.shown(value)
    if fixed := mojibake.single_address(value):
        way_out = f"write {errors.shown(fixed)}, or run `check --fix`"
        kind, what = ("broken-url", "ends in a space") if value.endswith("%20") else ("doubled-url", "is two in one")
        return Finding(kind, f"{name}: {shown} {what}", way_out, value)
    if not urls.safe(value):
        if any(shown in each.what for each in report.warnings):  # the reader of the format found it
            return None
        what, way_out = urls.fault(value)
        return Finding("broken-url", f"{name}: {shown} {what}", way_out, value)
    if _LOCAL.match(value):
        return Finding("broken-url", f"{name}: {shown} has a host that only your network knows", "correct it", value)
    if _MISTYPED.search(value):
        return Finding("broken-url", f"{name}: {shown} is mistyped", "correct it", value)
    return None
