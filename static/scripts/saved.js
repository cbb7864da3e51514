// The page of saved papers: the list, export and import, and what is muted.

const LIST_IN_LINK = "#papers=";
const LARGEST_FILE = 10_000_000;

async function showSaved() {
  const place = document.getElementById("saved");
  if (!place) return;
  try {
    const papers = await store.papers();
    const proposed = make("section", { className: "few", id: "proposed", hidden: true });
    place.replaceChildren(proposed, ...moreLike(papers), listOf(papers), exportOf(papers), importForm(), await mutes());
  } catch (error) {
    const message = error instanceof StorageError ? error.message : "Sorry, your saved papers cannot be shown because of an error. They are still in this browser.";
    place.replaceChildren(make("p", { className: "empty", textContent: message }));
    throw error;
  }
  if (location.hash === "#offline") announce("You are offline, and that page is not stored in this browser. You can read the latest days and your saved papers.");
  await importLink();
}

/** @param {Saved[]} papers */
function listOf(papers) {
  if (!papers.length) return make("p", { id: "saved-list", className: "empty", textContent: "No saved papers yet. Use the Save button of any paper, or press s." });
  return make("ul", { id: "saved-list", className: "papers" }, ...papers.map(rowOf));
}

/** @param {Saved[]} papers @returns {HTMLElement[]} a link to the page that ranks by them, if the site has it */
function moreLike(papers) {
  const page = document.querySelector("a[data-for-you]");
  if (!papers.length || !(page instanceof HTMLAnchorElement)) return [];
  return [make("p", {}, make("a", { href: page.href, textContent: "More like these" }))];
}

/** @param {Saved} paper @param {number} at */
function rowOf(paper, at) {
  const remove = button("Remove", async () => {
    await store.unsave(paper.path);
    await removeOffline(paper.path);
    announce(`Removed: ${paper.title}`);
    await showSaved();
    focusNearest("saved-list", "button", at);
  });
  remove.setAttribute("aria-label", `Remove: ${paper.title}`);
  const title = make("a", { href: new URL(paper.path, root).href, textContent: paper.title });
  const names = namesOf(paper.authors, 3);
  return make("li", {}, make("h2", { dir: "auto" }, title), ...(paper.withdrawn ? [make("p", { className: "notice", dir: "auto", textContent: paper.withdrawn })] : []), make("p", { className: "authors", dir: "auto", textContent: names }), make("p", { className: "facts" }, dayOf(paper), " ", remove));
}

/** @param {Saved} paper @returns {string | HTMLTimeElement} the day on which it was first listed, written as on all pages */
function dayOf({ day }) {
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return "";
  const words = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return make("time", { dateTime: day, textContent: words });
}

/** @param {Saved[]} papers */
function exportOf(papers) {
  if (!papers.length) return "";
  const files = FORMATS.map((format) => button(format.label, () => download(format, papers)));
  const link = make("input", { type: "url", readOnly: true, value: linkTo(papers) });
  link.setAttribute("aria-label", "Link to this list");
  link.addEventListener("focus", () => link.select());
  return make(
    "section",
    { className: "few" },
    make("h2", { textContent: "Export" }),
    make("p", { className: "ways" }, "Download as:", ...files),
    make("p", {}, "Or open this link on another device. It contains the whole list:"),
    make("p", { className: "ways" }, link, copyButton("Copy link", () => link.value, "Link copied.")),
  );
}

/** @param {Format} format @param {Saved[]} papers */
function download(format, papers) {
  const address = URL.createObjectURL(new Blob([format.write(papers)], { type: format.kind }));
  make("a", { href: address, download: `gazette-saved.${format.suffix}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {Saved[]} papers */
function linkTo(papers) {
  const rows = papers.map(({ path, title, authors, day }) => [path, title, authors.length > 5 ? [...authors.slice(0, 4), OTHERS] : authors, day]);
  return `${new URL("saved.html", root).href}${LIST_IN_LINK}${encodeURIComponent(JSON.stringify(rows))}`;
}

function importForm() {
  const file = make("input", { type: "file", accept: ".json,application/json", id: "import" });
  const read = async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    if (chosen.size > LARGEST_FILE) announce("That file is too large to be a list of saved papers.");
    else await propose(parseJson(await chosen.text())?.papers, "file");
    file.value = ""; // so that the same file can be chosen again
  };
  file.addEventListener("change", () => attempt(read));
  return make("section", { className: "few" }, make("h2", { textContent: "Import" }), make("p", {}, make("label", { htmlFor: "import", textContent: "A list that you downloaded as JSON: " }), file));
}

/** Proposes the list in the link that led here, and removes it from the address so that the way back does not repeat it. */
async function importLink() {
  if (!location.hash.startsWith(LIST_IN_LINK)) return;
  const rows = parseJson(decodeSafely(location.hash.slice(LIST_IN_LINK.length)));
  history.replaceState(null, "", location.pathname + location.search);
  const lists = Array.isArray(rows) ? rows.filter(Array.isArray) : [];
  await propose(lists.map(([path, title, authors, day]) => ({ path, title, authors, day })), "link");
}

/**
 * Shows the papers that an import would add, and saves them if the reader agrees.
 * @param {unknown} given
 * @param {"file" | "link"} from
 */
async function propose(given, from) {
  const place = document.getElementById("proposed");
  if (!place) return;
  const rows = Array.isArray(given) ? given : [];
  const known = new Set((await store.papers()).map((paper) => paper.path));
  const valid = rows.map(checked).filter((paper) => paper !== undefined);
  const fresh = valid.filter(({ path }) => !known.has(path) && known.add(path));
  const added = fresh.slice(0, MOST_PAPERS);
  const take = button(`Save ${counted(added.length, "paper")}`, async () => {
    await store.saveAll(added);
    const left = fresh.length - added.length;
    announce(`Saved ${counted(added.length, "paper")}.${left ? ` Not saved: ${left}. Import the list again to save them.` : ""}`);
    await showSaved();
    focusNearest("saved-list", "a");
    await complete(added);
  });
  const cancel = button("Cancel", () => {
    place.hidden = true;
    place.replaceChildren();
    if (from === "file") document.getElementById("import")?.focus();
    else focusNearest("saved-list", "a");
  });
  place.replaceChildren(
    make("h2", { textContent: `Papers in this ${from}` }),
    make("p", { textContent: countsOf(fresh.length, valid.length - fresh.length, rows.length - valid.length) }),
    ...(fresh.length > added.length ? [make("p", { textContent: `The first ${added.length} of the new papers can be saved now. Then import the list again to save the other ${fresh.length - added.length}.` })] : []),
    make("ul", {}, ...added.map((paper) => make("li", { dir: "auto", textContent: paper.title }))),
    ...(added.length ? [take, " "] : []),
    cancel,
  );
  place.hidden = false;
  (added.length ? take : cancel).focus();
}

/** @param {number} added @param {number} known @param {number} invalid */
function countsOf(added, known, invalid) {
  const counts = [`New: ${added}`, known && `already saved: ${known}`, invalid && `not papers of this site: ${invalid}`];
  return `${counts.filter(Boolean).join("; ")}.`;
}

/**
 * Adds the facts that a link has no room for, from the pages of the papers, one page at a time.
 * @param {Saved[]} papers
 */
async function complete(papers) {
  for (const paper of papers) {
    await saveOffline(paper.path);
    const page = paper.arxiv || paper.doi ? undefined : await pageOf(paper.path);
    const whole = page && checked({ ...paper, ...factsIn(page) });
    if (whole && (await store.has(paper.path))) await store.save(whole);
  }
}

async function mutes() {
  const muted = await store.mutes();
  /** @param {Mute[]} next */
  const change = async (next) => {
    await store.mute(checkedMutes(next));
    await showSaved();
  };
  const rows = muted.map((mute, at) => {
    const unmute = button("Unmute", async () => {
      await change(muted.filter((each) => each !== mute));
      focusNearest("muted", "button", at);
    });
    unmute.setAttribute("aria-label", `Unmute ${mute.text}`);
    return make("li", {}, make("bdi", { textContent: mute.text }), ` (${mute.kind === "tag" ? "subject" : "words"}) `, unmute);
  });
  const list = rows.length ? make("ul", { id: "muted" }, ...rows) : make("p", { id: "muted", className: "empty", textContent: "Nothing muted yet. Lists hide papers that show a muted word or have a muted subject. They say how many they hide." });
  const form = muteForm(muted.length, (mute) => change([...muted, mute]));
  return make("section", { className: "few" }, make("h2", { textContent: "Muted" }), list, form, await seenBox());
}

/** @param {number} count of the mutes there are @param {(mute: Mute) => Promise<void>} add */
function muteForm(count, add) {
  const text = make("input", { type: "text", id: "mute", maxLength: 100, required: true });
  const kind = make("select", { id: "mute-kind" }, make("option", { value: "word", textContent: "words" }), make("option", { value: "tag", textContent: "subject" }));
  kind.setAttribute("aria-label", "Words or a subject");
  const form = make("form", { className: "ways" }, make("label", { htmlFor: "mute", textContent: "Mute" }), kind, text, make("button", { textContent: "Mute" }));
  const submit = async () => {
    const words = text.value.trim();
    if (!words) return;
    if (count >= MOST_MUTES) return announce(`You can mute at most ${MOST_MUTES} words and subjects. Unmute one first.`);
    await add({ kind: kind.value === "tag" ? "tag" : "word", text: words });
    document.getElementById("mute")?.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(submit);
  });
  return form;
}

/** The choice to hide papers in lists once their page was opened. */
async function seenBox() {
  const box = make("input", { type: "checkbox", checked: await store.hidesSeen() });
  const change = async () => {
    await store.hideSeen(box.checked);
    announce(box.checked ? "From now on, lists hide the papers that you open." : "Lists keep showing the papers that you open.");
  };
  box.addEventListener("change", () => attempt(change));
  return make("p", {}, make("label", {}, box, " Hide papers in lists after I open them"));
}
