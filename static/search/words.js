// The words of a text, as the index has them.  gazette/search/words.py does the same; tests compare the two.

/**
 * Tables, patterns and notes on queries, which the index contains.
 * @type {{letters: Record<string, string>, names: Record<string, string>, stop: string[], cjk: string, ended: string,
 *         doi: string, ids: string, long: string, many: string, field: string, day: string, number: string,
 *         incomplete: string}}
 */
let rules;

/** @param {string} text @returns {string} in lower case, without marks */
function fold(text) {
  const apart = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return apart.normalize("NFC").replace(/[^\0-\x7f]/g, (letter) => rules.letters[letter] ?? letter);
}

/** @param {string} text @returns {string[]} its words in order */
function split(text) {
  const named = text.replace(/(?<![A-Za-z0-9])([A-Za-z])(\+\+|#)(?![A-Za-z0-9+#])/g, (_, letter, sign) => letter + (sign === "#" ? "sharp" : "plusplus"));
  const words = fold(named).match(/[\p{L}\p{N}]{1,40}/gu) ?? [];
  return words.flatMap(partsOf).map((word) => (Object.hasOwn(rules.names, word) ? rules.names[word] : word));
}

/** @param {string} word @returns {string[]} its pairs of characters where it is Chinese, Japanese or Korean */
function partsOf(word) {
  const parts = [];
  let last = 0;
  for (const { 0: run, index } of word.matchAll(new RegExp(rules.cjk, "g"))) {
    parts.push(word.slice(last, index));
    last = index + run.length;
    for (let at = index; at < last - 1 || at === index; at++) parts.push(word.slice(at, Math.min(at + 2, last)));
  }
  return [...parts, word.slice(last)].filter(Boolean);
}

/** @param {string} word @returns {string} what forms of the word have in common */
function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const ended = new RegExp(rules.ended);
  for (let round = 0; round < 2; round++) if (word.search(ended) > 2) word = word.replace(ended, "");
  return word.replace(/([bdfgmnprt])\1$/, "$1");
}

/** @param {string} one @param {string} other @returns {number} the letters of the longer one between what both begin and end with */
function distance(one, other) {
  let start = 0;
  while (one[start] && one[start] === other[start]) start++;
  let end = Math.min(one.length, other.length) - start;
  while (end && !one.endsWith(other.slice(other.length - end))) end--;
  return Math.max(one.length, other.length) - start - end;
}

/** @param {string} text @returns {string} the id of arXiv, a DOI, or the id of OpenReview or ACL in a word of a query */
function idIn(text) {
  const low = text.toLowerCase();
  const [doi] = new RegExp(rules.doi).exec(low) ?? [];
  if (doi && !doi.includes("arxiv")) return doi.replace(/[.,;)]+$/, "");
  return new RegExp(rules.ids).exec(low)?.slice(1).find(Boolean) ?? "";
}
