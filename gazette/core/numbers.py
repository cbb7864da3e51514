"""How a language writes whole numbers: what stands between groups of three digits, as Unicode's CLDR lists it."""

from __future__ import annotations

from collections.abc import Callable

_NO_BREAK, _NARROW = "\u00a0", "\u202f"
_BY_SEPARATOR = {
    ".": "ast az bs ca da de el es eu fo fy hr ia id is it jv kl ku lb lo mk nl pt ro rw sc sl sr su tr vi wo",
    _NO_BREAK: "af ba be bg br cs cv et fi gl hu hy ka kk ky lt lv nb nn no pl ru se sk sq sv tg tk tt uk uz xh",
    _NARROW: "eo fr rm",
    "’": "de-ch de-li en-ch fr-ch gsw it-ch",
}
_REGIONS = {
    _NO_BREAK: "en-fi en-se en-za es-cr fr-ca pt-ao pt-mz pt-pt",
    ".": "en-at en-be en-de en-dk en-nl en-si es-ar es-cl es-co fr-lu",
    ",": "es-419 es-cu es-do es-gt es-hn es-mx es-ni es-pa es-pe es-pr es-sv es-us",
}
_SEPARATORS = {
    name: mark for table in (_BY_SEPARATOR, _REGIONS) for mark, names in table.items() for name in names.split()
}
_TOGETHER = {"es", "pl", "pt-ao", "pt-mz", "pt-pt"}
"""The languages that write a number of four digits without a separator."""


def formatter(language: str) -> Callable[[int], str]:
    """A function that writes whole numbers in the language of a tag such as `pt-BR`; with commas, if it is unknown."""
    tag = language.lower()
    base = tag.partition("-")[0]
    separator = _SEPARATORS.get(tag, _SEPARATORS.get(base, ","))
    least = 10_000 if tag in _TOGETHER or base in _TOGETHER else 1000

    def written(count: int) -> str:
        return str(count) if -least < count < least else f"{count:,}".replace(",", separator)

    return written
