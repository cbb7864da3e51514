"""What changes the key of a page, and what does not."""

import pytest
from msgspec.structs import replace

from gazette.config import Site
from gazette.core import urls
from gazette.core.errors import Report
from gazette.core.model import Page, StandalonePage
from tests import site
from tests.make import AUG_20, a_listing, a_site, an_entry, merged, planned
from tests.rendering.make import SITE, a_renderer


def key(folder, templates=(), shows=None, **known):
    found = a_renderer(
        folder, {"mine.html": "{% include '_part.html' %}", "_part.html": "a", **dict(templates)}, **known
    )
    return found.key(Page("index.html", "mine.html", shows or {"x": 1}))


def test_equal_pages_have_equal_keys(tmp_path):
    assert key(tmp_path / "a") == key(tmp_path / "b")


@pytest.mark.parametrize(
    "changed",
    [
        {"shows": {"x": 2}},
        {"templates": {"mine.html": "{% include '_part.html' %} "}},
        {"templates": {"_part.html": "b"}},
        {"settings": Site("Another", SITE.url)},
        {"settings": Site(SITE.title, SITE.url, leave_out=("tags",))},
        {"assets": ["more.css"]},
        {"navigation": (("About", "about.html"),)},
    ],
)
def test_everything_that_can_change_a_page_changes_its_key(changed, tmp_path):
    assert key(tmp_path / "a") != key(tmp_path / "b", **changed)


def test_other_code_changes_every_key(tmp_path, monkeypatch):
    before = key(tmp_path)
    monkeypatch.setattr("gazette.rendering.renderer.code", lambda: b"other code")
    assert key(tmp_path) != before


@pytest.mark.parametrize("text", ["{% include x %}", "{% extends '_a' ~ '.html' %}", "{% import x as y %}"])
def test_a_template_name_computed_while_drawing_may_be_any_template(text, tmp_path):
    one, two = ({"_part.html": text, "_a.html": body} for body in ("1", "2"))
    assert key(tmp_path / "a", one) != key(tmp_path / "b", two)


def test_an_included_template_that_is_added_changes_the_key(tmp_path):
    part = {"_part.html": "{% include '_new.html' ignore missing %}"}
    assert key(tmp_path / "a", part) != key(tmp_path / "b", {**part, "_new.html": ""})


def test_templates_may_include_each_other(tmp_path):
    circular = {"_part.html": "{% if x %}{% include 'mine.html' %}{% endif %}"}
    assert key(tmp_path / "a", circular) != key(
        tmp_path / "b", {**circular, "mine.html": "{% include '_part.html' %}!"}
    )


def test_a_new_page_changes_the_key_if_a_template_has_its_address(tmp_path):
    part = {"_part.html": '{% if "new.html" is linked %}!{% endif %}'}
    assert key(tmp_path / "a", part) != key(tmp_path / "b", part, pages=["new.html"])


def test_links_in_markdown_are_recorded_and_change_when_a_page_is_added(tmp_path):
    page = Page("index.html", "mine.html", {"x": "see [it](new.html#main) and [that](https://example.org/)"})
    before = a_renderer(tmp_path, {"mine.html": "{{ x | markdown }}"})
    before.draw(page)
    links = before.links
    assert links == {"new.html#main": False}
    after = a_renderer(tmp_path, pages=["new.html"])
    assert (before.links_unchanged(links), after.links_unchanged(links)) == (True, False)
    after.draw(page)
    assert after.links == {"new.html#main": True}
    after.draw(Page("index.html", "", {"body": b""}))
    assert after.links == {}


def test_a_new_page_that_no_template_mentions_does_not_change_the_key(tmp_path):
    assert key(tmp_path / "a") == key(tmp_path / "b", pages=["new.html"])


@pytest.mark.parametrize(
    ("text", "part", "has"),
    [
        ('<p id="a">', "a", True),
        ("<p class=x id='a'>", "a", True),
        ('<p id="a">', "b", False),
        ('<p data-id="a">', "a", False),
        ('<p id="y{{ x }}">', "y2025", True),
        ('<p id="y{{ x }}">', "x2025", False),
        ('{% for x in ["one", "two"] %}<p id="{{ x }}">{% endfor %}', "two", True),
        ('{% for x in ["one", "two"] %}<p id="{{ x }}">{% endfor %}', "three", False),
        ("{% include '_part.html' %}", "inner", True),
    ],
)
def test_a_page_has_the_parts_whose_ids_its_templates_write(text, part, has, tmp_path):
    renderer = a_renderer(tmp_path, {"standalone.html": text, "_part.html": '<p id="inner">'}, pages=["about.html"])
    page = Page("index.html", "mine.html", {"x": f"[x](about.html#{part})"})
    site.write(tmp_path, {"templates/mine.html": "{{ x | markdown }}"})
    renderer.draw(page)
    assert renderer.links == {f"about.html#{part}": has}


def test_each_kind_of_page_is_drawn_with_the_template_of_its_name():
    """So the parts of a page are known from its address."""
    archive = merged([a_listing(AUG_20, an_entry(authors=("Ada Example",), tags=("a",), org="An Org"))])
    archive = replace(archive, standalone=(StandalonePage("about", "About", ""),))
    settings = a_site(authors_minimum=1, tags_minimum=1, orgs_minimum=1, page_length=1)
    pages = [page for page in planned(archive, settings, Report()) if page.path.endswith(".html")]
    assert len({page.template for page in pages}) > 15
    assert {page.path: page.template for page in pages if f"{urls.kind(page.path)}.html" != page.template} == {}
