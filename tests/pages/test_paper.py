"""A page for each paper."""

import pytest

from gazette.archive.affected import everything
from gazette.core.model import Notice
from gazette.pages import paper
from gazette.rendering import filters
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
    assert f"<dt>PDF</dt>\n<dd>{unsafe}</dd>" in one
    assert '<a href="https://arxiv.org/pdf/2503.07771">PDF</a>' in two
    assert f'href="{unsafe}"' not in one + two


def test_a_correction_has_its_formulas_drawn(tmp_path):
    listing = "## One\n- changed: 2025-03-14: The rate is $\\sqrt{n}$, not <n>.\n"
    source = site.a_source(tmp_path / "source", {"content/2025-03-12.md": listing})
    site.build(source)
    page = (source / "public/papers/one.html").read_text()
    assert '</time>: <span dir="auto">The rate is <span class="tight"><math' in page
    assert ",</span> not &lt;n&gt;.</span>" in page


# Its neighbours, and where discussions are.


def page_of(archive, slug):
    return {page.path: page.shows for page in paper.pages(archive, a_site(), everything(archive))}[
        f"papers/{slug}.html"
    ]


def test_a_paper_leads_to_those_before_and_after_it_on_its_first_day():
    withdrawn = an_entry("C", withdrawn=Notice(AUG_21, "a gap"))
    again = a_listing(AUG_21, an_entry("D"), an_entry("B"))
    found = merged([a_listing(AUG_20, an_entry("A"), an_entry("B"), withdrawn), again])
    neighbours = {slug: (page_of(found, slug)["before"], page_of(found, slug)["after"]) for slug in "abcd"}
    a, b, c = (title.upper() for title in "abc")
    assert neighbours == {
        "a": (None, (b, "papers/b.html", False)),
        "b": ((a, "papers/a.html", False), (c, "papers/c.html", True)),
        "c": ((b, "papers/b.html", False), None),
        "d": (None, (b, "papers/b.html", False)),
    }


@pytest.mark.parametrize("source", ["https://huggingface.co/papers/date/2025-08-20", "https://example.org/"])
def test_the_discussion_on_hugging_face_is_linked_if_the_paper_was_listed_there(source, tmp_path):
    head = f"---\nurl: {source}\n---\n"
    entry = "## One\n- arxiv: 2503.00001\n- by: Ada\n- comments: 3\n"
    built = site.a_source(tmp_path / "source", {"content/2025-03-12.md": head + entry})
    site.build(built)
    written = (built / "public/papers/2503.00001.html").read_text()
    address = "https://huggingface.co/papers/2503.00001"
    is_there = "huggingface" in source
    assert (f'<a href="{address}">Hugging Face</a>' in written) == is_there
    assert (f'<a href="{address}">Ada</a>' in written) == is_there
    assert (f'<a href="{address}#community">3</a>' in written) == is_there
    assert '<a href="https://www.alphaxiv.org/abs/2503.00001">alphaXiv</a>' in written


@pytest.mark.parametrize(
    ("author", "heading"),
    [
        ("", "Summary"),
        ("Ada Example", "Summary by Ada Example"),
        ("Jean-Luc Example", "Summary by Jean-Luc Example"),
        ("AK", "Summary by AK"),
        ("a model (machine-written)", "Machine summary by a model"),
        ("Qwen/Qwen2.5-72B", "Machine summary by Qwen/Qwen2.5-72B"),
        ("gpt-4o", "Machine summary by gpt-4o"),
        ("small-model", "Machine summary by small-model"),
        ("Hugging Face", "Machine summary by Hugging Face"),
    ],
)
def test_a_summary_says_whether_a_machine_wrote_it(author, heading):
    assert filters.summary_label(author) == heading


# Related papers.

WORDS = "kelp reef surge harbour moonlit gull tern"
FILLER = "".join(f"## Other {at}\n- id: o{at}\n\nword{at}a word{at}b word{at}c.\n\n" for at in range(150))


@pytest.fixture(scope="module")
def with_related(tmp_path_factory):
    """The pages of a site in which an earlier and a later paper are related to each other."""
    first = (
        f"## Kelp <One>\n- id: one\n- authors: Ada A; Bo B; Cy C; Di D\n- withdrawn: 2025-03-13: a gap\n\n{WORDS}.\n\n"
    )
    later = "## Kelp Two\n- id: two\n\nThe Kelp Reef: surge harbour, <moonlit> gull tern.\n"
    files = {"content/2025-03-12.md": first + FILLER, "content/2025-04-01.md": later}
    source = site.a_source(tmp_path_factory.mktemp("related") / "source", files, f"{site.SETTINGS}search: true\n")
    site.build(source)
    return {path.name: path.read_text("utf-8") for path in (source / "public/papers").glob("*.html")}


def related_in(page):
    start = page.index('<section class="related" aria-labelledby="related">')
    return page[start : page.index("</section>", start)]


def test_a_paper_shows_related_papers_of_earlier_and_of_later_days_and_the_words_that_both_have(with_related):
    two = related_in(with_related["two.html"])
    assert '<h2 id="related">Related papers</h2>' in two
    assert '<a dir="auto" href="../papers/one.html">Kelp &lt;One&gt;</a>' in two
    assert "<strong>Withdrawn</strong>, <bdi>Ada A, Bo B, Cy C et al.</bdi>, " in two
    assert '<a href="../papers/date/2025-03-12.html"><time datetime="2025-03-12">' in two
    one = related_in(with_related["one.html"])
    assert '<a dir="auto" href="../papers/two.html">Kelp Two</a>' in one
    assert [page[page.index("; both: <bdi>") :].partition("</bdi>")[0] for page in (one, two)] == [
        "; both: <bdi>Kelp Reef, surge harbour, moonlit, gull tern"
    ] * 2


def test_a_paper_without_related_papers_has_no_such_section(with_related):
    assert "Related papers" not in with_related["o3.html"]


def test_without_search_no_paper_has_related_papers(tmp_path):
    files = {f"content/2025-03-{day}.md": f"## P{day}\n\n{WORDS}.\n\n{FILLER}" for day in (11, 12)}
    source = site.a_source(tmp_path / "source", files, f"{site.SETTINGS}search: false\n")
    site.build(source)
    assert "Related papers" not in (source / "public/papers/p12.html").read_text("utf-8")
