"""Synthetic papers are the same everywhere, and every paper of a corpus gets into its source folder."""

import json
from datetime import date

import pytest

from bench.corpora import papers, synthetic
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
    assert (paper["id"], paper["date"], paper["tags"][:1]) == ("1502.00226", "2015-02-10", ["graph segmentation"])
    assert paper["title"] == "Towards streaming causal retrieval by cached activations"


def test_synthetic_papers_are_as_long_and_as_varied_as_real_ones():
    found = list(synthetic.papers(500))
    assert len({each["id"] for each in found}) == 500
    assert len({each["abstract"] for each in found}) == 500
    assert 50 < sum(len(each["title"]) for each in found) / 500 < 70
    assert 1_200 < sum(len(each["abstract"]) for each in found) / 500 < 1_400
    assert {len(each["tags"]) for each in found} == {3, 4, 5, 6}
    assert len(set(synthetic.TAGS)) == 300


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
