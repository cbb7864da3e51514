// The items of a list of papers, made from the <template> of the page.

const [place, sample] = ["results", "result"].map((id) => /** @type {any} */ (document.getElementById(id)));
/** Where a result leads, with PATH or DAY in it. */
const address = place.dataset.result;

/** @param {string} name @param {Record<string, any>} properties @param {(Node | string)[]} children */
function make(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** @param {string[]} row @param {(text: string) => (Node | string)[]} [shown] what to show for a text @returns {HTMLElement} */
function itemOf([path, title, authors, day], shown = (text) => [text]) {
  const item = sample.content.firstElementChild.cloneNode(true);
  const [article, link, names, time] = ["article", "a", ".authors", "time"].map((part) => item.querySelector(part));
  article.dataset.day = time.dateTime = day;
  time.append(new Date(day).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" }));
  if (address) link.href = address.replace("PATH", path).replace("DAY", day);
  link.append(...shown(title));
  names.append(...shown(authors));
  return item;
}

/** @param {Element[]} items @param {Element[]} others what comes after the list */
function list(items, ...others) {
  const papers = make("ol", { className: "papers" }, ...items);
  papers.dataset.papers = "";
  place.replaceChildren(papers, ...others);
  document.dispatchEvent(new Event("papers")); // gazette.js adds its buttons
}
