// Starts everything on a page.  A part that fails leaves the others alone.

start(hideEarly);

document.addEventListener("DOMContentLoaded", () => {
  document.body.append(said);
  for (const part of [listenForKeys, addFooterButtons, addCopyButtons, workOffline, addReadingTools, showSaved]) start(part);
  document.addEventListener("papers", () => start(addReadingTools));
  addEventListener("hashchange", () => start(showSaved));
});

/** @param {() => unknown} part */
async function start(part) {
  try {
    await part();
  } catch (error) {
    console.error(error);
  }
}

function addFooterButtons() {
  document.querySelector("footer [data-buttons]")?.append(" ", button("Keys", showKeys), " ", themeButton());
}

function addCopyButtons() {
  for (const citation of document.querySelectorAll("[data-citation]")) {
    citation.after(copyButton("Copy", () => textOf(citation), "Citation copied."));
  }
}
