"""A page for each paper."""

from gazette.pages import paper
from tests import site
from tests.make import AUG_20, AUG_21, a_listing, a_site, an_entry, merged, shows


def test_every_paper_has_one_page():
    listings = [a_listing(AUG_20, an_entry("A", arxiv="2503.00001")), a_listing(AUG_21, an_entry("A"), an_entry("B"))]
    assert list(shows(paper.pages, merged(listings))) == ["papers/2503.00001.html", "papers/b.html"]


def test_a_paper_has_the_addresses_of_those_authors_who_have_a_page():
    listing = a_listing(
        AUG_20, an_entry("A", authors=("Ada A", "Bo B")), an_entry("B", authors=("Ada A",)), an_entry("C")
    )
    found = merged([listing], authors_minimum=2)
    people = {path: page["people"] for path, page in shows(paper.pages, found).items()}
    assert people == {
        "papers/a.html": ("authors/ada-a.html", ""),
        "papers/b.html": ("authors/ada-a.html",),
        "papers/c.html": (),
    }
    without = shows(paper.pages, found, a_site(leave_out=("author",)))
    assert [page["people"] for page in without.values()] == [(), (), ()]


def test_a_paper_has_the_address_of_its_organisation_if_that_has_a_page():
    found = merged([a_listing(AUG_20, an_entry("A", org="Lab"), an_entry("B"))])
    assert [page["org"] for page in shows(paper.pages, found).values()] == ["orgs/lab.html", ""]
    assert [page["org"] for page in shows(paper.pages, found, a_site(leave_out=("org",))).values()] == ["", ""]


def test_a_pdf_that_cannot_be_a_link_is_shown_as_text_or_replaced_by_that_of_an_id(tmp_path):
    unsafe = "https://user:word@example.org/x.pdf"
    listing = f"## One\n- pdf: {unsafe}\n\n## Two\n- arxiv: 2503.07771\n- pdf: {unsafe}\n"
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": listing})
    site.build(source)
    one, two = ((source / f"public/papers/{slug}.html").read_text() for slug in ("one", "2503.07771"))
    assert f"<li>PDF: {unsafe}</li>" in one
    assert '<a href="https://arxiv.org/pdf/2503.07771">PDF</a>' in two
    assert f'href="{unsafe}"' not in one + two


def test_a_correction_has_its_formulas_drawn(tmp_path):
    listing = "## One\n- changed: 2025-03-14: The rate is $\\sqrt{n}$, not <n>.\n"
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": listing})
    site.build(source)
    page = (source / "public/papers/one.html").read_text()
    assert '</time>: <span dir="auto">The rate is <math' in page
    assert ", not &lt;n&gt;.</span>" in page
