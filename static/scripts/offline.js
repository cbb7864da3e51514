// Reading without a network: a service worker stores the latest days and the pages of saved papers, if the site allows it.

const SAVED_PAGES = "gazette saved ";

async function workOffline() {
  if (!("serviceWorker" in navigator) || !root.protocol.startsWith("http")) return;
  if (document.querySelector("link[rel=manifest]")) {
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
  } else {
    const worker = await navigator.serviceWorker.getRegistration(root);
    if (worker?.scope === root.href) await worker.update().catch(() => worker.unregister()); // its update removes it
  }
}

/** @param {string} path of the page of a saved paper */
async function saveOffline(path) {
  if (!("caches" in self) || !document.querySelector("link[rel=manifest]")) return;
  try {
    await (await caches.open(SAVED_PAGES + root.pathname)).add(new URL(path, root));
  } catch {
    return; // without a network now, the paper is only in the list
  }
}

/** @param {string} path of the page of a paper that is no longer saved */
async function removeOffline(path) {
  if ("caches" in self) await (await caches.open(SAVED_PAGES + root.pathname)).delete(new URL(path, root)).catch(() => false);
}
