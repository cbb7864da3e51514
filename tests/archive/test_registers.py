"""The subjects that papers bear, and the people who wrote them."""

import pytest

from gazette.archive import merge
from gazette.config.topics import Topic, vocabulary
from gazette.core import urls
from tests.make import AUG_20, AUG_21, a_listing, an_entry

PEOPLE = ("../../etc", "..", "X", "x", "0", "Index", "index", "con", "π₀", "李明", "José", "Jose", "???", "A" * 300)


def authors(*listings, minimum: int = 1):
    return merge.merge(listings, authors_minimum=minimum).authors


def written_by(*names: tuple[str, ...]):
    """A listing of a paper by each of these groups."""
    return a_listing(AUG_20, *[an_entry(f"Paper {number}", authors=group) for number, group in enumerate(names)])


@pytest.mark.parametrize(("minimum", "known"), [(1, ["Ada A", "Bo B"]), (2, ["Ada A"]), (3, [])])
def test_an_author_of_too_few_papers_has_no_page(minimum, known):
    listing = written_by(("Ada A", "Bo B"), ("Ada A",))
    assert [author.name for author in authors(listing, minimum=minimum)] == known


def test_an_author_has_each_paper_once_in_the_order_they_first_came():
    listings = [a_listing(AUG_20, an_entry("B", authors=("Ada A", "Ada A")), an_entry("A", authors=("Ada A",)))]
    listings.append(a_listing(AUG_21, an_entry("A", authors=("Ada A",)), an_entry("C", authors=("Ada A",))))
    [author] = authors(*listings)
    assert [paper.facts.title for paper in author.papers] == ["B", "A", "C"]


def test_spellings_that_make_one_slug_are_one_person_named_as_the_oldest_paper_does():
    [author] = authors(written_by(("José Díaz",), ("Jose Diaz",), ("JOSÉ DÍAZ",)))
    assert (author.slug, author.name, len(author.papers)) == ("jose-diaz", "José Díaz", 3)


def test_authors_come_in_the_order_of_their_slugs():
    assert [author.slug for author in authors(written_by(("Bo B", "Ada A", "Cy C")))] == ["ada-a", "bo-b", "cy-c"]


def test_whatever_a_person_is_called_their_page_is_their_own_and_below_authors():
    found = authors(written_by(PEOPLE))
    paths = [urls.of(author) for author in found]
    letters = {urls.letter(each) for each in "0abcdefghijklmnopqrstuvwxyz"}
    assert len(set(paths)) == len(paths)
    assert all(path.count("/") == 1 and ".." not in path and len(path) < 120 for path in paths)
    assert not {*paths} & {urls.AUTHORS, *letters}


def test_one_letter_in_two_cases_is_two_people():
    assert len(authors(written_by(("X", "x")))) == 2


# Subjects.


def subjects(*tags: tuple[str, ...], minimum: int = 1) -> list[tuple[str, str]]:
    """The names and addresses of the tags that have a page, of papers that bear these."""
    listing = a_listing(AUG_20, *[an_entry(str(number), tags=group) for number, group in enumerate(tags)])
    return [(tag.name, urls.of(tag)) for tag in merge.merge([listing], tags_minimum=minimum).tags]


def test_a_tag_called_index_does_not_take_the_indexs_place():
    [(name, path)] = subjects(("Index",))
    assert name == "Index"
    assert path.startswith("tags/index-")
    assert path != urls.TAGS


def test_whatever_a_tag_is_called_its_page_is_its_own_and_below_tags():
    found = subjects(("C", "C++", "../../etc", "..", "con", "π₀", "論文", "A" * 300))
    assert len({path for _, path in found}) == len(found) == 8
    assert all(path.count("/") == 1 and ".." not in path for _, path in found)


def test_a_tag_is_called_as_the_oldest_listing_spells_it():
    assert subjects(("Deep Learning",), ("deep learning",)) == [("Deep Learning", "tags/deep-learning.html")]


def test_a_tag_of_too_few_papers_is_borne_without_a_page():
    [paper] = merge.merge([a_listing(AUG_20, an_entry("A", tags=("x",)))], tags_minimum=2).papers
    assert [(subject.name, subject.slug) for subject in paper.subjects] == [("x", "")]


def test_a_topic_knows_the_subject_it_belongs_to_though_no_paper_bears_that_one():
    words = vocabulary((Topic("agents", "Agents", ()), Topic("planning", "Planning", ("planner",), parent="agents")))
    listing = a_listing(AUG_20, an_entry("A Planner"))
    [tag] = merge.merge([listing], words=words).tags
    assert (tag.name, tag.parent.name, tag.parent.slug) == ("Planning", "Agents", "")
