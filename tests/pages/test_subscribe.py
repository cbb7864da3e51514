"""How to follow the archive."""

import re

import pytest

from gazette.pages import subscribe
from tests import site
from tests.make import AUG_20, a_listing, an_entry, merged, shows

FORM = "https://mail.example.org"


def test_the_feeds_of_tags_are_sorted_by_name_without_regard_to_case():
    found = merged([a_listing(AUG_20, an_entry("A", tags=("theory", "Bandits", "agents")))])
    assert shows(subscribe.pages, found)["subscribe.html"]["tags"] == (
        ("agents", "tags/agents.xml"),
        ("Bandits", "tags/bandits.xml"),
        ("theory", "tags/theory.xml"),
    )


@pytest.mark.parametrize("form", ["", f"{FORM}/subscribe"])
@pytest.mark.parametrize("digests", [True, False])
def test_mail_is_offered_only_with_a_form_and_a_digest_has_its_own_heading_without_one(form, digests, tmp_path):
    settings = (
        site.SETTINGS + (f"subscribe: {{form: '{form}'}}\n" if form else "") + f"digests: {str(digests).lower()}\n"
    )
    source = site.a_source(tmp_path / "source", settings=settings)
    site.build(source)
    page = (source / "public/subscribe.html").read_text("utf-8")
    assert (">By email<" in page, ">The digest<" in page) == (bool(form), digests and not form)
    assert (">the latest mail<" in page, ">the latest digest<" in page) == (
        digests and bool(form),
        digests and not form,
    )


@pytest.mark.parametrize("form", ["", f"{FORM}/subscribe?list=1"])
def test_the_mail_form_is_shown_if_it_is_set_and_only_its_page_may_send_to_its_host(form, tmp_path):
    settings = site.SETTINGS + (f"subscribe: {{form: '{form}'}}\n" if form else "")
    source = site.a_source(tmp_path / "source", settings=settings)
    site.build(source)
    page = (source / "public/subscribe.html").read_text("utf-8").replace("&#39;", "'")
    assert (f'<form action="{form}" method="post">' in page) == bool(form)
    assert page.count("<form") == 1 + bool(form)  # the other is the search form
    assert (
        f"form-action 'self'{f' {FORM}' if form else ''};" in page
        or f"form-action 'self'{f' {FORM}' if form else ''}\"" in page
    )
    for other in (source / "public").rglob("*.html"):
        assert other.name == "subscribe.html" or 'form-action &#39;self&#39;"' in other.read_text("utf-8")


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ("", [("email", None)]),
        ("field: EMAIL, hidden: {b_1_2: ''}", [("b_1_2", ""), ("EMAIL", None)]),
        ("hidden: {l: 'a-b', nonce: }", [("l", "a-b"), ("nonce", ""), ("email", None)]),
        ("hidden: {'a\"b': '<i>'}", [("a&#34;b", "&lt;i&gt;"), ("email", None)]),
    ],
)
def test_the_form_has_the_fields_that_the_provider_expects(settings, fields, tmp_path):
    more = f"subscribe: {{form: '{FORM}/join', {settings}}}\n"
    source = site.a_source(tmp_path / "source", settings=site.SETTINGS + more)
    site.build(source)
    page = (source / "public/subscribe.html").read_text("utf-8")
    (form,) = re.findall("<form action.*?</form>", page, re.DOTALL)
    found = re.findall(r'<input type="(?:hidden|email)" name="([^"]*)"(?: value="([^"]*)")?', form)
    assert found == [(name, value or "") for name, value in fields]
    assert form.count("<input") == len(fields)


@pytest.mark.parametrize(
    ("leave_out", "said"),
    [("", ["an author", "an organisation"]), ("author, orgs", []), ("org", ["an author"])],
)
def test_the_feeds_of_authors_and_organisations_are_mentioned_if_there_are_any(leave_out, said, tmp_path):
    entry = "## A\n- authors: Ada Example\n- org: A Lab\n"
    least = f"authors: {{minimum: 1}}\norgs: {{minimum: 1}}\nleave_out: [{leave_out}]\n"
    source = site.a_source(tmp_path / "source", {"content/2025-03-10.md": entry}, site.SETTINGS + least)
    site.build(source)
    page = (source / "public/subscribe.html").read_text("utf-8")
    assert re.findall(r'The papers of <a href="(?:authors|orgs)/index.html">([^<]*)</a>', page) == said


def test_no_feeds_of_authors_are_mentioned_where_no_author_has_one(tmp_path):
    source = site.a_source(tmp_path / "source")
    site.build(source)
    assert "The papers of" not in (source / "public/subscribe.html").read_text("utf-8")
