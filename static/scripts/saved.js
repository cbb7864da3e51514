// The page of saved papers: the list, its ways out and in, and what is muted.

const HAND_OVER = "#papers=";
const LARGEST_FILE = 10_000_000;

async function showSaved() {
  const place = document.getElementById("saved");
  if (!place) return;
  try {
    const papers = await store.papers();
    const proposed = make("section", { className: "few", id: "proposed", hidden: true });
    place.replaceChildren(proposed, listOf(papers), waysOut(papers), wayIn(), await mutes());
  } catch (error) {
    const words = error instanceof StorageError ? error.message : "Sorry, your saved papers cannot be shown because of an error. They are still in this browser.";
    place.replaceChildren(make("p", { className: "empty", textContent: words }));
    throw error;
  }
  if (location.hash === "#away") announce("That page cannot be had without a network. The latest days can, and what you saved.");
  await takeHandedOver();
}

/** @param {Saved[]} papers */
function listOf(papers) {
  if (!papers.length) return make("p", { id: "saved-list", className: "empty", textContent: "Nothing is saved yet. “Save” stands beside every paper, and so does the key s." });
  return make("ul", { id: "saved-list", className: "papers" }, ...papers.map(rowOf));
}

/** @param {Saved} paper @param {number} at */
function rowOf(paper, at) {
  const away = button("Remove", async () => {
    await store.unsave(paper.path);
    await leaveOffline(paper.path);
    announce(`No longer saved: ${paper.title}`);
    await showSaved();
    focusNearest("saved-list", "button", at);
  });
  away.setAttribute("aria-label", `Remove: ${paper.title}`);
  const title = make("a", { href: new URL(paper.path, root).href, textContent: paper.title });
  const names = paper.authors.length > 4 ? `${paper.authors.slice(0, 3).join(", ")} and ${paper.authors.length - 3} more` : paper.authors.join(", ");
  return make("li", {}, make("h2", { dir: "auto" }, title), make("p", { className: "authors", dir: "auto", textContent: names }), make("p", { className: "facts" }, dayOf(paper), " ", away));
}

/** @param {Saved} paper @returns {string | HTMLTimeElement} the day it first came, as pages tell it */
function dayOf({ day }) {
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return "";
  const words = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return make("time", { dateTime: day, textContent: words });
}

/** @param {Saved[]} papers */
function waysOut(papers) {
  if (!papers.length) return "";
  const files = FORMATS.map((format) => button(format.label, () => download(format, papers)));
  const link = make("input", { type: "url", readOnly: true, value: handOver(papers) });
  link.setAttribute("aria-label", "A link that carries this list");
  link.addEventListener("focus", () => link.select());
  return make(
    "section",
    { className: "few" },
    make("h2", { textContent: "To take along" }),
    make("p", { className: "ways" }, "As a file:", ...files),
    make("p", {}, "To another device, by a link that holds the list itself:"),
    make("p", { className: "ways" }, link, copyButton("Copy the link", () => link.value, "The link is copied.")),
  );
}

/** @param {Format} format @param {Saved[]} papers */
function download(format, papers) {
  const address = URL.createObjectURL(new Blob([format.write(papers)], { type: format.kind }));
  make("a", { href: address, download: `gazette-saved.${format.suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {Saved[]} papers */
function handOver(papers) {
  const rows = papers.map(({ path, title, authors, day }) => [path, title, authors.slice(0, 4), day]);
  return `${new URL("saved.html", root).href}${HAND_OVER}${encodeURIComponent(JSON.stringify(rows))}`;
}

function wayIn() {
  const file = make("input", { type: "file", accept: ".json,application/json", id: "import" });
  const read = async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) announce("That file is too large to be a reading list.");
    else await propose(parseJson(await chosen.text())?.papers, "the file");
    file.value = ""; // the same file may be chosen again
  };
  file.addEventListener("change", () => attempt(read));
  return make("section", { className: "few" }, make("h2", { textContent: "To bring back" }), make("p", {}, make("label", { htmlFor: "import", textContent: "A list that was saved as JSON: " }), file));
}

/** Proposes what a link carried here; the address is cleared of it, so that going back does not ask again. */
async function takeHandedOver() {
  if (!location.hash.startsWith(HAND_OVER)) return;
  const rows = parseJson(decodeSafely(location.hash.slice(HAND_OVER.length)));
  history.replaceState(null, "", location.pathname + location.search);
  const lists = Array.isArray(rows) ? rows.filter(Array.isArray) : [];
  await propose(lists.map(([path, title, authors, day]) => ({ path, title, authors, day })), "the link");
}

/**
 * Shows what would be taken, and takes it if the reader says so.
 * @param {unknown} found
 * @param {string} from
 */
async function propose(found, from) {
  const place = document.getElementById("proposed");
  if (!place) return;
  const given = Array.isArray(found) ? found.slice(0, MOST_PAPERS) : [];
  const known = new Set((await store.papers()).map((paper) => paper.path));
  const fit = given.map(checked).filter((paper) => paper !== undefined);
  const fresh = fit.filter((paper, at) => !known.has(paper.path) && fit.findIndex((other) => other.path === paper.path) === at);
  const left = [fit.length > fresh.length && `${fit.length - fresh.length} are saved already`, given.length > fit.length && `${given.length - fit.length} are no papers of this site`];
  const words = `${from[0]?.toUpperCase()}${from.slice(1)} holds ${counted(fresh.length, "paper")} that you have not saved${left.filter(Boolean).map((each) => `; ${each}`).join("")}.`;
  const take = button(`Save ${counted(fresh.length, "paper")}`, async () => {
    for (const paper of fresh) await store.save(paper);
    announce(`Saved ${counted(fresh.length, "paper")}.`);
    await showSaved();
    focusNearest("saved-list", "a");
    await complete(fresh);
  });
  const leave = button("No, leave it", () => {
    place.hidden = true;
    place.replaceChildren();
    if (from === "the file") document.getElementById("import")?.focus();
    else focusNearest("saved-list", "a");
  });
  const titles = make("ul", {}, ...fresh.map((paper) => make("li", { dir: "auto", textContent: paper.title })));
  place.replaceChildren(make("h2", { textContent: `From ${from}` }), make("p", { textContent: words }), titles, ...(fresh.length ? [take, " "] : []), leave);
  place.hidden = false;
  (fresh.length ? take : leave).focus();
}

/**
 * What a link had no room for is asked of the papers' own pages, one after the other.
 * @param {Saved[]} papers
 */
async function complete(papers) {
  for (const paper of papers) {
    await keepOffline(paper.path);
    const page = paper.arxiv || paper.doi ? undefined : await pageOf(paper.path);
    const whole = page && checked({ ...paper, ...factsIn(page) });
    if (whole && (await store.has(paper.path))) await store.save(whole);
  }
}

/** What is muted, each with a way to hear of it again, and a way to mute more. */
async function mutes() {
  const held = await store.mutes();
  /** @param {Mute[]} next */
  const change = async (next) => {
    await store.mute(checkedMutes(next));
    await showSaved();
  };
  const rows = held.map((mute, at) => {
    const again = button("Hear of it again", async () => {
      await change(held.filter((each) => each !== mute));
      focusNearest("muted", "button", at);
    });
    again.setAttribute("aria-label", `Hear of ${mute.text} again`);
    return make("li", {}, make("bdi", { textContent: mute.text }), ` (${mute.kind}) `, again);
  });
  const what = make("input", { type: "text", id: "mute", maxLength: 100, required: true });
  const kind = make("select", { id: "mute-kind" }, make("option", { value: "word", textContent: "words" }), make("option", { value: "tag", textContent: "subject" }));
  kind.setAttribute("aria-label", "Words or a subject");
  const form = make("form", { className: "ways" }, make("label", { htmlFor: "mute", textContent: "Mute" }), kind, what, make("button", { textContent: "Mute" }));
  const add = async () => {
    const text = what.value.trim();
    if (!text) return;
    await change([...held, { kind: kind.value === "tag" ? "tag" : "word", text }]);
    document.getElementById("mute")?.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(add);
  });
  const told = held.length ? make("ul", { id: "muted" }, ...rows) : make("p", { id: "muted", className: "empty", textContent: "Nothing is muted. Papers with a muted word or subject are put away in every list, and counted there." });
  return make("section", { className: "few" }, make("h2", { textContent: "Muted" }), told, form, await seen());
}

/** Whether to put away what was read. */
async function seen() {
  const box = make("input", { type: "checkbox", checked: await store.hidesSeen() });
  const change = async () => {
    await store.hideSeen(box.checked);
    announce(box.checked ? "What you open is hidden in lists from now on." : "What you open stays in lists.");
  };
  box.addEventListener("change", () => attempt(change));
  return make("p", {}, make("label", {}, box, " In lists, hide papers once I have opened their page"));
}
