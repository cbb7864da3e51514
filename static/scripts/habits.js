// Saving, hiding and muting in lists, and what is new since the last visit.

const PAUSE = 30 * 60 * 1000; // who comes back after half an hour comes again
const AWAY = "gazetteAway";

const putAwayNote = make("p", { className: "put-away" });

/** What was put away when a page was last open is so at once, before the shelves have told it: nothing is to jump. */
function hideEarly() {
  const { hidden, mutes } = parseJson(keptChoice(AWAY)) ?? {};
  if (Array.isArray(hidden)) putAway(new Set(hidden), checkedMutes(mutes));
}

async function addReadingTools() {
  const papers = shownPapers();
  await hideSeen(papers);
  const [saved, hidden, mutes, visit] = await Promise.all([store.papers(), store.hidden(), store.mutes(), store.visit()]);
  putAway(hidden, mutes);
  const kept = new Set(saved.map((paper) => paper.path));
  for (const paper of papers.filter((each) => each.kind !== "title")) addButtons(paper, kept.has(paper.path), hidden.has(paper.path));
  await markNew(papers.filter((paper) => paper.kind === "list"), visit);
}

/**
 * Who asked for it finds no paper in a list again once its page was open.
 * @param {Shown[]} papers
 */
async function hideSeen(papers) {
  const about = papers.find((paper) => paper.kind === "page");
  if (about && (await store.hidesSeen())) await store.hide(about.path);
}

/**
 * @param {Shown} paper
 * @param {boolean} saved
 * @param {boolean} hidden
 */
function addButtons(paper, saved, hidden) {
  const place = make("span", { className: "habits" });
  if (hasSaved()) place.append(toggle(paper, "Save", saved, (on) => keep(paper, on)), " ");
  if (paper.kind === "list") place.append(toggle(paper, "Hide", hidden, (on) => hide(paper, on)));
  if (paper.kind === "list") paper.article.querySelector("[data-buttons]")?.append(place);
  else titleOf(paper.article)?.after(place);
}

/** Whether the site has a page where what is saved is found again. */
function hasSaved() {
  return document.querySelector("a[data-saved]") !== null;
}

/**
 * @param {Shown} paper
 * @param {string} words
 * @param {boolean} pressed
 * @param {(on: boolean) => Promise<unknown>} act
 */
function toggle(paper, words, pressed, act) {
  const made = button(words, async () => {
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
  made.setAttribute("aria-label", `${words}: ${paper.title}`);
  made.dataset.habit = words.toLowerCase();
  return made;
}

/**
 * @param {Shown} paper
 * @param {boolean} on
 */
async function keep(paper, on) {
  if (on) {
    await store.save(await factsOf(paper));
    keepOffline(paper.path);
  } else {
    await store.unsave(paper.path);
    await leaveOffline(paper.path);
  }
  announce(on ? `Saved: ${paper.title}` : `No longer saved: ${paper.title}`);
}

/**
 * @param {Shown} paper
 * @param {boolean} on
 */
async function hide(paper, on) {
  await (on ? store.hide(paper.path) : store.unhide(paper.path));
  const [hidden, mutes] = await Promise.all([store.hidden(), store.mutes()]);
  const focused = document.activeElement;
  putAway(hidden, mutes);
  if (focused && paper.article.contains(focused) && !isVisible(paper.article)) focusNeighbour(paper.article, focused);
  announce(on ? `Hidden: ${paper.title}` : `No longer hidden: ${paper.title}`);
}

/**
 * A paper that had the focus is gone from its list: the same element of the next paper gets it, else of the one before.
 * @param {HTMLElement} article
 * @param {Element} focused
 */
function focusNeighbour(article, focused) {
  const all = shownPapers().filter((paper) => paper.kind === "list").map((paper) => paper.article);
  const at = all.indexOf(article);
  const next = all.slice(at).find(isVisible) ?? all.slice(0, at).findLast(isVisible);
  const target = next && (focused.matches("[data-habit]") ? next.querySelector("[data-habit=hide]") : titleOf(next));
  focusOn(target ?? putAwayNote.querySelector("button"));
}

/** @param {Element} element */
function isVisible(element) {
  return element.getClientRects().length > 0;
}

/**
 * Takes what is hidden or muted out of every list of the page.
 * @param {Set<string>} hidden
 * @param {Mute[]} mutes
 */
function putAway(hidden, mutes) {
  const papers = shownPapers().filter((paper) => paper.kind !== "page");
  for (const paper of papers) paper.article.dataset.away = hidden.has(paper.path) ? "hidden" : isMuted(paper, mutes) ? "muted" : "";
  tellHidden(papers);
  keepChoice(AWAY, hidden.size || mutes.length ? JSON.stringify({ hidden: [...hidden], mutes }) : "");
}

/**
 * By its title, its authors, its subjects and as much of its abstract as the page has; not by what is a link's name.
 * @param {Shown} paper
 * @param {Mute[]} mutes
 */
function isMuted(paper, mutes) {
  const tags = Array.from(paper.article.querySelectorAll("[data-tag]"), (tag) => plainWords(textOf(tag)));
  const texts = Array.from(paper.article.querySelectorAll("bdi, [data-abstract]"), (part) => plainWords(textOf(part)));
  const words = ` ${[plainWords(paper.title), ...texts, ...tags].join(" | ")} `;
  return mutes.some(({ kind, text }) => {
    const wanted = plainWords(text);
    return wanted && (kind === "tag" ? tags.includes(wanted) : words.includes(` ${wanted} `));
  });
}

/** @param {string} text */
function plainWords(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
}

/**
 * How many papers are put away, and a way to see them all the same.
 * @param {Shown[]} papers
 */
function tellHidden(papers) {
  const [first] = papers;
  const list = first?.article.closest("[data-papers]");
  if (!list) return;
  /** @param {string} why */
  const count = (why) => new Set(papers.filter((paper) => paper.article.dataset.away === why).map((paper) => paper.path)).size;
  const words = [["hidden", count("hidden")], ["muted", count("muted")]].filter(([, many]) => many);
  const shown = document.body.classList.contains("all-shown");
  putAwayNote.replaceChildren(`${words.map(([why, many]) => `${many} ${why}`).join(", ")}. `, button(shown ? "Put away" : "Show", () => {
    document.body.classList.toggle("all-shown");
    tellHidden(papers);
    putAwayNote.querySelector("button")?.focus();
  }));
  if (words.length) list.before(putAwayNote);
  else putAwayNote.remove();
}

/**
 * Marks what first came after the newest day that was seen when the reader was last here.
 * @param {Shown[]} papers
 * @param {Visit | undefined} last
 */
async function markNew(papers, last) {
  const now = Date.now();
  const newest = papers.reduce((latest, paper) => (paper.day > latest ? paper.day : latest), last?.newest ?? "");
  const since = !last ? newest : now - last.at > PAUSE ? last.newest : last.since;
  for (const paper of papers) {
    if (!since || paper.day <= since) continue;
    paper.article.classList.add("fresh");
    titleOf(paper.article)?.after(make("span", { className: "unseen" }, " (new since your last visit)"));
  }
  await store.visited({ newest, since, at: now });
}
