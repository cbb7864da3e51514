// The words of what a reader likes and of what is not for them, and how much each word counts.

/** @typedef {{title: string, abstract: string}} PaperText */
/** @typedef {{word: string, value: number}} Wanted a word and how much it counts; below 0 if it counts against a paper */

const IN_TITLE = 3; // a word in the title counts as three in the abstract
const MOST_TIMES = 3; // more occurrences in one abstract make no difference
const SEVERAL = 5; // of so many papers, a word of only one counts half
const MOST_WORDS = 60;
const MOST_AGAINST = 15;

/** @type {Set<string>} the roots of words that nearly every abstract may have; they say nothing about its subject */
const common = new Set();
/** @type {Map<string, string>} the root of each word that was asked for */
const roots = new Map();

async function loadCommon() {
  const [, words] = await load("common");
  for (const each of words) common.add(stem(each));
}

/** @param {PaperText[]} liked @param {PaperText[]} disliked @returns {Wanted[]} those that count most first, then those against */
function profileOf(liked, disliked) {
  /** @type {Map<string, Map<string, number>>} */
  const forms = new Map();
  const [likes, dislikes] = [liked, disliked].map((texts) => meanOf(texts, forms));
  const values = Array.from(forms.keys(), (root) => /** @type {[string, number]} */ ([root, (likes.get(root) ?? 0) - Math.round((dislikes.get(root) ?? 0) / 2)]));
  values.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  const against = values.filter(([, value]) => value < 0).slice(-MOST_AGAINST);
  return [...values.filter(([, value]) => value > 0).slice(0, MOST_WORDS), ...against].map(([root, value]) => ({ word: mostIn(forms.get(root)), value }));
}

/** @param {PaperText[]} texts @param {Map<string, Map<string, number>>} forms of each root, which this adds to @returns {Map<string, number>} */
function meanOf(texts, forms) {
  /** @type {Map<string, number>[]} */
  const [sums, having] = [new Map(), new Map()];
  for (const { title, abstract } of texts) {
    const counts = new Map();
    const heading = new Set(split(title));
    for (const word of [...heading, ...split(abstract)]) {
      const root = rootOf(word);
      if (!root) continue;
      const known = forms.get(root) ?? new Map();
      forms.set(root, known.set(word, (known.get(word) ?? 0) + 1));
      counts.set(root, Math.min((counts.get(root) ?? 0) + 1, MOST_TIMES));
    }
    const titled = new Set(Array.from(heading, rootOf));
    for (const [root, count] of counts) {
      sums.set(root, (sums.get(root) ?? 0) + count + (titled.has(root) ? IN_TITLE - 1 : 0));
      having.set(root, (having.get(root) ?? 0) + 1);
    }
  }
  const scale = (/** @type {string} */ root) => (texts.length >= SEVERAL && having.get(root) === 1 ? 500 : 1000);
  return new Map(Array.from(sums, ([root, sum]) => [root, Math.round((scale(root) * sum) / texts.length)]));
}

/** @param {string} word @returns {string} what its forms have in common; "" for "the", "method" or "7b", but not for "3d" */
function rootOf(word) {
  const known = roots.get(word);
  if (known !== undefined) return known;
  const isTelling = word.length > 1 && !/^[0-9]+(?!d$)[a-z]?$/.test(word) && !rules.stop.includes(word);
  const root = isTelling && !common.has(stem(word)) ? stem(word) : "";
  roots.set(word, root);
  return root;
}

/** @param {Map<string, number>} [counts] @returns {string} the most frequent of the words */
function mostIn(counts = new Map()) {
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), ["", 0])[0];
}
