// The list of saved papers in the formats of other programs.

/** @typedef {{label: string, suffix: string, kind: string, write: (papers: Saved[]) => string}} Format */

/** @type {Format[]} */
const FORMATS = [
  { label: "JSON", suffix: "json", kind: "application/json", write: asJson },
  { label: "BibTeX", suffix: "bib", kind: "application/x-bibtex", write: (papers) => papers.map(asBibtex).join("\n") },
  { label: "RIS", suffix: "ris", kind: "application/x-research-info-systems", write: (papers) => papers.map(asRis).join("\n") },
  { label: "CSL-JSON", suffix: "csl.json", kind: "application/vnd.citationstyles.csl+json", write: asCsl },
  { label: "Markdown", suffix: "md", kind: "text/markdown", write: (papers) => papers.map(asMarkdown).join("") },
];

/** @param {Saved[]} papers */
function asJson(papers) {
  return `${JSON.stringify({ gazette: 1, papers }, null, 1)}\n`;
}

/** @param {Saved} paper */
function addressOf(paper) {
  if (paper.arxiv) return `https://arxiv.org/abs/${paper.arxiv}`;
  return paper.doi ? `https://doi.org/${encodeURI(paper.doi).replace(/[#?()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}` : new URL(paper.path, root).href;
}

/** @param {Saved} paper @returns {string} its own DOI, or else the one that arXiv registers for each of its papers */
function doiOf(paper) {
  return paper.doi || (paper.arxiv && `10.48550/arXiv.${paper.arxiv}`);
}

/** @param {Saved} paper */
function slugOf(paper) {
  return paper.path.replace(/^.*\//, "").replace(/\.html$/, "");
}

/** @param {Saved} paper @returns {number[]} year, month and day, as many as are known; never those of the listing */
function dateOf(paper) {
  return paper.published.split("-").filter(Boolean).map(Number);
}

const SPECIAL = new Map(Object.entries({ "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" }));

/** @param {string} text */
function asLatex(text) {
  const parts = text.split(/(\$[^$\s](?:[^$]*[^$\s])?\$)/); // every second part is a formula, which stays as it is
  return parts.map((part, at) => (at % 2 && isBalanced(part) ? part : part.replace(/[\\{}$&%#_~^]/g, (sign) => SPECIAL.get(sign) ?? `\\${sign}`))).join("");
}

/** @param {string} formula whose braces must not close the BibTeX field around it */
function isBalanced(formula) {
  let depth = 0;
  for (const [sign] of formula.matchAll(/[{}]/g)) if ((depth += sign === "{" ? 1 : -1) < 0) return false;
  return depth === 0;
}

/** @param {Saved} paper */
function asBibtex(paper) {
  const [year, month] = dateOf(paper);
  /** @type {[string, string][]} */
  const fields = [
    ["title", `{${asLatex(paper.title)}}`],
    ["author", authorsAsBibtex(paper.authors)],
    ["year", String(year ?? "")],
    ["month", String(month ?? "")],
    ["booktitle", asLatex(paper.venue)],
    ["journal", paper.arxiv && !paper.venue ? `arXiv preprint arXiv:${paper.arxiv}` : ""],
    ["doi", doiOf(paper)],
    ["eprint", paper.arxiv],
    ["eprinttype", paper.arxiv && "arxiv"],
    ["archiveprefix", paper.arxiv && "arXiv"],
    ["url", addressOf(paper)],
    ["note", asLatex(paper.withdrawn)],
  ];
  const rows = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  return `@${paper.venue ? "inproceedings" : paper.arxiv ? "article" : "misc"}{${slugOf(paper)},\n${rows.join(",\n")}\n}\n`;
}

/** @param {string[]} authors */
function authorsAsBibtex(authors) {
  const names = listedIn(authors).map((name) => {
    const { family, given, particle, suffix } = partsOf(name);
    const surname = asLatex(surnameOf({ family, given, particle, suffix }));
    if (!given) return `{${surname}}`;
    if (splitsItself({ family, given, particle, suffix })) return `${asLatex(given)} ${surname}`;
    return [someIn(wordsOf(family), CONNECTIVES) ? `{${surname}}` : surname, asLatex(suffix), asLatex(given)].filter(Boolean).join(", ");
  });
  return [...names, ...(names.length && names.length < authors.length ? ["others"] : [])].join(" and ");
}

/** @param {NameParts} name @returns {boolean} whether BibTeX finds the same parts without commas */
function splitsItself({ family, given, particle, suffix }) {
  if (suffix || /[-'’]$/.test(particle) || !/^(?:[a-z]\S* )*$/.test(particle && `${particle} `)) return false;
  return /^(?:[A-Z]\S* )+$/.test(`${given} `) && (particle ? /^(?:[A-Z]\S* )*\P{Lowercase}\S*$/u : /^\P{Lowercase}\S*$/u).test(family);
}

/** @param {string} name */
function authorAsRis(name) {
  const parts = partsOf(name);
  return [surnameOf(parts), parts.given, parts.suffix].filter(Boolean).join(", ");
}

/** @param {string} name */
function authorAsCsl(name) {
  const { family, given, particle, suffix } = partsOf(name);
  if (!given) return { literal: family };
  return { family, given, ...(particle && { "non-dropping-particle": particle }), ...(suffix && { suffix }) };
}

/** @param {Saved} paper */
function asRis(paper) {
  const date = paper.published.replaceAll("-", "/");
  const rows = [
    ["TY", paper.venue ? "CPAPER" : "GEN"],
    ["ID", slugOf(paper)],
    ["TI", paper.title],
    ...listedIn(paper.authors).map((name) => ["AU", authorAsRis(name)]),
    ["PY", date.slice(0, 4)],
    ["DA", date.length === 7 ? `${date}//` : date], // slashes stand for a day that is not known
    ["T2", paper.venue],
    ["DO", doiOf(paper)],
    ["UR", addressOf(paper)],
    ["N1", paper.withdrawn],
  ];
  return `${rows.filter(([, value]) => value).map(([key, value]) => `${key}  - ${value}\n`).join("")}ER  - \n`;
}

/** @param {Saved[]} papers */
function asCsl(papers) {
  const items = papers.map((paper) => ({
    id: slugOf(paper),
    type: paper.venue ? "paper-conference" : "article",
    title: paper.title,
    author: listedIn(paper.authors).map(authorAsCsl),
    ...(paper.published && { issued: { "date-parts": [dateOf(paper)] } }),
    ...(paper.venue && { "container-title": paper.venue }),
    ...(doiOf(paper) && { DOI: doiOf(paper) }),
    ...(paper.arxiv && { number: `arXiv:${paper.arxiv}` }),
    URL: addressOf(paper),
    ...(paper.withdrawn && { note: paper.withdrawn }),
  }));
  return `${JSON.stringify(items, null, 1)}\n`;
}

/** @param {Saved} paper */
function asMarkdown(paper) {
  /** @param {string} text */
  const plain = (text) => text.replace(/[\\`*_[\]<>]/g, "\\$&");
  const names = namesOf(paper.authors, 3).replace(/ and \d+ more$/, ", others");
  const [year] = dateOf(paper);
  return `- [${plain(paper.title)}](${addressOf(paper)})${names ? `, ${plain(names)}` : ""}${year ? ` (${year})` : ""}${paper.withdrawn && `. ${plain(paper.withdrawn)}`}\n`;
}
