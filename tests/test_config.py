"""site.yaml: every setting's good and bad values, and every mistake at once."""

import pytest

from gazette import config
from gazette.errors import Mistakes, Report

LEAST = "title: A Site\nurl: https://papers.example.org/\n"


def parse(written: str):
    report = Report(config.NAME)
    return config.parse(written, report), report


def errors(written: str) -> list[str]:
    return list(map(str, parse(written)[1].errors))


def test_a_title_and_an_address_are_enough():
    site, report = parse(LEAST)
    assert (site.title, site.url, site.tags_minimum, site.page_length) == (
        "A Site",
        "https://papers.example.org/",
        2,
        50,
    )
    assert not report.errors


@pytest.mark.parametrize(
    ("line", "name", "held"),
    [
        ("description: '  day by  day '", "description", "day by day"),
        ("language: pt-BR", "language", "pt-BR"),
        ("language: no", "language", "no"),
        ("author: 007", "author", "007"),
        ("repository: https://git.example.org/a/b/", "repository", "https://git.example.org/a/b"),
        ("timezone: Europe/Berlin", "timezone", "Europe/Berlin"),
        ("tags: {minimum: 1}", "tags_minimum", 1),
        ("tags.minimum: 7", "tags_minimum", 7),
        ("feed:\n  length: 9", "feed_length", 9),
        ("feed: {authority: 'a@example.org,2024-01-31'}", "feed_authority", "a@example.org,2024-01-31"),
        ("page: {length: 1}", "page_length", 1),
        ("authors: {minimum: 3}", "authors_minimum", 3),
        ("authors.minimum: 1", "authors_minimum", 1),
        ("twins: [bib]", "twins", ("bib",)),
        ("twins: json, md", "twins", ("json", "md")),
        ("twins: [bib, md, bib]", "twins", ("bib", "md")),
        ("twins: []", "twins", ()),
        ("twins: ''", "twins", ()),
        ("twins:", "twins", ()),
        ("subscribe: {form: 'https://mail.example/to?list=1'}", "subscribe_form", "https://mail.example/to?list=1"),
        ("leave_out: [paper, tag]", "leave_out", ("paper", "tag")),
        ("leave_out: paper, tag", "leave_out", ("paper", "tag")),
        (
            "navigation:\n  All: archive.html\n  Home: https://a.example",
            "navigation",
            (("All", "archive.html"), ("Home", "https://a.example")),
        ),
        ("description:", "description", ""),
        ("leave_out: []", "leave_out", ()),
        ("feed:", "feed_length", 50),
        ("subscribe: {form: 'https://a.example/join/'}", "subscribe_form", "https://a.example/join/"),
        ("repository: https://a.example/b/", "repository", "https://a.example/b"),
    ],
)
def test_a_setting_is_taken(line, name, held):
    site, report = parse(LEAST + line)
    assert getattr(site, name) == held
    assert not report.errors


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("description: [a]", "description: it is a list; write a line of text"),
        ("author: {a: b}", "author: it is a mapping; write a line of text"),
        ("language: Deutsch!", "language: 'Deutsch!' is no language tag; write it as en or pt-BR"),
        (
            "repository: git@example.org:a/b",
            "repository: 'git@example.org:a/b' is no web address; begin it with https://",
        ),
        ("timezone: Berlin", "timezone: 'Berlin' is no time zone; write it as Europe/Berlin"),
        ("timezone: ../../etc/passwd", "timezone: '../../etc/passwd' is no time zone; write it as Europe/Berlin"),
        ("timezone: ''", "timezone: '' is no time zone; write it as Europe/Berlin"),
        ("tags: {minimum: 0}", "tags.minimum: '0' will not do; write a number from 1 to 999999"),
        ("feed: {length: -1}", "feed.length: '-1' will not do; write a number from 1 to 999999"),
        ("authors: {minimum: 0}", "authors.minimum: '0' will not do; write a number from 1 to 999999"),
        ("author: {minimum: 3}", "author: it is a mapping; write a line of text"),
        ("twins: [bib, pdf]", "twins: there is no twin 'pdf'; there are md, bib and json"),
        ("twins: {bib: yes}", "twins: it is a mapping; write a line of text"),
        (
            "subscribe: {form: 'mailto:a@b.example'}",
            "subscribe.form: 'mailto:a@b.example' is no web address; begin it with https://",
        ),
        (
            "subscribe: {form: 'javascript:alert(1)'}",
            "subscribe.form: 'javascript:alert(1)' is no web address; begin it with https://",
        ),
        ("subscribe: {from: x}", "there is no setting 'subscribe.from'; did you mean 'subscribe.form'?"),
        ("page: {length: many}", "page.length: 'many' will not do; write a number from 1 to 999999"),
        ("page: {length: 1e3}", "page.length: '1e3' will not do; write a number from 1 to 999999"),
        ("page: {length: 12345678}", "page.length: '12345678' will not do; write a number from 1 to 999999"),
        ("feed: {authority: a b}", "feed.authority: 'a b' names nobody; write it as papers.example.org,2025"),
        ("navigation: about.html", "navigation: it is text; write `label: address` lines under it"),
        ("navigation: {A: [b]}", "navigation: it is a list; write a line of text"),
        ("leave_out: {a: b}", "leave_out: it is a mapping; write a line of text"),
        ("feed: 9", "feed holds settings; write `authority: …` indented below it"),
        ("topic: []", "there is no setting 'topic'; did you mean 'topics'?"),
        ("topics: none", "topics: it is text; write `tag:` lines below it, or [] for no topics at all"),
        ("topics: [a]", "topics: it is a list; write `tag:` lines below it, or [] for no topics at all"),
        (
            "topics: {diffusionn-models: }",
            "topics: there is no topic 'diffusionn-models' that could go; did you mean 'diffusion-models'?",
        ),
        (
            "topics: {x: {phrases: y, parent: x}}",
            "topics: x is its own parent in the end; take one of the parents away",
        ),
        ("topics: {x: {phrases: y, parent: zz}}", "topics: x has a parent that is none, 'zz'; write one that is there"),
        (
            "navigation: {A: 'javascript://%0aalert(1)'}",
            "navigation: 'javascript://%0aalert(1)' is no web address; begin it with https://",
        ),
        ("titel: B", "there is no setting 'titel'; did you mean 'title'?"),
        ("feed: {lenght: 9}", "there is no setting 'feed.lenght'; did you mean 'feed.length'?"),
        ("time_zone: UTC", "there is no setting 'time_zone'; did you mean 'timezone'?"),
        ("title: B", "the key 'title' a second time; keep one of them"),
        ("author: &a x", None),
        ("author: *a", "an alias (*a); write the value out"),
    ],
)
def test_a_setting_that_will_not_do_is_told_with_its_line(line, said):
    assert errors(LEAST + line) == ([f"site.yaml:3: {said}"] if said else [])


@pytest.mark.parametrize(
    "address",
    [
        "papers.example.org",
        "javascript:alert(1)",
        "https://a.example/?b",
        "https://a.example/#b",
        "https://u@a.example/",
        "''",
    ],
)
def test_the_sites_address_must_be_a_web_address(address):
    [said] = errors(f"title: A\nurl: {address}\n")
    assert said.startswith("site.yaml:2: url: ")
    assert said.endswith(" is no web address; write it as https://papers.example.org/")


@pytest.mark.parametrize(
    ("written", "url", "base"),
    [
        ("https://a.example", "https://a.example/", "/"),
        ("https://a.example/papers//", "https://a.example/papers/", "/papers/"),
    ],
)
def test_the_sites_address_ends_with_one_slash(written, url, base):
    site, _ = parse(f"title: A\nurl: {written}\n")
    assert (site.url, site.base) == (url, base)


@pytest.mark.parametrize(
    ("line", "authority"),
    [
        ("", "papers.example.org,2025"),
        ("feed: {authority: 'a.example,2024'}", "a.example,2024"),
        ("feed: {authority: a.example}", "a.example,2025"),
    ],
)
def test_the_feeds_authority_is_the_hosts_unless_another_is_named(line, authority):
    assert parse(LEAST + line)[0].authority == authority


def test_every_mistake_is_told_at_once_with_its_line():
    said = errors("titel: A\nurl: x\nlanguage: '!'\nfeed:\n  length: 0\n  athority: y\n")
    assert [line.split(":")[1] for line in said] == ["1", "2", "3", "5", "6"]


@pytest.mark.parametrize(
    ("written", "missing"), [("", "title url"), ("title: A", "url"), (LEAST.replace("A Site", "''"), "title")]
)
def test_what_is_missing_is_told(written, missing):
    assert errors(written)[0] == f"site.yaml:1: no {missing.split()[0]}; add a line `{missing.split()[0]}: …`"


def test_settings_that_are_no_mapping_are_told():
    assert errors("- a") == ["site.yaml:1: the settings are no mapping; write `key: value` lines"]


def test_settings_that_are_not_yaml_are_told():
    assert errors("title: [\n")[0].startswith("site.yaml:")


def test_the_folder_that_has_no_settings_is_named(tmp_path):
    with pytest.raises(Mistakes, match=r"^site\.yaml: there is none in .*; make one with a title: and a url:"):
        config.load(tmp_path)


def test_settings_in_another_encoding_are_told(tmp_path):
    (tmp_path / config.NAME).write_bytes(b"title: \xff")
    with pytest.raises(Mistakes, match=r"^site\.yaml: cannot be read: .*; it should be a text file in UTF-8"):
        config.load(tmp_path)


def test_topics_whose_wider_one_is_taken_away_stand_alone():
    shipped = {topic.slug: topic for topic in parse(LEAST)[0].topics}
    wider = next(topic.parent for topic in shipped.values() if topic.parent)
    site, report = parse(f"{LEAST}topics: {{{wider}: }}")
    assert not report.errors
    assert {topic.slug for topic in site.topics} == shipped.keys() - {wider}
    assert all(
        topic.parent == (shipped[topic.slug].parent if shipped[topic.slug].parent != wider else "")
        for topic in site.topics
    )
