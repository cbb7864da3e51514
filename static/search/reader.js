// Answers queries from the files of the index.  gazette/search/reader.py does the same, with the same whole numbers.

/**
 * The scores of all papers; below 0 for those that do not answer the query.  A score is a multiple of 16; what is above
 * it says how well the words match: 10 exactly, 9 in another form.
 * @typedef {Float64Array} Scores
 */
/** @typedef {{scores: Scores, found: number, complete: number}} Found the scores, how many papers answer, and how many have all words */
/** @typedef {Found & {suggestion: string}} Answer */

const WEIGHTS = [0, 36, 44, 54, 66, 104, 110, 116];
const IN_FIELD = 70;
/** The lists of a word by kind, with what a word in each counts if no field is asked for; 0 stands for its strengths. */
const LISTS = ["", "@", "&"];
const IN_LIST = [0, 75, 50];

/** @type {Tier[]} none until the index is open */
let tiers = [];
let size = 0;
/** @type {Set<string>} what the reader of an answer should know */
let notes = new Set();
/** @type {Set<string>} the words that were looked up */
let lookedUp = new Set();

async function openIndex() {
  const [settled, current] = await Promise.all([load("settled"), load("current")]);
  if (settled[1] !== current[1]) throw new Stale();
  tiers = [new Tier("settled", settled, 0), new Tier("current", current, settled[2])];
  size = settled[2] + current[2];
  rules = settled[9];
}

/**
 * What arrives or, if a file is missing, nothing; then a note says so.
 * @template T
 * @param {T} nothing
 * @param {Promise<T>} expected
 */
async function attempt(nothing, expected) {
  try {
    return await expected;
  } catch (error) {
    if (error instanceof Stale) throw error;
    notes.add(rules.incomplete);
    return nothing;
  }
}

/**
 * @template T
 * @param {(tier: Tier) => T} nothing
 * @param {(tier: Tier) => Promise<T>} act
 */
function ofTiers(nothing, act) {
  return Promise.all(tiers.map((tier) => attempt(nothing(tier), act(tier))));
}

/** @returns {never[]} */
const none = () => [];

/** @param {Tier} tier @returns {any[]} */
const zeros = (tier) => Array(tier.size).fill(0);

/** @param {(paper: number) => number} score @returns {Scores} */
function scoreAll(score) {
  return new Float64Array(size).map((_, paper) => score(paper));
}

/** @param {Scores} scores @returns {number} of the papers that answer the query */
function countOf(scores) {
  return scores.filter((score) => score >= 0).length;
}

/** @param {string} text @param {string} sort @returns {Promise<Answer>} */
async function answer(text, sort) {
  const query = parse(text);
  notes = query.notes;
  lookedUp = new Set();
  const found = await findAll(query, sort === "relevance");
  return { ...found, suggestion: notes.has(rules.incomplete) ? "" : await suggestion(query, text) };
}

/** @param {Query} query @param {boolean} some whether some of the words are enough @returns {Promise<Found>} */
async function findAll({ units, excluded, after, before, votes }, some) {
  const [found, without, isAllowed] = await Promise.all([Promise.all(units.map(ofUnit)), Promise.all(excluded.map((group) => ofGroup(group, true))), limits(after, before, votes)]);
  const isEmpty = !excluded.length && !after && !before && !votes;
  const counts = new Uint8Array(size);
  let best = 0;
  const scores = scoreAll((paper) => {
    let sum = 0;
    let matched = 0;
    let words = 0;
    for (let at = 0; at < found.length; at++) {
      const score = found[at][paper];
      if (score >= 0) {
        sum += score - (score % 16);
        matched += score % 16;
        words++;
      } else if (units[at].required) return -1;
    }
    if ((units.length ? !matched : isEmpty) || !isAllowed(paper) || without.some((each) => each[paper] >= 0)) return -1;
    best = Math.max(best, (counts[paper] = words));
    return sum * matched ** 3 * (matched < 10 * units.length ? 1 : 2);
  });
  const kept = scores.map((score, paper) => (some || counts[paper] === best ? score : -1));
  return { scores: kept, found: countOf(kept), complete: countOf(scores.filter((_, paper) => counts[paper] === units.length)) };
}

/** @param {string} after @param {string} before @param {[number, number] | undefined} votes */
async function limits(after, before, votes) {
  const allowed = await ofTiers(zeros, async (tier) => {
    const days = after || before ? await tier.column("days") : [["", tier.size]];
    const fits = days.flatMap(([day, count]) => Array(count).fill(day >= after && (!before || day < before)));
    const counts = votes ? await tier.column("votes") : [];
    return votes ? fits.map((fit, paper) => fit && counts[paper] >= votes[0] && counts[paper] <= votes[1]) : fits;
  });
  const all = allowed.flat();
  return (/** @type {number} */ paper) => all[paper];
}

/** @param {Unit} unit @returns {Promise<Scores>} */
async function ofUnit({ groups }) {
  const found = await Promise.all(groups.map((group) => ofGroup(group, false)));
  return found[1] ? scoreAll((paper) => Math.max(...found.map((each) => each[paper]))) : found[0];
}

/** @param {Group} group @param {boolean} exact @returns {Promise<Scores>} of the papers with all its words */
async function ofGroup({ terms, places }, exact) {
  const found = await Promise.all(terms.map((term) => ofTerm(term, exact || places.length > 0)));
  if (!found[1]) return found[0];
  const phrases = places[1] ? await ofTiers(none, (tier) => withPhrase(tier, terms, places)) : [];
  const papers = new Set(phrases.flat());
  return scoreAll((paper) => (found.some((each) => each[paper] < 0) || (places[1] && !papers.has(paper)) ? -1 : sumOf(found.map((each, at) => each[paper] - (at && each[paper] % 16)))));
}

/** @param {Term} term @param {boolean} exact @returns {Promise<Scores>} */
async function ofTerm(term, exact) {
  const { kind } = term;
  const parts = (await ofTiers(none, (tier) => tier.forms(term))).flatMap((forms, tier) =>
    forms.flatMap(({ word, lists, weight }) => {
      lookedUp.add(word);
      const all = lists.map((list, at) => ({ list, start: tiers[tier].start, weight, constant: kind ? IN_FIELD : IN_LIST[at] }));
      return exact && weight !== EXACT ? [] : all.filter((_, at) => !kind || at === Math.max(0, LISTS.indexOf(kind)));
    }),
  );
  const rarity = Math.round(rarityOf(parts));
  const scores = scoreAll(() => -1);
  for (const { start, list, weight, constant } of parts)
    list.numbers.forEach((number, at) => {
      scores[start + number] = Math.max(scores[start + number], rarity * weight * (constant || WEIGHTS[list.strengths[at]]) * 16 + (weight === EXACT ? 10 : 9));
    });
  return scores;
}

/** @param {{list: List}[]} parts lists of papers, which may have some twice @returns {number} inverse document frequency */
function rarityOf(parts) {
  const count = Math.min(sumOf(parts.map(({ list }) => list.numbers.length)), size);
  return 64 * Math.log2(1 + (2 * (size - count) + 1) / (2 * count + 1));
}

/** @param {Tier} tier @param {Term[]} terms @param {number[]} places @returns {Promise<number[]>} the papers with a phrase */
async function withPhrase(tier, terms, places) {
  const [first, ...others] = await Promise.all(
    terms.map(async (term, at) => {
      const [exact] = (await tier.forms(term)).filter(({ weight }) => weight === EXACT);
      const found = exact ? await tier.places(exact.word) : [];
      return new Map(Array.from(exact?.lists[0].numbers ?? [], (paper, number) => [paper + tier.start, found[number].map((place) => place - places[at])]));
    }),
  );
  return [...first.keys()].filter((paper) => first.get(paper)?.some((start) => others.every((each) => each.get(paper)?.includes(start))));
}

/** @param {Query} query @param {string} text @returns {Promise<string>} the query with other words for unknown ones */
async function suggestion({ units }, text) {
  const better = new Map();
  for (const term of units.flatMap(({ groups }) => groups).flatMap(({ terms }) => terms)) {
    const { word, kind } = term;
    if (word.length < 4 || kind === "=" || countOf(await ofTerm(term, false))) continue;
    const near = (await ofTiers(none, (tier) => tier.near(term))).flat();
    near.sort((one, other) => one[1] / 8 ** one[0] - other[1] / 8 ** other[0]); // eight times as many papers make up for a letter
    const found = near[0]?.[2].replace("#", "");
    const parts = word.split("-"); // of the name of a subject
    for (const at in parts) better.set(parts[at], parts[1] ? found?.split("-")[at] : found);
  }
  const changed = text.replace(/[\p{L}\p{N}]+/gu, (each) => better.get(fold(each)) ?? each);
  return changed === text ? "" : changed;
}

/** @param {Scores} scores @param {string} sort @returns {Promise<number[]>} the papers that answer the query, best first */
async function sorted(scores, sort) {
  const votes = sort === "votes" && (await ofTiers(zeros, (tier) => tier.column("votes")));
  const keys = votes ? votes.flat() : sort === "date" ? scores.map(() => 0) : scores;
  const papers = [...scores.keys()].filter((paper) => scores[paper] >= 0);
  return papers.sort((one, other) => keys[other] - keys[one] || other - one);
}

/** @param {number} paper @returns {Promise<string[]>} its address, title, authors and day; nothing if its file is missing */
function rowOf(paper) {
  const tier = tiers[paper < tiers[1].start ? 0 : 1];
  return attempt([], tier.row(paper - tier.start));
}

/** @param {Scores} scores @returns {Map<string, number>} each year with its number of papers, newest first */
function yearsOf(scores) {
  const years = tiers.flatMap((tier) => tier.years.flatMap(([year, count]) => Array(count).fill(year)));
  const counts = new Map();
  for (let paper = size; paper--; ) if (scores[paper] >= 0) counts.set(years[paper], (counts.get(years[paper]) ?? 0) + 1);
  return counts;
}

/** @param {Scores} scores @returns {Promise<[string, string, number][]>} its most frequent subjects: term, name and number */
async function subjectsOf(scores) {
  const [, rows] = await load("subjects");
  /** @type {[string, string, number][]} */
  const counted = [];
  for (const [word, name] of rows) counted.push([word, name, countOf((await ofTerm({ kind: "#", word }, true)).filter((_, paper) => scores[paper] >= 0))]);
  return counted.filter((row) => row[2]).sort((one, other) => other[2] - one[2]).slice(0, 12);
}
