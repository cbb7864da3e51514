"""Real TeX that lost its markup is recognised, and nothing else is."""

import random
import time
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise

import pytest

from bench.quality import lost_markup
from gazette.config import Site
from gazette.core.errors import Report
from gazette.fetching import enrich
from gazette.fetching.client import Client
from gazette.fetching.enrich import is_mangled
from gazette.fetching.listed import Listed
from gazette.fetching.state import State
from gazette.listings import arxiv_atom, markdown
from tests.fetching import process
from tests.fetching.arxiv_papers import ArxivPaper
from tests.fetching.conftest import row
from tests.make import shared

random = random.Random(1)


@pytest.fixture(scope="module")
def abstracts():
    return list(lost_markup.abstracts_with_formulas(shared("corpora/acl-anthology.jsonl.gz")))


@cache
def mangled(abstract):
    return lost_markup.remove_markup(abstract)[0]


def test_at_least_99_of_100_abstracts_are_recognised(abstracts):
    found = sum(is_mangled(mangled(each).replace(". ", ".\n"), each) for each in abstracts)
    assert len(abstracts) > 500
    assert found >= 0.99 * len(abstracts)
    assert all(is_mangled(each, each) for each in abstracts)


def test_the_abstract_of_another_paper_is_not(abstracts):
    assert not any(is_mangled(mangled(one), other) for one, other in pairwise(abstracts) if one != other)


@pytest.mark.parametrize("edit", ["change", "remove", "add", "swap"])
def test_a_text_with_one_word_edited_is_not(edit, abstracts):
    for each in abstracts:
        words = mangled(each).split()
        plain = [at for at, word in enumerate(words[:-1]) if word.isalpha() and words[at + 1].isalpha()]
        if not plain:
            continue
        at = random.choice(plain)
        if edit == "swap" and words[at] == words[at + 1]:
            continue
        words[at : at + 2] = {
            "change": ["mine", words[at + 1]],
            "remove": [words[at + 1]],
            "add": [words[at], "mine", words[at + 1]],
            "swap": [words[at + 1], words[at]],
        }[edit]
        assert not is_mangled(" ".join(words), each)


@pytest.mark.parametrize("part", ["word ", "$", "\\", "{", "\\a{", "\\alpha{x}$y$ "])
def test_the_time_is_linear(part):
    text = part * (1_000_000 // len(part))
    started = time.process_time()
    assert is_mangled(text.replace("$", ""), text)
    assert not is_mangled(text + "x", text)
    assert time.process_time() - started < 5


def test_real_abstracts_that_were_fetched_without_their_tex_get_it_back(abstracts, tmp_path, upstream, clock):
    chosen = [each for each in abstracts if not {*"\x00\x1f"} & {*each}][:200]
    upstream.days = {}
    for at in range(0, len(chosen), 50):
        day = date(2025, 3, 10 + at // 50)
        upstream.days[day] = [
            row(number, day, summary=mangled(each)) for number, each in enumerate(chosen[at : at + 50], 1)
        ]
        ids = [each["paper"]["id"] for each in upstream.days[day]]
        titles = [each["paper"]["title"] for each in upstream.days[day]]
        upstream.arxiv.add(*map(ArxivPaper, ids, titles, chosen[at : at + 50]))
    now = datetime(2025, 3, 14, 8, tzinfo=UTC)
    assert process.fetch(tmp_path, upstream.url, now, [*upstream.days])[0] == []
    site = Site("T", "https://papers.example.org/", fetch_arxiv_url=upstream.url)
    listed = Listed(tmp_path / "content", Report())
    with State(None) as state, Client(state, "x", clock=clock, sleep=clock.sleep) as client:
        changed = sum(result.changed for result in enrich.run(site, listed, client, listed.markdown()))
    found = {}
    for path in listed.markdown():
        text = path.read_text("utf-8")
        listing = markdown.parse(text)
        assert markdown.dump(listing) == text
        found |= {entry.arxiv: entry for entry in listing.entries}
    assert changed == len(chosen) == len(found)
    right = [found[id].abstract == arxiv_atom.paragraphs(paper.abstract) for id, paper in upstream.arxiv.papers.items()]
    assert sum(right) >= 0.99 * len(chosen)
