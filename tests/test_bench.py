"""The bench: its papers are the same everywhere, all of them reach every site, and what it tells can be read."""

import ast
import gzip
import json
import os
import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench import cli, corpus, generators, made, measures, peer, race, rebuilds, table
from gazette.core.errors import Refusal
from tests import site

ROOT = Path(__file__).parent.parent
ACL = [
    {"id": "1952.earlymt-1.1", "title": "First", "abstract": None, "authors": [], "venue": "MT", "doi": None},
    {"id": "2020.x-1.2", "title": "", "abstract": "A.\n\nB.", "authors": ["A; B", " "], "venue": None, "doi": "10.1/X"},
    {"id": "2020.x-1.3", "title": "# Third", "abstract": "## c", "authors": ["C"], "venue": "X", "doi": "10.1234/y"},
    {"id": "2020.x-1.4", "title": "# Third", "abstract": "- d", "authors": ["C"], "venue": "X", "doi": "10.1234/Y"},
]
SIGNS = {
    "id": "1501.00001",
    "date": "2015-01-01",
    "title": 'A <b>bold</b> {{ 7 * 7 }} {% raw %} {{< ref >}} of *x* < "y" & \\z_1 &amp; `w`',
    "authors": ["Doe, Jane", "R & <i>D</i>"],
    "tags": ["graph search"],
    "upvotes": 1,
    "abstract": "See {{ 7 * 7 }} {% raw %} {{< ref >}} {{% x %}} <b>&amp;</b> a_b_c *d* [e](f) ~~h~~ $i$ "
    "{filename}j \\k < l & m."
    "\n\n# No head\n\n1. No list\n\n- None\n\n> No more",
}


@pytest.fixture
def papers(tmp_path):
    made.make(tmp_path / "made.jsonl", 60)
    return tmp_path / "made.jsonl"


def acl(folder, packed):
    path = folder / f"acl.jsonl{'.gz' * packed}"
    body = "".join(json.dumps(each) + "\n" for each in ACL).encode()
    path.write_bytes(gzip.compress(body) if packed else body)
    return path


def bench(*words):
    return site.command("bench", *words)


# Papers.


def test_papers_are_the_same_for_the_same_seed_and_few_are_the_first_of_many(tmp_path):
    for name, count, seed in (("few", 30, 1), ("many", 60, 1), ("other", 30, 2)):
        assert bench("make", tmp_path / name, count, "--seed", seed) == 0
    few, many, other = ((tmp_path / name).read_bytes() for name in ("few", "many", "other"))
    assert many.startswith(few)
    assert many.count(b"\n") == 60
    assert other != few


def test_a_paper_of_a_seed_never_changes():
    found = made.paper(1_000)
    assert (found["id"], found["date"], found["tags"][:1]) == ("1502.00226", "2015-02-10", ["graph segmentation"])
    assert found["title"] == "Towards streaming causal retrieval by cached activations"


def test_made_papers_are_as_long_and_as_varied_as_real_ones():
    found = list(made.papers(500))
    assert len({each["id"] for each in found}) == 500
    assert len({each["abstract"] for each in found}) == 500
    assert 50 < sum(len(each["title"]) for each in found) / 500 < 70
    assert 1_200 < sum(len(each["abstract"]) for each in found) / 500 < 1_400
    assert {len(each["tags"]) for each in found} == {3, 4, 5, 6}
    assert len(set(made.TAGS)) == 300


# Source folders.


def test_every_made_paper_is_in_the_site(papers, tmp_path, capsys):
    assert bench("corpus", papers, tmp_path / "source") == 0
    assert site.command("check", "--source", tmp_path / "source") == 0
    assert capsys.readouterr().out.endswith("\n60 papers, 3 days: no errors, 0 warnings\n")


@pytest.mark.parametrize("packed", [False, True])
def test_every_paper_of_the_anthology_is_in_the_site_whatever_it_holds(packed, tmp_path, capsys):
    assert bench("corpus", acl(tmp_path, packed), tmp_path / "source", "--full") == 0
    assert site.command("check", "--source", tmp_path / "source") == 0
    assert capsys.readouterr().out.endswith("\n4 papers, 1 day: no errors, 0 warnings\n")


def test_of_two_papers_with_one_doi_the_later_goes_without_even_where_it_comes_alone(tmp_path):
    rows = list(corpus.read(acl(tmp_path, False)))
    assert [entry.doi for _, entry in rows] == ["", "", "10.1234/y", ""]
    assert [entry.authors for _, entry in rows][1] == ("A; B",)
    assert list(corpus.read(tmp_path / "acl.jsonl", 3)) == rows[3:]


def test_papers_without_a_day_come_25_a_weekday(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps(ACL[0] | {"id": f"2020.x-1.{n}"}) + "\n" for n in range(126)))
    days = [day for day, _ in corpus.read(path)]
    assert (days[24], days[25], days[124]) == (date(2010, 1, 4), date(2010, 1, 5), date(2010, 1, 8))
    assert days[125] == date(2010, 1, 11)


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"date": "2025-02-30", "id": "2502.00001", "tags": [], "upvotes": 1}']
)
def test_a_line_that_is_no_paper_is_told_by_its_number(line, tmp_path, capsys):
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps(ACL[0]) + f"\n{line}\n")
    assert bench("corpus", path, tmp_path / "source") == 2
    assert "odd.jsonl:2: no paper, " in capsys.readouterr().err


def test_a_folder_filled_in_parts_is_one_filled_at_once(papers, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    assert bench("corpus", papers, one, "--full") == 0
    assert bench("corpus", papers, other, "--full", "--stop", 30) == 0
    assert bench("corpus", papers, other, "--start", 30) == 0
    assert site.files(one) == site.files(other)


# Peers.


def built(name, corpus_file, folder):
    """The folder of a peer's site, where the peer is here."""
    program = peer.PEERS[name].find() or pytest.skip(f"{name} is not here")
    source, output = folder / name, folder / f"{name}-site"
    peer.PEERS[name].write(corpus.read(corpus_file), source)
    race.once([*program, *peer.PEERS[name].build(output)], folder=source)
    return output


def shown(html):
    """All text of a page, as its reader sees it."""
    found = []
    reader = HTMLParser()
    reader.handle_data = found.append
    reader.feed(html)
    return " ".join("".join(found).split())


@pytest.mark.parametrize(
    ("name", "folder", "others", "first", "second"),
    [
        (
            "hugo",
            "content/papers",
            "hugo.toml",
            'date: "2015-01-01T23:59:59+00:00"',
            'date: "2015-01-01T23:59:58+00:00"',
        ),
        (
            "eleventy",
            "papers",
            "package.json",
            'date: "2015-01-01T23:59:59+00:00"',
            'date: "2015-01-01T23:59:58+00:00"',
        ),
        ("pelican", "content", "pelicanconf.py", "Date: 2015-01-01 23:59:59", "Date: 2015-01-01 23:59:58"),
    ],
)
def test_a_peer_gets_a_file_for_each_paper_in_the_order_of_the_day(
    name, folder, others, first, second, papers, tmp_path
):
    peer.PEERS[name].write(corpus.read(papers), tmp_path / name)
    found = site.files(tmp_path / name)
    pages = sorted(path for path in found if path.startswith(f"{folder}/1501-"))
    assert len(pages) == 60
    assert others in found
    assert f"\n{first}\n" in found[pages[0]].decode()
    assert f"\n{second}\n" in found[pages[1]].decode()


def test_an_abstract_is_written_so_that_no_markdown_calls_anything(tmp_path):
    path = tmp_path / "acl.jsonl"
    path.write_text(json.dumps(ACL[0] | {"abstract": "See {{< x >}} & 3 - 2.\n\n1. y"}))
    (paper,) = generators.paper.papers(corpus.read(path))
    assert paper.name == "1952-earlymt-1-1"
    assert paper.body == "See &#123;&#123;&#60; x &#62;&#125;&#125; &#38; 3 - 2.\n\n&#49;. y"


@pytest.mark.parametrize("name", peer.PEERS)
def test_whatever_signs_a_paper_holds_a_peer_shows_them_as_they_are(name, tmp_path):
    path = tmp_path / "signs.jsonl"
    path.write_text(json.dumps(SIGNS) + "\n")
    ((_, entry),) = corpus.read(path)
    output = built(name, path, tmp_path)
    for page in ("papers/1501-00001.html", "days/2015-01-01.html", "tags/graph-search.html", "index.html"):
        text = shown((output / page).read_text("utf-8"))
        for wanted in (entry.title, ", ".join(entry.authors), *entry.abstract):
            assert wanted in text
    for feed in ("index.xml", "tags/graph-search/index.xml"):
        (item,) = ElementTree.parse(output / feed).iter("item")
        assert item.findtext("title") == entry.title
        assert shown(item.findtext("description")) == " ".join(entry.abstract)


@pytest.mark.parametrize("name", peer.PEERS)
def test_a_peer_has_as_many_files_as_gazette_and_tells_of_all_its_pages(name, tmp_path):
    made.make(tmp_path / "made.jsonl", 500)
    output = built(name, tmp_path / "made.jsonl", tmp_path)
    assert bench("corpus", tmp_path / "made.jsonl", tmp_path / "ours") == 0
    assert site.command("build", "--quiet", "--source", tmp_path / "ours") == 0
    ours, theirs = measures.tree(tmp_path / "ours" / "public")[0], measures.tree(output)[0]
    assert abs(ours - theirs) <= ours / 100
    pages = {f"{path.relative_to(output)}" for path in output.rglob("*.html") if path.parent.name != "page"}
    places = [where.text for where in ElementTree.parse(output / "sitemap.xml").findall(".//{*}loc")]
    assert len(places) == len(pages)
    assert {where.removeprefix("https://papers.example/") or "index.html" for where in places} == pages
    feeds = {path.parent.name: len(list(ElementTree.parse(path).iter("item"))) for path in output.rglob("index.xml")}
    assert feeds[output.name] == max(feeds.values()) == 50
    assert len(feeds) == len(list(output.glob("tags/*.html")))
    links = {link for page in output.rglob("*.html") for link in re.findall('href="/([^"]*)"', page.read_text("utf-8"))}
    assert {link for link in links if link and not (output / link).is_file()} == set()


# Running, and telling.


def test_a_process_that_fails_is_told_with_its_last_words():
    with pytest.raises(Refusal, match="failed: oh dear"):
        race.once([sys.executable, "-c", "import sys; sys.exit('oh dear')"])


def test_what_a_process_took_is_its_own_not_what_the_bench_holds():
    held = bytearray(os.urandom(1)) * 100_000_000
    run = race.once([sys.executable, "-ISc", "pass"])
    assert 0 < run.peak < len(held)
    assert run.wall > 0


def test_rounds_turn_the_order_each_time():
    order = []
    rounds = race.rounds({name: lambda name=name: order.append(name) or race.Run(1, 1) for name in "ab"}, 3)
    assert "".join(order) == "abbaab"
    assert {name: len(runs) for name, runs in rounds.items()} == {"a": 3, "b": 3}


def test_a_peer_that_fails_is_out_of_the_race_and_the_others_go_on(tmp_path, capsys):
    program = tmp_path / "hugo"
    program.write_text(
        "#!/bin/sh\ntest $1 = version && exit\ntest -e once && echo oh dear >&2 && exit 1\ntouch ../hugo/once\n"
    )
    program.chmod(0o755)
    words = ("--sizes", 25, "--runs", 2, "--only", "clean,memory", "--peers", "hugo", "--scratch", tmp_path)
    assert bench(*words, "--hugo", program) == 0
    out, err = capsys.readouterr()
    assert "\n- hugo failed; its last words are on standard error\n" in out
    assert "failed: oh dear\n" in err
    assert err.count("a clean build, hugo\n") == 1
    assert "\n| clean | Gazette | " in out
    assert "\n| memory | Gazette | " in out
    assert "| hugo |" not in out


def test_the_tables_tell_medians_and_ratios_of_pairs():
    def row(*walls, size=1_000_000):
        return measures.Row([race.Run(wall, 2 * wall, 100 * table.MIB, changed=7) for wall in walls], 10, size)

    day = ("day", measures.OURS)
    small = {("clean", measures.OURS): row(1, 2, 4), ("clean", "hugo"): row(4, 4, 4), day: row(1)}
    results = [table.Result("made", 50, small, True), table.Result("made", 500, {day: row(3)}, True)]
    told = table.section(results[0])
    assert "### made: 50 papers\n" in told
    assert "| clean | Gazette | 2.00 | 4.00 | 100 | – | 10 | – | 1.0 |\n" in told
    assert "| day | Gazette | 1.00 | 2.00 | 100 | – | 10 | 7 | 1.0 |\n" in told
    assert "| clean: Gazette / hugo | 0.50 (0.25 to 1.00) | 0.50 (0.25 to 1.00) |\n" in told
    assert "| a new day, Gazette / all anew, hugo (medians) | 0.25 | 0.25 |\n" in told
    assert table.growth(results).endswith("\n| Gazette, 500 / 50 papers | 3.00 | 3.00 |\n")
    assert table.growth(results[:1]) == ""


def test_a_bench_prints_its_rows_and_leaves_nothing_behind(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(rebuilds, "PAUSE", 0)
    words = ("--sizes", 50, "--runs", 1, "--only", "same,day", "--peers", "", "--scratch", tmp_path)
    assert bench(*words) == 0
    told = capsys.readouterr().out
    for measure in ("same", "day"):
        for name in (measures.OURS, measures.ALL):
            assert f"\n| {measure} | {name} | " in told
    assert list(tmp_path.iterdir()) == []


def test_a_peer_that_is_not_here_is_said_to_be_missing(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for module in (generators.hugo, generators.pelican):
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert bench("--sizes", "", "--runs", 1, "--scratch", tmp_path) == 0
    told = capsys.readouterr().out
    for name, each in peer.PEERS.items():
        way = f"{each.advice}, or name one: `--{name} PATH`"
        assert f"- {name} is not here, so it was not measured; {way}\n" in told


def test_programs_are_found_on_the_path_in_npm_s_folder_and_in_this_python(tmp_path, monkeypatch):
    programs = {name: tmp_path / name for name in ("hugo", "pelican", "node_modules/.bin/eleventy")}
    for program in programs.values():
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(generators.hugo, "find_spec", lambda name: None)
    assert generators.hugo.find() == [f"{programs['hugo']}"]
    assert generators.pelican.find() == [f"{programs['pelican']}"]
    assert generators.eleventy.find() == [f"{programs['node_modules/.bin/eleventy']}"]
    programs["pelican"].unlink()
    monkeypatch.setattr(generators.pelican, "find_spec", lambda name: name)
    assert generators.pelican.find() == [sys.executable, "-m", "pelican"]


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("hugo", "hugo v1.2 linux/amd64\n", "hugo v1.2 linux/amd64"),
        ("eleventy", "3.1.8\n", "eleventy 3.1.8"),
        ("pelican", "", "pelican"),
    ],
)
def test_a_peer_is_told_with_its_version(name, said, told, tmp_path, capsys):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntest $1 = {peer.PEERS[name].version} && printf '{said}'\n")
    program.chmod(0o755)
    assert bench("--sizes", "", "--runs", 1, "--peers", name, f"--{name}", program, "--scratch", tmp_path) == 0
    assert f"\n- {told}\n" in capsys.readouterr().out


# The command line.


def test_help_tells_of_all_three_commands_and_every_measure(capsys):
    assert bench("--help") == 0
    told = capsys.readouterr().out
    assert all(f"build.py bench {name}" in told for name in cli.COMMANDS)
    assert all(f"\n  {name} " in told for name in measures.NAMES)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "clean,dya"], "'dya' is none of clean, full"),
        (["--sizes", "0"], "'0' is no number; write 1 or more"),
        (["--corpus", "acl"], "'acl' names no file; write it as acl=FILE"),
        (["corpus"], "the following arguments are required: CORPUS.jsonl, DIR"),
    ],
)
def test_wrong_words_end_with_two_and_a_way_out(words, told, capsys):
    with pytest.raises(SystemExit, match="2"):
        bench(*words)
    assert told in capsys.readouterr().err


def test_a_program_that_is_none_is_refused(tmp_path, capsys):
    assert bench("--hugo", tmp_path / "hugo") == 2
    assert "hugo is no program; name hugo's, or leave --hugo out" in capsys.readouterr().err


def test_a_bench_that_would_fill_the_disk_does_not_begin(tmp_path, capsys):
    assert bench("--sizes", 99_000_000, "--peers", "", "--scratch", tmp_path) == 2
    assert "GB are wanted and" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_the_folder_the_command_says_so(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "bench", None)
    monkeypatch.delitem(sys.modules, "bench.cli", raising=False)
    assert bench("--help") == 2
    assert "has no folder bench/; take it from where Gazette came from" in capsys.readouterr().err


# The house.


@pytest.mark.parametrize("path", sorted((ROOT / "bench").rglob("*.py")), ids=lambda path: path.name)
def test_the_bench_keeps_to_the_size_of_rooms(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert len(path.read_text("utf-8").splitlines()) <= 200
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if node.end_lineno - node.lineno > 28] == []
