const PART = 50;

const inWords = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const latestFirst = (site) => site.getFilteredByTag("papers").reverse();

/** Papers by whatever `names` says of each: { name, papers } in the order of names. */
function shelved(papers, names) {
  const shelves = new Map();
  for (const paper of papers)
    for (const name of names(paper.data)) {
      if (!shelves.has(name)) shelves.set(name, { name, papers: [] });
      shelves.get(name).papers.push(paper);
    }
  return [...shelves.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** A shelf in pieces that fit a page, each knowing its number and how many there are. */
function parted({ name, papers }) {
  const count = Math.ceil(papers.length / PART);
  return Array.from({ length: count }, (_, at) => (
    { name, count, number: at + 1, papers: papers.slice(at * PART, (at + 1) * PART) }
  ));
}

export default function (eleventy) {
  const days = (site) => shelved(latestFirst(site), (paper) => [paper.day]);
  const subjects = (site) => shelved(latestFirst(site), (paper) => paper.subjects);
  eleventy.addCollection("latest", latestFirst);
  eleventy.addCollection("days", days);
  eleventy.addCollection("subjects", subjects);
  eleventy.addCollection("parts", (site) => subjects(site).flatMap(parted));
  eleventy.addFilter("inWords", (date) => inWords.format(date));
  eleventy.addFilter("forMail", (date) => date.toUTCString());
  eleventy.addGlobalData("site", { name: "Trending papers", root: "https://papers.example" });
  eleventy.addPassthroughCopy("style.css");
}

// An abstract is Markdown alone, and calls nothing.
export const config = { markdownTemplateEngine: false };
