"""Weights of words are added exactly, however many words a text has, and the table that Gazette comes with is sound."""

import random

from gazette.config import topic_words
from gazette.config.topic_words import HIGHEST, IN_TITLE, ZERO
from tests.config.test_topics import shipped


def table(start, rows):
    """A table of two topics with the same `start`, and with the weights of words."""
    words = [f"{word}\t{''.join(chr(ZERO + weight) for weight in weights)}" for word, weights in rows.items()]
    return topic_words.parse(["topics\ta\tb", "point\t8\t8", f"start\t{start}\t{start}", *words])


def totals(known, text, title=()):
    return [*known.totals(text, title, ["a", "b", "unknown"]).values()]


def test_a_word_counts_once_and_more_in_the_title():
    known = table(-20, {"cat": (5, -3), "dog": (0, 40)})
    assert totals(known, []) == [-20, -20]
    assert totals(known, ["cat", "cat", "bird"]) == [-15, -23]
    assert totals(known, ["cat", "dog"], ["dog"]) == [-15, 17 + IN_TITLE * 40]


def test_many_heavy_words_do_not_run_over_into_the_next_topic():
    random.seed(1)
    most = topic_words._MOST
    for start in (-8_000, 0, 8_000):
        for count in (1, most // 3, most // 3 + 1, most - 1, most, most + 1, 2 * most + 1, 5_000):
            rows = {f"w{n}": (HIGHEST, random.choice((-HIGHEST, HIGHEST))) for n in range(count)}
            expected = [sum(each) for each in zip(*rows.values(), strict=True)]
            known = table(start, rows)
            assert totals(known, rows) == [start + each for each in expected]
            assert totals(known, rows, rows) == [start + (1 + IN_TITLE) * each for each in expected]


def test_the_shipped_table_has_a_weight_of_each_word_for_each_of_its_topics():
    head, point, start, *rows = topic_words.FILE.read_text("utf-8").splitlines()
    slugs = head.split("\t")[1:]
    assert {*slugs} <= {topic.slug for topic in shipped()}
    assert len(slugs) > 100
    assert all(int(each) > 0 for each in point.split("\t")[1:])
    assert all(abs(int(each)) < 1000 for each in start.split("\t")[1:])
    assert len(point.split("\t")) == len(start.split("\t")) == len(slugs) + 1
    words = [row.split("\t") for row in rows]
    assert [word for word, _ in words] == sorted({word for word, _ in words})
    codes = {ord(each) for _, weights in words for each in weights}
    assert {len(weights) for _, weights in words} == {len(slugs)}
    assert ZERO - HIGHEST <= min(codes) <= max(codes) <= ZERO + HIGHEST


def test_nearly_all_topics_have_learned_weights():
    """A new topic counts by its phrases until the weights are learned again."""
    missing = {topic.slug for topic in shipped()} - {*topic_words.load().points}
    assert len(missing) < 20
