"""Topics are matched by phrases, and the vocabulary is read from YAML."""

import pytest
from msgspec.structs import replace

from gazette import config
from gazette.config import topics
from gazette.config.topics import Topic
from gazette.core.errors import Report
from gazette.core.model import Entry

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
    assert found("Language models", "policy, policy, policy")[0] == "language-models"


def test_a_paper_has_at_most_the_maximum_of_topics():
    many = topics.vocabulary([Topic(f"t{n}", f"T{n}", (f"word{n}x", f"name{n}x")) for n in range(20)])
    title = " ".join(f"word{n}x name{n}x" for n in range(20))
    assert len(topics.find(Entry(title, abstract=(title, title, title)), many)) == topics.MOST


LATE = "One two three four five six seven eight nine ten. "


def test_the_first_quarter_of_the_abstract_counts_most():
    assert found("A", "policy. " + LATE) == ("policies",)
    assert found("A", LATE + "policy.") == ()


def test_different_phrases_support_a_topic_and_repetitions_in_a_place_do_not():
    assert found("A", LATE + "attention, attention, Attentions.") == ()
    assert found("A", LATE + "attention in a transformer.") == ("transformers",)


def test_keywords_count_only_if_title_and_abstract_give_no_topic():
    assert found("A", keywords=("policy",)) == ("policies",)
    assert found("A", LATE, ("policy",)) == ("policies",)
    assert found("A Transformer", LATE, ("policy",)) == ("transformers",)


def test_the_summary_counts_if_there_is_no_abstract():
    assert topics.find(Entry("A", summary="policy. " + LATE), WORDS) == ("policies",)
    assert topics.find(Entry("A", summary="policy. " + LATE, abstract=("None of it.",)), WORDS) == ()


def test_a_topic_needs_a_phrase_in_the_title_or_as_much_and_less_if_there_is_no_other():
    early = "Attention. " + LATE
    assert found("A", early) == ("transformers",)  # 12, the only one
    assert found("A Policy", early + "Attention.") == ("policies",)  # 18, 16
    assert found("A Policy", early + "A transformer.") == ("transformers", "policies")  # 20, 18


def test_a_paper_with_many_topics_keeps_one_of_a_topic_and_the_one_above_it():
    many = [Topic(f"t{n}", f"T{n}", (f"word{n}x", f"name{n}x")) for n in range(topics.MOST - 1)]
    family = [Topic("models", "Models", ("model", "wide")), Topic("games", "Games", ("chess",), parent="models")]
    title = " ".join(["Model, wide,", *(f"word{n}x name{n}x" for n in range(topics.MOST - 1)), "chess"])
    found = topics.find(Entry(title), topics.vocabulary([*many, *family]))
    assert len({"models", "games"} & {*found}) == 1
    assert len(found) == topics.MOST


def test_a_topic_above_another_of_the_paper_is_left_out():
    known = [Topic("models", "Models", ("model",)), Topic("games", "Games", ("chess",), parent="models")]
    words = topics.vocabulary(known)
    assert topics.find(Entry("A Model of Chess"), words) == ("games",)
    assert topics.find(Entry("A Model of Birds"), words) == ("models",)


def test_the_ancestors_of_a_topic_are_its_parent_and_the_parents_above():
    known = {slug: Topic(slug, slug, (slug,), (), parent) for slug, parent in (("a", "b"), ("b", "c"), ("c", ""))}
    assert topics.ancestors(known["a"], known) == ["b", "c"]
    assert topics.ancestors(known["c"], known) == []
    circle = {slug: Topic(slug, slug, (slug,), (), parent) for slug, parent in (("a", "b"), ("b", "a"))}
    assert topics.ancestors(circle["a"], circle) == ["b", "a"]


HINTS = topics.vocabulary(
    [
        Topic("codes", "Codes", ("coding agent",), ("gradient coding",), hints=("coding", "programming")),
        Topic("agents", "Agents", ("agent", "-Agent"), hints=("-Bot",)),
        Topic("optimization", "Optimization", ("gradient", "Descent")),
        Topic("benchmarks", "Benchmarks", ("-Bench", "Bench")),
    ]
)


def hinted(title, abstract=""):
    return topics.find(Entry(title, abstract=(abstract,)), HINTS)


def test_the_plural_of_a_phrase_and_a_hint_in_the_keywords_say_nothing_new():
    words = topics.vocabulary(
        [Topic("agents", "Agents", ("agent", "agents")), Topic("c", "C", ("x",), hints=("code",))]
    )
    assert topics.evidence(Entry("An Agent", abstract=(LATE + "Agents.",)), words).weights == {"agents": 22}
    found = topics.evidence(Entry("A", abstract=(LATE + "Code.",)), words, ("code",))
    assert found.weights == {"c": 13}  # 2 in the text, 7 in the keywords, and 4 once


def test_a_vocabulary_of_ends_of_words_only_gives_topics():
    words = topics.vocabulary([Topic("benchmarks", "Benchmarks", ("-Bench",))])
    assert topics.find(Entry("WebBench"), words) == ("benchmarks",)


def test_a_hint_counts_half_so_it_gives_a_topic_only_if_nothing_else_does():
    assert hinted("Coding") == ("codes",)
    assert hinted("Coding with an Agent") == ("agents",)
    assert hinted("Coding with an Agent, and Programming") == ("codes", "agents")


def test_an_exclusion_hides_no_phrase_of_another_topic():
    assert hinted("Gradient Coding") == ("optimization",)


def test_an_exclusion_of_two_topics_hides_the_phrases_of_both():
    both = [
        Topic("a", "A", ("red",), ("red ant",)),
        Topic("b", "B", ("ant",), ("red ant",)),
        Topic("c", "C", ("an ant",)),
    ]
    words = topics.vocabulary(both)
    assert topics.find(Entry("A Red Ant"), words) == ()
    assert topics.find(Entry("A Red House, an Ant"), words) == ("a", "c")


def test_a_phrase_that_begins_with_a_hyphen_matches_the_end_of_a_longer_word_in_the_title():
    assert hinted("WebBench: A Test") == hinted("Web-Bench") == ("benchmarks",)
    assert hinted("A Test", "WebBench. " * 9) == ()
    assert hinted("Workbench") == hinted("WebBenches") == ()
    assert hinted("MyAgent or YourBot") == ("agents",)


def test_the_parts_of_a_text_are_its_words_between_punctuation_marks():
    assert topics.parts("On Web-Bench: a test.") == [["On", "Web", "Bench"], ["a", "test"]]
    assert topics.parts("") == []


# The vocabulary that Gazette comes with.


def shipped():
    return config.parse("title: A\nurl: https://example.org/", Report()).topics


def test_no_topic_of_the_vocabulary_is_more_than_one_below_a_parent():
    known = {topic.slug: topic for topic in shipped()}
    assert {slug: above for slug in known if len(above := topics.ancestors(known[slug], known)) > 1} == {}


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("Model Surgery: Modulating Behavior", "medicine"),
        ("Gradient Coding for Stragglers", "code"),
        ("Causality in Quantum Field Theory", "causal-inference"),
        ("Memorization and Generalization", "privacy"),
        ("Context Pruning for Agents", "pruning"),
        ("The Geometry of Refusal", "geometry"),
        ("Song Han and the Art of Compression", "music"),
        ("Statistical Machine Translation", "statistics"),
    ],
)
def test_a_word_in_another_sense_gives_no_topic(title, wrong):
    assert wrong not in topics.find(Entry(title), topics.vocabulary(shipped()))


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("WebArena and XBench", "benchmarks"),
        ("A World-Action Model for Robots", "world-models"),
        ("A World-Action Model for Robots", "robotics"),
        ("Expressive TTS", "text-to-speech"),
        ("Autoresearch at Scale", "automated-research"),
        ("Memory for Agents", "memory"),
        ("A Self-Evolving Agent", "self-improvement"),
        ("Statistical Machine Translation", "languages-and-translation"),
        ("Heart Surgery", "medicine"),
    ],
)
def test_a_phrase_of_the_field_gives_its_topic(title, right):
    words = topics.vocabulary(shipped())
    found = topics.find(Entry(title), words)
    assert right in {*found}.union(*(words.above[slug] for slug in found))


ABSTRACT = """\
A phone of a person who crosses a street is a risk. We record ten thousand crossings in four cities, from cameras
above the road, and mark by hand who looks down. In nine of ten cases we predict half a second ahead who will step
in front of a car. Drivers who know could brake earlier. We discuss what this means for cities and for insurers."""


def both(entry):
    """The topics of a paper by phrases and words, and by phrases alone."""
    known = shipped()
    alone = [replace(topic, learned=False) for topic in known]
    return topics.find(entry, topics.vocabulary(known)), topics.find(entry, topics.vocabulary(alone))


@pytest.mark.parametrize(
    ("title", "topic"), [("The Memory of Pedestrians", "memory"), ("Pruning of Street Trees", "pruning")]
)
def test_words_take_away_a_topic_whose_phrase_means_something_else(title, topic):
    found, by_phrases = both(Entry(title, abstract=(ABSTRACT,)))
    assert topic in by_phrases
    assert topic not in found


CLIPS = """\
We generate videos of one minute. Frames are denoised in blocks that overlap, so that the motion stays smooth. A
text prompt describes each scene. Our clips are more consistent in time than those of earlier generators, with the
same compute. In a study, sixty people preferred them, and FVD falls by a third. We release the weights and code."""


def test_words_add_a_topic_whose_phrases_weigh_too_little():
    found, by_phrases = both(Entry("Longer Clips by Diffusion", abstract=(CLIPS,)))
    assert "diffusion-models" in found
    assert "diffusion-models" not in by_phrases


def test_words_alone_give_no_topic():
    entry = Entry("Who Crosses the Street?", abstract=(ABSTRACT,))
    assert topics.evidence(entry, topics.vocabulary(shipped())).weights == {}
    assert both(entry) == ((), ())


def test_a_topic_that_the_site_replaces_counts_by_its_phrases_alone_and_a_removed_one_is_not_found():
    entry = Entry("The Memory of Pedestrians", abstract=(ABSTRACT,))
    for own, expected in (("{name: Memory, phrases: memory}", True), ("null", False)):
        site = config.parse(f"title: A\nurl: https://example.org/\ntopics: {{memory: {own}}}", Report())
        assert ("memory" in topics.find(entry, topics.vocabulary(site.topics))) == expected


def test_words_of_a_short_text_do_not_count():
    words = topics.vocabulary(shipped())
    title, filler = "The Memory of Pedestrians", ABSTRACT.replace(".", "").replace(",", "").split()
    for size, expected in ((topics.SHORT - 1, True), (topics.SHORT, False)):
        entry = Entry(title, abstract=(" ".join(filler[: size - len(title.split())]),))
        assert topics.evidence(entry, words).size == size
        assert ("memory" in topics.find(entry, words)) == expected


def test_without_topics_nothing_is_found():
    assert topics.find(Entry("A Transformer"), topics.NO_TOPICS) == ()
