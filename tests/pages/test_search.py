"""The files of the search index, as pages."""

import json

import pytest

from gazette.archive import affected
from gazette.config.topics import Topic, vocabulary
from gazette.core.model import Archive, Ref
from gazette.pages import search
from gazette.search.reader import Reader
from tests.make import AUG_20, AUG_25, a_listing, a_site, an_entry, merged
from tests.search.archives import read_from

SITE = a_site(search=True)
ARCHIVE = merged(
    [a_listing(AUG_20.replace(month=7), an_entry("Gaps")), a_listing(AUG_20, an_entry("Tides")), a_listing(AUG_25)]
)


def planned(reach, site=SITE, archive=ARCHIVE):
    return {page.path: page for page in search.pages(archive, site, reach)}


def test_the_latest_month_and_the_months_before_are_apart():
    found = planned(affected.everything(ARCHIVE))
    reader = Reader(read_from({path: page.shows["body"] for path, page in found.items() if "body" in page.shows}))
    assert [tier.size for tier in reader.tiers] == [1, 1]
    assert [hit.title for hit in reader.search("gaps OR tides").hits] == ["Tides", "Gaps"]


def test_a_change_in_the_latest_month_plans_only_its_files_and_those_of_the_whole_site():
    found = planned(affected.Affected(frozenset([Ref("search", "current")])))
    whole = {"search.html", "opensearch.xml", "search/subjects.json", "search/common.json"}
    assert whole < found.keys()
    assert all(path.startswith("search/current") for path in found.keys() - whole)


@pytest.mark.parametrize(
    ("leave_out", "address"), [((), "papers/PATH.html"), (("paper",), "papers/date/DAY.html"), (("paper", "day"), "")]
)
def test_results_lead_to_papers_or_to_days_or_nowhere(leave_out, address):
    found = planned(affected.everything(ARCHIVE), a_site(search=True, leave_out=leave_out))
    assert found["search.html"].shows["address"] == address


def test_examples_of_queries_are_from_the_first_day_with_papers_so_that_a_new_day_changes_nothing():
    first = a_listing(AUG_20, an_entry("Gaps in Deep Tides"))
    shown = [
        planned(affected.everything(archive), archive=archive)["search.html"].shows["examples"]
        for archive in map(merged, ([first], [first, a_listing(AUG_25, an_entry("Lamps", votes=9))]))
    ]
    assert shown[0] == shown[1]
    assert shown[0]["words"] == "gaps deep tides"


def test_the_file_of_subjects_has_what_a_query_needs_and_the_address_of_the_page():
    archive = merged([a_listing(AUG_20, an_entry("Gaps", tags=("C++", "Deep Tides")))])
    body = planned(affected.everything(archive), archive=archive)["search/subjects.json"].shows["body"]
    assert [row[:2] for row in json.loads(body)[1]] == [["cplusplus", "C++"], ["deep-tides", "Deep Tides"]]


def test_without_the_setting_or_without_days_there_are_no_files():
    assert planned(affected.everything(ARCHIVE), a_site(search=False)) == {}
    assert planned(affected.everything(Archive()), archive=Archive()) == {}


def test_a_query_for_a_subject_finds_the_papers_that_its_page_shows():
    above = [
        Topic("learning", "Deep Learning", ("learning",)),
        Topic("bandits", "The Bandits", ("bandit",), parent="learning"),
        Topic("linear", "Linear Bandits", ("linear bandit",), parent="bandits"),
        Topic("kites", "Kites", ("kite",)),
    ]
    titles = ("A Linear Bandit", "A Bandit", "Learning of Lamps", "Kites", "Nothing", "A Bandit and a Kite")
    days = (AUG_20.replace(month=7), AUG_20, AUG_25)
    listings = [a_listing(day, *(an_entry(f"{title} {day:%d %m}") for title in titles)) for day in days]
    archive = merged(listings, words=vocabulary(above))
    found = planned(affected.everything(archive), a_site(search=True, topics=tuple(above)), archive)
    reader = Reader(read_from({path: page.shows["body"] for path, page in found.items() if "body" in page.shows}))
    assert {tag.name: len(tag.papers) for tag in archive.tags} == {
        tag.name: reader.search(f'tag:"{tag.name}"').found for tag in archive.tags
    }
    assert reader.search('tag:"deep learning"').found > reader.search('tag:"the bandits"').found > 0
    kites, deep = (
        {hit.slug for hit in reader.search(query, 99).hits} for query in ("kite bandit", 'tag:"deep learning"')
    )
    assert {hit.slug for hit in reader.search('kite bandit -tag:"deep learning"', 99).hits} == kites - deep != kites
