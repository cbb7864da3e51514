"""The archive that is read from a store has its papers, days, tags, authors and organisations."""

import pytest

from gazette.archive import reader
from gazette.archive.affected import ListingChanges
from gazette.archive.merge import Rules
from gazette.archive.store import Store
from gazette.archive.update import update
from gazette.config.topics import Topic, vocabulary
from gazette.core.model import Archive, Redirect, Subject
from tests.make import AUG_20, AUG_22, a_listing, an_entry

WORDS = vocabulary((Topic("models", "Models", ()), Topic("big", "Big Models", ("big model",), parent="models")))
RULES = Rules("example.org,2025", WORDS, 2, 2, 2)
LISTINGS = (
    a_listing(
        AUG_20,
        an_entry("One", tags=("gaps",), authors=("Ada A", "Bo B"), org="Lab"),
        an_entry("A Big Model", tags=("models",), authors=("Ada A",), org="Lab"),
        note="Of the day.",
    ),
    a_listing(AUG_22, an_entry("Two", tags=("gaps",), org="X"), an_entry("One", votes=3), an_entry("Big Model Two")),
)


@pytest.fixture
def store():
    found = Store.in_memory()
    update(found, ListingChanges((), LISTINGS, {}.__getitem__, lambda: LISTINGS), RULES)
    found.flush()
    yield Store(found._base)
    found._base.close()


def titles(papers):
    return [paper.facts.title for paper in papers]


def test_an_empty_store_is_an_empty_archive():
    found = reader.read(Store.in_memory(), RULES)
    assert (list(found.papers), found.days, found.tags, found.authors, found.orgs) == ([], (), (), (), ())
    assert found.moved == Archive().moved


def test_nothing_is_loaded_until_a_paper_is_read(store):
    archive = reader.read(store, RULES)
    assert len(archive.papers) == 4
    assert store._papers == {}
    assert archive.papers[0].facts.title == "One"


def test_every_paper_is_in_the_archive_once_in_the_order_of_first_appearance(store):
    assert titles(reader.read(store, RULES).papers) == ["One", "A Big Model", "Two", "Big Model Two"]


def test_days_are_linked_and_have_their_papers_by_rank(store):
    first, second = reader.read(store, RULES).days
    assert (first.date, first.previous, first.next) == (AUG_20, None, AUG_22)
    assert (first.notes, second.notes) == (("Of the day.",), ())
    assert titles(second.papers) == ["Two", "One", "Big Model Two"]


def test_tags_authors_and_organisations_with_enough_papers_are_in_the_archive(store):
    archive = reader.read(store, RULES)
    assert [(tag.slug, tag.name, titles(tag.papers)) for tag in archive.tags] == [
        ("big", "Big Models", ["A Big Model", "Big Model Two"]),
        ("gaps", "gaps", ["One", "Two"]),
        ("models", "Models", ["A Big Model", "Big Model Two"]),
    ]
    assert [(each.slug, each.name, titles(each.papers)) for each in archive.authors] == [
        ("ada-a", "Ada A", ["One", "A Big Model"])
    ]
    assert [(each.slug, each.name, titles(each.papers)) for each in archive.orgs] == [
        ("lab", "Lab", ["One", "A Big Model"])
    ]


def test_a_topic_has_its_parent(store):
    parents = {tag.slug: tag.parent for tag in reader.read(store, RULES).tags}
    assert parents == {"big": Subject("Models", "models"), "gaps": None, "models": None}


def test_redirects_of_papers_that_moved_are_in_the_archive(store):
    store.put_moved([Redirect("papers/old.html", "papers/new.html")])
    assert reader.read(store, RULES).moved == (Redirect("papers/old.html", "papers/new.html"),)
