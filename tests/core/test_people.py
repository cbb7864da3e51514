"""The parts of names, and lists of authors that end with "et al."."""

import gzip
import json

import pytest

from gazette.core import people
from gazette.core.people import Name
from tests.make import times

SPLIT = {
    "Ada Example": Name("Example", "Ada"),
    "Ada B. C. Example": Name("Example", "Ada B. C."),
    "Jean-Luc O'Neil": Name("O'Neil", "Jean-Luc"),
    "Ωμέγα Παπαδόπουλος": Name("Παπαδόπουλος", "Ωμέγα"),
    "yang li": Name("li", "yang"),
    "Ae sun Yoon": Name("Yoon", "Ae sun"),
    # Suffixes.
    "Ada Example III": Name("Example", "Ada", suffix="III"),
    "Bob Sample Jr.": Name("Sample", "Bob", suffix="Jr."),
    "Bob Sample, Jr": Name("Sample", "Bob", suffix="Jr"),
    "Eric H. Nyberg, 3rd": Name("Nyberg", "Eric H.", suffix="3rd"),
    "Ada Example, V": Name("Example", "Ada", suffix="V"),
    "Arun Kumar V": Name("V", "Arun Kumar"),
    "Ada Example, Ph.D.": Name("Example", "Ada", suffix="Ph.D."),
    "Ada van der Example IV": Name("Example", "Ada", "van der", "IV"),
    "Bob Jr.": Name("Jr.", "Bob"),
    # Family names first.
    "Example, Ada": Name("Example", "Ada"),
    "Example, III, Ada": Name("Example", "Ada", suffix="III"),
    "Example III, Ada": Name("Example", "Ada", suffix="III"),
    "Example, Ada, Jr.": Name("Example", "Ada", suffix="Jr."),
    "van der Example, Ada B.": Name("Example", "Ada B.", "van der"),
    "Example, Ada von": Name("Example", "Ada", "von"),
    "García Márquez, Gabriel": Name("García Márquez", "Gabriel"),
    # Particles.
    "Ludwig van der Test": Name("Test", "Ludwig", "van der"),
    "Bo von Sample": Name("Sample", "Bo", "von"),
    "Ana de la Prueba Ejemplo": Name("Prueba Ejemplo", "Ana", "de la"),
    "João dos Santos": Name("Santos", "João", "dos"),
    "Maria do Carmo Nicoletti": Name("Nicoletti", "Maria do Carmo"),
    "Vincent van 't Hof": Name("Hof", "Vincent", "van 't"),
    "Hassan al-Sayed": Name("Sayed", "Hassan", "al-"),
    "Jean d'Exemple": Name("Exemple", "Jean", "d'"),
    "Mathieu d’Exemple": Name("Exemple", "Mathieu", "d’"),
    "José Ortega y Gasset": Name("Ortega y Gasset", "José"),
    "Guy Van den Broeck": Name("Van den Broeck", "Guy"),
    "Orphée De Clercq": Name("De Clercq", "Orphée"),
    "Noura Al Moubayed": Name("Al Moubayed", "Noura"),
    "Kiet Van Nguyen": Name("Nguyen", "Kiet Van"),
    "Le Van Cuong": Name("Cuong", "Le Van"),
    "Quoc V. Le": Name("Le", "Quoc V."),
}
WHOLE = [
    *("Plato", "张伟", "李 明", "김 철수", "山田 太郎", "OpenAI", "DeepSeek-AI", "01.AI", ""),
    *("Qwen Team", "The Example Group", "Meta AI", "University of Examples", "Google, Inc.", "Example Research"),
    *("Ann and Co", "A others B", "and Co, the Company", "李 明, x", "Ada Example, Bo Sample", "A B, C D, E F"),
    *(
        "&&& Example",
        "... Example",
        "Example, -",
        "van Sample",
        "Bo van",
        "Ada Example (Examples)",
        "ada@a.example b",
        "{Ada Example}",
    ),
]


@pytest.mark.parametrize(("name", "parts"), SPLIT.items())
def test_a_name_is_split_into_the_parts_that_citations_need(name, parts):
    assert people.split(name) == parts


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_no_familiar_name_of_a_person_stays_whole(name):
    assert people.split(name) == Name(name)


@pytest.mark.parametrize("name", ["Qwen Team", "Google, Inc.", "Meta AI", "The Example Consortium"])
def test_an_organisation_is_known_by_a_word(name):
    assert people.is_organisation(name)


@pytest.mark.parametrize("name", ["Ada Example", "WEI AI", "Team", "Plato", "李 明"])
def test_other_names_are_not_those_of_organisations(name):
    assert not people.is_organisation(name)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ada Example III", "example"),
        ("Ludwig van der Test", "test"),
        ("Hassan al-Sayed", "sayed"),
        ("Guy Van den Broeck", "vandenbroeck"),
        ("Łukasz Ładny", "ladny"),
        ("Søren Ødegård", "odegard"),
        ("Þóra Ægisdóttir", "aegisdottir"),
        ("Đặng Văn Thử", "thu"),
        ("Işıl Işık", "isik"),
        ("Ada Example (Group)", "example"),
        ("Qwen Team", "qwenteam"),
        ("The Example Group", "examplegroup"),
    ],
)
def test_names_are_sorted_by_the_folded_family_name(name, key):
    assert people.sort_key(name) == key


def words(name: Name) -> list[str]:
    whole = f"{name.given} {name.surname} {name.suffix}"
    return sorted(whole.replace(",", " ").split())


def test_no_word_of_a_real_name_is_lost_and_few_names_stay_whole(shared):
    names = set()
    with gzip.open(shared("corpora/acl-anthology.jsonl.gz")) as lines:
        for line in lines:
            names.update(json.loads(line)["authors"])
    sample = sorted(names)[:: times(20, 1)]
    assert [name for name in sample if words(people.split(name)) != sorted(name.replace(",", " ").split())] == []
    whole = [name for name in sample if not people.split(name).given]
    assert len(whole) < len(sample) / 300, whole


# Lists.


@pytest.mark.parametrize(
    ("authors", "persons", "others"),
    [
        (("Ada Example", "Bo Sample"), ("Ada Example", "Bo Sample"), ""),
        (("Ada Example", "et al."), ("Ada Example",), "et al."),
        (("Cy Other et al.",), ("Cy Other",), "et al."),
        (("Cy Other, et al",), ("Cy Other",), "et al."),
        (("Di Last", "and 12 others"), ("Di Last",), "and 12 others"),
        (("Di Last and 1,200 other authors",), ("Di Last",), "and 1,200 others"),
        (("Di Last", "+ 3 more"), ("Di Last",), "and 3 others"),
        (("et al.", "Di Last"), ("Di Last",), "et al."),
        (("et al.",), (), "et al."),
        ((), (), ""),
    ],
)
def test_et_al_is_no_person_but_says_that_there_are_others(authors, persons, others):
    assert (tuple(people.listed(authors)), people.others(authors)) == (persons, others)


@pytest.mark.parametrize(
    "words",
    [
        *("et al", "ET AL.", "Et Al.", "et. al.", "et alii", "others", "and others", "and more", "& others"),
        *("12 others", "12 more authors", "and 5 co-authors", "and colleagues", "…", "...", "等", "и др."),
    ],
)
def test_every_way_to_say_et_al_is_known(words):
    assert (people.listed(("Ada Example", words)), bool(people.others(("Ada Example", words)))) == (
        ("Ada Example",),
        True,
    )


@pytest.mark.parametrize(
    "name", ["Anil Agarwal", "Thomas More", "Paul Brothers", "Etal", "Al", "Fred Al", "Ann Others"]
)
def test_a_person_whose_name_only_ends_like_it_stays(name):
    assert (people.listed((name,)), people.others((name,))) == ((name,), "")
