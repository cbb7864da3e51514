"""A paper as a BibTeX entry."""

import gzip
import json
import re
from datetime import date

import bibtexparser
import pybtex.database
import pytest
from bibtexparser import middlewares
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.core import people
from gazette.core.model import Notice
from gazette.rendering.exports import bibtex as exported
from tests.make import AUG_20, a_listing, an_entry, merged, times


def bibtex(title: str = "A Title", **known) -> str:
    [paper] = merged([a_listing(AUG_20, an_entry(title, **known))]).papers
    return exported.entry(paper)


def field(name: str, *title: str, **known) -> str:
    """The value of a field without its outer braces; "" if the entry does not have it."""
    found = re.search(rf"^  {name} = {{(.*)}},?$", bibtex(*title, **known), re.MULTILINE)
    return found[1] if found else ""


def test_an_entry_has_everything_that_is_known():
    known = {"arxiv": "2503.00001", "authors": ("Ada Example", "Bo van Sample"), "published": date(2025, 3, 10)}
    assert bibtex("On $f$-Divergence", **known, categories=("cs.LG", "cs.AI")) == (
        "@article{2503.00001,\n"
        "  title = {{On {$f$}-Divergence}},\n"
        "  author = {Ada Example and Bo van Sample},\n"
        "  year = {2025},\n"
        "  month = {3},\n"
        "  journal = {arXiv preprint arXiv:2503.00001},\n"
        "  doi = {10.48550/arXiv.2503.00001},\n"
        "  eprint = {2503.00001},\n"
        "  eprinttype = {arxiv},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.LG},\n"
        "  url = {https://arxiv.org/abs/2503.00001}\n"
        "}\n"
    )


def test_a_paper_with_only_a_title_has_an_entry():
    assert bibtex() == "@misc{a-title,\n  title = {{A Title}}\n}\n"


def test_an_arxiv_id_gives_the_year_and_the_month_if_no_date_is_known():
    assert [field(name, arxiv="1706.00001") for name in ("year", "month")] == ["2017", "6"]
    assert [field(name, id="a") for name in ("year", "month")] == ["", ""]


def test_a_withdrawn_paper_has_a_note():
    assert field("note", withdrawn=Notice(date(2025, 3, 16), "100 % wrong")) == (
        r"Withdrawn on 16 March 2025: 100 \% wrong"
    )
    assert field("note", withdrawn=Notice(date(2025, 3, 16), "")) == "Withdrawn on 16 March 2025"


def test_a_paper_with_a_venue_is_in_its_proceedings():
    assert bibtex(venue="Proc. of R&D").startswith("@inproceedings{")
    assert field("booktitle", venue="Proc. of R&D") == r"Proc. of R\&D"


def test_a_paper_with_a_journal_is_an_article_in_it():
    known = {"journal": "Nature 600(3) (2025) 1–9", "arxiv": "2503.00001"}
    assert bibtex(**known).startswith("@article{")
    assert [field(name, **known) for name in "journal volume number pages".split()] == ["Nature", "600", "3", "1–9"]
    assert bibtex(venue="TMLR 2025").startswith("@article{")
    assert field("eprint", **known) == "2503.00001"


def test_a_doi_of_its_own_replaces_that_of_arxiv():
    assert field("doi", arxiv="2503.00001", doi="10.1000/1") == "10.1000/1"


@pytest.mark.parametrize(
    ("known", "address"),
    [
        ({"doi": "10.1000/1", "arxiv": "2503.00001"}, "https://arxiv.org/abs/2503.00001"),
        ({"acl": "P19-1001"}, "https://aclanthology.org/P19-1001/"),
        ({"openreview": "x_Y"}, "https://openreview.net/forum?id=x_Y"),
        ({"url": ("javascript:alert(1)", "https://a.example/b")}, "https://a.example/b"),
        ({"url": ("javascript:alert(1)",)}, ""),
    ],
)
def test_the_url_of_an_entry_is_that_of_its_best_identifier(known, address):
    assert field("url", **known) == address


def test_no_doi_can_end_its_field():
    assert field("doi", doi="10.1000/{a}\\b") == "10.1000/%7Ba%7D%5Cb"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("R&D: 100% of #1_a", r"R\&D: 100\% of \#1\_a"),
        ("a\\b ~ ^", r"a\textbackslash{}b \textasciitilde{} \textasciicircum{}"),
        ("{A}", r"\{A\}"),
        ("A} and {B", r"A\ensuremath{\rbrace} and \ensuremath{\lbrace}B"),
        ("a--b -- c --- d --e", "a–b – c — d -{}-e"),
        ("``a'' ?`", "“a” ?{}`"),
        (r"Schr\"odinger's \emph{cat} and \foo", r"Schrödinger's cat and \textbackslash{}foo"),
        ("Éa π 论", "Éa π 论"),
    ],
)
def test_latex_prints_a_text_as_it_reads(text, latex):
    assert exported.to_latex(text) == latex


@pytest.mark.parametrize("formula", ["$x$", r"$\tilde{O}(d^2)$", r"$\{a\}$", r"$50\%$", "$x_1$"])
def test_a_formula_stays_and_gets_braces(formula):
    assert exported.to_latex(f"On {formula}.") == f"On {{{formula}}}."


@pytest.mark.parametrize(
    "text", ["$5 and $6", "$ x $", "a$b", "$$", "$x", r"\$x$", "$x{$", r"$\{a }$", "$a % b$", "$a & b$"]
)
def test_dollar_signs_without_a_formula_are_escaped(text):
    assert r"\$" in exported.to_latex(text)
    assert not re.search(r"(?<!\\)\$", exported.to_latex(text))


@pytest.mark.parametrize(
    "name", ["Ada Example", "Eric H. Nyberg", "Jean-Luc O'Neil", "Bo van Sample", "Ludwig van der Aa"]
)
def test_a_name_that_bibtex_splits_correctly_has_no_braces(name):
    assert field("author", authors=(name,)) == name


@pytest.mark.parametrize(
    "name", ["OpenAI", "Qwen Team", "Ann and Co", "A others B", "van Sample", "Bo van", "李 明, x"]
)
def test_a_name_that_is_not_split_is_in_braces(name):
    assert field("author", authors=(name,)) == f"{{{name}}}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Example III", "Example, III, Ada"),
        ("Eric H. Nyberg, 3rd", "Nyberg, 3rd, Eric H."),
        ("Ada van der Example Jr.", "van der Example, Jr., Ada"),
        ("Example, Ada", "Ada Example"),
        ("Guy Van den Broeck", "Van den Broeck, Guy"),
        ("Hassan al-Sayed", "al-Sayed, Hassan"),
        ("José Ortega y Gasset", "{Ortega y Gasset}, José"),
        ("yang li", "li, yang"),
        ("Ae sun Yoon", "Yoon, Ae sun"),
        ("Øystein Test", "Test, Øystein"),
        ("R_2 D", "{R\\_2 D}"),
    ],
)
def test_a_name_that_bibtex_could_split_wrongly_has_commas(name, written):
    assert field("author", authors=(name,)) == written


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (("Ada Example", "Bo Sample", "et al."), "Ada Example and Bo Sample and others"),
        (("Cy Other III et al.",), "Other, III, Cy and others"),
        (("Di Last", "and 12 others"), "Di Last and others"),
        (("et al.",), ""),
    ],
)
def test_et_al_is_and_others(authors, written):
    assert field("author", authors=authors) == written


def test_two_parsers_read_every_name_as_it_is_split(shared):
    with gzip.open(shared("corpora/acl-anthology.jsonl.gz")) as lines:
        names = sorted({name for line in lines for name in json.loads(line)["authors"]})
    odd = [name for name in names if not re.fullmatch(r"[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]+", name)]
    sample = [*odd[:: times(40, 2)], *names[:: times(400, 20)]]
    written = "".join(
        bibtex(authors=tuple(sample[at : at + 50])).replace("a-title", f"a{at}") for at in range(0, len(sample), 50)
    )
    entries = pybtex.database.parse_string(written, "bibtex").entries
    read = [person for entry in entries.values() for person in entry.persons["author"]]
    assert [name for name, person in zip(sample, read, strict=True) if of_pybtex(person) != expected(name)] == []
    library = bibtexparser.parse_string(
        written, append_middleware=[middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    )
    others = [name for entry in library.entries for name in entry["author"]]
    assert [name for name, parts in zip(sample, others, strict=True) if of_bibtexparser(parts) != expected(name)] == []


def expected(name: str) -> tuple[str, str, str]:
    """The surname, the given names and the suffix in LaTeX, whichever of their words a parser takes for particles."""
    parts = people.split(name)
    return tuple(exported.to_latex(part) for part in (parts.surname, parts.given, parts.suffix))


def of_pybtex(person) -> tuple[str, str, str]:
    family, given = person.prelast_names + person.last_names, person.first_names + person.middle_names
    return bare(family), bare(given), bare(person.lineage_names)


def of_bibtexparser(name) -> tuple[str, str, str]:
    return bare(name.von + name.last), bare(name.first), bare(name.jr)


def bare(words: list[str]) -> str:
    whole = " ".join(words)
    return whole[1:-1] if whole.startswith("{") else whole


def test_an_author_with_and_in_the_name_stays_one_author():
    assert field("author", authors=("Ann and Co", "Bo Sample")) == "{Ann and Co} and Bo Sample"


@given(st.text(st.sampled_from("${}\\%#&_^~-'` ab1"), max_size=12), st.text(st.sampled_from("{}\\, aAnd"), min_size=1))
def test_the_braces_of_an_entry_are_balanced_whatever_the_texts(title, name):
    written = bibtex(f"A{title}", authors=(f"A{name}",), venue=title.strip(), doi=name.strip())
    depth = 0
    for place, character in enumerate(written):
        depth += (character == "{") - (character == "}")
        assert depth > 0 or place < written.index("{") or place >= len(written) - 2
    assert depth == 0


NAMES = st.lists(
    st.sampled_from(["Ada", "And", "AND", "and", "Others", "Élan", "J.-P.", "O'Neil", "van", "A_b", "李", "A--B"]),
    min_size=1,
    max_size=4,
)


@given(st.lists(NAMES.map(" ".join).filter(lambda name: people.listed((name,))), min_size=1, max_size=3))
@settings(max_examples=times(20, 1_000))
def test_a_list_of_names_has_each_as_it_is_alone(names):
    assert field("author", authors=tuple(names)) == " and ".join(field("author", authors=(name,)) for name in names)


def test_a_restored_formula_gets_braces():
    assert exported.to_latex("A 36times 64 B") == r"A {$36\times 64$} B"
