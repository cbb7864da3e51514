"""Every function that reads text of strangers, as a function of one text.

The text stands wherever a stranger may write: as a whole file, or as one value in it.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace

from gazette import tex
from gazette.config import site, topics
from gazette.core import complexity, errors, lists, people, text, urls
from gazette.core.errors import Report
from gazette.core.model import Appearance, Asset, Entry, Paper
from gazette.listings import fields, ids, importers, links, markdown, redirects, repair, standalone
from gazette.mailing import imports, message, subscribers
from gazette.rendering import filters, markdown_text, markup
from gazette.rendering.exports import bibtex, records
from gazette.search import query, words
from gazette.sources import assets, conflicts, documents
from gazette.sources.files import SourceFile
from gazette.tex import commands, delimited, prose, texts
from gazette.tex.restore import glued, hints, restore, tokens
from tests.make import a_site

Reader = Callable[[str], object]
DAY = date(2025, 3, 12)
SITE = a_site(twins=("md", "bib", "json"))
HEAD = "---\ndate: 2025-03-12\n---\n\n"


def listing(form: str, suffix: str = "md") -> Reader:
    """A reader of a file in which the text stands at `%s`."""

    def read(found: str) -> object:
        path = f"content/2025-03-12.{suffix}"
        report = Report(path)
        parsed = importers.parse(SourceFile(path, form.replace("%s", found), b""), report)
        return parsed and not report.errors and markdown.dump(parsed)

    return read


def in_json(make: Callable[[str], object]) -> Reader:
    """A reader of a JSON file in which the text is a value."""

    def read(found: str) -> object:
        return listing("%s", "json")(json.dumps(make(found)))

    return read


def field(key: str) -> Reader:
    def read(found: str) -> object:
        return fields.value(key, text.line(found), 1, Report())

    return read


def setting(form: str) -> Reader:
    return lambda found: site.parse(form.replace("%s", found), Report("site.yaml"))


def exported(write: Callable[[Paper], object], *names: str) -> Reader:
    """A reader of a paper of which these fields have the text."""

    def read(found: str) -> object:
        line = text.line(text.clean(found)) or "A"
        values = {"authors": (line,), "tags": (line,), "keywords": (line,), "url": (line,), "abstract": (line,)}
        given = {"title": line} | {name: values.get(name, line) for name in names}
        paper = Paper("a", "tag:a", texts.mark(Entry(**given)), (), (Appearance(DAY, 1),))
        return write(paper)

    return read


def _topics(found: str) -> object:
    vocabulary = topics.vocabulary(site.parse("title: A\nurl: https://a.example/", Report()).topics)
    return topics.find(Entry(found, abstract=(found,), keywords=(found,)), vocabulary)


def _redirects(found: str) -> object:
    return redirects.parse(SourceFile("content/redirects.yaml", found, b""), Report())


def _standalone(found: str) -> object:
    return standalone.parse(SourceFile("content/pages/about.md", found, b""), Report())


def _opening(found: str) -> object:
    marked = tex.mark(found)
    start = filters.opening(marked)
    return start, filters.after(marked, start), filters.opening(marked, 300, 1000)


def _css(found: str) -> object:
    return assets.join([Asset("site.css", found.encode("utf-8", "replace"))])


def _restored(found: str) -> object:
    return list(restore._read(found, 0, len(found)))


def _subscribers(found: str) -> object:
    imported = imports.parse(list(imports.table(found, Report())), Report())
    return subscribers.as_csv(imports.merge([], imported).subscribers)


def _mail(found: str) -> object:
    site = a_site(mail_from="a@example.org", mail_unsubscribe="https://a.example/{address}")
    mail = SimpleNamespace(name="2025-03-12", subject=found, html=found, text=found)
    return message.letter(mail, site).to("a@example.org", datetime(2025, 3, 12, tzinfo=UTC))


FILES: dict[str, Reader] = {
    "markdown.file": listing("%s"),
    "markdown.head": listing("---\ndate: 2025-03-12\n%s\n---\n## A\n"),
    "markdown.introduction": listing(HEAD + "%s\n\n## A\n"),
    "markdown.title": listing(HEAD + "## %s\n- arxiv: 2503.00001\n"),
    "markdown.fields": listing(HEAD + "## A\n%s\n\nText.\n"),
    "markdown.field": listing(HEAD + "## A\n- venue: %s\n"),
    "markdown.abstract": listing(HEAD + "## A\n- arxiv: 2503.00001\n\n%s\n"),
    "markdown.note": listing(HEAD + "## A\n- arxiv: 2503.00001\n\nText.\n\n> %s\n"),
    "yaml.file": listing("%s", "yaml"),
    "yaml.plain": listing("date: 2025-03-12\npapers:\n- title: %s\n", "yaml"),
    "yaml.quoted": listing('date: 2025-03-12\npapers:\n- title: "%s"\n', "yaml"),
    "yaml.block": listing("date: 2025-03-12\npapers:\n- title: A\n  abstract: |\n    %s\n", "yaml"),
    "yaml.list": listing("date: 2025-03-12\npapers:\n- title: A\n  tags: [%s]\n", "yaml"),
    "json.file": listing("%s", "json"),
    "json.within": listing('{"date": "2025-03-12", "papers": [%s]}', "json"),
    "json.text": in_json(lambda found: {"date": "2025-03-12", "papers": [{"title": "A", "abstract": found}]}),
    "json.key": in_json(lambda found: {"date": "2025-03-12", "papers": [{"title": "A", found: "x"}]}),
    "response.file": listing("[%s]", "json"),
    "response.text": in_json(lambda found: [{"paper": {"id": "2503.00001", "title": found, "summary": found}}]),
    "capture.file": listing("%s", "txt"),
    "capture.header": listing("by AK and the research community\n%s\nA title\n", "txt"),
    "capture.body": listing("by AK and the research community\n\nMar 12\n\nA title\n%s\n", "txt"),
    "repair.response": repair.response,
    "repair.row": lambda found: repair.response(json.dumps([found])),
    "redirects": _redirects,
    "redirects.old": lambda found: _redirects(f"{found}.html: a.html"),
    "standalone": _standalone,
    "site.file": setting("%s"),
    "site.mail": setting("title: A\nurl: https://a.example/\nmail: {from: '%s', unsubscribe: '%s', list: '%s'}\n"),
    "subscribers.file": _subscribers,
    "subscribers.address": lambda found: _subscribers(f"address,subjects\n{found}@example.org,{found}\n"),
    "subscribers.domain": lambda found: _subscribers(f"a@{found}.org\n"),
    "mail": _mail,
    "site.values": lambda found: [
        setting(f"{key}: '%s'")(found.replace("'", "''")) for key in ("title", "url", "twins")
    ],
    "site.topics": setting("title: A\nurl: https://a.example/\ntopics:\n  a: {name: A, phrases: ['%s']}\n"),
    "assets.css": _css,
    "text.clean": text.clean,
}
"""Readers of text as it is in a file."""
CLEANED: dict[str, Reader] = {
    "text.line": text.line,
    "text.paragraphs": text.paragraphs,
    "text.lines": text.lines,
    "lists.names": lambda found: lists.join_names(lists.split_names(found)),
    "lists.tags": lambda found: lists.join_tags(lists.split_tags(found)),
    "lists.one_name": lambda found: (lists.join_names((found, found)), lists.join_tags((found, found))),
    "lists.problems": lambda found: (lists.names_problem(found), lists.tags_problem(found)),
    "people": lambda found: (people.split(found), people.listed((found,)), people.others((found,))),
    "people.sort_key": people.sort_key,
    "conflicts": lambda found: conflicts.report_markers(found, Report()),
    "complexity": complexity.too_complex,
    "ids.contained": lambda found: ids.complete({"url": (found,)}, [("url", found, 1)], Report()),
    "urls.slug": urls.slug,
    "urls.tag_slug": urls.tag_slug,
    "urls.old_slug": urls.old_slug,
    "urls.old_author_slug": urls.old_author_slug,
    "urls.author_slug": urls.author_slug,
    "urls.safe": lambda found: (urls.safe(found), urls.safe(f"https://{found}"), urls.safe(f"https://a/{found}")),
    "urls.quoted": urls.quoted,
    "urls.inside": urls.inside,
    "errors.shown": errors.shown,
    "errors.nearest": lambda found: errors.nearest(found, fields.BY_KEY),
    "tex.mark": tex.mark,
    "tex.plain_text": tex.plain_text,
    "tex.search_text": tex.search_text,
    "tex.restore_formulas": tex.restore_formulas,
    "tex.delimited": lambda found: list(delimited.formulas(found)),
    "tex.prose": prose.to_text,
    "tex.hints": hints.windows,
    "tex.tokens": tokens.tokenize,
    "tex.restore": _restored,
    "tex.split": lambda found: glued.split(found or "a"),
    "tex.split_parts": lambda found: (glued.split_before_bracket(found), glued.split_in_script(found)),
    "tex.commands": lambda found: commands.rewrite(found[:1_000]),
    "tex.in_dollars": lambda found: tex.plain_text(f"${found}$"),
    "tex.math": lambda found: markup.math(tex.mark(f"${found[:990]}$ {found}")),
    "search.words": lambda found: [words.stem(word) for word in words.split(found)],
    "search.id": words.id_in,
    "search.query": query.parse,
    "links": links.find,
    "links.address": lambda found: links.find(f"Code: https://example.org/{found}"),
    "yaml": lambda found: documents.parse_yaml(found, Report()),
    "topics.find": _topics,
    "markup.markdown": lambda found: markup.markdown(found, urls.safe),
    "markdown_text": lambda found: markdown_text.plain(markup.markdown(found, urls.safe)),
    "markup.data": markup.data,
    "filters.opening": _opening,
    "filters.wrapped": filters.wrapped,
    "filters.creators": lambda found: filters.creators([found, *found.split(" ")]),
    "filters.feed_link": lambda found: filters.feed_link(f"https://{found}"),
    "bibtex.to_latex": bibtex.to_latex,
    "bibtex.entry": exported(bibtex.entry, "authors", "venue", "url"),
    "records.markdown": exported(lambda paper: records.as_markdown(paper, SITE), "abstract", "keywords", "license"),
    "records.json": exported(lambda paper: records.as_json(paper, SITE), "abstract", "doi", "url"),
    "records.schema": exported(lambda paper: records.scholarly_article(paper, SITE), "abstract", "license"),
    **{
        f"fields.{key}": field(key)
        for key in (
            "id",
            "arxiv",
            "doi",
            "openreview",
            "acl",
            "url",
            "authors",
            "tags",
            "votes",
            "changed",
            "date",
            "trust",
        )
    },
}
"""Readers of text that has passed `text.clean`."""


def _of_cleaned(read: Reader) -> Reader:
    return lambda found: read(text.clean(found))


READERS = FILES | {name: _of_cleaned(read) for name, read in CLEANED.items()}
