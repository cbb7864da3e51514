"""What a reader of feeds sees: newsboat with a local server."""

import re
import sqlite3
import subprocess
from contextlib import closing

import pytest

from .browser import host
from .reading import Reader
from .sites import Built
from .tools import need


@pytest.mark.parametrize("name", ["sample", "real"])
@pytest.mark.parametrize("path", ["feed.xml", "atom.xml", "daily.xml", "week.xml", "changes.xml"])
def test_newsboat_shows_each_item_once_with_its_date_and_readable_text(name: str, path: str, made, tmp_path):
    program = need("newsboat")
    site: Built = made(name)
    with host(site) as address:
        (tmp_path / "urls").write_text(f"{address}{path}\n")
        (tmp_path / "config").write_text("reload-threads 1\n")
        cache = tmp_path / "cache.db"
        words = [program, "-C", tmp_path / "config", "-u", tmp_path / "urls", "-c", cache, "-x", "reload"]
        for _ in range(2):
            subprocess.run(words, env={"HOME": str(tmp_path), "PATH": "/usr/bin", "LANG": "C.UTF-8"}, check=True)
    with closing(sqlite3.connect(cache)) as base:
        rows = base.execute("select guid, title, author, url, pubDate, content from rss_item").fetchall()
        assert base.execute("select count(*) from rss_feed where title != ''").fetchone() == (1,)
    text = (site.folder / path).read_text("utf-8")
    assert len({guid for guid, *_ in rows}) == len(rows) == len(re.findall("<item>|<entry>", text))
    for _, title, author, url, date, content in rows:
        assert title
        assert url.startswith("https://")
        assert date > 1_600_000_000
        shown = Reader(content, "p", "li", "h3")
        texts = [text for _, _, text in shown.texts]
        assert author not in texts or not author  # newsboat shows the author above the text
        assert not re.search("&(lt|gt|amp|quot);|</?(p|a|b|i|strong|br)>", " ".join(texts))
