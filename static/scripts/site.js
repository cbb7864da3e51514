// The site and the page that is shown: where it begins, what stands on it, and how to say something there.

// What scripts find in pages.  Templates set these attributes for scripts alone, so a style may change without them:
//
//   data-paper      a paper: without a value in a list, "title" in a list of titles, "page" on its own page.  Its first
//                   heading or link is its title; every <bdi> of a paper in a list is an author
//   data-day        on a paper or around it: the day on which the paper was first listed, as YYYY-MM-DD
//   data-papers     a list of papers; before it comes the note that some are hidden
//   data-abstract   in a paper in a list: as much of its abstract as the list shows
//   data-tag        in a paper in a list: the name of a subject
//   data-buttons    the place for buttons: in a paper in a list its own, in the footer those for the site
//   data-links      in a paper on its own page: links to the paper elsewhere; the key o follows the first
//   data-citation   a text that readers may want to copy
//   data-subjects   the link to the index of subjects, for the key /
//   data-saved      the link to the page of saved papers; without it, papers have no Save button
//
// The id "saved" is the place for saved papers.  Everything else is standard: <link rel=manifest>, <a rel=prev> and
// <a rel=next>, <meta name=citation_…>, <footer>.
// Scripts set data-habit (on the buttons of a paper: "save", "hide"), data-away (on a paper: "hidden", "muted") and
// data-theme (on <html>: "light", "dark").

/** Where the site begins, in whatever folder of a host: the scripts lie one folder below. */
const root = new URL("../", /** @type {HTMLScriptElement} */ (document.currentScript).src);

/**
 * The address of a page from the root of the site; "" for any that is not of the site.
 * @param {string} address
 */
function pathOf(address) {
  const url = new URL(address, document.baseURI);
  const inside = url.protocol === root.protocol && url.host === root.host && url.pathname.startsWith(root.pathname);
  return inside ? url.pathname.slice(root.pathname.length) || "index.html" : "";
}

/**
 * An element with these properties, and with children after each other.
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
 * @param {string} words
 * @param {() => unknown} act
 */
function button(words, act) {
  const made = make("button", { type: "button", textContent: words });
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
 * A button that puts words where they can be pasted from.
 * @param {string} words
 * @param {() => string} text
 * @param {string} done
 */
function copyButton(words, text, done) {
  return button(words, async () => {
    try {
      await navigator.clipboard.writeText(text());
      announce(done);
    } catch {
      announce("This browser lets nothing be copied here; mark it and copy it by hand.");
    }
  });
}

/**
 * Moves the focus on from an element that is gone: to the match in its place, else to the last match, else to the list.
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
 * Keeps a small choice for all pages, if the browser keeps anything; "" is none.
 * @param {string} name
 * @param {string} value
 */
function keepChoice(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    return; // it holds for this page
  }
}

/** @param {string} name @returns {string} the choice that was kept, or "" */
function keptChoice(name) {
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
 * Says something to everybody, at the foot of the window and to who listens, for a while.
 * @param {string} words
 */
function announce(words) {
  said.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => said.replaceChildren(), 8000);
}
