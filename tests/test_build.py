"""Builds from end to end: small changes, full builds, failures; the site is always the one of a clean build."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

import build as table_of_contents
from gazette.cache.database import Cache
from gazette.core import urls
from gazette.core.errors import Mistakes, Report
from gazette.publishing import outdated
from gazette.publishing.edition import Built, Edition
from gazette.rendering import renderer
from gazette.sources import inputs, scan
from tests import site

SETTINGS = site.SETTINGS + "authors:\n  minimum: 2\norgs:\n  minimum: 2\ndescription: Of small things.\n"
NEW_DAY = "## On Tides\n- arxiv: 2503.00009\n- authors: Cy Third\n- tags: bandits, theory\n- votes: 4\n\nWater moves.\n"


@pytest.fixture
def source(tmp_path):
    source = site.a_source(tmp_path / "source", settings=SETTINGS)
    site.build(source)
    return source


def built(source: Path, **asked) -> Built:
    return table_of_contents.build(site.options(source, **asked), Report())


def differing(source: Path, **asked) -> list[str]:
    """The files of the site that differ from those of a clean build."""
    return site.differences(site.clean_build(source, **asked), site.files(source / "public"))


def assert_small(source: Path, **asked) -> None:
    """Build; only what changed is looked at, and the site is the one of a clean build."""
    assert built(source, **asked).reason == ""
    assert differing(source, **asked) == []


def assert_full(source: Path, reason: str, **asked) -> None:
    """Build; everything is looked at for this reason, and the site is the one of a clean build."""
    assert built(source, **asked).reason == reason
    assert differing(source, **asked) == []


FIRST, SECOND = "content/2025-03-10.md", "content/2025-03-12.md"
EDITS = {
    "a new day": {"content/2025-03-14.md": NEW_DAY},
    "a day before all others": {"content/2024-12-31.md": NEW_DAY},
    "a day in a gap": {"content/2025-03-11.md": NEW_DAY},
    "a second listing of a day": {"content/2025-03-12-b.md": NEW_DAY},
    "a quiet day": {"content/2025-03-14.md": "---\nquiet: true\n---\n\nNothing today.\n"},
    "an edited abstract": {SECOND: site.LISTINGS[SECOND].replace("missing", "lost")},
    "a paper taken out": {SECOND: site.LISTINGS[SECOND].split("## On Gaps")[0]},
    "other votes and ranks": {SECOND: "## On Gaps\n- id: gaps\n- votes: 30\n- tags: bandits\n\n" + NEW_DAY},
    "a paper listed again": {"content/2025-03-14.md": "## On Gaps\n- id: gaps\n- votes: 9\n"},
    "a tag that gets its page": {
        "content/2025-03-14.md": "## S\n- tags: tides\n",
        "content/2025-03-15.md": "## T\n- tags: tides\n",
    },
    "an author who gets a page": {"content/2025-03-14.md": "## More\n- authors: Ada Example\n"},
    "a page that Markdown leads to": {
        "content/2025-03-14.md": "## Later\n- arxiv: 2503.00007\n\n> See [it](papers/on-gaps.html).\n"
    },
    "the last day gone": {SECOND: None},
    "one day gone and another come": {SECOND: None, "content/2025-03-14.md": NEW_DAY},
    "a listing of another name": {SECOND: None, "content/2025-03-13.md": site.LISTINGS[SECOND]},
}


def save(source: Path, files: dict[str, str | None]) -> None:
    """None is a file that goes."""
    site.write(source, {name: body for name, body in files.items() if body is not None})
    for name in files.keys() - {name for name, body in files.items() if body is not None}:
        (source / name).unlink()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_built_as_a_small_change_and_so_is_its_undoing(name, source):
    edit, before = EDITS[name], site.files(source / "public")
    save(source, edit)
    assert_small(source)
    save(source, {name: site.LISTINGS.get(name) for name in edit})
    assert built(source).reason == ""
    assert site.differences(before, site.files(source / "public")) == []


def test_a_tag_that_gets_its_page_is_linked_from_the_pages_of_its_authors(source):
    papers = "## Ebb\n- authors: Cy Third\n- tags: tides\n\n## Flow\n- authors: Cy Third\n"
    site.write(source, {"content/2025-03-13.md": papers})
    site.build(source)
    site.write(source, {"content/2025-03-14.md": "## Neap\n- tags: tides\n"})
    assert_small(source)
    assert b"../tags/tides.html" in (source / "public/authors/cy-third.html").read_bytes()


def test_et_al_is_nowhere_a_person_but_pages_say_it(source):
    papers = ["Ada Example; Bo Sample; et al.", "Cy Other et al.", "Di Last; and 12 others"]
    site.write(source, {"site.yaml": f"{site.SETTINGS}authors:\n  minimum: 1\n"})
    listing = "".join(f"## Paper {at}\n- authors: {authors}\n\n" for at, authors in enumerate(papers))
    site.write(source, {"content/2025-03-14.md": listing})
    built(source)
    files = site.files(source / "public")
    assert not [path for path in files if path.startswith("authors/") and ("et-al" in path or "others" in path)]
    texts = [body.decode() for path, body in files.items() if path.endswith((".html", ".xml"))]
    persons = re.findall(
        r'<bdi>(?:<a [^>]*>)?([^<]*)|citation_author" content="([^"]*)|<dc:creator>([^<]*)', "".join(texts)
    )
    assert not [names for names in persons if re.search("et al|others", "".join(names))]
    pages = [files[f"papers/paper-{at}.html"].decode() for at in range(3)]
    assert [re.search("data-others>([^<]*)<", page)[1] for page in pages] == ["et al.", "et al.", "and 12 others"]
    assert all(" and others}" in page for page in pages)


def test_the_old_address_of_a_tag_redirects_whenever_no_other_tag_has_it(source):
    one, other = "## Ebb\n- tags: C#\n\n## Flow\n- tags: C#\n", "## Neap\n- tags: C\n\n## Lee\n- tags: C\n"
    site.write(source, {"content/2025-03-13.md": one})
    built(source)
    assert differing(source) == []
    page, copy = source / "public/tags/c.html", source / "public/tags/c.xml"
    assert b"url=../tags/c-sharp.html" in page.read_bytes()
    new = (source / "public/tags/c-sharp.xml").read_bytes()
    assert b"<title>This feed has a new address</title>" in copy.read_bytes()
    assert re.findall(b"<guid.*</guid>", copy.read_bytes())[1:] == re.findall(b"<guid.*</guid>", new)
    site.write(source, {"content/2025-03-14.md": other})
    built(source)
    assert differing(source) == []
    assert b"c-sharp" not in page.read_bytes() + copy.read_bytes()
    (source / "content/2025-03-14.md").unlink()
    built(source)
    assert differing(source) == []
    assert b"url=../tags/c-sharp.html" in page.read_bytes()
    (source / "content/2025-03-13.md").unlink()
    built(source)
    assert differing(source) == []
    assert not page.exists()
    assert not copy.exists()


def test_the_old_address_of_an_author_redirects_when_the_new_page_comes_and_goes(source):
    listing = "## {}\n- authors: Łukasz Ładny\n"
    days = {f"content/2025-03-{day}.md": listing.format(day) for day in (13, 14, 15)}
    old = f"public/authors/{urls.old_author_slug('Łukasz Ładny')}.html"
    for name, body in days.items():
        site.write(source, {name: body})
        built(source)
    assert differing(source) == []
    assert b"url=../authors/lukasz-ladny.html" in (source / old).read_bytes()
    for name in days:
        (source / name).unlink()
        built(source)
    assert differing(source) == []
    assert not (source / old).exists()


def test_when_the_page_of_an_author_goes_papers_of_the_same_day_no_longer_link_to_it(source):
    papers = ["## Ebb\n- authors: Cy Third\n", "## Flow\n- authors: Cy Third\n"]
    site.write(source, {"content/2025-03-13.md": "\n".join(papers)})
    site.build(source)
    site.write(source, {"content/2025-03-13.md": papers[0]})
    assert_small(source)
    assert b"cy-third.html" not in (source / "public/papers/ebb.html").read_bytes()


def test_an_organisation_gets_its_page_and_loses_it_and_papers_follow(source):
    page, paper = source / "public/orgs/lab.html", source / "public/papers/ebb.html"
    others = "## Moon\n- org: Other\n\n## Sun\n- org: Other\n"  # so that the index of organisations stays
    site.write(source, {"content/2025-03-13.md": f"## Ebb\n- org: Lab\n\n{others}"})
    site.build(source)
    assert (page.exists(), b"orgs/lab.html" in paper.read_bytes()) == (False, False)
    site.write(source, {"content/2025-03-14.md": "## Flow\n- org: Lab\n"})
    assert_small(source)
    assert (page.exists(), b"orgs/lab.html" in paper.read_bytes()) == (True, True)
    (source / "content/2025-03-14.md").unlink()
    assert_small(source)
    assert (page.exists(), b"orgs/lab.html" in paper.read_bytes()) == (False, False)


def test_a_tag_takes_its_name_from_the_oldest_paper_that_is_left(source):
    site.write(source, {SECOND: site.LISTINGS[SECOND].replace("bandits", "Bandits")})
    site.build(source)
    (source / FIRST).unlink()
    assert_small(source)
    assert b"Bandits" in (source / "public/papers/gaps.html").read_bytes()
    site.write(source, {FIRST: site.LISTINGS[FIRST]})
    assert_small(source)
    assert b"Bandits" not in (source / "public/papers/gaps.html").read_bytes()


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        ({"site.yaml": SETTINGS + "author: Ada\n"}, "site.yaml changed"),
        ({"templates/day.html": "{{ day.date }}"}, "templates/day.html changed"),
        ({"static/x.css": "a {}"}, "static/x.css changed"),
        ({"content/pages/about.md": "Other."}, "content/pages/about.md changed"),
        ({"content/redirects.yaml": "old.html: index.html\n"}, "content/redirects.yaml changed"),
        ({"public/.gazette-site": ""}, "public/.gazette-site changed"),
        ({"content/2025-03-14.md": "## Gaps\n\nAnother.\n"}, "two papers would have the same address"),
        (
            {"content/2025-03-14.md": "## Only a Title Is Valid Too\n- arxiv: 2503.00042\n"},
            "a paper got an id, and with it another address",
        ),
    ],
)
def test_a_larger_change_is_built_in_full_and_the_reason_says_why(edit, reason, source):
    if "public/.gazette-site" in edit:
        first, second, *rest = (source / "public/.gazette-site").read_text().split("\n")
        edit = {"public/.gazette-site": "\n".join([first, f"{'0' * 32}-1 {second.partition(' ')[2]}", *rest])}
    site.write(source, edit)
    assert_full(source, reason)


def test_a_first_build_a_fresh_build_and_one_with_other_options_are_full(source):
    assert built(source, fresh=True).reason == "--fresh was given"
    assert built(source, until=date(2025, 3, 12)).reason == "--until changed"
    assert built(source, until=date(2025, 3, 12)).reason == ""


def test_many_changed_listings_are_all_read_again(source, monkeypatch):
    monkeypatch.setattr(inputs, "MAX_CHANGED", 1)
    site.write(source, {"content/2025-03-14.md": NEW_DAY, "content/2025-03-15.md": "## Other\n"})
    assert_full(source, "more than 1 listings changed")


def test_only_the_listings_that_changed_are_read(source, monkeypatch):
    read, seen = inputs.files.UnreadFile.read, []
    monkeypatch.setattr(
        inputs.files.UnreadFile, "read", lambda self, report: seen.append(self.path) or read(self, report)
    )
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert built(source).reason == ""
    assert sorted(seen) == ["content/2025-03-14.md", "content/pages/about.md"]


@pytest.mark.parametrize(
    ("page", "linking"),
    {
        "about.html": {"content/pages/about.md": "See [it](papers/2503.00009.html).\n"},
        "papers/date/2025-03-09.html": {
            "content/2025-03-09.md": "---\nquiet: true\n---\n\n[It](papers/2503.00009.html).\n"
        },
        "papers/old.html": {"content/2025-03-09.md": "## Old\n- id: old\n\n> See [it](papers/2503.00009.html#top).\n"},
    }.items(),
)
def test_a_page_whose_markdown_links_to_what_comes_or_goes_is_drawn_again(page, linking, source):
    for number in range(1, 9):  # so that it is no neighbour of the new day
        site.write(source, {f"content/2025-03-{number + 12}.md": "## Between\n"})
    site.write(source, linking)
    site.build(source)
    site.write(source, {"content/2025-03-28.md": NEW_DAY})
    assert_small(source)
    assert b"papers/2503.00009.html" in (source / "public" / page).read_bytes()
    assert b"<em>it" not in (source / "public" / page).read_bytes().lower()
    (source / "content/2025-03-28.md").unlink()
    assert_small(source)
    assert b"<em>it" in (source / "public" / page).read_bytes().lower()


def test_a_paper_that_gets_an_id_leaves_a_redirect_at_its_old_address(source):
    site.write(source, {"content/2025-03-14.md": "## Only a Title Is Valid Too\n- arxiv: 2503.00042\n"})
    site.build(source)
    assert differing(source) == []
    assert b"moved" in (source / "public/papers/only-a-title-is-valid-too.html").read_bytes()


def test_pages_planned_from_the_cache_are_drawn_by_processes_that_do_not_use_it(source, monkeypatch):
    """Neighbours of a removed day show papers that no changed listing has."""
    monkeypatch.setattr(outdated, "MIN_PAGES", 1)
    site.write(source, {"site.yaml": SETTINGS + "leave_out: [sitemap]\n"})
    site.write(source, {f"content/2025-03-{day}.md": f"## Paper {day}\n- tags: bandits\n" for day in range(13, 30)})
    site.build(source)
    (source / "content/2025-03-20.md").unlink()
    assert_small(source, jobs=2)


# Mistakes and failures.


def test_a_mistake_changes_nothing_and_the_next_build_is_right(source):
    before = site.files(source / "public")
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: many\n"})
    with pytest.raises(Mistakes, match=r"content/2025-03-14\.md:2: votes"):
        site.build(source)
    assert site.files(source / "public") == before
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert_small(source)


def test_the_mistakes_of_all_files_are_reported_together(source):
    wrong = {
        "content/2025-03-14.md": "## A\n- votes: many\n",
        "content/2025-03-15.md": "## B\n- votes: few\n",
        "content/pages/x.md": "---\n",
    }
    site.write(source, wrong)
    with pytest.raises(Mistakes) as found:
        site.build(source)
    assert [problem.path for problem in found.value.problems] == list(wrong)


def test_an_edit_next_to_a_mistake_is_built_once_the_mistake_is_corrected(source):
    site.write(source, {"content/2025-03-14.md": "## A\n- votes: many\n", SECOND: EDITS["a paper taken out"][SECOND]})
    with pytest.raises(Mistakes):
        site.build(source)
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert_small(source)
    assert not (source / "public/papers/on-gaps.html").exists()


def test_a_failed_full_build_keeps_the_listings_that_it_parsed(tmp_path, monkeypatch):
    source = site.a_source(tmp_path / "source", {**site.LISTINGS, "content/2025-03-14.md": "## A\n- votes: many\n"})
    with pytest.raises(Mistakes):
        site.build(source)
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    parse, seen = table_of_contents.importers.parse, []
    monkeypatch.setattr(
        table_of_contents.importers, "parse", lambda file, report: seen.append(file.path) or parse(file, report)
    )
    assert_full(source, "no earlier build is known")
    assert [path for path in seen if path != "content/2025-03-14.md"] == [FIRST, SECOND]  # by the clean build alone


def test_a_failure_while_drawing_does_no_harm_to_the_next_build(source, monkeypatch):
    before = site.files(source / "public")
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    real = renderer.Renderer.draw

    def fail(self, page):
        if page.path == "index.html":
            raise OSError("no more")
        return real(self, page)

    monkeypatch.setattr(renderer.Renderer, "draw", fail)
    with pytest.raises(OSError, match="no more"):
        site.build(source)
    monkeypatch.undo()
    assert site.files(source / "public") == before
    assert_small(source)


@pytest.mark.parametrize("step", [(Cache, "commit"), (Edition, "_replace_files")])
def test_a_build_that_dies_at_its_end_does_no_harm_to_the_next(step, source, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    monkeypatch.setattr(*step, die)
    with pytest.raises(KeyboardInterrupt):
        site.build(source)
    monkeypatch.undo()
    (source / "content/2025-03-14.md").unlink()
    site.write(source, {"content/2025-03-15.md": NEW_DAY.replace("Tides", "Ebbs")})
    site.build(source)
    assert differing(source) == []


def test_a_tag_and_an_author_get_their_pages_and_lose_them(source):
    pages = source / "public/tags/tides.html", source / "public/authors/ada-example.html"
    save(source, EDITS["a tag that gets its page"] | EDITS["an author who gets a page"])
    site.write(source, {"content/2025-03-16.md": "## S\n- tags: tides\n- authors: Ada Example\n"})
    assert_small(source)
    assert [path.exists() for path in pages] == [True, True]
    for number in (14, 15, 16):
        (source / f"content/2025-03-{number}.md").unlink()
    assert_small(source)
    assert [path.exists() for path in pages] == [False, False]


def test_a_day_after_until_is_left_out_of_small_builds_too(source):
    until = date(2025, 3, 12)
    site.build(source, until=until)
    site.write(source, {"content/2025-03-14.md": NEW_DAY, SECOND: site.LISTINGS[SECOND] + "\n## Late\n"})
    assert_small(source, until=until)
    assert not (source / "public/papers/2503.00009.html").exists()
    assert_full(source, "--until changed")


# Warnings.


def warnings(source, **asked) -> list[str]:
    report = Report()
    table_of_contents.build(site.options(source, **asked), report)
    return list(map(str, report.warnings))


def test_warnings_about_files_that_did_not_change_are_repeated(source):
    site.write(source, {"content/photo.png": b"\x89", "content/2025-03-09.md": "##odd\n\n## Even\n- colour: red\n"})
    site.write(source, {"content/2025-03-11.md": "## Uneven\n- colour: blue\n"})
    found = []
    for number in range(3):
        found.append(warnings(source))
        site.write(source, {f"content/2025-04-0{number + 1}.md": NEW_DAY.replace("00009", f"0010{number}")})
    assert len(found[0]) == 4
    assert found[0] == found[1] == found[2]


ODD = {
    "a file that is skipped": {"content/photo.png": b"\x89"},
    "a skipped file and a day": {"content/2025-03-14.md": NEW_DAY, "content/2025/photo.png": b"\x89"},
    "a listing with warnings": {"content/2025-03-11.md": "##odd\n\n## Even\n- colour: red\n"},
}


@pytest.mark.parametrize("edit", ODD.values(), ids=ODD.keys())
def test_new_warnings_are_printed_every_time_as_a_clean_build_prints_them(edit, source):
    site.write(source, edit)
    found = [warnings(source), warnings(source)]
    wanted = warnings(source, fresh=True)
    assert wanted
    assert found == [wanted, wanted]


# Other hands.


def test_another_build_of_the_same_output_is_noticed(source):
    """The cache is this source's, but the output is somebody else's by now."""
    other = site.a_source(source.with_name("other"), {**site.LISTINGS, "content/2025-03-20.md": NEW_DAY})
    site.build(other, source / "public")
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert_full(source, "public/.gazette-site changed")


def test_a_build_waits_for_another_one_of_the_same_output(source):
    """Two that ran at the same time end with the site of the last."""
    other = site.a_source(source.with_name("other"), {**site.LISTINGS, "content/2025-03-20.md": NEW_DAY})
    site.write(source, {"content/2025-03-14.md": "## Other\n"})
    found = [site.start(each, "--output", source / "public") for each in (other, source)]
    assert [each.wait(100) for each in found] == [0, 0]
    site.build(source)
    assert differing(source) == []


@pytest.mark.parametrize(
    "put_back",
    [
        lambda path, body, stat: path.write_bytes(body),
        lambda path, body, stat: (path.write_bytes(body), os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))),
    ],
)
def test_a_cache_of_an_earlier_time_does_no_harm(put_back, source):
    cache = source / ".gazette/cache.sqlite"
    old, stat = cache.read_bytes(), cache.stat()
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    site.build(source)
    put_back(cache, old, stat)
    site.write(source, {"content/2025-03-15.md": "## Other\n"})
    site.build(source)
    assert differing(source) == []


def test_a_cache_that_was_written_to_counts_as_empty(source):
    cache = source / ".gazette/cache.sqlite"
    cache.write_bytes(cache.read_bytes())
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert_full(source, "no earlier build is known")


def test_a_cache_that_is_copied_with_its_times_is_used(source):
    """As by a workflow that keeps it between runs, on a file system with other inodes and times of change."""
    cache = source / ".gazette/cache.sqlite"
    stat, copy = cache.stat(), cache.with_name("copy")
    copy.write_bytes(cache.read_bytes())
    os.utime(copy, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    copy.replace(cache)
    site.write(source, {"content/2025-03-14.md": NEW_DAY})
    assert_small(source)


def a_link_to_a_listing(source):
    site.write(source.parent / "elsewhere", {"2025-03-14.md": NEW_DAY})
    (source / "content/2025-03-14.md").symlink_to(source.parent / "elsewhere/2025-03-14.md")


def a_link_instead_of_a_listing(source):
    (source / SECOND).rename(source / "elsewhere.md")
    (source / SECOND).symlink_to(source / "elsewhere.md")


def a_link_to_a_folder(source):
    site.write(source.parent / "elsewhere", {"2025-03-14.md": NEW_DAY})
    (source / "content/more").symlink_to(source.parent / "elsewhere")


def a_name_that_cannot_be_printed(source):
    site.write(source, {"content/2025-03-14-\x07.md": NEW_DAY})


def a_folder_that_cannot_be_printed(source):
    site.write(source, {"content/a\\b/2025-03-14.md": NEW_DAY})


REFUSED = [
    a_link_to_a_listing,
    a_link_instead_of_a_listing,
    a_link_to_a_folder,
    a_name_that_cannot_be_printed,
    a_folder_that_cannot_be_printed,
]


@pytest.mark.parametrize("put", REFUSED)
def test_what_a_clean_build_refuses_is_refused_when_it_is_added_later(put, source):
    before = site.files(source / "public")
    put(source)
    with pytest.raises(Mistakes) as wanted:
        site.clean_build(source)
    with pytest.raises(Mistakes) as found:
        site.build(source)
    assert str(found.value) == str(wanted.value)
    assert site.files(source / "public") == before


# A file that cannot be read has not been removed.


@pytest.mark.parametrize("failing", ["content/2025", "content/2025/2025-03-14.md"])
def test_a_listing_that_cannot_be_read_is_not_taken_for_removed(failing, source, monkeypatch):
    site.write(source, {"content/2025/2025-03-14.md": NEW_DAY})
    site.build(source)
    before, real = site.files(source / "public"), scan.os.scandir

    class Entry:
        """One that went away and came back, as an editor's save may."""

        def __init__(self, entry):
            self.entry = entry

        def __getattr__(self, name):
            return getattr(self.entry, name)

        def stat(self, **asked):
            raise FileNotFoundError if "2025-03-14" in self.entry.path else PermissionError

    class Entries(list):
        __enter__, __exit__ = (lambda self: self), (lambda self, *_: None)

    def scandir(path):
        if str(path) == str(source / failing):
            raise PermissionError(13, "Permission denied", str(path))
        found = real(path)
        return found if str(path) != str((source / failing).parent) else Entries(map(Entry, found))

    monkeypatch.setattr(scan.os, "scandir", scandir)
    if failing.endswith(".md"):
        site.build(source)
    else:
        with pytest.raises(Mistakes, match=r"^content/2025: cannot read the folder: Permission denied; "):
            site.build(source)
    assert site.files(source / "public") == before
