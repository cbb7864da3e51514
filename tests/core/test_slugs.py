"""Slugs of titles, names, tags and papers."""

import random
import re

import pytest

from gazette.core import slugs, text
from tests.make import AUG_20, a_listing, an_entry, merged, times

HEX = "[0-9a-f]{8}"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Speech and Audio", "speech-and-audio"),
        ("  --A/B_test!  ", "a-b-test"),
        ("Éléphant Ångström", "elephant-angstrom"),
        ("ﬁne ＦＵＬＬ", "fine-full"),
        ("Straße", "strasse"),
        ("Łukasz Ładny", "lukasz-ladny"),
        ("Søren Ødegård", "soren-odegard"),
        ("Đặng Văn Thử", "dang-van-thu"),
        ("Þór Æsir", "thor-aesir"),
        ("Işıl İnce", "isil-ince"),
        ("Ǿrsted", "orsted"),
        ("x" * 100, "x" * 100),
    ],
)
def test_a_slug_folds_case_diacritics_and_punctuation(title, slug):
    assert slugs.slug(title) == slug


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("π₀", "0-"),
        ("強化学習", ""),
        ("a+b", "ab-"),
        ("", ""),
        ("???", ""),
        ("x" * 101, "x" * 91 + "-"),
        ("index", "index-"),
        ("CON", "con-"),
        ("lpt1", "lpt1-"),
    ],
)
def test_a_slug_that_lost_characters_or_is_reserved_has_a_digest(title, start):
    assert re.fullmatch(re.escape(start) + HEX, slugs.slug(title))


@pytest.mark.parametrize(("one", "other"), [("C", "C+"), ("π", "ρ"), ("a<b", "a>b"), ("x" * 101, "x" * 102)])
def test_texts_that_differ_in_dropped_characters_have_different_slugs(one, other):
    assert slugs.slug(one) != slugs.slug(other)


def random_texts(count: int):
    """Texts of many kinds: any characters, almost reserved names, paths, long repetitions."""
    chance = random.Random(4)
    pieces = ["../", "..\\", "/", "\\", ".", "con", "nul", "index", "date", "\x00", "%2e", " ", "-", "π", "é", "A", "9"]
    for _ in range(count):
        letters = (chr(chance.choice((chance.randrange(128), chance.randrange(0x110000)))) for _ in range(4))
        mixed = [*letters, *chance.choices(pieces, k=chance.randrange(6))]
        chance.shuffle(mixed)
        yield text.clean("".join(mixed) * chance.choice((1, 1, 1, 40)))


def test_no_slug_is_reserved_too_long_or_a_path():
    for title in random_texts(times(3_000, 100_000)):
        short = slugs.slug(title)
        for found in (short, slugs.tag_slug(title), slugs.author_slug(title), slugs.old_slug(title)):
            assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", found), (title, found)
            assert len(found) <= slugs.MAX_SLUG, (title, found)
            assert found not in slugs.RESERVED, title


def test_no_two_papers_share_an_address_whatever_their_titles():
    titles = list(dict.fromkeys(random_texts(times(3_000, 100_000))))
    entries = [an_entry(text.line(title) or "?", id=str(number)) for number, title in enumerate(titles)]
    entries += [an_entry(text.line(title) or "?") for title in titles[:1000]]
    papers = merged([a_listing(AUG_20, *entries)]).papers
    assert len({paper.slug for paper in papers}) == len(papers) >= len(titles)


@pytest.mark.parametrize(
    ("kind", "value", "slug"),
    [
        ("arxiv", "2503.08638", "2503.08638"),
        ("arxiv", "hep-th/9901001", "hep-th-9901001"),
        ("doi", "10.1000/182", "doi-10-1000-182"),
        ("openreview", "abc", "openreview-abc"),
        ("acl", "2024.acl-long.1", "acl-2024-acl-long-1"),
        ("title", "On Gaps", "on-gaps"),
        ("id", "gaps", "gaps"),
    ],
)
def test_a_papers_slug_comes_from_its_id_or_title(kind, value, slug):
    assert slugs.paper_slug(kind, value) == slug


def test_a_distinct_slug_has_a_digest_and_is_not_too_long():
    assert re.fullmatch(f"x{{91}}-{HEX}", slugs.distinct_slug("x" * 100, "another"))


@pytest.mark.parametrize(("name", "slug"), [("Ada Example", "ada-example"), ("Z", f"z-{HEX}")])
def test_an_authors_slug_is_never_a_single_letter(name, slug):
    assert re.fullmatch(slug, slugs.author_slug(name))


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("C", "c"),
        ("C#", "c-sharp"),
        ("C++", "c-plus-plus"),
        ("F#", "f-sharp"),
        ("F♯", "f-sharp"),
        ("Ｃ＋＋", "c-plus-plus"),
        (".NET", "dot-net"),
        ("NET/.NET", "net-dot-net"),
        ("A*", "a-star"),
        ("A∗", "a-star"),
        ("C*-algebra", "c-star-algebra"),
        ("D* Lite", "d-star-lite"),
        ("C#11", "c-sharp-11"),
        ("RL + LLM", "rl-plus-llm"),
        ("C# and .NET", "c-sharp-and-dot-net"),
    ],
)
def test_a_sign_that_tells_tags_apart_is_named(tag, slug):
    assert slugs.tag_slug(tag) == slug


@pytest.mark.parametrize(
    "tag",
    ["node.js", "ASP.NET", "e.g. a b", "#llm", "PR#12", "Task #3", "*words*", "A*B", "R&D", "...", "#", "*", "a-b"],
)
def test_a_sign_that_only_separates_words_is_not_named(tag):
    assert slugs.tag_slug(tag) == slugs.slug(tag)


@pytest.mark.parametrize("sign", ["#", "*", "+", "."])
def test_a_sign_at_a_letter_gives_every_tag_another_slug(sign):
    for letter in "abcdefghijklmnopqrstuvwxyz":
        tag = f"{sign}{letter}" if sign == "." else f"{letter}{sign}"
        assert slugs.tag_slug(tag) != slugs.tag_slug(letter) == letter


def test_only_texts_with_folded_letters_had_another_slug():
    for title in random_texts(times(3_000, 100_000)):
        if title.isascii():
            assert slugs.old_slug(title) == slugs.slug(title)
    assert [slugs.old_slug(name) == slugs.slug(name) for name in ("Émile", "李明", "Łódź")] == [True, True, False]
