"""Hypothesis strategies for listings with any text, cleaned as `parse` cleans it."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from gazette.core import text
from gazette.core.model import Entry, Listing, Notice, Trust
from gazette.listings import fields

TRAPS = (
    *(
        "\\",
        "\\;",
        ";",
        ",",
        ", ",
        "; ",
        ":",
        ": ",
        "---",
        "#",
        "# ",
        "## ",
        "##",
        ">",
        "> ",
        "- ",
        "-",
        "\\# ",
        "\\> ",
    ),
    *("\n", "\n\n", "\r\n", "\r", "\n  ", "\t", " ", "  ", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\xa0", "\u2028"),
    *("\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\xad", "\u0301", "\u0338", "\u037e", "\ud800", "\udfff"),
    *("A", "e", "$x$", "\\frac{1}{2}", "- arxiv: 2503.00001", "date: 2025-03-12", "quiet: true", "trust: captured"),
    *(", captured", ", by its API", "<b>", "&amp;", "π"),
)
"""Texts that the grammar of listings could mistake for something else."""
ANY = st.lists(st.sampled_from(TRAPS) | st.text(st.characters(exclude_categories=()), max_size=3), max_size=8)
ANY = ANY.map("".join)
NAMES = st.lists(ANY.map(lambda found: _value(text.clean(found))).filter(bool), max_size=4).map(tuple)

LETTERS = "abcxyzABCXYZ"
READ: dict[str, Callable[[random.Random, str], str]] = {  # ids as people write them; `read` makes them canonical
    "arxiv": lambda chance, _: chance.choice(("2503.00001v2", "hep-th/9901001", "Math.AG/0601001")),
    "doi": lambda _, written: text.clean(f"10.1000/X{''.join(written.split())}"),
    "openreview": lambda chance, _: "".join(chance.choices(LETTERS + "-_0", k=9)),
    "acl": lambda chance, _: chance.choice(("P19-1001", "2024.acl-long.1", "https://aclanthology.org/W00-01.pdf")),
}


def _value(cleaned: str) -> str:
    """Text as a field can have it: one line, with the spaces inside it."""
    return cleaned.replace("\n", " ").strip()


class _Random:
    """Random values for every field, from texts that Hypothesis generates and can shrink."""

    def __init__(self, pool: list[str], seed: int) -> None:
        self.pool, self.chance = pool, random.Random(seed)

    def text(self) -> str:
        return text.clean("".join(self.chance.choices(self.pool, k=self.chance.choice((0, 0, 1, 2)))))

    def value(self) -> str:
        return _value(self.text())

    def values(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.value() for _ in range(self.chance.choice((0, 0, 1, 3))))))

    def day(self) -> date:
        return date(1, 1, 1) + timedelta(self.chance.randrange(date.max.toordinal()))

    def maybe(self, make: Callable[[], object]) -> object:
        return make() if self.chance.random() < 0.4 else None

    def count(self) -> int:
        return self.chance.choice((0, 1, 10**12 - 1))

    def notice(self) -> Notice:
        return Notice(self.day(), self.value())

    def extra(self, known) -> tuple[tuple[str, str], ...]:
        keys = [
            "".join(self.chance.choices(LETTERS + "-_0", k=3)).lstrip("-_0")
            for _ in range(self.chance.choice((0, 0, 2)))
        ]
        return tuple({key: self.value() for key in keys if key and key not in known}.items())

    def id(self, kind: str) -> str:
        return fields.BY_KEY[kind].read(READ[kind](self.chance, self.text())) if self.chance.random() < 0.3 else ""

    def entry(self) -> Entry:
        return Entry(
            title=text.line(self.text()) or "A",
            id=self.value(),
            published=self.maybe(self.day),
            changed=self.maybe(self.notice),
            withdrawn=self.maybe(self.notice),
            abstract=text.paragraphs(self.text()),
            note=text.lines(self.text()),
            extra=self.extra(fields.BY_KEY),
            **{kind: self.id(kind) for kind in READ},
            **{name: self.maybe(self.count) for name in ("votes", "comments", "stars", "version")},
            **{
                name: self.values()
                for name in ("authors", "tags", "keywords", "categories", "url", "code", "project", "media", "see")
            },
            **{
                name: self.value()
                for name in ("venue", "pdf", "by", "org", "license", "summary", "summary_by", "journal", "author_note")
            },
            announced=self.chance.choice(("", *fields.ARXIV_TYPES)),
            added=self.chance.choice(("", f"{self.day()}T08:15Z")),
            enriched=self.chance.choice(("", f"{self.chance.getrandbits(64):016x}")),
        )

    def listing(self) -> Listing:
        return Listing(
            day=self.day(),
            entries=tuple(self.entry() for _ in range(self.chance.randrange(3))),
            quiet=self.chance.random() < 0.3,
            note=text.lines(self.text()),
            trust=self.chance.choice(list(Trust)),
            extra=self.extra(fields.LISTING_KEYS),
            **{name: self.value() for name in ("source", "url", "curator", "order")},
        )


LISTINGS = st.builds(_Random, st.lists(ANY, min_size=1, max_size=6), st.integers(0, 2**32)).map(_Random.listing)
