// The page "For you": ranks the latest papers by the words of what the reader saved, with the files of the search index.

/** @typedef {{word: string, value: number, gains: Map<number, number>}} Weighted a word with what it adds to each paper */

const MOST_SAVED = 30;
const MOST_HIDDEN = 10;
const MOST_GIVEN = 2000;
const MOST_LOOKED_UP = 20;
const MOST_FOR = 30; // words
const MOST_SHOWN = 30;
const LARGEST_FILE = 5_000_000;
const [form, basis, state, words] = ["ranking", "basis", "state", "words"].map((id) => /** @type {any} */ (document.getElementById(id)));
const { list: pasted, file, weeks } = form.elements;

/** @type {Map<string, Promise<PaperText | undefined>>} the papers whose pages were loaded */
const pages = new Map();

/** The text of the file that the reader chose. */
let fromFile = "";

/** @param {string} path of a paper's page @returns {Promise<PaperText | undefined>} undefined if it did not arrive */
function textOf(path) {
  const known = pages.get(path) ?? read(path).then(textIn);
  pages.set(path, known);
  return known.catch(() => {
    pages.delete(path); // the next ranking tries again
    return undefined;
  });
}

/** @param {string} html of a paper's page @returns {PaperText | undefined} */
function textIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  /** @param {string} name */
  const content = (name) => page.querySelector(`meta[name=citation_${name}]`)?.getAttribute("content") ?? "";
  return content("title") ? { title: content("title"), abstract: content("abstract") } : undefined;
}

/** @param {string} id @returns {Promise<string>} the address of the paper's page; "" if the archive does not have it */
async function pathOf(id) {
  const parts = await ofTiers(none, (tier) => tier.forms({ kind: "=", word: id }));
  const [paper] = parts.flatMap((found, at) => found.flatMap(({ lists }) => Array.from(lists[0].numbers, (number) => number + tiers[at].start)));
  const [path] = paper === undefined ? [] : await rowOf(paper);
  return path ? pagePath(path) : "";
}

/** @param {string} name @returns {string} the address of a paper's page */
function pagePath(name) {
  return `papers/${name}.html`;
}

/** @param {Given[]} given @returns {Promise<{texts: PaperText[], paths: string[], missing: number}>} what was found of them */
async function lookUp(given) {
  const asked = given.filter(({ id, abstract }) => id && !abstract);
  const paths = new Map();
  await each(asked.slice(0, MOST_LOOKED_UP), "ids", async ({ id }) => paths.set(id, await pathOf(id)));
  const found = await each(given, "texts", async (paper) => (paths.get(paper.id) && (await textOf(paths.get(paper.id)))) || paper);
  const texts = found.filter(({ title, abstract }) => title || abstract);
  if (asked.length > MOST_LOOKED_UP) notes.add(`Of ${asked.length} ids, the first ${MOST_LOOKED_UP} were looked up.`);
  const missing = asked.filter(({ id, title }) => !title && paths.get(id) === "").length;
  return { texts, paths: [...paths.values()].filter(Boolean), missing };
}

/** @param {Wanted} wanted @param {number} first the first paper that counts @returns {Promise<Weighted>} */
async function weigh({ word, value }, first) {
  const forms = await ofTiers(none, (tier) => tier.forms({ kind: "", word }));
  const parts = forms.flatMap((found, at) => found.map(({ lists, weight }) => ({ list: lists[0], weight, start: tiers[at].start })));
  const rarity = rarityOf(parts);
  const gains = new Map();
  for (const { list, weight, start } of parts)
    list.numbers.forEach((number, at) => {
      const gain = Math.round((((value * rarity) / 1000) * (rarity / 64) * weight * WEIGHTS[list.strengths[at]]) / 1000);
      const known = gains.get(start + number) ?? 0;
      if (start + number >= first && Math.abs(gain) > Math.abs(known)) gains.set(start + number, gain);
    });
  return { word, value: Math.round((value * rarity * rarity) / 1000), gains };
}

/** @returns {Promise<number>} the first paper of the latest weeks that the reader chose */
async function firstPaper() {
  purpose = "words";
  const days = (await ofTiers(none, (tier) => tier.column("days"))).flat();
  if (sumOf(days.map(([, count]) => count)) !== size) throw new Error("days");
  const latest = Date.parse(days.at(-1)?.[0]);
  const past = (/** @type {string} */ day) => (latest - Date.parse(day)) / 86_400_000 >= 7 * Number(weeks.value);
  return sumOf(days.filter(([day]) => past(day)).map(([, count]) => count));
}

/** @param {Weighted[]} weighted @param {number} first @returns {[number, string[]][]} the best papers, each with the words that made it so */
function best(weighted, first) {
  const scored = Array.from({ length: size - first }, (_, at) => {
    const gains = weighted.map(({ word, gains }) => /** @type {[string, number]} */ ([word, gains.get(first + at) ?? 0])).filter(([, gain]) => gain);
    const why = gains.filter(([, gain]) => gain > 0).sort((one, other) => other[1] - one[1]);
    return { paper: first + at, score: sumOf(gains.map(([, gain]) => gain)), why: why.slice(0, 4).map(([word]) => word) };
  });
  const good = scored.filter(({ score }) => score > 0).sort((one, other) => other.score - one.score || other.paper - one.paper);
  return good.map(({ paper, why }) => [paper, why]);
}

/** @param {[number, string[]][]} ranked @param {Set<string>} known the pages of papers to leave out @param {Set<string>} titles theirs @returns {Promise<[string[], string[]][]>} */
async function rowsOf(ranked, known, titles) {
  /** @type {[string[], string[]][]} */
  const rows = [];
  for (let at = 0; at < Math.min(ranked.length, 3 * MOST_SHOWN + known.size) && rows.length < MOST_SHOWN; at += TOGETHER) {
    const found = await each(ranked.slice(at, at + TOGETHER), "titles", async ([paper, why]) => /** @type {[string[], string[]]} */ ([await rowOf(paper), why]));
    rows.push(...found.filter(([[name, title]]) => name && !known.has(pagePath(name)) && !titles.has(fold(title))));
  }
  return rows.slice(0, MOST_SHOWN);
}

/** @returns {Promise<{liked: PaperText[], disliked: PaperText[], known: Set<string>, missing: number}>} */
async function gather() {
  const { saved, hidden, hidesSeen } = await stored();
  const all = [...givenIn(pasted.value), ...givenIn(fromFile)];
  const given = all.slice(0, MOST_GIVEN);
  if (all.length > given.length) notes.add(`Of ${all.length.toLocaleString("en")} papers in your list, the first ${MOST_GIVEN.toLocaleString("en")} count.`);
  const { texts, paths, missing } = await lookUp(given);
  const own = new Set([...paths, ...saved.map(({ path }) => path)]);
  const asked = saved.filter(({ path }) => !paths.includes(path)).slice(0, MOST_SAVED);
  const liked = await each(asked, "texts", async ({ path, title }) => (await textOf(path)) ?? { title, abstract: "" });
  const unliked = hidesSeen ? [] : hidden.filter((path) => !own.has(path)).slice(-MOST_HIDDEN);
  const disliked = await each(unliked, "texts", textOf);
  return { liked: [...texts, ...liked], disliked: disliked.filter((text) => text !== undefined), known: new Set([...own, ...hidden]), missing };
}

/** @returns {Promise<void>} */
async function rank() {
  notes = new Set();
  isStopped = false;
  purpose = "words";
  if (!tiers[0]) await openIndex();
  if (!common.size) await loadCommon();
  const { liked, disliked, known, missing } = await gather();
  if (missing) notes.add(`${missing === 1 ? "One id is" : `${missing} ids are`} not in this archive.`);
  if (!liked.length) return say(["There is nothing to start from. Save a few papers, or paste ids or BibTeX above.", ...allNotes()]);
  const first = await firstPaper();
  const weighted = await each(profileOf(liked, disliked), "words", (wanted) => weigh(wanted, first));
  const used = weighted.filter(({ gains }) => gains.size).sort((one, other) => other.value - one.value);
  const chosen = [...used.filter(({ value }) => value > 0).slice(0, MOST_FOR), ...used.filter(({ value }) => value < 0)];
  const rows = await rowsOf(best(chosen, first), known, new Set(liked.map(({ title }) => fold(title))));
  showRanking(rows, chosen);
  const from = [`${liked.length} paper${liked.length > 1 ? "s" : ""} you like`, disliked.length && `${disliked.length} not for you`].filter(Boolean).join(" and ");
  const found = rows.length ? `The best ${rows.length} of ${size - first} papers of these weeks, by ${from}.` : "No paper of these weeks has the words of what you like.";
  say([found, ...allNotes(), loaded()]);
}

/** @returns {string} how much was read */
function loaded() {
  return `Loaded: ${Math.ceil(spent / 1000).toLocaleString("en")} kB.`;
}

/** @param {string[]} sentences */
function say(sentences) {
  state.replaceChildren(sentences.join(" "));
}

/** @param {[string[], string[]][]} rows @param {Weighted[]} chosen */
function showRanking(rows, chosen) {
  const named = (/** @type {boolean} */ good) => chosen.filter(({ value }) => value > 0 === good).map(({ word }) => word);
  words.hidden = !chosen.length;
  const [good, bad] = [named(true), named(false).reverse()];
  words.querySelector("p").replaceChildren(`For a paper: ${good.join(", ") || "none"}.${bad.length ? ` Against it: ${bad.join(", ")}.` : ""}`);
  list(rows.map(reasonedItem));
  if (!rows.length) return;
  form.querySelector("details").open = false;
  if (place.getBoundingClientRect().top > innerHeight / 2) state.scrollIntoView();
}

/** @param {[string[], string[]]} row @returns {Element} */
function reasonedItem([row, why]) {
  const item = itemOf(row);
  item.querySelector(".because")?.append(why.join(", "));
  return item;
}

/** @returns {Promise<void>} a ranking; once more if the site changed meanwhile */
async function start() {
  if (place.ariaBusy === "true") return;
  place.ariaBusy = "true";
  place.replaceChildren();
  words.hidden = true;
  say(["Reading …"]);
  try {
    await rank().catch((error) => {
      if (!(error instanceof Stale) || cache === "reload") throw error;
      cache = "reload";
      tiers = [];
      return rank();
    });
  } catch (error) {
    tiers = [];
    console.error(error);
    say(isStopped ? [STOPPED, "Load the page again to start over.", loaded()] : ["The search index did not arrive. Check your connection, then try again."]);
  }
  place.ariaBusy = "false";
}

async function describe() {
  const { saved, hidden, hidesSeen } = await stored();
  const disliked = hidesSeen ? "Hidden papers do not count, because you hide every paper that you open." : `${hidden.length} hidden as not for you.`;
  basis.replaceChildren(saved.length || hidden.length ? `In this browser: ${saved.length} saved; ${disliked}` : "You have not saved a paper yet. Save some that you like, or start from a list:");
  form.querySelector("details").open = !saved.length;
}

async function readFile() {
  const [chosen] = file.files;
  if (!chosen) return;
  if (chosen.size > LARGEST_FILE) say(["That file is too large. Choose one of at most 5 MB."]);
  else {
    fromFile = await chosen.text();
    say([`The papers in ${chosen.name} count from the next ranking on.`]);
  }
}

if (location.protocol === "file:") {
  form.hidden = true;
  say(["Ranking does not work on pages opened from disk, because browsers do not let them read other files. Open the site through a web server."]);
} else {
  form.onsubmit = (/** @type {Event} */ event) => {
    event.preventDefault();
    start();
  };
  file.onchange = readFile;
  describe();
}
place.replaceChildren();
