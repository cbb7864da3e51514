// The words of what a reader likes and of what is not for them, and how much each word counts.

/** @typedef {{title: string, abstract: string}} PaperText */
/** @typedef {{word: string, value: number}} Wanted a word and how much it counts; below 0 if it counts against a paper */

const IN_TITLE = 3; // a word in the title counts as three in the abstract
const MOST_TIMES = 3; // more occurrences in one abstract make no difference
const SEVERAL = 5; // of so many papers, a word of only one counts half
const MOST_WORDS = 60;
const MOST_AGAINST = 15;

/** Words that nearly every abstract may have; they say nothing about its subject. */
const COMMON = `ability able about accurate achieve across additional address advance after aim all allow alone already also although among
  analysis another any appear apply approach arise around art aspect attain available average base baseline because become been before
  begin benefit best better between beyond both bring build but call capable capability capture careful case cause certain challenge
  change choose claim clear combine come common compare comparable competitive complete complex comprehensive conduct
  consider consistent consist contain contribute could cover create critical crucial current data dataset deliver demonstrate depend
  derive describe design desire despite detail determine develop different difficult direct discuss do does due during each easy
  effective efficient either employ enable end enhance enough ensure entire especially essential establish evaluate even every evidence
  example exhibit exist expect expensive experiment explain explore extend extensive facilitate fact fail far few final find finding first
  fix focus follow form formulate framework full fundamental further furthermore gain gap general get give given goal good great ground
  grow had handle has have help hence here high highlight hold how however http https identify illustrate impact implement important
  improve include incorporate increase indeed indicate inherent initial insight instead integrate into introduce investigate involve issue
  its itself just keep key know known lack large last later lead least leave less let level leverage like likely limit limitation little
  long low main maintain major make many match matter may mean measure meet method metric might mitigate model modern more moreover most
  much multiple must naive namely nature nearly necessary need never new next no nor not notable note novel now number observe obtain
  obvious occur offer often one only open optimal order other otherwise outperform over overall overcome own paper part particular per
  perform performance period pipeline plausible point poor possible potential powerful practical practice precise prefer present
  preserve prevent previous primary principle prior problem proceed process produce project promising proper propose prove provide
  publicly purpose put quality quantify question range rather reach real realize recent reduce refer regard related relative
  release rely remain remarkable report require research resource respect result reveal rich rise role run same
  scenario second see seek select serve set setting several severe shift short should show significant similar simple simply
  since single size small so solution solve some specific stage standard start state step still strategy strong study
  subsequent substantial success such suffer sufficient suggest suitable superior support surpass system systematic tackle take target
  task technique tend term test than them themselves then there thereby therefore they thing think those though three through
  throughout thus time together toward towards traditional true try turn two type typical ultimately under underlie understand unified
  unique unlike until up upon use useful user usually utilize validate valuable value variety various vary versatile very via want was way
  well were what when where whereas whether while who whole why wide will within without work world would yet yield you your
  significantly respectively including using based existing achieving surpassing outperforming improving conference journal abstract introduction`;

/** @type {Set<string>} their roots */
const common = new Set();
/** @type {Map<string, string>} the root of each word that was asked for */
const roots = new Map();

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
  if (!common.size) for (const each of COMMON.split(/\s+/)) common.add(stem(each));
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
