"""What a change of listings affects because of trends: all years whose pages change."""

from array import array
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.archive import affected_trends
from gazette.archive.affected import ListingChanges
from gazette.archive.index import Change
from gazette.archive.merge import Rules
from gazette.archive.store import EMPTY_INDEX, Store
from gazette.archive.update import update
from gazette.core.model import Appearance, Entry, Paper, Ref, Subject
from gazette.pages import year
from tests.make import a_listing, a_site, an_entry, shows, times

RULES = Rules(tags_minimum=2, orgs_minimum=3)
SITE = a_site(search=True)
TITLES = ["A lamp", "Red lamps", "A tide", "Of gaps"]


def entries(key: str):
    tags = st.lists(st.sampled_from(["gaps", "tides"]), max_size=2, unique=True).map(tuple)
    org = st.sampled_from(["", "", "Lab", "LAB", "Inc"])
    return st.builds(an_entry, st.sampled_from(TITLES), id=st.just(key), tags=tags, org=org)


@st.composite
def folders(draw):
    """Listings in three years, so many that subjects and words rise."""
    found = {}
    for number in (2023, 2024, 2025):
        for at in range(draw(st.integers(0, 3))):
            day = date(number, 7, 1) + timedelta(at)
            some = [draw(entries(f"{day}-{place}")) for place in range(draw(st.integers(0, 9)))]
            listing = a_listing(day, *some, quiet=not some)
            found[listing.path] = listing
    return found


def changed(store, before: dict, after: dict):
    paths = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    one, other = ([folder[path] for path in paths if path in folder] for folder in (before, after))
    return update(store, ListingChanges(one, other, before.__getitem__, lambda: [*after.values()]), RULES)


def years(folder: dict) -> dict:
    archive = changed(Store.in_memory(), {}, folder).archive
    return shows(year.pages, archive, SITE)


@settings(max_examples=times(20, 2_000), deadline=None)
@given(folders(), folders(), st.data())
def test_every_year_that_changes_is_affected(before, other, data):
    kept = data.draw(st.sets(st.sampled_from(sorted(before)))) if before else set()
    after = {path: each for path, each in before.items() if path in kept} | other
    store = Store.in_memory()
    changed(store, {}, before)
    found = changed(store, before, after).affected.refs
    was, now = years(before), years(after)
    different = {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)}
    if found is not None:
        assert different <= {f"papers/year/{ref.name}.html" for ref in found if ref.kind == "year"}


# Days that count otherwise.


DAY = date(2025, 3, 10)
GAPS = Subject("Gaps", "gaps")


def a_paper(title: str = "A", *subjects: Subject) -> Paper:
    return Paper("a", "a", Entry(title), subjects, (Appearance(DAY, 1),))


def an_index(count: int):
    return EMPTY_INDEX._replace(name="Gaps", numbers=array("Q", range(count)))


NUMBER = DAY.toordinal() << 16 | 1


def counted(before: Paper | None, now: Paper | None, papers: int = 9) -> set[date]:
    old, new = ({NUMBER: each} if each else {} for each in (before, now))
    return affected_trends.days(old, new, {"gaps": Change(an_index(papers), an_index(papers))})


def test_the_day_of_a_paper_that_is_added_or_removed_counts_otherwise():
    assert counted(None, a_paper()) == counted(a_paper(), None) == {DAY}


def test_the_day_of_a_paper_with_another_subject_counts_otherwise_if_the_subject_may_rise():
    assert counted(a_paper(), a_paper("A", GAPS)) == counted(a_paper("A", GAPS), a_paper()) == {DAY}
    assert counted(a_paper(), a_paper("A", GAPS), papers=4) == set()
    assert counted(a_paper("A", GAPS), a_paper("A", Subject("Gaps"))) == {DAY}
    assert counted(a_paper(), a_paper("A", Subject("Without a page"))) == set()


def test_another_title_changes_the_year_after_if_there_is_one():
    changes = {NUMBER: a_paper()}, {NUMBER: a_paper("B")}
    listed = [DAY, date(2026, 1, 2)]
    assert affected_trends.refs(*changes, listed, (), {}, RULES) == {Ref("year", "2026")}
    assert affected_trends.refs(*changes, listed[:1], (), {}, RULES) == set()
    assert affected_trends.refs({}, {}, listed, [DAY], {}, RULES) == {Ref("year", "2026")}


def test_an_organisation_with_another_name_or_a_new_page_changes_the_years_of_its_papers():
    numbers = array("Q", [NUMBER, (DAY.toordinal() << 16) + 2])
    before = EMPTY_INDEX._replace(name="Lab", numbers=numbers)
    more = before._replace(numbers=numbers + numbers[:1])
    for now, years_found in ((before._replace(name="LAB"), {"2025"}), (more, {"2025"}), (before, set())):
        found = affected_trends.refs({}, {}, [DAY], (), {"lab": Change(before, now)}, RULES)
        assert {ref.name for ref in found} == years_found
