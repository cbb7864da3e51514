// Reads a query.  gazette/search/query.py does the same; tests compare the two.

/** @typedef {{kind: string, word: string, isPrefix?: boolean}} Term a word of the text (kind ""), or of a field */
/** @typedef {{terms: Term[], places: number[]}} Group words that a paper needs all, or where a phrase has them */
/** @typedef {{groups: Group[], required: boolean}} Unit groups of which a paper needs one */
/**
 * @typedef {{units: Unit[], excluded: Group[], after: string, before: string, votes?: [number, number],
 *            notes: Set<string>}} Query
 */

/** @type {Record<string, string>} */
const KINDS = { author: "@", tag: "#", org: "&" };
const MAX_LENGTH = 1000;
const MAX_TERMS = 24;

/** @param {string} given @returns {Query} */
function parse(given) {
  /** @type {Query} */
  const query = { units: [], excluded: [], after: "", before: "", notes: new Set() };
  const { units, notes } = query;
  if (given.length > MAX_LENGTH) notes.add(rules.long);
  const text = given.slice(0, MAX_LENGTH).replace(/[\0-\x1f\x7f-\x9f\ufeff]/g, " ");
  let joins = false;
  let count = 0;
  for (const [, minus, named = "", phrase, plain = ""] of text.matchAll(/(-?)(?:(author|tag|org|after|before|votes):)?(?:"([^"]*)"?|([^\s"]+))/gi)) {
    const field = named.toLowerCase();
    const value = phrase ?? plain;
    if (plain === "OR" && !minus && !field) {
      joins = units.length > 0;
      continue;
    }
    if (field === "after" || field === "before") limit(query, field, value);
    else if (field === "votes") limitVotes(query, value);
    else {
      const group = groupOf(notes, KINDS[field] ?? "", value, phrase !== undefined);
      const { terms } = group;
      count += terms.length;
      if (count > MAX_TERMS) notes.add(rules.many);
      else if (terms.length && minus) query.excluded.push(group);
      else if (terms.length) {
        const required = Boolean(field) || phrase !== undefined || terms[0].kind === "=";
        const joined = joins && units.pop();
        if (joined) units.push({ groups: [...joined.groups, group], required: joined.required || required });
        else if (required) units.push({ groups: [group], required });
        else units.push(...terms.map((term) => ({ groups: [{ terms: [term], places: [] }], required })));
      }
    }
    joins = false;
  }
  const last = units.at(-1);
  const term = last?.groups.at(-1)?.terms.at(-1); // while it is typed, it may be the beginning of a longer word
  if (term && !last?.required && !term.kind && !/[\s"]$/.test(text) && term.word.length >= MIN_PREFIX && split(text).at(-1) === term.word) term.isPrefix = true;
  const kept = units.filter((unit) => unit.required || unit.groups[1] || !unit.groups[0].terms.every(({ kind, word }) => !kind && rules.stop.includes(word)));
  return { ...query, units: kept.length ? kept : units };
}

/** @param {Set<string>} notes @param {string} kind @param {string} value @param {boolean} quoted @returns {Group} */
function groupOf(notes, kind, value, quoted) {
  const id = !kind && idIn(value);
  if (id) return { terms: [{ kind: "=", word: id }], places: [] };
  const named = !kind && !quoted && /^[A-Za-z]+:(?=[^\s:/])/.exec(value);
  if (named) notes.add(`${named[0]} ${rules.field}`);
  const words = split(value);
  if (kind === "#" && words.length) return { terms: [{ kind, word: words.join("-") }], places: [] };
  const places = quoted && !kind ? words.flatMap((word, at) => (rules.stop.includes(word) ? [] : [at])) : [];
  const chosen = places.length ? places.map((at) => words[at]) : [...new Set(words)];
  return { terms: chosen.map((word) => ({ kind, word })), places: places.map((at) => at - places[0]) };
}

/** @param {Query} query @param {"after" | "before"} field @param {string} value a day, or a month or a year for its first */
function limit(query, field, value) {
  const time = /^[0-9]{4}(-[0-9]{2}){0,2}$/.test(value) ? Date.parse(value) : NaN;
  const date = isNaN(time) ? "" : new Date(time).toISOString().slice(0, 10);
  if (date > "0001" && date.startsWith(value)) query[field] = date;
  else query.notes.add(`${field}: ${rules.day}`);
}

/** @param {Query} query @param {string} value */
function limitVotes(query, value) {
  const [found, sign, equal, digits] = /^([<>]?)(=?)([0-9]{1,9})$/.exec(value) ?? [];
  const number = Number(digits);
  const strict = Number(!equal);
  if (found) query.votes = sign === "<" ? [0, number - strict] : sign ? [number + strict, 1e9] : [number, number];
  else query.notes.add(rules.number);
}
