// Checks for data from outside: links, files and the browser's own storage.  Only short, complete values pass.

const MOST_PAPERS = 5000; // that one import saves
const MOST_LETTERS = 1000;
const MOST_NAMES = 5000;
const MOST_MUTES = 1000;
const PATH = /^papers\/[a-z0-9][a-z0-9.-]{0,120}\.html$/;
const INVISIBLE = /[^\P{C}\u200c\u200d]+/gu; // control and format characters, except the joiners that some scripts need

/**
 * A paper that is safe to store, or undefined.  Its path must be the address of a paper on this site.
 * @param {any} given
 * @returns {Saved | undefined}
 */
function checked(given) {
  if (typeof given !== "object" || given === null) return undefined;
  const path = checkedLine(given.path);
  const title = checkedLine(given.title);
  if (!PATH.test(path) || !title) return undefined;
  const authors = Array.isArray(given.authors) ? given.authors.slice(0, MOST_NAMES).map(checkedLine).filter(Boolean) : [];
  return {
    path,
    title,
    authors,
    day: matching(/^\d{4}-\d\d-\d\d$/, given.day),
    published: matching(/^\d{4}-\d\d(-\d\d)?$/, given.published),
    arxiv: matching(/^[\w./-]{1,40}$/, given.arxiv),
    doi: matching(/^10\.[\w.]+\/[^\s<>"{}\\]{1,200}$/, given.doi),
    venue: checkedLine(given.venue),
    withdrawn: checkedLine(given.withdrawn),
    saved: Number.isFinite(given.saved) ? given.saved : Date.now(),
  };
}

/** @param {unknown} value @returns {string} one line without invisible characters; "" if the value is not a text */
function checkedLine(value) {
  return typeof value === "string" ? value.slice(0, MOST_LETTERS).replace(/\s+/g, " ").replace(INVISIBLE, "").trim() : "";
}

/** @param {RegExp} form @param {unknown} value @returns {string} the line if it has this form, otherwise "" */
function matching(form, value) {
  const text = checkedLine(value);
  return form.test(text) ? text : "";
}

/** @param {unknown} given @returns {Mute[]} */
function checkedMutes(given) {
  const rows = Array.isArray(given) ? given.slice(0, MOST_MUTES) : [];
  /** @type {Mute[]} */
  const mutes = rows.map((row) => ({ kind: row?.kind === "tag" ? "tag" : "word", text: checkedLine(row?.text) }));
  return mutes.filter((mute) => mute.text);
}

/** @param {any} given @returns {Visit | undefined} */
function checkedVisit(given) {
  const complete = typeof given?.newest === "string" && typeof given.since === "string" && Number.isFinite(given.at);
  return complete ? given : undefined;
}

/** @param {string} text @returns {any} undefined if it is not JSON */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} text @returns {string} "" if it is not a valid part of an address */
function decodeSafely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
