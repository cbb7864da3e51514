// What can be read without a network: a worker keeps the latest days and the saved papers, if the site wants one.

const KEPT_PAPERS = "gazette saved ";

async function workOffline() {
  if (!("serviceWorker" in navigator) || !root.protocol.startsWith("http")) return;
  if (document.querySelector("link[rel=manifest]")) {
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
  } else {
    const worker = await navigator.serviceWorker.getRegistration(root);
    if (worker?.scope === root.href) await worker.update().catch(() => worker.unregister()); // its last edition leaves
  }
}

/**
 * A saved paper's page is kept beside those of the latest days.
 * @param {string} path
 */
async function keepOffline(path) {
  if (!("caches" in self) || !document.querySelector("link[rel=manifest]")) return;
  try {
    await (await caches.open(KEPT_PAPERS + root.pathname)).add(new URL(path, root));
  } catch {
    return; // no network now: the paper stays in the list, and its page is kept when it is saved again
  }
}

/**
 * What is saved no more is kept no more.
 * @param {string} path
 */
async function leaveOffline(path) {
  if ("caches" in self) await (await caches.open(KEPT_PAPERS + root.pathname)).delete(new URL(path, root)).catch(() => false);
}
