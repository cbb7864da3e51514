// What all scripts use: the address of the site, new elements, buttons, the focus, small choices and announcements.

// What scripts find in pages.  Templates set these attributes for scripts only, so styles can change without them:
//
//   data-paper      a paper: without a value in a list, "title" in a list of titles, "page" on its own page.  Its first
//                   heading or link is its title; every <bdi> of a paper in a list is an author
//   data-day        on a paper or around it: the day on which the paper was first listed, as YYYY-MM-DD
//   data-papers     a list of papers; the note that some are hidden comes before it
//   data-abstract   in a paper in a list: as much of its abstract as the list shows
//   data-withdrawn  in a paper: when and why it was withdrawn
//   data-tag        in a paper in a list: the name of a subject
//   data-buttons    the place for buttons: in a list those of a paper, in the footer those of the site
//   data-others     after the names of authors: the words that say that there are more
//   data-links      on the page of a paper: links to the paper elsewhere; the key o follows the first
//   data-citation   a text with a Copy button
//   data-search     the link to the search page, for the key / where no search box is shown
//   data-subjects   the link to the index of subjects, for the same key on a site without search
//   data-saved      the link to the page of saved papers; without it, papers have no Save button
//   data-for-you    the link to the page that ranks the latest papers by what was saved
//
// The search page has ids for its script (static/search/results.js), and these:
//
//   data-result     the address of a result, with PATH for the name of the page of a paper, or DAY for its day
//   data-missing    what the page says if the index does not arrive
//   data-none       what it says without results
//   data-instead    what it says before a suggestion
//
// The id "saved" is the place for saved papers.  Everything else is standard: <link rel=manifest>, <a rel=prev>,
// <a rel=next>, <meta name=citation_…>, <script type=application/ld+json> and <footer>.
// A script that adds papers to the page then dispatches the event "papers" on the document, and they get their buttons.
// Scripts set data-habit (on the buttons of a paper: "save", "hide"), data-hidden (on a paper: "hidden", "muted") and
// data-theme (on <html>: "light", "dark").

/** The root of the site, in whatever folder of a host.  Scripts are in a folder of the root. */
const root = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);

/**
 * The path of a page from the root of the site; "" if the address is outside the site.
 * @param {string} address
 */
function pathOf(address) {
  const url = new URL(address, document.baseURI);
  const inside = url.protocol === root.protocol && url.host === root.host && url.pathname.startsWith(root.pathname);
  return inside ? url.pathname.slice(root.pathname.length) || "index.html" : "";
}

/**
 * A new element.  Text children are never parsed as HTML.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/**
 * @param {string} label
 * @param {() => unknown} act
 */
function button(label, act) {
  const made = make("button", { type: "button", textContent: label });
  made.addEventListener("click", () => attempt(act));
  return made;
}

/**
 * Does what the reader asked for.  If that fails, the page says so, and the error goes to the console.
 * @param {() => unknown} act
 */
async function attempt(act) {
  try {
    await act();
  } catch (error) {
    console.error(error);
    announce(error instanceof StorageError ? error.message : "Sorry, that did not work.");
  }
}

/**
 * @param {string} label
 * @param {() => string} text
 * @param {string} done
 */
function copyButton(label, text, done) {
  return button(label, async () => {
    try {
      await navigator.clipboard.writeText(text());
      announce(done);
    } catch {
      announce("Your browser did not allow copying. Select the text and copy it yourself.");
    }
  });
}

/**
 * Moves the focus from an element that was removed to the match now in its place, the last match, or the list itself.
 * @param {string} id of the list
 * @param {string} selector
 * @param {number} at
 */
function focusNearest(id, selector, at = 0) {
  const list = document.getElementById(id);
  const all = list?.querySelectorAll(selector);
  focusOn(all?.[Math.min(at, all.length - 1)] ?? list);
}

/** @param {Element | null | undefined} element */
function focusOn(element) {
  if (!(element instanceof HTMLElement)) return;
  if (!element.matches("a, button, input, select")) element.tabIndex = -1;
  element.focus();
}

/**
 * Stores a small choice for all pages of the site; "" removes it.
 * @param {string} name
 * @param {string} value
 */
function storeChoice(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    return; // the choice applies to this page only
  }
}

/** @param {string} name @returns {string} the stored choice, or "" */
function storedChoice(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** @param {number} count @param {string} noun */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const said = make("p", { className: "said", role: "status" });

let silence = 0;

/**
 * Shows a message at the bottom of the window for a while; screen readers read it out.
 * @param {string} message
 */
function announce(message) {
  said.textContent = message;
  clearTimeout(silence);
  silence = setTimeout(() => said.replaceChildren(), 8000);
}
