"""bench topics runs as a process on small folders and tables, and says in one line what it lacks."""

import importlib.util
from datetime import date, timedelta

import pytest

from bench.quality import title_phrases, topics
from gazette.config import topic_words
from gazette.config.topics import Topic, vocabulary
from gazette.core.model import Entry
from tests import site
from tests.bench.helpers import assert_refused, bench_process

LISTING = """\
## Reinforcement Learning of Robot Grasping
- arxiv: 2503.00001

We train a robot by reinforcement learning on images of size 36times 64.

## On $d^2$ Regret
- arxiv: 2503.00002

A bandit problem.
"""
JUDGED = "id\ttopic\tjudgement\n1\trobotics\tright\n2\tagents\twrong\n2\tplanning\targuable\n"
LABELLED = "id\tprimary\tothers\n2503.00001\trobotics\treinforcement-learning music\n2503.00002\ttheory\t\n9\tmusic\t\n"


@pytest.fixture
def listings(tmp_path):
    """A folder with two papers; no file name has a date."""
    site.write(tmp_path / "listings", {"copied.md": LISTING})
    return tmp_path / "listings"


def test_topics_reports_coverage_distribution_and_time(listings):
    process = bench_process("topics", listings)
    assert (process.returncode, process.stderr) == (0, "")
    lines = process.stdout.splitlines()
    assert lines[1:3] == [f"{listings}: 2 papers", "papers with a topic: 100.0%"]
    assert lines[3].startswith("topics per paper: median ")
    assert "reinforcement-learning 1" in lines[4]
    assert lines[-1].startswith("finding a paper's topics: median ")


def test_topics_prints_a_sample_to_judge(listings):
    process = bench_process("topics", listings, "--sample", 2, "--seed", 3)
    assert process.returncode == 0
    lines = process.stdout.splitlines()
    assert lines[0] == "id\ttitle\ttopic\tjudgement\treason"
    assert len(lines) == 3
    assert all(line.startswith("2503.0000") for line in lines[1:])


def test_topics_prints_the_precision_of_a_judged_table(tmp_path):
    (tmp_path / "judged.tsv").write_text(JUDGED)
    process = bench_process("topics", "--judged", tmp_path / "judged.tsv")
    assert (process.returncode, process.stdout.splitlines()) == (
        0,
        [
            "strict precision 0.333 (1 of 3), 95 % interval 0.061 to 0.792",
            "lenient precision 0.667 (2 of 3), 95 % interval 0.208 to 0.939, with 1 arguable",
        ],
    )


def test_the_judged_table_of_the_repository_can_be_read():
    process = bench_process("topics", "--judged", site.ROOT / "bench/quality/judged_topics.tsv")
    assert process.returncode == 0
    assert "of 200)" in process.stdout


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (JUDGED.replace("wrong", "maybe"), "the judgement of row 3 is 'maybe'; write right, arguable or wrong"),
        (JUDGED.replace("wrong", ""), "the judgement of row 3 is ''; write right, arguable or wrong"),
        ("a\tb\n1\t2\n", "has no column `judgement`; pass a table that --sample printed, with its judgements"),
        ("", "has no rows; pass a table that --sample printed, with its judgements"),
    ],
)
def test_a_table_that_is_not_judged_is_refused(body, message, tmp_path):
    (tmp_path / "judged.tsv").write_text(body)
    assert_refused(bench_process("topics", "--judged", tmp_path / "judged.tsv"), message)


def test_topics_prints_how_many_labels_are_found_and_which_papers_are_missing(tmp_path, listings):
    """A label counts if the page of its topic shows the paper: robotics is found, and so is what is above a topic."""
    (tmp_path / "labelled.tsv").write_text(LABELLED)
    process = bench_process("topics", listings, "--labelled", tmp_path / "labelled.tsv")
    assert (process.returncode, process.stdout.splitlines()) == (
        0,
        [
            "left out, in none of the folders: 1 paper",
            "primary topics found 0.500 (1 of 2), 95 % interval 0.095 to 0.905",
            "all labels found 0.500 (2 of 4), 95 % interval 0.150 to 0.850",
            "topics found that are labels, or wider topics of labels 0.667 (2 of 3), 95 % interval 0.208 to 0.939",
        ],
    )


def test_labels_whose_papers_are_in_no_folder_are_refused(tmp_path, listings):
    (tmp_path / "labelled.tsv").write_text("id\tprimary\tothers\n9\tmusic\t\n")
    process = bench_process("topics", listings, "--labelled", tmp_path / "labelled.tsv")
    assert_refused(process, "none of its papers is in these folders; pass the folders with its papers")


def labels(table):
    """The rows of a table of bench/quality: ids, and the labels of each."""
    rows = (site.ROOT / "bench/quality" / table).read_text("utf-8").splitlines()[1:]
    return {row.split("\t")[0]: " ".join(row.split("\t")[1:]).split() for row in rows}


def test_every_label_of_the_repository_is_a_topic_and_no_paper_is_in_both_tables():
    measured, learned = labels("labelled_topics.tsv"), labels("training_topics.tsv")
    known = topics.shipped().topics.keys()
    assert {slug for table in (measured, learned) for found in table.values() for slug in found} <= known
    assert len(measured) == 240
    assert len(learned) > 10_000
    assert measured.keys().isdisjoint(learned)


CAT, DOG = (f"Music and chess: {each}. " * 6 for each in ("cats sleep and eat fish", "dogs run and bite some people"))


@pytest.fixture
def two_kinds(tmp_path):
    """A hundred papers on cats or dogs, and the table of their labels."""
    papers = [f"## Paper {n}\n- arxiv: 2503.{n:05}\n\n{CAT if n % 2 else DOG}\n" for n in range(100)]
    site.write(tmp_path / "listings", {"2025-03-12.md": "\n".join(papers)})
    rows = [f"2503.{n:05}\t{'music' if n % 2 else 'games'}\t" for n in range(100)]
    (tmp_path / "labelled.tsv").write_text("\n".join(["id\tprimary\tothers", *rows, "9\tmusic\t", ""]))
    return tmp_path


def test_the_weights_of_words_are_learned_from_labels(two_kinds):
    pytest.importorskip("sklearn")
    process = bench_process("topics", two_kinds / "listings", "--learn", two_kinds / "labelled.tsv")
    assert process.returncode == 0
    assert process.stderr.startswith("learning from 100 of 101 labelled papers in ")
    known = topic_words.parse(process.stdout.splitlines())
    cats, dogs = (known.totals(text.lower().split(), (), ("games", "music")) for text in (CAT, DOG))
    assert cats["music"] > dogs["music"]
    assert cats["games"] < dogs["games"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("2503.00001\tmusic\t\n", "1 labelled paper cannot be learned from; pass folders with more of the papers"),
        ("2503.00001\tmusik\t\n", "'Paper 1' has the unknown topic 'musik'; correct it, or add the topic"),
    ],
)
def test_labels_that_nothing_can_be_learned_from_are_refused(two_kinds, rows, message):
    (two_kinds / "few.tsv").write_text(f"id\tprimary\tothers\n{rows}")
    process = bench_process("topics", two_kinds / "listings", "--learn", two_kinds / "few.tsv")
    assert_refused(process, message)


def test_a_table_without_a_column_is_refused(two_kinds):
    (two_kinds / "lacks.tsv").write_text("id\tprimary\n2503.00001\tmusic\n")
    process = bench_process("topics", two_kinds / "listings", "--labelled", two_kinds / "lacks.tsv")
    assert_refused(process, "lacks a column; pass a table with the columns id, primary and others")


def test_learning_needs_scikit_learn(two_kinds):
    if importlib.util.find_spec("sklearn"):
        pytest.skip("scikit-learn is installed")
    process = bench_process("topics", two_kinds / "listings", "--learn", two_kinds / "labelled.tsv")
    assert_refused(process, "--learn needs scikit-learn; install it with `.venv/bin/pip install scikit-learn`")


# title phrases


def phrases(*titles):
    """The lines about title phrases for papers with these titles on the last day, and other titles 100 days before."""
    last = date(2025, 8, 20)
    papers = [(last - timedelta(days=100), Entry("Old Words")) for _ in range(30)] + [(last, Entry(t)) for t in titles]
    return list(title_phrases.report(papers, vocabulary([Topic("agents", "Agents", ("search agent",))])))[1:]


def test_frequent_phrases_of_recent_titles_are_listed_with_their_count_before():
    assert phrases(*["The Zebra Crossing of Search Agents"] * 4, "Zebra") == [
        "  frequent: zebra crossing 4 (0)",
        "  rising: zebra 5 (0), crossing 4 (0)",
    ]


def test_words_in_a_phrase_of_a_topic_and_rare_phrases_are_not_listed():
    assert phrases(*["Search Agents"] * 5) == ["  frequent: none", "  rising: none"]
    assert phrases(*["Zebra Crossing"] * 3) == ["  frequent: none", "  rising: none"]


def test_punctuation_ends_a_phrase_and_words_that_say_little_are_not_at_its_ends():
    assert phrases(*["On the Zebra: Crossing with a Dog"] * 4)[0] == "  frequent: crossing with a dog 4 (0)"


def test_a_word_that_was_as_frequent_before_is_not_rising():
    assert phrases(*["Old"] * 4, *["Dog"] * 2)[1] == "  rising: none"


def test_topics_refuses_a_folder_that_is_missing_or_empty(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    for name, problem in (
        ("missing", "does not exist"),
        ("empty", "has no paper that can be read"),
        ("file", "is not a folder"),
    ):
        assert_refused(bench_process("topics", tmp_path / name), f"{name} {problem}; pass a folder of listings")
