"""Synthetic papers are the same everywhere, and every paper of a corpus gets into its source folder."""

import json
import re
from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from bench.corpora import papers, synthetic
from bench.corpora import words as made_up
from gazette.search import words
from tests import site
from tests.bench.helpers import ACL, assert_refused, bench, bench_process, write_acl


def test_a_seed_gives_the_same_papers_and_a_small_corpus_is_the_start_of_a_large_one(tmp_path):
    for name, count, seed in (("small", 30, 1), ("large", 60, 1), ("other", 30, 2)):
        assert bench("make", tmp_path / name, count, "--seed", seed) == 0
    small, large, other = ((tmp_path / name).read_bytes() for name in ("small", "large", "other"))
    assert large.startswith(small)
    assert large.count(b"\n") == 60
    assert other != small


def test_a_synthetic_paper_never_changes():
    paper = synthetic.paper(1_000)
    assert (paper["id"], paper["date"], paper["tags"][:1]) == ("1502.00226", "2015-02-10", ["code detection"])
    assert paper["title"] == "LuvastamNet: linear detection of benchmarks for code studums and guskims"


def test_synthetic_papers_are_as_long_and_as_varied_as_real_ones():
    found = list(synthetic.papers(500))
    assert len({each["id"] for each in found}) == 500
    assert len({each["abstract"] for each in found}) == 500
    assert 8 < sum(len(each["title"].split()) for each in found) / 500 < 12
    assert 160 < sum(len(each["abstract"].split()) for each in found) / 500 < 200
    assert {len(each["tags"]) for each in found} == {3, 4, 5, 6}
    assert len(set(synthetic.TAGS)) == 300


def test_a_few_words_are_in_most_papers_and_most_words_in_few():
    counts = Counter(word for each in synthetic.papers(1_000) for word in _words_of(each))
    frequencies = sorted(counts.values(), reverse=True)
    assert 9_000 < len(frequencies) < 13_000
    assert frequencies[9] > 800 > 300 > frequencies[99] > 100 > 40 > frequencies[999] > 15
    assert 0.45 < frequencies.count(1) / len(frequencies) < 0.7


def test_papers_of_a_subject_share_more_words_than_others():
    found = [(each["tags"][0], _words_of(each)) for each in synthetic.papers(400)]
    common = {word for word, count in Counter(word for _, each in found for word in each).items() if count > 20}
    pairs = [(one == other, len((a & b) - common)) for (one, a), (other, b) in combinations(found, 2)]
    same, different = ([shared for alike, shared in pairs if alike == wanted] for wanted in (True, False))
    assert len(same) > 100
    assert sum(same) / len(same) > 2 * sum(different) / len(different)


def _words_of(paper):
    return set(words.split(f"{paper['title']} {paper['abstract']}"))


def test_every_number_is_another_made_up_word():
    numbers = [*range(200_000), *range(10**9, 10**9 + 50_000), *(10**each for each in range(10, 40))]
    found = [made_up.spelled(number) for number in numbers]
    assert len({*found}) == len(found)
    assert all(each.isascii() and each.isalpha() and each.islower() for each in found)
    assert max(map(len, found[:100_000])) < min(map(len, found[-20:]))


@pytest.mark.parametrize("kind", range(len(made_up.KINDS)))
def test_every_draw_gives_a_rank_and_the_smallest_ranks_are_the_most_frequent(kind):
    ranks = [made_up.any_rank(kind, at / 100_000) for at in range(100_000)]
    counts = Counter(ranks)
    assert min(ranks) == 0
    assert counts[0] > counts[10] > counts[100] > counts[2_000] > 0


@pytest.mark.parametrize(
    ("word", "endings", "expected"),
    [("improve", "s ing ed", "improves improving improved"), ("verify", "s ing ed", "verifies verifying verified")],
)
def test_verbs_have_the_forms_of_english(word, endings, expected):
    assert [made_up.form(word, each) for each in endings.split()] == expected.split()


def test_nouns_have_the_plurals_of_english():
    assert [*map(made_up.plural, ("model", "key", "strategy", "bias", "patch"))] == [
        *("models", "keys", "strategies", "biases", "patches")
    ]


def test_an_article_fits_its_adjective():
    for each in synthetic.papers(200):
        assert not re.search(r"\b(a [aeio]|an [^aeio])", f"{each['title']} {each['abstract']}", re.IGNORECASE)


def test_make_and_corpus_write_a_source_folder_that_can_be_built(tmp_path):
    made = bench_process("make", tmp_path / "papers.jsonl", 30)
    assert (made.returncode, made.stderr) == (0, "")
    written = bench_process("corpus", tmp_path / "papers.jsonl", tmp_path / "source")
    assert (written.returncode, written.stdout) == (0, f"30 papers written to {tmp_path / 'source'}\n")
    assert site.run("build", "--quiet", "--source", tmp_path / "source").returncode == 0


def test_every_synthetic_paper_is_in_the_site(corpus, tmp_path, capsys):
    assert bench("corpus", corpus, tmp_path / "source") == 0
    assert site.command("check", "--source", tmp_path / "source") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("60 papers, 3 days: no errors, ")


@pytest.mark.parametrize("compressed", [False, True])
def test_every_paper_of_the_anthology_is_in_the_site(compressed, tmp_path, capsys):
    assert bench("corpus", write_acl(tmp_path, compressed), tmp_path / "source", "--full") == 0
    assert site.command("check", "--source", tmp_path / "source") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("4 papers, 1 day: no errors, ")


def test_only_the_first_of_two_papers_keeps_a_doi_even_if_the_second_is_read_alone(tmp_path):
    rows = list(papers.read(write_acl(tmp_path)))
    assert [entry.doi for _, entry in rows] == ["", "", "10.1234/y", ""]
    assert [entry.authors for _, entry in rows][1] == ("A; B",)
    assert list(papers.read(tmp_path / "acl.jsonl", 3)) == rows[3:]


def test_papers_without_a_date_are_assigned_to_weekdays_25_each(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps(ACL[0] | {"id": f"2020.x-1.{n}"}) + "\n" for n in range(126)))
    days = [day for day, _ in papers.read(path)]
    assert (days[24], days[25], days[124]) == (date(2010, 1, 4), date(2010, 1, 5), date(2010, 1, 8))
    assert days[125] == date(2010, 1, 11)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "not a paper (KeyError"),
        ('{"date": "2025-02-30", "id": "2502.00001", "tags": [], "upvotes": 1}', "not a paper (ValueError"),
    ],
)
def test_a_line_that_is_not_a_paper_is_reported_with_its_number(line, problem, tmp_path, capsys):
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps(ACL[0]) + f"\n{line}\n")
    assert bench("corpus", path, tmp_path / "source") == 2
    message = capsys.readouterr().err
    assert f"odd.jsonl:2: {problem}" in message
    assert message.endswith("; a corpus has one JSON object per line, as `bench make` or the ACL Anthology writes it\n")


@pytest.mark.parametrize("body", [b"not gzip", b"\x1f\x8b\x08\x00", b"\xff\n"])
@pytest.mark.parametrize("name", ["papers.jsonl.gz", "papers.jsonl"])
def test_a_file_that_is_not_text_is_refused(name, body, tmp_path, capsys):
    (tmp_path / name).write_bytes(body)
    assert bench("corpus", tmp_path / name, tmp_path / "source") == 2
    assert capsys.readouterr().err.startswith(f"gazette: {tmp_path / name}")


def test_a_missing_corpus_is_refused_in_one_line(tmp_path):
    process = bench_process("corpus", tmp_path / "none.jsonl", tmp_path / "source")
    assert_refused(process, "none.jsonl does not exist; pass a file of JSON lines (.jsonl or .jsonl.gz)")


def test_adding_papers_to_a_source_folder_gives_the_same_files_as_writing_it_at_once(corpus, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    assert bench("corpus", corpus, one, "--full") == 0
    assert bench("corpus", corpus, other, "--full", "--stop", 30) == 0
    assert bench("corpus", corpus, other, "--start", 30) == 0
    assert site.files(one) == site.files(other)
