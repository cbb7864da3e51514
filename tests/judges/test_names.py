"""The scripts split names as Gazette does, and write the same BibTeX."""

import gzip
import json
import random
import re
import subprocess
from typing import Any

import pytest

from gazette.core import people
from gazette.rendering.exports import bibtex
from tests.core.test_people import SPLIT, WHOLE
from tests.make import times

from .tools import ROOT, need

START = """
const root = new URL("https://a.example/");
const rows = JSON.parse(require("fs").readFileSync(0, "utf8"));
"""
RUN = """
console.log(JSON.stringify(rows.map((row) => [row.map(partsOf), authorsAsBibtex(row), row.map(isOrganisation)])));
"""
WORDS = (
    "Ada Bo B. C. Example Sample Test van der von de la al-Sayed d'Exemple y e i Van De Le Nguyen The Team AI and 李明"
    " Jr. III IV V 3rd , ; Maria do Carmo Øystein élan Łukasz (X) sun R_2 {A} & % Ó 't ... -"
).split()


def random_names(count: int) -> list[str]:
    chance = random.Random(5)
    return [
        " ".join(chance.choices(WORDS, k=chance.randint(1, 6))).replace(" ,", ",").replace(";", "x")
        for _ in range(count)
    ]


def in_scripts(rows: list[list[str]]) -> list[list]:
    """For each list of authors: the parts of each name, the list as BibTeX, and which are organisations."""
    return node(RUN, rows)


def node(script: str, given: object) -> Any:
    """What a script prints as JSON that gets this value as JSON."""
    written = json.dumps(given)
    scripts = [(ROOT / f"static/scripts/{name}.js").read_text("utf-8") for name in ("names", "formats")]
    script = "\n".join([*scripts, START, script])
    done = subprocess.run([need("node"), "-e", script], input=written, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def in_python(rows: list[list[str]]) -> list[list]:
    return [
        [
            [people.split(name)._asdict() for name in row],
            bibtex._author_list(tuple(row)),
            [people.is_organisation(name) for name in row],
        ]
        for row in rows
    ]


def differing(rows: list[list[str]]) -> list[tuple]:
    """The lists that differ; braces and doubled signs, which the two write in different ways, are not compared."""
    found = zip(rows, in_scripts(rows), in_python(rows), strict=True)
    return [
        (row, *pair) for row, *pair in found if pair[0] != pair[1] and not (odd(row) and pair[0][::2] == pair[1][::2])
    ]


def odd(row: list[str]) -> bool:
    return bool(re.search(r"[{}~^\\]|([-'`,<>])\1|[?!]`|\$", " ".join(row)))


def test_scripts_split_every_example_as_gazette_does():
    assert differing([[name] for name in (*SPLIT, *WHOLE) if name]) == []


def test_scripts_split_made_up_names_as_gazette_does():
    assert (
        differing([[name] for name in random_names(times(3_000, 100_000)) if people.listed((name,)) == (name,)]) == []
    )


def test_scripts_split_real_names_as_gazette_does(shared):
    with gzip.open(shared("corpora/acl-anthology.jsonl.gz")) as lines:
        names = sorted({name for line in lines for name in json.loads(line)["authors"]})
    assert differing([[name] for name in names[:: times(10, 1)]]) == []


@pytest.mark.parametrize("authors", [["Ada Example", "Bo Sample", "et al."], ["Ada Example III", "et al."], ["et al."]])
def test_scripts_write_and_others(authors):
    assert in_scripts([authors])[0][1] == bibtex._author_list(tuple(authors))


def test_saved_lists_have_the_parts_of_names_in_ris_and_csl():
    authors = ["Ada van der Example III", "Hassan al-Sayed", "Qwen Team", "et al."]
    saved = {"path": "papers/a.html", "title": "A", "authors": authors, "published": "2025-03-01", "day": ""}
    saved |= {"venue": "", "doi": "", "arxiv": ""}
    ris, csl, markdown = node(
        "console.log(JSON.stringify([asRis(rows[0]), asCsl(rows), asMarkdown(rows[0])]));", [saved]
    )
    assert re.findall("^AU  - (.*)$", ris, re.MULTILINE) == [
        "van der Example, Ada, III",
        "al-Sayed, Hassan",
        "Qwen Team",
    ]
    assert json.loads(csl)[0]["author"] == [
        {"family": "Example", "given": "Ada", "non-dropping-particle": "van der", "suffix": "III"},
        {"family": "Sayed", "given": "Hassan", "non-dropping-particle": "al-"},
        {"literal": "Qwen Team"},
    ]
    assert "Ada van der Example III, Hassan al-Sayed, Qwen Team et al. (2025)" in markdown
