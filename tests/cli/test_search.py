"""The command `search`."""

import json
import shlex

import pytest

from gazette.cli import arguments
from tests import site

SETTINGS = "title: Small\nurl: https://papers.example.org/\nsearch: true\n"
DAY = "# 2025-03-12\n\n## Gaps in Tides\n- arxiv: 2503.00001\n- authors: Ada Example\n\n## Lamps\n- arxiv: 2503.00002\n"


@pytest.fixture
def source(tmp_path):
    made = site.a_source(tmp_path / "source", {}, SETTINGS)
    site.write(made, {"content/2025-03-12.md": DAY})
    site.build(made)
    return made


def search(source, *words):
    return arguments.main(None, ["search", "--source", str(source), *words])


def test_papers_are_listed_with_their_authors_days_and_addresses(source, capsys):
    assert search(source, "tides", "gap") == 0
    assert capsys.readouterr().out == (
        "1 paper\n\nGaps in Tides\n  Ada Example\n  2025-03-12  papers/2503.00001.html\n"
    )


def test_json_has_the_number_of_papers_notes_and_addresses(source, capsys):
    assert search(source, "--json", "--limit", "1", 'topic:none OR "gaps in tides"') == 0
    found = json.loads(capsys.readouterr().out)
    assert found["found"] == 1
    assert found["notes"] == ["topic: is not a field; use author:, tag:, org:, after:, before: or votes:."]
    assert found["papers"][0]["url"] == "https://papers.example.org/papers/2503.00001.html"


def test_the_numbers_of_papers_with_all_words_and_with_some_are_printed(source, capsys):
    assert search(source, "tides", "lamps", "example") == 0
    assert capsys.readouterr().out.startswith("0 papers with all words, 2 with some\n\nGaps in Tides\n")
    assert search(source, "--json", "gaps", "lamps", "tides") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["found"], found["with_all_words"]) == (2, 0)


def test_no_paper_is_an_answer(source, capsys):
    assert search(source, "nowhere") == 0
    assert capsys.readouterr().out == "No paper matches.\n"


def test_without_an_index_the_command_says_how_to_get_one(source, capsys):
    site.write(source, {"site.yaml": SETTINGS.replace("true", "false")})
    site.build(source)
    assert search(source, "tides") == 2
    assert "there is no search index; write `search: true` into site.yaml and build the site" in capsys.readouterr().err


def test_a_word_with_a_minus_is_no_option(source, capsys):
    assert search(source, "gaps", "-hierarchical", "--json", "-tides", "-a") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["query"], found["found"]) == ("gaps -hierarchical -tides -a", 0)


def test_a_result_has_no_address_on_a_site_without_the_page(source, capsys):
    site.write(source, {"site.yaml": SETTINGS + "leave_out: [paper]\n"})
    site.build(source)
    assert search(source, "tides", "--json") == 0
    assert json.loads(capsys.readouterr().out)["papers"][0]["url"].endswith("/papers/date/2025-03-12.html")


def test_an_explanation_or_a_suggestion_is_printed(source, capsys):
    assert search(source, "topic:none") == 0
    assert capsys.readouterr().out.startswith("topic: is not a field;")
    assert search(source, "tibes") == 0
    assert capsys.readouterr().out == "No paper matches.\nDid you mean: tides\n"


def test_papers_can_be_sorted_by_date(source, capsys):
    assert search(source, "--sort", "date", "--json", "tides") == 0
    assert len(json.loads(capsys.readouterr().out)["papers"]) == 1


def test_the_help_has_examples_that_the_command_takes(source, capsys):
    assert search(source, "--help") == 0
    _, _, examples = capsys.readouterr().out.partition("examples:\n")
    lines = [shlex.split(line)[1:] for line in examples.splitlines()]
    assert len(lines) >= 3
    for command, *words in lines:
        assert command == "search"
        assert search(source, *words) == 0
        assert "not a field" not in capsys.readouterr().out


def test_a_limit_that_is_no_number_is_refused(source, capsys):
    assert search(source, "tides", "--limit", "none") == 2
    assert "use 1 to 1000" in capsys.readouterr().err


def test_the_documents_name_each_key_of_the_json(source, capsys):
    assert search(source, "tides", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    documents = (site.ROOT / "docs/commands.md").read_text("utf-8")
    rows = documents.partition("The JSON has these keys")[2].partition("\n## ")[0].splitlines()
    described = {row.split("`")[1]: row for row in rows if row.startswith("| `")}
    assert [*described] == [*answer]
    assert all(f"`{key}`" in described["papers"] for key in answer["papers"][0])
    assert all(f"`{key}`" in described["subjects"] for each in answer["subjects"] for key in each)
