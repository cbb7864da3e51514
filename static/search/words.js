// The words of a text, as the index has them.  gazette/search/words.py does the same; tests compare the two.

const GREEK = new Map("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega sigma".split(" ").flatMap((name, at) => [["αβγδεζηθικλμνξοπρστυφχψως"[at], name], [`var${name}`, name]]));
/** @type {any} */
const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", æ: "ae", œ: "oe", þ: "th", ı: "i", ħ: "h", ß: "ss" };
const CJK = /[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]+/g;
const STOP = new Set("a an and are as at by can for from in is it of on or our such that the their these this to via we which with be".split(" "));
const ENDED = /(i[sz]ations?|ations?|ingly|ments?|ings?|i[sz](ed|es|ing)|ness|ions?|edly|ers?|ie[ds]|ed|es|ly|al|[sye])$/;

/** @param {string} text @returns {string} in lower case, without marks */
function fold(text) {
  const apart = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return apart.normalize("NFC").replace(/[łøđðæœþıħß]/g, (letter) => PLAIN[letter]);
}

/** @param {string} text @returns {string[]} its words in order */
function split(text) {
  const named = text.replace(/(?<![A-Za-z0-9])([A-Za-z])(\+\+|#)(?![A-Za-z0-9+#])/g, (_, letter, sign) => letter + (sign === "#" ? "sharp" : "plusplus"));
  const words = fold(named).match(/[\p{L}\p{N}]{1,40}/gu) ?? [];
  return words.flatMap(partsOf).map((word) => GREEK.get(word) ?? word);
}

/** @param {string} word @returns {string[]} its pairs of characters where it is Chinese, Japanese or Korean */
function partsOf(word) {
  const parts = [];
  let last = 0;
  for (const { 0: run, index } of word.matchAll(CJK)) {
    parts.push(word.slice(last, index));
    last = index + run.length;
    for (let at = index; at < last - 1 || at === index; at++) parts.push(word.slice(at, Math.min(at + 2, last)));
  }
  return [...parts, word.slice(last)].filter(Boolean);
}

/** @param {string} word @returns {string} what forms of the word have in common */
function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  for (let round = 0; round < 2; round++) if (word.search(ENDED) > 2) word = word.replace(ENDED, "");
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
  const [doi] = /10\.[0-9]{4,9}\/[^\s"<>]+/.exec(low) ?? [];
  if (doi && !doi.includes("arxiv")) return doi.replace(/[.,;)]+$/, "");
  return /(?:openreview\.net\/.*[?&]id=)([\w-]+)|(?<![0-9])([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?\/[0-9]{7})(?![0-9])|([0-9]{4}\.[a-z0-9]+-[a-z0-9]+\.[0-9]+|[a-z][0-9]{2}-[0-9]{4})/.exec(low)?.slice(1).find(Boolean) ?? "";
}
