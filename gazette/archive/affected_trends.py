"""Find what a change of listings affects because rising subjects and words are counted over a long time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gazette.archive import index, trends
from gazette.archive.index import Change, Papers
from gazette.archive.merge import Rules
from gazette.archive.numbering import first_day
from gazette.core.model import Paper, Ref


def days(old: Papers, new: Papers, tags: Mapping[str, Change]) -> set[date]:
    """The first days of the papers that count otherwise than before: for all papers, or for a subject that may rise.

    `old` and `new` are the papers that changed, `tags` the changes of their tags.
    """
    return {
        date.fromordinal(first_day(each))
        for each in old.keys() | new.keys()
        if each not in old or each not in new or _counts_otherwise(old[each], new[each], tags)
    }


def _counts_otherwise(before: Paper, now: Paper, tags: Mapping[str, Change]) -> bool:
    if before.subjects == now.subjects:
        return False
    changed = {each.slug for each in {*before.subjects} ^ {*now.subjects}} - {""}
    return any(slug not in tags or _may_rise(tags[slug]) for slug in changed)


def _may_rise(tag: Change) -> bool:
    return max(len(tag.before.numbers), len(tag.now.numbers)) >= trends.MIN_PAPERS


def refs(
    old: Papers,
    new: Papers,
    listed: Iterable[date],
    counted: Iterable[date],
    orgs: Mapping[str, Change],
    rules: Rules,
) -> set[Ref]:
    """The years whose pages may show other trends because of the year before, or other organisations.

    `listed` are all days, and `counted` those that `days` returns.
    """
    retitled = {
        date.fromordinal(first_day(each)).year
        for each in old.keys() & new.keys()
        if old[each].facts.title != new[each].facts.title
    }
    years = {year + 1 for year in retitled.union(day.year for day in counted)} | {*_years_of_orgs(orgs, rules)}
    return {Ref("year", f"{year:04}") for year in years.intersection(day.year for day in listed)}


def _years_of_orgs(orgs: Mapping[str, Change], rules: Rules) -> Iterator[int]:
    """The years with papers of organisations that have another name, or got or lost their page."""
    for before, now in orgs.values():
        if (before.name, index.has_page("org", before, rules)) != (now.name, index.has_page("org", now, rules)):
            days = {*map(first_day, (*before.numbers, *now.numbers))}
            yield from {date.fromordinal(day).year for day in days}
