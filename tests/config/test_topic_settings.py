"""Topics are read from YAML."""

from gazette.config import topic_settings
from gazette.config.topics import Topic
from gazette.core.errors import Report
from gazette.sources import documents


def read(text):
    report = Report("site.yaml")
    root = documents.parse_yaml(text, report)
    return topic_settings.parse(root, report), report


def test_a_vocabulary_is_read_from_its_mapping():
    known, report = read("bandits: {name: Bandits, phrases: [bandit], not: [bandit queen], parent: learning}\nold:\n")
    assert known == {"bandits": Topic("bandits", "Bandits", ("bandit",), ("bandit queen",), "learning"), "old": None}
    assert not report.errors


def test_a_mistake_in_a_vocabulary_is_reported_with_its_line():
    _, report = read("Bandits!: {phrases: [bandit]}\nx: {phrase: [y]}\n")
    assert [str(each) for each in report.errors] == [
        "site.yaml:1: topics: the key 'Bandits!' has other characters than small letters, digits and -; "
        "write it as bandits",
        "site.yaml:2: topics: x has the unknown key 'phrase'; did you mean 'phrases'?",
        "site.yaml:2: topics: x has no phrases; add a list `phrases:`",
    ]


def test_a_phrase_that_is_not_text_is_reported():
    _, report = read("x: {phrases: [{a: b}, y]}\n")
    assert [str(each) for each in report.errors] == [
        "site.yaml:1: topics: x: phrases has a value that is not text; write a phrase, or a list of phrases"
    ]


def test_phrases_can_be_separated_by_commas():
    known, report = read("x: {phrases: 'one, two words', hints: [three, 'four, five'], not: six}\n")
    assert known == {"x": Topic("x", "x", ("one", "two words"), ("six",), "", ("three", "four", "five"))}
    assert not report.errors


def test_an_end_of_a_word_with_more_than_one_word_is_reported():
    _, report = read("x: {phrases: 'one, -Two Words'}\n")
    assert [str(each) for each in report.errors] == [
        "site.yaml:1: topics: x: '-Two Words' has more words than one, but - begins the end of a word; "
        "write only the end of a word, such as -Bench"
    ]
