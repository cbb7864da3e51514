"""The tags of a paper: their slugs, their names, their pages, their parents."""

import pytest

from gazette.archive import tags
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.config.topics import Topic, vocabulary
from gazette.core import urls
from gazette.core.errors import Report
from tests.make import AUG_20, a_listing, an_entry, merged


def test_a_paper_has_the_tags_of_its_listing_and_then_its_topics_each_once():
    rules = Rules(words=vocabulary((Topic("planning", "Planning", ("planner",)), Topic("games", "Games", ("chess",)))))
    found = tags.of_paper(an_entry("A Planner for Chess", tags=("My Tag", "GAMES", "my tag")), rules)
    assert found == {"my-tag": "My Tag", "games": "Games", "planning": "Planning"}


def subjects(*tags: tuple[str, ...], minimum: int = 1) -> list[tuple[str, str]]:
    """The names and addresses of the tags that have a page, for papers with these tags."""
    listing = a_listing(AUG_20, *[an_entry(str(number), tags=group) for number, group in enumerate(tags)])
    return [(tag.name, urls.of(tag)) for tag in merged([listing], tags_minimum=minimum).tags]


def test_a_tag_named_index_does_not_replace_the_list_of_tags():
    [(name, path)] = subjects(("Index",))
    assert name == "Index"
    assert path.startswith("tags/index-")
    assert path != urls.TAGS


def test_tags_with_any_names_have_different_pages_in_the_folder_of_tags():
    found = subjects(("C", "C++", "../../etc", "..", "con", "π₀", "論文", "A" * 300))
    assert len({path for _, path in found}) == len(found) == 8
    assert all(path.count("/") == 1 and ".." not in path for _, path in found)


def test_a_tag_is_named_as_on_its_oldest_paper():
    assert subjects(("Deep Learning",), ("deep learning",)) == [("Deep Learning", "tags/deep-learning.html")]


def test_a_tag_with_too_few_papers_is_shown_without_a_link():
    [paper] = merged([a_listing(AUG_20, an_entry("A", tags=("x",)))], tags_minimum=2).papers
    assert [(subject.name, subject.slug) for subject in paper.subjects] == [("x", "")]


# A topic and those above it.

FAMILY = vocabulary(
    (
        Topic("agents", "Agents", ("agent",)),
        Topic("planning", "Planning", ("planner",), parent="agents"),
        Topic("path-planning", "Path planning", ("path planner",), parent="planning"),
    )
)


def titles(listings, **rules):
    """The titles on the page of each tag."""
    archive = merged(listings, words=FAMILY, **rules)
    return {tag.slug: [paper.facts.title for paper in tag.papers] for tag in archive.tags}


def test_the_page_of_a_topic_has_the_papers_of_all_topics_below_it_each_once():
    found = titles(
        [a_listing(AUG_20, an_entry("A Planner"), an_entry("An Agent's Planner"), an_entry("A Path Planner"))]
    )
    assert found == {
        "agents": ["A Planner", "An Agent's Planner", "A Path Planner"],
        "planning": ["A Planner", "An Agent's Planner", "A Path Planner"],
        "path-planning": ["A Path Planner"],
    }


def test_a_paper_shows_its_own_topics_and_not_those_above_them():
    [paper] = merged([a_listing(AUG_20, an_entry("A Path Planner"))], words=FAMILY, tags_minimum=1).papers
    assert [subject.slug for subject in paper.subjects] == ["path-planning"]


def test_the_papers_of_topics_below_count_for_the_page_of_a_topic():
    listing = a_listing(AUG_20, an_entry("A Planner"), an_entry("A Path Planner"))
    assert set(titles([listing], tags_minimum=2)) == {"agents", "planning"}


def test_a_tag_of_a_listing_that_is_a_topic_counts_for_the_topics_above_it():
    assert set(titles([a_listing(AUG_20, an_entry("A", tags=("Path Planning",)))])) == {
        "agents",
        "planning",
        "path-planning",
    }


def test_a_topic_has_its_parent_even_if_no_paper_has_that_topic():
    [_, tag] = merged([a_listing(AUG_20, an_entry("A Planner"))], words=FAMILY).tags
    assert (tag.name, tag.parent.name, tag.parent.slug) == ("Planning", "Agents", "agents")


def test_a_topic_has_the_name_in_the_vocabulary_and_not_the_spelling_of_a_listing():
    words = vocabulary((Topic("planning", "Planning", ("planner",)),))
    [tag] = merged([a_listing(AUG_20, an_entry("A", tags=("PLANNING",)))], words=words).tags
    assert tag.name == "Planning"


# Tags that differ only in punctuation.


def warnings(*groups: tuple[str, ...], **rules) -> list[str]:
    listing = a_listing(AUG_20, *[an_entry(str(at), tags=group, line=at) for at, group in enumerate(groups, 1)])
    store, report = Store.in_memory(), Report()
    update(store, ListingChanges((), (listing,), {}.__getitem__, lambda: (listing,)), Rules(**rules))
    tags.warn([listing], store, Rules(**rules), report)
    return [str(each) for each in report.warnings]


def test_the_ten_names_of_languages_and_algorithms_are_ten_tags():
    named = ("C", "C#", "C++", "F", "F#", ".NET", "NET", "A*", "A", "node.js")
    assert (len(subjects(named)), warnings(named)) == (10, [])


def test_tags_that_differ_in_another_sign_are_one_subject_with_a_warning_that_names_both():
    assert warnings(("R&D",), ("x", "R/D"), ("R/D",)) == [
        "content/2025/2025-08-20.md:2: tags: 'R/D' and 'R&D' are one subject, r-d; "
        "write both alike, or use other words for one"
    ]


@pytest.mark.parametrize("pair", [("C!", "C"), ("C++", "C plus plus"), ("A'", "A"), ("(x)", "x"), ("a, b", "a b")])
def test_every_sign_that_is_not_named_is_warned_about(pair):
    assert len(warnings(pair[:1], pair[1:])) == 1


@pytest.mark.parametrize(
    "pair", [("Deep Learning", "deep-learning"), ("a_b", "A B"), ("Théory", "theory"), ("a–b", "a b"), ("C#", "c#")]
)
def test_spellings_that_differ_in_case_accents_and_hyphens_are_one_subject_without_a_warning(pair):
    assert (warnings(pair[:1], pair[1:]), len(subjects(pair))) == ([], 1)


def test_the_name_of_a_topic_may_differ_from_the_tag():
    rules = {"words": vocabulary((Topic("q-a", "Questions & Answers", ("qa",)),))}
    assert warnings(("Q-A",), ("Q/A",), **rules) == []
