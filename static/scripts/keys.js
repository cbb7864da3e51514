// Keyboard shortcuts.  Readers can turn them off, because speech input can type letters by accident.

/**
 * What each key does.  An action returns whether it did anything; if not, the browser handles the key.
 * @type {Record<string, [string, () => boolean]>}
 */
const KEYS = {
  j: ["next paper", () => step(1)],
  k: ["previous paper", () => step(-1)],
  o: ["open the paper", () => follow(linkOf(current()))],
  s: ["save, or remove from saved", () => press("save")],
  h: ["hide, or show again", () => press("hide")],
  "/": ["search", search],
  ArrowLeft: ["previous day or paper, or newer papers", () => follow(document.querySelector("a[rel=prev]"))],
  ArrowRight: ["next day or paper, or older papers", () => follow(document.querySelector("a[rel=next]"))],
  "?": ["this list", () => showKeys()],
};
const NAMES = new Map([["ArrowLeft", "←"], ["ArrowRight", "→"]]);

function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (isForOthers(event) || storedChoice("gazetteKeys") === "off") return;
    const key = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
    if (key && key[1]()) event.preventDefault();
  });
}

/**
 * Whether the key belongs to the browser, to a field that is typed in, or to a region that arrow keys scroll.
 * @param {KeyboardEvent} event
 */
function isForOthers(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return true;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest("input, textarea, select, [contenteditable], dialog")) return true;
  return event.key.startsWith("Arrow") && (event.shiftKey || scrollsSideways(target)); // Shift and an arrow select text
}

/** @param {Element | null} element */
function scrollsSideways(element) {
  for (; element; element = element.parentElement) {
    const scrolls = element === document.scrollingElement || /auto|scroll/.test(getComputedStyle(element).overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth) return true;
  }
  return false;
}

/** The paper that has the focus or contains the focused element; otherwise the paper that the page is about. */
function current() {
  return document.activeElement?.closest("[data-paper=''], [data-paper=page]") ?? document.querySelector("[data-paper=page]");
}

/** @param {Element | null} paper @returns {Element | null | undefined} the link to its page, or from its page to the paper */
function linkOf(paper) {
  const title = paper && titleOf(paper);
  return title?.matches("a") ? title : paper?.querySelector("[data-links] a");
}

/** @param {number} by */
function step(by) {
  const all = Array.from(document.querySelectorAll("[data-paper='']")).filter(isVisible);
  const here = current();
  const below = all.findIndex((each) => each.getBoundingClientRect().top > -1);
  const start = by > 0 ? (below < 0 ? all.length : below) - 1 : below < 0 ? all.length : below;
  const next = /** @type {HTMLElement | undefined} */ (all[(here ? all.indexOf(here) : start) + by]);
  if (!next) return false;
  const title = titleOf(next);
  next.scrollIntoView({ block: "nearest" });
  focusOn(title?.matches("a") ? title : next); // on a site without pages for papers, a title is not a link
  return true;
}

/** Focuses the search box, or opens the search page; without one, the index of subjects. */
function search() {
  const box = Array.from(document.querySelectorAll("input[type=search]")).find(isVisible);
  if (box) focusOn(box);
  return Boolean(box) || follow(document.querySelector("a[data-search]") ?? document.querySelector("a[data-subjects]"));
}

/** @param {string} habit */
function press(habit) {
  const pressed = current()?.querySelector(`[data-habit="${habit}"]`);
  if (habit === "hide" && pressed?.getAttribute("aria-pressed") === "false") step(1);
  return follow(pressed);
}

/**
 * Clicks a link or a button.
 * @param {Element | null | undefined} element
 * @returns {boolean} whether it exists
 */
function follow(element) {
  /** @type {HTMLElement | null | undefined} */ (element)?.click();
  return Boolean(element);
}

function showKeys() {
  const rows = Object.entries(KEYS).flatMap(([key, [words]]) => [
    make("dt", {}, make("kbd", { textContent: NAMES.get(key) ?? key })),
    make("dd", { textContent: words }),
  ]);
  const off = make("input", { type: "checkbox", checked: storedChoice("gazetteKeys") !== "off" });
  off.addEventListener("change", () => {
    storeChoice("gazetteKeys", off.checked ? "" : "off");
  });
  const dialog = make("dialog", { className: "keys" });
  const close = button("Close", () => dialog.close());
  dialog.append(make("h2", { id: "keys", textContent: "Keyboard shortcuts" }), make("dl", {}, ...rows), make("p", { textContent: "A dot or “new” in the margin marks papers that came since your last visit." }), make("p", {}, make("label", {}, off, " Use these keys")), close);
  dialog.setAttribute("aria-labelledby", "keys");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}
