"""What the two readers of BibTeX that Python has make of the `.bib` beside each paper's page."""

import json
from collections.abc import Iterator

import bibtexparser
import pybtex.database
import pytest
from bibtexparser import middlewares
from pylatexenc.latex2text import LatexNodes2Text

from .conftest import NAMES as ALL
from .sites import Built

PLAIN = LatexNodes2Text(math_mode="verbatim")
NAMES = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
Told = dict[str, tuple[str, list[str]]]
"""The title and the authors of each paper, by its key."""


def written(site: Built) -> str:
    """Every entry of the site, as in one file, so that a key that comes twice is noticed."""
    return "".join(path.read_text("utf-8") for path in sorted(site.folder.glob("papers/*.bib")))


def known(site: Built) -> Told:
    papers = [json.loads(path.read_text("utf-8")) for path in site.folder.glob("papers/*.json")]
    return {paper["slug"]: (paper["title"], paper.get("authors", [])) for paper in papers}


def plain(latex: str) -> str:
    """What LaTeX sets; its table has another sign where LaTeX has the circumflex of ASCII."""
    return " ".join(PLAIN.latex_to_text(latex).replace("\u02c6", "^").split())


def differing(site: Built, read: Iterator[tuple[str, str, list[list[str]]]]) -> dict[str, tuple]:
    """The papers that the site knows otherwise than they were read; names come as their parts."""
    told = {key: (plain(title), [plain(" ".join(parts)) for parts in names]) for key, title, names in read}
    facts = known(site)
    return {key: (facts.get(key), told.get(key)) for key in facts | told if facts.get(key) != told.get(key)}


AS_IT_IS = pytest.mark.parametrize("site", [name for name in ALL if name != "formulas"], indirect=True)


@AS_IT_IS
def test_pybtex_reads_every_title_and_name_as_it_is(site: Built):
    entries = pybtex.database.parse_string(written(site), "bibtex").entries
    read = (
        (
            key,
            entry.fields["title"],
            [
                person.first_names + person.middle_names + person.prelast_names + person.last_names
                for person in entry.persons.get("author", [])
            ],
        )
        for key, entry in entries.items()
    )
    assert differing(site, read) == {}


@AS_IT_IS
def test_bibtexparser_reads_every_title_and_name_as_it_is(site: Built):
    library = bibtexparser.parse_string(written(site), append_middleware=NAMES)
    assert library.failed_blocks == []
    read = (
        (
            entry.key,
            entry["title"],
            [name.first + name.von + name.last for name in entry.get("author", bibtexparser.model.Field("", [])).value],
        )
        for entry in library.entries
    )
    assert differing(site, read) == {}


def test_a_title_with_any_TeX_leaves_its_entry_whole(made):
    site = made("formulas")
    library = bibtexparser.parse_string(written(site), append_middleware=NAMES)
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == set(known(site))
