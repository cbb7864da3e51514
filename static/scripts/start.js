// What happens on a page once it can be read; whoever reads without scripts misses nothing of it.

putAwayEarly();

document.addEventListener("DOMContentLoaded", async () => {
  document.body.append(said);
  listenForKeys();
  document.querySelector("footer p")?.append(" ", button("Keys", showKeys), " ", themeButton());
  workOffline().catch(() => undefined); // reading needs no worker
  offerCopies();
  try {
    await takeUpHabits(shownPapers());
    await showSaved();
    addEventListener("hashchange", showSaved);
  } catch {
    tellUnkept();
  }
});

/** A button beside every citation. */
function offerCopies() {
  for (const code of document.querySelectorAll(".cite code")) {
    code.closest("pre")?.after(copyButton("Copy", () => textOf(code), "The citation is copied."));
  }
}
