// One part of the index: its files, and the lists of papers that have a word.  gazette/search/tier.py does the same.

/** @typedef {{numbers: Uint32Array, strengths: Uint8Array}} List */
/** @typedef {{word: string, lists: List[], weight: number}} Form a word with its lists: text, authors, organisations */
/** @typedef {{words: string[], counts: number[][], lists: string[]}} Shard */

const EXACT = 10;
const PREFIX = 8;
const VARIANT = 6;
const MIN_PREFIX = 3;
const BLOCK = 32;
const MAX_FORMS = 9;
const DIGEST = 4;
const LONG_WORD = 6;

/** A file that belongs to another edition of the site than the root. */
class Stale extends Error {}

/** @type {RequestCache} how to load roots */
let cache = "default";

/** @param {string} address @param {RequestInit} [options] */
async function request(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(address);
  return response;
}

/** @param {string} address @param {RequestInit} [options] @returns {Promise<string>} the text there; budget.js counts its bytes */
let read = async (address, options) => (await request(address, options)).text();

/** @param {string} path @param {string} [version] nothing for a root */
async function load(path, version) {
  const body = JSON.parse(await read(`search/${path}.json${version ? `?v=${version}` : ""}`, version ? {} : { cache }));
  if (version && body[0] !== version) throw new Stale(path);
  return body;
}

/** @param {number[]} numbers */
const sumOf = (numbers) => numbers.reduce((sum, each) => sum + each, 0);

class Tier {
  /** @param {string} name @param {any[]} root @param {number} start the number of the first paper */
  constructor(name, [, latest, size, shards, heavy, places, titles, columns, years], start) {
    this.name = name;
    this.start = start;
    this.latest = latest;
    /** @type {number} */
    this.size = size;
    /** @type {[string, string][]} */
    this.shards = shards;
    /** @type {Map<string, string>} */
    this.heavy = new Map(heavy);
    /** @type {[string, number][]} */
    this.years = years;
    /** @type {Record<string, string>} */
    this.digests = { places, titles, columns };
    this.together = name === "settled" ? 1 : 7;
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  /** @param {string} name @param {string} digests @param {number} at the place of its digest among these */
  file(name, digests, at = 0) {
    const known = this.files.get(name) ?? load(`${this.name}/${name}`, digests.slice(at * DIGEST, (at + 1) * DIGEST));
    this.files.set(name, known);
    known.catch(() => this.files.delete(name)); // the next query tries again
    return known;
  }

  /** @param {string} kind @param {string} word @param {number} at @returns {Promise<[string, string]>} a file of a frequent word */
  heavyFile(kind, word, at) {
    return this.file(`${kind}-${[...this.heavy.keys()].indexOf(word)}`, this.heavy.get(word) ?? "", at);
  }

  /** @param {string} word @returns {number} the shard in which it is */
  shardOf(word) {
    return Math.max(0, this.shards.findLastIndex(([first]) => first <= word));
  }

  /** @param {string} word @returns {Promise<Shard>} */
  async shard(word) {
    const number = this.shardOf(word);
    if (!this.shards[number]) return { words: [], counts: [], lists: [] };
    /** @type {string[]} */
    const [, words, counts, lists] = await this.file(`words-${number}`, this.shards[number][1]);
    let last = "";
    return {
      words: words.split(" ").map((part) => (last = last.slice(0, parseInt(part[0], 36)) + part.slice(1))),
      counts: counts.split(" ").map((each) => each.split(".").map(Number)),
      lists: lists.split(" "),
    };
  }

  /** @param {Term} term @returns {Promise<Form[]>} the word, then its other forms */
  async forms(term) {
    const shard = await this.shard(keyOf(term));
    return Promise.all(
      choose(term, shard, this.heavy).map(async ({ at, word, weight }) => {
        const encoded = this.heavy.has(word) ? (await this.heavyFile("list", word, 0))[1] : shard.lists[at];
        return { word, weight, lists: listsIn(encoded, shard.counts[at], this.size, !/^[#=]/.test(word)) };
      }),
    );
  }

  /** @param {string} word @returns {Promise<number[][]>} where it is in the text of each paper that has it */
  async places(word) {
    if (this.heavy.has(word)) return placesIn((await this.heavyFile("list-places", word, 1))[1]);
    const number = this.shardOf(word);
    const at = Math.floor(number / this.together);
    const [{ words }, [, together]] = await Promise.all([this.shard(word), this.file(`places-${at}`, this.digests.places, at)]);
    return placesIn(together[number % this.together].split(" ")[words.indexOf(word)]);
  }

  /** @param {Term} term @returns {Promise<[number, number, string][]>} words of its shard that differ little */
  async near(term) {
    const word = keyOf(term);
    const list = LISTS.indexOf(term.kind);
    const { words, counts } = await this.shard(word);
    return words
      .map((each, at) => /** @type {[number, number, string]} */ ([distance(each, word), list > 0 ? -counts[at][list] : -sumOf(counts[at]), each]))
      .filter(([far, count, each]) => count < 0 && far <= (term.word.length < LONG_WORD ? 1 : 2) && /^[#=]/.test(each) === (term.kind === "#"));
  }

  /** @param {"days" | "votes"} name @returns {Promise<any[]>} each day with its number of papers, or the votes of each paper */
  async column(name) {
    return (await this.file(name, this.digests.columns, Number(name === "votes")))[1];
  }

  /** @param {number} number @returns {Promise<string[]>} address, title, authors and day */
  async row(number) {
    const block = Math.floor(number / BLOCK);
    return (await this.file(`titles-${block}`, this.digests.titles, block))[1][number % BLOCK];
  }
}

/** @param {Term} term @returns {string} as the index has it */
function keyOf({ kind, word }) {
  return /[#=]/.test(kind) ? kind + word : word;
}

/** @param {Term} term @param {Shard} shard @param {Map<string, string>} heavy @returns {{at: number, word: string, weight: number}[]} */
function choose(term, { words, counts }, heavy) {
  const exact = keyOf(term);
  const open = !term.kind && exact.length >= MIN_PREFIX;
  let big = 0;
  return words
    .map((word, at) => {
      const isClose = open && word.startsWith(exact.slice(0, MIN_PREFIX)) && counts[at][0];
      return { at, word, count: word === exact ? Infinity : sumOf(counts[at]), weight: word === exact ? EXACT : !isClose ? 0 : stem(word) === stem(exact) ? VARIANT : term.isPrefix && word.startsWith(exact) ? PREFIX : 0 };
    })
    .filter(({ weight }) => weight)
    .sort((one, other) => other.count - one.count)
    .slice(0, MAX_FORMS)
    .filter(({ word, weight }) => weight === EXACT || !heavy.has(word) || ++big <= 2);
}

const STRENGTHS = [2, 1, 3, 4, 5, 6, 7]; // by the number of ones in the code

/**
 * Lists of numbers as bits: gaps in a Rice code, each followed by a strength in a prefix code in the first list.
 * @param {string} encoded
 * @param {number[]} counts of the numbers in each list
 * @param {number} size
 * @param {boolean} isWord whether there are strengths
 * @returns {List[]}
 */
function listsIn(encoded, counts, size, isWord) {
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  let at = 0;
  const bit = () => (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  const ones = (/** @type {number} */ most) => {
    let count = 0;
    while (count < most && bit()) count++;
    return count;
  };
  return counts.map((count, list) => {
    const numbers = new Uint32Array(count);
    const strengths = new Uint8Array(count);
    let last = -1;
    for (let place = 0; place < count; place++) {
      let gap = ones(size);
      for (let low = 31 - Math.clz32((size * 7) / (10 * count)); low > 0; low--) gap = (gap << 1) | bit();
      numbers[place] = last += gap + 1;
      if (isWord && !list) strengths[place] = STRENGTHS[ones(6)];
    }
    if (at > bytes.length * 8) throw new Error("A list is cut off.");
    return { numbers, strengths };
  });
}

/** @param {string} encoded @returns {number[][]} the places of a word in each text */
function placesIn(encoded) {
  /** @type {number[][]} */
  const texts = [[]];
  let number = 0;
  let last = -1;
  for (const sign of encoded) {
    const code = sign.charCodeAt(0) - 35;
    number = number * 27 + (code % 30);
    if (code < 30) continue;
    if (sign !== "~") texts[texts.length - 1].push((last += number + 1));
    number = 0;
    if (code < 60) continue;
    texts.push([]);
    last = -1;
  }
  return texts;
}
