// The papers on the page, and the facts about one that its own page has.

/**
 * `kind` is where the paper is shown: in a list, in a list of titles, or on its own page.  `day` is the day on which it
 * was first listed.
 * @typedef {{article: HTMLElement, kind: "list" | "title" | "page", path: string, title: string, day: string}} Shown
 */

/** @returns {Shown[]} the papers on the page, in their order; only those that have a page of their own */
function shownPapers() {
  const all = Array.from(document.querySelectorAll("[data-paper]"), (each) => {
    const article = /** @type {HTMLElement} */ (each);
    const title = titleOf(article);
    const kind = /** @type {Shown["kind"]} */ (article.dataset.paper || "list");
    return { article, kind, path: kind === "page" ? pathOfPage() : linkedPath(title), title: textOf(title), day: firstDay(article) };
  });
  return all.filter((paper) => paper.path);
}

/** @param {Element} article @returns {Element | null} its title: a link, if it leads to the page of the paper */
function titleOf(article) {
  const heading = article.querySelector("h1, h2, a");
  return heading?.querySelector("a") ?? heading;
}

/** The path of this page; some hosts leave out .html. */
function pathOfPage() {
  return pathOf(location.href).replace(/(?<!\.html)$/, ".html");
}

/** @param {Element | null} link */
function linkedPath(link) {
  return link instanceof HTMLAnchorElement ? pathOf(link.href) : "";
}

/** @param {Element} article */
function firstDay(article) {
  const dated = article.closest("[data-day]");
  return dated instanceof HTMLElement ? dated.dataset.day ?? "" : "";
}

/** @param {Element | null} element */
function textOf(element) {
  return element?.textContent?.trim() ?? "";
}

/**
 * A paper as it is saved: with the facts from its page or, without a network, with those in the list.
 * @param {Shown} paper
 * @returns {Promise<Saved>}
 */
async function factsOf(paper) {
  const page = paper.kind === "page" ? document : await pageOf(paper.path);
  const authors = Array.from(paper.article.querySelectorAll("bdi"), textOf);
  if (paper.article.querySelector("[data-others]")) authors.push(OTHERS);
  const listed = { title: paper.title, authors, published: "", arxiv: "", doi: "", venue: "", withdrawn: withdrawalIn(paper.article) };
  return { path: paper.path, day: paper.day, saved: Date.now(), ...listed, ...(page && factsIn(page)) };
}

/**
 * @param {Document} page the page of a paper, which has the facts for citation managers in <meta>, and the authors' names
 *   as they were listed in its data for search engines
 */
function factsIn(page) {
  const article = parseJson(textOf(page.querySelector('script[type="application/ld+json"]')));
  /** @type {string[]} */
  const authors = Array.from(article?.author ?? [], (/** @type {{name: string}} */ { name }) => name);
  /** @param {string} name */
  const first = (name) => page.querySelector(`meta[name="citation_${name}"]`)?.getAttribute("content") ?? "";
  return {
    title: first("title"),
    authors: [...authors, ...(page.querySelector("[data-others]") ? [OTHERS] : [])],
    published: first("publication_date").replaceAll("/", "-"),
    arxiv: first("arxiv_id"),
    doi: first("doi"),
    venue: first("conference_title") || first("journal_title"),
    withdrawn: withdrawalIn(page),
  };
}

/** @param {ParentNode} paper @returns {string} when and why it was withdrawn; "" if it was not */
function withdrawalIn(paper) {
  return textOf(paper.querySelector("[data-withdrawn]"));
}

/**
 * @param {string} path
 * @returns {Promise<Document | undefined>} undefined without a network, from disk, or if it is not the page of a paper
 */
async function pageOf(path) {
  try {
    const response = await fetch(new URL(path, root));
    const page = response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined;
    return page?.querySelector("meta[name=citation_title]") ? page : undefined;
  } catch {
    return undefined;
  }
}
