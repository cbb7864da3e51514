// What a ranking starts from: the saved and hidden papers in this browser, and pasted ids or BibTeX.

/** @typedef {{id: string, title: string, abstract: string}} Given a paper that the reader names; what is unknown is "" */
/**
 * The saved papers, the last first, and the pages of hidden ones; `hidesSeen` if every paper that was opened is hidden.
 * @typedef {{saved: {path: string, title: string}[], hidden: string[], hidesSeen: boolean}} Library
 */

/** The root of the site.  Scripts are in a folder of the root. */
const root = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);

const PATH = /^papers\/[a-z0-9][a-z0-9.-]{0,120}\.html$/;
const LONGEST_TEXT = 20_000;
const LONGEST_ID = 500;
const ENTRY = /(?=@[a-z]{1,40}\s{0,9}\{\s{0,9}[^\s,{}"=]{0,300}\s{0,9},)/i;

/** @returns {Promise<Library>} nothing if gazette.js stored nothing yet, or if the browser stores nothing */
function stored() {
  return new Promise((resolve) => {
    const nothing = () => resolve({ saved: [], hidden: [], hidesSeen: false });
    try {
      const request = indexedDB.open(`gazette ${root.pathname}`);
      request.onupgradeneeded = () => request.transaction?.abort(); // it does not exist; gazette.js will make it
      request.onerror = nothing;
      request.onsuccess = () => readStores(request.result).then(resolve, nothing).finally(() => request.result.close());
    } catch {
      nothing();
    }
  });
}

/** @param {IDBDatabase} database in the version of this gazette.js, an earlier one or a later one @returns {Promise<Library>} */
function readStores(database) {
  const names = ["papers", "hidden", "habits"].filter((name) => database.objectStoreNames.contains(name));
  const transaction = database.transaction(names);
  const [papers, hidden, habits] = names.map((name) => transaction.objectStore(name));
  const found = [papers?.getAll(), hidden?.getAllKeys(), habits?.get("hidesSeen")];
  return new Promise((resolve, reject) => {
    transaction.onerror = transaction.onabort = reject;
    transaction.oncomplete = () => {
      const [rows = [], paths = [], hidesSeen] = found.map((request) => request?.result);
      const saved = rows.filter((/** @type {any} */ row) => PATH.test(row?.path) && typeof row.title === "string");
      saved.sort((/** @type {any} */ one, /** @type {any} */ other) => other.saved - one.saved || 0);
      resolve({ saved, hidden: paths.filter((/** @type {any} */ path) => PATH.test(path)), hidesSeen: hidesSeen === true });
    };
  });
}

/** @param {string} text @returns {Given[]} the papers of a BibTeX file, or of a list of ids; other words count as a title */
function givenIn(text) {
  const clean = text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufeff]/g, " ");
  const entries = clean.split(ENTRY).filter((part) => part.startsWith("@"));
  const papers = entries.length ? entries.map(ofEntry) : ofWords(clean);
  const known = new Set();
  return papers.filter(({ id, title }) => (id || title) && !known.has(id || title) && known.add(id || title));
}

/** @param {string} text @returns {Given[]} */
function ofWords(text) {
  const parts = text.split(/[\s,]+|;(?=\s)/);
  const ids = parts.map(shortId);
  const title = parts.filter((_, at) => !ids[at]).join(" ").trim().slice(0, LONGEST_TEXT);
  return [...ids.map((id) => ({ id, title: "", abstract: "" })), { id: "", title, abstract: "" }];
}

/** @param {string} text @returns {string} the id in it; in a long text, its search would take long */
function shortId(text) {
  return text.length < LONGEST_ID ? idIn(text) : "";
}

/** @param {string} entry @returns {Given} */
function ofEntry(entry) {
  const fields = fieldsIn(entry);
  const ids = ["eprint", "doi", "url", "journal", "note", "howpublished"].map((name) => shortId(fields.get(name) ?? ""));
  return { id: ids.find(Boolean) ?? "", title: plain(fields.get("title") ?? ""), abstract: plain(fields.get("abstract") ?? "") };
}

/** @param {string} entry of BibTeX @returns {Map<string, string>} its fields, with their TeX */
function fieldsIn(entry) {
  const parts = [];
  let depth = 0;
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < entry.length; at++) {
    const sign = entry[at];
    if (sign === "\\") at++;
    else if (sign === "{") depth++;
    else if (sign === "}" && !--depth) entry = entry.slice(0, at);
    else if (sign === '"' && depth === 1) isQuoted = !isQuoted;
    else if (sign === "," && depth === 1 && !isQuoted) start = parts.push(entry.slice(start, at)) && at + 1;
  }
  parts.push(entry.slice(start));
  return new Map(parts.flatMap((part) => Array.from(part.matchAll(/^\s*([\w-]{1,40})\s*=([^]*)/g), ([, name, value]) => [name.toLowerCase(), value.trim()])));
}

/** @param {string} value of a field of BibTeX @returns {string} its words: no braces, and letters without their accents */
function plain(value) {
  const text = value.slice(0, LONGEST_TEXT).replace(/\\["'`^~=.]|\\[cvuHkrdb](?![a-z])|\\(?:emph|text[a-z]*|math[a-z]*)(?![a-z])/gi, "");
  return text.replace(/[\\{}$"]/g, "").replace(/\s+/g, " ").trim();
}
