// The search page: shows the papers that answer what is typed, and keeps the query in the address.

const STEP = 10;
const SMALL = 20_000; // in an archive of up to so many papers, subjects are counted at once
const SITE = document.title;
const [form, found, years, subjects, more, counting, broken] = ["search", "found", "years", "subjects", "more", "count", "broken"].map((id) => /** @type {any} */ (document.getElementById(id)));
const { q: box, sort: sorting } = form.elements;
const instead = [...place.children];
const unseen = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && addSnippet(target)));

let runs = 0;
let timer = 0;
let most = STEP;

/** @param {string} text @returns {string} the address of a query */
function addressOf(text) {
  const words = new URLSearchParams({ q: text.trim(), sort: sorting.value });
  if (sorting.value === "relevance") words.delete("sort");
  return `?${words}`;
}

/** @returns {Promise<void>} */
async function run() {
  const mine = ++runs;
  const text = box.value;
  document.title = (text && `${text} · `) + SITE;
  place.ariaBusy = true;
  try {
    if (!tiers[0]) await openIndex();
    const answered = await answer(text, sorting.value);
    const papers = await sorted(answered.scores, sorting.value);
    const rows = await Promise.all(papers.slice(0, most).map(rowOf));
    if (mine === runs) await show(text, answered, rows.filter((row) => row[0]));
  } catch (error) {
    if (mine !== runs) return;
    tiers = [];
    if (error instanceof Stale && cache !== "reload") {
      cache = "reload"; // the site changed meanwhile
      return run();
    }
    console.error(error);
    found.replaceChildren(broken.dataset.missing);
  }
  if (mine === runs) place.ariaBusy = false;
}

/** @param {number} count */
const numeral = (count) => count.toLocaleString("en");

/** @param {string} text @param {Answer} answer @param {string[][]} rows */
async function show(text, answer, rows) {
  const items = rows.map((row) => itemOf(row, highlighted));
  const isEmpty = text.trim() && !answer.found;
  const { complete } = answer;
  const some = answer.found - complete;
  found.replaceChildren([answer.found ? `Papers${some ? ` with all words: ${numeral(complete)}. Others with some` : ""}: ${numeral(some || complete)}.` : isEmpty && !notes.size ? broken.dataset.none : "", ...notes].join(" "));
  if (answer.suggestion) found.append(broken.dataset.instead, make("a", { href: addressOf(answer.suggestion) }, answer.suggestion));
  list(items, ...(isEmpty ? instead.slice(1) : []));
  more.hidden = answer.found <= most;
  showFacets(text, answer);
  await Promise.all(items.filter((item) => item.getBoundingClientRect().top < innerHeight).map(addSnippet));
  items.forEach((item) => unseen.observe(item));
}

/** @param {any} item @returns {Promise<void>} once the part of the abstract that fits the query is shown */
async function addSnippet(item) {
  unseen.unobserve(item);
  const gist = item.querySelector(".gist");
  if (gist.firstChild || !/PATH/.test(address)) return;
  gist.append(" "); // it is on its way
  try {
    const page = new DOMParser().parseFromString(await read(item.querySelector("a").href), "text/html");
    /** @type {HTMLMetaElement | null} */
    const abstract = page.querySelector("meta[name=citation_abstract]");
    gist.replaceChildren(...highlighted(bestPart(abstract?.content ?? "")));
  } catch {
    gist.replaceChildren(); // the title is enough
  }
}

/** @param {string} text @returns {string[]} its words that were looked up */
function foundIn(text) {
  return split(text).filter((word) => lookedUp.has(word));
}

/** @param {string} abstract @returns {string} about fifty words from the sentence that has most of those looked up */
function bestPart(abstract) {
  const sentences = abstract.split(/(?<=[.!?]) +(?=[\p{Lu}\p{N}])/u);
  const counts = sentences.map((sentence) => new Set(foundIn(sentence)).size);
  const at = counts.indexOf(Math.max(...counts));
  const words = sentences.slice(at).join(" ").split(" ");
  const first = Math.max(0, words.findIndex((word) => foundIn(word)[0]) - 20);
  return `${at + first ? "… " : ""}${words.slice(first, first + 40).join(" ")}${words[first + 40] ? " …" : ""}`;
}

/** @param {string} text @returns {(Node | string)[]} with marks on the words that were looked up */
function highlighted(text) {
  return text.split(/([\p{L}\p{N}]+)/u).map((part) => (foundIn(part)[0] ? make("mark", {}, part) : part));
}

/** @param {string} text @param {Answer} answer */
function showFacets(text, { scores, found }) {
  const mine = runs;
  const bare = text.replace(/(^|\s)(after|before):\S*/gi, "");
  const counts = Array.from(yearsOf(scores), ([year, count]) => facet(year, count, `${bare} after:${year} before:${Number(year) + 1}`));
  years.replaceChildren(...(counts[1] ? counts : []));
  subjects.replaceChildren();
  counting.hidden = !found;
  counting.onclick = () => {
    counting.hidden = true;
    subjectsOf(scores).then(
      (rows) => mine === runs && subjects.replaceChildren(...rows.map(([term, name, papers]) => facet(name, papers, `${text} tag:${term}`))),
      () => subjects.append(broken.dataset.missing),
    );
  };
  if (found && size < SMALL) counting.onclick();
}

/** @param {string} label @param {number} count @param {string} text */
function facet(label, count, text) {
  return make("span", {}, make("a", { href: addressOf(text) }, label), ` ${numeral(count)}`);
}

function search() {
  most = STEP;
  history.replaceState(null, "", addressOf(box.value));
  run();
}

if (location.protocol === "file:") {
  instead[0].replaceWith(broken);
  broken.hidden = false;
  form.hidden = true;
} else {
  const asked = new URLSearchParams(location.search);
  box.value = asked.get("q");
  sorting.value = asked.get("sort");
  sorting.value ||= "relevance";
  sorting.onchange = search;
  more.onclick = async () => {
    most += STEP;
    await run();
    place.querySelectorAll("h2 a")[most - STEP]?.focus();
  };
  box.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  };
  if (!box.value) box.focus();
  run();
}
