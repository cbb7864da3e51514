"""Safe HTML, as Markdown becomes it, as lines of plain text for mails."""

from __future__ import annotations

from html.parser import HTMLParser

from gazette.rendering.mail_filters import cut, folded

COLUMNS = 72
MAX_START = 24
"""The most columns before the text of a line, also in lists that are nested deeply."""
MAX_LABEL, MAX_DIGITS = 60, 9
RULE = "* * *"
_BLOCKS = set("p h2 h3 h4 h5 h6 ul ol li blockquote pre table tr hr".split())
_WITH_GAP = _BLOCKS - {"li", "tr"}


def plain(html: str) -> str:
    """The text of well-formed HTML without marks. The addresses of links are on lines of their own after their text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return "\n".join(reader.lines).strip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._parts: list[str] = []
        """The text of the block that is read, with a line break where it has one."""
        self._links: list[tuple[str, str]] = []
        """The texts and addresses of its links."""
        self._open_link: tuple[str, int] | None = None
        """The address of a link, and the number of parts before its text."""
        self._lists: list[int] = []
        """The number of the next item of each open list; 0 for lists without numbers."""
        self._marker = ""
        """What stands before the next block: the mark of its item."""
        self._width = 0
        """The columns of the mark of the item that is open."""
        self._quotes = 0
        self._keeps_spaces = False
        self._in_row = False
        """Whether a cell of the row was read."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
            self._start_block(tag, dict(attrs))
        elif tag == "br":
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts += [" | "] if self._in_row else []
            self._in_row = True
        elif tag == "a":
            self._open_link = dict(attrs).get("href") or "", len(self._parts)

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _WITH_GAP and self.lines and self.lines[-1] and not self._marker and not self._nested(tag):
            self.lines.append("")
        if tag in ("ul", "ol"):
            self._lists.append(int((attributes.get("start") or "1")[:MAX_DIGITS]) if tag == "ol" else 0)
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            self._marker = f"{number}. " if number else "- "
            self._lists[-1] += bool(number)
            self._width = len(self._marker)
        elif tag == "hr":
            self.lines.append(RULE)
        self._quotes += tag == "blockquote"
        self._keeps_spaces, self._in_row = tag == "pre", False

    def _nested(self, tag: str) -> bool:
        return tag in ("ul", "ol") and bool(self._lists)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open_link:
            address, start = self._open_link
            self._links.append((" ".join("".join(self._parts[start:]).split()), address))
            self._open_link = None
        if tag in _BLOCKS:
            self.end_block()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
                self._width = 2 * bool(self._lists)
            self._quotes -= tag == "blockquote"
            self._keeps_spaces = False

    def handle_data(self, data: str) -> None:
        self._parts.append(data if self._keeps_spaces else data.replace("\n", " "))

    def end_block(self) -> None:
        """Add the lines of the text that was read, and its links."""
        written = "".join(self._parts).strip("\n" if self._keeps_spaces else None)
        if written:
            self._add(written, " " * min(2 * (len(self._lists) - 1), MAX_START))
            for label, address in self._links:
                if label != address or len(address) > COLUMNS:
                    self.lines.append(f"    {cut(label, MAX_LABEL)}: {address}")
            self._marker = ""
        self._parts, self._links, self._open_link = [], [], None

    def _add(self, written: str, indent: str) -> None:
        quote = "> " * min(self._quotes, MAX_START // 4)
        first, rest = indent + self._marker, indent + " " * (self._width if self._lists else 0)
        room = COLUMNS - len(quote)
        for at, line in enumerate(written.split("\n")):
            before = rest if at or not self._marker else first
            if self._keeps_spaces and len(line) + len(before) + 4 <= room and line.isascii():
                shown = f"{before}    {line}"
            else:
                shown = folded(line, before + "    " * self._keeps_spaces, room)
            self.lines += [f"{quote}{part}".rstrip() for part in shown.split("\n")]
