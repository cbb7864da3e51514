"""Whole sites whose papers are listed by different ids, addresses and titles have one page for each paper."""

import re

import pytest

from tests import site

CASES = {  # the listings of some days, and the addresses of the papers with the addresses that lead there
    "an arXiv DOI": (
        ["## Gaps\n- arxiv: 2503.07771\n", "## Gaps, Again\n- doi: 10.48550/arXiv.2503.07771\n- authors: Ada A\n"],
        {"2503.07771": []},
    ),
    "an ACL DOI": (
        ["## Gaps\n- doi: 10.18653/v1/2024.acl-long.1\n", "## More Gaps\n- acl: 2024.acl-long.1\n"],
        {"doi-10-18653-v1-2024-acl-long-1": []},
    ),
    "an ACL DOI learned later": (
        ["## Gaps\n- acl: 2024.acl-long.1\n", "## More Gaps\n- doi: 10.18653/v1/2024.acl-long.1\n"],
        {"doi-10-18653-v1-2024-acl-long-1": ["acl-2024-acl-long-1"]},
    ),
    "only a url": (
        ["## Gaps\n- url: https://arxiv.org/html/2503.07771v1\n", "## Gaps (v2)\n- arxiv: 2503.07771\n"],
        {"2503.07771": []},
    ),
    "spellings": (
        [
            "## A\n- doi: 10.1145/7777.8888.\n\n## B\n- arxiv: arXiv:2503.07771v1 [cs.CL]\n",
            "## C\n- doi: https://www.doi.org/10.1145%2F7777.8888\n\n## D\n- arxiv: arxiv.org/pdf/2503.07771?a=b\n",
        ],
        {"doi-10-1145-7777-8888": [], "2503.07771": []},
    ),
    "stronger ids learned later": (
        [
            "## A\n- doi: 10.1000/777\n\n## B\n- openreview: rJl-b3RcF7\n\n## C\n",
            "## A\n- arxiv: 2503.07771\n- doi: 10.1000/777\n\n## B\n- arxiv: 2503.07772\n- openreview: rJl-b3RcF7\n",
            "## C\n- doi: 10.1000/778\n",
            "## C\n- doi: 10.1000/778\n- arxiv: 2503.07773\n",
        ],
        {
            "2503.07771": ["doi-10-1000-777"],
            "2503.07772": ["openreview-rjl-b3rcf7"],
            "2503.07773": ["c", "doi-10-1000-778"],
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_paper_under_several_ids_has_one_page_its_feed_id_stays_and_old_addresses_lead_there(case, tmp_path, capsys):
    listings, papers = CASES[case]
    source = site.a_source(tmp_path / "source", {}, "title: T\nurl: https://example.org/\nfeed:\n  length: 50\n")
    known: set[str] = set()
    for at, listing in enumerate(listings):
        site.write(source, {f"content/2025-03-1{at}.md": listing})
        assert site.command("-q", "--source", source) == 0
        guids = set(re.findall("tag:[^<]*", (source / "public/feed.xml").read_text()))
        assert known <= guids
        known = guids
    assert capsys.readouterr().err == ""
    pages = {path.stem: path.read_text() for path in (source / "public/papers").glob("*.html")}
    redirects = {old: new for new, olds in papers.items() for old in olds}
    assert pages.keys() - {"trending"} == papers.keys() | redirects.keys()
    assert all(f"{new}.html" in pages[old] and "refresh" in pages[old] for old, new in redirects.items())
    assert site.differences(site.clean_build(source), site.files(source / "public")) == []
