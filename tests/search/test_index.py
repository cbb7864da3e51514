"""The files of the index."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gazette.search import index, query
from gazette.search.query import Term
from gazette.search.reader import Reader, Tier
from gazette.search.segments import Row
from tests.search.archives import read_from, segment_of

WORDS = st.one_of(
    st.text("abcdé大", min_size=1, max_size=4),
    st.sampled_from(["@ada", "&lab", "#theory", "=2503.00001", "\U0001d400", "\uff5e"]),
)


@st.composite
def segments(draw):
    count = draw(st.integers(0, 40))
    places = st.dictionaries(st.integers(0, max(0, count - 1)), st.integers(1, 7), min_size=1, max_size=20)
    terms = draw(st.dictionaries(WORDS, places, max_size=8)) if count else {}
    rows = [Row(f"slug-{number}", "A Title", "Ada", number) for number in range(count)]
    strengths = {term: found if term[0] not in "@&#=" else dict.fromkeys(found, 0) for term, found in terms.items()}
    return rows, strengths


@given(st.lists(segments(), max_size=4))
def test_every_posting_comes_back(found):
    days = [(date(2025, 3, number), segment_of(*each)) for number, each in enumerate(found, 1)]
    files = dict(index.files("current", days, "2025-03"))
    tier = Tier("current", read_from(files), 0)
    start, expected = 0, {}
    for rows, terms in found:
        for term, postings in terms.items():
            expected.setdefault(term, []).extend((start + at, strength) for at, strength in sorted(postings.items()))
        start += len(rows)
    for term, postings in expected.items():
        kind, word = (term[0], term[1:]) if term[0] in "@&#=" else ("", term)
        form, _ = tier.forms(Term(kind, word))[0]
        at = 0 if kind in "#=" else index.KINDS.index(kind)
        assert [*form.lists[at]] == postings
    assert tier.votes() == [row.votes for rows, _ in found for row in rows]


def a_day(count, words):
    terms = {word: dict.fromkeys(range(count), 2) for word in words}
    return segment_of([Row(f"p{number}", "T", "", 0) for number in range(count)], terms)


def test_words_that_most_papers_have_are_files_of_their_own():
    files = dict(index.files("current", [(date(2025, 3, 1), a_day(20_000, ["gap", "tide"]))], "2025-03"))
    assert [word for word, _ in json.loads(files["search/current.json"])[4]] == ["gap", "tide"]
    assert {f"search/current/{name}.json" for name in ("list-0", "list-1", "list-places-1")} <= files.keys()
    files |= dict(index.files("settled", [], "2025-03"))
    assert Reader(read_from(files)).search("tide").found == 20_000


def test_shards_are_small_and_their_first_words_are_in_the_root():
    words = [f"word{number}" for number in range(5_000)]
    files = dict(index.files("settled", [(date(2025, 2, 1), a_day(3, words))], "2025-03"))
    shards = {path: body for path, body in files.items() if "/words-" in path}
    assert len(shards) > 3
    assert max(map(len, shards.values())) < 1.5 * index.SHARD["settled"]
    firsts = [first for first, _ in json.loads(files["search/settled.json"])[3]]
    assert firsts == sorted(firsts)


def test_the_root_has_the_digest_of_each_file():
    files = dict(index.files("settled", [(date(2025, 2, 1), a_day(70, ["gap"]))], "2025-03"))
    _, latest, size, shards, _, places, blocks, columns, years, rules = json.loads(files["search/settled.json"])
    assert (latest, size) == ("2025-03", 70)
    assert [version for _, version in shards] == [json.loads(files["search/settled/words-0.json"])[0]]
    assert blocks == "".join(json.loads(files[f"search/settled/titles-{number}.json"])[0] for number in range(3))
    assert columns == "".join(json.loads(files[f"search/settled/{name}.json"])[0] for name in ("days", "votes"))
    assert places == json.loads(files["search/settled/places-0.json"])[0]
    assert years == [["2025", 70]]
    assert rules == query.rules()


def test_an_empty_tier_has_a_root():
    assert json.loads(dict(index.files("settled", [], "2025-03"))["search/settled.json"])[2:5] == [0, [], []]


def test_a_result_leads_to_its_page_or_its_day_or_nowhere():
    assert index.address_form(()) == "papers/PATH.html"
    assert index.address_form(("paper",)) == "papers/date/DAY.html"
    assert index.address_form(("day", "paper")) == ""
