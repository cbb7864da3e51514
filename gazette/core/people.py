"""Names of people: the parts that citations and sorted lists need, and lists of authors that end with "et al.".

No rule finds the family name in every language. A name is split only if its form is familiar; names of organisations,
of one word and in Chinese, Japanese or Korean characters stay whole. static/scripts/names.js splits names in the same
way for the lists that readers save, and a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gazette.core import text


class Name(NamedTuple):
    """The parts of a name. A name that is not split is its own `family`.

    A particle ("van der", "al-", "d'") belongs to the family name but does not count in sorted lists.
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def surname(self) -> str:
        """The family name with its particle."""
        return join(self.particle, self.family) if self.particle else self.family


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PARTICLES = _set(
    "aan af al av ben bin bint binti da dal dalla das de degli dei del della delle dello den der des di do dos du el"
    " het ibn im in la las le les lo los op 't ’t te ten ter tot ul ur van vom von vor zu zum zur"
)
CAPITAL_PARTICLES = _set(
    "Abu Ait Al Ben Da Dal De Degli Dei Del Dell Della Den Der Des Di Dos Du El Ibn La Le Los Mac Mc Ó San St."
    " Te Ten Ter Van Von"
)
"""Those that are a part of the family name, and count in sorted lists."""
CONNECTIVES = _set("y i e")
"""Words between two family names."""
VIETNAMESE = _set(
    "Anh Bao Bui Cam Cuong Dang Dat Dinh Duc Dung Duong Duy Hai Hieu Hoang Hong Hung Huong Huy Huynh Khanh Kiet Linh"
    " Long Minh Nam Ngo Ngoc Nguyen Nhu Pham Phan Phuong Quang Tan Thang Thanh Thi Thin Tien Tran Trung Truong Tuan"
    " Viet Vo Vu"
)
"""Next to one of these, Le and Van are not particles."""
ORGANISATIONS = _set(
    "AI Academy Alliance Association Center Centre Co. Collaboration Collective Committee Community Consortium"
    " Contributors Corp. Corporation Council DeepMind Department Division Foundation GmbH Google Group Inc Inc."
    " Initiative Institute Institution Lab Laboratories Laboratory Labs Limited LLC Ltd Ltd. Microsoft Ministry Network"
    " NVIDIA Organisation Organization Project Research Society Team Technologies Unit University Workshop"
)
NOT_PERSONAL = _set("and And AND & + at by for from of Of on or others Others OTHERS the with")
"""Words that no name of a person has, as the "The" at the start of an organisation's."""
_SUFFIX = re.compile(r"[Jj][Rr]\.?|[Ss][Rr]\.?|[JS]nr\.?|I{2,3}|I?V|VI{1,3}|Ii|Iii|Iv|2nd|3rd|[4-9]th")
_DEGREE = re.compile(r"Esq\.?|Ph\. ?D\.?|PhD|M\. ?D\.?|MD")
_AMBIGUOUS = _set("V Sr Ii Iv")
"""Suffixes only after a comma or with a full stop: elsewhere they may be initials or names."""
_WHOLE = re.compile(
    r"[0-9{}\\<>@:;=|#$%&_\[\]~^?*+]|^\(|\s\([^()]*\)?$"
    "|[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_JOINED = re.compile(r"((?:al|el|as|ad|an|ar|ash|at|az|ul)-|(?:d|l|dell|dall)['’])([^\s'’-].*)")
_PLAIN = re.compile(r"[A-Z](?:[^\W\d_]|[.'’-])*(?: [A-Z](?:[^\W\d_]|[.'’-])*)+")
_SPECIAL = CAPITAL_PARTICLES | ORGANISATIONS | NOT_PERSONAL | _set("Jr Jr. JR JR. Sr. SR. Jnr Jnr. Snr Snr.")
_SPECIAL |= _set("II III IV VI VII VIII Iii The")
_SPECIAL_IN_LISTS = _SPECIAL - {"and"}


@lru_cache(maxsize=1 << 16)
def split(name: str) -> Name:
    """The parts of a name."""
    words = name.split()
    if _SPECIAL.isdisjoint(words) and _PLAIN.fullmatch(name):  # most names
        return Name(words[-1], " ".join(words[:-1]))
    found = (
        _in_order(words) if "," not in name else _with_commas([part.split() for part in name.rstrip(" ,").split(",")])
    )
    if not found or _WHOLE.search(f"{found.given} {found.surname}") or is_organisation(name):
        return Name(" ".join(words))
    parts_have_letters = any(map(str.isalpha, found.given)) and any(map(str.isalpha, found.family))
    return found if parts_have_letters else Name(" ".join(words))


def are_plain(names: str) -> bool:
    """Whether no word has a meaning for `split`, except the "and" between names."""
    return _SPECIAL_IN_LISTS.isdisjoint(names.split())


def have_organisations(names: Sequence[str]) -> bool:
    """Whether one of the names may be that of an organisation."""
    return not ORGANISATIONS.isdisjoint(" ".join(names).replace(",", " ").split())


def is_organisation(name: str) -> bool:
    """Whether a word of the name is one of organisations; "AI" is also a name where all words have capitals only."""
    words = name.replace(",", " ").split()
    found = ORGANISATIONS.intersection(words)
    return len(words) > 1 and bool(found - {"AI"} if name.isupper() else found)


def _with_commas(parts: list[list[str]]) -> Name | None:
    """`Ada Example, III`, `Example, Ada`, `Example, III, Ada` and `Example, Ada, III`; None for other forms."""
    suffixes = [" ".join(part) for part in parts if is_suffix(" ".join(part), after_comma=True)]
    names = [part for part in parts if " ".join(part) not in suffixes]
    if not all(parts) or len(suffixes) > 1 or not parts[0] or names[:1] != parts[:1]:
        return None
    suffix = suffixes[0] if suffixes else ""
    if len(names) == 1:
        return _in_order(names[0], suffix)
    return _family_first(names[0], names[1], suffix) if len(names) == 2 else None


def is_suffix(words: str, after_comma: bool = False) -> bool:
    """Whether words at the end of a name are a suffix, such as III, or after a comma a degree."""
    if after_comma:
        return bool(_SUFFIX.fullmatch(words) or _DEGREE.fullmatch(words))
    return bool(_SUFFIX.fullmatch(words)) and words not in _AMBIGUOUS


def _in_order(words: list[str], suffix: str = "") -> Name | None:
    """Given names, then the family name, then perhaps a suffix."""
    if not suffix and len(words) > 2 and is_suffix(words[-1]):
        words, suffix = words[:-1], words[-1]
    if len(words) < 2 or {words[0], words[-1]} & PARTICLES or not NOT_PERSONAL.isdisjoint(words):
        return None
    if words[0] == "The" and VIETNAMESE.isdisjoint(words):
        return None
    start = _start_of_family(words)
    return _name(words[:start], words[start:], suffix)


def _start_of_family(words: list[str]) -> int:
    """The place of the first word of the family name, with its particles."""
    last = len(words) - 1
    capital = CAPITAL_PARTICLES if VIETNAMESE.isdisjoint(words) else CAPITAL_PARTICLES - {"Le", "Van"}
    places = {at for at in range(1, last) if words[at] in PARTICLES or words[at] in capital}
    if words[0] in ("Maria", "María") and places == {1} and words[1] in ("do", "das", "del", "Del") and last > 2:
        places = set()  # Maria do Carmo
    start = max(places, default=last)
    while start - 1 in places:
        start -= 1
    joined = [at for at in range(2, last) if words[at] in CONNECTIVES]
    return min(start, joined[0] - 1) if joined else start


def _family_first(family: list[str], given: list[str], suffix: str) -> Name | None:
    """`van der Example, Ada`; None if it may be two names, or a name and a place."""
    if not suffix and len(family) > 1 and is_suffix(family[-1]):
        family, suffix = family[:-1], family[-1]
    elif not suffix and len(given) > 1 and is_suffix(given[-1]):
        given, suffix = given[:-1], given[-1]
    moved = len(given)
    while moved > 1 and given[moved - 1] in PARTICLES:  # Example, Ada van der
        moved -= 1
    family, given = given[moved:] + family, given[:moved]
    main = [word for word in family if word not in PARTICLES and word not in CAPITAL_PARTICLES]
    several = len(main) > 1 and sum(len(word.rstrip(".")) > 1 for word in given) > 1
    unsuited = family[-1] in PARTICLES or not NOT_PERSONAL.isdisjoint(family + given)
    return None if several or unsuited or len(family) + len(given) > 7 else _name(given, family, suffix)


def _name(given: list[str], family: list[str], suffix: str) -> Name:
    at = 0
    while at < len(family) - 1 and family[at] in PARTICLES:
        at += 1
    particle, family = " ".join(family[:at]), family[at:]
    if joined := _JOINED.fullmatch(family[0]):
        particle, family = f"{particle} {joined[1]}".strip(), [joined[2], *family[1:]]
    return Name(" ".join(family), " ".join(given), particle, suffix)


def join(particle: str, family: str) -> str:
    """The particle before the family name: `van der Example`, `al-Example`, `d'Example`."""
    return particle + family if particle.endswith(("-", "'", "’")) else f"{particle} {family}"


def sort_key(name: str) -> str:
    """The letters by which a list of names is sorted: those of the family name, folded, or of the whole name."""
    if name.endswith(")") and "(" in name[1:]:  # Ada Example (Organisation)
        name = name[: name.rindex("(")]
    family = split(name).family
    folded = text.fold(family.removeprefix("The ") if len(family) > 4 else family)
    return "".join(filter(str.isalnum, folded))


# Lists of authors.

_ENDINGS = tuple("al. al Al. Al AL. AL ii ia hers HERS more hors gues … ... 等 人 др.".split())
"""How all words for other authors end; few names end so."""
_COUNTED = r"[0-9][0-9,]* (?:(?:more|others)|(?:(?:more|other|further|additional) )?(?:co-?)?authors)"
_AND = r"(?:and|&|\+|plus) ?"
_ET_AL = rf"et(?:\. ?| )al(?:\.|ii|ia)?|…|\.\.\.|{_AND}(?:(?:many )?others|more|colleagues|co-?authors|{_COUNTED})"
_OTHERS = re.compile(rf"(?:{_AND})?(?:{_ET_AL})|(?:many )?others|{_COUNTED}|等人?|и др\.", re.IGNORECASE)
_WITH_OTHERS = re.compile(rf"(.*[^ ,]),? (?:{_ET_AL})", re.IGNORECASE)
_DIGITS = re.compile("[0-9][0-9,]*")


@lru_cache(maxsize=1 << 14)  # a paper's pages, feeds and exports ask one after the other
def listed(authors: tuple[str, ...]) -> tuple[str, ...]:
    """The persons among authors: "et al." is none, and is cut from a name that it follows."""
    if not [name for name in authors if name.endswith(_ENDINGS)]:
        return authors
    return tuple(name for each in authors if (name := without_others(each)))


def without_others(name: str) -> str:
    """A name without "et al." or "and 12 others" at its end; "" if it is nothing else."""
    short = " ".join(name.split()) if name.endswith(_ENDINGS) else ""
    if not short:
        return name
    if _OTHERS.fullmatch(short):
        return ""
    found = _WITH_OTHERS.fullmatch(short)
    return found[1] if found else name


def others(authors: tuple[str, ...]) -> str:
    """What pages say after the names if the list says that there are more authors: "et al." or "and 12 others"."""
    for name in () if listed(authors) is authors else reversed(authors):
        if name.endswith(_ENDINGS) and without_others(name) != name:
            count = _DIGITS.search(name[len(without_others(name)) :])
            return f"and {count[0]} others" if count and count[0] != "1" else "et al."
    return ""
