"""What Hugging Face's API answers, in every year's shape, and what it answers instead."""

import json
from datetime import date

import pytest

from gazette.core.model import Trust
from tests.make import read, warnings

PATH = "content/2025-03-12.json"


def a_row(row=None, **paper):
    known = {"id": "2503.00001", "title": "A Title", "authors": [{"name": "Ada Example", "hidden": False}]}
    return {"paper": {**known, **paper}, **(row or {})}


def entries(*rows):
    return read(json.dumps(rows), PATH)[0].entries


def entry(row=None, **paper):
    [found] = entries(a_row(row, **paper))
    return found


def test_the_day_is_the_one_asked_for_whatever_the_rows_say():
    row = a_row({"publishedAt": "2025-03-11T19:00:00.000Z"}, publishedAt="2025-03-10T21:00:00.000Z")
    found, _ = read(json.dumps([row]), PATH)
    assert found.day == date(2025, 3, 12)
    assert found.entries[0].published == date(2025, 3, 10)


def test_a_listing_says_where_it_came_from_and_how_far_it_is_believed():
    found, _ = read(json.dumps([a_row()]), PATH)
    assert found.source.startswith("Hugging Face Daily Papers")
    assert found.url == "https://huggingface.co/papers/date/2025-03-12"
    assert found.trust == Trust.STRUCTURED


def test_everything_a_row_says_is_taken():
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


def test_before_june_2024_there_was_one_address_for_media():
    assert entry({"mediaUrl": "https://example.org/a.mp4"}).media == ("https://example.org/a.mp4",)


def test_what_is_left_out_is_unknown():
    found = entry()
    assert (found.votes, found.comments, found.stars, found.published, found.summary_by) == (None, None, None, None, "")


def test_a_title_of_several_lines_is_one():
    assert entry(title="A\n  Title  of\n Lines").title == "A Title of Lines"


@pytest.mark.parametrize("text", ["<think>", "<EOS> & more", r"{\it vs.} \textsc{x}", "``quotes''"])
def test_text_stays_text(text):
    assert (entry(title=text).title, entry(summary=text).abstract) == (text, (text,))


def test_hidden_authors_stay_hidden():
    authors = [{"name": "A", "hidden": True}, {"name": "B\n C", "hidden": False}, {"name": "D"}, {"name": " "}, {}, "E"]
    assert entry(authors=authors).authors == ("B C", "D")


def test_authors_stay_in_their_order_however_many():
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
def test_an_odd_repository_is_mended_or_kept_as_it_is(repository, code):
    assert entry(githubRepo=repository).code == (code,)


@pytest.mark.parametrize("keywords", [[], [""], [" \n"], None])
def test_empty_keywords_are_none(keywords):
    assert entry(ai_keywords=keywords).keywords == ()


def test_keywords_may_hold_commas_and_semicolons():
    assert entry(ai_keywords=["a, b", "c; d"]).keywords == ("a, b", "c; d")


def test_an_id_that_is_not_arxivs_is_an_id_all_the_same():
    found = entry(id="blog-post")
    assert (found.id, found.arxiv) == ("blog-post", "")


@pytest.mark.parametrize(
    ("key", "held"),
    [("upvotes", -1), ("upvotes", 1.5), ("githubStars", True), ("publishedAt", "soon"), ("publishedAt", "2025-02-30T")],
)
def test_a_value_that_will_not_do_is_left_out_and_told(key, held):
    found, report = read(json.dumps([a_row(**{key: held})]), PATH)
    assert len(found.entries) == 1
    assert [str(each).split(": ")[1] for each in report.warnings] == [key]


def test_a_row_twice_counts_once_and_is_told():
    assert len(entries(a_row(), a_row(upvotes=2), a_row(title="Another"))) == 2
    assert warnings(json.dumps([a_row(), a_row()], indent=1), PATH)[0].endswith(
        "'A Title' a second time; the first counts"
    )


def test_a_paper_without_an_id_is_known_by_its_title():
    assert entry(id="").title == "A Title"
    assert "has no id; it is known by its title" in warnings(json.dumps([a_row(id="")]), PATH)[0]
