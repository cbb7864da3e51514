// One part of the index: its files, and the lists of papers that have a word.  gazette/search/tier.py does the same.

/** @typedef {{numbers: Uint32Array, strengths: Uint8Array}} List */
/** @typedef {{word: string, lists: List[], weight: number}} Form a word with its lists: text, authors, organisations */
/** @typedef {{words: string[], counts: number[][], bits: string}} Shard */

const EXACT = 10;
const PREFIX = 8;
const VARIANT = 6;
const MIN_PREFIX = 3;
const BLOCK = 32;
const DIGEST = 4;
const LONG_WORD = 6;

/** A file that belongs to another edition of the site than the root. */
class Stale extends Error {}

/** @param {string} path @param {string} [version] nothing for a root @param {RequestCache} [cache] */
async function load(path, version, cache = "default") {
  const response = await fetch(`search/${path}.json${version ? `?v=${version}` : ""}`, { cache });
  if (!response.ok) throw new Error(path);
  const body = await response.json();
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
    this.together = name === "settled" ? 1 : 5;
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
    if (!this.shards[number]) return { words: [], counts: [], bits: "" };
    /** @type {string[]} */
    const [, words, counts, bits] = await this.file(`words-${number}`, this.shards[number][1]);
    let last = "";
    return {
      words: words.split(" ").map((part) => (last = last.slice(0, parseInt(part[0], 36)) + part.slice(1))),
      counts: counts.split(" ").map((each) => each.split(".").map(Number)),
      bits,
    };
  }

  /** @param {Term} term @returns {Promise<Form[]>} the word, then its other forms */
  async forms(term) {
    const shard = await this.shard(keyOf(term));
    const bits = new Bits(shard.bits);
    /** @type {Map<string, List[] | Promise<List[]>>} */
    const lists = new Map();
    const chosen = choose(term, shard, this.heavy);
    for (let at = 0; lists.size < chosen.length; at++) {
      const word = shard.words[at];
      const isWanted = chosen.some(([each]) => each === word);
      /** @param {Bits} from */
      const read = (from) => shard.counts[at].map((count, list) => from.list(count, this.size, !list && !/^[#=]/.test(word)));
      const found = !this.heavy.has(word) ? read(bits) : isWanted ? this.heavyFile("list", word, 0).then(([, body]) => read(new Bits(body))) : [];
      if (isWanted) lists.set(word, found);
    }
    return Promise.all(chosen.map(async ([word, weight]) => ({ word, weight, lists: (await lists.get(word)) ?? [] })));
  }

  /** @param {string} word @returns {Promise<number[][]>} where it is in the text of each paper that has it */
  async places(word) {
    if (this.heavy.has(word)) return placesIn((await this.heavyFile("list-places", word, 1))[1]);
    const number = this.shardOf(word);
    const at = Math.floor(number / this.together);
    const [{ words }, [, together]] = await Promise.all([this.shard(word), this.file(`places-${at}`, this.digests.places, at)]);
    return placesIn(together[number % this.together].split(" ")[words.indexOf(word)]);
  }

  /** @param {string} word @returns {Promise<[number, number, string][]>} words of its shard that differ little */
  async near(word) {
    const { words, counts } = await this.shard(word);
    return words.map((each, at) => /** @type {[number, number, string]} */ ([distance(each, word), -sumOf(counts[at]), each])).filter(([far, , each]) => far <= (word.length < LONG_WORD ? 1 : 2) && !/^[#=]/.test(each));
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

/** @param {Term} term @param {Shard} shard @param {Map<string, string>} heavy @returns {[string, number][]} words with weights */
function choose(term, { words, counts }, heavy) {
  const exact = keyOf(term);
  /** @type {[string, number][]} */
  const chosen = words.includes(exact) ? [[exact, EXACT]] : [];
  const begin = exact.slice(0, MIN_PREFIX);
  if (term.kind || exact.length < MIN_PREFIX) return chosen;
  const found = words.flatMap((word, at) => {
    if (!word.startsWith(begin) || word === exact || !counts[at][0]) return [];
    const weight = stem(word) === stem(exact) ? VARIANT : term.isPrefix && word.startsWith(exact) ? PREFIX : 0;
    return weight ? [{ word, weight, count: sumOf(counts[at]) }] : [];
  });
  found.sort((one, other) => other.count - one.count); // those with equal counts stay in order
  let big = 0;
  for (const { word, weight } of found.slice(0, 8)) if (!heavy.has(word) || ++big <= 2) chosen.push([word, weight]);
  return chosen;
}

/** Lists of numbers as bits: gaps in a Rice code, each followed by a strength in a prefix code. */
class Bits {
  /** @param {string} encoded */
  constructor(encoded) {
    this.bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
    this.at = 0;
  }

  bit() {
    return (this.bytes[this.at >> 3] >> (7 - (this.at++ & 7))) & 1;
  }

  /** @param {number} most @returns {number} how many times 1 comes next, before a 0 or up to `most` times */
  ones(most) {
    let count = 0;
    while (count < most && this.bit()) count++;
    return count;
  }

  /** @param {number} count @param {number} size @param {boolean} strong whether strengths follow @returns {List} */
  list(count, size, strong) {
    const numbers = new Uint32Array(count);
    const strengths = new Uint8Array(count);
    const low = Math.max(0, 31 - Math.clz32((size * 7) / (10 * count)));
    let last = -1;
    for (let at = 0; at < count; at++) {
      let gap = this.ones(size);
      for (let bit = 0; bit < low; bit++) gap = (gap << 1) | this.bit();
      numbers[at] = last += gap + 1;
      if (strong) strengths[at] = STRENGTHS[this.ones(6)];
    }
    if (this.at > this.bytes.length * 8) throw new Error("A list is cut off.");
    return { numbers, strengths };
  }
}

const STRENGTHS = [2, 1, 3, 4, 5, 6, 7]; // by the number of ones in the code

/** @param {string} encoded @returns {number[][]} the places of a word in each text */
function placesIn(encoded) {
  /** @type {number[][]} */
  const texts = [[]];
  let number = 0;
  let last = -1;
  for (const sign of encoded) {
    const code = sign.charCodeAt(0);
    if (code < 65) number = number * 27 + code - 35;
    else if (sign !== "~") {
      texts[texts.length - 1].push((last += number * 27 + code - (code < 93 ? 65 : 93) + 1));
      number = 0;
    }
    if (code >= 93) {
      texts.push([]);
      last = -1;
    }
  }
  return texts;
}
