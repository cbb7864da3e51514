"""Two independent BibTeX parsers read the `.bib` file of each paper."""

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
Facts = dict[str, tuple[str, list[str]]]
"""The title and the authors of each paper, by its key."""


def written(site: Built) -> str:
    """Every entry of the site in one text, so that parsers notice a key that is used twice."""
    return "".join(path.read_text("utf-8") for path in sorted(site.folder.glob("papers/*.bib")))


def known(site: Built) -> Facts:
    papers = [json.loads(path.read_text("utf-8")) for path in site.folder.glob("papers/*.json")]
    return {paper["slug"]: (paper["title"], paper.get("authors", [])) for paper in papers}


def plain(latex: str) -> str:
    """The text that LaTeX would print; pylatexenc has another character for the circumflex of ASCII."""
    return " ".join(PLAIN.latex_to_text(latex).replace("\u02c6", "^").split())


def differing(site: Built, read: Iterator[tuple[str, str, list[list[str]]]]) -> dict[str, tuple]:
    """The papers that were read with another title or other authors; `read` has names as their parts."""
    found = {key: (plain(title), [plain(" ".join(parts)) for parts in names]) for key, title, names in read}
    facts = known(site)
    return {key: (facts.get(key), found.get(key)) for key in facts | found if facts.get(key) != found.get(key)}


AS_IT_IS = pytest.mark.parametrize("site", [name for name in ALL if name != "formulas"], indirect=True)


@AS_IT_IS
def test_pybtex_reads_every_title_and_name_correctly(site: Built):
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
def test_bibtexparser_reads_every_title_and_name_correctly(site: Built):
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


def test_no_TeX_in_a_title_breaks_its_entry(made):
    site = made("formulas")
    library = bibtexparser.parse_string(written(site), append_middleware=NAMES)
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == set(known(site))
