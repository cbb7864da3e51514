// Reading tools in lists and on the pages of papers: save, hide and mute, and marks on papers since the last visit.

const VISIT_GAP = 30 * 60 * 1000; // a reader who returns after half an hour starts a new visit
const HIDDEN_CHOICE = "gazetteAway";
const hiddenNote = make("p", { className: "hidden-note" });

/** Hides what was hidden on the last page, so that the list does not move when the database answers. */
function hideEarly() {
  const { hidden, mutes } = parseJson(storedChoice(HIDDEN_CHOICE)) ?? {};
  if (Array.isArray(hidden)) applyHidden(new Set(hidden), checkedMutes(mutes));
}

async function addReadingTools() {
  const papers = shownPapers();
  await hideSeen(papers);
  const [saved, hidden, mutes, visit] = await Promise.all([store.papers(), store.hidden(), store.mutes(), store.visit()]);
  applyHidden(hidden, mutes);
  const paths = new Set(saved.map((paper) => paper.path));
  for (const paper of papers.filter((each) => each.kind !== "title")) addButtons(paper, paths.has(paper.path), hidden.has(paper.path));
  await updateWithdrawn(papers, saved);
  await markNew(papers.filter((paper) => paper.kind === "list"), visit);
}

/**
 * Adds to saved papers that they were withdrawn after they were saved.
 * @param {Shown[]} papers
 * @param {Saved[]} saved
 */
async function updateWithdrawn(papers, saved) {
  const notices = new Map(papers.map(({ path, article }) => [path, withdrawalIn(article)]));
  for (const paper of saved) {
    const withdrawn = notices.get(paper.path);
    if (withdrawn && withdrawn !== paper.withdrawn) await store.save({ ...paper, withdrawn });
  }
}

/**
 * Hides the paper of this page in lists, if the reader asked for that.
 * @param {Shown[]} papers
 */
async function hideSeen(papers) {
  const open = papers.find((paper) => paper.kind === "page");
  if (open && (await store.hidesSeen())) await store.hide(open.path);
}

/**
 * @param {Shown} paper
 * @param {boolean} saved
 * @param {boolean} hidden
 */
function addButtons(paper, saved, hidden) {
  const buttons = make("span", { className: "habits" });
  if (canSave()) buttons.append(toggle(paper, "Save", saved, (on) => save(paper, on)), " ");
  if (paper.kind === "list") buttons.append(toggle(paper, "Hide", hidden, (on) => hide(paper, on)));
  if (paper.kind === "list") paper.article.querySelector("[data-buttons]")?.append(buttons);
  else titleOf(paper.article)?.after(buttons);
}

/** Whether the site has a page for saved papers. */
function canSave() {
  return document.querySelector("a[data-saved]") !== null;
}

/**
 * @param {Shown} paper
 * @param {string} label
 * @param {boolean} pressed
 * @param {(on: boolean) => Promise<unknown>} act
 */
function toggle(paper, label, pressed, act) {
  const made = button(label, async () => {
    const on = made.getAttribute("aria-pressed") !== "true";
    made.setAttribute("aria-pressed", String(on));
    try {
      await act(on);
    } catch (error) {
      made.setAttribute("aria-pressed", String(!on));
      throw error;
    }
  });
  made.setAttribute("aria-pressed", String(pressed));
  made.setAttribute("aria-label", `${label}: ${paper.title}`);
  made.dataset.habit = label.toLowerCase();
  return made;
}

/**
 * @param {Shown} paper
 * @param {boolean} on
 */
async function save(paper, on) {
  if (on) {
    await store.save(await factsOf(paper));
    saveOffline(paper.path);
  } else {
    await store.unsave(paper.path);
    await removeOffline(paper.path);
  }
  announce(on ? `Saved: ${paper.title}` : `Removed from saved papers: ${paper.title}`);
}

/**
 * @param {Shown} paper
 * @param {boolean} on
 */
async function hide(paper, on) {
  await (on ? store.hide(paper.path) : store.unhide(paper.path));
  const [hidden, mutes] = await Promise.all([store.hidden(), store.mutes()]);
  const focused = document.activeElement;
  applyHidden(hidden, mutes);
  if (focused && paper.article.contains(focused) && !isVisible(paper.article)) focusNeighbour(paper.article, focused);
  announce(on ? `Hidden: ${paper.title}` : `No longer hidden: ${paper.title}`);
}

/**
 * Moves the focus from a paper that was hidden to the same element of the next paper, or of the previous one.
 * @param {HTMLElement} article
 * @param {Element} focused
 */
function focusNeighbour(article, focused) {
  const all = shownPapers().filter((paper) => paper.kind === "list").map((paper) => paper.article);
  const at = all.indexOf(article);
  const next = all.slice(at).find(isVisible) ?? all.slice(0, at).findLast(isVisible);
  const target = next && (focused.matches("[data-habit]") ? next.querySelector("[data-habit=hide]") : titleOf(next));
  focusOn(target ?? hiddenNote.querySelector("button"));
}

/** @param {Element} element */
function isVisible(element) {
  return element.getClientRects().length > 0;
}

/**
 * Hides papers in every list of the page, and remembers them for `hideEarly`.
 * @param {Set<string>} hidden
 * @param {Mute[]} mutes
 */
function applyHidden(hidden, mutes) {
  const papers = shownPapers().filter((paper) => paper.kind !== "page");
  for (const paper of papers) paper.article.dataset.hidden = hidden.has(paper.path) ? "hidden" : isMuted(paper, mutes) ? "muted" : "";
  showHiddenNote(papers);
  storeChoice(HIDDEN_CHOICE, hidden.size || mutes.length ? JSON.stringify({ hidden: [...hidden], mutes }) : "");
}

/**
 * Searches the title, authors, subjects and the abstract as far as the list has it, but not the labels of links.
 * @param {Shown} paper
 * @param {Mute[]} mutes
 */
function isMuted(paper, mutes) {
  const tags = Array.from(paper.article.querySelectorAll("[data-tag]"), (tag) => plainWords(textOf(tag)));
  const texts = Array.from(paper.article.querySelectorAll("bdi, [data-abstract]"), (part) => plainWords(textOf(part)));
  const words = ` ${[plainWords(paper.title), ...texts, ...tags].join(" | ")} `;
  return mutes.some(({ kind, text }) => {
    const muted = plainWords(text);
    return muted && (kind === "tag" ? tags.includes(muted) : words.includes(` ${muted} `));
  });
}

/** @param {string} text @returns {string} its words in lower case, with one space between them */
function plainWords(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
}

/**
 * Says above the first list how many papers are hidden, with a button that shows them.
 * @param {Shown[]} papers
 */
function showHiddenNote(papers) {
  const [first] = papers;
  const list = first?.article.closest("[data-papers]");
  if (!list) return;
  /** @param {string} state */
  const count = (state) => new Set(papers.filter((paper) => paper.article.dataset.hidden === state).map((paper) => paper.path)).size;
  const counts = [["hidden", count("hidden")], ["muted", count("muted")]].filter(([, papers]) => papers);
  const allShown = document.body.classList.contains("all-shown");
  hiddenNote.replaceChildren(`${counts.map(([state, papers]) => `${papers} ${state}`).join(", ")}. `, button(allShown ? "Hide again" : "Show", () => {
    document.body.classList.toggle("all-shown");
    showHiddenNote(papers);
    hiddenNote.querySelector("button")?.focus();
  }));
  if (counts.length) list.before(hiddenNote);
  else hiddenNote.remove();
}

/**
 * Marks papers that were first listed after the newest day that the reader saw on the last visit.
 * @param {Shown[]} papers
 * @param {Visit | undefined} last
 */
async function markNew(papers, last) {
  const now = Date.now();
  const newest = papers.reduce((latest, paper) => (paper.day > latest ? paper.day : latest), last?.newest ?? "");
  const since = !last ? newest : now - last.at > VISIT_GAP ? last.newest : last.since;
  for (const paper of papers) {
    if (!since || paper.day <= since) continue;
    paper.article.classList.add("fresh");
    titleOf(paper.article)?.after(make("span", { className: "unseen" }, " (new since your last visit)"));
  }
  await store.visited({ newest, since, at: now });
}
