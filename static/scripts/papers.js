// The papers that stand on the page, and what is known of one from its own page.

/** @typedef {{article: HTMLElement, path: string, title: string, day: string}} Shown */

/** @returns {Shown[]} the papers of the page's lists, in their order, and the one that the page is about */
function shownPapers() {
  return Array.from(document.querySelectorAll("article.paper, article.whole"), (each) => {
    const article = /** @type {HTMLElement} */ (each);
    const link = /** @type {HTMLAnchorElement | null} */ (article.querySelector("h2 a"));
    const about = article.matches(".whole");
    return {
      article,
      path: about ? pathOf(location.href).replace(/(?<!\.html)$/, ".html") : link ? pathOf(link.href) : "", // hosts drop .html
      title: textOf(article.querySelector(about ? "h1" : "h2")),
      day: firstDay(article),
    };
  }).filter((paper) => paper.path);
}

/** @returns {Shown[]} the papers of lists that name them by title alone */
function namedPapers() {
  return Array.from(document.querySelectorAll(".few > ol > li"), (each) => {
    const article = /** @type {HTMLElement} */ (each);
    const link = article.querySelector("a");
    return { article, path: link ? pathOf(link.href) : "", title: textOf(link), day: "" };
  }).filter((paper) => paper.path);
}

/**
 * The day on which a paper first came: told beside it, or that of the whole page.
 * @param {HTMLElement} article
 */
function firstDay(article) {
  const place = article.querySelector(".since time, .record dd time") ?? article.parentElement?.querySelector(".when time");
  const told = place ?? document.querySelector("h1 time");
  return told instanceof HTMLTimeElement ? told.dateTime : "";
}

/** @param {Element | null} element */
function textOf(element) {
  return element?.textContent?.trim() ?? "";
}

/**
 * What is to be kept of a paper: what its page tells programs, or, if that cannot be had now, what the list shows.
 * @param {Shown} paper
 * @returns {Promise<Saved>}
 */
async function factsOf(paper) {
  const page = paper.article.matches(".whole") ? document : await pageOf(paper.path);
  const authors = Array.from(paper.article.querySelectorAll(".authors bdi"), textOf);
  const listed = { title: paper.title, authors, published: "", arxiv: "", doi: "", venue: "" };
  return { path: paper.path, day: paper.day, saved: Date.now(), ...listed, ...(page && factsIn(page)) };
}

/** @param {Document} page a paper's own, which tells programs what it is about */
function factsIn(page) {
  /** @param {string} name */
  const told = (name) => Array.from(page.querySelectorAll(`meta[name="citation_${name}"]`), contentOf);
  /** @param {string} name */
  const one = (name) => told(name)[0] ?? "";
  return {
    title: one("title"),
    authors: told("author"),
    published: one("publication_date").replaceAll("/", "-"),
    arxiv: one("arxiv_id"),
    doi: one("doi"),
    venue: one("conference_title"),
  };
}

/** @param {Element} meta */
function contentOf(meta) {
  return meta.getAttribute("content") ?? "";
}

/**
 * @param {string} path
 * @returns {Promise<Document | undefined>}
 */
async function pageOf(path) {
  try {
    const answer = await fetch(new URL(path, root));
    const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
    return page?.querySelector("meta[name=citation_title]") ? page : undefined; // else it is another's
  } catch {
    return undefined; // no network, or opened from disk
  }
}
