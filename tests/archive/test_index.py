"""Tags, authors and organisations: which papers an index has, its name, and whether it has a page."""

import pytest

from gazette.archive import index
from gazette.archive.index import KINDS
from gazette.archive.merge import Rules
from gazette.archive.numbering import number
from gazette.archive.store import Index, Store
from gazette.core import urls
from tests.make import AUG_20, AUG_21, a_listing, an_entry, merged

PEOPLE = ("../../etc", "..", "X", "x", "0", "Index", "index", "con", "π₀", "李明", "José", "Jose", "???", "A" * 300)


def authors(*listings, minimum: int = 1):
    return merged(listings, authors_minimum=minimum).authors


def written_by(*names: tuple[str, ...]):
    """A listing with a paper by each of these groups."""
    return a_listing(AUG_20, *[an_entry(f"Paper {number}", authors=group) for number, group in enumerate(names)])


# Authors.


@pytest.mark.parametrize(("minimum", "known"), [(1, ["Ada A", "Bo B"]), (2, ["Ada A"]), (3, [])])
def test_an_author_with_too_few_papers_has_no_page(minimum, known):
    listing = written_by(("Ada A", "Bo B"), ("Ada A",))
    assert [author.name for author in authors(listing, minimum=minimum)] == known


def test_an_author_has_each_paper_once_in_the_order_of_first_appearance():
    listings = [a_listing(AUG_20, an_entry("B", authors=("Ada A", "Ada A")), an_entry("A", authors=("Ada A",)))]
    listings.append(a_listing(AUG_21, an_entry("A", authors=("Ada A",)), an_entry("C", authors=("Ada A",))))
    [author] = authors(*listings)
    assert [paper.facts.title for paper in author.papers] == ["B", "A", "C"]


def test_spellings_with_the_same_slug_are_one_author_named_as_on_the_oldest_paper():
    [author] = authors(written_by(("José Díaz",), ("Jose Diaz",), ("JOSÉ DÍAZ",)))
    assert (author.slug, author.name, len(author.papers)) == ("jose-diaz", "José Díaz", 3)


def test_authors_are_in_the_order_of_their_slugs():
    assert [author.slug for author in authors(written_by(("Bo B", "Ada A", "Cy C")))] == ["ada-a", "bo-b", "cy-c"]


def test_authors_with_any_names_have_different_pages_in_the_folder_of_authors():
    found = authors(written_by(PEOPLE))
    paths = [urls.of(author) for author in found]
    letters = {urls.letter(each) for each in "0abcdefghijklmnopqrstuvwxyz"}
    assert len(set(paths)) == len(paths)
    assert all(path.count("/") == 1 and ".." not in path and len(path) < 120 for path in paths)
    assert not {*paths} & {urls.AUTHORS, *letters}


def test_a_single_letter_in_two_cases_is_two_authors():
    assert len(authors(written_by(("X", "x")))) == 2


# Organisations.


def test_an_organisation_with_the_minimum_of_papers_has_a_page():
    listing = a_listing(
        AUG_20, an_entry("A", org="Example Lab"), an_entry("B", org="Example Lab"), an_entry("C", org="X")
    )
    assert [(org.slug, org.name, len(org.papers)) for org in merged([listing], orgs_minimum=2).orgs] == [
        ("example-lab", "Example Lab", 2)
    ]


@pytest.mark.parametrize("name", ["index", "../../etc", "π₀", "con", "A" * 300])
def test_an_organisation_with_any_name_has_its_page_in_the_folder_of_organisations(name):
    [org] = merged([a_listing(AUG_20, an_entry("A", org=name))]).orgs
    path = urls.of(org)
    assert path.startswith("orgs/")
    assert path.count("/") == 1
    assert path != urls.ORGS


# Every kind.


@pytest.mark.parametrize("kind", KINDS)
def test_replaced_papers_leave_the_index_and_new_ones_are_added(kind):
    entries = {"tag": {"tags": ("x",)}, "author": {"authors": ("x y",)}, "org": {"org": "x"}}
    papers = {
        number(each): each
        for each in merged(
            [a_listing(AUG_20, *(an_entry(title, **(entries[kind] if title != "C" else {})) for title in "ABC"))]
        ).papers
    }
    store, rules = Store.in_memory(), Rules()
    one, two, three = sorted(papers)
    store.put_papers(papers, [])
    [(slug, (before, now))] = index.update(kind, store, {}, {one: papers[one]}, rules).items()
    assert (list(before.numbers), list(now.numbers)) == ([], [one])
    index.update(kind, store, {one: papers[one]}, {two: papers[two], three: papers[three]}, rules)
    assert list(store.index(kind, slug).numbers) == [two]
    assert sum(store.index(kind, slug).months.values()) == (1 if KINDS[kind].by_month else 0)
    gone = index.update(kind, store, {two: papers[two]}, {}, rules)[slug]
    assert (index.has_page(kind, gone.before, rules), index.has_page(kind, gone.now, rules)) == (True, False)
    assert list(index.toggled(kind, {slug: gone}, rules)) == [slug]
    assert list(store.names(kind, 1)) == []


def test_an_index_without_papers_has_no_name():
    assert Store.in_memory().index("tag", "nothing") == Index("", Store.in_memory().index("tag", "x").numbers, {})
