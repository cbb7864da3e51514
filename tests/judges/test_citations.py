"""Two independent BibTeX parsers, and pandoc, read the `.bib` file of each paper."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import bibtexparser
import pybtex.database
import pytest
from bibtexparser import middlewares
from pylatexenc.latex2text import LatexNodes2Text

from gazette import tex

from .conftest import NAMES as ALL
from .sites import PLAIN as SETTINGS
from .sites import Built, built, settings, write
from .tools import need

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


READERS = pytest.mark.parametrize("form", ["biblatex", "bibtex"])


def of_pandoc(bib: str, form: str) -> dict[str, dict]:
    """The entries as CSL-JSON, by key."""
    command = [need("pandoc"), "-f", form, "-t", "csljson"]
    done = subprocess.run(command, input=bib, capture_output=True, text=True, check=True)
    return {item["id"]: item for item in json.loads(done.stdout)}


@READERS
@pytest.mark.parametrize("site", ALL, indirect=True)
def test_pandoc_reads_every_entry_with_its_type_date_and_identifiers(form: str, site: Built):
    found = of_pandoc(written(site), form)
    papers = {paper["slug"]: paper for paper in (_json(path) for path in site.folder.glob("papers/*.json"))}
    assert found.keys() == papers.keys()
    for key, paper in papers.items():
        item = found[key]
        expected = "paper-conference" if "venue" in paper else "article-journal" if "arxiv" in paper else ""
        assert item["type"] == expected
        assert len(item.get("author", [])) == len(paper.get("authors", [])) + ("others" in paper)
        if "arxiv" in paper:
            assert item["DOI"] == paper.get("doi", f"10.48550/arXiv.{paper['arxiv']}")
            assert item["URL"] == f"https://arxiv.org/abs/{paper['arxiv']}"
            assert item["issued"]["date-parts"][0][0] == int(paper.get("published", f"20{paper['arxiv']}")[:4])


def _json(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


@READERS
def test_pandoc_reads_every_title_and_name_as_a_reader_sees_it(form: str, sample: Built):
    found = of_pandoc(written(sample), form)
    for key, (title, names) in known(sample).items():
        assert "$" in title or found[key]["title"] == tex.plain_text(title)  # it writes formulas in ASCII
        assert [_name(author) for author in found[key]["author"]] == names


def _name(author: dict[str, str]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    name = " ".join(author[part] for part in parts if part in author)
    return name.replace("’", "'").replace("al- ", "al-")  # pandoc's typography, and a particle that takes no space


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Built:
    """A journal article, a conference paper and a preprint."""
    folder = tmp_path_factory.mktemp("published")
    write(folder / "source/site.yaml", settings(SETTINGS | {"twins": ["bib"]}))
    write(folder / "source/content/2025-03-20.md", LISTING)
    return built(folder / "source", folder / "root")


LISTING = """\
## In a Journal
- arxiv: 2503.00001
- authors: Bo van der Sample; Qwen Team; Ada Example, III
- categories: cs.LG; cs.AI
- journal: Nature 600(3) (2025) 1–9
- doi: 10.1000/kites

## At a Conference
- arxiv: 2503.00002
- authors: Ada Example
- venue: ICML 2025

## Nowhere Yet
- arxiv: hep-th/9901001
- authors: Ada Example; et al.
- categories: hep-th
"""


@READERS
def test_pandoc_reads_where_a_paper_was_published(form: str, published: Built):
    found = of_pandoc(written(published), form)
    journal, conference, preprint = (found[key] for key in ("2503.00001", "2503.00002", "hep-th-9901001"))
    names = "type container-title volume issue page DOI".split()
    assert [journal[name] for name in names] == ["article-journal", "Nature", "600", "3", "1-9", "10.1000/kites"]
    assert (conference["type"], conference["container-title"]) == ("paper-conference", "ICML 2025")
    assert preprint["container-title"] == "arXiv preprint arXiv:hep-th/9901001"
    assert preprint["URL"] == "https://arxiv.org/abs/hep-th/9901001"


def test_both_parsers_read_the_eprint_of_a_paper(published: Built):
    library = {entry.key: entry.fields_dict for entry in bibtexparser.parse_string(written(published)).entries}
    entries = pybtex.database.parse_string(written(published), "bibtex").entries
    for key, eprint, category in (
        ("2503.00001", "2503.00001", "cs.LG"),
        ("hep-th-9901001", "hep-th/9901001", "hep-th"),
    ):
        expected = {"eprint": eprint, "eprinttype": "arxiv", "archiveprefix": "arXiv", "primaryclass": category}
        assert {name: library[key][name].value for name in expected} == expected
        assert {name: entries[key].fields[name] for name in expected} == expected
