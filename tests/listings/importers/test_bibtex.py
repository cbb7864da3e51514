import re
from datetime import date

import pytest

from gazette.listings import markdown
from tests.foreign import BIBTEX
from tests.make import errors, read, warnings

PATH = "content/2025-03-12.bib"


def entry(fields, kind="misc"):
    found, report = read(f"@{kind}{{key, title = {{A Title}}, {fields}}}", PATH)
    assert not report.errors, report.errors
    return found.entries[0]


def test_every_entry_is_imported():
    found, report = read(BIBTEX, PATH)
    assert len(found.entries) == len(re.findall(r"^@(?!string|comment|preamble)", BIBTEX, re.MULTILINE)) == 3
    assert not report.errors
    assert markdown.parse(markdown.dump(found), PATH) == found


def test_every_field_is_read():
    first, second, third = read(BIBTEX, PATH)[0].entries
    assert first.title == "A Bandit with $x_{i}$ and Ümlauts"
    assert first.authors == ("Ada Example", "Bo van Sample, Jr.", "The Example Group", "et al.")
    assert (first.arxiv, first.venue, first.keywords) == ("2503.00001", "Advances in conf 2024", ("bandits", "theory"))
    assert first.abstract == ("We bound it.", r"A second paragraph with $\{a\}$.")
    assert (first.pdf, first.line) == ("https://example.org/a.pdf", 3)
    assert (second.doi, second.journal) == ("10.1000/xyz", "Nature 600(3) (2025) 1–9")
    assert (second.published, second.authors) == (date(2025, 3, 2), ("Bo Éxample",))
    assert (third.arxiv, third.published) == ("2503.00003", None)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("eprint = {2503.00001v2}", "2503.00001"),
        ("eprint = {hep-th/9901001}, archiveprefix = {arXiv}", "hep-th/9901001"),
        ("eprint = {2503.00001}, eprinttype = {arxiv}", "2503.00001"),
        ("journal = {arXiv preprint arXiv:2503.00001}", "2503.00001"),
        ("journal = {CoRR}, volume = {abs/2503.00001}", "2503.00001"),
        ("url = {https://arxiv.org/abs/2503.00001}", "2503.00001"),
        ("howpublished = {\\url{https://arxiv.org/abs/2503.00001}}", "2503.00001"),
        ("doi = {10.48550/arXiv.2503.00001}", "2503.00001"),
        ("eprint = {12345}, eprinttype = {jstor}", ""),
        ("eprint = {12345}", ""),
    ],
)
def test_the_arxiv_id_is_found_where_people_write_it(fields, found):
    paper = entry(fields)
    assert (paper.arxiv, paper.journal) == (found, "")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("year = 2025, month = 3, day = 2", date(2025, 3, 2)),
        ("year = 2025, month = {March}, day = 2", date(2025, 3, 2)),
        ("date = {2025-03-02}", date(2025, 3, 2)),
        ("date = {2025-03}", None),
        ("year = 2025, month = mar", None),
        ("year = 2025", None),
    ],
)
def test_a_date_is_imported_only_if_it_is_complete(fields, found):
    assert entry(fields).published == found


def test_a_year_that_finds_no_place_is_reported_once_for_the_file():
    many = "\n".join(f"@misc{{k{n}, title = {{Title {n}}}, year = 2025}}" for n in range(12))
    assert warnings(many, PATH) == [
        f"{PATH}:1: 12 papers have a year but no full date; add `published: 2025-03-12` where you know it"
    ]


def test_entries_with_one_key_are_both_imported():
    found, _ = read("@misc{k, title = {One}}\n@misc{k, title = {Two}}", PATH)
    assert [each.title for each in found.entries] == ["One", "Two"]


def test_a_repeated_field_is_reported_and_the_first_is_used():
    found, report = read("@misc{k, title = {One},\n title = {Two}}", PATH)
    assert found.entries[0].title == "One"
    assert list(map(str, report.warnings)) == [
        f"{PATH}:1: an entry repeats 'title'; keep one of them, because only the first is read"
    ]


@pytest.mark.parametrize(
    ("source", "line"),
    [("\n@misc{k, title = {One}\n@misc{l, title = {Two}}", 2), ("@misc{k, title = {One}}\n\n@misc{l, note = {x}}", 3)],
)
def test_an_entry_that_cannot_be_read_is_an_error_with_its_line(source, line):
    problems = errors(source, PATH)
    assert len(problems) == 1
    assert problems[0].startswith(f"{PATH}:{line}: ")


def test_a_bomb_of_strings_is_cut():
    bomb = '@string{s0 = "xxxxxxxxxx"}\n' + "".join(
        f"@string{{s{n} = {' # '.join([f's{n - 1}'] * 10)}}}\n" for n in range(1, 12)
    )
    found, _ = read(f"{bomb}@misc{{k, title = {{One}}, note = s11}}", PATH)
    assert len(found.entries[0].author_note) <= 100_000


def test_a_file_without_entries_is_an_error():
    assert errors("@comment{nothing}", PATH) == [f"{PATH}:1: the file has no papers; save it again, or remove it"]
