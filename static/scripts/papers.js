// The papers that stand on the page, and what is known of one from its own page.

/**
 * `kind` is where the paper is shown: in a list, in a list of titles only, or on its own page.  `day` is the day on
 * which it was first listed.
 * @typedef {{article: HTMLElement, kind: "list" | "title" | "page", path: string, title: string, day: string}} Shown
 */

/** @returns {Shown[]} the papers on the page in their order, as far as they have pages of their own */
function shownPapers() {
  const found = Array.from(document.querySelectorAll("[data-paper]"), (each) => {
    const article = /** @type {HTMLElement} */ (each);
    const title = titleOf(article);
    const kind = /** @type {Shown["kind"]} */ (article.dataset.paper || "list");
    return { article, kind, path: kind === "page" ? pathOfPage() : linkedPath(title), title: textOf(title), day: firstDay(article) };
  });
  return found.filter((paper) => paper.path);
}

/** @param {Element} article @returns {Element | null} its title: a link, if it leads to the page of the paper */
function titleOf(article) {
  const heading = article.querySelector("h1, h2, a");
  return heading?.querySelector("a") ?? heading;
}

/** @param {Element} article */
function firstDay(article) {
  const place = article.closest("[data-day]");
  return place instanceof HTMLElement ? place.dataset.day ?? "" : "";
}

/** Some hosts leave out .html. */
function pathOfPage() {
  return pathOf(location.href).replace(/(?<!\.html)$/, ".html");
}

/** @param {Element | null} link */
function linkedPath(link) {
  return link instanceof HTMLAnchorElement ? pathOf(link.href) : "";
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
  const page = paper.kind === "page" ? document : await pageOf(paper.path);
  const authors = Array.from(paper.article.querySelectorAll("bdi"), textOf);
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
