// The service worker: pages come from the network, and from what was kept when there is none.
// sw.js, which changes when what is kept does, tells what that is; nothing at all means that the worker is to go.

const scope = /** @type {ServiceWorkerGlobalScope & {kept: string[]}} */ (/** @type {unknown} */ (self));
const base = new URL("./", scope.location.href);
const LATEST = `gazette latest ${base.pathname} ${scope.kept.join(" ")}`;
const SAVED = `gazette saved ${base.pathname}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(keepLatest());
});
scope.addEventListener("activate", (event) => {
  event.waitUntil(scope.kept.length ? leaveOld() : leaveAll());
});
scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(base.href) && scope.kept.length) event.respondWith(answer(event.request));
});

async function keepLatest() {
  const cache = await caches.open(LATEST);
  await cache.addAll(scope.kept.map((path) => new Request(new URL(path, base), { cache: "reload" })));
  await scope.skipWaiting();
}

/** What an earlier worker kept goes.  Saved papers' pages stay: a style they name that is gone has a stand-in. */
async function leaveOld() {
  for (const name of await ours()) if (name !== LATEST && name !== SAVED) await caches.delete(name);
  await scope.clients.claim();
}

async function leaveAll() {
  for (const name of await ours()) await caches.delete(name);
  await scope.registration.unregister();
}

async function ours() {
  const names = await caches.keys();
  return names.filter((name) => name === SAVED || name.startsWith(`gazette latest ${base.pathname} `));
}

/**
 * Files under assets/ never change; of all else the network knows best.
 * @param {Request} request
 */
async function answer(request) {
  const cache = await caches.open(LATEST);
  const asset = request.url.startsWith(`${base.href}assets/`);
  const held = asset && (await cache.match(request));
  if (held) return held;
  try {
    const fresh = await fetch(request);
    for (const kept of fresh.ok ? [cache, await caches.open(SAVED)] : [])
      if (await kept.match(request)) await kept.put(request, fresh.clone()).catch(() => undefined); // it is full
    return fresh;
  } catch {
    return (await standIn(request, cache, asset)) ?? Response.error();
  }
}

/**
 * What stands in for the network: the same page, or the same asset of another edition, or the page of saved papers.
 * @param {Request} request
 * @param {Cache} cache
 * @param {boolean} asset
 */
async function standIn(request, cache, asset) {
  const options = { ignoreSearch: true };
  const [bare = ""] = request.url.split(/[?#]/);
  for (const url of [bare, bare.endsWith("/") ? `${bare}index.html` : `${bare}.html`]) {
    const found = (await cache.match(url, options)) ?? (await (await caches.open(SAVED)).match(url, options));
    if (found) return direct(found);
  }
  const stem = request.url.replace(/\.[0-9a-f]+(\.\w+)$/, "$1");
  const other = asset && scope.kept.find((path) => new URL(path, base).href.replace(/\.[0-9a-f]+(\.\w+)$/, "$1") === stem);
  if (other) return cache.match(new URL(other, base));
  const saved = new URL("saved.html#away", base);
  return request.mode === "navigate" && (await cache.match(saved)) ? Response.redirect(saved.href) : undefined;
}

/**
 * Some hosts lead from a page's address to one without .html; a browser takes no such answer from a worker.
 * @param {Response} found
 */
function direct(found) {
  return found.redirected ? new Response(found.body, found) : found;
}
