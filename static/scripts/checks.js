// What comes from a link, a file or the shelves is believed in nothing: only what is whole and short passes.

const MOST_PAPERS = 2000;
const MOST_LETTERS = 1000;
const MOST_NAMES = 1000;
const MOST_MUTES = 200;
const PATH = /^papers\/[a-z0-9][a-z0-9.-]{0,120}\.html$/;
const UNSEEN = /[^\P{C}\u200c\u200d]+/gu; // controls and what turns or hides text; joiners are letters of some scripts

/**
 * A paper as it may be kept, or nothing: the address must be one of this site.
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
    published: matching(/^\d{4}-\d\d-\d\d$/, given.published),
    arxiv: matching(/^[\w./-]{1,40}$/, given.arxiv),
    doi: matching(/^10\.[\w.]+\/[^\s<>"{}\\]{1,200}$/, given.doi),
    venue: checkedLine(given.venue),
    saved: Number.isFinite(given.saved) ? given.saved : Date.now(),
  };
}

/** @param {unknown} value @returns {string} one line that shows what it says; "" for what is no text */
function checkedLine(value) {
  return typeof value === "string" ? value.slice(0, MOST_LETTERS).replace(/\s+/g, " ").replace(UNSEEN, "").trim() : "";
}

/** @param {RegExp} form @param {unknown} value */
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
  const whole = typeof given?.newest === "string" && typeof given.since === "string" && Number.isFinite(given.at);
  return whole ? given : undefined;
}

/** @param {string} text @returns {any} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function decodeSafely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
