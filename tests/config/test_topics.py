"""Topics are matched by phrases, and the vocabulary is read from YAML."""

from gazette.config import topics
from gazette.config.topics import Topic
from gazette.core.errors import Report
from gazette.core.model import Entry
from gazette.sources import documents

WORDS = topics.vocabulary(
    [
        Topic("transformers", "Transformers", ("transformer", "attention"), ("power transformer",)),
        Topic("language-models", "Language models", ("language model", "LLM")),
        Topic("vision-language", "Vision and language", ("vision-language model",)),
        Topic("retrieval", "Retrieval", ("RAG",)),
        Topic("policies", "Policies", ("policy",)),
    ]
)


def found(title, abstract="", keywords=()):
    return topics.find(Entry(title, abstract=(abstract,), keywords=keywords), WORDS)


def test_a_phrase_in_the_title_is_enough_for_its_topic():
    assert found("A Language Model of Birds") == ("language-models",)


def test_plurals_match_and_parts_of_words_do_not():
    assert found("Two Policies") == ("policies",)
    assert found("Policymaking with RAGtime") == ()


def test_the_longest_of_overlapping_phrases_counts():
    assert found("A Vision-Language Model") == ("vision-language",)


def test_a_phrase_inside_an_exclusion_does_not_count():
    assert found("Heat in a Power Transformer") == ()
    assert found("Heat in a Transformer") == ("transformers",)


def test_a_phrase_with_a_capital_letter_matches_as_written():
    assert found("RAG for All") == ("retrieval",)
    assert found("A rag for all") == ()


def test_punctuation_ends_a_phrase_and_a_hyphen_does_not():
    assert found("On language. Model selection") == ()
    assert found("Language-model pruning") == ("language-models",)


def test_the_title_weighs_more_than_the_abstract():
    abstract = "The attention of a transformer. " * 2
    assert found("Policy", abstract)[0] in ("policies", "transformers")
    assert found("Language models", "policy policy")[0] == "language-models"


def test_a_paper_has_at_most_the_maximum_of_topics():
    many = topics.vocabulary([Topic(f"t{n}", f"T{n}", (f"word{n}x",)) for n in range(20)])
    title = " ".join(f"word{n}x" for n in range(20))
    assert len(topics.find(Entry(title), many)) == len(topics.THRESHOLDS)


def read(text):
    report = Report("site.yaml")
    root = documents.parse_yaml(text, report)
    return topics.parse(root, report), report


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


def test_keywords_and_the_abstract_do_not_add_up():
    assert found("A", "policy", ("policy",)) == ("policies",)
    both = found("A", "policy, policy, policy. transformer, transformer", ("policy", "transformer"))
    assert both == ("policies",)  # 6 and 4: a second topic needs 6


def test_the_summary_counts_if_there_is_no_abstract():
    assert topics.find(Entry("A", summary="policy, policy"), WORDS) == ("policies",)
    assert topics.find(Entry("A", summary="policy, policy", abstract=("None of it.",)), WORDS) == ()


def test_the_weight_that_a_topic_needs_rises_with_the_number_of_topics():
    assert sorted(topics.THRESHOLDS) == list(topics.THRESHOLDS)
    assert found("A", "policy") == ()
    assert found("A", "policy, policy") == ("policies",)


def test_the_ancestors_of_a_topic_are_its_parent_and_the_parents_above():
    known = {slug: Topic(slug, slug, (slug,), (), parent) for slug, parent in (("a", "b"), ("b", "c"), ("c", ""))}
    assert topics.ancestors(known["a"], known) == ["b", "c"]
    assert topics.ancestors(known["c"], known) == []
    circle = {slug: Topic(slug, slug, (slug,), (), parent) for slug, parent in (("a", "b"), ("b", "a"))}
    assert topics.ancestors(circle["a"], circle) == ["b", "a"]


def test_without_topics_nothing_is_found():
    assert topics.find(Entry("A Transformer"), topics.NO_TOPICS) == ()
