// Keys for who reads without a mouse.  They can be turned off, for who speaks to the computer types them by chance.

/** @type {Record<string, [string, () => unknown]>} */
const KEYS = {
  j: ["the next paper", () => step(1)],
  k: ["the paper before", () => step(-1)],
  o: ["open it", () => /** @type {HTMLElement | null | undefined} */ (current()?.querySelector("h2 a, .elsewhere a"))?.click()],
  s: ["save it, or no longer", () => press("save")],
  h: ["hide it, or no longer", () => press("hide")],
  "/": ["the subjects", () => /** @type {HTMLElement | null} */ (document.querySelector(".masthead a[href$='tags/index.html']"))?.click()],
  ArrowLeft: ["the day before, or newer papers", () => turn("prev")],
  ArrowRight: ["the day after, or older papers", () => turn("next")],
  "?": ["these keys", () => showKeys()],
};
const NAMES = new Map([["ArrowLeft", "←"], ["ArrowRight", "→"]]);

function heedKeys() {
  document.addEventListener("keydown", (event) => {
    const typed = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (typed || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || keptChoice("gazetteKeys") === "off") return;
    const key = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
    if (!key) return;
    event.preventDefault();
    key[1]();
  });
}

/** The paper that has the focus, or holds what has it; else the one that the page is about. */
function current() {
  return document.activeElement?.closest("article.paper, article.whole") ?? document.querySelector("article.whole");
}

/** @param {number} by */
function step(by) {
  const all = Array.from(document.querySelectorAll("article.paper")).filter((each) => each.getClientRects().length);
  const here = current();
  const below = all.findIndex((each) => each.getBoundingClientRect().top > -1);
  const start = by > 0 ? (below < 0 ? all.length : below) - 1 : below < 0 ? all.length : below;
  const next = /** @type {HTMLElement | undefined} */ (all[(here ? all.indexOf(here) : start) + by]);
  if (!next) return;
  const title = /** @type {HTMLElement} */ (next.querySelector("h2 a") ?? next);
  if (title === next) next.tabIndex = -1; // a site without pages for papers
  next.scrollIntoView({ block: "nearest" });
  title.focus();
}

/** @param {string} habit */
function press(habit) {
  const here = current();
  const pressed = /** @type {HTMLElement | null | undefined} */ (here?.querySelector(`[data-habit="${habit}"]`));
  if (habit === "hide" && pressed?.getAttribute("aria-pressed") === "false") step(1);
  pressed?.click();
}

/** @param {string} way */
function turn(way) {
  /** @type {HTMLElement | null} */ (document.querySelector(`main a[rel="${way}"]`))?.click();
}

function showKeys() {
  const rows = Object.entries(KEYS).flatMap(([key, [words]]) => [
    make("dt", {}, make("kbd", { textContent: NAMES.get(key) ?? key })),
    make("dd", { textContent: words }),
  ]);
  const off = make("input", { type: "checkbox", checked: keptChoice("gazetteKeys") !== "off" });
  off.addEventListener("change", () => {
    keepChoice("gazetteKeys", off.checked ? "" : "off");
  });
  const dialog = make("dialog", { className: "keys" });
  const close = button("Close", () => dialog.close());
  dialog.append(make("h2", { id: "keys", textContent: "Keys" }), make("dl", {}, ...rows), make("p", { textContent: "What came since your last visit bears a dot or “new” in the margin." }), make("p", {}, make("label", {}, off, " heed these keys")), close);
  dialog.setAttribute("aria-labelledby", "keys");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
