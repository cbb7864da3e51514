import re
from datetime import date
from pathlib import Path

import pytest

from gazette.core.errors import Report
from gazette.core.model import Trust
from gazette.listings import importers, markdown
from gazette.listings.importers import daily_list
from tests.foreign import BULLETS, TABLE
from tests.forms import MARKDOWN
from tests.make import a_source, read

OURS = Path(__file__).parents[3] / "content"


def imported(source, path="README.md"):
    report = Report(path)
    return importers.parse_days(a_source(source, path), report), list(map(str, [*report.errors, *report.warnings]))


def test_every_row_of_a_table_is_imported():
    [found], problems = imported(TABLE)
    assert [each.arxiv for each in found.entries] == re.findall(r"^\|.*arxiv.org/abs/(.*?)v\d", TABLE, re.MULTILINE)
    assert (found.day, found.trust, problems) == (date(2025, 3, 12), Trust.CAPTURED, [])
    first, second = found.entries
    assert (first.title, first.authors) == ("A Bandit with $x_1$ | Bars", ("Ada Example", "et al."))
    assert (first.published, first.tags) == (date(2025, 3, 11), ("Bandits",))
    assert (first.code, second.code) == (("https://github.com/example/bandit",), ())
    assert second.title == "Another_One"
    assert markdown.parse(markdown.dump(found), "") == found


def test_every_bullet_is_imported():
    [found], problems = imported(BULLETS)
    assert len(found.entries) == len(re.findall(r"^[-*] ", BULLETS, re.MULTILINE)) == 4
    assert [each.title for each in found.entries] == ["A Bandit", "Another", "A Third", "A Fourth"]
    assert [each.arxiv for each in found.entries] == [f"2503.0000{number}" for number in range(1, 5)]
    assert (found.day, problems) == (date(2025, 3, 12), [])
    assert markdown.parse(markdown.dump(found), "") == found


def test_headings_with_dates_make_a_listing_for_each_day():
    found, _ = imported(BULLETS + "\n## 2025-03-11\n\n- [Older](https://arxiv.org/abs/2503.00009)\n")
    assert [(str(each.day), len(each.entries)) for each in found] == [("2025-03-12", 4), ("2025-03-11", 1)]
    assert found[1].entries[0].tags == ()


def test_a_file_name_with_a_day_wins_if_there_are_no_dated_headings():
    undated = BULLETS.replace("## 2025-03-12\n", "")
    assert imported(undated, "2025-03-14.md")[0][0].day == date(2025, 3, 14)
    assert imported(undated)[1] == [
        "README.md:1: the listing has no day; pass --date to `import`, or start the file name with it"
    ]


def test_rows_that_are_no_papers_are_reported_together():
    _, problems = imported(BULLETS + "- [paper](https://arxiv.org/abs/2503.00012)\n- no link\n- [Top](#top)\n")
    assert problems == [
        "README.md:11: 2 rows and bullets are not read, because no title and address are in them; add what is missing"
    ]


@pytest.mark.parametrize(
    "source",
    [
        MARKDOWN,
        "## A Title\n- arxiv: 2503.00001\n\nText.\n\n- [see](https://arxiv.org/abs/2503.00002)\n",
        "---\ndate: 2025-03-12\n---\n\n- [a link](https://arxiv.org/abs/2503.00002)\n\n## A Title\n",
        "## A Title\n\nAn abstract with a link: https://arxiv.org/abs/2503.00002\n",
        "# Notes\n\n- no links\n",
    ],
)
def test_gazettes_own_markdown_is_not_recognised(source):
    assert not daily_list.recognise(a_source(source, "a.md"))


def test_the_listings_of_the_project_are_not_recognised():
    paths = [*OURS.glob("2*/*.md")]
    assert paths
    for path in paths:
        assert not daily_list.recognise(a_source(path.read_text("utf-8"), "a.md"))


def test_in_a_build_every_markdown_file_is_gazettes_own():
    found, _ = read(TABLE, "content/2025-03-12.md")
    assert found.trust == Trust.WRITTEN


def test_a_line_that_is_too_long_is_an_error():
    line = "- [A](https://arxiv.org/abs/2503.00001) " + "x" * daily_list.MAX_LINE
    assert imported(line)[1] == ["README.md:1: the line has more than 10,000 characters; break it, or remove it"]
