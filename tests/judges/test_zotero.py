"""Zotero's own translators read pages, lists and BibTeX.

They run in its translation server, whose checkout `GAZETTE_ZOTERO` names. `test_structured` and `test_citations` check
without it that pages have what the translators read.
"""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .browser import host
from .reading import metas
from .sites import Built
from .tools import need

Ask = Callable[[str, str], list[dict]]
PAGES = 60


@pytest.fixture(scope="module")
def zotero() -> Iterator[Ask]:
    """A function that posts a text to the server and returns the items; it chooses all of several."""
    script = Path(need("zotero"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    own = {"NODE_CONFIG": json.dumps({"host": "127.0.0.1", "port": port}), "DEBUG_LEVEL": "0"}
    server = subprocess.Popen(["node", script], cwd=script.parents[1], env=os.environ | own)
    try:
        _wait(port)
        yield lambda path, text: _items(f"http://127.0.0.1:{port}/{path}", text)
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("the translation server does not start")


def _items(url: str, text: str) -> list[dict]:
    try:
        return _post(url, text, "text/plain")
    except urllib.error.HTTPError as several:
        if several.code != 300:
            raise
        return _post(url, several.read().decode(), "application/json")


def _post(url: str, text: str, kind: str) -> list[dict]:
    request = urllib.request.Request(url, text.encode(), {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=120) as response:
        return json.load(response)


def papers(site: Built) -> list[Path]:
    return [path for path in sorted((site.folder / "papers").glob("*.html")) if path.stem != "trending"][:PAGES]


def test_the_page_of_a_paper_gives_a_whole_preprint(zotero: Ask, made):
    site: Built = made("real")
    with host(site) as address:
        for path in papers(site):
            (item,) = zotero("web", address + f"papers/{path.name}")
            facts = dict(reversed(metas(path)))
            names = [content for name, content in metas(path) if name == "citation_author"]
            known = {"itemType": "preprint", "title": facts["citation_title"], "DOI": facts["citation_doi"]}
            known |= {"repository": "arXiv", "archiveID": f"arXiv:{facts['citation_arxiv_id']}"}
            known |= {"url": f"https://arxiv.org/abs/{facts['citation_arxiv_id']}"}
            known |= {"date": facts["citation_publication_date"]}
            known |= {"abstractNote": " ".join(facts["citation_abstract"].split())}
            assert {key: item[key] for key in known} == known
            assert len(item["creators"]) == len(dict.fromkeys(names)), path


def test_a_day_offers_all_its_papers(zotero: Ask, made):
    site: Built = made("real")
    with host(site) as address:
        for path in sorted((site.folder / "papers/date").glob("*.html")):
            items = zotero("web", address + f"papers/date/{path.name}")
            assert len(items) == path.read_text("utf-8").count("<article")
            assert {item["itemType"] for item in items} == {"preprint"}
            assert all(item["title"] and item["creators"] and item["date"] for item in items)
            assert all(item["DOI"].removeprefix("10.48550/arXiv.") in item["url"] for item in items)


def test_bibtex_gives_articles_that_keep_their_eprint(zotero: Ask, made):
    site: Built = made("real")
    for path in papers(site):
        (item,) = zotero("import", path.with_suffix(".bib").read_text("utf-8"))
        assert item["itemType"] == "journalArticle"
        assert item["publicationTitle"] == f"arXiv preprint arXiv:{path.stem}"
        assert item["extra"] == f"arXiv: {path.stem}"
        assert item["DOI"] == f"10.48550/arXiv.{path.stem}"
        assert item["date"]
