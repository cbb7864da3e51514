const PAPERS_PER_PAGE = 50;

const longDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const latestFirst = (site) => site.getFilteredByTag("papers").reverse();

/** Group papers by the names that `namesOf` returns for each: [{ name, papers }], sorted by name. */
function groupBy(papers, namesOf) {
  const groups = new Map();
  for (const paper of papers)
    for (const name of namesOf(paper.data)) {
      if (!groups.has(name)) groups.set(name, { name, papers: [] });
      groups.get(name).papers.push(paper);
    }
  return [...groups.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Split a group into pages: [{ name, count, number, papers }], where `count` is the number of pages. */
function paginate({ name, papers }) {
  const count = Math.ceil(papers.length / PAPERS_PER_PAGE);
  return Array.from({ length: count }, (_, index) => {
    const start = index * PAPERS_PER_PAGE;
    return { name, count, number: index + 1, papers: papers.slice(start, start + PAPERS_PER_PAGE) };
  });
}

export default function (eleventy) {
  const days = (site) => groupBy(latestFirst(site), (paper) => [paper.day]);
  const subjects = (site) => groupBy(latestFirst(site), (paper) => paper.subjects);
  eleventy.addCollection("latest", latestFirst);
  eleventy.addCollection("days", days);
  eleventy.addCollection("subjects", subjects);
  eleventy.addCollection("subjectPages", (site) => subjects(site).flatMap(paginate));
  eleventy.addFilter("longDate", (date) => longDate.format(date));
  eleventy.addFilter("rssDate", (date) => date.toUTCString());
  eleventy.addGlobalData("site", { name: "Trending papers", root: "https://papers.example" });
  eleventy.addPassthroughCopy("style.css");
}

// Do not run abstracts through a template language.
export const config = { markdownTemplateEngine: false };
