"""Every setting of site.yaml has its value, and all mistakes are reported together."""

import pytest

from gazette import config
from gazette.core.errors import Mistakes, Report

REQUIRED = "title: A Site\nurl: https://papers.example.org/\n"


def parse(source: str):
    report = Report(config.NAME)
    return config.parse(source, report), report


def errors(source: str) -> list[str]:
    return list(map(str, parse(source)[1].errors))


def test_only_a_title_and_an_address_are_required():
    site, report = parse(REQUIRED)
    assert (site.title, site.url) == ("A Site", "https://papers.example.org/")
    assert (site.tags_minimum, site.authors_minimum, site.orgs_minimum, site.page_length) == (2, 10, 5, 50)
    assert not report.errors


@pytest.mark.parametrize(
    ("line", "name", "value"),
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
        ("orgs: {minimum: 3}", "orgs_minimum", 3),
        ("orgs.minimum: 1", "orgs_minimum", 1),
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
        ("navigation: {}", "navigation", ()),
        ("navigation:", "navigation", None),
        ("description:", "description", ""),
        ("leave_out: []", "leave_out", ()),
        ("feed:", "feed_length", 50),
        ("subscribe: {form: 'https://a.example/join/'}", "subscribe_form", "https://a.example/join/"),
        ("repository: https://a.example/b/", "repository", "https://a.example/b"),
    ],
)
def test_a_setting_has_its_value(line, name, value):
    site, report = parse(REQUIRED + line)
    assert getattr(site, name) == value
    assert not report.errors


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("description: [a]", "description: expected text, found a list; write a line of text"),
        ("author: {a: b}", "author: expected text, found a mapping; write a line of text"),
        ("language: Deutsch!", "language: 'Deutsch!' is not a language tag; write one such as en or pt-BR"),
        (
            "repository: git@example.org:a/b",
            "repository: 'git@example.org:a/b' is not a web address; write one that begins with https://",
        ),
        ("timezone: Berlin", "timezone: 'Berlin' is not a time zone; write one such as Europe/Berlin"),
        (
            "timezone: ../../etc/passwd",
            "timezone: '../../etc/passwd' is not a time zone; write one such as Europe/Berlin",
        ),
        ("timezone: ''", "timezone: '' is not a time zone; write one such as Europe/Berlin"),
        ("tags: {minimum: 0}", "tags.minimum: '0' is not allowed; write a number from 1 to 999999"),
        ("feed: {length: -1}", "feed.length: '-1' is not allowed; write a number from 1 to 999999"),
        ("authors: {minimum: 0}", "authors.minimum: '0' is not allowed; write a number from 1 to 999999"),
        ("orgs: {minimum: 0}", "orgs.minimum: '0' is not allowed; write a number from 1 to 999999"),
        ("orgs: 3", "orgs: expected a mapping, found text; write `minimum: …` on a line below, indented"),
        ("author: {minimum: 3}", "author: expected text, found a mapping; write a line of text"),
        ("twins: [bib, pdf]", "twins: unknown format 'pdf'; use md, bib or json"),
        ("twins: {bib: yes}", "twins: expected text, found a mapping; write a line of text"),
        (
            "subscribe: {form: 'mailto:a@b.example'}",
            "subscribe.form: 'mailto:a@b.example' is not a web address; write one that begins with https://",
        ),
        (
            "subscribe: {form: 'javascript:alert(1)'}",
            "subscribe.form: 'javascript:alert(1)' is not a web address; write one that begins with https://",
        ),
        ("subscribe: {from: x}", "unknown setting 'subscribe.from'; did you mean 'subscribe.form'?"),
        ("page: {length: many}", "page.length: 'many' is not allowed; write a number from 1 to 999999"),
        ("page: {length: 1e3}", "page.length: '1e3' is not allowed; write a number from 1 to 999999"),
        ("page: {length: 12345678}", "page.length: '12345678' is not allowed; write a number from 1 to 999999"),
        (
            "feed: {authority: a b}",
            "feed.authority: 'a b' is not a domain or a mail address, with or without a comma and a year; "
            "write it as papers.example.org,2025",
        ),
        ("navigation: about.html", "navigation: expected a mapping, found text; write `label: address` lines under it"),
        ("navigation: {A: [b]}", "navigation: expected text, found a list; write a line of text"),
        ("leave_out: {a: b}", "leave_out: expected text, found a mapping; write a line of text"),
        ("feed: 9", "feed: expected a mapping, found text; write `authority: …` on a line below, indented"),
        ("topic: []", "unknown setting 'topic'; did you mean 'topics'?"),
        (
            "topics: none",
            "topics: expected a mapping, found text; write a line `bandits:` for each topic, or [] for none",
        ),
        (
            "topics: [a]",
            "topics: expected a mapping, found a list; write a line `bandits:` for each topic, or [] for none",
        ),
        (
            "topics: {diffusionn-models: }",
            "topics: no topic 'diffusionn-models' to remove; did you mean 'diffusion-models'?",
        ),
        (
            "topics: {x: {phrases: y, parent: x}}",
            "topics: x is one of its own ancestors; remove one of the parents",
        ),
        ("topics: {x: {phrases: y, parent: zz}}", "topics: x has the unknown parent 'zz'; use one that exists"),
        (
            "navigation: {A: 'javascript://%0aalert(1)'}",
            "navigation: 'javascript://%0aalert(1)' is not a web address; write one that begins with https://",
        ),
        ("titel: B", "unknown setting 'titel'; did you mean 'title'?"),
        ("feed: {lenght: 9}", "unknown setting 'feed.lenght'; did you mean 'feed.length'?"),
        ("time_zone: UTC", "unknown setting 'time_zone'; did you mean 'timezone'?"),
        ("title: B", "the key 'title' is repeated; keep one of them"),
        ("author: &a x", None),
        ("author: *a", "the alias *a is not allowed; write the value here"),
    ],
)
def test_a_mistake_is_reported_with_its_line(line, message):
    assert errors(REQUIRED + line) == ([f"site.yaml:3: {message}"] if message else [])


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
    [error] = errors(f"title: A\nurl: {address}\n")
    assert error.startswith("site.yaml:2: url: ")
    assert error.endswith(" is not a web address; write it as https://papers.example.org/")


@pytest.mark.parametrize(
    ("address", "url", "base"),
    [
        ("https://a.example", "https://a.example/", "/"),
        ("https://a.example/papers//", "https://a.example/papers/", "/papers/"),
    ],
)
def test_the_sites_address_ends_with_one_slash(address, url, base):
    site, _ = parse(f"title: A\nurl: {address}\n")
    assert (site.url, site.base) == (url, base)


@pytest.mark.parametrize(
    ("line", "authority"),
    [
        ("", "papers.example.org,2025"),
        ("feed: {authority: 'a.example,2024'}", "a.example,2024"),
        ("feed: {authority: a.example}", "a.example,2025"),
    ],
)
def test_the_authority_of_feeds_is_the_sites_host_unless_it_is_set(line, authority):
    assert parse(REQUIRED + line)[0].authority == authority


def test_all_mistakes_are_reported_together():
    found = errors("titel: A\nurl: x\nlanguage: '!'\nfeed:\n  length: 0\n  athority: y\n")
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "5", "6"]


@pytest.mark.parametrize(
    ("source", "missing"), [("", "title url"), ("title: A", "url"), (REQUIRED.replace("A Site", "''"), "title")]
)
def test_a_missing_required_setting_is_reported(source, missing):
    assert errors(source)[0] == f"site.yaml:1: missing {missing.split()[0]}; add a line `{missing.split()[0]}: …`"


def test_all_missing_required_settings_are_reported_at_once():
    assert [each.split(";")[0] for each in errors("language: en")] == [
        "site.yaml:1: missing title",
        "site.yaml:1: missing url",
    ]


def test_settings_that_are_not_a_mapping_are_reported():
    assert errors("- a") == ["site.yaml:1: expected a mapping, found a list; write `key: value` lines"]


def test_settings_that_are_not_yaml_are_reported():
    assert errors("title: [\n")[0].startswith("site.yaml:2: invalid YAML: ")


def test_a_title_with_a_colon_is_answered_with_quotes():
    [error] = errors("title: My: papers\nurl: https://papers.example.org/\n")
    assert error.startswith("site.yaml:1: invalid YAML: ")
    assert error.endswith("; put a text that contains a colon in quotes")


def test_settings_are_loaded_from_a_folder(tmp_path):
    (tmp_path / config.NAME).write_text(REQUIRED)
    assert config.load(tmp_path).title == "A Site"


def test_a_folder_without_settings_is_named(tmp_path):
    with pytest.raises(Mistakes, match=r"^site\.yaml: not found in .*; create it with a title: and a url:, or name"):
        config.load(tmp_path)


def test_settings_in_another_encoding_are_reported(tmp_path):
    (tmp_path / config.NAME).write_bytes(b"title: \xff")
    with pytest.raises(Mistakes, match=r"^site\.yaml: cannot read the file: .*; make it a text file in UTF-8"):
        config.load(tmp_path)


def test_with_a_report_errors_in_settings_are_added_to_it(tmp_path):
    report = Report()
    (tmp_path / config.NAME).write_text("title: A\nurl: x\n")
    assert config.load(tmp_path, report).title == "A"
    assert [str(each).split(":")[:3] for each in report.errors] == [["site.yaml", "2", " url"]]


def test_a_folder_without_settings_is_an_error_also_with_a_report(tmp_path):
    with pytest.raises(Mistakes, match="not found in"):
        config.load(tmp_path, Report())


def test_topics_whose_parent_is_removed_have_no_parent():
    shipped = {topic.slug: topic for topic in parse(REQUIRED)[0].topics}
    wider = next(topic.parent for topic in shipped.values() if topic.parent)
    site, report = parse(f"{REQUIRED}topics: {{{wider}: }}")
    assert not report.errors
    assert {topic.slug for topic in site.topics} == shipped.keys() - {wider}
    assert all(
        topic.parent == (shipped[topic.slug].parent if shipped[topic.slug].parent != wider else "")
        for topic in site.topics
    )


def test_values_that_are_checked_later_have_the_line_where_they_are_written():
    source = REQUIRED + "leave_out:\n  - tag\n  - tgs\nnavigation: {A: a.html,\n  B: b.html}\n"
    site = parse(source)[0]
    assert [site.line_of("leave_out", name) for name in ("tag", "tgs", "other")] == [4, 5, 4]
    assert [site.line_of("navigation", address) for address in ("a.html", "b.html")] == [6, 7]
    assert parse(REQUIRED)[0].line_of("leave_out", "tag") == 0


@pytest.mark.parametrize(("clean", "page", "home"), [("false", "tags/index.html", ""), ("true", "tags/", "")])
def test_an_absolute_address_has_html_unless_the_setting_removes_it(clean, page, home):
    found = config.parse(f"title: T\nurl: https://a.example/p/\nclean_urls: {clean}\n", Report("site.yaml"))
    assert found.absolute("tags/index.html") == f"https://a.example/p/{page}"
    assert found.absolute("index.html") == f"https://a.example/p/{home}"
    assert found.absolute("feed.xml") == "https://a.example/p/feed.xml"


def test_settings_of_fetching_do_not_concern_pages():
    more = "daily: {ping: https://a.example/}\nfetch: {sources: [huggingface]}\nsummarize: {model: small}\n"
    plain, other = parse(REQUIRED)[0], parse(REQUIRED + more)[0]
    assert plain != other
    assert plain.of_pages() == other.of_pages()
    assert plain.of_pages() != parse(f"{REQUIRED}author: A\n")[0].of_pages()
