"""The mails of digests, of made-up papers with difficult texts and of real days."""

import html
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from random import Random

import pytest

from gazette.archive import digests
from gazette.archive.digests import Digests
from gazette.core import urls
from gazette.core.errors import Report
from gazette.core.model import Notice
from gazette.listings import importers
from gazette.rendering import mails
from gazette.rendering.mails import UNSUBSCRIBE
from gazette.rendering.renderer import Renderer
from gazette.sources import files
from gazette.sources.files import SourceFile
from tests.make import a_listing, a_site, an_entry, full_run, merged, planned, times
from tests.site import ROOT

MAX_LINE = 998
"""The bytes that RFC 5322 allows in a line."""
PROPERTIES = {
    *("margin", "padding", "max-width", "border-top", "border-color"),
    *("color", "background-color", "font-family", "font-size", "line-height", "text-decoration", "word-break"),
}
"""The CSS that large mail programs show, according to caniemail.com; Outlook, without `max-width`, gets a table."""
ELEMENTS = set("html head meta title style body div h1 h2 p span a br".split())
IN_NOTES = set("em strong code pre ul ol li blockquote hr h3 h4 h5 h6 table thead tbody tr th td".split())
VISIBLE = r"</?(?:a|b|i|p|em|br|div|span|strong|sub|sup)\b|&(?:amp|lt|gt|quot|#\d+);|\\[a-z]{2,}|\$[^0-9]"
"""Tags, character references and TeX that a reader would see; papers do write <think>."""
MONDAY = date(2025, 3, 10)
HTML = '<b>bold</b> & "quoted" &amp; &lt;i&gt; $x_1 < y^2$'


class Reader(HTMLParser):
    """The elements of a mail, its texts, its links and the properties of its styles."""

    def __init__(self, mail: str) -> None:
        super().__init__()
        self.elements, self.texts, self.links, self.properties, self.attributes = set(), [], [], set(), set()
        self._inside = ""
        self.feed(mail)

    def handle_starttag(self, tag, attrs):
        self._inside = tag
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        style = dict(attrs).get("style") or ""
        self.properties |= {rule.partition(":")[0].strip() for rule in style.split(";") if rule}
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        if self._inside == "style":
            self.properties |= set(re.findall(r"[{;] ([a-z-]+): ", data))
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def a_renderer(archive, site):
    report = Report()
    assets = {asset.name: urls.of(asset) for asset in files.static(ROOT, report)}
    paths = frozenset(page.path for page in planned(archive, site, report))
    return Renderer(Path("/nowhere"), site, assets, paths, ())


def draw(archive, name, subjects=frozenset(), unsubscribe="", **settings):
    site = a_site(digests=True, **settings)
    return mails.draw(a_renderer(archive, site), archive, site, name, frozenset(subjects), unsubscribe)


def check(mail) -> Reader:
    """Whether mail programs show a mail as it is meant."""
    read = Reader(mail.html)
    assert len(mail.html.encode()) <= mails.MAX_BYTES
    assert read.elements - IN_NOTES <= ELEMENTS
    assert read.properties <= PROPERTIES
    assert "src" not in read.attributes
    assert all(re.match("https?://", link) for link in read.links), read.links
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", mail.html + mail.text)
    for part in (mail.html, mail.text):
        assert max(len(line.encode()) for line in part.split("\n")) <= MAX_LINE
    long = [line for line in mail.text.split("\n") if len(line) > 72 and "://" not in line]
    assert long == []
    assert "\n" not in mail.subject
    assert len(mail.subject) <= 200
    return read


def an_archive(*entries, **more):
    return merged([a_listing(MONDAY, *entries), *more.pop("others", ())], **more)


# What a mail has.


def test_a_mail_has_the_papers_with_their_authors_votes_text_and_links():
    entry = an_entry(
        "On Gaps",
        arxiv="2503.00001",
        authors=("Ada Example", "Bo Writer"),
        votes=12,
        abstract=("We close gaps. " + "More about them. " * 40,),
        code=("https://git.example.org/a",),
        project=("https://example.org/gaps",),
    )
    mail = draw(an_archive(entry), "2025-03-10")
    read = check(mail)
    for part in (read.text, mail.text):
        for said in ("On Gaps", "Ada Example, Bo Writer", "12", "We close gaps."):
            assert said in part
    found = {"https://papers.example.org/papers/2503.00001.html", "https://arxiv.org/abs/2503.00001"}
    found |= {"https://arxiv.org/pdf/2503.00001", "https://git.example.org/a", "https://example.org/gaps"}
    assert found <= {*read.links}
    assert all(f"{link}\n" in mail.text for link in found)
    assert mail.text.count("More about them.") < 20
    assert mail.subject == "A Site, 10 March 2025: On Gaps"


def test_of_many_authors_six_are_named():
    names = tuple(f"Ada{at} Example" for at in range(9))
    mail = draw(
        an_archive(an_entry("A", authors=names), an_entry("B", authors=("Ada Example", "et al."))), "2025-03-10"
    )
    assert "Ada5 Example and 3 others" in " ".join(mail.text.split())
    assert "Ada6" not in mail.text + mail.html
    assert "Ada Example et al." in mail.text


def test_a_summary_by_a_machine_is_labelled_and_shown_only_without_an_abstract():
    entries = (
        an_entry("A", summary="A short text.", summary_by="a model"),
        an_entry("B", abstract=("An abstract.",), summary="Another text.", summary_by="a model"),
    )
    mail = draw(an_archive(*entries), "2025-03-10")
    for part in (Reader(mail.html).text, mail.text):
        assert "In short, by a model: A short text." in part
        assert "An abstract." in part
        assert "Another text." not in part


def test_markup_in_texts_is_shown_as_it_is_and_formulas_are_unicode():
    entry = an_entry(HTML, authors=(HTML,), abstract=(HTML,), code=("https://example.org/?a=1&lt=2",))
    mail = draw(an_archive(entry), "2025-03-10")
    read = check(mail)
    shown = '<b>bold</b> & "quoted" &amp; &lt;i&gt; x₁ < y²'
    assert read.text.count(shown) == 3  # also in the title of the page
    assert " ".join(mail.text.split()).count(shown) == 2
    for part in (read.text, " ".join(mail.text.split())):
        assert part.count(HTML) == 1  # as the name of an author, which has no formulas
    assert "b" not in read.elements
    assert "https://example.org/?a=1&lt=2" in read.links


def test_papers_that_were_listed_before_or_added_later_are_one_line():
    day = MONDAY + timedelta(1)
    late = an_entry("Late", id="late", abstract=("Late text.",), added="2025-03-12T08:15Z")
    again = an_entry("A", id="a", abstract=("The text.",))
    following = a_listing(day + timedelta(1), an_entry("B"))
    archive = an_archive(again, others=[a_listing(day, an_entry("A", id="a"), late), following])
    first, second, third = (draw(archive, str(MONDAY + timedelta(at))) for at in range(3))
    assert "The text." in first.html
    for part in (Reader(second.html).text, " ".join(second.text.split())):
        assert "also listed on 10 March 2025" in part
        assert "added on 12 March 2025" in part
        assert "text." not in part
    for part in (Reader(third.html).text, third.text):
        assert part.index("Added to earlier days") < part.index("Late text.")
        assert "11 March 2025" in part


def test_a_withdrawal_is_announced_with_its_reason():
    notice = Notice(MONDAY + timedelta(2), "a <wrong> proof")
    other = a_listing(MONDAY + timedelta(2), an_entry("A", id="a", withdrawn=notice), an_entry("B"))
    mail = draw(an_archive(an_entry("A", id="a"), others=[other]), "2025-03-12")
    for part in (check(mail).text, mail.text):
        assert "Withdrawn on 12 March 2025: a <wrong> proof" in part
    assert mail.subject.endswith(": B")


def test_a_week_says_how_many_papers_are_on_its_page():
    entries = [an_entry(f"Paper {at}", votes=at) for at in range(23)]
    mail = draw(an_archive(*entries, others=[a_listing(MONDAY + timedelta(7), an_entry("B"))]), "2025-W11")
    for part in (check(mail).text, " ".join(mail.text.split())):
        assert "3 more papers are on" in part
    assert "https://papers.example.org/papers/week/2025-W11.html" in mail.html
    assert mail.subject == "A Site, Week 11 of 2025: Paper 22"


def test_an_introduction_is_shown_with_links_that_lead_to_the_site():
    listing = a_listing(MONDAY, an_entry("A"), note="See *[the subjects](tags/index.html)* <b>.")
    mail = draw(merged([listing]), "2025-03-10")
    assert '<a href="https://papers.example.org/tags/index.html"' in mail.html
    assert "&lt;b&gt;" in mail.html
    address = "https://papers.example.org/tags/index.html"
    assert f"\nSee the subjects <b>.\n    the subjects: {address}\n" in mail.text
    check(mail)


def test_a_mail_about_subjects_names_them_and_has_only_their_papers():
    archive = an_archive(an_entry("One", tags=("gaps",)), an_entry("Two", tags=("tides",)))
    mail = draw(archive, "2025-03-10", {"gaps", "nothing"})
    for part in (check(mail).text, mail.text):
        assert "about gaps, nothing" in part
        assert "Two" not in part
    assert draw(archive, "2025-03-10", {"lamps"}) is None
    assert draw(archive, "2025-03-11") is None


def test_a_mail_about_subjects_links_the_whole_digest_and_never_counts_0_papers():
    late = an_entry("Late", id="late", tags=("gaps",), added="2025-03-12T08:15Z")
    listings = [a_listing(MONDAY + timedelta(at), *entries) for at, entries in ((1, [late]), (2, [an_entry("B")]))]
    archive = an_archive(an_entry("One", tags=("gaps",)), others=listings)
    for name, about, words in (
        ("2025-03-10", {"gaps"}, ("1 paper about gaps", "Read the whole digest on the web")),
        ("2025-03-10", (), ("1 paper", "Read this digest on the web")),
        ("2025-03-12", {"gaps"}, ("Late additions and withdrawals about gaps", "Read the whole digest on the web")),
    ):
        mail = draw(archive, name, frozenset(about))
        for part in (Reader(mail.html).text, mail.text):
            assert all(each in " ".join(part.split()) for each in words), part
            assert "0 papers" not in part


def test_without_pages_of_papers_titles_lead_to_the_day_and_without_days_nowhere():
    archive = an_archive(an_entry("On Gaps", id="gaps"))
    to_day = "https://papers.example.org/papers/date/2025-03-10.html#p-gaps"
    assert to_day in draw(archive, "2025-03-10", leave_out=("paper",)).html
    mail = draw(archive, "2025-03-10", leave_out=("paper", "day", "digest"))
    assert "papers/" not in mail.html.replace("https://papers.", "") + mail.text.replace("https://papers.", "")
    assert "On Gaps" in check(mail).text
    assert "on the web" not in mail.html + mail.text


# Unsubscribing.


def test_a_mail_has_a_link_to_unsubscribe_in_both_parts_only_if_an_address_or_a_place_for_one_is_given():
    archive = an_archive(an_entry("A"))
    for address in (UNSUBSCRIBE, "mailto:list@example.org"):
        mail = draw(archive, "2025-03-10", unsubscribe=address)
        assert mail.html.count(f'href="{address}"') == 1
        assert f"\nUnsubscribe: {address}\n" in mail.text
    assert "nsubscribe" not in draw(archive, "2025-03-10").html + draw(archive, "2025-03-10").text


# Size.


@pytest.mark.parametrize(
    ("count", "sign"),
    [(60, "&"), (300, "x"), (300, "𝔸"), (2_000, "文")]
    if not full_run()
    else list(product((60, 300, 2_000), ("x", "&", "'", "文", "𝔸"))),
)
def test_however_many_and_long_the_papers_are_the_mail_is_not_cut(count, sign):
    rng = Random(count)
    words = lambda least: " ".join(sign * rng.randint(1, 20) for _ in range(least))  # noqa: E731
    entries = [
        an_entry(words(12), id=f"p{at}", authors=(words(3),) * 9, abstract=(words(80),), code=(f"https://e.org/{at}",))
        for at in range(count)
    ]
    mail = draw(an_archive(*entries), "2025-03-10")
    read = check(mail)
    assert "only titles here" in read.text
    titles = sum("papers.example.org/papers/p" in link for link in read.links)
    others = re.search(r"([0-9,]+) more papers are on", read.text)
    assert titles + (int(others[1].replace(",", "")) if others else 0) == count


@pytest.mark.parametrize("text", ["x" * 5_000, "文" * 5_000, "<&>" * 2_000, "$" + "x_1+" * 500 + "y$", "é " * 5_000])
def test_a_very_long_text_anywhere_does_not_make_a_long_line(text):
    entry = an_entry(text, id="a", authors=(text,), abstract=(text,), summary_by=text, by=text, tags=(text,))
    withdrawn = an_entry("B", id="b", withdrawn=Notice(MONDAY, text))
    other = an_entry("C", summary=text, summary_by=text, pdf=f"https://e.org/{'a' * 3_000}")
    check(draw(an_archive(entry, withdrawn, other), "2025-03-10", title=text[:500], author=text))


# Real days.


def real(shared, start: int, count: int):
    paths = sorted(shared("listings/hf").rglob("*.json"))[start : start + count]
    return [importers.parse(SourceFile(f"content/{p.name}", p.read_text("utf-8"), b""), Report(p.name)) for p in paths]


def test_the_mails_of_real_days_read_as_text_and_are_small(shared):
    site = a_site(digests=True)
    archive = merged(real(shared, 200, times(15, 50)), tags_minimum=2)
    renderer = a_renderer(archive, site)
    names = Digests(archive).names
    found = [mails.draw(renderer, archive, site, name, frozenset()) for name in names]
    assert len(found) >= times(18, 60)
    titles = [html.escape(row.paper.facts.title) for row in Digests(archive).get(names[0]).rows]
    assert len(titles) > 5
    for mail in found:
        read = check(mail)
        for part in (read.text, mail.text):
            assert not re.search(VISIBLE, part), mail.name


def test_in_seven_days_no_real_paper_is_in_full_twice_and_none_is_lost(shared):
    archive = merged(real(shared, 100, times(40, 300)))
    shown: dict[str, list[str]] = {}
    for day in archive.days:
        digest = Digests(archive).get(str(day.date))
        for row in (*digest.rows, *digest.late) if digest else ():
            if row.form in (digests.WHOLE, digests.SHORT):
                shown.setdefault(row.paper.slug, []).append(str(day.date))
    assert shown == {paper.slug: [str(paper.first.day)] for paper in archive.papers}
