"""After any edits, in any order, an incremental build publishes exactly what a clean build does."""

import json
import random
import shutil
import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gazette.cache import listings
from gazette.core import version
from gazette.core.errors import Mistakes
from gazette.rendering import filters, renderer
from gazette.search import shared_words, similarity
from tests import site

DAYS = [f"2025-03-{number:02}" for number in (9, 10, 11, 12, 17, 31)] + ["2025-04-01"]
NAMES = st.builds("{}{}{}".format, st.sampled_from(DAYS), st.sampled_from(["", "-b"]), st.just(".md"))
WORDS = st.sampled_from("gaps tides lamps π₀ C++ of <b>bold</b> $x_1$ 2025".split())
TITLES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
TAGS = st.lists(st.sampled_from(["bandits", "theory", "Théory", "C", "C#", "C++", "π"]), max_size=3, unique=True)
IDS = st.sampled_from(
    [
        *("arxiv: 2503.00001", "arxiv: 2503.00002", "doi: 10.1000/182", "id: own", "venue: nowhere"),
        *("doi: 10.48550/arXiv.2503.00001", "url: https://arxiv.org/abs/2503.00002"),
        "arxiv: 2503.00002\n- doi: 10.1000/182",
    ]
)
VOTES = st.integers(0, 3)
ADDED = st.sampled_from(["", "", *(f"- added: {day}T08:15Z\n" for day in ("2025-03-11", "2025-03-13", "2025-04-01"))])
"""When a later fetch added a paper: the digest of a later day has it in full."""
EVENTS = ["", "- added: 2025-04-02T08:15Z\n", "- changed: 2025-03-20: a figure\n", "- withdrawn: 2025-04-01: a gap\n"]
"""Fields of papers that something happened to."""
AUTHORS = st.lists(
    st.sampled_from(["Ada Example", "Bo van Sample", "ada example", "Łu Example III", "Lu Example III", "et al."]),
    max_size=2,
).map("; ".join)
ADDRESSES = st.sampled_from(
    [
        "tags/bandits.html",
        "papers/2503.00002.html",
        "papers/own.html",
        "papers/date/2025-03-31.html",
        "colophon.html",
        "notes.txt",
        "https://example.org/",
        "feed.xml",
        "tags/bandits.xml",
        "archive.html#y2025",
        "index.html#recent",
        "about.html#aside",
        "tags/bandits.html#p-own",
    ]
)
LINKED = '{% if "colophon.html" is linked %}<a href="{{ "colophon.html" | href }}">Colophon</a>{% endif %}'
ABOUT = "[A](tags/bandits.html) [B](papers/2503.00002.html) [C](papers/date/2025-03-31.html) [D](colophon.html)"
TEMPLATES = {
    "_aside.html": [LINKED, '<aside id="aside">One</aside>', "<aside>Two {{ site.title }}</aside>", "{% if 0 %}"],
    "_small.html": ["{% macro bit(x) %}{{ x }}{% endmacro %}", "{% macro bit(x) %}<i>{{ x }}</i>{% endmacro %}"],
    "_deep.html": ["{% include '_aside.html' %}", "{% include ['_none.html', '_aside.html'] %}", "deep"],
    "standalone.html": [
        "{% extends '_base.html' %}{% block main %}{% include '_deep.html' %}{{ page.body|markdown}}{% endblock %}",
        "{% include '_as' ~ 'ide.html' %}{% from '_small.html' import bit %}{{ bit(page.title) }}",
        "{% include '_nowhere.html' ignore missing %}{{ page.title }}",
    ],
    "_nowhere.html": ["here after all"],
    "missing.html": ["{% extends '_base.html' %}{% block title %}Lost{% endblock %}"],
    "_paper.html": [
        (site.ROOT / "templates/_paper.html").read_text("utf-8").replace("PDF", word) for word in ("Pdf", "The PDF")
    ],
}
SETTINGS = {
    "title": ["A Small Site", "Another <Site>"],
    "description": ["", "Of small things."],
    "author": ["", "Ada"],
    "timezone": ["UTC", "Pacific/Kiritimati"],
    "tags.minimum": ["1", "2", "3"],
    "authors.minimum": ["1", "2"],
    "page.length": ["1", "2", "50"],
    "feed.length": ["1", "50"],
    "feed.formats.tags": ["[rss]", "[atom, daily]", "[]"],
    "hub": ["''", "https://hub.example.org/"],
    "leave_out": ["", "tags", "paper", "standalone, feed"],
    "digests": ["true", "true", "false"],
    "language": ["en", "de"],
    "offline": ["true", "false"],
    "search": ["true", "true", "false"],
}
STATIC = ["style.css", "notes.txt", "deep", "deep/er", "deep/er/est.txt"]
ODD = ["photo.png", "2025-03-12-link.md", "2025-03-12-\x07.md", ".#2025-03-12-link.md", "__pycache__/2025-03-12.md"]
BODIES = st.sampled_from([b"body { color: red }\n", b"body {}\n", b"]( \xff\n", b""])


ODD_ENTRIES = [
    "## Short\n\nShort.\n",
    "## CafÃ©\n- arxiv: 2509.00001\n- tags: multi-modal\n",
    "## Twice\n- code: https://https://a.org/\n- tags: multimodal, once\n\nA } brace in an abstract of some length.\n",
]
"""Entries that `health.html` names."""
OLD = ["old.html", "papers/own.html", "papers/Gaps.html", "papers/2503.00002.html", "tags/c.html", "Colophon.html"]
OLD += ["papers/gaps.html", "papers/date/2025-03-12.html"]


class Edits(RuleBasedStateMachine):
    """Edits of a small site, with a build after each."""

    comparisons = 0

    def __init__(self):
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.source = site.a_source(
            Path(self.scratch.name) / "source", settings=f"{site.SETTINGS}digests: true\nsearch: true\n"
        )
        site.write(self.source, {f"templates/{name}": texts[0] for name, texts in TEMPLATES.items()})
        site.write(self.source, {"content/pages/about.md": f"{ABOUT}\n", "content/pages/colophon.md": "Set in type.\n"})
        self.settings, self.listings, self.code, self.until = {"digests": "true", "search": "true"}, {}, 0, None
        for day, paper_id in (("2025-03-11", "arxiv: 2503.00002"), ("2025-03-31", "id: own")):
            self.listings[f"{day}.md"] = [f"## A Tide\n- {paper_id}\n- tags: bandits\n\n> See [it](papers/own.html).\n"]
            self.save(f"{day}.md")

    def teardown(self):
        self.scratch.cleanup()

    def save(self, name):
        head = "" if self.listings[name] else "---\nquiet: true\n---\n\nA quiet day.\n"
        site.write(self.source, {f"content/{name}": head + "\n".join(self.listings[name])})

    def put(self, path, body):
        """Write a file; remove any file or folder in its way."""
        for folder in (path, *path.parents):
            if folder.is_file():
                folder.unlink()
        if path.is_dir():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)

    # Listings.

    @rule(
        name=NAMES,
        at=st.integers(0, 3),
        title=TITLES,
        paper_id=IDS,
        tags=TAGS,
        authors=AUTHORS,
        votes=VOTES,
        added=ADDED,
        to=ADDRESSES,
    )
    def list_a_paper(self, name, at, title, paper_id, tags, authors, votes, added, to):
        fields = f"- {paper_id}\n- tags: {'; '.join(tags)};\n- authors: {authors}\n- votes: {votes}\n{added}"
        entry = f"## {title}\n{fields}\nAn abstract.\n\n> See [it]({to}).\n"
        self.listings.setdefault(name, []).insert(at, entry)
        self.save(name)

    @rule(data=st.data(), again=NAMES, votes=VOTES)
    def list_a_paper_again(self, data, again, votes):
        name = self.some_day(data)
        for entry in self.listings.get(name, [])[:1]:
            id_line = entry.split("\n")[1]
            self.listings.setdefault(again, []).append(f"## Again\n{id_line}\n- comments: {votes}\n")
            self.save(again)

    @rule(data=st.data(), on=NAMES, day=st.sampled_from(DAYS))
    def announce_a_withdrawal(self, data, on, day):
        name = self.some_day(data)
        for entry in self.listings.get(name, [])[:1]:
            entry = (
                f"## Again\n{entry.split(chr(10))[1]}\n- withdrawn: {day}: an error\n\n> See [it](papers/own.html).\n"
            )
            self.listings.setdefault(on, []).append(entry)
            self.save(on)

    @rule(name=NAMES, odd=st.sampled_from(ODD_ENTRIES), add=st.booleans())
    def list_or_remove_a_paper_with_something_wrong(self, name, odd, add):
        rows = self.listings.setdefault(name, [])
        if add:
            rows.append(odd)
        else:
            rows[:] = [row for row in rows if row != odd]
        self.save(name)

    @rule(data=st.data(), title=TITLES, tags=TAGS, votes=VOTES, event=st.sampled_from(EVENTS))
    def edit_a_paper(self, data, title, tags, votes, event):
        name = self.some_day(data)
        for at, entry in list(enumerate(self.listings.get(name, [])))[:1]:
            id_line = entry.split("\n")[1]
            self.listings[name][at] = f"## {title}\n{id_line}\n- tags: {', '.join(tags)}\n- votes: {votes}\n{event}"
            self.save(name)

    @rule(data=st.data())
    def remove_a_paper(self, data):
        name = self.some_day(data)
        if name:
            self.listings[name] = self.listings[name][1:]
            self.save(name)

    @rule(data=st.data())
    def remove_a_day(self, data):
        name = self.some_day(data)
        if name:
            del self.listings[name]
            (self.source / "content" / name).unlink()

    @rule(data=st.data(), to=NAMES)
    def rename_a_listing(self, data, to):
        name = self.some_day(data)
        if name and to not in self.listings:
            self.listings[to] = self.listings.pop(name)
            (self.source / "content" / name).rename(self.source / "content" / to)

    def some_day(self, data):
        return data.draw(st.sampled_from(sorted(self.listings))) if self.listings else ""

    @rule(name=st.sampled_from(ODD))
    def put_a_file_that_is_not_a_listing(self, name):
        path = self.source / "content" / name
        self.put(path, b"## Odd\n")
        if "link" in name:
            path.unlink()
            path.symlink_to("2025-03-11.md")

    @rule()
    def remove_files_that_are_not_listings(self):
        for name in ODD:
            (self.source / "content" / name).unlink(missing_ok=True)

    # Pages, templates, settings, assets, code.

    @rule(name=st.sampled_from(["about", "colophon"]), title=TITLES, to=ADDRESSES)
    def write_a_page(self, name, title, to):
        page = f"---\ntitle: {title}\n---\n\nSee [there]({to}) and [here]({to}#part).\n"
        site.write(self.source, {f"content/pages/{name}.md": page})

    @rule(name=st.sampled_from(["about", "colophon"]))
    def remove_a_page(self, name):
        (self.source / f"content/pages/{name}.md").unlink(missing_ok=True)

    @rule(rows=st.dictionaries(st.sampled_from(OLD), ADDRESSES | st.just("{gone: why}"), max_size=2))
    def write_redirects(self, rows):
        text = "".join(f"{old}: {new}\n" for old, new in rows.items())
        site.write(self.source, {"content/redirects.yaml": text})

    @rule(edit=st.sampled_from([(name, text) for name, texts in TEMPLATES.items() for text in texts]))
    def write_a_template(self, edit):
        site.write(self.source, {f"templates/{edit[0]}": edit[1]})

    @rule(name=st.sampled_from(["standalone.html", "missing.html", "_paper.html", "_nowhere.html"]))
    def remove_a_template(self, name):
        (self.source / "templates" / name).unlink(missing_ok=True)

    @rule(edit=st.sampled_from([(key, value) for key, values in SETTINGS.items() for value in values]))
    def change_a_setting(self, edit):
        self.settings[edit[0]] = edit[1]
        flat = {"title": "A Small Site", "url": "https://small.example.org/", **self.settings}
        lines = [f"{key}: {value}\n" for key, value in flat.items() if value and "." not in key]
        for group in ("tags", "authors", "page", "feed"):
            rows = [(key.split(".")[1:], value) for key, value in flat.items() if key.startswith(f"{group}.")]
            nested = [
                f"  {first}: {{{rest[0]}: {value}}}\n" if rest else f"  {first}: {value}\n"
                for (first, *rest), value in rows
            ]
            lines += [f"{group}:\n", *nested] if nested else []
        site.write(self.source, {"site.yaml": "".join(lines)})

    @rule(name=st.sampled_from(STATIC), body=BODIES)
    def put_an_asset(self, name, body):
        self.put(self.source / "static" / name, body)

    @rule(name=st.sampled_from(STATIC))
    def remove_an_asset(self, name):
        path = self.source / "static" / name
        if path.is_file():
            path.unlink()

    @rule(code=st.integers(0, 3))
    def change_the_code(self, code):
        self.code = code

    @rule(day=st.none() | st.sampled_from(DAYS).map(date.fromisoformat))
    def build_until(self, day):
        self.until = day

    # The check after each edit.

    @invariant()
    def a_build_equals_a_clean_build_and_the_next_writes_nothing(self):
        Edits.comparisons += 1
        with ExitStack() as code:
            for module in (version, listings, renderer):
                code.enter_context(patch.object(module, "code", lambda: b"code %d" % self.code))
            code.enter_context(patch.dict(filters.ALL, {"number": lambda count: f"{count}{'.' * self.code}"}))
            self.compare()

    def compare(self):
        before = site.files(self.source / "public")
        try:
            expected = site.clean_build(self.source, until=self.until)
        except Mistakes as mistakes:
            with pytest.raises(Mistakes) as raised:
                site.build(self.source, until=self.until)
            assert (str(raised.value), site.files(self.source / "public")) == (str(mistakes), before)
            return
        site.build(self.source, until=self.until)
        assert site.differences(expected, site.files(self.source / "public")) == []
        stamps = site.stamps(self.source / "public")
        again = site.build(self.source, until=self.until)
        assert (again.changed, again.removed, site.stamps(self.source / "public")) == ([], [], stamps)


@pytest.fixture
def everything_is_related():
    """Any word that two papers share makes them related: those of a small site have few."""
    with patch.object(similarity, "LEAST_SCORE", 0), patch.object(shared_words, "LEAST_WEIGHT", 0):
        yield


def test_an_incremental_build_publishes_what_a_clean_build_does(in_full, everything_is_related):
    examples, edits = (100, 25) if in_full else (2, 6)
    run_state_machine_as_test(Edits, settings=settings(max_examples=examples, stateful_step_count=edits))
    assert Edits.comparisons >= examples


# Real days share authors, subjects and weeks in ways that made-up ones do not.


def _edited(rows, rng, others):
    """Edit a title, an abstract or votes, remove a paper, or add one of another day."""
    row = rng.choice(rows)
    kind = rng.choice(["title", "abstract", "votes", "remove", "add"])
    if kind == "title":
        row["title"] = row["paper"]["title"] = f"{row['paper']['title']} of diffusion models"
    elif kind == "abstract":
        row["summary"] = row["paper"]["summary"] = "Agents learn by reinforcement learning."
    elif kind == "votes":
        row["paper"]["upvotes"] = rng.randrange(300)
    elif kind == "remove":
        rows.remove(row)
    else:
        rows.append(rng.choice(others))
    return rows


def test_after_edits_of_real_days_an_incremental_build_publishes_what_a_clean_build_does(shared, tmp_path, in_full):
    rng = random.Random(2)
    days, edits = (60, 60) if in_full else (7, 3)
    paths = sorted(shared("listings/hf").rglob("*.json"))[: days + edits]
    spare = [json.loads(path.read_text("utf-8")) for path in paths]
    rows = {}
    settings = "title: T\nurl: https://example.org/\nauthors:\n  minimum: 2\ndigests: true\nsearch: true\n"
    source = site.a_source(tmp_path / "source", {}, settings)
    for at in range(days + edits):
        if at < days or rng.random() < 0.25:
            day = str(date(2025, 1, 1) + timedelta(len(rows)))
            rows[day] = spare.pop(0)
        else:
            day = rng.choice([day for day in rows if rows[day]])
            rows[day] = _edited(rows[day], rng, spare[-1])
        site.write(source, {f"content/{day}.json": json.dumps(rows[day])})
        if at >= days - 1:
            site.build(source)
            assert site.differences(site.clean_build(source), site.files(source / "public")) == [], (at, day)


# Trends compare more than a year.

TOPICS = ["Gaps", "Tides", "Lamps", "Rare"]


def _two_years(rng):
    """Entries for every tenth day of two years and some months; lamps rise at the end."""
    days = [date(2023, 1, 2) + timedelta(10 * at) for at in range(92)]
    return {day: [_some_entry(rng, day.year > 2024 and 5) for _ in range(rng.randrange(2, 8))] for day in days}


def _some_entry(rng, more):
    tag = rng.choice(TOPICS[:3] + ["Lamps"] * more)
    org = rng.choice(["", "", "A Lab", "B Lab", "b lab"])
    title = f"{rng.choice(['New', 'Old', 'Red'])} {tag.lower()} {rng.choice('abc')}"
    fields = f"- id: p{rng.randrange(10**9)}\n- tags: {tag}\n" + (f"- org: {org}\n" if org else "")
    return f"## {title}\n{fields}"


def _edit_two_years(days, rng):
    """Add, remove or change a paper of a day, or add a day; returns the day."""
    kind = rng.choice(["add", "remove", "tag", "title", "org", "day"])
    day = rng.choice(sorted(days)) if kind != "day" else max(days) + timedelta(rng.randrange(1, 9))
    rows = days.setdefault(day, [])
    if kind in ("add", "day") or len(rows) < 2:
        rows += [_some_entry(rng, 5) for _ in range(rng.randrange(1, 9))]
    elif kind == "remove":
        rows.pop(rng.randrange(len(rows)))
    else:
        at = rng.randrange(len(rows))
        title, paper_id, *_ = rows[at].split("\n")
        title = "## Entirely new lamps" if kind == "title" else title
        last = f"- tags: {rng.choice(TOPICS)}" if kind == "tag" else f"- tags: Gaps\n- org: {rng.choice('AB')} Lab"
        rows[at] = f"{title}\n{paper_id}\n{last}\n"
    return day


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_after_edits_of_two_years_trends_and_years_are_those_of_a_clean_build(seed, tmp_path, in_full):
    rng = random.Random(seed)
    days = _two_years(rng)
    settings = "orgs: {minimum: 3}\ndigests: true\nsearch: true\nleave_out: [paper, feed]\n"
    listings = {f"content/{day}.md": "\n".join(rows) for day, rows in days.items()}
    source = site.a_source(tmp_path / "source", listings, f"title: T\nurl: https://example.org/\n{settings}")
    changed: set[str] = set()
    site.build(source)
    for _ in range(40 if in_full else 5):
        day = _edit_two_years(days, rng)
        site.write(source, {f"content/{day}.md": "\n".join(days[day])})
        changed.update(site.build(source).changed)
        assert site.differences(site.clean_build(source), site.files(source / "public")) == [], day
    assert {"trends.html", "papers/year/2024.html", "papers/year/2025.html"} <= changed
    assert b"Rising subjects" in (source / "public/papers/year/2025.html").read_bytes()
