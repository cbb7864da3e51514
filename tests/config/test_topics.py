from gazette.config import topics
from gazette.core.errors import Report
from gazette.core.model import Entry, Topic
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


def test_a_phrase_in_the_title_earns_its_topic():
    assert found("A Language Model of Birds") == ("language-models",)


def test_plurals_count_and_parts_of_words_do_not():
    assert found("Two Policies") == ("policies",)
    assert found("Policymaking with RAGtime") == ()


def test_the_longest_phrase_takes_the_words():
    assert found("A Vision-Language Model") == ("vision-language",)


def test_a_forbidden_phrase_keeps_the_one_within_it_from_counting():
    assert found("Heat in a Power Transformer") == ()
    assert found("Heat in a Transformer") == ("transformers",)


def test_a_phrase_with_a_capital_is_matched_as_it_is_written():
    assert found("RAG for All") == ("retrieval",)
    assert found("A rag for all") == ()


def test_punctuation_ends_a_phrase_and_a_hyphen_does_not():
    assert found("On language. Model selection") == ()
    assert found("Language-model pruning") == ("language-models",)


def test_the_title_weighs_more_than_the_abstract():
    abstract = "The attention of a transformer. " * 2
    assert found("Policy", abstract)[0] in ("policies", "transformers")
    assert found("Language models", "policy policy")[0] == "language-models"


def test_no_paper_has_more_topics_than_the_most():
    many = topics.vocabulary([Topic(f"t{n}", f"T{n}", (f"word{n}x",)) for n in range(20)])
    title = " ".join(f"word{n}x" for n in range(20))
    assert len(topics.find(Entry(title), many)) == topics.MOST


def read(text):
    report = Report("site.yaml")
    root = documents.parse_yaml(text, report)
    return topics.parse(root, report), report


def test_a_vocabulary_is_read_from_its_mapping():
    known, report = read("bandits: {name: Bandits, phrases: [bandit], not: [bandit queen], parent: learning}\nold:\n")
    assert known == {"bandits": Topic("bandits", "Bandits", ("bandit",), ("bandit queen",), "learning"), "old": None}
    assert not report.errors


def test_a_mistake_in_a_vocabulary_is_told_with_its_line():
    _, report = read("Bandits!: {phrases: [bandit]}\nx: {phrase: [y]}\n")
    assert [str(each) for each in report.errors] == [
        "site.yaml:1: 'Bandits!' is no tag for a topic; write it as bandits",
        "site.yaml:2: x: there is no key 'phrase'; did you mean 'phrases'?",
        "site.yaml:2: x: no phrase earns it; add `phrases:`, a list",
    ]
