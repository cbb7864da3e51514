"""Inputs that once failed, each with what comes of it now.

The inputs are in ../shared/cases, in a folder for each kind of fault. The tests of modules have generators of others.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests import site

CASES = Path(__file__).parents[2] / "shared/cases"
MARKER = "is a conflict marker of git"
NO_PAPERS = "the listing has no papers, but"


@pytest.fixture
def built(tmp_path, capsys):
    """Builds a case, with more settings, and returns the exit status, the messages and the files of the site."""

    def build(name, settings=""):
        if not (CASES / name).is_dir():
            assert not os.environ.get("CI")
            pytest.skip("needs ../shared/cases")
        source = tmp_path / name
        shutil.copytree(CASES / name, source)
        with (source / "site.yaml").open("a", encoding="utf-8") as file:
            file.write(settings)
        status = site.command("build", "-q", "--source", source)
        output = source / "public"
        found = (
            {path: body.decode("utf-8", "replace") for path, body in site.files(output).items()}
            if output.exists()
            else {}
        )
        return status, capsys.readouterr().err, found

    return build


def papers(files):
    """The slugs of the papers, without redirects."""
    names = [re.fullmatch(r"papers/([^/]+)\.html", path) for path in files]
    return [name[1] for name in names if name and name[1] != "trending" and "citation_title" in files[name[0]]]


@pytest.mark.parametrize(
    ("name", "lines"),
    [("conflict", [10, 16, 22]), ("headings", [1]), ("table", [1]), ("wrapped", [3])],
)
def test_what_cannot_be_read_is_an_error_for_each_line(name, lines, built):
    status, messages, files = built(name)
    found = [int(line) for line in re.findall(r"^content/2025-03-12\.md:([0-9]+): ", messages, re.MULTILINE)]
    assert (status, found, files) == (1, lines, {})
    expected = {
        "conflict": MARKER,
        "headings": NO_PAPERS,
        "table": NO_PAPERS,
        "wrapped": "the field `arxiv` is in the text",
    }
    assert messages.count(expected[name]) == len(lines)


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("arxivdoi", ["2503.00001"]),
        ("urlonly", ["2503.00001"]),
        ("guid2", ["2503.00001", "2503.00002"]),
        ("hfcopy", ["a-second-paper-with-a-longer-title-than-the-first", "a-small-bandit-paper"]),
        ("nested", ["2503.00001"]),
        ("lowertitle", ["2503.00001"]),
    ],
)
def test_a_paper_has_one_page_and_nothing_else_is_one(name, slugs, built):
    status, _, files = built(name)
    assert (status, sorted(papers(files))) == (0, sorted(slugs))


def test_every_spelling_of_an_id_is_that_id(built):
    _, _, files = built("arxivhtml")
    assert {"2503.00001", "2503.00002", "2503.00005", "2503.00006", "doi-10-1145-3292500-3330701"} <= {*papers(files)}


def test_addresses_of_a_weaker_id_lead_to_the_page(built):
    _, messages, files = built("guid2")
    assert 'url=../papers/2503.00001.html"' in files["papers/doi-10-1000-182.html"]
    assert 'url=../papers/2503.00002.html"' in files["papers/openreview-rjl-b3rcf7.html"]
    assert "gone" not in messages


def test_lists_in_other_forms_are_read_with_a_warning(built):
    _, messages, files = built("commaauthors")
    assert len(re.findall("^warning: content/2025-03-12.md:(?:3|9|10): ", messages, re.MULTILINE)) == 3
    assert {"authors/ada-example.html", "authors/bo-van-sample.html", "tags/llm.html"} <= files.keys()


def test_a_nested_list_has_an_item_for_each_bullet(built):
    _, _, files = built("nested")
    assert re.findall('name="citation_author" content="(.*?)"', files["papers/2503.00001.html"]) == [
        "Ada Example",
        "Bo Sample",
    ]


def test_comments_and_rules_are_reported_and_not_published(built):
    _, messages, files = built("comments")
    assert messages.count("the HTML comment is left out") == 4
    assert messages.count("the line `---` is ignored") == 1
    assert not any(
        "&lt;!--" in body or '<p dir="auto">---' in body for path, body in files.items() if path.endswith(".html")
    )


def test_fields_after_a_blank_line_are_fields(built):
    _, messages, files = built("prettier")
    page = files["papers/2503.00001.html"]
    assert page.count('name="citation_author"') == 2
    assert "<dt>rating</dt>" in page
    assert "unknown key 'rating'" in messages
    assert "- arxiv" not in page


def test_et_al_is_nobody(built):
    _, _, files = built("etal", "twins: [bib]\n")
    pages = "".join(body for path, body in files.items() if path.endswith((".html", ".xml")))
    assert not re.search('content="et al|"name": ?"et al|<dc:creator>et al|>et al[^<]*</a>', pages)
    assert not any("et-al" in path for path in files)
    assert any("Ada Example and Bo Sample and others" in body for path, body in files.items() if path.endswith(".bib"))


def test_suffixes_are_no_family_names_and_signs_tell_tags_apart(built):
    _, _, files = built("suffix", "twins: [bib, json]\n")
    bibtex = "".join(body for path, body in files.items() if path.endswith(".bib"))
    for name in ("Example, III, Ada", "Sample, Jr., Bob", "Person, 3rd, Eric H."):
        assert name in bibtex
    tags = {tag for path, body in files.items() if path.endswith("01.json") for tag in json.loads(body)["tags"]}
    assert len(tags) == 10
    assert {"authors/e.html", "authors/s.html", "authors/p.html", "authors/l.html"} <= files.keys()
    assert 'href="../authors/lukasz-ladny.html"' in files["authors/l.html"].replace(
        'href="lukasz', 'href="../authors/lukasz'
    )


def test_a_title_that_only_names_a_paper_replaces_nothing(built):
    _, _, files = built("lowertitle")
    assert "GRPO-Free RLVR: An LLM Recipe</h1>" in files["papers/2503.00001.html"]


def test_the_year_comes_from_the_arxiv_id_and_never_from_the_listing(built):
    _, _, files = built("savedyear", "twins: [bib]\n")
    assert "year = {2017}" in re.sub(" +", " ", files["papers/1706.00001.bib"])
    assert 'name="citation_publication_date" content="2017/06"' in files["papers/1706.00001.html"]


def test_the_feed_of_a_renamed_tag_can_be_redirected(built):
    status, messages, files = built("tagrename")
    assert (status, messages) == (0, "")
    assert "tags/llm-based-agents.html" in files


def test_a_withdrawn_paper_is_marked_everywhere_and_not_trending(built):
    _, _, files = built("withdrawn", "twins: [bib]\n")
    listing = [
        path
        for path, body in files.items()
        if path.endswith(".html") and 'href="' in body and "2503.00001.html" in body
    ]
    assert {"papers/date/2025-03-10.html", "authors/ada-example.html", "tags/theory.html"} <= {*listing}
    unmarked = [path for path in listing if "ithdrawn" not in files[path] and not path.startswith(("404", "saved"))]
    assert unmarked == []
    assert "Withdrawn" in re.search("<title>[^<]*ithdrawn[^<]*</title>", files["feed.xml"])[0]
    assert "ithdrawn" in files["papers/2503.00001.bib"]
    assert "2503.00001" not in files["papers/trending.html"]
