// The service worker.  Pages come from the network or, without a network, from the cache.
// sw.js lists the files to cache.  With an empty list, the worker removes its caches and itself.

const scope = /** @type {ServiceWorkerGlobalScope & {files: string[]}} */ (/** @type {unknown} */ (self));
const base = new URL("./", scope.location.href);
const LATEST = `gazette latest ${base.pathname} ${scope.files.join(" ")}`;
const SAVED = `gazette saved ${base.pathname}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(cacheLatest());
});
scope.addEventListener("activate", (event) => {
  event.waitUntil(scope.files.length ? removeOld() : removeAll());
});
scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(base.href) && scope.files.length) event.respondWith(respond(event.request));
});

async function cacheLatest() {
  const cache = await caches.open(LATEST);
  await cache.addAll(scope.files.map((path) => new Request(new URL(path, base), { cache: "reload" })));
  await scope.skipWaiting();
}

/** Removes the caches of earlier workers.  The pages of saved papers stay; `fallback` finds a newer style for them. */
async function removeOld() {
  for (const name of await ownCaches()) if (name !== LATEST && name !== SAVED) await caches.delete(name);
  await scope.clients.claim();
}

async function removeAll() {
  for (const name of await ownCaches()) await caches.delete(name);
  await scope.registration.unregister();
}

async function ownCaches() {
  const names = await caches.keys();
  return names.filter((name) => name === SAVED || name.startsWith(`gazette latest ${base.pathname} `));
}

/**
 * Files in assets/ never change and come from the cache.  For everything else the network comes first.
 * @param {Request} request
 */
async function respond(request) {
  const cache = await caches.open(LATEST);
  const asset = request.url.startsWith(`${base.href}assets/`);
  const found = asset && (await cache.match(request));
  if (found) return found;
  try {
    const fresh = await fetch(request);
    for (const each of fresh.ok ? [cache, await caches.open(SAVED)] : [])
      if (await each.match(request)) await each.put(request, fresh.clone()).catch(() => undefined); // the disk is full
    return fresh;
  } catch {
    return (await fallback(request, cache, asset)) ?? Response.error();
  }
}

/**
 * A response without the network: the cached page, the same asset of another edition, or the page of saved papers.
 * @param {Request} request
 * @param {Cache} cache
 * @param {boolean} asset
 */
async function fallback(request, cache, asset) {
  const options = { ignoreSearch: true };
  const [bare = ""] = request.url.split(/[?#]/);
  for (const url of [bare, bare.endsWith("/") ? `${bare}index.html` : `${bare}.html`]) {
    const found = (await cache.match(url, options)) ?? (await (await caches.open(SAVED)).match(url, options));
    if (found) return direct(found);
  }
  const stem = request.url.replace(/\.[0-9a-f]+(\.\w+)$/, "$1");
  const other = asset && scope.files.find((path) => new URL(path, base).href.replace(/\.[0-9a-f]+(\.\w+)$/, "$1") === stem);
  if (other) return cache.match(new URL(other, base));
  const saved = new URL("saved.html#offline", base);
  return request.mode === "navigate" && (await cache.match(saved)) ? Response.redirect(saved.href) : undefined;
}

/**
 * Some hosts redirect to an address without .html.  Browsers reject a redirected response from a worker, so copy it.
 * @param {Response} found
 */
function direct(found) {
  return found.redirected ? new Response(found.body, found) : found;
}
