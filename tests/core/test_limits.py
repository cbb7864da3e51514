"""Limits on inputs: what is too large is refused with its line, early."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gazette.core import limits
from gazette.core.errors import Report
from gazette.core.limits import Limit
from tests.make import errors, read

ROOT = Path(__file__).parents[2]
DAY = "content/2025-03-12"


def a_paper(**known: object) -> str:
    return json.dumps({"papers": [{"title": "A", **known}]}, indent=1)


def a_row(**known: object) -> str:
    return json.dumps([{"paper": {"id": "2503.00001", "title": "A", **known}}], indent=1)


def words(count: int) -> str:
    return ("word " * (count // 5 + 1))[:count].rstrip().ljust(count, ".")


def test_table_in_the_documentation_has_every_limit():
    section = (ROOT / "docs/listings.md").read_text("utf-8").split("\n## Limits\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", section, re.MULTILINE)
    assert rows[1:] == [(each.of, f"{each.most:,} {each.unit}") for each in limits.ALL]


def test_every_limit_is_in_the_table():
    assert {each for each in vars(limits).values() if isinstance(each, Limit)} == set(limits.ALL)


@pytest.mark.parametrize(("count", "exceeds"), [(19, False), (20, False), (21, True)])
def test_exceeded_reports_only_what_is_above_the_limit(count, exceeds):
    report = Report("a")
    assert limits.exceeded(count, limits.DEPTH, "the list", 3, report) is exceeds
    assert list(map(str, report.errors)) == (["a:3: the list has 21 levels; keep it to 20"] if exceeds else [])


FIELDS = {  # an entry of exactly n in Markdown; the line of the error; what the message counts
    "title": (limits.TITLE, lambda n: f"## {words(n)}\n", 1, "the title"),
    "abstract": (limits.ABSTRACT, lambda n: f"## A\n\n{words(n)}\n", 3, "the abstract"),
    "note": (limits.NOTE, lambda n: f"## A\n\n> {words(n)}\n", 3, "the editor's note"),
    "introduction": (limits.NOTE, lambda n: f"{words(n)}\n## A\n", 1, "the introduction"),
    "authors": (limits.AUTHORS, lambda n: f"## A\n- authors: {'B;' * n}\n", 2, "authors"),
    "name": (limits.NAME, lambda n: f"## A\n- authors: {words(n)};\n", 2, "an item of authors"),
    "tags": (limits.TAGS, lambda n: f"## A\n- votes: 1\n- tags: {'b,' * n}\n", 3, "tags"),
    "keywords": (limits.TAGS, lambda n: f"## A\n- keywords: {'b;' * n}\n", 2, "keywords"),
    "tag": (limits.NAME, lambda n: f"## A\n- tags: {words(n)}\n", 2, "an item of tags"),
    "venue": (limits.VALUE, lambda n: f"## A\n- venue: {words(n)}\n", 2, "venue"),
    "unknown value": (limits.VALUE, lambda n: f"## A\n- mood: {words(n)}\n", 2, "mood"),
    "links": (limits.LINKS, lambda n: "## A\n" + "- code: https://a.org\n" * n, 102, "code"),
    "unknown keys": (limits.EXTRA, lambda n: "## A\n" + "".join(f"- k{k}: v\n" for k in range(n)), 102, "the paper"),
    "papers": (limits.PAPERS, lambda n: "## A\n" * n, 10_001, "the listing"),
    "source": (limits.VALUE, lambda n: f"---\nsource: {words(n)}\n---\n## A", 2, "source"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_field_of_a_markdown_listing_may_be_as_large_as_its_limit_and_no_larger(field):
    limit, make, line, what = FIELDS[field]
    assert errors(make(limit.most), f"{DAY}.md") == []
    [message] = errors(make(limit.most + 1), f"{DAY}.md")
    assert message == f"{DAY}.md:{line}: {what} has {limit.most + 1:,} {limit.unit}; keep it to {limit.most:,}"


@pytest.mark.parametrize(
    ("key", "make", "limit"),
    [
        ("title", words, limits.TITLE),
        ("abstract", words, limits.ABSTRACT),
        ("note", words, limits.NOTE),
        ("venue", words, limits.VALUE),
        ("authors", lambda n: ["B"] * n, limits.AUTHORS),
        ("tags", lambda n: ["b"] * n, limits.TAGS),
        ("code", lambda n: ["https://a.org"] * n, limits.LINKS),
    ],
)
def test_fields_in_yaml_and_json_have_the_same_limits(key, make, limit):
    assert errors(a_paper(**{key: make(limit.most)}), f"{DAY}.json") == []
    written = a_paper(**{key: make(limit.most + 1)})
    [message] = errors(written, f"{DAY}.json")
    number = written[: written.index(f'"{key}": ')].count("\n") + 1
    assert int(message.split(":")[1]) in range(number, number + limit.most + 2)
    assert f"keep it to {limit.most:,}" in message


@pytest.mark.parametrize(
    ("key", "make", "limit"),
    [
        ("title", words, limits.TITLE),
        ("summary", words, limits.ABSTRACT),
        ("authors", lambda n: [{"name": "B"}] * n, limits.AUTHORS),
        ("ai_keywords", lambda n: ["b"] * n, limits.TAGS),
        ("mediaUrls", lambda n: ["https://a.org"] * n, limits.LINKS),
    ],
)
def test_fields_of_the_api_have_the_same_limits(key, make, limit):
    assert errors(a_row(**{key: make(limit.most)}), f"{DAY}.json") == []
    assert f"keep it to {limit.most:,}" in errors(a_row(**{key: make(limit.most + 1)}), f"{DAY}.json")[0]


def test_large_papers_that_exist_are_read():
    names = [f"Author {number} of a Collaboration" for number in range(3_000)]
    for text, suffix in (
        (a_paper(authors=names, abstract=words(20_000)), "json"),
        (f"## A\n- authors: {'; '.join(names)}\n\n{words(20_000)}", "md"),
    ):
        found, report = read(text, f"{DAY}.{suffix}")
        assert (len(found.entries[0].authors), len(found.entries[0].abstract[0])) == (3_000, 20_000)
        assert not report.errors


HUGE = {
    "abstract.json": lambda: a_paper(abstract="lorem ipsum " * 850_000),
    "summary.json": lambda: a_row(summary="lorem ipsum " * 850_000),
    "authors.json": lambda: a_paper(authors="A;" * 1_000_000),
    "abstract.yaml": lambda: "papers:\n- title: A\n  abstract: >\n" + "    lorem ipsum dolor sit amet\n" * 390_000,
    "authors.yaml": lambda: "papers:\n- title: A\n  authors: [" + "A, " * 90_000 + "B]",
    "abstract.md": lambda: "## A\n\n" + "lorem ipsum " * 850_000,
    "abstract-of-lines.md": lambda: "## A\n\n" + "lorem ipsum dolor sit amet\n" * 90_000,
    "authors.md": lambda: "## A\n- authors: " + "A;" * 1_000_000,
    "authors-of-lines.md": lambda: "## A\n- authors:\n" + "  A;B;C;D;E;F;G;H;I;J;K\n" * 90_000,
    "commas.md": lambda: "## A\n- authors: " + "Ada Example, " * 70_000,
    "links.md": lambda: "## A\n" + "- code: https://a.org\n" * 90_000,
    "keys.md": lambda: "## A\n" + "".join(f"- k{number}: v\n" for number in range(90_000)),
    "title.md": lambda: "## " + "A b " * 300_000,
    "copy.txt": lambda: "Get trending papers in your email inbox!\nMar 12\n\nA\n\n" + "lorem ipsum " * 850_000,
}
"""Files below the limit of files with a field that is far too large."""

READ = r"""
import os, re, time
from tests.core.test_limits import DAY, HUGE
from tests.make import read

def measure(name):
    text, path = HUGE[name](), f"{DAY}-{name}"
    started = time.process_time()
    _, report = read(text, path)
    seconds = time.process_time() - started
    used = int(re.search(r"VmHWM:\s*([0-9]+)", open("/proc/self/status").read())[1])  # getrusage counts the parent, too
    print(name, seconds, used // 1024, len(report.errors), report.errors[0].line > 0, flush=True)

for name in HUGE:
    if not os.fork():
        measure(name)
        os._exit(0)
    assert os.wait()[1] == 0, name
"""


@pytest.fixture(scope="module")
def measured():
    """What a process of its own measures for each file: CPU seconds, megabytes, errors, and if they have a line."""
    done = subprocess.run([sys.executable, "-c", READ], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name: values for name, *values in map(str.split, done.stdout.splitlines())}


@pytest.mark.parametrize("name", HUGE)
def test_huge_field_is_refused_within_a_second_and_200_megabytes(name, measured):
    seconds, megabytes, count, has_line = measured[name]
    assert float(seconds) < 1
    assert int(megabytes) < 200
    assert (count, has_line) == ("1", "True")
