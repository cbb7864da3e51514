"""The responses of Hugging Face's API, in every shape they have had, and what came instead of one."""

import json
from datetime import date

import pytest

from gazette.core.model import Trust
from gazette.listings.importers import huggingface
from tests.make import a_source, errors, read, shared, times, warnings

PATH = "content/2025-03-12.json"
DAYS, PAPERS = 477, 7_378


def a_row(row=None, **paper):
    known = {"id": "2503.00001", "title": "A Title", "authors": [{"name": "Ada Example", "hidden": False}]}
    return {"paper": {**known, **paper}, **(row or {})}


def entries(*rows):
    return read(json.dumps(rows), PATH)[0].entries


def entry(row=None, **paper):
    [found] = entries(a_row(row, **paper))
    return found


def test_day_comes_from_the_file_name_not_from_the_rows():
    row = a_row({"publishedAt": "2025-03-11T19:00:00.000Z"}, publishedAt="2025-03-10T21:00:00.000Z")
    found, _ = read(json.dumps([row]), PATH)
    assert found.day == date(2025, 3, 12)
    assert found.entries[0].published == date(2025, 3, 10)


def test_listing_has_its_source_and_trust():
    found, _ = read(json.dumps([a_row()]), PATH)
    assert found.source.startswith("Hugging Face Daily Papers")
    assert found.url == "https://huggingface.co/papers/date/2025-03-12"
    assert found.trust == Trust.STRUCTURED


def test_every_key_of_a_row_is_read():
    found = entry(
        {
            "numComments": 2,
            "submittedBy": {"name": "bo", "fullname": "Bo van Sample"},
            "organization": {"name": "org", "fullname": "An Org"},
        },
        upvotes=12,
        githubStars=0,
        githubRepo="https://github.com/example/bandit",
        projectPage=" https://example.org/project",
        ai_summary="In short.",
        ai_summary_model="some/model",
        ai_keywords=["bandits", r"$\tau$-bench"],
        summary="One\nparagraph.\n\nAnother.",
        mediaUrls=["https://example.org/a.mp4", "https://example.org/b.png"],
    )
    assert (found.votes, found.comments, found.stars, found.by, found.org) == (12, 2, 0, "Bo van Sample", "An Org")
    assert found.code == ("https://github.com/example/bandit",)
    assert found.project == ("https://example.org/project",)
    assert (found.summary, found.summary_by) == ("In short.", "some/model")
    assert found.keywords == ("bandits", r"$\tau$-bench")
    assert found.abstract == ("One paragraph.", "Another.")
    assert found.media == ("https://example.org/a.mp4", "https://example.org/b.png")


def test_single_media_address_as_before_june_2024():
    assert entry({"mediaUrl": "https://example.org/a.mp4"}).media == ("https://example.org/a.mp4",)


def test_absent_values_are_unknown():
    found = entry()
    assert (found.votes, found.comments, found.stars, found.published, found.summary_by) == (None, None, None, None, "")


def test_title_of_several_lines_is_joined():
    assert entry(title="A\n  Title  of\n Lines").title == "A Title of Lines"


@pytest.mark.parametrize("text", ["<think>", "<EOS> & more", r"{\it vs.} \textsc{x}", "``quotes''"])
def test_text_is_not_interpreted(text):
    assert (entry(title=text).title, entry(summary=text).abstract) == (text, (text,))


def test_hidden_authors_are_left_out():
    authors = [{"name": "A", "hidden": True}, {"name": "B\n C", "hidden": False}, {"name": "D"}, {"name": " "}, {}, "E"]
    assert entry(authors=authors).authors == ("B C", "D")


def test_many_authors_keep_their_order():
    names = [f"Author {number}" for number in range(664)]
    assert entry(authors=[{"name": name} for name in names]).authors == tuple(names)


@pytest.mark.parametrize(
    ("repository", "code"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b"),
        ("https://github.com/a/b\n", "https://github.com/a/b"),
        ("https://github.com/a/\n  b", "https://github.com/a/b"),
        ("https://github.com/a/b/tree/main/c", "https://github.com/a/b/tree/main/c"),
        ("https://github.com/a", "https://github.com/a"),
        ("github.com/a/b", "github.com/a/b"),
        ("a word or two", "a word or two"),
    ],
)
def test_repository_address_is_cleaned_or_kept(repository, code):
    assert entry(githubRepo=repository).code == (code,)


@pytest.mark.parametrize("keywords", [[], [""], [" \n"], None])
def test_empty_keywords_are_left_out(keywords):
    assert entry(ai_keywords=keywords).keywords == ()


def test_keywords_may_contain_commas_and_semicolons():
    assert entry(ai_keywords=["a, b", "c; d"]).keywords == ("a, b", "c; d")


def test_other_ids_than_arxivs_are_kept():
    found = entry(id="blog-post")
    assert (found.id, found.arxiv) == ("blog-post", "")


@pytest.mark.parametrize(
    ("key", "value"),
    [("upvotes", -1), ("upvotes", 1.5), ("githubStars", True), ("publishedAt", "soon"), ("publishedAt", "2025-02-30T")],
)
def test_bad_value_is_left_out_with_a_warning(key, value):
    found, report = read(json.dumps([a_row(**{key: value})]), PATH)
    assert len(found.entries) == 1
    assert [str(each).split(": ")[1] for each in report.warnings] == [key]


def test_repeated_row_counts_once_with_a_warning():
    assert len(entries(a_row(), a_row(upvotes=2), a_row(title="Another"))) == 2
    assert warnings(json.dumps([a_row(), a_row()], indent=1), PATH)[0].endswith(
        "'A Title' is listed twice; remove the second"
    )


def test_paper_without_an_id_is_kept_with_a_warning():
    assert entry(id="").title == "A Title"
    assert "has no id; add one, or keep its title unchanged" in warnings(json.dumps([a_row(id="")]), PATH)[0]


# Responses that are damaged, and real ones.


@pytest.mark.parametrize(
    ("response", "message"),
    [
        ("1", ":1: the response is '1', not a list of papers; save the API's response again"),
        ("null", ":1: the response is 'null', not a list of papers; save the API's response again"),
        ('"Sorry"', ":1: the response is 'Sorry', not a list of papers; save the API's response again"),
        ("\n[]", ":2: the response is empty; "),
        ('{"error":"Sorry"}', ":1: this is not a listing, but an error: 'Sorry'; add `date:`"),
        ("[\n\"{'paper': {}}\"]", ":2: a row is text, as a Python program prints it; save the API's response again"),
        ("[\n{}]", ":2: a row has no `paper`; save"),
        ("[\n[]]", ":2: a row is a list, not a mapping; save"),
        ("[\nnull]", ":2: a row is empty, not a mapping; save"),
        ('[{"paper":\n{"id": "2503.00001"}}]', ":2: a paper has no title; save"),
        ('[{"paper": {\n"title": ["A"]}}]', ":2: title is a list; save"),
        ('[{"paper": {"title": "A"}},\n', ":2: invalid JSON: unexpected end"),
        ("<html>502</html>", ":1: invalid JSON: "),
    ],
)
def test_invalid_response_is_reported_with_its_line(response, message):
    assert errors(response, PATH)[0].startswith(PATH + message)


def test_invalid_row_does_not_hide_the_others():
    found, report = read(json.dumps([a_row(), "x", a_row(title="B"), 1]), PATH)
    assert [entry.title for entry in found.entries] == ["A Title", "B"]
    assert len(report.errors) == 2


def test_only_json_that_is_not_a_mapping_is_recognised():
    assert huggingface.recognise(a_source("[]", PATH))
    assert not huggingface.recognise(a_source("{}", PATH))
    assert not huggingface.recognise(a_source("[]", "content/2025-03-12.yaml"))


def test_real_malformed_answers_are_reported():
    paths = [*shared("fixtures/hf_api").glob("malformed/*.json"), *shared("fixtures/hf_api").glob("*.json")]
    assert len(paths) == 9
    for path in paths:
        day = path.stem if path.stem[:1] == "2" else "2025-03-12"
        for message in errors(path.read_text("utf-8"), f"content/{day}.json") or [""]:
            assert message.startswith(f"content/{day}.json:"), (path.name, message)
            assert message.split(":")[1].isdigit()


def test_real_revisions_are_read_completely_or_reported():
    paths = [
        *shared("fixtures/hf_api/revisions").rglob("*.json"),
        *shared("fixtures/hf_api/second_snapshot").glob("*.json"),
    ]
    assert len(paths) == 19
    for path in paths:
        day = path.stem if path.stem[:3] == "202" else path.parent.name
        text = path.read_text("utf-8")
        found, report = read(text, f"content/{day}.json")
        assert report.errors or len(found.entries) == len(json.loads(text)), path


def test_real_days_are_read_completely():
    paths = sorted(shared("listings/hf").rglob("*.json"))
    assert len(paths) == DAYS
    step, papers = times(6, 1), 0
    for path in paths[::step]:
        text = path.read_text("utf-8")
        found, report = read(text, f"content/{path.name}")
        assert not report.errors, path.name
        assert str(found.day) == path.stem
        assert len(found.entries) == len(json.loads(text)), path.name
        papers += len(found.entries)
    assert step > 1 or papers == PAPERS
