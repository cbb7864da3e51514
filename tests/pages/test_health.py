"""The page and the JSON file of the archive's health."""

import json

from gazette.core.errors import Problem
from gazette.core.model import Archive
from gazette.pages import health
from tests import site
from tests.make import a_site, shows

WRONG = """## A
- arxiv: 2504.00001
- tags: bandits

Too <b>short</b>.
"""


def pages(*findings, **settings):
    return shows(health.pages, Archive(findings=findings), a_site(**settings))


def hint(number, kind="mojibake", path="content/2025/2025-03-12.md"):
    return Problem(path, number, f"what {number}", "do it", kind)


def test_hints_are_grouped_by_kind_with_the_newest_first():
    groups = pages(hint(1), hint(2), hint(0, "missing-day"))["health.html"]["groups"]
    assert [(group.kind, group.total, [row.what for row in group.rows]) for group in groups] == [
        ("missing-day", 1, ["what 0"]),
        ("mojibake", 2, ["what 2", "what 1"]),
    ]


def test_long_groups_are_cut_and_say_how_many_there_are():
    found = pages(*map(hint, range(health.MAX_ROWS + 7)))
    [group] = found["health.html"]["groups"]
    assert (group.total, len(group.rows)) == (health.MAX_ROWS + 7, health.MAX_ROWS)
    data = json.loads(found["data/health.json"]["body"])
    assert (data["count"], len(data["kinds"][0]["findings"])) == (health.MAX_ROWS + 7, health.MAX_ROWS)


def test_rows_link_to_the_file_on_the_code_host():
    [group] = pages(hint(7), hint(0), repository="https://code.example.org/a/b")["health.html"]["groups"]
    address = "https://code.example.org/a/b/blob/HEAD/content/2025/2025-03-12.md"
    assert [row.source for row in group.rows] == [address, address]


def test_no_path_of_this_machine_is_shown():
    for path in ("/home/ada/papers/2025-03-12.md", "C:/papers/2025-03-12.md"):
        [group] = pages(hint(7, path=path), repository="https://code.example.org/a/b")["health.html"]["groups"]
        assert group.rows[0][:2] == ("2025-03-12.md", "what 7")
        assert group.rows[0].source == ""


def test_every_kind_of_hint_has_a_title():
    """The module of the hints names each kind as text."""
    sources = [(site.ROOT / "gazette" / name).read_text("utf-8") for name in ("listings/lint.py", "archive/health.py")]
    assert all(any(f'"{kind}"' in source for source in sources) for kind in health.KINDS)


def test_a_site_has_both_files_and_escapes_what_listings_say(tmp_path):
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": WRONG})
    site.build(source)
    page = (source / "public/health.html").read_text("utf-8")
    assert "<code>content/2025-03-12.md</code>: <bdi>&#39;A&#39;: the arXiv id 2504.00001 is newer" in page
    assert "newer-id" in page
    data = json.loads((source / "public/data/health.json").read_bytes())
    assert [(each["kind"], each["count"]) for each in data["kinds"]] == [
        ("short-abstract", 1),
        ("newer-id", 1),
        ("single-tag", 1),
    ]
    assert data["count"] == 3


def test_a_healthy_site_says_so_and_can_leave_the_page_out(tmp_path):
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": "## A\n"})
    site.build(source)
    assert "No problems were found" in (source / "public/health.html").read_text("utf-8")
    site.write(source, {"site.yaml": site.SETTINGS + "leave_out: [health]\n"})
    site.build(source)
    assert not (source / "public/health.html").exists()
    assert not (source / "public/data").exists()


def test_a_listing_in_another_form_changes_nothing(tmp_path):
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": WRONG})
    site.build(source)
    site.write(source, {"content/2025-03-12.md": f"---\ndate: 2025-03-12\n---\n\n{WRONG}"})
    assert site.build(source).changed == []


def test_code_in_the_way_out_is_shown_as_code(tmp_path):
    listings = {f"content/2025-03-{day:02}.md": f"## Paper {day}\n" for day in (10, 11, 13, 14)}
    source = site.a_source(tmp_path / "source", listings)
    site.build(source)
    page = (source / "public/health.html").read_text("utf-8")
    assert "write a listing with <code>quiet: true</code> for a day without papers" in page
    assert "`" not in page


def test_the_archive_links_to_its_health_if_that_has_a_page(tmp_path):
    for number, settings in enumerate(("", "leave_out: [health]\n")):
        source = site.a_source(tmp_path / str(number), settings=site.SETTINGS + settings)
        site.build(source)
        assert ('href="health.html"' in (source / "public/archive.html").read_text("utf-8")) == (not number)
